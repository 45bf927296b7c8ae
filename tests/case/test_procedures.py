"""Procedures that are closed for a country are refused, with the reason."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from zvarot.case.procedures import review_procedure
from zvarot.case.reading import Dossier, read_campaign
from zvarot.findings import Severity

EXAMPLE = Path(__file__).parents[2] / "examples" / "belarus"


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return read_campaign(EXAMPLE)


def findings(dossier: Dossier, procedure: str | None, day: str, country: str = "BY") -> list[str]:
    plan = replace(dossier.campaign.letters[0], procedure=procedure)
    campaign = replace(dossier.campaign, letters=(plan, *dossier.campaign.letters[1:]))
    asked = replace(dossier, campaign=campaign, case=replace(dossier.case, country=country))
    found = [*review_procedure(asked, plan, dt.date.fromisoformat(day))]
    assert {one.severity for one in found} <= {Severity.ERROR}
    return [f"{one.rule}: {one.message}" for one in found]


@pytest.mark.parametrize(
    ("day", "country", "refused"),
    [
        ("2023-02-07", "BY", False),
        ("2023-02-08", "BY", True),
        ("2024-08-16", "BY", True),
        ("2024-08-16", "LT", False),
    ],
)
def test_complaints_to_the_human_rights_committee_are_refused_since_the_protocol_was_left(
    dossier: Dossier, day: str, country: str, refused: bool
) -> None:
    found = findings(dossier, "hrc-individual-communications", day, country)
    assert len(found) == refused
    assert all(one.startswith("closed-procedure: Individual communication") for one in found)
    assert all("since 2023-02-08: Belarus denounced the First Optional Protocol" in one for one in found)


def test_a_procedure_that_only_states_can_start_is_refused(dossier: Dossier) -> None:
    (found,) = findings(dossier, "osce-moscow-mechanism", "2024-08-16")
    assert found.startswith("procedure-of-states: only States can set ")


def test_an_unknown_procedure_is_guessed(dossier: Dossier) -> None:
    assert findings(dossier, "urgent-apeal", "2024-08-16") == [
        "unknown-procedure: the table of mechanisms has no such procedure"
    ]


@pytest.mark.parametrize("procedure", ["urgent-appeal", "allegation-letter", None])
def test_an_open_procedure_is_no_finding(dossier: Dossier, procedure: str | None) -> None:
    assert findings(dossier, procedure, "2024-08-16") == []
