"""Of a picture nothing stays but what it shows. All pictures here are invented."""

import io
import struct
import zlib
from typing import Any

import pytest
from PIL import Image, ImageFile

from zvarot.writing import pictures
from zvarot.writing.pictures import PictureFault, clean_logo

SECRET = b"Taken by Jane Example at home"


def drawn(mode: str = "RGB", size: tuple[int, int] = (60, 30)) -> Image.Image:
    """Return a picture whose left half is red and whose right half is blue."""
    picture = Image.new("RGB", size, (200, 0, 0))
    picture.paste((0, 0, 200), (size[0] // 2, 0, *size))
    return picture.convert(mode)


def saved(picture: Image.Image, format: str = "PNG", **more: Any) -> bytes:
    file = io.BytesIO()
    picture.save(file, format, **more)
    return file.getvalue()


def opened(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def chunks(png: bytes) -> list[bytes]:
    """Return the kinds of chunk in a PNG, in order."""
    kinds, place = [], 8
    while place < len(png):
        (length,) = struct.unpack(">I", png[place : place + 4])
        kinds.append(png[place + 4 : place + 8])
        place += 12 + length
    return kinds


@pytest.mark.parametrize("format", ["PNG", "JPEG", "WEBP", "GIF"])
def test_every_kind_becomes_a_png_of_the_same_picture(format: str) -> None:
    logo = clean_logo(saved(drawn(), format), 10)
    picture = opened(logo.png)
    assert (picture.format, picture.size) == ("PNG", (60, 30))
    assert (logo.width, logo.height) == (20, 10)
    red, _, blue = picture.convert("RGB").getpixel((50, 15))  # type: ignore[misc]
    assert blue > 150 > 60 > red
    assert logo.src.startswith("data:image/png;base64,iVBOR")


@pytest.mark.parametrize("format", ["PNG", "JPEG", "WEBP"])
def test_nothing_that_is_written_beside_the_picture_stays(format: str) -> None:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825)[1] = "N"
    more: dict[str, Any] = {"exif": exif, "icc_profile": b"profile " + SECRET}
    if format == "WEBP":
        more["xmp"] = SECRET
    if format == "JPEG":
        more["comment"] = SECRET
    data = saved(drawn(), format, **more)
    assert SECRET in data
    png = clean_logo(data, 10).png
    assert SECRET not in png
    assert set(chunks(png)) == {b"IHDR", b"IDAT", b"IEND"}
    assert opened(png).info == {}


def test_what_a_file_holds_behind_its_end_is_left_behind() -> None:
    assert SECRET not in clean_logo(saved(drawn()) + SECRET, 10).png


def test_a_photograph_is_turned_as_the_camera_was_held() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    logo = clean_logo(saved(drawn(), "JPEG", exif=exif), 10)
    assert opened(logo.png).size == (30, 60)
    assert (logo.width, logo.height) == (5, 10)


def test_a_picture_is_no_sharper_than_print() -> None:
    logo = clean_logo(saved(drawn(size=(3000, 1500))), 10)
    assert opened(logo.png).size == (237, 119)


def test_a_small_picture_is_not_made_larger() -> None:
    assert opened(clean_logo(saved(drawn(size=(4, 4))), 30).png).size == (4, 4)


def test_a_wide_picture_leaves_room_for_the_name() -> None:
    logo = clean_logo(saved(drawn(size=(1000, 100))), 14)
    assert (logo.width, logo.height) == (50, 5)


def test_few_colours_are_kept() -> None:
    few = drawn("P")
    picture = opened(clean_logo(saved(few), 10).png)
    assert picture.mode == "P"
    assert picture.convert("RGB").tobytes() == few.convert("RGB").tobytes()


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_was_erased_by_making_it_transparent_is_gone(mode: str) -> None:
    drawing = drawn("RGBA")
    drawing.putalpha(0)
    drawing.putpixel((0, 0), (27, 58, 92, 255))
    picture = opened(clean_logo(saved(drawing.convert(mode)), 10).png).convert("RGBA")
    dots = picture.tobytes()
    unseen = {dots[start : start + 3] for start in range(0, len(dots), 4) if dots[start + 3] == 0}
    assert unseen == {bytes(3)}


@pytest.mark.parametrize(
    ("mode", "expected"), [("1", "L"), ("L", "L"), ("LA", "LA"), ("RGB", "RGB"), ("RGBA", "RGBA"), ("P", "P")]
)
def test_the_kind_of_colour_is_kept(mode: str, expected: str) -> None:
    assert opened(clean_logo(saved(drawn(mode)), 10).png).mode == expected


def test_a_picture_for_the_printing_works_becomes_one_for_the_screen() -> None:
    assert opened(clean_logo(saved(drawn("CMYK"), "JPEG"), 10).png).mode == "RGB"


def test_soft_edges_stay_soft_when_a_picture_shrinks() -> None:
    picture = opened(clean_logo(saved(drawn("RGBA", (2000, 1000))), 10).png)
    assert picture.mode == "RGBA"
    assert picture.getchannel("A").getextrema() == (255, 255)


def test_the_same_picture_gives_the_same_bytes() -> None:
    data = saved(drawn("RGBA", (900, 300)))
    assert clean_logo(data, 14).png == clean_logo(data, 14).png


def bomb(side: int) -> bytes:
    """Return a tiny PNG that says it is a huge one."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("side", [5_001, 11_000, 60_000])
def test_a_picture_that_unpacks_to_something_huge_is_not_opened(side: int) -> None:
    with pytest.raises(PictureFault, match="too many points"):
        clean_logo(bomb(side), 14)


def test_a_file_that_is_too_large_is_not_opened() -> None:
    with pytest.raises(PictureFault, match="too large"):
        clean_logo(b"\0" * (pictures.MAX_BYTES + 1), 14)


@pytest.mark.parametrize("format", ["GIF", "PNG", "WEBP"])
def test_a_picture_that_moves_is_refused(format: str) -> None:
    data = saved(drawn(), format, save_all=True, append_images=[drawn().rotate(180)])
    with pytest.raises(PictureFault, match="moves"):
        clean_logo(data, 14)


@pytest.mark.parametrize("format", ["PNG", "JPEG", "WEBP", "GIF"])
@pytest.mark.parametrize("lenient", [False, True])
def test_half_a_picture_is_refused_whoever_asked_pillow_to_be_lenient(
    format: str, lenient: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", lenient)
    import random

    noise = Image.frombytes("RGB", (60, 60), random.Random(1).randbytes(60 * 60 * 3))
    data = saved(noise, format)
    with pytest.raises(PictureFault):
        clean_logo(data[: len(data) // 2], 14)
    assert lenient is ImageFile.LOAD_TRUNCATED_IMAGES


@pytest.mark.parametrize(
    "data", [b"", b"no picture", b"BM" + b"\0" * 60, b"%PDF-1.7", b"%!PS-Adobe-3.0 EPSF-3.0"]
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(PictureFault, match="not a picture"):
        clean_logo(data, 14)


@pytest.mark.parametrize("data", [b"<svg width='9'/>", b"\n<?xml version='1.0'?><svg/>"])
def test_a_drawing_is_refused_whatever_it_is_called(data: bytes) -> None:
    with pytest.raises(PictureFault, match="SVG"):
        clean_logo(data, 14)
