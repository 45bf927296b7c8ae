"""The manifest: a list of the finished files, for a print shop or a mailing tool.

It is written twice, as CSV and as JSON, and the same letters give the same bytes. All cells are ASCII: a byte
order mark would tell Excel nothing that it needs, and make other programs misread the first column's name.
"""

import csv
import io
import json
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import tee
from pathlib import Path

from zvarot.press.ledger import Entry
from zvarot.press.shelf import putting

Row = Mapping[str, str | int]
"""What is said of one file, by the names of the columns."""

COLUMNS = ("letter", "recipient", "language", "format", "pages", "file", "sha256", "bytes")

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True)
class Style:
    """How a manifest is written."""

    name: str
    """The file's name."""
    head: str
    written: Callable[[Row], str]
    between: str
    tail: str

    def pieces(self, rows: Iterable[Row]) -> Iterator[bytes]:
        """Yield a manifest's bytes: its head, each row, its tail; none spans two lines, but the tail."""
        yield self.head.encode()
        for number, row in enumerate(rows):
            yield ((self.between if number else "") + self.written(row)).encode()
        yield self.tail.encode()


def write_manifest(
    folder: Path, entries: Iterable[Entry], names: Container[str] | None = None
) -> tuple[Path, Path]:
    """Write manifest.csv and manifest.json of letters, or of those so named, and return their paths.

    The letters stay in their order, which is by name where a ledger gives them.
    """
    paths = folder / CSV.name, folder / JSON.name
    first, second = tee(rows(entries, names))
    with putting(paths[0]) as table, putting(paths[1]) as objects:
        for line, member in zip(CSV.pieces(first), JSON.pieces(second), strict=True):
            table.write(line)
            objects.write(member)
    return paths


def rows(entries: Iterable[Entry], names: Container[str] | None = None) -> Iterator[Row]:
    """Yield what a manifest says of each file of letters, or of those so named."""
    for entry in entries:
        if names is None or entry.name in names:
            yield from _rows(entry)


def _rows(entry: Entry) -> Iterator[Row]:
    for file in sorted(entry.files, key=lambda one: one.format):
        yield {
            "letter": entry.letter,
            "recipient": entry.recipient,
            "language": entry.language,
            "format": file.format,
            "pages": file.pages,
            "file": f"{entry.name}.{file.format}",
            "sha256": file.sha256,
            "bytes": file.size,
        }


def _line(values: Iterable[str | int]) -> str:
    """Write a line as RFC 4180 has it."""
    line = io.StringIO()
    csv.writer(line).writerow([_harmless(value) for value in values])
    return line.getvalue()


def _harmless(value: str | int) -> str | int:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


CSV = Style("manifest.csv", _line(COLUMNS), lambda row: _line(row.values()), "", "")
JSON = Style("manifest.json", "[\n", json.dumps, ",\n", "\n]\n")
