"""The picture of a letter in the README."""

import io

import pypdfium2
from PIL import Image, ImageOps

from pages.markdown import EXAMPLE
from zvarot.press.printing import Format
from zvarot.press.production import Workshop

_SHEETS = (0, 2)
_GAP = 24


def draw() -> bytes:
    """Draw two pages of the open letter side by side, as a PNG of few colours."""
    workshop = Workshop(EXAMPLE)
    made = workshop.editions("solidarity-2021", ["embassy-brussels"])[0]
    pdf = workshop.press.print(workshop.job(made, [Format.PDF]))[Format.PDF]
    with pypdfium2.PdfDocument(pdf) as document:
        sheets = [ImageOps.expand(document[n].render(scale=1.1).to_pil(), 1, "#bbb") for n in _SHEETS]
    wide = Image.new("RGB", (2 * sheets[0].width + _GAP, sheets[0].height), "white")
    wide.paste(sheets[0], (0, 0))
    wide.paste(sheets[1], (sheets[0].width + _GAP, 0))
    drawn = io.BytesIO()
    wide.quantize(48, Image.Quantize.MAXCOVERAGE).save(drawn, "PNG", optimize=True)
    return drawn.getvalue()
