"""The table of procedures says who comes to read what they take, and what closes them."""

import pytest

from zvarot.case.mechanisms import mechanisms, readers_of
from zvarot.case.records import Audience


@pytest.mark.parametrize(
    "procedure",
    [
        "urgent-appeal",
        "allegation-letter",
        "wgad-individual",
        "wgeid-individual",
        "hrc-individual-communications",
    ],
)
def test_what_is_put_to_the_government_is_read_by_the_authorities(procedure: str) -> None:
    assert readers_of(procedure) is Audience.AUTHORITIES


def test_nobody_hands_on_to_a_circle_narrower_than_their_own() -> None:
    readers = {one.readers for one in mechanisms().values()}
    assert readers == {Audience.MECHANISM, Audience.AUTHORITIES}


def test_of_an_unknown_procedure_everybody_may_be_a_reader() -> None:
    assert readers_of("urgent-apeal") is Audience.PUBLIC


def test_every_closure_has_its_day_reason_and_source() -> None:
    closures = [one for mechanism in mechanisms().values() for one in mechanism.closed]
    assert len(mechanisms()) > 5
    assert closures
    assert all(one.reason and one.source.startswith("http") for one in closures)
