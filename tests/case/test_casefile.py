"""The case file: what is known, who says so, and who may learn it."""

import datetime as dt
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from zvarot.case.casefile import Case, Figure, Incident, Involvement, Person, Reading
from zvarot.case.records import Audience
from zvarot.case.terms import Qualifier, Role

DAY = "2021-07-26"
PERSON = {"id": "person", "audience": "public", "names": "Invented Person"}
CONSENT = {"basis": "given", "by": "the person", "on": DAY, "audience": "public"}
READING = {"as_of": DAY, "value": "60", "sources": ["bulletin"]}


def read(kind: Any, value: object) -> Any:
    return TypeAdapter(kind).validate_python(value, context={"language": "en"})


def person(**changes: object) -> Person:
    made: Person = read(Person, {**PERSON, **changes})
    return made


# People ---------------------------------------------------------------------------------------


def test_a_person_without_consent_is_internal_whatever_their_audience() -> None:
    assert [person(audience=wide).circle for wide in Audience] == [Audience.INTERNAL] * 5


def test_consent_lets_a_person_be_named_as_widely_as_it_says() -> None:
    assert person(consent=CONSENT).circle is Audience.PUBLIC


@pytest.mark.parametrize("narrow", Audience)
def test_a_narrower_consent_narrows_the_circle(narrow: Audience) -> None:
    assert person(consent={**CONSENT, "audience": narrow}).circle is narrow


@pytest.mark.parametrize("narrow", Audience)
def test_a_wider_consent_does_not_widen_the_circle(narrow: Audience) -> None:
    assert person(audience=narrow, consent=CONSENT).circle is narrow


@pytest.mark.parametrize("day", ["2000-01-01", DAY, "2999-12-31"])
def test_withdrawn_consent_makes_a_person_internal_in_every_letter(day: str) -> None:
    assert person(consent={**CONSENT, "withdrawn": day}).circle is Audience.INTERNAL


@pytest.mark.parametrize("key", ["id", "audience"])
def test_a_person_says_for_itself_who_may_learn_of_it(key: str) -> None:
    with pytest.raises(ValidationError):
        read(Person, {name: value for name, value in PERSON.items() if name != key})


@pytest.mark.parametrize("key", CONSENT)
def test_consent_names_its_ground_its_giver_its_day_and_its_width(key: str) -> None:
    with pytest.raises(ValidationError):
        person(consent={name: value for name, value in CONSENT.items() if name != key})


STAND_INS = [
    {"audience": "partners", "as": "initials"},
    {"audience": "mechanism", "as": "role"},
    {"audience": "authorities", "as": "words", "text": "a lawyer"},
]


@pytest.mark.parametrize(
    ("reader", "words"),
    [("partners", "I. P."), ("mechanism", "chair"), ("authorities", "a lawyer"), ("public", None)],
)
def test_each_reader_has_the_stand_in_that_is_meant_for_them(reader: str, words: str | None) -> None:
    veil = person(stand_in=STAND_INS, role="chair").veil(Audience(reader))
    assert veil is not None
    assert veil.get("en") == words


def test_where_a_person_is_spoken_of_as_nothing_there_is_not_even_an_empty_text() -> None:
    silent = person(stand_in=[{"audience": "authorities", "as": "nothing"}])
    assert silent.veil(Audience.AUTHORITIES) is None
    assert silent.veil(Audience.PUBLIC) == {}


def test_a_role_that_is_shown_but_not_there_is_no_text() -> None:
    assert person(stand_in=[{"audience": "public", "as": "role"}]).veil(Audience.PUBLIC) == {}


@pytest.mark.parametrize(
    ("items", "circle"), [([], "partners"), (STAND_INS[:1], "partners"), (STAND_INS, "mechanism")]
)
def test_a_role_is_read_by_those_who_know_the_person_and_those_who_read_it_instead(
    items: list[dict[str, str]], circle: str
) -> None:
    assert person(audience="partners", consent=CONSENT, stand_in=items).role_circle == circle


def test_a_status_without_a_source_is_refused() -> None:
    with pytest.raises(ValidationError):
        person(statuses=[{"state": "detained", "date": DAY, "sources": []}])
    assert person(statuses=[{"state": "detained", "date": DAY, "sources": ["a"]}]).statuses[0].state.held


# Figures --------------------------------------------------------------------------------------


def test_a_reading_is_exact_and_open_unless_it_says_otherwise() -> None:
    expected = Reading(as_of=dt.date(2021, 7, 26), value=60, sources=("bulletin",))
    assert expected == read(Reading, READING)
    assert (expected.qualifier, expected.final) == (Qualifier.EXACTLY, False)


@pytest.mark.parametrize("value", ["-1", "1.5", "many", "12:30:45", "35,000", "", "1e3", "0x1F"])
def test_a_reading_is_a_whole_number_and_not_negative(value: str) -> None:
    with pytest.raises(ValidationError):
        read(Reading, {**READING, "value": value})


@pytest.mark.parametrize(("value", "expected"), [("0", 0), ("0123", 123), ("35000", 35000)])
def test_digits_are_read_as_a_person_reads_them(value: str, expected: int) -> None:
    assert read(Reading, {**READING, "value": value}).value == expected


@pytest.mark.parametrize("day", ["26.07.2021", "2021-13-01", "2021-02-30", "12:30:45", "yesterday", "2021"])
def test_a_date_is_written_year_month_day(day: str) -> None:
    with pytest.raises(ValidationError):
        read(Reading, {**READING, "as_of": day})


@pytest.mark.parametrize("key", READING)
def test_a_reading_without_date_value_or_source_is_refused(key: str) -> None:
    with pytest.raises(ValidationError):
        read(Reading, {name: value for name, value in READING.items() if name != key})


def test_a_figure_without_a_reading_is_refused() -> None:
    with pytest.raises(ValidationError):
        read(Figure, {"id": "a", "unit": "searches", "statement": "{value}.", "readings": []})


# The whole ------------------------------------------------------------------------------------


def test_involved_people_are_subjects_unless_another_role_is_given() -> None:
    incident = read(
        Incident,
        {
            "id": "a",
            "title": "b",
            "start": DAY,
            "account": "c",
            "people": [{"person": "d"}],
            "sources": ["e"],
        },
    )
    assert incident.people == (Involvement(person="d", role=Role.SUBJECT),)


@pytest.mark.parametrize("key", ["title", "country", "language", "audience"])
def test_a_case_names_its_title_country_language_and_audience(key: str) -> None:
    whole = {"title": "Case", "country": "BY", "language": "en", "audience": "public"}
    assert read(Case, whole).people == ()
    with pytest.raises(ValidationError):
        read(Case, {name: value for name, value in whole.items() if name != key})


def test_a_statement_has_a_place_for_its_number() -> None:
    figure = {"id": "searches", "unit": "searches", "readings": [READING]}
    with pytest.raises(ValidationError, match="A statement must hold"):
        read(Figure, {**figure, "statement": "There were 60 searches."})
    assert (
        read(Figure, {**figure, "statement": "There were {value}."}).statement["en"] == "There were {value}."
    )
