"""From the rows of a table to offices or signatories; every fault comes with its row and its column."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter, ValidationError

from zvarot.case.addresses import lost_zero
from zvarot.case.characters import DELETE_HIDDEN, HIDDEN, MIXES_SCRIPTS, TYPE_AGAIN, hidden, mixed_words
from zvarot.case.columns import ADDRESS, LANGUAGE, Layout, fields_of
from zvarot.case.faults import explain
from zvarot.case.file_rules import FORMULA_CELL, HIDDEN_CHARACTER, LOST_ZERO, MIXED_SCRIPT, TABLE_VALUE
from zvarot.case.parties import Recipient
from zvarot.case.tables import Grid, Row, Table
from zvarot.case.yamlfile import MAX_FAULTS, MAX_TEXT
from zvarot.findings import Finding, Place, Rule, Severity

_ERROR_WORD = re.compile(r"#(N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!)|Err:\d+")
_DAYS = frozenset({"verified", "holder_as_of"})
_DOTTED_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_LINES = ("lines", "street")


@dataclass
class Taken:
    """What was taken from a table."""

    records: list[Any] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    """Where each record stands."""
    ids: list[tuple[str, Row]] = field(default_factory=list)
    """The id of every row, faulty ones included."""
    findings: list[Finding] = field(default_factory=list)


def take_rows(
    table: Table, grid: Grid, layout: Layout, kind: type[Any], language: str, place: Callable[..., Place]
) -> Taken:
    """Make a record of every row; rows that have faults are reported and left out.

    `language` is that of the YAML file, `place` returns where a value of the table's record stands in it.
    """
    taker = _Taker(table, grid, layout, kind, language, place)
    for number, cells in grid.rows:
        taker.take(number, cells)
    findings = list(dict.fromkeys(taker.taken.findings))
    if len(findings) > MAX_FAULTS:
        message = f"there are {len(findings) - MAX_FAULTS} more faults than these"
        last = findings[MAX_FAULTS]
        findings[MAX_FAULTS:] = [Finding(last.rule, last.severity, message, "Mend these first.", last.place)]
    taker.taken.findings = findings
    return taker.taken


class _Taker:
    """Takes one row after the other."""

    def __init__(
        self,
        table: Table,
        grid: Grid,
        layout: Layout,
        kind: type[Any],
        language: str,
        place: Callable[..., Place],
    ) -> None:
        self.table, self.grid, self.layout = table, grid, layout
        self.kind, self.language, self.place = kind, language, place
        self.fields = fields_of(kind)
        self.adapter: TypeAdapter[Any] = TypeAdapter(kind)
        self.width = max((n for n, heading in enumerate(grid.headings, 1) if heading), default=0)
        self.taken = Taken()

    def take(self, number: int, cells: tuple[str, ...]) -> None:
        """Make a record of one row, or report why that cannot be done."""
        row = Row(self.grid.name, number, self.layout.columns)
        faults = list(self.faults_of_cells(row, cells))
        values = {
            key: words
            for key, column in self.layout.columns.items()
            if column < len(cells) and (words := _words(key, cells[column]))
        }
        raw = self.raw(values, number)
        if self.kind is Recipient:
            self.taken.ids.append((str(raw["id"]), row))
            faults += self.lost_zeros(row, raw)
        if not any(fault.severity is Severity.ERROR for fault in faults):
            try:
                self.taken.records.append(
                    self.adapter.validate_python(raw, context={"language": self.language})
                )
                self.taken.rows.append(row)
            except ValidationError as error:
                faults += self.faults_of_record(row, error, values)
        self.taken.findings.extend(faults)

    def raw(self, values: Mapping[str, str], number: int) -> dict[str, Any]:
        """Return a row as the YAML file would have written it."""
        defaults = {key: value for key, value in self.table.defaults.items() if isinstance(value, str)}
        plain = {**defaults, **values}
        raw: dict[str, Any] = {
            key: plain[key] for key, is_text in self.fields.items() if key in plain and not is_text
        }
        own = raw.get("language", "")
        own = own if LANGUAGE.fullmatch(own) else self.language
        for key, is_text in self.fields.items():
            if is_text and (text := self.text(key, values, own)):
                raw[key] = text
        if self.kind is Recipient:
            self.complete(raw, number, own)
        return raw

    def text(self, key: str, values: Mapping[str, str], own: str) -> dict[str, str]:
        """Return a text by language: a cell without one is in the row's own, a default in the file's."""
        found: dict[str, str] = {}
        for given, language in ((self.table.defaults, self.language), (values, own)):
            for name, words in given.items():
                first, _, of = name.partition(".")
                if first == key:
                    found |= words if isinstance(words, Mapping) else {of or language: words}
        return found

    def complete(self, raw: dict[str, Any], number: int, own: str) -> None:
        """Put together what stands in several columns: address, holder, salutation."""
        raw.setdefault("id", f"{self.table.id}-{number}")
        country = raw.pop("address_country", None)
        address = {key: value for key in ADDRESS if (value := raw.pop(key, None))}
        if address:
            # The country that an embassy stands for is not the one that it stands in.
            country = country or (raw.get("country") if raw.get("kind") != "embassy" else None)
            address |= {key: tuple(address[key].split("\n")) for key in _LINES if key in address}
            raw["address"] = address | ({"country": country} if country else {})
        title = raw.pop("title", "")
        name = " ".join(filter(None, (raw.pop("first_name", ""), raw.pop("last_name", ""))))
        if name:
            raw.setdefault("holder", name)
        if title:
            raw.setdefault("office", {own: title})
        if title in self.table.salutations and not self.layout.has("salutation"):
            raw["salutation"] = {**raw.get("salutation", {}), **self.table.salutations[title]}

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
            for character in HIDDEN.findall(words):
                yield self.say(HIDDEN_CHARACTER, row, key, hidden(character), DELETE_HIDDEN)
            if any(mixed_words(words)):
                yield self.say(MIXED_SCRIPT, row, key, MIXES_SCRIPTS, TYPE_AGAIN)
        if any(cells[self.width :]):
            yield TABLE_VALUE.broken(
                Place(row.grid, row.number, self.width + 1),
                f"row {row.number} has more cells than there are headings",
                "Give every column a heading, and put a cell that holds the separating sign into"
                " quotation marks.",
            )

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
    lines = (line.strip() for line in cell.split("\n"))
    return ("\n" if key in _LINES else " ").join(line for line in lines if line)
