"""Fonts that a campaign brings: whether they may and can stand in a letter."""

import io
import re
from pathlib import Path
from typing import Any

from zvarot.findings import ZvarotError
from zvarot.writing.fonts import FAMILY, Face

MAX_BYTES = 25_000_000

_BEGINNINGS = (b"\x00\x01\x00\x00", b"OTTO", b"true")
_COLOURED = ("CBDT", "COLR", "SVG ", "sbix")
_NAME = re.compile(r"[^\W_][\w .-]{0,60}")

_RESTRICTED, _LESS_RESTRICTED = 0x0002, 0x000C
_NOT_CUT, _BITMAPS_ONLY = 0x0100, 0x0200


_NAMES_OF_A_FACE = frozenset({1, 2, 4, 6, 16, 17})
"""Family and style, in the numbers of the table `name`."""


class FontFault(ZvarotError):
    """A file is not a font that can stand in a letter."""


def open_face(path: Path, data: bytes) -> Face:
    """Return the face that a font file holds; raise FontFault where it cannot be used."""
    from fontTools.ttLib import TTFont

    if len(data) > MAX_BYTES:
        raise FontFault("the font's file is too large", f"At most {MAX_BYTES // 10**6} MB are read.")
    if not data.startswith(_BEGINNINGS):
        raise FontFault(
            "the file is not a TrueType or OpenType font",
            "Take the .ttf or .otf file: neither a web font (.woff) nor a collection (.ttc) can be used.",
        )
    try:
        with TTFont(io.BytesIO(data), lazy=True) as font:
            return _face(font, path, data)
    except FontFault:
        raise
    except Exception:
        raise FontFault("the font's file is damaged", "Download or copy it again.") from None


def _face(font: Any, path: Path, data: bytes) -> Face:
    _refuse_what_changes(font)
    _refuse_what_is_forbidden(font["OS/2"].fsType)
    family = font["name"].getDebugName(16) or font["name"].getDebugName(1) or ""
    if not _NAME.fullmatch(family):
        raise FontFault("the font has no usable name", "Take another: its name must be letters and digits.")
    if family.casefold() == FAMILY.casefold():
        raise FontFault(f"{FAMILY} comes with zvarot", "Delete this line.")
    if not font.getBestCmap():
        raise FontFault("the font has no letters", "Take another: a font of symbols cannot set a text.")
    weight = min(900, max(100, round(font["OS/2"].usWeightClass / 100) * 100))
    slanted = font["OS/2"].fsSelection & 1 or font["head"].macStyle & 2
    return Face(family, weight, "italic" if slanted else "normal", path, True, _without_remarks(data))


def _without_remarks(data: bytes) -> bytes:
    """Return a font that says its name and nothing else: no maker, no licensee, no number of a copy."""
    from fontTools.ttLib import TTFont

    plain = io.BytesIO()
    with TTFont(io.BytesIO(data), recalcTimestamp=False, recalcBBoxes=False) as font:
        font["name"].names = [record for record in font["name"].names if record.nameID in _NAMES_OF_A_FACE]
        font.save(plain)
    return plain.getvalue()


def _refuse_what_changes(font: Any) -> None:
    """Refuse fonts that make other bytes at every run: the time is written into what is cut from them."""
    if "fvar" in font:
        raise FontFault(
            "this is a variable font, with which no letter could be made twice the same",
            "Take the static files of the family, one for each style; they often lie in a folder `static`.",
        )
    if any(table in font for table in _COLOURED):
        raise FontFault(
            "this is a colour font, with which no letter could be made twice the same",
            "Take a family without coloured signs.",
        )


def _refuse_what_is_forbidden(permission: int) -> None:
    """Refuse fonts whose makers do not let them travel inside a document (OS/2, fsType)."""
    restricted = permission & _RESTRICTED and not permission & _LESS_RESTRICTED
    if restricted or permission & (_NOT_CUT | _BITMAPS_ONLY):
        raise FontFault(
            "the font's maker does not allow it to be embedded in documents",
            "Ask its maker for a licence that allows it, or take a free family (SIL Open Font License).",
        )
