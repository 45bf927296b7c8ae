"""Which column holds what: the user's map, the keys themselves, or Action Network's headings."""

from typing import Any

import pytest
from pydantic import TypeAdapter

from zvarot.case.columns import Layout, fields_of, lay_out
from zvarot.case.parties import Recipient, Signatory
from zvarot.case.tables import Grid, Table
from zvarot.findings import Place

WHOLE = {"kind": "parliament", "language": "en", "salutation": "Dear all,"}
ITS = ("title", "first_name", "last_name", "zip_code", "country", "gender", "email", "phone")


def place(*path: str | int, of_key: bool = False) -> Place:
    return Place("recipients.yaml", 1, 1, ".".join(map(str, path)) + (" key" if of_key else ""))


def laid_out(*headings: str, kind: type[Any] = Recipient, **keys: object) -> Layout:
    declared = {"id": "offices", "file": "a.csv", "defaults": WHOLE, **keys}
    table: Table = TypeAdapter(Table).validate_python(declared, context={"language": "en"})
    return lay_out(table, Grid("a.csv", headings, 1, iter([])), kind, place)


def told(layout: Layout) -> list[str]:
    return [f"{found.rule} {found.place.text or found.place}" for found in layout.findings if found.place]


def test_the_fields_of_a_row_are_those_of_its_record() -> None:
    fields = fields_of(Recipient)
    assert {"id", "kind", "office", "salutation", "postcode", "address_country", "last_name"} <= {*fields}
    assert "address" not in fields
    assert [fields[key] for key in ("office", "salutation", "closing", "body")] == [True] * 4
    assert [fields[key] for key in ("id", "holder", "verified", "lines")] == [False] * 4
    assert fields_of(Signatory) == {"name": True, "capacity": True, "country": False}


def test_headings_that_are_keys_need_no_map() -> None:
    layout = laid_out("Office", " POSTCODE ", "address country", "salutation.de", "Colour", "")
    assert layout.columns == {"office": 0, "postcode": 1, "address_country": 2, "salutation.de": 3}
    assert layout.findings == []


def test_a_map_alone_decides_when_there_is_one() -> None:
    layout = laid_out(
        "Name  of\nthe office", "town", "Ort", columns={"office": "name of the Office", "town": "Ort"}
    )
    assert layout.columns == {"office": 0, "town": 2}
    assert layout.headings == {"office": "name of the Office", "town": "Ort"}


def test_a_list_of_action_network_needs_no_map() -> None:
    layout = laid_out(*ITS)
    assert layout.columns == {"title": 0, "first_name": 1, "last_name": 2, "email": 6, "country": 4}
    assert layout.findings == []


@pytest.mark.parametrize("heading", ["zip_code", "gender", "phone"])
def test_what_action_network_has_besides_goes_into_no_letter(heading: str) -> None:
    assert ITS.index(heading) not in laid_out(*ITS).columns.values()


def test_every_fault_of_a_map_is_told() -> None:
    columns = {"ofice": "A", "town": "B", "office.DE": "A", "holder.en": "A", "office": "C"}
    layout = laid_out(
        "A", "C", "c", columns=columns, defaults={**WHOLE, "colour": "red", "kind": {"en": "ngo"}}
    )
    assert told(layout) == [
        "unknown-column columns.ofice key",
        "unknown-column columns.office.DE key",
        "unknown-column columns.holder.en key",
        "unknown-column defaults.kind key",
        "unknown-column defaults.colour key",
        "missing-column columns.town",
        "duplicate-column a.csv:1:3",
    ]


def test_headings_of_the_table_are_not_repeated() -> None:
    layout = laid_out("Secret Name", "Other", columns={"office": "Office"})
    assert "Secret" not in "".join(found.message + found.help for found in layout.findings)


@pytest.mark.parametrize("key", ["kind", "language", "salutation"])
def test_what_no_row_can_do_without_is_asked_for_once(key: str) -> None:
    defaults = {name: value for name, value in WHOLE.items() if name != key}
    (found,) = laid_out("office", defaults=defaults).findings
    assert f"`{key}`" in found.message
    assert not laid_out("office", key, defaults=defaults).findings
    if key == "salutation":
        assert not laid_out("office", "salutation.de", defaults=defaults).findings


def test_titles_can_stand_in_for_offices_and_salutations() -> None:
    defaults = {"kind": "parliament", "language": "en"}
    salutations = {"Senator": "Dear Senator,"}
    assert not laid_out("title", defaults=defaults, salutations=salutations).findings
    assert len(laid_out("office", defaults=defaults, salutations=salutations).findings) == 1
    assert len(laid_out("holder").findings) == 1


def test_signatories_need_a_name() -> None:
    assert not laid_out("Name", "capacity.de", kind=Signatory, defaults={}).findings
    assert [found.rule for found in laid_out("capacity", kind=Signatory, defaults={}).findings] == [
        "missing-column"
    ]
    assert told(
        laid_out("name", kind=Signatory, columns={"office": "name", "name": "name"}, defaults={})
    ) == ["unknown-column columns.office key"]
