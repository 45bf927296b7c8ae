"""How a table is declared, and what is read from it."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from zvarot.case.tables import Delimiter, Row, Table, Unreadable, gridded, written
from zvarot.findings import Place


def table(**keys: object) -> Table:
    made: Table = TypeAdapter(Table).validate_python({"id": "offices", **keys}, context={"language": "en"})
    return made


@pytest.mark.parametrize(
    ("keys", "good"),
    [
        ({"file": "a.csv"}, True),
        ({"database": "sqlite:///a.db", "query": "SELECT 1"}, True),
        ({}, False),
        ({"database": "sqlite:///a.db"}, False),
        ({"query": "SELECT 1"}, False),
        ({"file": "a.csv", "query": "SELECT 1"}, False),
        ({"file": "a.csv", "database": "sqlite:///a.db", "query": "SELECT 1"}, False),
    ],
)
def test_a_table_comes_from_a_file_or_from_a_database(keys: dict[str, str], good: bool) -> None:
    if good:
        assert table(**keys).id == "offices"
    else:
        with pytest.raises(ValidationError, match="a file or from a database"):
            table(**keys)


@pytest.mark.parametrize("name", ["HOME", "AWS_SECRET_ACCESS_KEY", "zvarot_x", "ZVAROT_", "X_ZVAROT_Y"])
def test_no_other_variable_of_the_environment_can_be_sent_to_a_database(name: str) -> None:
    url = {"database": "postgresql://reader@localhost/offices", "query": "SELECT 1"}
    assert table(**url, password_from="ZVAROT_OFFICES_1").password_from
    with pytest.raises(ValidationError):
        table(**url, password_from=name)


@pytest.mark.parametrize(
    ("delimiter", "sign"), [("comma", ","), ("semicolon", ";"), ("tab", "\t"), ("pipe", "|")]
)
def test_a_delimiter_is_named_by_a_word(delimiter: str, sign: str) -> None:
    assert table(file="a.csv", delimiter=delimiter).delimiter is Delimiter(delimiter)
    assert Delimiter(delimiter).sign == sign


def test_a_lone_salutation_is_in_the_language_of_the_file() -> None:
    assert table(file="a.csv", salutations={"Senator": "Dear Senator,"}).salutations == {
        "Senator": {"en": "Dear Senator,"}
    }


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (220030.0, "220030"),
        (0.0, "0"),
        (0.5, "0.5"),
        (Decimal("220030.00"), "220030"),
        (Decimal("1.50"), "1.50"),
        (Decimal("NaN"), "NaN"),
        (float("inf"), "inf"),
        (1067, "1067"),
        ("01067", "01067"),
        ("  a  ", "a"),
        (None, ""),
        (True, "true"),
        (False, "false"),
        (dt.date(2024, 2, 20), "2024-02-20"),
        (dt.datetime.fromisoformat("2024-02-20T00:00:00"), "2024-02-20"),
        (dt.datetime.fromisoformat("2024-02-20T09:30:00"), "2024-02-20T09:30:00"),
        (dt.time(9, 30), "09:30:00"),
        ("e\u0301", "\u00e9"),
    ],
)
def test_a_cell_is_written_as_a_person_types_it(value: Any, expected: str) -> None:
    assert expected == written(value)


def test_empty_rows_are_left_out_and_still_counted() -> None:
    grid = gridded("a.csv", [[], ["", ""], ["office"], [], ["First"], ["", ""], ["Second", ""]])
    assert (grid.heading_row, grid.headings) == (3, ("office",))
    assert [*grid.rows] == [(5, ("First",)), (7, ("Second", ""))]


@pytest.mark.parametrize("raw", [[], [["", ""]], [["office"]], [["office"], [""]]])
def test_a_table_without_rows_is_refused(raw: list[list[str]]) -> None:
    with pytest.raises(Unreadable):
        gridded("a.csv", raw)


@pytest.mark.parametrize(
    ("path", "column"),
    [
        (("office",), 1),
        (("office", "de"), 2),
        (("office", "en"), 1),
        (("address", "lines", 0), 3),
        (("address",), 3),
        (("address", "country"), 4),
        (("holder",), 5),
        (("closing", "en"), 1),
        ((), 1),
    ],
)
def test_a_value_stands_in_the_cell_that_it_came_from(path: tuple[str | int, ...], column: int) -> None:
    row = Row("a.csv", 7, {"office": 0, "office.de": 1, "town": 2, "country": 3, "last_name": 4})
    assert row.place(*path) == Place("a.csv", 7, column)
