"""Alphabets: the signs that the text face of every PDF holds, whether its letter needs them or not.

A subset of a font that holds just the signs of one letter tells of that letter, and makes another file of
every one. So the upright text face is filled up to the alphabet of the letter's language; what a letter
holds beyond comes behind.
"""

from functools import cache
from typing import Any

_ASCII = "".join(map(chr, range(0x20, 0x7F)))
_POINTS = "\u00a0\u2010\u2011§«»°·–—‘’‚“”„…№€↑"
_LATIN = "".join(map(chr, (*range(0xC0, 0xD7), *range(0xD8, 0xF7), *range(0xF8, 0x100))))
_OF_NEIGHBOURS = "ĄąĆćČčĎďĘęĚěĞğİıŁłŃńŇňŐőŘřŚśŞşŠšŤťŮůŰűŹźŻżŽžŒœ"
_CYRILLIC = "".join(map(chr, range(0x410, 0x450))) + "ЁёІіЎўЇїЄєҐґ"

_IN_CYRILLIC = frozenset({"be", "bg", "mk", "ru", "sr", "uk"})

_TOGETHER = ("ff", "fi", "fl", "ffi", "ffl", "fj", "tt", "ft", "Th")
"""Letters that a face may draw as one sign."""
_FEATURES: tuple[dict[str, bool], ...] = ({"onum": True, "pnum": True}, {"lnum": True})
"""How the stylesheets ask for figures: of old style in the text, as tall as capitals in an address."""

_UPRIGHT, _REGULAR = 0, 400


class Fonts(dict[Any, Any]):
    """The fonts of one PDF as WeasyPrint collects them; the upright text face gets its alphabet at once."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language.split("-")[0]
        self._expected = 0

    def __setitem__(self, key: Any, font: Any) -> None:
        """Take in a font that has drawn nothing yet."""
        if (font.style, font.weight, font.index) == (_UPRIGHT, _REGULAR, 0):
            for glyph, (text, width) in _glyphs(font.file_content, self._language).items():
                font.to_unicode[glyph] = text
                font.widths[glyph] = width
        self._expected += len(font.to_unicode)
        super().__setitem__(key, font)

    def beyond(self) -> int:
        """Return how many signs were drawn that are in no alphabet."""
        return sum(len(font.to_unicode) for font in self.values()) - self._expected


def alphabet(language: str) -> str:
    """Return the signs that any letter in a language can be expected to need."""
    letters = _LATIN + _OF_NEIGHBOURS + (_CYRILLIC if language in _IN_CYRILLIC else "")
    return _ASCII + _POINTS + letters


@cache
def _glyphs(content: bytes, language: str) -> dict[int, tuple[str, int]]:
    """Return the glyphs of an alphabet, with the text that each stands for and its width in thousandths."""
    import uharfbuzz as hb

    face = hb.Face(hb.Blob(content))
    font = hb.Font(face)
    found: dict[int, tuple[str, int]] = {}
    for features in _FEATURES:
        for text in (*alphabet(language), *_TOGETHER):
            buffer = hb.Buffer()
            buffer.add_str(text)
            buffer.guess_segment_properties()
            buffer.language = language
            hb.shape(font, buffer, features)
            glyphs = [info.codepoint for info in buffer.glyph_infos]
            if len(glyphs) == 1 and glyphs[0]:
                width = round(font.get_glyph_h_advance(glyphs[0]) * 1000 / face.upem)
                found.setdefault(glyphs[0], (text, width))
    return found
