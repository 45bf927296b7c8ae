"""How the letters of a campaign look: logo, colour, fonts and paper, without a line of HTML."""

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from zvarot.case.records import record


class Paper(StrEnum):
    """The sheet that letters are printed on."""

    A4 = "a4"
    LETTER = "letter"


Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")]
"""Red, green and blue with two hexadecimal digits each: `"#1b3a5c"`."""

MIN_CONTRAST = 4.5
"""What small words need on white so that people with weak sight can read them (WCAG 2.2, 1.4.3)."""

_LOWEST, _HIGHEST = 6, 30


def _printable_height(height: int) -> int:
    if not _LOWEST <= height <= _HIGHEST:
        raise PydanticCustomError("height", "A logo is 6 to 30 mm high")
    return height


LogoHeight = Annotated[
    int,
    AfterValidator(_printable_height),
    Field(json_schema_extra={"minimum": _LOWEST, "maximum": _HIGHEST}),
]


@record
class Look:
    """What the letters look like; whatever is left out stays as zvarot has it."""

    logo: str | None = None
    """The sender's logo: a PNG, JPEG, WebP or GIF file inside the campaign's folder."""
    logo_height: LogoHeight = 14
    """How high the logo is printed, in mm from 6 to 30.

    It is printed smaller where it would be wider than 50 mm or reach into the window of the envelope.
    """
    colour: Colour | None = None
    """The colour of lines, headings and the marking, in quotation marks: `"#1b3a5c"`; dark enough to read."""
    font: str | None = None
    """The family that letters are set in: `Spectral`, or one of `fonts`; else the first of those."""
    fonts: tuple[str, ...] = Field(default=(), max_length=16)
    """Font files (.ttf, .otf) inside the campaign's folder: regular, italic and bold of each family.

    A sign that one family lacks is taken from the next, and from Spectral at last.
    """
    paper: Paper | None = None
    """The sheet; else A4, or Letter with the window of a US envelope."""


def contrast_on_white(colour: str) -> float:
    """Return how far a colour stands out from white paper, from 1 for white to 21 for black (WCAG 2.2)."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    luminance = sum(weight * one for weight, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return 1.05 / (luminance + 0.05)
