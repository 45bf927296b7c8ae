"""From the rows of a table to offices or signatories; every fault comes with its row and its column."""

import re
from array import array
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from zvarot.case.addresses import lost_zero
from zvarot.case.characters import DELETE_HIDDEN, HIDDEN, MIXES_SCRIPTS, TYPE_AGAIN, hidden, mixed_words
from zvarot.case.columns import Layout
from zvarot.case.faults import explain
from zvarot.case.file_rules import FORMULA_CELL, HIDDEN_CHARACTER, LOST_ZERO, MIXED_SCRIPT, TABLE_VALUE
from zvarot.case.gathering import Gathered, by_rule_and_file
from zvarot.case.packing import STREET, Packed, Recipe
from zvarot.case.parties import Recipient
from zvarot.case.records import is_identifier
from zvarot.case.tables import Grid, Row, Table
from zvarot.case.yamlfile import MAX_FAULTS, MAX_TEXT
from zvarot.findings import Finding, Place, Rule, Severity

_ERROR_WORD = re.compile(r"#(N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!)|Err:\d+")
_DAYS = frozenset({"verified", "holder_as_of"})
_DOTTED_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


@dataclass
class Taken:
    """What was taken from a table."""

    records: Packed
    ids: list[str] = field(default_factory=list)
    """The id of every row, faulty ones included; that of a row whose own is none tells its number."""
    numbers: "array[int]" = field(default_factory=lambda: array("L"))
    """The numbers of these rows."""
    unnamed: int = 0
    """How many rows have no id of their own."""
    findings: tuple[Finding, ...] = ()
    faulty: dict[str, tuple[Finding, ...]] = field(default_factory=dict)
    """The errors of each row that has some, by its id."""


def take_rows(
    table: Table, grid: Grid, layout: Layout, kind: type[Any], language: str, place: Callable[..., Place]
) -> Taken:
    """Make a record of every row; rows that have faults are reported and left out.

    `language` is that of the YAML file, `place` returns where a value of the table's record stands in it.
    """
    taker = _Taker(grid, Recipe(table, grid.name, layout, kind, language), place)
    for number, cells in grid.rows:
        taker.take(number, cells)
    taker.taken.findings = tuple(taker.findings)
    return taker.taken


