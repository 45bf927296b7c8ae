"""Tables that offices and signatories are taken from: how they are declared, and what is read from them."""

import datetime as dt
import math
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from itertools import chain
from typing import Annotated, Any

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from zvarot.case.file_rules import UNREADABLE_TABLE
from zvarot.case.records import Identifier, Language, Text, record
from zvarot.findings import Place, Rule

MAX_ROWS = 200_000
MAX_COLUMNS = 1_000


class Delimiter(StrEnum):
    """What separates the cells of a CSV file."""

    COMMA = "comma"
    SEMICOLON = "semicolon"
    TAB = "tab"
    PIPE = "pipe"

    @property
    def sign(self) -> str:
        """The character itself."""
        return {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}[self]


@record
class Table:
    """A spreadsheet or a database whose rows are offices, or signatories of a letter."""

    id: Identifier
    """Names all its rows together: a letter's `recipients` may hold it."""
    file: str | None = None
    """The table's file inside the campaign's folder: CSV, XLSX, ODS or XLS."""
    sheet: str | None = None
    """The sheet, where the file has several."""
    encoding: str | None = None
    """The encoding of a CSV file that is not UTF-8: `windows-1251`."""
    delimiter: Delimiter | None = None
    """What separates the cells of a CSV file; found out where it is not said."""
    database: str | None = None
    """In place of `file`: a database's URL without a password, such as `sqlite:///offices.db`."""
    query: str | None = None
    """The SELECT that brings the rows of a database."""
    password_from: Annotated[str, StringConstraints(pattern=r"^ZVAROT_[A-Z0-9_]+$")] | None = None
    """The environment variable that holds the database's password; its name begins with `ZVAROT_`."""
    columns: Mapping[str, str] = Field(default_factory=dict)
    """The heading of the column for each key: `office: Name of the office`, `office.de: Bezeichnung`.

    Without it the headings are the keys themselves, or those of a custom target list of Action Network.
    """
    defaults: Mapping[str, str | Mapping[Language, str]] = Field(default_factory=dict)
    """What a row says where its own cell is empty or there is no such column: `kind: parliament`."""
    salutations: Mapping[str, Text] = Field(default_factory=dict)
    """The opening for each word that stands in the column `title`: `Senator: {en: "Dear Senator,"}`."""

    @model_validator(mode="after")
    def _comes_from_one_place(self) -> "Table":
        database = self.database is not None or self.query is not None
        whole = self.database is not None and self.query is not None
        if (self.file is not None) == database or database != whole:
            raise PydanticCustomError("table_place", "a table comes from a file or from a database")
        return self


class Unreadable(Exception):
    """A table cannot be read; `key` of its record is to blame, or a row of the table itself."""

    def __init__(
        self, key: str, message: str, help: str = "", row: int = 0, rule: Rule = UNREADABLE_TABLE
    ) -> None:
        super().__init__(message)
        self.key = key
        self.message = message
        self.help = help
        self.row = row
        self.rule = rule


@dataclass
class Grid:
    """What is read from a table: its headings and its rows, as text."""

    name: str
    """The file as the user knows it, or the table's id for a database."""
    headings: tuple[str, ...]
    heading_row: int
    """The row that the headings stand in, counted from 1; 0 where they are no row."""
    rows: Iterator[tuple[int, tuple[str, ...]]]
    """Each row that is not empty: its number as the user sees it, and its cells.

    They can be gone through once: they are read on the way, and Unreadable is raised where that fails.
    """
    broken: frozenset[tuple[int, int]] = field(default=frozenset())
    """The cells, by row and column from 1, that show an error in place of a value."""


@dataclass(frozen=True)
class Row:
    """Where a record that came from a table stands."""

    grid: str
    number: int
    columns: Mapping[str, int]
    """The column of each key, counted from 0; a text in one language is `office.de`."""

    def place(self, *path: str | int) -> Place:
        """Return the cell that a value of the record came from, or the row's first."""
        return Place(self.grid, self.number, self.columns.get(self.key(*path), 0) + 1)

    def key(self, *path: str | int) -> str:
        """Return the key of the column that the value at a path came from."""
        words = [str(part) for part in path if isinstance(part, str)]
        if words[:1] == ["address"]:
            words = ["address_country"] if words[1:2] == ["country"] else words[1:] or ["lines"]
        known = [key for key in (".".join(words[:2]), *words[:1]) if key in self.columns]
        if known:
            return known[0]
        stand_ins = {"holder": "last_name", "office": "title", "lines": "town", "address_country": "country"}
        return stand_ins.get(words[0], words[0]) if words else ""


def gridded(
    name: str, raw: Iterable[Sequence[str]], broken: frozenset[tuple[int, int]] = frozenset()
) -> Grid:
    """Return the grid of raw rows, the first of which that is not empty holds the headings."""
    filled = ((number, tuple(cells)) for number, cells in enumerate(raw, 1) if any(cells))
    heading_row, headings = next(filled, (0, ()))
    if not headings:
        raise Unreadable(
            "file", "the table is empty", "It needs a row of headings, and a row for each office."
        )
    first = next(filled, None)
    if first is None:
        raise Unreadable("file", "the table has headings but no rows", "Add a row for each office.")
    return Grid(name, headings, heading_row, chain([first], filled), broken)


def written(value: Any) -> str:
    """Return a cell as a person would have typed it; a number that is whole has no decimal point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, float | Decimal) and math.isfinite(value) and value == int(value):
        return str(int(value))
    return unicodedata.normalize("NFC", str(value).strip())
