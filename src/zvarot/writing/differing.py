"""What letters have in common and where they differ, in words, paragraph by paragraph."""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from html.parser import HTMLParser
from itertools import zip_longest
from textwrap import shorten

from zvarot.writing.letter import Addressee, Letter

_BLOCKS = frozenset({"p", "li", "h2", "h3", "h4", "tr", "dt", "dd", "caption", "blockquote"})
_CELLS = frozenset({"td", "th"})
_WORD = re.compile(r"\s+|[^\s]+")
_NUMBER = re.compile(r"\d+")
_ALIKE = 0.4
"""How much of two paragraphs must be the same for one to be shown as a change of the other."""
_BEGINNING = 90
"""As many letters are shown of a paragraph that is missing."""

Cite = Callable[[int], str]
"""Says by its own number in a letter what a note is called where letters are compared."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, heading, list item or row of a table, in plain words."""

    kind: str
    """`subject`, `heading`, `text`, `item`, `demand` or `signed`."""
    text: str


@dataclass(frozen=True)
class Piece:
    """Some words of a paragraph, and whether the other text has them too."""

    text: str
    changed: bool


@dataclass(frozen=True)
class Difference:
    """One place in which two texts differ, or a run of paragraphs that they share."""

    same: int = 0
    """How many paragraphs stand in both; the rest is empty then."""
    common: tuple[Piece, ...] = ()
    other: tuple[Piece, ...] = ()


def text_of(letter: Letter) -> Letter:
    """Return a letter without what belongs to its recipient alone: two that are equal say the same."""
    return replace(letter, addressee=Addressee(()), salutation="", closing="", window="", title="")


def fingerprint(words: Iterator[str] | Sequence[str]) -> str:
    """Return 16 hexadecimal digits of the SHA-256 of some texts, in groups of four."""
    digest = hashlib.sha256("\0".join(words).encode()).hexdigest()
    return " ".join(digest[start : start + 4] for start in range(0, 16, 4))


def said_in(letter: Letter) -> list[str]:
    """Return all words that a letter prints beside those that belong to its recipient alone."""
    return [
        letter.language,
        letter.letterhead.name,
        letter.letterhead.tagline,
        *letter.letterhead.contact,
        letter.dateline,
        letter.reference,
        letter.marking,
        letter.genre,
        letter.subject,
        letter.epigraph,
        letter.body_html,
        letter.demands_html,
        *(part for demand in letter.demands for part in (demand.html, demand.basis)),
        letter.conclusion_html,
        *(part for one in letter.signatories for part in (one.name, one.detail)),
        letter.signatories_note,
        *(note.html for note in letter.notes),
    ]


def paragraphs(letter: Letter, cite: Cite) -> tuple[Paragraph, ...]:
    """Return what a letter says between its salutation and its sources, in plain words."""
    signed = (f"{one.name}, {one.detail}" if one.detail else one.name for one in letter.signatories)
    found = [
        Paragraph("text", letter.genre),
        Paragraph("subject", letter.subject),
        Paragraph("text", letter.epigraph),
        *_read(letter.body_html, cite),
        *_read(letter.demands_html, cite),
        *(Paragraph("demand", _asked(demand.html, demand.basis, cite)) for demand in letter.demands),
        *_read(letter.conclusion_html, cite),
        *(Paragraph("signed", one) for one in signed),
        Paragraph("text", letter.signatories_note),
    ]
    return tuple(one for one in found if one.text)


def _asked(html: str, basis: str, cite: Cite) -> str:
    words = " ".join(one.text for one in _read(f"<p>{html}</p>", cite))
    return f"{words} ({basis})" if basis else words


def _read(html: str, cite: Cite) -> tuple[Paragraph, ...]:
    reader = _Reader(cite)
    reader.feed(html)
    reader.close()
    reader.end_block()
    return tuple(reader.found)


class _Reader(HTMLParser):
    """Reads the safe HTML of a letter into paragraphs."""

    def __init__(self, cite: Cite) -> None:
        super().__init__()
        self.found: list[Paragraph] = []
        self._cite = cite
        self._words: list[str] = []
        self._kind = "text"
        self._mark = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a paragraph, a cell or a mark."""
        if tag in _BLOCKS:
            self.end_block()
            self._kind = "heading" if tag[0] == "h" else "item" if tag in ("li", "tr", "dd") else "text"
        elif tag in _CELLS and "".join(self._words).strip():
            self._words.append(" | ")
        elif tag == "br":
            self._words.append(" / ")
        self._mark = self._mark or (tag == "sup" and ("class", "mark") in attrs)

    def handle_endtag(self, tag: str) -> None:
        """End a paragraph or a mark."""
        if tag in _BLOCKS:
            self.end_block()
        self._mark = self._mark and tag != "sup"

    def handle_data(self, data: str) -> None:
        """Take in words; the numbers of a mark become those that all letters share."""
        if self._mark:
            data = _NUMBER.sub(lambda number: self._cite(int(number[0])), data)
            self._words.append(f"[{data}]" if data.strip(", ") else data.strip(", "))
        else:
            self._words.append(data)

    def end_block(self) -> None:
        """Keep what was read since the last block."""
        text = " ".join("".join(self._words).replace("][", ", ").split())
        if text:
            self.found.append(Paragraph(self._kind, text))
        self._words, self._kind = [], "text"


def numbered(numbers: Sequence[int], of: int) -> str:
    """Write the numbers of texts: `all`, `2`, `1-3, 7`; nothing where there are none."""
    if len(numbers) == of > 1:
        return "all"
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


# Differences ------------------------------------------------------------------------------------


def differences(common: Sequence[Paragraph], other: Sequence[Paragraph]) -> tuple[Difference, ...]:
    """Return where another text differs from the common one, in reading order."""
    matcher = SequenceMatcher(None, common, other, autojunk=False)
    found: list[Difference] = []
    for what, start, end, other_start, other_end in matcher.get_opcodes():
        if what == "equal":
            found.append(Difference(same=end - start))
        else:
            found.extend(_changed(common[start:end], other[other_start:other_end]))
    return tuple(found)


def _changed(common: Sequence[Paragraph], other: Sequence[Paragraph]) -> Iterator[Difference]:
    """Yield what changed side by side: what is alike beside each other, the rest as it comes."""
    start = at = 0
    for number, one in enumerate(common):
        near = next((n for n in range(at, len(other)) if _alike(one.text, other[n].text)), None)
        if near is not None:
            yield from _unlike(common[start:number], other[at:near])
            yield _reworded(one.text, other[near].text)
            start, at = number + 1, near + 1
    yield from _unlike(common[start:], other[at:])


def _unlike(common: Sequence[Paragraph], other: Sequence[Paragraph]) -> Iterator[Difference]:
    """Yield what is missing and what is new; of what is missing the beginning, for it stands above."""
    for one, new in zip_longest(common, other):
        missing = (Piece(shorten(one.text, _BEGINNING, placeholder=" …"), True),) if one else ()
        yield Difference(common=missing, other=(Piece(new.text, True),) if new else ())


def _alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one.split(), other.split(), autojunk=False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _reworded(one: str, other: str) -> Difference:
    before, after = _WORD.findall(one), _WORD.findall(other)
    left: list[Piece] = []
    right: list[Piece] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for what, start, end, other_start, other_end in matcher.get_opcodes():
        left.append(Piece("".join(before[start:end]), what != "equal"))
        right.append(Piece("".join(after[other_start:other_end]), what != "equal"))
    return Difference(common=_kept(left), other=_kept(right))


def _kept(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    return tuple(piece for piece in pieces if piece.text)
