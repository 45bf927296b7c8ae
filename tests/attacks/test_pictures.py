"""Of a picture nothing leaves but what it shows, in the PDF as in the HTML. All pictures are invented."""

import base64
import io
import re
import struct
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image, PngImagePlugin

from attacks.conftest import Campaign
from attacks.escapes import LETTER, STYLE
from zvarot.findings import FaultyFiles, TemplateFault, as_json
from zvarot.press.typesetting import Typesetter

SECRET = "Taken by Jane Example at 53.9N 27.6E"
SEEN = SECRET.encode()


def drawn(size: tuple[int, int] = (48, 24), mode: str = "RGB") -> Image.Image:
    """Return a picture of two halves."""
    picture = Image.new("RGB", size, (200, 0, 0))
    picture.paste((0, 0, 200), (size[0] // 2, 0, *size))
    return picture.convert(mode)


def saved(format: str, picture: Image.Image | None = None, **more: Any) -> bytes:
    file = io.BytesIO()
    (picture or drawn()).save(file, format, **more)
    return file.getvalue()


def exif() -> Image.Exif:
    """Return what a camera writes: who, where, and a remark."""
    written = Image.Exif()
    written[0x010E], written[0x013B] = SECRET, SECRET
    written.get_ifd(0x8825)[0x1D] = SECRET
    written.get_ifd(0x8769)[0x9286] = SEEN
    return written


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def with_chunk(kind: bytes, data: bytes) -> bytes:
    """Return a PNG with one more chunk behind its head."""
    png = saved("PNG")
    return png[:33] + chunk(kind, data) + png[33:]


def with_segment(marker: int, data: bytes) -> bytes:
    """Return a JPEG with one more segment behind its beginning."""
    jpeg = saved("JPEG")
    return jpeg[:2] + struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data + jpeg[2:]


def texts() -> PngImagePlugin.PngInfo:
    written = PngImagePlugin.PngInfo()
    written.add_text("Author", SECRET)
    written.add_itxt("Comment", SECRET, "en", SECRET)
    written.add_text("Description", SECRET, zip=True)
    return written


def unused_colours() -> bytes:
    """Return a picture with few colours, and a secret in those that no point has."""
    picture = drawn(mode="P")
    picture.putpalette(([0, 0, 0, 200, 0, 0] + [*SEEN] * 21)[:768])
    picture.paste(1, (0, 0, *picture.size))
    return saved("PNG", picture)


TALKATIVE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "jpeg-exif": (".jpg", lambda: saved("JPEG", exif=exif())),
    "jpeg-thumbnail": (
        ".jpg",
        lambda: saved("JPEG", exif=exif().tobytes() + saved("JPEG", comment=SEEN)),
    ),
    "jpeg-comment": (".jpg", lambda: saved("JPEG", comment=SEEN)),
    "jpeg-profile": (".jpg", lambda: saved("JPEG", icc_profile=b"profile " + SEEN)),
    "jpeg-xmp": (".jpg", lambda: with_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x>" + SEEN)),
    "jpeg-iptc": (".jpg", lambda: with_segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x30" + SEEN)),
    "jpeg-trailing": (".jpg", lambda: saved("JPEG") + SEEN),
    "jpeg-and-pdf": (".jpg", lambda: saved("JPEG") + b"%PDF-1.7\n" + SEEN),
    "png-texts": (".png", lambda: saved("PNG", pnginfo=texts())),
    "png-exif": (".png", lambda: saved("PNG", exif=exif())),
    "png-profile": (".png", lambda: saved("PNG", icc_profile=b"profile " + SEEN)),
    "png-private": (".png", lambda: with_chunk(b"prVt", SEEN)),
    "png-trailing": (".png", lambda: saved("PNG") + SEEN),
    "png-unused-colours": (".png", unused_colours),
    "webp-exif": (".webp", lambda: saved("WEBP", exif=exif(), xmp=SEEN, icc_profile=b"profile " + SEEN)),
    "gif-comment": (".gif", lambda: saved("GIF", comment=SEEN)),
    "gif-and-html": (".gif", lambda: saved("GIF") + b"<script>" + SEEN + b"</script>"),
    "mislabelled": (".png", lambda: saved("JPEG", exif=exif(), comment=SEEN)),
}


def with_logo(campaign: Campaign, ending: str, data: bytes) -> Campaign:
    """Put a picture into the letterhead of a campaign."""
    (campaign.folder / f"logo{ending}").write_bytes(data)
    with (campaign.folder / "campaign.yaml").open("a") as file:
        file.write(f"look:\n  logo: logo{ending}\n")
    return campaign


def unpacked(pdf: bytes) -> bytes:
    """Return a PDF with all that its objects hold."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        streams = [thing for thing in opened.objects if isinstance(thing, pikepdf.Stream)]
        return pdf + b"".join(stream.read_bytes(pikepdf.StreamDecodeLevel.all) for stream in streams)


@pytest.mark.parametrize("kind", TALKATIVE)
def test_nothing_that_a_picture_tells_beside_itself_leaves(
    kind: str, campaign: Campaign, typesetter: Typesetter
) -> None:
    ending, make = TALKATIVE[kind]
    data = make()
    assert SEEN in data or kind == "png-texts" or "profile" in kind or kind.endswith("-exif")
    page = with_logo(campaign, ending, data).page()
    (packed,) = re.findall(r"data:image/png;base64,([A-Za-z0-9+/=]+)", page.html)
    pdf = unpacked(typesetter.typeset(page))
    assert b"/Subtype /Image" in pdf or b"/Subtype/Image" in pdf
    assert SEEN not in base64.b64decode(packed) + page.html.encode() + pdf
    assert b"Jane Example" not in pdf


def frames(count: int) -> bytes:
    """Return a GIF of many frames."""
    one = saved("GIF", drawn((2, 2), "P"))
    frame = one[one.rindex(b",\0\0") : -1]
    return one[:-1] + frame * count + b";"


DRAWING = b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>"
HUGE = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "truncated-jpeg": (".jpg", lambda: saved("JPEG", drawn((400, 400)))[:900]),
    "truncated-png": (".png", lambda: saved("PNG")[:60]),
    "pdf-and-jpeg": (".jpg", lambda: b"%PDF-1.7\n" + saved("JPEG")),
    "html": (".gif", lambda: b"<html><script>1</script>"),
    "drawing": (".png", lambda: DRAWING),
    "drawing-behind-a-mark": (".png", lambda: b"\xef\xbb\xbf" + DRAWING),
    "drawing-behind-a-comment": (".png", lambda: b"<!-- x -->" + DRAWING),
    "packed-drawing": (".png", lambda: zlib.compress(DRAWING)),
    "postscript": (".png", lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n"),
    "bomb": (
        ".png",
        lambda: saved("PNG")[:8] + chunk(b"IHDR", HUGE) + chunk(b"IDAT", b"") + chunk(b"IEND", b""),
    ),
    "large": (".png", lambda: saved("PNG") + bytes(9_000_000)),
    "frames": (".gif", lambda: frames(100_000)),
    "nothing": (".png", lambda: b""),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_still_and_whole_picture_makes_no_letter(kind: str, campaign: Campaign) -> None:
    ending, make = REFUSED[kind]
    with_logo(campaign, ending, make())
    began = time.process_time()
    with pytest.raises(FaultyFiles) as raised:
        campaign.open()
    assert time.process_time() - began < 5
    assert "unusable-picture" in as_json(raised.value.findings)


def test_pictures_that_a_template_writes_itself_are_refused(
    campaign: Campaign, tell: Callable[[str], None]
) -> None:
    address = f"data:image/jpeg;base64,{base64.b64encode(saved('JPEG', comment=SEEN)).decode()}"
    body = f'{{% extends "!{LETTER}" %}}{{% block body %}}<img alt="" src="{address}">{{% endblock %}}'
    written = campaign.write(LETTER, body)
    with pytest.raises(TemplateFault, match="holds <img src=…>") as raised:
        campaign.page()
    assert "name it below `look:`" in raised.value.help
    written.unlink()
    campaign.write(STYLE, f"p {{ background: url({address}) }}")
    with pytest.raises(TemplateFault, match=r"own\.css holds `url\("):
        campaign.page()
    tell(f"pictures: {len(TALKATIVE)} told of themselves, 0 were heard; {len(REFUSED)} refused")


def test_the_pictures_do_hold_what_must_not_leave(tmp_path: Path) -> None:
    ending, make = TALKATIVE["jpeg-exif"]
    (tmp_path / f"photo{ending}").write_bytes(make())
    with Image.open(tmp_path / f"photo{ending}") as picture:
        assert picture.getexif()[0x010E] == SECRET
    assert len(TALKATIVE) > 15
