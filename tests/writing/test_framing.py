"""The frame holds what stands around the text, and nothing that is meant for colleagues."""

import datetime as dt
from typing import Any

import pytest

from writing.conftest import campaign_of, edition_of, office_of, plan_of
from zvarot.writing.disclosed import Frame
from zvarot.writing.framing import framed

SENDER = {"name": "Viasna", "email": "office@spring96.org", "website": "https://spring96.org"}


def frame_of(office: dict[str, Any] | None = None, date: str = "", **plan: Any) -> Frame:
    made = edition_of(plan_of(**plan), office_of(**(office or {})), date)
    return framed(campaign_of(made.plan), made)


def test_a_remark_on_the_office_stays_with_colleagues() -> None:
    assert frame_of({"note": "Ask for Eve."}).recipient == office_of()


def test_the_plan_has_its_own_sender_or_else_the_campaigns() -> None:
    assert frame_of().sender.name == {"en": "Example Committee"}
    assert frame_of(sender={"name": "Another"}).sender.name == {"en": "Another"}


@pytest.mark.parametrize(
    ("country", "date", "kept"),
    [("BY", "2024-01-01", False), ("BY", "2023-08-22", True), ("DE", "2024-01-01", True)],
)
def test_the_addresses_of_a_designated_sender_do_not_go_into_the_country(
    country: str, date: str, kept: bool
) -> None:
    sender = frame_of({"country": country}, date, sender=SENDER).sender
    assert (sender.email is not None, sender.website is not None) == (kept, kept)


def test_what_a_campaign_does_not_say_is_empty() -> None:
    frame = frame_of()
    assert (frame.signatories_note, frame.reference, frame.marking) == ("", "", "")
    assert (frame.window, frame.procedure, frame.deadline) == ("", "", None)


def test_what_it_says_is_there_in_the_language_of_the_letter() -> None:
    plan = plan_of(
        reference="A 1",
        signatories=[{"name": "One"}],
        signatories_note="And others.",
        procedure="urgent-appeal",
        deadline="2021-09-01",
    )
    made = edition_of(plan)
    frame = framed(campaign_of(plan, marking="Draft", window="nf"), made)
    assert [one.name for one in frame.signatories] == [{"en": "One"}]
    assert (frame.signatories_note, frame.reference, frame.marking) == ("And others.", "A 1", "Draft")
    assert (frame.form, frame.window, frame.procedure) == ("open-letter", "nf", "urgent-appeal")
    assert frame.deadline == dt.date(2021, 9, 1)
