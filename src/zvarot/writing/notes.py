"""Numbered notes: a mark in the text for each source, and the list at the end."""

from collections.abc import Callable, Iterable, Mapping

from markupsafe import Markup, escape

from zvarot.writing.disclosed import DisclosedSource
from zvarot.writing.letter import Note
from zvarot.writing.locales import Wording


class Notes:
    """Gives every source its number when the text first refers to it."""

    def __init__(self, sources: Mapping[str, DisclosedSource], wording: Wording) -> None:
        self._sources = sources
        self._wording = wording
        self._references: dict[tuple[str, str], int] = {}

    def mark(self, sources: Iterable[str], caveat: str = "") -> Markup:
        """Refer to sources; return the raised numbers, or nothing when there are none."""
        links = [self._link(id, caveat) for id in sources]
        return Markup('<sup class="mark">{}</sup>').format(Markup(", ").join(links)) if links else Markup()

    def _link(self, source: str, caveat: str) -> Markup:
        key = (source, caveat)
        self._references[key] = self._references.get(key, 0) + 1
        number = list(self._references).index(key) + 1
        return Markup('<a id="ref-{0}-{1}" href="#note-{0}" role="doc-noteref">{0}</a>').format(
            number, self._references[key]
        )

    def forget(self) -> None:
        """Begin again with number 1."""
        self._references.clear()

    def listed(self) -> tuple[Note, ...]:
        """Return the notes in the order of their numbers."""
        return tuple(
            Note(number, str(self._text(self._sources[source], caveat)), references)
            for number, ((source, caveat), references) in enumerate(self._references.items(), 1)
        )

    def _text(self, source: DisclosedSource, caveat: str) -> Markup:
        parts = [
            escape(source.publisher),
            Markup("<em>{}</em>").format(source.title),
            escape(self._wording.date(source.date) if source.date else ""),
            Markup('<a href="{0}">{0}</a>').format(source.url) if source.url else Markup(),
        ]
        text = Markup(", ").join(part for part in parts if part) + "."
        return text + Markup(" {}").format(caveat) if caveat else text


class Said:
    """Words that bring their notes along: the marks are set when the template prints them."""

    def __init__(self, say: Callable[[], Markup]) -> None:
        self._say = say

    def __html__(self) -> str:
        return str(self._say())

    def __str__(self) -> str:
        return str(self._say().striptags())
