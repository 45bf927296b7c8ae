"""Invented logos and fonts for tests: a font is Spectral under another name."""

import io
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw

from zvarot.writing import fonts


def logo(size: tuple[int, int] = (300, 300), mode: str = "RGBA") -> bytes:
    """Return a PNG of a disc."""
    picture = Image.new(mode, size)
    ImageDraw.Draw(picture).ellipse((0, 0, size[0] - 1, size[1] - 1), fill=(27, 58, 92))
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def font(number: int = 0, family: str = "Invented", change: Any = None, without: str = "") -> bytes:
    """Return a face of Spectral under another name; `change` may do more to it."""
    file = io.BytesIO()
    with TTFont(fonts.faces()[number].path, recalcTimestamp=False) as opened:
        names = opened["name"]
        names.names = [record for record in names.names if record.nameID not in (1, 16, 21, 25)]
        names.setName(family, 1, 3, 1, 0x409)
        for table in opened["cmap"].tables:
            table.cmap = {code: name for code, name in table.cmap.items() if chr(code) not in without}
        if change:
            change(opened)
        opened.save(file)
    return file.getvalue()


def write_family(folder: Path, family: str = "Invented") -> tuple[str, ...]:
    """Write the four faces into a folder, and return their names as campaign.yaml has them."""
    folder.mkdir(exist_ok=True)
    names = ("regular.ttf", "italic.ttf", "bold.ttf", "bold-italic.ttf")
    for number, name in enumerate(names):
        (folder / name).write_bytes(font(number, family))
    return tuple(f"{folder.name}/{name}" for name in names)
