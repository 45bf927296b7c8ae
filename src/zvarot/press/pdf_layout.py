"""The bytes of a PDF, read from the first to the last: objects, one table of them, and nothing else.

What a reader of PDFs passes over can still hold a name: a comment, an object that no table lists, an older
revision, what stands behind the end. So a letter is read as strictly as it is written, and everything in it
is unpacked here, up to a bound, before any library opens it.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from zvarot.press.contents import CONTROL, Unreadable, decodings

MAX_BYTES = 32_000_000
"""Of a letter, and of all that it unpacks to."""

_LITERAL = rb"\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*+\))*+\))*+\)"
"""A string, with brackets in it at most two deep."""
_NAME = rb"/[^\x00-\x20()<>\[\]{}/%\x7f-\xff]*+"
_SPACE = rb"[\x00\t\n\f\r ]"
_TOKENS = re.compile(
    rb"(?:[\t\n\r \d.+\-\[\]R]++|" + _NAME + rb"|<<|>>|" + _LITERAL + rb"|<[\dA-Fa-f]*+>|true|false|null)*+",
    re.DOTALL,
)
"""All that an object is written with; a comment is none of it."""
_WRITTEN = re.compile(
    rb"(?<!\\)(?:" + _LITERAL + rb"|\((?:[^()\\]++|\\.)*+\Z)|<[\dA-Fa-f\s]{2,}+>|" + _NAME + rb"|%[^\r\n]++",
    re.DOTALL,
)
"""A bracket behind a backslash begins no string, and one that is never closed is looked at once."""

_HEAD = re.compile(rb"%PDF-1\.\d\r?\n(?:%(?:\xf0\x9f\x96\xa4|\xbf\xf7\xa2\xfe)\r?\n)?")
"""Behind the version, the four bytes by which pydyf and qpdf say that the file is not text."""
_OBJECT = re.compile(rb"\s*+(\d{1,10}) 0 obj\b")
_STREAM = re.compile(rb"stream\r?\n")
_END_OF_STREAM = re.compile(rb"\r?\n?endstream\s*+endobj\b")
_END_OF_OBJECT = re.compile(rb"endobj\b")
_TABLE = re.compile(rb"\s*+xref\s++(?:\d++ \d++\s++(?:\d{10} \d{5} [nf]\s++)*+)++trailer\b")
_TAIL = re.compile(rb"\s*+startxref\s++\d++\s++%%EOF\r?\n?\Z")

_LENGTH = re.compile(rb"/Length\s++(\d{1,10})\b(?!\s+\d+\s+R)")
_FILTER = re.compile(rb"/Filter\s*+(\[)?\s*+/(FlateDecode|DCTDecode)\b(?(1)\s*\])")
_OBJECT_NUMBER = re.compile(rb"\d{1,10}")
_PACKED = re.compile(rb"/Type\s*+/ObjStm\b")
_NUMBER_OF_FIRST = re.compile(rb"/First\s++(\d{1,10})\b")


@dataclass
class Layout:
    """The objects of a PDF as they lie there."""

    numbers: list[int] = field(default_factory=list)
    """Of every object, whether any table lists it or not."""
    streams: dict[int, bytes] = field(default_factory=dict)
    """What the streams hold, unpacked; a JPEG stays as it is."""
    left: int = MAX_BYTES
    """How many bytes may still be unpacked."""


@dataclass(frozen=True)
class Piece:
    """An object of a PDF as it lies there."""

    number: int
    start: int = field(compare=False)
    """Where in the file it begins."""
    about: bytes
    """All of it, or of a stream what stands before its data."""
    data: bytes | None
    """What a stream holds, packed."""


def lay_bare(content: bytes) -> Layout:
    """Return the objects of a PDF; raise Unreadable at the first byte that is not as a letter has it."""
    layout = Layout()
    for piece in cut(content):
        layout.numbers.append(piece.number)
        if piece.data is not None:
            _read_stream(piece.about, piece.data, layout)
    if len({*layout.numbers}) < len(layout.numbers):
        raise Unreadable("an object is in it twice, as in a file with several revisions")
    return layout


def cut(content: bytes) -> Iterator[Piece]:
    """Yield the objects of a PDF with nothing unpacked; raise Unreadable as `lay_bare` does."""
    if len(content) > MAX_BYTES:
        raise Unreadable("it is too large")
    if b"/Encrypt" in content:
        raise Unreadable("it is locked")
    head = _HEAD.match(content)
    if not head:
        raise Unreadable("it does not begin as a PDF")
    position = head.end()
    while begun := _OBJECT.match(content, position):
        about, data, position = _read_object(content, begun.end())
        yield Piece(int(begun[1]), begun.start(1), about, data)
    _read_end(content, position)


def _read_end(content: bytes, position: int) -> None:
    if table := _TABLE.match(content, position):
        position = _tokens_end(content, table.end())
    if not _TAIL.match(content, position):
        raise Unreadable("it holds bytes that belong to no object, or several revisions")


def _tokens_end(content: bytes, position: int) -> int:
    found = _TOKENS.match(content, position)
    return found.end() if found else position


def _read_object(content: bytes, start: int) -> tuple[bytes, bytes | None, int]:
    """Return what an object says, what it holds if it is a stream, and where it ends."""
    position = _tokens_end(content, start)
    if end := _END_OF_OBJECT.match(content, position):
        return content[start:position], None, end.end()
    begun = _STREAM.match(content, position)
    if not begun:
        raise Unreadable("an object holds a comment, or something else that is no part of it")
    about = content[start:position]
    lengths = _LENGTH.findall(about)
    if len(lengths) != 1 or b"#" in about:
        raise Unreadable("a stream does not say plainly how long it is")
    stop = begun.end() + int(lengths[0])
    end = _END_OF_STREAM.match(content, stop)
    if not end:
        raise Unreadable("a stream is longer or shorter than it says")
    return about, content[begun.end() : stop], end.end()


def unpacked(piece: Piece) -> bytes:
    """Return what a stream holds; raise Unreadable where it cannot be unpacked."""
    layout = Layout([piece.number])
    _read_stream(piece.about, piece.data or b"", layout)
    return layout.streams[piece.number]


def _read_stream(about: bytes, data: bytes, layout: Layout) -> None:
    """Unpack a stream, and count the objects that are packed in it."""
    packing = _FILTER.findall(about)
    if len(packing) != about.count(b"/Filter"):
        raise Unreadable("a stream is packed as no letter has it")
    if packing and packing[0][1] == b"FlateDecode":
        data = _inflated(data, layout)
    layout.streams[layout.numbers[-1]] = data
    if _PACKED.search(about):
        layout.numbers += _packed_objects(about, data)


def _inflated(data: bytes, layout: Layout) -> bytes:
    if not data:
        return data
    inflater = zlib.decompressobj()
    try:
        plain = inflater.decompress(data, layout.left)
    except zlib.error:
        raise Unreadable("a stream cannot be unpacked") from None
    layout.left -= len(plain)
    if layout.left <= 0:
        raise Unreadable("it unpacks to something huge")
    if not inflater.eof or inflater.unused_data:
        raise Unreadable("a stream holds bytes that it does not unpack to")
    return plain


def _packed_objects(about: bytes, data: bytes) -> list[int]:
    """Return the numbers of the objects that a stream of objects holds."""
    first = _NUMBER_OF_FIRST.search(about)
    numbers = data[: int(first[1])].split() if first else []
    if not all(map(_OBJECT_NUMBER.fullmatch, numbers)) or _tokens_end(data, 0) != len(data):
        raise Unreadable("a stream of objects holds something else")
    return [int(number) for number in numbers[::2]]


# Words in PDF's own writing ---------------------------------------------------------------------------

_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_LETTERS = {
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"b": b"\b",
    b"f": b"\f",
    b"\n": b"",
    b"\r": b"",
    b"\r\n": b"",
}
_HASH = re.compile(rb"#([\dA-Fa-f]{2})")
_RUN = re.compile(rb"[A-Za-z][A-Za-z .'\-]{5,}+|(?:\x00[A-Za-z .'\-]|\x04[\x00-\xff]){4,}+", re.DOTALL)
"""Six letters, or four of two bytes each: fewer come about by chance."""
_SEAM = re.compile("(?<=[a-zа-ў])(?=[A-ZА-Я])")
"""Where one word begins right behind another: a font's names stand side by side."""
_MARKED = (b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf")


def written(data: bytes) -> Iterator[str]:
    """Yield every string, name and comment that stands in PDF's own writing, each once.

    The numbers of glyphs, which are written as strings too, are left to those who know the font.
    """
    for token in dict.fromkeys(_WRITTEN.findall(data)):
        raw = _said(token)
        if raw.startswith(_MARKED) or not CONTROL.search(raw):
            yield from decodings(raw)


def _said(token: bytes) -> bytes:
    if token[:1] == b"(":
        return _ESCAPE.sub(_unescaped, token[1:-1])
    if token[:1] == b"<":
        digits = b"".join(token[1:-1].split())
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    return _HASH.sub(lambda found: bytes.fromhex(found[1].decode()), token[1:])


def _unescaped(escape: re.Match[bytes]) -> bytes:
    sign = escape[1]
    if sign[:1].isdigit() and sign[:1] < b"8":
        return bytes([int(sign, 8) & 255])
    return _LETTERS.get(sign, sign)


def runs(data: bytes) -> Iterator[str]:
    """Yield what looks like words in bytes that are none, such as those of a font."""
    for run in _RUN.findall(data):
        yield _SEAM.sub(" ", run.decode("utf-16-be" if run[0] in (0, 4) else "ascii"))
