"""The campaign: a plan is addressed to an office, and the office's circle decides what it learns."""

import datetime as dt
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from zvarot.case.campaign import PRIVATE_FORMS, Campaign, LetterPlan, RecipientList, edition
from zvarot.case.parties import Kind, Recipient
from zvarot.case.records import Audience

PLAN = {
    "id": "first",
    "form": "appeal",
    "date": "2021-07-26",
    "recipients": ["office"],
    "subject": "Release",
    "opening": "We write to you.",
}
WAIVER = {"rule": "stale-figure", "on": "searches", "by": "Chair", "why": "closed", "until": "2021-12-31"}


def read(kind: Any, value: object) -> Any:
    return TypeAdapter(kind).validate_python(value, context={"language": "en"})


def plan(**changes: object) -> LetterPlan:
    made: LetterPlan = read(LetterPlan, {**PLAN, **changes})
    return made


def office(kind: Kind = Kind.NGO, language: str = "en", **more: object) -> Recipient:
    whole = {
        "id": "office",
        "kind": kind,
        "office": "Office",
        "language": language,
        "salutation": "Dear all,",
        **more,
    }
    made: Recipient = read(Recipient, whole)
    return made


@pytest.mark.parametrize("kind", Kind)
def test_a_letter_is_read_in_the_circle_of_its_recipient(kind: Kind) -> None:
    assert edition(plan(), office(kind)).audience is kind.audience


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("form", ["open-letter", "press-release", "a-form-of-ones-own"])
def test_an_open_letter_is_for_the_public_whoever_receives_it(form: str, kind: Kind) -> None:
    narrowed = plan(form=form, audience="internal")
    assert edition(narrowed, office(kind)).audience is Audience.PUBLIC


def test_these_forms_are_read_by_their_recipient_alone() -> None:
    assert {"appeal", "petition-to-authority", "urgent-appeal"} == PRIVATE_FORMS


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("named", Audience)
def test_a_plan_may_narrow_what_its_readers_learn_but_never_widen_it(named: Audience, kind: Kind) -> None:
    made = edition(plan(audience=named), office(kind))
    assert made.audience.width == max(named.width, kind.audience.width)
    assert [datum for datum in Audience if made.audience.may_read(datum)] == [
        datum for datum in Audience if named.may_read(datum) and kind.audience.may_read(datum)
    ]


@pytest.mark.parametrize("own", Audience)
@pytest.mark.parametrize("named", Audience)
def test_what_an_office_says_of_itself_counts_instead_of_its_kind(own: Audience, named: Audience) -> None:
    made = edition(plan(audience=named), office(audience=own))
    assert made.audience.width == max(named.width, own.width)


def test_an_open_letter_stays_public_whatever_its_office_says() -> None:
    assert edition(plan(form="open-letter"), office(audience="internal")).audience is Audience.PUBLIC


@pytest.mark.parametrize(
    ("procedure", "kind", "expected"),
    [
        (None, Kind.UN_MECHANISM, "mechanism"),
        ("urgent-appeal", Kind.UN_MECHANISM, "authorities"),
        ("osce-moscow-mechanism", Kind.UN_MECHANISM, "mechanism"),
        ("urgent-appeal", Kind.COLLEAGUE, "authorities"),
        ("urgent-appeal", Kind.EMBASSY, "public"),
        ("no-such-procedure", Kind.UN_MECHANISM, "public"),
    ],
)
def test_a_letter_is_written_for_those_whom_its_procedure_hands_it_on_to(
    procedure: str | None, kind: Kind, expected: str
) -> None:
    assert edition(plan(procedure=procedure), office(kind)).audience == expected


def test_an_urgent_appeal_is_handed_on_to_the_government_even_if_its_plan_does_not_say_so() -> None:
    made = edition(plan(form="urgent-appeal"), office(Kind.UN_MECHANISM))
    assert (made.audience, made.procedure) == (Audience.AUTHORITIES, "urgent-appeal")
    assert edition(plan(), office(Kind.UN_MECHANISM)).procedure == ""


def test_a_letter_is_in_the_language_of_its_recipient() -> None:
    assert edition(plan(), office(language="be")).language == "be"


def test_a_letter_has_the_date_of_its_plan_unless_another_is_given() -> None:
    assert edition(plan(), office()).date == dt.date(2021, 7, 26)
    assert edition(plan(), office(), dt.date(2024, 1, 1)).date == dt.date(2024, 1, 1)


@pytest.mark.parametrize("key", PLAN)
def test_a_plan_lacks_nothing_that_a_letter_cannot_do_without(key: str) -> None:
    with pytest.raises(ValidationError):
        read(LetterPlan, {name: value for name, value in PLAN.items() if name != key})


def test_a_plan_without_recipients_is_refused() -> None:
    with pytest.raises(ValidationError):
        plan(recipients=[])


def test_a_campaign_without_letters_is_refused() -> None:
    whole = {"title": "Campaign", "language": "en", "sender": {"name": "Committee"}, "letters": [PLAN]}
    assert read(Campaign, whole).letters == (plan(),)
    with pytest.raises(ValidationError):
        read(Campaign, {**whole, "letters": []})


def test_a_list_of_no_offices_is_refused() -> None:
    with pytest.raises(ValidationError):
        read(RecipientList, {"language": "en", "recipients": []})


@pytest.mark.parametrize("key", WAIVER)
def test_a_waiver_says_what_for_whom_by_whom_why_and_until_when(key: str) -> None:
    whole = {"title": "Campaign", "language": "en", "sender": {"name": "Committee"}, "letters": [PLAN]}
    assert read(Campaign, {**whole, "waivers": [WAIVER]}).waivers[0].by == "Chair"
    faulty = {name: value for name, value in WAIVER.items() if name != key}
    with pytest.raises(ValidationError):
        read(Campaign, {**whole, "waivers": [faulty]})
