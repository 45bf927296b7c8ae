"""Pictures: what a file shows, and nothing of what else it holds.

A picture can tell where and by whom it was made, hide a thumbnail of what was cut away, or unpack to
something huge. So it is decoded, drawn on a new image without any metadata, and written anew.
"""

import io
import math
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from zvarot.findings import ZvarotError
from zvarot.writing.letter import Logo

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_BYTES = 8_000_000
MAX_PIXELS = 25_000_000
MAX_WIDTH = 50
"""Of a logo, in mm: beside it there must be room for the sender's name."""
DPI = 300
"""As sharp as print can be; more only makes the file larger."""

_FORMATS = ("PNG", "JPEG", "WEBP", "GIF")


class PictureFault(ZvarotError):
    """A file is not a picture that can stand in a letter."""


def clean_logo(data: bytes, height: float) -> Logo:
    """Return a picture without anything but its pixels, for a height in mm; raise PictureFault."""
    image = _upright(data)
    width = height * image.width / image.height
    if width > MAX_WIDTH:
        width, height = MAX_WIDTH, height * MAX_WIDTH / width
    return Logo(_png(_plain(image, width, height)), round(width, 2), round(height, 2))


def _upright(data: bytes) -> "Image":
    """Decode a picture and turn it as its camera was held."""
    from PIL import Image, ImageOps

    if len(data) > MAX_BYTES:
        raise PictureFault(
            "the picture's file is too large", f"Make it smaller than {MAX_BYTES // 10**6} MB."
        )
    if data.lstrip()[:5].lower() in (b"<?xml", b"<svg ", b"<!doc"):
        raise PictureFault(
            "an SVG drawing can load and run things", "Export it as PNG, some 600 points high."
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image: Image.Image = Image.open(io.BytesIO(data), formats=_FORMATS)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise _too_large() from None
    except Exception:
        help = "Save it as PNG, JPEG, WebP or GIF; another ending alone does not change a file."
        raise PictureFault("the file is not a picture that zvarot can read", help) from None
    if image.width * image.height > MAX_PIXELS:
        raise _too_large()
    if getattr(image, "is_animated", False) and image.format != "MPO":
        raise PictureFault("the picture moves", "Save one of its frames as PNG.")
    try:
        with _whole_only():
            image.load()
        return ImageOps.exif_transpose(image)
    except Exception:
        help = "It may not have been copied whole: copy it again."
        raise PictureFault("the picture's file is damaged", help) from None


@contextmanager
def _whole_only() -> Iterator[None]:
    """Refuse half a picture, even where WeasyPrint told Pillow to put up with it."""
    from PIL import ImageFile

    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _too_large() -> PictureFault:
    help = f"Scale it down: more than {MAX_PIXELS // 10**6} million points are not opened."
    return PictureFault("the picture has too many points", help)


def _plain(image: "Image", width: float, height: float) -> "Image":
    """Return the pixels alone, at most as many as its printed size in mm can show."""
    from PIL import Image

    points = tuple(max(1, math.ceil(side / 25.4 * DPI)) for side in (width, height))
    too_fine = image.width > points[0] or image.height > points[1]
    if image.mode == "P" and not too_fine and not image.has_transparency_data:
        return _with_palette(image)
    coloured = image.convert(_mode(image))
    if too_fine:
        coloured = coloured.resize((points[0], points[1]), Image.Resampling.LANCZOS)
    plain = Image.new(coloured.mode, coloured.size)
    plain.paste(coloured)
    return _without_unseen(plain)


def _without_unseen(image: "Image") -> "Image":
    """Return a picture without the colours that stand where nothing is seen: they may be what was erased."""
    if image.mode not in ("RGBA", "LA"):
        return image
    from PIL import Image

    seen = image.getchannel("A").point(lambda alpha: 255 if alpha else 0)
    return Image.composite(image, Image.new(image.mode, image.size), seen)


def _with_palette(image: "Image") -> "Image":
    """Return the pixels of a picture with its own few colours, and not with those that no pixel has."""
    from PIL import Image

    colours = image.getpalette() or []
    used = sorted(set(image.tobytes()))
    palette = [0] * 3 * (max(used) + 1)
    for number in used:
        palette[3 * number : 3 * number + 3] = colours[3 * number : 3 * number + 3]
    plain = Image.new("P", image.size)
    plain.putpalette(palette)
    plain.paste(image)
    return plain


def _mode(image: "Image") -> str:
    grey = image.mode in ("1", "L", "LA", "La")
    if image.has_transparency_data:
        return "LA" if grey else "RGBA"
    return "L" if grey else "RGB"


def _png(image: "Image") -> bytes:
    packed = io.BytesIO()
    more: dict[str, Any] = {key: image.info[key] for key in ("transparency",) if key in image.info}
    image.save(packed, "PNG", compress_level=9, **more)
    return packed.getvalue()
