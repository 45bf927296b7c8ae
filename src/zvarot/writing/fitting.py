"""How large an address can be printed: words are measured in the letters' own fonts before they are set."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any

from zvarot.writing.fonts import FAMILY, Face, faces
from zvarot.writing.looks import Appearance
from zvarot.writing.stationery import INDENT, LEADING

_PT = 25.4 / 72
"""One point, in mm."""
_RESERVE = 0.99
"""The part of a width that is reckoned with: type is set to fractions of a point."""
_FEATURES = {"lnum": True}
"""What the styles ask for in an address."""


class Measure:
    """Measures words as they are printed, in the families of a look."""

    def __init__(self, look: Appearance) -> None:
        """Open the upright face of each family."""
        import uharfbuzz as hb

        self._shaper = hb
        chosen = [_upright(family, faces() + look.faces) for family in look.families or (FAMILY,)]
        opened = [hb.Face(hb.Blob(face.read())) for face in chosen]
        self._fonts = [(hb.Font(face), face.upem, frozenset(face.unicodes)) for face in opened]
        self.width = lru_cache(maxsize=1 << 14)(self._width)

    def largest(
        self, lines: Iterable[str], width: float, height: float, sizes: Sequence[float]
    ) -> float | None:
        """Return the first size at which lines stand in a box of so many mm, or None."""
        lines = tuple(lines)
        return next((size for size in sizes if self._fits(lines, width, height, size)), None)

    def _fits(self, lines: tuple[str, ...], width: float, height: float, size: float) -> bool:
        room = width * _RESERVE / (size * _PT)
        needed = [self.printed(line, room) for line in lines]
        return None not in needed and sum(filter(None, needed)) * LEADING * size * _PT <= height

    def printed(self, line: str, room: float) -> int | None:
        """Return how many lines become of one in so much room, in sizes of its letters.

        None where a word is longer than all the room.
        """
        if self.width(line) <= room:
            return 1
        count, left = 1, room
        for word in line.split(" "):
            length = self.width(word)
            if length > room - INDENT:
                return None
            if length > left:
                count, left = count + 1, room - INDENT
            left -= length + self.width(" ")
        return count

    def _width(self, words: str) -> float:
        """Return how wide words are on one line, in sizes of their letters."""
        runs = groupby(words, self._font_for)
        return sum(self._advance(number, "".join(signs)) for number, signs in runs)

    def _font_for(self, sign: str) -> int:
        """Return the number of the first font that has a sign."""
        having = (number for number, (_, _, held) in enumerate(self._fonts) if ord(sign) in held)
        return next(having, 0)

    def _advance(self, number: int, words: str) -> float:
        font, upem, _ = self._fonts[number]
        buffer: Any = self._shaper.Buffer()
        buffer.add_str(words)
        buffer.guess_segment_properties()
        self._shaper.shape(font, buffer, _FEATURES)
        return float(sum(glyph.x_advance for glyph in buffer.glyph_positions) / upem)


def _upright(family: str, known: tuple[Face, ...]) -> Face:
    """Return the face of a family that text is set in."""
    own = [face for face in known if face.family == family and face.style == "normal"]
    return min(own, key=lambda face: abs(face.weight - 400))
