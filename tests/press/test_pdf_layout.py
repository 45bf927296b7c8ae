"""A PDF is read byte by byte, and whatever is no part of a letter stops it."""

import io
import time
import zlib

import pikepdf
import pytest

from placements import NAME, written_anew
from samples import LONG, SHORT
from zvarot.press import pdf_layout
from zvarot.press.contents import Unreadable
from zvarot.press.pdf_layout import lay_bare, runs, written
from zvarot.press.typesetting import Typesetter
from zvarot.writing.letter import Letter
from zvarot.writing.page import lay_out
from zvarot.writing.templating import Templates

HEAD = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"
END = b"startxref\n15\n%%EOF\n"
TABLE = b"xref\n0 2\n0000000000 65535 f \n0000000015 00000 n \ntrailer\n<</Size 2/Root 1 0 R>>\n"


def stream(number: int, data: bytes, more: bytes = b"", length: int | None = None) -> bytes:
    told = len(data) if length is None else length
    return b"%d 0 obj\n<<%b/Length %d>>\nstream\n%b\nendstream\nendobj\n" % (number, more, told, data)


def packed(number: int, data: bytes, more: bytes = b"") -> bytes:
    return stream(number, zlib.compress(data), b"/Filter /FlateDecode" + more)


def file(*objects: bytes, head: bytes = HEAD, end: bytes = END) -> bytes:
    return head + b"".join(objects) + end


ONE = b"1 0 obj\n<</A [1 -2.5 true false null (a\\)b(c(d)e)) <0aF> /N#20x 2 0 R]>>\nendobj\n"


@pytest.mark.parametrize("letter", [SHORT, LONG])
def test_a_letter_is_laid_bare_as_it_is_and_as_others_write_it(
    letter: Letter, templates: Templates, typesetter: Typesetter
) -> None:
    pdf = typesetter.typeset(lay_out(letter, templates))
    for content in (pdf, written_anew(pdf, lambda _: None)):
        layout = lay_bare(content)
        with pikepdf.open(io.BytesIO(content)) as opened:
            assert {*layout.numbers} <= {thing.objgen[0] for thing in opened.objects}
            streams = {
                thing.objgen[0]: thing for thing in opened.objects if isinstance(thing, pikepdf.Stream)
            }
            assert layout.numbers
            assert {*streams} >= {*layout.streams}
            for number, data in layout.streams.items():
                if streams[number].get("/Type") not in ("/XRef", "/ObjStm"):
                    assert data == streams[number].read_bytes()


@pytest.mark.parametrize(
    "content",
    [
        file(),
        file(ONE),
        file(ONE, end=TABLE + END),
        file(ONE, head=b"%PDF-1.4\r\n%\xbf\xf7\xa2\xfe\r\n"),
        file(ONE, head=b"%PDF-1.7\n"),
        file(ONE, end=END[:-1]),
        file(ONE, end=END[:-1] + b"\r\n"),
        file(b"\n \n", ONE, b"\n\n"),
    ],
)
def test_objects_and_a_table_are_all_there_is(content: bytes) -> None:
    assert lay_bare(content).numbers == [1] * content.count(b"endobj")


def test_streams_are_unpacked() -> None:
    objects = packed(3, b"7 0 9 2 (x) 12", b"/Type /ObjStm/N 2/First 8")
    layout = lay_bare(file(stream(1, b"plain"), packed(2, b"words " * 9), objects, stream(4, b"")))
    assert layout.streams == {1: b"plain", 2: b"words " * 9, 3: b"7 0 9 2 (x) 12", 4: b""}
    assert layout.numbers == [1, 2, 3, 7, 9, 4]
    assert layout.left == pdf_layout.MAX_BYTES - 54 - 14


def test_a_filter_may_stand_in_a_list_and_a_jpeg_stays_one() -> None:
    listed = stream(1, zlib.compress(b"x"), b"/Filter [ /FlateDecode ]")
    jpeg = stream(2, b"jpeg", b"/Filter/DCTDecode")
    empty = stream(3, b"", b"/Filter /FlateDecode")
    assert lay_bare(file(listed, jpeg, empty)).streams == {1: b"x", 2: b"jpeg", 3: b""}


