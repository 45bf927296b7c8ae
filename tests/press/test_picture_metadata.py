"""Of a picture only its points may leave: not where and when it was taken, with what and by whom."""

import io
import struct
import zlib
from typing import Any

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

import invented
from placements import picture
from zvarot.press.picture_metadata import is_picture, more_than_points

MORE = ["metadata in a picture"]


def jpeg(size: int = 3, **more: Any) -> bytes:
    file = io.BytesIO()
    image = Image.effect_noise((size, size), 90).convert("RGB")
    image.save(file, "JPEG", **more)
    return file.getvalue()


def segment(kind: int, data: bytes) -> bytes:
    return bytes([0xFF, kind]) + struct.pack(">H", len(data) + 2) + data


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def after_start(content: bytes, more: bytes, start: int) -> bytes:
    return content[:start] + more + content[start:]


@pytest.mark.parametrize(
    "content",
    [
        picture("PNG"),
        picture("PNG", compress_level=0),
        invented.logo(),
        picture("JPEG"),
        jpeg(200),
        jpeg(200, progressive=True),
        jpeg(200, quality=100, subsampling=0),
        jpeg(64, restart_marker_blocks=1),
        after_start(picture("JPEG"), segment(0xDB, b"x" * 300), 2),
        b"",
        b"points of a picture in a PDF",
    ],
)
def test_points_alone_tell_nothing(content: bytes) -> None:
    assert more_than_points(content) == []


def with_text() -> PngInfo:
    info = PngInfo()
    info.add_text("Author", "x")
    return info


@pytest.mark.parametrize(
    "content",
    [
        picture("JPEG", exif=b"Exif\0\0" + b"x" * 20),
        picture("JPEG", comment=b"x"),
        picture("JPEG", icc_profile=b"x" * 200),
        picture("JPEG") + b"x",
        picture("JPEG") + picture("JPEG"),
        picture("JPEG")[:-2],
        jpeg(200, progressive=True)[:-2] + segment(0xFE, b"x") + b"\xff\xd9",
        after_start(picture("JPEG"), segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0x"), 2),
        after_start(picture("JPEG"), segment(0xE0, b"JFXX\0" + b"x" * 20), 2),
        after_start(picture("JPEG"), segment(0xED, b"Photoshop 3.0\0"), 2),
        after_start(picture("JPEG"), b"x", 2),
        after_start(picture("JPEG"), b"\xff\xe0\0\1", 2),
        b"\xff\xd8",
        b"\xff\xd8\xff",
        picture("PNG", pnginfo=with_text()),
        picture("PNG", exif=b"Exif\0\0" + b"x" * 20),
        picture("PNG") + b"x",
        picture("PNG") + picture("PNG"),
        after_start(picture("PNG"), chunk(b"tIME", b"\x07\xe5\1\1\1\1\1"), 33),
        picture("PNG")[:-12] + chunk(b"zTXt", b"x") + picture("PNG")[-12:],
    ],
)
def test_whatever_else_it_holds_is_found(content: bytes) -> None:
    assert more_than_points(content) == MORE


def test_the_longest_note_that_a_picture_needs_is_that_of_its_format() -> None:
    start = picture("JPEG")
    assert more_than_points(after_start(start, segment(0xEE, b"x" * 14), 2)) == []
    assert more_than_points(after_start(start, segment(0xEE, b"x" * 15), 2)) == MORE


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (picture("PNG"), True),
        (picture("JPEG"), True),
        (picture("GIF"), False),
        (picture("WEBP"), False),
        (b"", False),
        (b"\x89PNG", False),
    ],
)
def test_a_picture_is_a_png_or_a_jpeg(content: bytes, expected: bool) -> None:
    assert is_picture(content) is expected
