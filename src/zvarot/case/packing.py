"""Rows of a table, kept as small as they are: a record is made anew whenever it is asked for."""

from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, overload

from pydantic import TypeAdapter

from zvarot.case.columns import ADDRESS, LANGUAGE, Layout, fields_of
from zvarot.case.parties import Recipient, Signatory
from zvarot.case.tables import Row, Table

STREET = ("lines", "street")
"""The keys whose cells may have several lines."""

_BETWEEN = "\x1f"
"""Stands between packed cells. No cell holds it, for rows that have hidden characters are faulty."""

_ADAPTERS: Mapping[type[Any], TypeAdapter[Any]] = {
    Recipient: TypeAdapter(Recipient),
    Signatory: TypeAdapter(Signatory),
}


@dataclass(frozen=True)
class Recipe:
    """How the rows of a table become records."""

    table: Table
    grid: str
    """The table's name, as a place gives it."""
    layout: Layout
    kind: type[Any]
    language: str
    """The language of the YAML file."""

    def row(self, number: int) -> Row:
        """Return where a row stands."""
        return Row(self.grid, number, self.layout.columns)

    def record(self, raw: Mapping[str, Any]) -> Any:
        """Return the record of a row; raise pydantic's ValidationError where it is none."""
        return _ADAPTERS[self.kind].validate_python(raw, context={"language": self.language})

    def raw(self, values: Mapping[str, str], number: int) -> dict[str, Any]:
        """Return a row as the YAML file would have written it; `values` are the words of its cells by key."""
        plain = {**self._plain_defaults, **values}
        raw: dict[str, Any] = {key: plain[key] for key in self._plain_keys if key in plain}
        own = raw.get("language", "")
        own = own if LANGUAGE.fullmatch(own) else self.language
        for key, columns in self._texts.items():
            if text := self._text(key, columns, values, own):
                raw[key] = text
        if self.kind is Recipient:
            self._complete(raw, number, own)
        return raw

    @cached_property
    def _fields(self) -> Mapping[str, bool]:
        return fields_of(self.kind)

    @cached_property
    def _plain_defaults(self) -> Mapping[str, str]:
        return {key: value for key, value in self.table.defaults.items() if isinstance(value, str)}

    @cached_property
    def _plain_keys(self) -> tuple[str, ...]:
        return tuple(key for key, is_text in self._fields.items() if not is_text)

    @cached_property
    def _texts(self) -> Mapping[str, list[tuple[str, str]]]:
        """For each text the columns that hold it, with their language: none where it is the row's own."""
        texts = (key for key, is_text in self._fields.items() if is_text)
        return {key: [*_columns_of(key, self.layout.columns)] for key in texts}

    @cached_property
    def _default_texts(self) -> Mapping[str, Mapping[str, str]]:
        """The default of each text by language; without one it is in the language of the file."""
        found: dict[str, dict[str, str]] = {key: {} for key in self._texts}
        for key in found:
            for name, language in _columns_of(key, self.table.defaults):
                words = self.table.defaults[name]
                found[key] |= words if isinstance(words, Mapping) else {language or self.language: words}
        return found

    def _text(
        self, key: str, columns: list[tuple[str, str]], values: Mapping[str, str], own: str
    ) -> dict[str, str]:
        cells = {language or own: values[name] for name, language in columns if name in values}
        return {**self._default_texts[key], **cells}

    def _complete(self, raw: dict[str, Any], number: int, own: str) -> None:
        """Put together what stands in several columns: address, holder, salutation."""
        raw.setdefault("id", f"{self.table.id}-{number}")
        country = raw.pop("address_country", None)
        address = {key: value for key in ADDRESS if (value := raw.pop(key, None))}
        if address:
            # The country that an embassy stands for is not the one that it stands in.
            country = country or (raw.get("country") if raw.get("kind") != "embassy" else None)
            address |= {key: tuple(address[key].split("\n")) for key in STREET if key in address}
            raw["address"] = address | ({"country": country} if country else {})
        title = raw.pop("title", "")
        name = " ".join(filter(None, (raw.pop("first_name", ""), raw.pop("last_name", ""))))
        if name:
            raw.setdefault("holder", name)
        if title:
            raw.setdefault("office", {own: title})
        if title in self.table.salutations and not self.layout.has("salutation"):
            raw["salutation"] = {**raw.get("salutation", {}), **self.table.salutations[title]}


@dataclass
class Packed(Sequence[Any]):
    """The records of a table that has any number of rows: their cells, one behind the other, and no more."""

    recipe: Recipe
    ids: list[str] = field(default_factory=list)
    """The id of each record; the list is empty where records have none."""
    numbers: "array[int]" = field(default_factory=lambda: array("L"))
    """The number of each record's row."""
    cells: list[bytes] = field(default_factory=list)

    def add(self, number: int, values: Mapping[str, str], id: str | None = None) -> None:
        """Put a row behind the others; `values` are the words of its cells by key."""
        words = (values.get(key, "") for key in self.recipe.layout.columns)
        self.cells.append(_BETWEEN.join(words).encode())
        self.numbers.append(number)
        if id is not None:
            self.ids.append(id)

    def row(self, index: int) -> Row:
        """Return where a record stands."""
        return self.recipe.row(self.numbers[index])

    def without(self, ids: Collection[str]) -> "Packed":
        """Return the records that have none of the ids."""
        kept = [index for index, id in enumerate(self.ids) if id not in ids]
        numbers = array("L", (self.numbers[index] for index in kept))
        return Packed(
            self.recipe, [self.ids[index] for index in kept], numbers, [self.cells[index] for index in kept]
        )

    def __len__(self) -> int:
        return len(self.cells)

    @overload
    def __getitem__(self, index: int) -> Any: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Any, ...]: ...
    def __getitem__(self, index: int | slice) -> Any:
        if isinstance(index, slice):
            return tuple(self[number] for number in range(*index.indices(len(self))))
        words = self.cells[index].decode().split(_BETWEEN)
        values = {key: word for key, word in zip(self.recipe.layout.columns, words, strict=True) if word}
        return self.recipe.record(self.recipe.raw(values, self.numbers[index]))


def _columns_of(key: str, names: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the names that speak of a key, `office` and `office.de`, with their language."""
    for name in names:
        first, _, language = name.partition(".")
        if first == key:
            yield name, language