REFUSED = {
    "it does not begin as a PDF": [
        b"",
        b"x" + file(ONE),
        file(ONE, head=b"%PDF-2.0\n"),
        file(ONE, head=b"%PDF-1.7"),
    ],
    "it holds bytes that belong to no object, or several revisions": [
        file(ONE, head=b"%PDF-1.7\n% Marya\n"),
        file(ONE, head=HEAD + b"%\xf0\x9f\x96\xa4\n"),
        file(ONE) + b"x",
        file(ONE) + b"\n",
        file(ONE) + file(ONE, head=b""),
        file(ONE, b"x"),
        file(ONE, b"% x\n", ONE.replace(b"1 0", b"2 0")),
        file(ONE, end=b""),
        file(ONE, end=TABLE),
        file(ONE, end=TABLE.replace(b"trailer\n", b"trailer % x\n") + END),
        file(ONE, end=TABLE.replace(b"f \n", b"x \n") + END),
        file(ONE, end=TABLE + TABLE + END),
        file(ONE.replace(b"1 0 obj", b"1 1 obj")),
        file(ONE.replace(b"1 0 obj", b"12345678901 0 obj")),
    ],
    "an object holds a comment, or something else that is no part of it": [
        file(ONE.replace(b"[1", b"[ % x\n1")),
        file(ONE.replace(b"[1", b"[ x 1")),
        file(ONE.replace(b"endobj", b"")),
        file(ONE.replace(b"endobj", b"endobject")),
        file(b"1 0 obj\n(open\nendobj\n"),
        file(b"1 0 obj\n<0g>\nendobj\n"),
        file(b"1 0 obj\n(a(b(c(d))))\nendobj\n"),
        file(b"1 0 obj\n/N\xe9\nendobj\n"),
        file(stream(1, b"x").replace(b"stream\nx", b"stream x")),
    ],
    "an object is in it twice, as in a file with several revisions": [
        file(ONE, ONE),
        file(ONE, packed(2, b"1 0 (x)", b"/Type/ObjStm/First 4")),
        file(packed(2, b"7 0 7 3 (x) 1", b"/Type/ObjStm/First 8")),
    ],
    "a stream does not say plainly how long it is": [
        file(stream(1, b"x").replace(b"/Length 1", b"/Length 2 0 R")),
        file(stream(1, b"x").replace(b"/Length 1", b"/Length1 1")),
        file(stream(1, b"x").replace(b"/Length 1", b"")),
        file(stream(1, b"x", b"/Length 1")),
        file(stream(1, b"x", b"/L#65ngth 2")),
        file(stream(1, b"x").replace(b"/Length 1", b"/Length " + b"1" * 5000)),
    ],
    "a stream is longer or shorter than it says": [
        file(stream(1, b"xyz", length=2)),
        file(stream(1, b"xyz", length=9)),
        file(stream(1, b"xyz", length=9_999_999_999)),
        file(stream(1, b"x").replace(b"endstream\n", b"endstream\nx")),
        file(stream(1, b"x").replace(b"endstream\n", b"")),
    ],
    "a stream is packed as no letter has it": [
        file(stream(1, b"x", b"/Filter /LZWDecode")),
        file(stream(1, b"x", b"/Filter /JPXDecode")),
        file(stream(1, b"x", b"/Filter [/FlateDecode /FlateDecode]")),
        file(stream(1, b"x", b"/Filter [/FlateDecode /DCTDecode]")),
        file(stream(1, b"x", b"/Filter 2 0 R")),
        file(stream(1, b"x", b"/Filter /FlateDecodeX")),
    ],
    "a stream cannot be unpacked": [file(stream(1, b"xyz", b"/Filter /FlateDecode"))],
    "a stream holds bytes that it does not unpack to": [
        file(stream(1, zlib.compress(b"x") + b"Marya", b"/Filter /FlateDecode")),
        file(stream(1, zlib.compress(b"x" * 99)[:-1], b"/Filter /FlateDecode")),
    ],
    "a stream of objects holds something else": [
        file(packed(1, b"7 0 (x) % y", b"/Type /ObjStm/First 4")),
        file(packed(1, b"7 x (x)", b"/Type /ObjStm/First 4")),
        file(packed(1, b"1" * 5000 + b" 0 (x)", b"/Type /ObjStm/First 5003")),
    ],
}


