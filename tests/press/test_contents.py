"""A text is taken in once, and bytes in every encoding that could be meant."""

import pytest

from zvarot.findings import ZvarotError
from zvarot.press.contents import Contents, Unreadable, decodings


def test_a_text_keeps_the_place_where_it_was_first_seen() -> None:
    contents = Contents()
    contents.read("a link", "words")
    contents.read("page 1", "words")
    contents.read("page 1", "other words")
    assert contents.texts == {"words": "a link", "other words": "page 1"}
    assert (contents.active, contents.telling) == ([], [])


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"", ("",)),
        (b"plain", ("plain",)),
        ("\ufeffІмя".encode("utf-16-be"), ("Імя",)),
        ("\ufeffІмя".encode("utf-16-le"), ("Імя",)),
        ("\ufeffІмя".encode(), ("Імя",)),
        (b"\xfe\xff\xd8\x00", ("\ufffd",)),
    ],
)
def test_bytes_that_say_their_encoding_are_read_in_it(raw: bytes, expected: tuple[str, ...]) -> None:
    assert decodings(raw) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "utf-16-be", "utf-16-le"])
def test_bytes_that_do_not_are_read_in_each_that_could_be_meant(encoding: str) -> None:
    read = decodings("Імёны".encode(encoding))
    assert "Імёны" in read
    assert len({*read}) == len(read) > 2


def test_western_letters_of_one_byte_are_read() -> None:
    assert "Zoë" in decodings("Zoë".encode("latin-1"))
    assert "Zoe" in decodings("Zoe".encode("utf-16-le"))


def test_bytes_are_taken_in_at_their_place() -> None:
    contents = Contents()
    contents.read_bytes("the metadata", "Імя".encode("cp1251"))
    assert contents.texts["Імя"] == "the metadata"
    assert {*contents.texts.values()} == {"the metadata"}


def test_what_is_no_letter_says_why() -> None:
    assert isinstance(Unreadable("why"), ZvarotError)
    assert Unreadable("why").message == "why"
