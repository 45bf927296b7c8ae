"""What a picture tells beyond its points: where and when it was taken, with what, and by whom."""

from collections.abc import Iterator

_JPEG = b"\xff\xd8"
_PNG = b"\x89PNG\r\n\x1a\n"
_OF_JPEG = frozenset({0xC4, 0xDB, 0xDD, *range(0xC0, 0xC4), 0xDA, 0xE0, 0xEE})
"""The segments that a picture is decoded with: tables, frames, scans, and the notes of JFIF and Adobe."""
_LONGEST_NOTE = 16
_OF_PNG = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT"})


def is_picture(data: bytes) -> bool:
    """Tell whether bytes begin as a JPEG or a PNG does."""
    return data.startswith((_JPEG, _PNG))


def more_than_points(picture: bytes) -> list[str]:
    """Return what a JPEG or a PNG holds beside its points; of anything else, nothing is known."""
    if picture.startswith(_JPEG):
        more = not all(_needed(*segment) for segment in _segments(picture))
    else:
        more = picture.startswith(_PNG) and not {*_chunks(picture)} <= _OF_PNG
    return ["metadata in a picture"] if more else []


def _needed(kind: int, length: int) -> bool:
    note = kind in (0xE0, 0xEE)
    return kind in _OF_JPEG and not (note and length > _LONGEST_NOTE)


def _segments(jpeg: bytes) -> Iterator[tuple[int, int]]:
    """Yield kind and length of each segment; of kind 0 is what cannot be read, and a lacking end."""
    position = 2
    while position < len(jpeg):
        mark, kind, length = jpeg[position], *_head(jpeg, position)
        if mark != 0xFF or length < 2:
            break
        yield kind, length
        position += 2 + length
        if kind == 0xDA:
            position = _end_of_scan(jpeg, position)
            if jpeg[position:] == b"\xff\xd9":
                return
    yield 0, 0


def _head(jpeg: bytes, position: int) -> tuple[int, int]:
    kind = int.from_bytes(jpeg[position + 1 : position + 2], "big")
    return kind, int.from_bytes(jpeg[position + 2 : position + 4], "big")


def _end_of_scan(jpeg: bytes, position: int) -> int:
    """Return where the next segment begins: at a mark that is neither a stuffed byte nor a restart."""
    while (position := jpeg.find(b"\xff", position)) >= 0:
        following = jpeg[position + 1 : position + 2]
        if following != b"\0" and not b"\xd0" <= following <= b"\xd7":
            return position
        position += 2
    return len(jpeg)


def _chunks(png: bytes) -> Iterator[bytes]:
    """Yield the kind of each chunk; what stands behind the end is of kind nothing."""
    position, kind = len(_PNG), b""
    while position < len(png):
        if kind == b"IEND":
            yield b""
            return
        kind = png[position + 4 : position + 8]
        yield kind
        position += 12 + int.from_bytes(png[position : position + 4], "big")