@pytest.mark.parametrize(("why", "contents"), REFUSED.items(), ids=REFUSED)
def test_whatever_else_there_is_stops_the_letter(why: str, contents: list[bytes]) -> None:
    for content in contents:
        with pytest.raises(Unreadable) as refused:
            lay_bare(content)
        assert (refused.value.message, content) == (why, content)


def test_what_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    content = file(ONE)
    monkeypatch.setattr(pdf_layout, "MAX_BYTES", len(content))
    assert lay_bare(content).numbers == [1]
    monkeypatch.setattr(pdf_layout, "MAX_BYTES", len(content) - 1)
    with pytest.raises(Unreadable, match="too large"):
        lay_bare(content)


@pytest.mark.parametrize("times", [1, 40])
def test_what_unpacks_to_something_huge_is_not_unpacked(times: int) -> None:
    bomb = zlib.compress(b"\0" * (pdf_layout.MAX_BYTES // times + 1), 9)
    content = file(*(stream(number, bomb, b"/Filter /FlateDecode") for number in range(1, times + 1)))
    assert len(content) < pdf_layout.MAX_BYTES // 100
    with pytest.raises(Unreadable, match="it unpacks to something huge"):
        lay_bare(content)


@pytest.mark.parametrize("sign", [b"(", b"<", b"[", b"<<", b"((a", b"/", b"\\(", b"% ", b"1 0 obj ", b" "])
def test_much_of_the_same_takes_no_longer_than_little(sign: bytes) -> None:
    begun = time.process_time()
    with pytest.raises(Unreadable):
        lay_bare(file(b"1 0 obj\n" + sign * 200_000))
    list(written(sign * 200_000))
    list(runs(sign * 200_000))
    assert time.process_time() - begun < 5


# Words ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"(a b) Tj", ["a b"]),
        (b"(a\\(b\\)\\\\c)", ["a(b)\\c"]),
        (b"(a(b(c)d)e)", ["a(b(c)d)e"]),
        (b"(a\\\nb\\\r\nc\\\rd)", ["abcd"]),
        (b"(\\101\\60\\0609\\n\\t\\r)", ["A009\n\t\r"]),
        (b"(a\\8b)", ["a8b"]),
        (b"(a\nb)", ["a\nb"]),
        (b"<41 42\n4>", ["AB@"]),
        (b"<FEFF04060431>", ["Іб"]),
        (b"(\xfe\xff\x04\x06)", ["І"]),
        (b"(\xef\xbb\xbf\xd0\x86)", ["І"]),
        (b"<001a><0138>", []),
        (b"(\\b\\f)", []),
        (b"/Mary#61 gs", ["Marya"]),
        (b"/P <</MCID 0>> BDC", ["P", "MCID"]),
        (b"q % Marya\nQ", ["% Marya"[1:]]),
        (b"(a)(a)/a", ["a", "a"]),
        (b"0 0 1 rg", []),
    ],
)
def test_strings_names_and_comments_are_read(data: bytes, expected: list[str]) -> None:
    assert [*written(data)] == expected


def test_words_of_one_byte_a_letter_are_read_in_each_encoding_that_could_be_meant() -> None:
    assert "Імя" in [*written(b"(" + "Імя".encode("cp1251") + b")")]
    assert "Імя" in [*written(b"<" + "Імя".encode().hex().encode() + b">")]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\x00\x01Marya\x02", []),
        (b"\x00\x01MaryaH\x02", ["Marya H"]),
        (b"\xff" + NAME.encode() + b"\xff", [NAME]),
        (b"\x01" + "Marya".encode("utf-16-be") + b"\x01\x02", ["Marya"]),
        (b"\x01" + "Марыя".encode("utf-16-be") + b"\x01\x02", ["Марыя"]),
        (b"\x01" + "Мар".encode("utf-16-be") + b"\x01\x02", []),
        ("SpectralMarya".encode("utf-16-be"), ["Spectral Marya"]),
        (b"1234567890", []),
    ],
)
def test_what_looks_like_words_is_read_in_bytes_that_are_none(data: bytes, expected: list[str]) -> None:
    assert [*runs(data)] == expected
