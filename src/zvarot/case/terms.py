"""The closed vocabularies of the field: what a state, a role, a qualifier may be called."""

from enum import StrEnum


class State(StrEnum):
    """What has been done to a person, in the words of the Body of Principles (1988).

    `detained` is deprived of liberty without a conviction, `imprisoned` by a conviction.
    """

    QUESTIONED = "questioned"
    DETAINED = "detained"
    CHARGED = "charged"
    CONVICTED = "convicted"
    IMPRISONED = "imprisoned"
    MISSING = "missing"
    RELEASED_ON_RECOGNISANCE = "released-on-recognisance"
    RELEASED = "released"
    PARDONED = "pardoned"
    EXPELLED = "expelled"
    IN_EXILE = "in-exile"
    DIED = "died"

    @property
    def held(self) -> bool:
        """Whether a person in this state is deprived of liberty."""
        return self in (State.DETAINED, State.IMPRISONED)

    @property
    def freed(self) -> bool:
        """Whether a person in this state has left detention alive."""
        return self in (
            State.RELEASED_ON_RECOGNISANCE,
            State.RELEASED,
            State.PARDONED,
            State.EXPELLED,
        )


class Basis(StrEnum):
    """On what ground a person may be named."""

    GIVEN = "given"
    """The person, the family or the lawyer agreed."""
    PUBLISHED = "published"
    """The person's own organisation or family has named them in public; give the source."""
    PUBLIC_OFFICE = "public-office"
    """The person is spoken of as the holder of a public office."""


class Role(StrEnum):
    """The part that a person had in an incident (HURIDOCS: involvement)."""

    SUBJECT = "subject"
    WITNESS = "witness"
    INTERVENING = "intervening"
    ALLEGED_PERPETRATOR = "alleged-perpetrator"


class Qualifier(StrEnum):
    """How exact a reading is."""

    EXACTLY = "exactly"
    AT_LEAST = "at-least"
    MORE_THAN = "more-than"
    ABOUT = "about"
    ALMOST = "almost"


class Force(StrEnum):
    """Whether an instrument binds a State or sets a standard."""

    TREATY = "treaty"
    DECLARATION = "declaration"
    STANDARD = "standard"
    RESOLUTION = "resolution"


class DemandTarget(StrEnum):
    """Of whom something is asked."""

    AUTHORITIES = "authorities"
    INTERNATIONAL_COMMUNITY = "international-community"
    ORGANISATIONS = "organisations"
    COLLEAGUES = "colleagues"
