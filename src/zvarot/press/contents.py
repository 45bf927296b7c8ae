"""What a finished file holds: every text in it with its place, and what it should not hold."""

import re
from dataclasses import dataclass, field

from zvarot.findings import ZvarotError

CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
"""Bytes that no text of one byte a letter has."""


class Unreadable(ZvarotError):
    """A file is not built as a letter is; the message says what is wrong with it."""


@dataclass
class Contents:
    """What was found in a file so far."""

    texts: dict[str, str] = field(default_factory=dict)
    """Each text, and the place where it was first seen."""
    active: list[str] = field(default_factory=list)
    """What could run, load, hide or lead elsewhere."""
    telling: list[str] = field(default_factory=list)
    """What says how, when or by whom the file was made."""
    pages: tuple[str, ...] = ()
    """What each page of a PDF shows."""

    def read(self, place: str, text: str) -> None:
        """Take in a text; one that was seen before keeps its place."""
        self.texts.setdefault(text, place)

    def read_bytes(self, place: str, raw: bytes) -> None:
        """Take in bytes in every encoding that could be meant."""
        for text in decodings(raw):
            self.read(place, text)


def decodings(raw: bytes) -> tuple[str, ...]:
    """Return what bytes may say, in every encoding that could be meant."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return (raw[len(mark) :].decode(encoding, "replace"),)
    if raw.isascii() and not CONTROL.search(raw):
        return (raw.decode("ascii"),)
    return tuple(dict.fromkeys(raw.decode(encoding, "ignore") for encoding in _UNMARKED))


_MARKS = ((b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"), (b"\xef\xbb\xbf", "utf-8"))
_UNMARKED = ("utf-8", "latin-1", "cp1251", "utf-16-be", "utf-16-le")
