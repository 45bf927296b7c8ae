"""Looking again: of a file that is like one which was found clean, only what is new is looked at.

Thousands of letters differ in a few words of one page. What is byte for byte what it was in a letter that
was looked at in full, for the same withheld people, is clean already. Everything else is looked at, and
where more than the words of pages differ, the whole file is. Nothing that makes the files is relied on.
"""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from html import unescape

from zvarot.case.watching import Watch
from zvarot.findings import Finding
from zvarot.press.contents import Contents, Unreadable
from zvarot.press.html_contents import read_html
from zvarot.press.inspection import BETWEEN, MAX_SIGNS, inspect_html, inspect_pdf, judged
from zvarot.press.pdf_contents import MAX_PAGES, drawn_on_pages, objects_of, read_pdf
from zvarot.press.pdf_layout import Piece, cut, unpacked, written
from zvarot.press.pdf_text import page_texts, read_pages
from zvarot.press.shown import Fonts, Shown, fonts_in
from zvarot.writing.passive import plain_pieces

KEPT = 2
"""How many clean files are kept, each with its bytes."""

_AROUND = 40
"""How many words before and behind new ones are looked at with them: the letters of the longest name."""
_ODD = re.compile(r"[<>\x00-\x08\x0b-\x1f\x7f\ufffd]|base64|data:", re.IGNORECASE)
"""What is more than words of a page."""

_TABLE = re.compile(rb"/Type /XRef\b")
_WIDTHS = re.compile(rb"/W \[1 ([1-8]) 2\]")
_OWN = re.compile(rb"/(?:W \[[^\]]*\]|ID \[[^\]]*\]|Length \d+)")
"""What in the dictionary of a page or a table is another one in every file."""
_START = re.compile(rb"startxref\n(\d+)\n%%EOF\n\Z")
_ID = re.compile(rb"/ID \[\(([0-9a-f]{32})\) \(\1\)\]")


class Inspector:
    """Looks at finished files for the last time, and remembers those that were clean."""

    def __init__(self) -> None:
        self._clean: list[_Clean] = []
        self._pages: list[_CleanPage] = []
        self.spared = 0
        """How many files were looked at in part."""

    def inspect_pdf(self, content: bytes, watch: Watch) -> tuple[Finding, ...]:
        """Return what is wrong with a finished PDF; the same as when nothing is remembered."""
        try:
            cuts = [*cut(content)]
        except Unreadable:
            return inspect_pdf(content, watch)
        pieces = {piece.number: piece for piece in cuts}
        if len(pieces) != len(cuts):
            return inspect_pdf(content, watch)
        for clean in reversed(self._clean):
            if clean.covers(content, pieces, watch):
                self.spared += 1
                return ()
        found = judged("PDF", contents := read_pdf(content), watch)
        if not found:
            self._clean = [*self._clean, _Clean(content, pieces, watch, contents)][-KEPT:]
        return found

    def inspect_html(self, content: bytes, watch: Watch) -> tuple[Finding, ...]:
        """Return what is wrong with a finished page; the same as when nothing is remembered."""
        pieces = plain_pieces(content.decode(errors="replace")) if len(content) < MAX_SIGNS // 4 else None
        if pieces is None:
            return inspect_html(content, watch)
        if any(clean.covers(pieces, watch) for clean in reversed(self._pages)):
            self.spared += 1
            return ()
        found = judged("HTML", contents := read_html(content), watch)
        if not found:
            self._pages = [*self._pages, _CleanPage(pieces, watch, contents)][-KEPT:]
        return found


class _CleanPage:
    """A saved page in which nothing was found."""

    def __init__(self, pieces: list[str], watch: Watch, contents: Contents) -> None:
        self._pieces = pieces
        self._watch = watch
        self._contents = contents

    @cached_property
    def _silent(self) -> bool:
        """Whether no word in it is even like a withheld surname."""
        return not any(map(self._watch.has_namesakes, self._contents.texts))

    def covers(self, pieces: list[str], watch: Watch) -> bool:
        """Tell whether another page is as clean; false where that cannot be said from its new words."""
        if pieces[1::2] != self._pieces[1::2] or not watch.seeks_as(self._watch):
            return False
        changed = [number for number, piece in enumerate(pieces) if piece != self._pieces[number]]
        return self._silent and all(_is_silent(pieces, number, watch) for number in changed)


def _is_silent(pieces: list[str], number: int, watch: Watch) -> bool:
    """Tell whether new words between two tags are plain, and together with those around them name nobody."""
    if pieces[number - 1].startswith("<style") or _ODD.search(unescape(pieces[number])):
        return False
    before = [*_until_enough(pieces[number - 2 :: -2] if number > 1 else [])][::-1]
    words = [*before, unescape(pieces[number]), *_until_enough(pieces[number + 2 :: 2])]
    return not any(watch.has_namesakes(join.join(words)) for join in ("", " "))


def _until_enough(pieces: list[str]) -> Iterator[str]:
    """Yield words up to as many as may be letters of one name."""
    count = 0
    for piece in pieces:
        if count > _AROUND:
            return
        count += len(piece.split())
        yield unescape(piece)


