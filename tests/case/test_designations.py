"""Links of designated organisations do not go into the country that designated them."""

import datetime as dt
from typing import Any

import pytest

from zvarot.case.campaign import Edition, LetterPlan, edition
from zvarot.case.designations import designated, designations
from zvarot.case.parties import Recipient

VIASNA = "https://prisoners.spring96.org/en"


def letter(day: str, **office: Any) -> Edition:
    plan = LetterPlan(
        id="letter",
        form="appeal",
        date=dt.date.fromisoformat(day),
        recipients=("office",),
        subject={"en": "Invented"},
        opening={"en": "Invented."},
    )
    given = {
        "kind": "authority",
        "office": {"en": "Office"},
        "language": "en",
        "salutation": {"en": "Dear all,"},
    }
    return edition(plan, Recipient(id="office", **{**given, **office}))


@pytest.mark.parametrize(
    ("day", "office", "kept_out"),
    [
        ("2023-08-22", {"country": "BY"}, False),
        ("2023-08-23", {"country": "BY"}, True),
        ("2024-08-16", {"country": "LT"}, False),
        ("2024-08-16", {}, False),
        ("2024-08-16", {"country": "DE", "address": {"lines": ("1 Street",), "country": "BY"}}, True),
    ],
)
def test_a_link_stays_out_from_the_day_on_and_where_the_letter_goes(
    day: str, office: dict[str, Any], kept_out: bool
) -> None:
    assert designated(VIASNA, letter(day, **office)) is kept_out


@pytest.mark.parametrize(
    ("address", "kept_out"),
    [
        ("http://spring96.org", True),
        ("https://SPRING96.org/be/news/1", True),
        ("contact@spring96.org", True),
        ("https://notspring96.org", False),
        ("https://example.org/?from=spring96.org", False),
        ("", False),
    ],
)
def test_the_address_decides_and_not_what_stands_behind_it(address: str, kept_out: bool) -> None:
    assert designated(address, letter("2024-08-16", country="BY")) is kept_out


def test_every_designation_has_its_domains() -> None:
    assert designations()
    assert [one.name for one in designations() if not one.domains] == []
