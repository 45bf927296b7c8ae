"""What a reader may learn: plain, frozen, and with no way back to the case."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from zvarot.case.parties import Recipient, Sender, Signatory
from zvarot.case.records import Audience


@dataclass(frozen=True)
class Standing:
    """What is known of a person's situation on the letter's date."""

    state: str
    held: bool
    freed: bool
    since: dt.date
    detail: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class DisclosedPerson:
    """A person whom the reader may know by name."""

    id: str
    name: str
    official: str
    """The name as the case's own country writes it, for a reader who must find the person; else empty."""
    circle: Audience
    """The widest circle that the person may be named to."""
    asked: bool
    """Whether the person, the family or the lawyer agreed to it; else others had published the name."""
    role: str
    standing: Standing | None


@dataclass(frozen=True)
class DisclosedIncident:
    """Something that happened, as it may be told."""

    id: str
    title: str
    start: dt.date
    end: dt.date | None
    place: str
    attributed_to: str
    account: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class DisclosedFigure:
    """The one reading of a figure that the letter may quote."""

    id: str
    value: int
    qualifier: str
    unit: Mapping[str, str]
    label: str
    statement: str
    as_of: dt.date
    final: bool
    """Whether what it counts is over, so that the day does not matter any more."""
    counter: str
    mixed: bool
    """Whether earlier readings were counted by somebody else."""
    caveat: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class DisclosedSource:
    """Where a statement comes from."""

    id: str
    title: str
    publisher: str
    date: dt.date | None
    url: str


@dataclass(frozen=True)
class DisclosedProvision:
    """A legal ground whose number was checked."""

    short: str
    article: str


@dataclass(frozen=True)
class DisclosedDemand:
    """What is asked; `held` are the people whom it names."""

    id: str
    to: str
    text: str
    held: tuple[DisclosedPerson, ...]
    provisions: tuple[DisclosedProvision, ...]


@dataclass(frozen=True)
class Frame:
    """What surrounds the text of a letter: which form it has, who writes to whom, who signs."""

    form: str
    recipient: Recipient
    sender: Sender
    signatories: tuple[Signatory, ...]
    signatories_note: str
    reference: str
    marking: str
    window: str
    """The envelope that the campaign asks for; empty where it leaves that open."""
    procedure: str
    deadline: dt.date | None


@dataclass(frozen=True)
class Disclosure:
    """The part of a case, and of a letter's plan, that its reader may learn."""

    frame: Frame
    audience: Audience
    language: str
    date: dt.date
    country: str
    subject: str
    opening: str
    hook: str
    steps: str
    contact: str
    epigraph: str
    figures: Mapping[str, DisclosedFigure]
    """Every figure that may be quoted, by id."""
    sources: Mapping[str, DisclosedSource]
    quoted: tuple[str, ...]
    """The ids of the figures that the plan chose, in its order."""
    incidents: tuple[DisclosedIncident, ...]
    background: tuple[DisclosedIncident, ...]
    people: tuple[DisclosedPerson, ...]
    named: tuple[DisclosedPerson, ...]
    """Everybody whom the letter may name: in its list, in a text, or in a demand."""
    demands: tuple[DisclosedDemand, ...]


def written_out(told: Disclosure | Frame, without: str) -> Iterator[str]:
    """Yield all that is told but one field, piece by piece: most pieces stand in many letters."""
    for name in (field.name for field in fields(told) if field.name != without):
        yield from (f"{name}={one!r}" for one in _pieces(getattr(told, name)))


def _pieces(value: Any) -> Iterable[Any]:
    if isinstance(value, Mapping):
        return value.items()
    return value if isinstance(value, tuple) else (value,)