class _Clean:
    """A file in which nothing was found."""

    def __init__(self, content: bytes, pieces: Mapping[int, Piece], watch: Watch, contents: Contents) -> None:
        self._content = content
        self._pieces = pieces
        self._watch = watch
        self._contents = contents
        self._opened = False
        self._drawn: list[int] = []
        self._shown: list[Shown | None] = []
        self._silent = False
        """Whether no word in it is even like a withheld surname."""

    def covers(self, content: bytes, pieces: Mapping[int, Piece], watch: Watch) -> bool:
        """Tell whether another file is as clean; false where that cannot be said from what is new in it."""
        if pieces.keys() != self._pieces.keys():
            return False
        changed = [number for number, piece in pieces.items() if piece != self._pieces[number]]
        try:
            if not self._open() or not self._is_clean_for(watch):
                return False
            drawn = [number for number in changed if number in self._drawn]
            tables = [number for number in changed if number not in self._drawn]
            if tables != [max(pieces)] or not self._is_table(content, pieces):
                return False
            if not all(_is_like(pieces[number], self._pieces[number]) for number in drawn):
                return False
            new = self._new(content, pieces, drawn)
        except Unreadable:
            return False
        signs = sum(map(len, self._contents.texts)) + sum(map(len, new.texts))
        return signs < MAX_SIGNS and not watch.found(BETWEEN.join(new.texts))

    def _open(self) -> bool:
        """Take it apart once another one is like it; tell whether no text in it names anybody by itself."""
        if not self._opened:
            self._opened = True
            texts = self._contents.texts
            self._silent = not any(map(self._watch.has_namesakes, texts))
            if self._silent or not any(map(self._watch.found, texts)):
                objects = json.loads(objects_of(self._content))
                self._drawn = drawn_on_pages(objects)
                self._shown = [*self._readable(fonts_in(objects, self._pieces))]
        return bool(self._drawn)

    def _is_clean_for(self, watch: Watch) -> bool:
        return watch is self._watch or (self._silent and watch.seeks_as(self._watch))

    def _readable(self, fonts: Fonts) -> Iterator[Shown | None]:
        """Yield for each page what its glyphs say, or None where only pdfium can tell what it shows."""
        for number, text in zip(self._drawn, self._contents.pages, strict=True):
            try:
                yield Shown(unpacked(self._pieces[number]), text, fonts)
            except Unreadable:
                yield None

    def _new(self, content: bytes, pieces: Mapping[int, Piece], drawn: list[int]) -> Contents:
        """Return what other pages hold, and what goes on from the pages before them and onto those behind."""
        new = Contents()
        for said in _ID.findall(pieces[max(pieces)].about):
            new.read("an object", said.decode())
        pages = [*self._contents.pages]
        numbers = sorted(self._drawn.index(number) for number in drawn)
        for number in numbers:
            pages[number] = self._page(number, content, unpacked(pieces[self._drawn[number]]), new)
        for number in numbers:
            read_pages(pages[max(number - 1, 0) : number + 2], new)
        new.texts = {text: place for text, place in new.texts.items() if text not in self._contents.texts}
        return new

    def _page(self, number: int, content: bytes, stream: bytes, new: Contents) -> str:
        """Return what another page shows; from its glyphs where they alone are new, else by pdfium."""
        shown = self._shown[number]
        if shown:
            with suppress(Unreadable):
                return shown.with_steps(stream, new)
        for text in written(stream):
            new.read("an object", text)
        return next(page_texts(content, MAX_PAGES, [number]))

    def _is_table(self, content: bytes, pieces: Mapping[int, Piece]) -> bool:
        """Tell whether the last object is the table of all, and leads to each where the old one did."""
        last = max(pieces)
        table, old = pieces[last], self._pieces[last]
        begins = _START.search(content)
        if not (_is_like(table, old) and begins and int(begins[1]) == table.start):
            return False
        if not (_TABLE.search(table.about) and _ID.search(table.about)):
            return False
        rows = _rows(table)
        for number, row in enumerate(_rows(old)):
            piece = pieces.get(number)
            expected = row if piece is None else b"\1" + piece.start.to_bytes(len(row) - 3, "big") + b"\0\0"
            if expected != next(rows, None):
                return False
        return next(rows, None) is None


def _is_like(one: Piece, other: Piece) -> bool:
    """Tell whether two streams say the same of themselves but for their length, and that they are streams."""
    alike = _OWN.sub(b"", one.about) == _OWN.sub(b"", other.about)
    return alike and one.data is not None and other.data is not None


def _rows(table: Piece) -> Iterator[bytes]:
    """Yield the rows of a table of objects: one byte for their kind, where they begin, and two bytes more."""
    sizes = _WIDTHS.search(table.about)
    if not sizes:
        raise Unreadable("the table of its objects is not as expected")
    data, length = unpacked(table), int(sizes[1]) + 3
    return (data[at : at + length] for at in range(0, len(data), length))
