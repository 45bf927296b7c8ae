"""The typefaces: where they lie, what they can print, and how they travel inside an HTML file.

One family of static fonts comes as a dependency, and a campaign may bring others; no font of the machine
is ever used, so that two machines give the same letter. WOFF is used and not WOFF2: it is a third larger,
needs no Brotli and is made in a hundredth of a second, where WOFF2 takes a quarter of a second a face.
"""

import base64
import io
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

FAMILY = "Spectral"

_LATIN = "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180)))) + "‐–—‘’‚“”„†•…‰′″‹›€№↑"
_CYRILLIC = "".join(map(chr, (*range(0x400, 0x460), 0x490, 0x491)))

_INVISIBLE = "\t\n\r\u00ad\u2060\ufeff\u200b\u200c\u200d\u200e\u200f\u2066\u2067\u2068\u2069"
"""Characters that leave no ink: a face need not hold them."""

_STOOD_IN_FOR = "\u2011\u202f"
"""The unbreakable hyphen and the narrow space: drawn with the glyphs of their plain sisters."""

_FEATURES = ("ccmp", "kern", "liga", "locl", "mark", "mkmk", "onum", "pnum", "sups")
"""What the stylesheets ask of every face."""


@dataclass(frozen=True)
class Face:
    """One static font file."""

    family: str
    weight: int
    """100 to 900, as in CSS."""
    style: str
    """`normal` or `italic`."""
    path: Path
    small_capitals: bool = False
    """Whether the stylesheets set this face in small capitals."""
    content: bytes = field(default=b"", repr=False)
    """The file, where a campaign brought it: as it was when it was examined."""

    def read(self) -> bytes:
        """Return the file."""
        return self.content or self.path.read_bytes()

    def rule(self, source: str) -> str:
        """Return the CSS rule that names this face and says where its file is."""
        name = f'"{self.family}"' if self.content else self.family
        return (
            f"@font-face{{font-family:{name};font-weight:{self.weight};"
            f"font-style:{self.style};src:url({source})}}"
        )


@cache
def faces() -> tuple[Face, ...]:
    """Return the faces that the stylesheets use, the upright text face first."""
    folder = Path(str(files("fontpkg_spectral"))) / "files"
    return (
        Face(FAMILY, 400, "normal", folder / "Spectral-Regular.ttf", small_capitals=True),
        Face(FAMILY, 400, "italic", folder / "Spectral-Italic.ttf"),
        Face(FAMILY, 600, "normal", folder / "Spectral-SemiBold.ttf"),
        Face(FAMILY, 600, "italic", folder / "Spectral-SemiBoldItalic.ttf"),
    )


def missing_characters(text: str, own: tuple[Face, ...] = ()) -> str:
    """Return each character of the text that some face cannot print, once, in order of first use.

    With own faces a character must be in every face of one family: the others stand in for it.
    """
    printable = _printable(own)
    if printable.issuperset(text):
        return ""
    return "".join(character for character in dict.fromkeys(text) if character not in printable)


def embedded(text: str, own: tuple[Face, ...] = ()) -> str:
    """Return CSS @font-face rules whose fonts are data: URIs, enough to show the text.

    A face holds whole alphabets - Latin, and Cyrillic where the text has any - and the other
    characters of the text, so that nearly all letters share the same few rules. The bold italic
    is left to the PDF: a browser slants the semi-bold where a letter should ever need it.
    """
    beyond = set(text).difference(_LATIN, _INVISIBLE, _STOOD_IN_FOR)
    alphabets = _LATIN
    if beyond & set(_CYRILLIC):
        alphabets += _CYRILLIC
    return _rules(faces()[:3] + own, alphabets + "".join(sorted(beyond - set(_CYRILLIC))))


@lru_cache(maxsize=8)
def _printable(own: tuple[Face, ...]) -> frozenset[str]:
    import uharfbuzz as hb

    families: dict[str, list[set[int]]] = {}
    for face in faces() + own:
        families.setdefault(face.family, []).append(set(hb.Face(hb.Blob(face.read())).unicodes))
    printable = set.union(*(set.intersection(*held) for held in families.values()))
    return frozenset(map(chr, printable)).union(_INVISIBLE, _STOOD_IN_FOR)


@lru_cache(maxsize=64)
def _rules(wanted: tuple[Face, ...], characters: str) -> str:
    return "".join(_rule(face, characters) for face in wanted)


def _rule(face: Face, characters: str) -> str:
    data = base64.b64encode(_woff(_subset(face, characters))).decode("ascii")
    return face.rule(f"data:font/woff;base64,{data}")


def _subset(face: Face, characters: str) -> bytes:
    """Return a TrueType font with only these characters and the features that are used."""
    import uharfbuzz as hb

    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.UNICODE).set(set(map(ord, characters)))
    features = wanted.sets(hb.SubsetInputSets.LAYOUT_FEATURE_TAG)
    if not face.content:
        # What joins the letters of other scripts is among what HarfBuzz keeps of itself.
        features.clear()
    for tag in (*_FEATURES, *(["smcp"] if face.small_capitals else [])):
        features.add(int.from_bytes(tag.encode("ascii"), "big"))
    wanted.flags = hb.SubsetFlags.NO_HINTING
    blob = hb.subset(hb.Face(hb.Blob(face.read())), wanted).blob
    return bytes(blob.data)


def _woff(font: bytes) -> bytes:
    """Compress a font for the web; the font's own date is kept, so the bytes stay the same."""
    from fontTools.ttLib import TTFont

    packed = io.BytesIO()
    with TTFont(io.BytesIO(font), lazy=True, recalcTimestamp=False, recalcBBoxes=False) as opened:
        opened.flavor = "woff"
        opened.save(packed, reorderTables=False)
    return packed.getvalue()
