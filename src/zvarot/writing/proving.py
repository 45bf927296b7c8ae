"""The letters of a plan by what they say: recipients whose letters say the same are put together.

A thousand letters with a dozen texts are written a dozen times, not a thousand.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from zvarot.case.campaign import Edition
from zvarot.case.records import REFERENCE
from zvarot.writing.composing import write
from zvarot.writing.differing import fingerprint, said_in, text_of
from zvarot.writing.disclosed import Disclosure
from zvarot.writing.letter import Letter
from zvarot.writing.telling import Telling
from zvarot.writing.templating import Templates

Note = tuple[str, str]
"""What a note of a letter is: `("source", id)`, or `("caveat", figure's id)`."""


@dataclass(frozen=True)
class Row:
    """One recipient."""

    id: str
    kind: str
    office: str
    country: str
    salutation: str
    closing: str
    address: tuple[str, ...]
    quality: str
    verified: str
    """The day of the last check, or `never`."""


@dataclass
class Text:
    """What all letters of some recipients say, in the same words."""

    edition: Edition
    """That of the first of them, and so are the next two."""
    disclosure: Disclosure
    letter: Letter
    template: str
    printed: frozenset[tuple[str, str]]
    """Kind and id of each figure, incident, demand, person and source that it tells."""
    notes: tuple[Note, ...]
    """What its numbered notes are, in their order."""
    number: int = 0
    rows: list[Row] = field(default_factory=list)

    @property
    def fingerprint(self) -> str:
        """What tells this text from every other."""
        return fingerprint(said_in(self.letter))

    @property
    def kinds(self) -> str:
        """The kinds of its recipients."""
        return ", ".join(sorted({row.kind for row in self.rows}))

    def shared(self, what: str) -> str | None:
        """Return the salutation or closing that all recipients have in common, if they have one."""
        found = {getattr(row, what) for row in self.rows}
        return found.pop() if len(found) == 1 else None


class _Noted(Mapping[str, Any]):
    """What a template may print of a recipient, and what of it a template has asked for."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values
        self.asked: dict[str, Any] = {}

    def __getitem__(self, key: str) -> Any:
        self.asked[key] = self._values[key]
        return self._values[key]

    def __iter__(self) -> Iterator[str]:
        self.asked.update(self._values)
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


class _NotedTelling(Telling):
    """Tells as ever, and notes what of the recipient a template asks for."""

    def recipient(self) -> Any:
        """Return the office that is written to."""
        self.noted = _Noted(super().recipient())
        return self.noted


@dataclass(frozen=True)
class _Read:
    """A letter that was written, and what of its recipient its template asked for on the way.

    Whoever is the same in that, and to whom the same may be told, gets the same letter but for its address.
    """

    asked: Mapping[str, Any]
    letter: Letter
    text: Text


class Texts:
    """Takes in letters one by one and puts those together that say the same."""

    def __init__(self, templates: Templates) -> None:
        self._templates = templates
        self._read: dict[tuple[Hashable, ...], list[_Read]] = {}
        self._found: dict[object, Text] = {}

    def add(self, made: Edition, disclosure: Disclosure) -> None:
        """Take in one letter; raise ZvarotError where it cannot be written."""
        telling = _NotedTelling(disclosure, self._templates.wording(made.language))
        office = {**telling.recipient()}
        known = self._read.setdefault(made.alike, [])
        same = next(
            (one for one in known if all(office[key] == said for key, said in one.asked.items())), None
        )
        # What refers to records where nothing may is refused when it is written.
        if same is None or REFERENCE.search(repr(office)):
            same = self._written(made, telling)
            known.append(same)
        same.text.rows.append(_row(telling, same.letter))

    def _written(self, made: Edition, telling: _NotedTelling) -> _Read:
        letter = write(telling, self._templates)
        template = self._templates.folders.choose(made.plan.form, made.language, telling.kind)
        key = (made.audience, template, telling.kind if made.private else "", text_of(letter))
        if key not in self._found:
            told = telling.disclosure
            printed = frozenset((*telling.printed, *_cited(telling), *_named(told, letter)))
            self._found[key] = Text(made, told, letter, template, printed, _notes(letter, telling))
        return _Read(telling.noted.asked, letter, self._found[key])

    def sorted(self, passes: Callable[[Text], bool] = lambda _: True) -> tuple[Text, ...]:
        """Return the texts that pass, numbered: by language, the one that most recipients get first."""
        texts = [text for text in self._found.values() if passes(text)]
        sizes = Counter(text.letter.language for text in texts for _ in text.rows)
        order = [language for language, _ in sizes.most_common()]
        texts.sort(key=lambda text: (order.index(text.letter.language), -len(text.rows)))
        for number, text in enumerate(texts, 1):
            text.number = number
        return tuple(texts)


def _cited(telling: Telling) -> Iterator[tuple[str, str]]:
    return (("source", id) for id in telling.notes.cited())


def _named(disclosure: Disclosure, letter: Letter) -> Iterator[tuple[str, str]]:
    """Yield the people whose names stand in a letter."""
    words = Markup("\n".join(said_in(letter))).striptags()
    return (("person", one.id) for one in disclosure.named if one.name in words)


def _notes(letter: Letter, telling: Telling) -> tuple[Note, ...]:
    """Say of each numbered note which source, or which figure's caveat, it is."""
    caveats = {
        str(Markup.escape(one.caveat)): id for id, one in telling.disclosure.figures.items() if one.caveat
    }
    sources = iter(telling.notes.cited())
    return tuple(
        ("caveat", caveats[note.html]) if note.html in caveats else ("source", next(sources))
        for note in letter.notes
    )


def _row(telling: Telling, letter: Letter) -> Row:
    office = telling.frame.recipient
    lines = (office.holder, telling.text(office.office), telling.text(office.body))
    return Row(
        id=office.id,
        kind=telling.kind,
        office=" · ".join(filter(None, lines)),
        country=office.country or "",
        salutation=letter.salutation,
        closing=letter.closing,
        address=office.address.lines if office.address else (),
        quality=office.quality,
        verified=str(office.verified or "never"),
    )


def fingerprint_of(texts: Sequence[Text]) -> str:
    """Return what tells these letters from all others: who gets which text, opened, closed and sent how."""
    lines = sorted(
        "\n".join((row.id, text.fingerprint, row.salutation, row.closing, row.office, *row.address))
        for text in texts
        for row in text.rows
    )
    return fingerprint(lines)
