"""A letter is a plain record: nothing changes it, and it can be sent to another process."""

import dataclasses
import pickle
from typing import Any

import pytest

from samples import LONG
from zvarot.writing.letter import Addressee, Letter


def test_nothing_in_a_letter_can_be_changed() -> None:
    records: list[Any] = [
        LONG,
        LONG.letterhead,
        LONG.addressee,
        LONG.demands[0],
        LONG.signatories[0],
        LONG.notes[0],
    ]
    for record in records:
        name = dataclasses.fields(record)[0].name
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(record, name, "other")


def test_a_letter_survives_being_sent_between_processes() -> None:
    copy = pickle.loads(pickle.dumps(LONG))
    assert copy == LONG
    assert copy is not LONG


def test_every_list_in_a_letter_is_a_tuple() -> None:
    lists = [value for value in vars(LONG).values() if isinstance(value, (list, tuple, set, dict))]
    assert len(lists) == 4
    assert {type(value) for value in lists} == {tuple}


def test_the_fields_that_hold_html_say_so() -> None:
    html = {field.name for field in dataclasses.fields(Letter) if field.name.endswith("html")}
    assert html == {"body_html", "demands_html", "conclusion_html"}
    for field in dataclasses.fields(Letter):
        if field.type is str and field.name not in html:
            assert "<" not in getattr(LONG, field.name)


def test_a_window_has_spare_lines_where_no_line_could_need_two() -> None:
    def spare(*lines: str) -> int:
        return Addressee(lines).spare

    assert spare("Office", "Street 1", "Town") == 3
    assert spare(*["Line"] * 6) == spare(*["Line"] * 7) == 0
    assert spare("Permanent Delegation of an Invented Country", "Town") == 0
