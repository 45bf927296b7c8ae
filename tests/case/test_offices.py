"""Lists of offices one behind the other, those of tables made when they are asked for."""

import pytest

from case.test_packing import recipe
from zvarot.case.offices import Offices
from zvarot.case.packing import Packed
from zvarot.case.parties import Kind, Recipient
from zvarot.findings import Place


def office(id: str) -> Recipient:
    return Recipient(id=id, kind=Kind.NGO, office={"en": id}, language="en", salutation={"en": "Dear all,"})


@pytest.fixture
def offices() -> Offices:
    """Two offices of a file, an empty table, a table of two, and one of the directory."""
    tabled = Packed(recipe())
    for number, id in ((4, "third"), (9, "fourth")):
        tabled.add(number, {"id": id, "office": id}, id)
    return Offices((office("first"), office("second")), Packed(recipe()), tabled, (office("fifth"),))


def test_offices_come_one_behind_the_other(offices: Offices) -> None:
    ids = ["first", "second", "third", "fourth", "fifth"]
    assert [one.id for one in offices] == ids
    assert [offices[number].id for number in range(len(offices))] == ids
    assert [offices[number - 5].id for number in range(5)] == ids
    assert [one.id for one in offices[1:4]] == ids[1:4]


@pytest.mark.parametrize("number", [5, -6])
def test_there_is_no_office_beyond_the_last(offices: Offices, number: int) -> None:
    with pytest.raises(IndexError):
        offices[number]


def test_each_has_a_number_by_its_id(offices: Offices) -> None:
    assert offices.numbers == {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4}


def test_of_two_with_one_id_the_first_is_meant() -> None:
    assert Offices((office("a"), office("a"))).numbers == {"a": 0}


def test_only_rows_of_tables_stand_in_cells(offices: Offices) -> None:
    assert offices.place(3, "office") == Place("a.csv", 9, 3)
    assert [offices.place(number) for number in (0, 1, 4)] == [None, None, None]


def test_offices_are_the_same_when_all_of_them_are(offices: Offices) -> None:
    assert offices == Offices([*offices])
    assert offices != Offices(offices[:4])
    assert offices != [*offices]