class _Taker:
    """Takes one row after the other."""

    def __init__(self, grid: Grid, recipe: Recipe, place: Callable[..., Place]) -> None:
        self.grid, self.recipe, self.place = grid, recipe, place
        self.table, self.layout = recipe.table, recipe.layout
        self.width = max((n for n, heading in enumerate(grid.headings, 1) if heading), default=0)
        self.findings = Gathered(MAX_FAULTS, by_rule_and_file)
        self.taken = Taken(Packed(recipe))

    def take(self, number: int, cells: tuple[str, ...]) -> None:
        """Make a record of one row, or report why that cannot be done."""
        row = self.recipe.row(number)
        faults = list(self.faults_of_cells(row, cells))
        values = {
            key: words
            for key, column in self.layout.columns.items()
            if column < len(cells) and (words := _words(key, cells[column]))
        }
        raw = self.recipe.raw(values, number)
        id = self.named(raw, values, number) if self.recipe.kind is Recipient else None
        if id is not None:
            faults += self.lost_zeros(row, raw)
        if not any(fault.severity is Severity.ERROR for fault in faults):
            try:
                self.recipe.record(raw)
                self.taken.records.add(number, values, id)
            except ValidationError as error:
                faults += self.faults_of_record(row, error, values)
        self.report(id, row, faults)

    def named(self, raw: Mapping[str, Any], values: Mapping[str, str], number: int) -> str:
        """Note and return the id of a row."""
        self.taken.unnamed += "id" not in values
        id = raw["id"] if is_identifier(raw["id"]) else f"{self.table.id}-{number}"
        self.taken.ids.append(id)
        self.taken.numbers.append(number)
        return id

    def report(self, id: str | None, row: Row, faults: list[Finding]) -> None:
        """Note the faults of a row, and its errors by its id: in short, where not all of them are told."""
        told = [self.findings.add(fault) for fault in faults]
        errors = tuple(fault for fault in faults if fault.severity is Severity.ERROR)
        if errors and id is not None:
            self.taken.faulty[id] = errors if all(told) else (self.in_short(row),)

    def in_short(self, row: Row) -> Finding:
        """Return a finding for one of so many faulty rows that nobody reads all their faults."""
        help = "Mend the rows that `zvarot check` names, then look again."
        return TABLE_VALUE.broken(
            Place(row.grid, row.number, 1), f"row {row.number} has faults", help, self.table.id
        )

    # Faults -----------------------------------------------------------------------------------

    def faults_of_cells(self, row: Row, cells: tuple[str, ...]) -> Iterator[Finding]:
        """Yield what is wrong with the cells of a row as they stand."""
        for key, column in self.layout.columns.items():
            words = cells[column] if column < len(cells) else ""
            if len(words) > MAX_TEXT:
                message = f"this holds more than {MAX_TEXT:,} characters"
                yield self.say(TABLE_VALUE, row, key, message, "Shorten it.")
                continue
            if (row.number, column + 1) in self.grid.broken or _ERROR_WORD.fullmatch(words):
                help = "Mend the formula, or write the value itself."
                yield self.say(TABLE_VALUE, row, key, "the spreadsheet shows an error here", help)
            if words[:1] in tuple("=+-@"):
                help = "Write the words themselves; a list begins with no sign, a number with no plus."
                yield self.say(FORMULA_CELL, row, key, "this begins like a formula", help)
            yield from self.faults_of_characters(row, key, words)
        if any(cells[self.width :]):
            yield TABLE_VALUE.broken(
                Place(row.grid, row.number, self.width + 1),
                f"row {row.number} has more cells than there are headings",
                "Give every column a heading, and put a cell that holds the separating sign into"
                " quotation marks.",
            )

    def faults_of_characters(self, row: Row, key: str, words: str) -> Iterator[Finding]:
        """Yield the characters of a cell that nobody sees, and its words of two alphabets."""
        if words.isascii() and words.isprintable():
            return
        for character in HIDDEN.findall(words):
            yield self.say(HIDDEN_CHARACTER, row, key, hidden(character), DELETE_HIDDEN)
        if any(mixed_words(words)):
            yield self.say(MIXED_SCRIPT, row, key, MIXES_SCRIPTS, TYPE_AGAIN)

    def lost_zeros(self, row: Row, raw: Mapping[str, Any]) -> Iterator[Finding]:
        """Yield a postcode that lost its zeros."""
        address = raw.get("address", {})
        if "postcode" in address and lost_zero(address.get("country", ""), address["postcode"]):
            help = "Make the column's format text, and write the zero in front again."
            yield self.say(LOST_ZERO, row, "postcode", "this postcode has lost a zero in front", help)

    def faults_of_record(
        self, row: Row, error: ValidationError, values: Mapping[str, str]
    ) -> Iterator[Finding]:
        """Yield what pydantic found, and a country that serves twice only once."""
        found = error.errors(include_url=False)
        twice = "address_country" not in values and any(one["loc"] == ("country",) for one in found)
        for one in found:
            if not (twice and one["loc"] == ("address", "country")):
                yield self.fault(row, one, values)

    def fault(self, row: Row, fault: Mapping[str, Any], values: Mapping[str, str]) -> Finding:
        """Say in the house's words what pydantic found, at the cell or at the default."""
        path = tuple(part for part in fault["loc"] if part != "[key]")
        key = row.key(*path)
        name = "address_country" if path == ("address", "country") else key.partition(".")[0]
        if fault["type"] == "missing":
            help = f"Fill the cell, or write `{name}:` below `defaults:`."
            return self.say(TABLE_VALUE, row, key, f"`{name}` is missing", help)
        message, help = explain(fault, f"`{name}`")
        if key not in values and name in self.table.defaults:
            return TABLE_VALUE.broken(self.place("defaults", name), message, help, self.table.id)
        return self.say(TABLE_VALUE, row, key, message, help)

    def say(self, rule: Rule, row: Row, key: str, message: str, help: str) -> Finding:
        """Return a finding that names row and column, and never what stands there."""
        heading = self.layout.headings.get(key)
        column = f', column "{heading}"' if heading else ""
        place = Place(row.grid, row.number, self.layout.columns.get(key, 0) + 1)
        return rule.broken(place, f"row {row.number}{column}: {message}", help, self.table.id)


def _words(key: str, cell: str) -> str:
    """Return a cell's words; only an address has several lines. A day may be written 22.11.2026."""
    if key in _DAYS and (day := _DOTTED_DAY.fullmatch(cell.strip())):
        return f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}"
    if "\n" not in cell:
        return cell.strip()
    lines = (line.strip() for line in cell.split("\n"))
    return ("\n" if key in STREET else " ").join(line for line in lines if line)
