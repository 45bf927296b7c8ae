"""Secrets are made up at random, and the reader for whom they are made may learn nothing of them."""

from random import Random
from typing import Any

import pytest

from zvarot.case.stand_ins import initials
from zvarot.press.inventing import Inventor
from zvarot.press.knowing import LADDER, LISTS, Reader

DAY = "2021-07-26"
CASE: dict[str, Any] = {
    "audience": "public",
    "organisations": [{"id": "centre"}],
    "sources": [{"id": "s", "title": {"en": "A source"}}],
    "people": [],
}


def inventor(audience: str = "public", day: str = DAY, seed: int = 1) -> Inventor:
    return Inventor(Reader(CASE, audience, "en", day), Random(seed), ["s"])


@pytest.mark.parametrize("day", ["", DAY])
@pytest.mark.parametrize("audience", LADDER)
@pytest.mark.parametrize("name", LISTS)
def test_nothing_that_is_made_up_may_be_learned(name: str, audience: str, day: str) -> None:
    tried = 0
    for seed in range(40):
        make = inventor(audience, day, seed)
        if make.hides(name):
            tried += 1
            assert not make.reader.learns(name, make.secret(name, "new"))
    assert bool(tried) is (audience != "internal" or (bool(day) and name not in ("people", "demands")))


@pytest.mark.parametrize("seed", range(20))
def test_readings_and_statuses_that_are_made_up_may_not_be_learned_either(seed: int) -> None:
    make = inventor(seed=seed)
    assert not make.reader.learns_reading({"audience": "public"}, make.reading())
    assert not make.reader.learns_status({"audience": "public"}, make.status())


@pytest.mark.parametrize("seed", range(20))
def test_where_it_has_to_pass_the_check_a_consent_covers_the_circle_of_a_person(seed: int) -> None:
    person = inventor(day="", seed=seed).secret("people", "new")
    consent = person["consent"] or {"audience": "internal"}
    assert LADDER.index(consent["audience"]) >= LADDER.index(person["audience"])
    assert not consent.get("withdrawn") or person["audience"] == "internal"


@pytest.mark.parametrize("name", ["Jean-Paul Sartre", "Дзіна Іва", "E\u0301mile 'Ñandú 3 X."])
def test_where_a_reader_reads_initials_they_stay_and_the_name_does_not(name: str) -> None:
    before = {"names": {"en": name}, "stand_in": [{"audience": "public", "as": "initials"}]}
    after = inventor().person("new", before)["names"]["en"]
    assert initials(after) == initials(name)
    assert after != name


def test_what_the_reader_reads_in_the_place_of_a_name_stays_and_what_others_read_does_not() -> None:
    shown = [{"audience": "partners", "as": "nothing"}, {"audience": "public", "as": "role"}]
    before = {"names": {"en": "X Y"}, "role": {"en": "lawyer"}, "stand_in": shown}
    after = [inventor("authorities", seed=seed).person("new", before) for seed in range(9)]
    assert all(one["role"] == {"en": "lawyer"} and one["stand_in"][-1] == shown[1] for one in after)
    assert len({len(one["stand_in"]) for one in after}) > 1
    assert all({"audience": "partners", "as": "nothing"} not in one["stand_in"] for one in after)


def test_a_lone_stand_in_stays() -> None:
    before = {"names": {"en": "X Y"}, "stand_in": {"en": "a relative"}}
    assert inventor().person("new", before)["stand_in"] == {"en": "a relative"}


def test_texts_may_speak_of_somebody_whom_the_reader_may_know() -> None:
    consent = {"audience": "public"}
    case = {**CASE, "people": [{"id": "ada", "audience": "public", "consent": consent}]}
    make = Inventor(Reader(case, "public", "en", DAY), Random(1), ["s"])
    assert any("{person:ada}" in make.account()["en"] for _ in range(20))


def test_the_same_seed_makes_up_the_same() -> None:
    assert inventor(seed=7).secret("people", "new") == inventor(seed=7).secret("people", "new")
    assert inventor(seed=7).secret("people", "new") != inventor(seed=8).secret("people", "new")
