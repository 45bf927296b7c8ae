"""The case file: the people, incidents, figures, sources, provisions and demands of a campaign."""

import datetime as dt
from collections.abc import Callable, Mapping

from pydantic import Field

from zvarot.case.parties import Kind, Organisation
from zvarot.case.records import (
    Audience,
    CountedNoun,
    Country,
    Day,
    Identifier,
    Language,
    Statement,
    Text,
    WebAddress,
    record,
)
from zvarot.case.stand_ins import StandIns, Way, initials, read_by
from zvarot.case.terms import Basis, DemandTarget, Force, Qualifier, Role, State


@record
class Consent:
    """The ground on which a person may be named, and how widely."""

    basis: Basis
    by: str
    """Who agreed or who published: `the person`, `the family`, `their organisation`."""
    on: Day
    """The day of the consent or of the publication."""
    audience: Audience
    """The widest circle that the consent covers."""
    withdrawn: Day | None = None
    """The day on which it was withdrawn; from then on the person is internal in every letter."""
    sources: tuple[Identifier, ...] = ()
    """Where it was published."""


@record
class Status:
    """What was known of a person's situation on a day."""

    state: State
    date: Day
    """The day on which it began, or else the day on which the source reports it."""
    detail: Text | None = None
    """What a letter may add: `in pre-trial detention in Minsk`."""
    sources: tuple[Identifier, ...] = Field(min_length=1)
    audience: Audience | None = None
    """Widest circle that may learn it; the person's own where there is none."""


@record
class Person:
    """One human being. Says for itself who may learn of it, and inherits nothing."""

    id: Identifier
    """For a person who is withheld choose an id that tells nothing."""
    audience: Audience
    """The widest circle that may learn the person's name."""
    names: Text = Field(default_factory=dict)
    """The name in each language and script of the letters.

    Leave it out of somebody whom no letter is to name: what is not written down cannot leak.
    """
    spellings: tuple[str, ...] = ()
    """Other spellings in use; found by the checks, never printed."""
    role: Text | None = None
    """What the person is known for: `chairperson of Viasna`."""
    stand_in: StandIns = ()
    """What those read who may not learn the name. A text alone (`a relative of a detained defender`) is for
    all of them; a list goes from the narrowest audience to the widest, and each reader reads the first item
    whose audience includes them. Where there is none, they read `a person whose name is withheld`."""
    statuses: tuple[Status, ...] = ()
    consent: Consent | None = None
    sources: tuple[Identifier, ...] = ()
    note: str | None = None
    """A remark for colleagues; never printed."""

    @property
    def written(self) -> tuple[str, ...]:
        """Every way in which the name is written, whether a letter prints it or not."""
        return (*self.names.values(), *self.spellings)

    @property
    def circle(self) -> Audience:
        """The widest circle that may in fact learn the name: no wider than a consent that stands."""
        if self.consent is None or self.consent.withdrawn:
            return Audience.INTERNAL
        return self.audience.narrowest(self.consent.audience)

    @property
    def role_circle(self) -> Audience:
        """The widest circle that comes to read the role: beside the name, or in its place."""
        shown = (one.audience for one in self.stand_in if one.way is Way.ROLE)
        return max([self.circle, *shown], key=lambda audience: audience.width)

    def veil(self, reader: Audience) -> Mapping[str, str] | None:
        """Return what a reader who may not learn the name reads instead, per language.

        Empty where there are no such words; None where no text may speak of the person at all.
        """
        shown = read_by(self.stand_in, reader)
        if shown is None:
            return {}
        veils: dict[Way, Mapping[str, str] | None] = {
            Way.INITIALS: {language: initials(name) for language, name in self.names.items()},
            Way.ROLE: self.role or {},
            Way.WORDS: shown.text or {},
            Way.NOTHING: None,
        }
        return veils[shown.way]

    def status_on(
        self, day: dt.date, readable: Callable[[Status], bool], citable: Callable[[Status], bool]
    ) -> Status | None:
        """Return the status that a letter of a day may tell: the latest that it can cite by then.

        What became known only later is not told. It counts all the same where it says that the person
        was not held any more: then nothing is told, for nobody is to be called held who was free.
        """
        known = [one for one in self.statuses if one.date <= day and readable(one)]
        known.sort(key=lambda one: one.date)  # of two of the same day, the last in the file counts
        if known and not citable(known[-1]) and not known[-1].state.held:
            return None
        return next((one for one in reversed(known) if citable(one)), None)


@record
class Involvement:
    """A person's part in an incident."""

    person: Identifier
    role: Role = Role.SUBJECT


