"""What pydantic finds, in the house's words."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from zvarot.case.faults import explain
from zvarot.case.parties import Recipient
from zvarot.case.tables import Table

OFFICE = {
    "id": "a",
    "kind": "ngo",
    "office": {"en": "Office"},
    "language": "en",
    "salutation": {"en": "Dear all,"},
}


def said(kind: Any, value: object) -> tuple[str, str]:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(value)
    (fault,) = caught.value.errors(include_url=False)
    return explain(fault, f"`{fault['loc'][-1] if fault['loc'] else 'this'}`")


@pytest.mark.parametrize(
    ("key", "value", "message", "help"),
    [
        ("id", "Secret Name", "`id` must be an id", "Use small Latin letters"),
        ("country", "Secretland", "`country` must be a country code", "Write two capitals"),
        ("language", "Secret", "this must be a language code", "Write small letters"),
        ("source", "Secret", "`source` must be a web address", "https://"),
        ("verified", "Secret", "`verified` must be a date", "2021-07-26"),
        ("kind", "embasy", "`kind` must be 'authority'", 'did you mean "embassy"?'),
        ("holder", " ", "`holder` has no value", "Write one"),
        ("address", {"country": "BY"}, "`address` must be lines, or a town", "`lines:`"),
        ("address", {"country": "BY", "lines": ["Secret"] * 7}, "`lines` is too long", "Shorten it."),
    ],
)
def test_a_value_is_explained_and_not_repeated(key: str, value: object, message: str, help: str) -> None:
    words = said(Recipient, {**OFFICE, key: value})
    assert words[0].startswith(message)
    assert help in words[1]
    assert "Secret" not in "".join(words)


def test_a_table_of_two_places_is_explained() -> None:
    words = said(Table, {"id": "a", "file": "a.csv", "database": "sqlite:///a.db", "query": "SELECT 1"})
    assert words[0] == "a table comes from a file or from a database"


def test_a_variable_that_is_not_zvarots_is_explained() -> None:
    url = {"id": "a", "database": "sqlite:///a.db", "query": "SELECT 1"}
    assert said(Table, {**url, "password_from": "HOME"})[0] == "`password_from` must begin with ZVAROT_"
