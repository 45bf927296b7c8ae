"""What a page shows once some of its words are others, without drawing it.

pdfium has said what the page of a clean file shows. Where the other page differs in nothing but its glyphs,
the words are read from these by the fonts' own tables, and stand in the place of the old ones. This reading
is proven on the clean page: it must give what pdfium gave.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from zvarot.press.contents import Contents, Unreadable
from zvarot.press.pdf_layout import Piece, unpacked, written

_FONT = re.compile(rb"/(\w+) [\d.]+ Tf")
_GLYPHS = re.compile(rb"\[((?:<(?:[0-9a-f]{4})*>|-?[\d.]+(?=[<\] ])| )*)\] TJ")
_RUN = re.compile(rb"<([0-9a-f]+)>")
_MEANING = re.compile(rb"^<([0-9a-f]{4})> <((?:[0-9a-f]{4})+)>$", re.MULTILINE)
_TAKEN = "\0"
_UNSEEN = re.compile("[\\s\u00ad\u2010\u2011\ufffe-]+")
"""What pdfium shows otherwise than it was written: blanks, and the hyphens of broken words."""

Fonts = Mapping[bytes, Mapping[bytes, str]]
"""The text of each glyph, by the font's name in the page."""


class Shown:
    """A clean page: what it draws, and what it shows by pdfium."""

    def __init__(self, stream: bytes, text: str, fonts: Fonts) -> None:
        """Read a page's glyphs; raise Unreadable where they do not give what pdfium gave."""
        self._steps = stream.split(b"\n")
        self._text = text
        self._fonts = fonts
        self._in = dict(_fonts_of(self._steps))
        """The font of each step that draws glyphs."""
        self._at = dict(self._places())

    def _places(self) -> Iterator[tuple[int, tuple[int, int]]]:
        """Yield where in the text each step's words stand, or would stand where it has none.

        pdfium goes along a line from left to right, in whatever order its parts were drawn.
        """
        signs = [number for number, sign in enumerate(self._text) if not _UNSEEN.fullmatch(sign)]
        left = "".join(self._text[sign] for sign in signs)
        position = stop = 0
        for number in self._in:
            read = self._read(number, self._steps[number])
            said = _UNSEEN.sub("", read)
            if not left.startswith(said, position):
                position = left.find(said)
            if position < 0:
                raise Unreadable("its glyphs say something else than it shows")
            if said:
                stop = signs[position + len(said) - 1] + 1
                yield number, (signs[position], stop)
            elif not read and self._text[stop : stop + 2] in ("", "\r\n"):
                yield number, (stop, stop)
            left = left[:position] + _TAKEN * len(said) + left[position + len(said) :]
            position += len(said)
        if left.strip(_TAKEN):
            raise Unreadable("it shows more than its glyphs say")

    def _read(self, number: int, step: bytes) -> str:
        """Return what glyphs say; raise Unreadable for any that are drawn in another way."""
        drawn, meanings = _GLYPHS.fullmatch(step), self._fonts.get(self._in[number], {})
        if not drawn:
            raise Unreadable("it draws glyphs in another way")
        glyphs = "".join(run.decode() for run in _RUN.findall(drawn[1]))
        names = [glyphs[at : at + 4].encode() for at in range(0, len(glyphs), 4)]
        if not meanings.keys() >= {*names}:
            raise Unreadable("it draws glyphs that mean nothing")
        return "".join(meanings[name] for name in names)

    def with_steps(self, stream: bytes, contents: Contents) -> str:
        """Return what the page shows with other glyphs, and take in what else these could be read as.

        Raise Unreadable where more than glyphs is new.
        """
        steps = stream.split(b"\n")
        if len(steps) != len(self._steps):
            raise Unreadable("it draws more than the other page, or less")
        changed = [number for number, step in enumerate(steps) if step != self._steps[number]]
        if not {*changed} <= self._at.keys():
            raise Unreadable("more than its words is new")
        text = self._text
        for number in sorted(changed, key=lambda one: (*self._at[one], one), reverse=True):
            for read in written(steps[number]):
                contents.read("an object", read)
            start, stop = self._at[number]
            words = self._read(number, steps[number])
            # What had no words before is a line of its own: an empty one of the window.
            text = text[:start] + ("\r\n" if start == stop and words else "") + words + text[stop:]
        return text


def _fonts_of(steps: list[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield each step that draws glyphs, with its font; raise Unreadable for other ways to show words."""
    font = b""
    for number, step in enumerate(steps):
        if chosen := _FONT.fullmatch(step):
            font = chosen[1]
        if step.endswith(b"TJ"):
            yield number, font
        elif step.endswith((b"Tj", b"'", b'"', b"Do")):
            raise Unreadable("it shows words in another way")


def fonts_in(objects: Mapping[str, Any], pieces: Mapping[int, Piece]) -> Fonts:
    """Return what the glyphs of a file's fonts mean."""
    found = {}
    for thing in objects.values():
        for name, reference in thing.items() if isinstance(thing, dict) else ():
            font = objects.get(reference) if isinstance(reference, str) else None
            if isinstance(font, dict) and font.get("/Type") == "/Font" and "/ToUnicode" in font:
                table = unpacked(pieces[int(font["/ToUnicode"].split()[0])])
                found[name[1:].encode()] = {
                    glyph: bytes.fromhex(text.decode()).decode("utf-16-be", "replace")
                    for glyph, text in _MEANING.findall(table)
                }
    return found
