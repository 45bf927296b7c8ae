"""Patching: a finished PDF in pieces, of which some can be exchanged for others.

What a page shows is one stream, and each text in it stands between marks of its own. Everything else in
the file is kept as finished bytes; the table of its objects and its identifier are made anew.
"""

from collections.abc import Mapping
from hashlib import md5
from itertools import count
from math import ceil, log
from typing import Any

from weasyprint.pdf import pydyf

Spot = tuple[int, int]
"""A text: the number of its page, and of its mark on it."""


class Pieces:
    """A finished PDF, and how to write it again with other texts."""

    def __init__(self, pdf: Any, content: bytes) -> None:
        """Take a PDF apart right after it was written; raise ValueError where it is not as expected."""
        objects = [thing for thing in pdf.objects if thing.free != "f"][:-1]
        streams = [thing for thing in objects if not thing.compressible]
        table, pages = pdf.objects[-1], [_stream_of(page, pdf) for page in _pages(pdf)]
        self._packed = [bool(thing.compressible) for thing in objects]
        """Of each object whether it stands in another one, which is the last."""
        self._last = objects[-1].number
        self._table, self._extra = table.number, table.extra
        self._pages = [page.number for page in pages]
        self._texts = [_pieces(page.stream) for page in pages]
        self._head = content[: min(stream.offset for stream in streams)]
        self._streams = {
            stream.number: bytes(stream.indirect) + b"\n"
            for stream in sorted(streams, key=lambda stream: int(stream.offset))
        }
        """What stands in the file for each stream, in its order."""
        self._said = _told_apart(objects, {*self._pages})
        self._generation = bytes(ceil(log(max(65535, len(objects)) + 1, 256)))
        """None, written as long as the table wants it."""
        self._tables: dict[int, list[bytes]] = {}
        if self.exchange({}) != content:
            raise ValueError("the file cannot be put together again")

    def drawn(self) -> list[bytes]:
        """Return all that each page draws."""
        return [b"\n".join(piece for _, piece in pieces) for pieces in self._texts]

    def texts(self) -> dict[Spot, bytes]:
        """Return what is drawn between each mark and its end."""
        return {
            (page, mark): piece
            for page, pieces in enumerate(self._texts)
            for mark, piece in pieces
            if mark >= 0
        }

    def exchange(self, texts: Mapping[Spot, bytes]) -> bytes:
        """Return the file with other texts: what stands between a mark and its end, both not included."""
        changed = {}
        for page in {page for page, _ in texts}:
            pieces = [texts.get((page, mark), piece) for mark, piece in self._texts[page]]
            changed[self._pages[page]] = bytes(pydyf.Stream([b"\n".join(pieces)], compress=True).data)
        return self._assembled(changed)

    def _assembled(self, changed: Mapping[int, bytes]) -> bytes:
        """Return the whole file with other streams."""
        parts, offsets, position = [self._head], {}, len(self._head)
        for number, written in self._streams.items():
            if number in changed:
                written = f"{number} 0 obj\n".encode() + changed[number] + b"\nendobj\n"
            offsets[number] = position
            position += len(written)
            parts.append(written)
        parts.append(self._ending(offsets, position, self._identifier(changed)))
        return b"".join(parts)

    def _identifier(self, changed: Mapping[int, bytes]) -> bytes:
        """Return what pydyf makes of all objects to tell one file from another."""
        digest = md5(usedforsecurity=False)
        for number, data in self._said:
            digest.update(data if number is None else changed.get(number, data))
        return digest.hexdigest().encode()

    def _ending(self, offsets: Mapping[int, int], position: int, identifier: bytes) -> bytes:
        """Return the table of all objects as pydyf writes it, and the end of the file."""
        size = ceil(log(position + 1, 256))
        rows = self._rows(size).copy()
        for number, offset in offsets.items():
            rows[number] = b"\1" + offset.to_bytes(size, "big") + self._generation
        rows.append(b"\1" + position.to_bytes(size, "big") + self._generation)
        said = pydyf.String(identifier).data
        sizes = pydyf.Array((1, size, len(self._generation)))
        extra = {**self._extra, "W": sizes, "ID": pydyf.Array((said, said))}
        stream = pydyf.Stream([b"".join(rows)], extra, compress=True)
        stream.number = self._table
        return bytes(stream.indirect) + f"\nstartxref\n{position}\n%%EOF\n".encode()

    def _rows(self, size: int) -> list[bytes]:
        """Return the table's rows, one for each object, but for those that stand in the file themselves."""
        if size not in self._tables:
            holder = self._last.to_bytes(size, "big")
            free = b"\0" + bytes(size) + (65535).to_bytes(len(self._generation), "big")
            packed = count()
            self._tables[size] = [free] + [
                b"\2" + holder + next(packed).to_bytes(len(self._generation), "big") if is_packed else b""
                for is_packed in self._packed
            ]
        return self._tables[size]


def _told_apart(objects: list[Any], pages: set[int]) -> list[tuple[int | None, bytes]]:
    """Return the data of all objects in their order, in as few pieces as changing pages allow."""
    told: list[tuple[int | None, bytes]] = []
    between: list[bytes] = []
    for thing in objects:
        if thing.number in pages:
            told += [(None, b"".join(between)), (thing.number, bytes(thing.data))]
            between = []
        else:
            between.append(bytes(thing.data))
    return [*told, (None, b"".join(between))]


def _pages(pdf: Any) -> list[Any]:
    return [pdf.objects[number] for number in pdf.pages["Kids"][::3]]


def _stream_of(page: Any, pdf: Any) -> Any:
    return pdf.objects[int(page["Contents"].split()[0])]


def _pieces(steps: list[Any]) -> list[tuple[int, bytes]]:
    """Return what a page draws in pieces: those of a text with the number of its mark, others with -1."""
    pieces: list[tuple[int, bytes]] = []
    start = 0
    mark = -1
    for number, step in enumerate(steps):
        begins = step == b"BDC" and isinstance(steps[number - 1], dict)
        if begins or (step == b"EMC" and mark >= 0):
            end = number + 1 if begins else number
            if end > start:
                pieces.append((mark, joined(steps[start:end])))
            start, mark = end, steps[number - 1]["MCID"] if begins else -1
    pieces.append((mark, joined(steps[start:])))
    return pieces


def joined(steps: list[Any]) -> bytes:
    """Return what a page draws, in the writing of PDF."""
    return b"\n".join(pydyf._to_bytes(step) for step in steps)