@record
class Incident:
    """Something that happened: one act or several that belong together (HURIDOCS: event)."""

    id: Identifier
    title: Text
    start: Day
    """The first day."""
    end: Day | None = None
    """The last day, if it took more than one."""
    place: Text | None = None
    account: Text
    """What happened, in the words of the letter; may hold {person:ID}, {figure:ID} and {source:ID}."""
    attributed_to: Text | None = None
    """Who is alleged to have done it, as a noun phrase: a body, or officials of one."""
    people: tuple[Involvement, ...] = ()
    provisions: tuple[Identifier, ...] = ()
    sources: tuple[Identifier, ...] = Field(min_length=1)
    audience: Audience | None = None
    """Widest circle that may learn it; the case's own where there is none."""
    note: str | None = None
    """A remark for colleagues; never printed."""

    @property
    def last_day(self) -> dt.date:
        """The day by which all of it had happened."""
        return self.end or self.start


@record
class Reading:
    """One value of a figure, as somebody counted it at a time."""

    as_of: Day
    """The day for which the value is given. A letter dated earlier cannot quote it."""
    value: int = Field(ge=0, le=10**12)
    qualifier: Qualifier = Qualifier.EXACTLY
    final: bool = False
    """Whether the count is closed: what it counts is over, and no later reading is to be expected."""
    counter: Identifier | None = None
    """The organisation that counts."""
    caveat: Text | None = None
    """What a reader must know of how it was counted; printed as a note of its own."""
    sources: tuple[Identifier, ...] = Field(min_length=1)
    audience: Audience | None = None
    """Widest circle that may learn it; the figure's own where there is none."""
    note: str | None = None
    """A remark for colleagues; never printed."""


@record
class Figure:
    """Something that is counted, as a series of dated readings."""

    id: Identifier
    unit: CountedNoun
    """What is counted, with its plural forms: `{one: search, other: searches}`."""
    label: Text | None = None
    """What is counted, in a table: `people detained in the first days`; the unit where there is none."""
    statement: Statement
    """A whole sentence with {value}, which becomes `more than 60 searches`."""
    readings: tuple[Reading, ...] = Field(min_length=1)
    audience: Audience | None = None
    """Widest circle that may learn it; the case's own where there is none."""
    note: str | None = None
    """A remark for colleagues; never printed."""

    def reading_on(self, day: dt.date, quotable: Callable[[Reading], bool]) -> Reading | None:
        """Return the latest reading not after a day; of two of the same day, the last in the file."""
        known = [one for one in self.readings if one.as_of <= day and quotable(one)]
        return sorted(known, key=lambda one: one.as_of)[-1] if known else None


@record
class Source:
    """Where a statement comes from; printed as a numbered note."""

    id: Identifier
    title: Text
    publisher: Text | None = None
    date: Day | None = None
    """The day of publication."""
    url: WebAddress | None = None
    accessed: Day | None = None
    """The day on which the page was read."""
    audience: Audience | None = None
    """Widest circle that may learn it; the case's own where there is none."""
    note: str | None = None
    """A remark for colleagues; never printed."""


@record
class Provision:
    """A legal hook: an article of an instrument."""

    id: Identifier
    instrument: Text
    """The instrument's full name."""
    short: Text
    """The short name that is printed behind a demand: `ICCPR`."""
    article: str | None = None
    """The article, without the word: `9`, `2(1)`."""
    force: Force
    """A treaty binds; declarations, rules and resolutions are cited as standards."""
    summary: Text | None = None
    """What it guarantees, in a few words."""
    url: WebAddress | None = None
    """The page where number and content were checked."""
    verified: Day | None = None
    """The day of that check; a provision without one is not printed."""


@record
class Demand:
    """What is asked, of whom, and on which legal ground."""

    id: Identifier
    to: DemandTarget
    text: Text
    """A verb phrase that follows `We call on … to`; may hold {held}, the names of those still held."""
    people: tuple[Identifier, ...] = ()
    """The people it is made for. When none of them is held any more, it lapses."""
    kinds: tuple[Kind, ...] = ()
    """The kinds of office that can grant it; else all those that `to` speaks of."""
    provisions: tuple[Identifier, ...] = ()
    sources: tuple[Identifier, ...] = Field(min_length=1)
    audience: Audience | None = None
    """Widest circle that may learn it; the case's own where there is none."""
    note: str | None = None
    """A remark for colleagues; never printed."""


@record
class Case:
    """Everything a campaign knows, with its sources."""

    title: Text
    country: Country
    """The country that the case is about."""
    language: Language
    """The language of every text that names none."""
    audience: Audience
    """The widest circle for whatever names none itself; people always name their own."""
    organisations: tuple[Organisation, ...] = ()
    sources: tuple[Source, ...] = ()
    provisions: tuple[Provision, ...] = ()
    people: tuple[Person, ...] = ()
    incidents: tuple[Incident, ...] = ()
    figures: tuple[Figure, ...] = ()
    demands: tuple[Demand, ...] = ()
