"""Rows that are kept small, and the records that are made out of them again."""

import pickle
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from zvarot.case.columns import lay_out
from zvarot.case.packing import Packed, Recipe
from zvarot.case.parties import Recipient
from zvarot.case.tables import Grid, Table
from zvarot.findings import Place

DEFAULTS = {"kind": "parliament", "language": "en", "salutation": "Dear all,", "office.be": "Камітэт"}
ROWS = [
    {"id": "first", "office": "Committee", "lines": "1 Road\nTown", "country": "BY"},
    {"id": "second", "office": "Камісія прыкладаў", "kind": "ngo"},
]


def recipe(headings: str = "id kind office lines country", **keys: object) -> Recipe:
    declared = {"id": "offices", "file": "a.csv", "defaults": DEFAULTS, **keys}
    table: Table = TypeAdapter(Table).validate_python(declared, context={"language": "en"})
    grid = Grid("a.csv", tuple(headings.split()), 1, iter(()))
    layout = lay_out(table, grid, Recipient, lambda *_: Place("recipients.yaml", 1, 1))
    return Recipe(table, "a.csv", layout, Recipient, "en")


@pytest.fixture
def packed() -> Packed:
    """Two rows of a table."""
    packed = Packed(recipe())
    for number, values in zip((2, 7), ROWS, strict=True):
        packed.add(number, values, values["id"])
    return packed


def test_records_are_those_that_the_rows_say(packed: Packed) -> None:
    first, second = packed
    assert (first.id, first.kind, first.office) == (
        "first",
        "parliament",
        {"be": "Камітэт", "en": "Committee"},
    )
    assert first.address.lines == ("1 Road", "Town")
    assert (second.kind, second.office["en"], second.address) == ("ngo", "Камісія прыкладаў", None)


def test_a_record_is_the_same_whenever_it_is_asked_for(packed: Packed) -> None:
    assert packed[1] == packed[-1] == packed[0:2][1]
    assert packed[1] is not packed[1]
    with pytest.raises(IndexError):
        packed[2]


def test_a_record_stands_in_its_row(packed: Packed) -> None:
    assert packed.row(1).place("office", "en") == Place("a.csv", 7, 3)


def test_rows_can_be_left_out_by_their_ids(packed: Packed) -> None:
    left = packed.without({"first", "nobody"})
    assert (left.ids, [*left.numbers], [one.id for one in left]) == (["second"], [7], ["second"])
    assert len(packed) == 2


def test_packed_rows_can_be_sent_to_another_process(packed: Packed) -> None:
    assert [*pickle.loads(pickle.dumps(packed))] == [*packed]


def test_a_row_takes_hardly_more_space_than_its_words(packed: Packed) -> None:
    words = sum(len("".join(values.values()).encode()) for values in ROWS)
    assert sum(map(len, packed.cells)) <= words + 2 * len(ROWS[0]) + 2


def test_what_is_no_record_is_refused() -> None:
    made = recipe()
    raw: dict[str, Any] = made.raw({"office": "A", "country": "Belarus"}, 3)
    assert raw["id"] == "offices-3"
    with pytest.raises(ValidationError):
        made.record(raw)
