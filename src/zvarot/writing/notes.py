"""Numbered notes: a mark in the text for each source, and the list at the end."""

import re
from collections.abc import Callable, Iterable, Mapping

from markupsafe import Markup, escape

from zvarot.writing.disclosed import DisclosedSource
from zvarot.writing.letter import Note
from zvarot.writing.locales import Wording

_LINK = '<a id="ref-%(number)d-%(time)d" href="#note-%(number)d" role="doc-noteref">%(number)d</a>'
_BETWEEN_MARKS = Markup('</sup><sup class="mark">')
_MARK_BEGINS, _MARK_ENDS = Markup('<sup class="mark">'), Markup("</sup>")
_MARK = r'(<sup class="mark">(?:(?!</sup>).)*</sup>)'
_BEFORE_PUNCTUATION = re.compile(rf"{_MARK}([.,;:])")
_BEHIND_PUNCTUATION = re.compile(rf"([.,;:]){_MARK}")


class Notes:
    """Gives every source and every remark its number when the text first refers to it."""

    def __init__(self, sources: Mapping[str, DisclosedSource], wording: Wording) -> None:
        self._sources = sources
        self._wording = wording
        self._references: dict[tuple[str, str], int] = {}

    def mark(self, sources: Iterable[str], remark: str = "") -> Markup:
        """Refer to sources and a remark; return the raised numbers, or nothing when there are none."""
        keys = [("source", id) for id in sources] + [("remark", remark)] * bool(remark)
        numbers = sorted({self._number(key) for key in keys})
        links = [self._link(number) for number in numbers]
        return _MARK_BEGINS + Markup(", ").join(links) + _MARK_ENDS if links else Markup()

    def _number(self, key: tuple[str, str]) -> int:
        self._references.setdefault(key, 0)
        return list(self._references).index(key) + 1

    def _link(self, number: int) -> Markup:
        key = list(self._references)[number - 1]
        self._references[key] += 1
        # Numbers need no escaping, and there are hundreds of marks in a letter.
        return Markup(_LINK % {"number": number, "time": self._references[key]})

    def cited(self) -> tuple[str, ...]:
        """Return the ids of the sources that have been referred to."""
        return tuple(id for kind, id in self._references if kind == "source")

    def joined(self, html: Markup) -> Markup:
        """Make one mark of marks that stand side by side, and set it where the language sets it."""
        merged = str(html).replace(str(_BETWEEN_MARKS), ", ")
        if self._wording.mark_before_punctuation:
            return Markup(_BEHIND_PUNCTUATION.sub(r"\2\1", merged))
        return Markup(_BEFORE_PUNCTUATION.sub(r"\2\1", merged))

    def forget(self) -> None:
        """Begin again with number 1."""
        self._references.clear()

    def listed(self) -> tuple[Note, ...]:
        """Return the notes in the order of their numbers."""
        return tuple(
            Note(number, str(self._text(*key)), references)
            for number, (key, references) in enumerate(self._references.items(), 1)
        )

    def _text(self, kind: str, content: str) -> Markup:
        """Write a remark as it is, and a source as publisher, title, date and address."""
        if kind == "remark":
            return escape(content)
        source = self._sources[content]
        parts = [
            escape(source.publisher),
            Markup("<em>{}</em>").format(source.title),
            escape(self._wording.date(source.date) if source.date else ""),
            self._address(source.url) if source.url else Markup(),
        ]
        text = Markup(", ").join(part for part in parts if part)
        # A full stop behind an address would be taken for a part of it.
        return text if source.url or text.endswith(".") else text + "."

    def _address(self, url: str) -> Markup:
        """Show an address as people read it, and link to the whole of it."""
        return Markup('<a href="{}">{}</a>').format(url, re.sub(r"^https?://(www\.)?|/$", "", url))


class Said:
    """Words that bring their notes along: the marks are set when the template prints them."""

    def __init__(self, say: Callable[[], Markup]) -> None:
        self._say = say

    def __html__(self) -> str:
        return str(self._say())

    def __str__(self) -> str:
        return str(self._say().striptags())
