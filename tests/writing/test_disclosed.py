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
from zvarot.writing.disclosed import Disclosure
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
