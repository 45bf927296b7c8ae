"""What a reader may learn is said a second time, and says what the gate's rules say. All is invented."""

from itertools import product
from typing import Any

import pytest
from pydantic import TypeAdapter

from zvarot.case.campaign import LetterPlan, edition
from zvarot.case.mechanisms import mechanisms
from zvarot.case.parties import Kind, Recipient
from zvarot.case.plain import as_data
from zvarot.case.records import Audience
from zvarot.press.knowing import LADDER, Reader, widest_reader
from zvarot.writing.folders import TemplateFolders

DAY = "2021-07-26"
CONSENT = {"basis": "given", "by": "x", "on": "2021-01-01", "audience": "public"}
SOURCES: list[dict[str, Any]] = [
    {"id": "early", "title": {"en": "Early"}, "date": "2021-07-01"},
    {"id": "late", "title": {"en": "Late"}, "date": "2021-07-27"},
    {"id": "undated", "title": {"en": "Undated"}},
    {"id": "secret", "title": {"en": "Secret"}, "audience": "internal"},
]
SILENT = {"id": "eve", "audience": "internal", "stand_in": [{"audience": "public", "as": "nothing"}]}


def reader(audience: str = "public", day: str = DAY) -> Reader:
    case = {"audience": "public", "sources": SOURCES, "people": [SILENT]}
    return Reader(case, audience, "en", day)


def test_the_ladder_is_the_one_that_letters_are_written_for() -> None:
    assert [*Audience] == [*LADDER]


@pytest.mark.parametrize("form", sorted(TemplateFolders().forms()))
@pytest.mark.parametrize("kind", Kind)
def test_letters_are_written_for_the_widest_circle_that_reads_them(form: str, kind: Kind) -> None:
    words = {"en": "x"}
    whole = {"id": "letter", "form": form, "date": DAY, "recipients": ["office"], "subject": words}
    procedures = (None, "no-such-procedure", *mechanisms())
    for procedure, audience, planned in product(procedures, (None, *Audience), (None, *Audience)):
        more = {"opening": words, "procedure": procedure, "audience": planned}
        plan = TypeAdapter(LetterPlan).validate_python({**whole, **more})
        office = Recipient(
            id="office", kind=kind, audience=audience, office=words, language="en", salutation=words
        )
        assert edition(plan, office).audience == widest_reader(as_data(plan), kind, audience)


@pytest.mark.parametrize(
    ("audience", "consent", "known"),
    [
        ("public", CONSENT, True),
        ("authorities", CONSENT, False),
        ("public", None, False),
        ("public", {**CONSENT, "audience": "mechanism"}, False),
        ("public", {**CONSENT, "withdrawn": "2021-07-01"}, False),
    ],
)
def test_people_are_known_as_far_as_they_and_their_consent_say(
    audience: str, consent: Any, known: bool
) -> None:
    person = {"id": "ada", "audience": audience, "consent": consent}
    assert reader().knows(person) is known
    assert reader("internal").knows(person)


def test_records_inherit_the_circle_of_what_they_stand_in() -> None:
    assert reader().admitted({}, None)
    assert not reader().admitted({}, "mechanism")
    assert reader("mechanism").admitted({}, "mechanism")
    assert reader().admitted({"audience": "public"}, "internal")


@pytest.mark.parametrize(
    ("sources", "by_day", "by_audience"),
    [
        (["early"], True, True),
        (["undated"], True, True),
        (["late"], False, True),
        (["secret"], False, True),
        (["late", "early"], True, True),
    ],
)
def test_what_came_after_the_day_counts_for_a_reader_with_a_day(
    sources: list[str], by_day: bool, by_audience: bool
) -> None:
    incident = {"start": "2021-07-01", "account": {"en": "A raid."}, "sources": sources}
    reading = {"as_of": "2021-07-01", "sources": sources}
    assert reader().learns("incidents", incident) is by_day
    assert reader(day="").learns("incidents", incident) is by_audience
    assert reader().learns("figures", {"readings": [reading]}) is by_day
    assert reader(day="").learns("figures", {"readings": [reading]}) is by_audience


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, True),
        ({"end": "2021-07-27"}, False),
        ({"start": "2021-07-27"}, False),
        ({"audience": "authorities"}, False),
        ({"account": {"ru": "x"}}, False),
        ({"account": {"any": "x"}}, True),
        ({"account": {"en": "She met {person:eve}."}}, False),
    ],
)
def test_an_incident_is_told_that_was_over_and_can_be_said(change: dict[str, Any], told: bool) -> None:
    incident = {"start": "2021-07-01", "account": {"en": "A raid."}, "sources": ["early"], **change}
    assert reader().learns("incidents", incident) is told


def test_a_status_needs_a_source_that_the_reader_may_know_of_whatever_its_day() -> None:
    person = {"audience": "public"}
    status = {"date": "2021-07-01", "sources": ["late"]}
    assert reader().learns_status(person, status)
    assert not reader().learns_status(person, {**status, "sources": ["secret"]})
    assert not reader().learns_status(person, {**status, "date": "2021-07-27"})
    assert not reader().learns_status({"audience": "internal"}, status)


@pytest.mark.parametrize(
    ("audience", "way"), [("internal", "initials"), ("mechanism", "role"), ("public", None)]
)
def test_a_stand_in_is_read_by_the_circles_up_to_its_own(audience: str, way: str | None) -> None:
    stand_in = [{"audience": "partners", "as": "initials"}, {"audience": "authorities", "as": "role"}]
    found = reader(audience).reads({"stand_in": stand_in})
    assert (found or {}).get("as") == way


@pytest.mark.parametrize("written", ["a relative", {"en": "a relative"}])
def test_a_lone_stand_in_is_read_by_all(written: Any) -> None:
    assert reader().reads({"stand_in": written}) == {"as": "words"}
    assert reader().reads({}) is None
