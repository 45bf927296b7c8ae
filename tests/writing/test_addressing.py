"""Whom post goes to and who sends it, line by line; what stands in the window is tried with the letters."""

from typing import Any

import pytest

from shipped import wording
from writing.conftest import campaign_of, case_of, edition_of, letter_of, office_of, plan_of
from zvarot.writing.addressing import abroad, addressee, lines_of, return_address
from zvarot.writing.disclosed import Frame
from zvarot.writing.framing import framed
from zvarot.writing.templating import Templates

ADDRESS = {"lines": ["1 Example Street", "Exampleton"], "country": "BE"}


def frame_of(home: str | None, **office: Any) -> Frame:
    """Return the frame of a letter that is sent from a country."""
    address = {"address": {"lines": ["2 Invented Lane", "Sampletown"], "country": home}} if home else {}
    sender = {"name": "Example Committee", "email": "office@example.org", **address}
    plan = plan_of()
    return framed(campaign_of(plan, sender=sender), edition_of(plan, office_of(address=ADDRESS, **office)))


@pytest.mark.parametrize(("home", "crosses"), [("BE", False), ("LT", True), (None, True)])
def test_post_to_another_country_crosses_a_border(home: str | None, crosses: bool) -> None:
    frame = frame_of(home)
    assert abroad(frame) is crosses
    assert (addressee(frame, wording()).lines[-1] == "BELGIUM") is crosses


def test_the_sender_is_named_with_address_and_nothing_else() -> None:
    assert return_address(frame_of("BE"), wording()) == ("Example Committee", "2 Invented Lane", "Sampletown")


def test_the_senders_country_stands_below_across_a_border() -> None:
    assert return_address(frame_of("LT"), wording())[-2:] == ("Sampletown", "LITHUANIA")


def test_where_nothing_can_go_back_to_no_sender_is_named() -> None:
    assert return_address(frame_of(None), wording()) == ()


def test_the_lines_are_those_in_the_window_of_the_letter(templates: Templates) -> None:
    office = {"body": "Office of Examples", "holder": "Mr Example"}
    letter = letter_of(case_of(), templates, office=office_of(address=ADDRESS, **office))
    assert addressee(frame_of(None, **office), wording()).lines == letter.addressee.lines


def test_an_office_without_an_address_has_no_lines() -> None:
    assert lines_of(None) == ()
