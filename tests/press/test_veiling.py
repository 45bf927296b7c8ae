"""A pair of cases differs in what the reader may not learn, and in nothing else. All is invented."""

import copy
import dataclasses
from pathlib import Path
from random import Random
from typing import Any

import pytest

from zvarot.case.campaign import LetterPlan
from zvarot.case.plain import as_data, told_otherwise
from zvarot.case.reading import Dossier, read_campaign
from zvarot.case.review import review
from zvarot.findings import Severity
from zvarot.press.knowing import LADDER, LISTS, Data, Reader
from zvarot.press.veiling import other_secrets

ROOT = Path(__file__).parents[2]
DAY = "2024-03-01"


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return read_campaign(ROOT / "tests" / "broken" / "base")


@pytest.fixture
def case(dossier: Dossier) -> Data:
    """The small campaign's case with something withheld in each list."""
    whole = as_data(dossier.case)
    whole["sources"] += [{"id": "secret", "title": {"en": "Secret"}, "audience": "internal"}]
    for name in ("figures", "incidents", "demands"):
        whole[name].append({**copy.deepcopy(whole[name][0]), "id": f"secret-{name}", "audience": "internal"})
    whole["figures"][0]["readings"].append({"as_of": DAY, "value": 7, "sources": ["secret"]})
    whole["incidents"][0]["sources"].append("secret")
    whole["incidents"][0]["people"].append({"person": "p1", "role": "subject"})
    whole["people"][0]["statuses"].append({"state": "released", "date": DAY, "sources": ["secret"]})
    whole["demands"][0]["people"].append("p1")
    return whole


@pytest.fixture
def plan(dossier: Dossier) -> Data:
    whole = as_data(dossier.campaign.letters[0])
    return {**whole, "incidents": ["search", "secret-incidents"], "people": ["person", "p1"]}


def others(
    case: Data, plan: Data, day: str = DAY, audience: str = "public", kinds: Any = LISTS
) -> list[tuple[Data, Data]]:
    reader = Reader(case, audience, "en", day)
    return [other_secrets(case, plan, reader, Random(seed), kinds) for seed in range(25)]


def visible(case: Data, day: str = DAY, audience: str = "public") -> list[str]:
    """Return what the reader may learn of a case, in its order, without remarks and withheld sources."""
    reader = Reader(case, audience, "en", day)
    named = {one["id"] for one in case["sources"] if reader.may_name(one)}
    found = []
    for name in LISTS:
        for record in copy.deepcopy([one for one in case[name] if reader.learns(name, one)]):
            if name == "figures":
                record["readings"] = [one for one in record["readings"] if reader.learns_reading(record, one)]
            if name == "people":
                record["statuses"] = [one for one in record["statuses"] if reader.learns_status(record, one)]
            for one in (record, *record.get("readings", ()), *record.get("statuses", ())):
                one.pop("note", None)
                one["sources"] = [id for id in one.get("sources") or () if id in named]
            record.pop("people", None)
            found.append(repr(sorted(record.items())).replace("{person:other-people-1}", "{person:p1}"))
    return found


@pytest.mark.parametrize("audience", LADDER)
@pytest.mark.parametrize("day", ["", DAY])
def test_what_the_reader_may_learn_stays(case: Data, plan: Data, day: str, audience: str) -> None:
    before = visible(case, day, audience)
    assert len(before) > 3
    for other, _ in others(case, plan, day, audience):
        assert visible(other, day, audience) == before


@pytest.mark.parametrize("name", LISTS)
def test_what_is_withheld_is_changed_dropped_renamed_and_put_elsewhere(
    case: Data, plan: Data, name: str
) -> None:
    made = [other[name] for other, _ in others(case, plan)]
    ids = [[one["id"] for one in records] for records in made]
    assert len({len(one) for one in ids}) > 1
    assert {id for one in ids for id in one if id.startswith("new-")}
    assert {id for one in ids for id in one if id.startswith("other-")}
    last = case[name][-1]
    assert all(last not in records for records in made)
    assert len({one.index(case[name][0]["id"]) for one in ids}) > 1


def test_records_that_the_reader_knows_have_other_secrets(case: Data, plan: Data) -> None:
    made = [other for other, _ in others(case, plan)]
    assert len({repr(one["figures"][0]["readings"]) for one in made}) > 3
    assert len({repr(one["people"]) for one in made}) > 3
    assert len({len(one["incidents"][0].get("sources", ())) for one in made}) > 1
    assert {one["incidents"][0].get("note") for one in made} > {None}


def test_withheld_records_come_and_go_in_the_plan(case: Data, plan: Data) -> None:
    made = [other for _, other in others(case, plan)]
    assert len({repr(one["incidents"]) for one in made}) > 3
    assert all("search" in one["incidents"] for one in made)
    assert all("secret-incidents" not in one["incidents"] for one in made)


def test_whom_a_text_speaks_of_is_there_under_another_id(case: Data, plan: Data) -> None:
    for other, _ in others(case, plan):
        accounts = [one["account"]["en"] for one in other["incidents"] if one["id"] == "search"]
        assert "{person:p1}" not in repr(other)
        assert ["{person:other-people-1}" in one for one in accounts] == [True]
        assert "other-people-1" in [one["id"] for one in other["people"]]


@pytest.mark.parametrize("audience", LADDER)
def test_without_a_day_the_other_campaign_passes_the_check(
    dossier: Dossier, case: Data, plan: Data, audience: str
) -> None:
    for other in others(case, plan, "", audience)[:12]:
        found = review(told_otherwise(dossier, *other))
        assert [one for one in found if one.severity is Severity.ERROR] == []


def test_a_source_younger_than_the_letter_keeps_its_id_and_nothing_else(case: Data, plan: Data) -> None:
    """It shows that a status may be told."""
    case["sources"].append({"id": "late", "title": {"en": "Late"}, "date": "2024-03-02"})
    made = [next(one for one in other["sources"] if one["id"] == "late") for other, _ in others(case, plan)]
    assert len({repr(one) for one in made}) > 3
    assert min(one["date"] for one in made) > DAY


def test_only_the_lists_that_are_asked_for_are_changed(case: Data, plan: Data) -> None:
    for other, _ in others(case, plan, kinds=["figures"]):
        for name in ("people", "incidents", "demands", "sources"):
            assert [one["id"] for one in other[name]] == [one["id"] for one in case[name]]
    made = others(case, plan, kinds=["figures"])
    assert len({repr(other["figures"]) for other, _ in made}) > 3


def test_a_case_with_empty_lists_can_be_told_otherwise(dossier: Dossier, plan: Data) -> None:
    case = {**as_data(dossier.case), **{name: [] for name in LISTS}, "organisations": []}
    bare = {**plan, **{name: [] for name in ("incidents", "people", "figures", "demands")}}
    made = [other for other, _ in others(case, bare)]
    assert any(one["people"] for one in made)
    assert not any(one["incidents"] for one in made if not one["sources"])


def test_the_same_seed_makes_the_same_pair(case: Data, plan: Data) -> None:
    assert others(case, plan) == others(case, plan)


def test_neither_case_nor_plan_is_changed_itself(case: Data, plan: Data) -> None:
    before = copy.deepcopy((case, plan))
    others(case, plan)
    assert (case, plan) == before


def test_every_list_of_a_plan_that_names_records_is_told_otherwise(case: Data, plan: Data) -> None:
    lists = {one.name for one in dataclasses.fields(LetterPlan)} & {*LISTS, "background"}
    made = [other for _, other in others(case, plan)]
    for name in lists:
        assert len({repr(one[name]) for one in made}) > 1, name
