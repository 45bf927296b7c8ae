"""The parties to a letter: who sends it, who signs it, which office it is addressed to."""

from enum import StrEnum

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from zvarot.case.addresses import address_lines
from zvarot.case.records import (
    Audience,
    Country,
    Day,
    Identifier,
    Language,
    Text,
    WebAddress,
    record,
)


class Kind(StrEnum):
    """What an office is, and so what it can be asked for."""

    AUTHORITY = "authority"
    UN_MECHANISM = "un-mechanism"
    INTERGOVERNMENTAL = "intergovernmental"
    EU_INSTITUTION = "eu-institution"
    GOVERNMENT = "government"
    EMBASSY = "embassy"
    PARLIAMENT = "parliament"
    NGO = "ngo"
    DONOR = "donor"
    MEDIA = "media"
    COLLEAGUE = "colleague"

    @property
    def audience(self) -> Audience:
        """The circle that an office of this kind belongs to; unknown kinds read as the public does."""
        return _CIRCLES.get(self, Audience.PUBLIC)


_CIRCLES = {
    Kind.AUTHORITY: Audience.AUTHORITIES,
    Kind.UN_MECHANISM: Audience.MECHANISM,
    Kind.NGO: Audience.PARTNERS,
    Kind.COLLEAGUE: Audience.PARTNERS,
}


class Quality(StrEnum):
    """How far an address or a form of address can be trusted."""

    VERIFIED = "verified"
    UNVERIFIED = "unverified"


MAX_LINES = 6
"""As many lines as the window of an envelope shows."""


@record
class PostalAddress:
    """Where post goes: the lines as they are printed, or what they are made from, and the country."""

    lines: tuple[str, ...] = Field(default=(), max_length=MAX_LINES)
    """Street, postcode and town, one line each, as the country writes them; not the country's name."""
    street: str | tuple[str, ...] = ()
    """Street and number, on one line or several. Only read where `lines` is missing."""
    postcode: str | None = None
    """The postcode. Only read where `lines` is missing."""
    town: str | None = None
    """The town; with it the lines are made in the order of the country."""
    region: str | None = None
    """State or province, where the country's addresses name it."""
    country: Country
    """Country code; on an envelope that crosses a border the country's name is printed in capitals."""

    @model_validator(mode="after")
    def _with_lines(self) -> "PostalAddress":
        """Make the lines where none are given."""
        if not self.lines and self.town:
            street = (self.street,) if isinstance(self.street, str) else self.street
            made = address_lines(self.country, street, self.postcode or "", self.town, self.region or "")
            object.__setattr__(self, "lines", made)
        if not 0 < len(self.lines) <= MAX_LINES:
            raise PydanticCustomError("address_lines", "An address has one to six lines")
        return self


@record
class Organisation:
    """A body that counts, signs, publishes, or that people belong to."""

    id: Identifier
    name: Text
    """Its name in each language."""
    country: Country | None = None
    """Where it is based."""
    website: WebAddress | None = None
    """Its public page."""
    sources: tuple[Identifier, ...] = ()
    """Where the name was taken from."""
    note: str | None = None
    """A remark for colleagues; never printed."""


@record
class Signatory:
    """Who signs: an organisation, a person for it, or both."""

    name: Text
    """The organisation or the person that signs."""
    capacity: Text | None = None
    """In what capacity: `Executive Director, Example Committee`."""
    country: Country | None = None
    """Where the signatory is based; printed behind the name."""


@record
class Sender:
    """The letterhead: who writes, and where an answer can be sent."""

    name: Text
    """The name at the head of the letter."""
    tagline: Text | None = None
    """One line below the name."""
    place: Text | None = None
    """The town in front of the date."""
    address: PostalAddress | None = None
    """Where an answer reaches the sender; also the small return line in the window."""
    email: str | None = None
    """E-mail address printed in the letterhead."""
    website: WebAddress | None = None
    """Web address printed in the letterhead."""


@record
class Recipient:
    """An office that a letter is addressed to; its holder, if named, is secondary."""

    id: Identifier
    kind: Kind
    """What the office is; decides the template and the audience."""
    audience: Audience | None = None
    """The circle that the office belongs to, if not its kind's. A wider one learns less; a narrower one,
    which learns more, stops its letters until somebody answers for it with a waiver."""
    office: Text
    """The functional title as it stands on the envelope: `Prosecutor General`."""
    body: Text | None = None
    """The institution that the office belongs to."""
    mandate: Text | None = None
    """What the office is there for, and on which ground; templates of your own may print it."""
    holder: str | None = None
    """The person in office, when the letter is to name them."""
    holder_as_of: Day | None = None
    """The day on which the holder was known to be in office."""
    address: PostalAddress | None = None
    """Postal address; without it the letter carries the office alone."""
    email: str | None = None
    """E-mail address of the office; printed only on an action sheet, for those who write to it."""
    country: Country | None = None
    """The country that the office belongs to or stands for."""
    language: Language
    """The language that the office is written to in."""
    salutation: Text
    """The opening, with its comma: `Excellency,`."""
    closing: Text | None = None
    """The closing formula; the form's own where there is none."""
    word_limit: int | None = Field(default=None, ge=1)
    """How many words the office reads at most, if it says so."""
    excludes: Text | None = None
    """Of a donor: whom or what its rules exclude, as a noun phrase: `salaries and rent`."""
    source: WebAddress | None = None
    """The public page that the address and the title were taken from."""
    verified: Day | None = None
    """The day on which somebody last checked the address against its source."""
    quality: Quality = Quality.UNVERIFIED
    """Whether title, address and forms of address were checked."""
    note: str | None = None
    """A remark for colleagues; never printed."""

    @property
    def circle(self) -> Audience:
        """The circle that the office belongs to: its own, or else its kind's."""
        return self.audience or self.kind.audience
