"""Ids that a row shares with another office."""

from array import array

from case.test_packing import recipe
from zvarot.case.doubles import look_for_doubles, taken_twice
from zvarot.case.packing import Packed
from zvarot.case.rows import Taken
from zvarot.case.yamlfile import MAX_FAULTS
from zvarot.findings import Place

HERE = Place("recipients.yaml", 5, 9)


def table(*ids: str) -> Taken:
    """A table with these ids, from row 2 on."""
    return Taken(Packed(recipe()), [*ids], array("L", range(2, len(ids) + 2)))


def test_ids_that_are_all_different_are_no_findings() -> None:
    found = look_for_doubles([("a", HERE), ("", HERE), ("", HERE)], [table("b", "c"), table("d")])
    assert ([*found.findings], found.faulty) == ([], {})


def test_a_row_with_the_id_of_another_is_found_at_its_cell() -> None:
    found = look_for_doubles([], [table("a", "b", "a")])
    assert [*found.findings] == [taken_twice("a", Place("a.csv", 4, 1), Place("a.csv", 2, 1))]
    assert {*found.faulty} == {"a"}


def test_rows_of_two_tables_and_records_of_the_file_are_compared() -> None:
    found = look_for_doubles([("a", HERE)], [table("b", "a"), table("b")])
    assert [one.place for one in found.findings] == [Place("a.csv", 3, 1), Place("a.csv", 2, 1)]
    assert {*found.faulty} == {"a", "b"}


def test_two_records_of_the_file_are_left_to_the_review_of_links() -> None:
    assert look_for_doubles([("a", HERE), ("a", HERE)], [table("b")]).faulty == {}


def test_one_id_for_all_rows_is_told_no_more_often_than_anybody_reads() -> None:
    found = look_for_doubles([], [table(*["a"] * 1000)])
    assert len([*found.findings]) == MAX_FAULTS + 1
    assert len(found.faulty["a"]) == MAX_FAULTS


def test_every_id_that_is_taken_twice_is_known_however_many_there_are() -> None:
    ids = [f"office-{number}" for number in range(500)]
    found = look_for_doubles([], [table(*ids, *ids)])
    assert {*found.faulty} == {*ids}
    assert {len(one) for one in found.faulty.values()} == {1}


def test_the_place_of_the_first_is_named_by_its_file_where_that_is_another() -> None:
    assert "recipients.yaml:5" in taken_twice("a", Place("a.csv", 2, 1), HERE).message
    assert taken_twice("a", Place("a.csv", 9, 1), Place("a.csv", 2, 1)).message.endswith("line 2")
