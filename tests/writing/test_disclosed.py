"""A disclosure is plain and frozen, and holds no way back to the case."""

import dataclasses
import pickle
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from shipped import wording
from writing.conftest import belarus_edition
from zvarot.case import casefile
from zvarot.case.reading import Dossier
from zvarot.writing.disclosed import Disclosure, written_out
from zvarot.writing.disclosure import disclose


@pytest.fixture(scope="module")
def disclosure(belarus: Dossier) -> Disclosure:
    return disclose(belarus.case, belarus.campaign, belarus_edition(belarus, "solidarity-2021"), wording())


def everything_in(value: Any) -> Iterator[Any]:
    """Yield a value and all that it holds."""
    yield value
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from everything_in(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from (key, *everything_in(item))
    elif isinstance(value, tuple):
        for item in value:
            yield from everything_in(item)


def test_a_disclosure_holds_no_record_of_the_case(disclosure: Disclosure) -> None:
    records = tuple(
        one for one in vars(casefile).values() if isinstance(one, type) and dataclasses.is_dataclass(one)
    )
    held = list(everything_in(disclosure))
    assert casefile.Person in records
    assert len(held) > 500
    assert not [one for one in held if isinstance(one, records)]


def test_nothing_in_a_disclosure_can_be_changed(disclosure: Disclosure) -> None:
    records = [one for one in everything_in(disclosure) if dataclasses.is_dataclass(one)]
    assert len({type(one) for one in records}) == 13
    for record in records:
        name = dataclasses.fields(record)[0].name
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(record, name, "other")


def test_a_disclosure_survives_being_sent_between_processes(disclosure: Disclosure) -> None:
    assert pickle.loads(pickle.dumps(disclosure)) == disclosure


def test_all_that_is_told_is_written_out_but_what_is_left_out(disclosure: Disclosure) -> None:
    pieces = [*written_out(disclosure, without="frame")]
    told = [field.name for field in dataclasses.fields(disclosure) if field.name != "frame"]
    assert {piece.partition("=")[0] for piece in pieces} == {
        name for name in told if getattr(disclosure, name) not in ((), {})
    }
    assert [piece for piece in pieces if piece.startswith("people=")] == [
        f"people={person!r}" for person in disclosure.people
    ]
    assert f"figures={next(iter(disclosure.figures.items()))!r}" in pieces


def test_whatever_changes_is_written_out_otherwise(disclosure: Disclosure) -> None:
    pieces = [*written_out(disclosure.frame, without="recipient")]
    other = dataclasses.replace(disclosure.frame, reference="Another")
    assert {*written_out(other, without="recipient")} - {*pieces} == {"reference='Another'"}
    moved = dataclasses.replace(disclosure, people=(), named=disclosure.people)
    assert [*written_out(moved, without="frame")] != [*written_out(disclosure, without="frame")]
