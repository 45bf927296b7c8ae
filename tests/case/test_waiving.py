"""A waiver lifts one warning, of one record, for a time, and somebody answers for it."""

import datetime as dt

import pytest

from case.conftest import Folder
from zvarot.case.campaign import edition
from zvarot.case.review import review_edition
from zvarot.case.rules import RULES, WAIVABLE

WAIVER = """\
waivers:
  - rule: {rule}
    on: {on}
    by: Invented Chair
    why: It was looked at.
    until: {until}
"""


@pytest.fixture
def stale(folder: Folder) -> Folder:
    """A campaign with one stale figure, for a letter of 2024-03-01."""
    folder.change("case", "as_of: 2024-02-15", "as_of: 2020-02-15")
    assert folder.found() == ["case.yaml:65:16 stale-figure"]
    return folder


def waive(
    folder: Folder, rule: str = "stale-figure", on: str = "searches", until: str = "2024-03-01"
) -> None:
    folder.add("campaign", WAIVER.format(rule=rule, on=on, until=until))


def rules_on(folder: Folder, date: str) -> list[str]:
    dossier = folder.dossier()
    made = edition(dossier.campaign.letters[0], dossier.recipients[0], dt.date.fromisoformat(date))
    return [found.rule for found in review_edition(dossier, made)]


def test_a_waiver_in_force_lifts_its_finding(stale: Folder) -> None:
    waive(stale)
    assert stale.found() == []


def test_a_waiver_holds_to_its_last_day_and_no_day_longer(stale: Folder) -> None:
    waive(stale, until="2024-02-29")
    assert stale.found() == ["case.yaml:65:16 stale-figure", "campaign.yaml:22:5 idle-waiver"]
    assert stale.findings()[1].message == "the waiver of stale-figure for searches ran out on 2024-02-29"


def test_a_letter_is_made_without_its_waived_findings(stale: Folder) -> None:
    waive(stale)
    assert rules_on(stale, "2024-03-01") == []
    assert rules_on(stale, "2024-03-02") == ["stale-figure"]


def test_a_waiver_is_for_one_record_only(stale: Folder) -> None:
    waive(stale, on="arrests")
    assert stale.found() == ["case.yaml:65:16 stale-figure", "campaign.yaml:22:5 idle-waiver"]


def test_a_waiver_is_for_one_rule_only(stale: Folder) -> None:
    waive(stale, rule="stale-status")
    assert stale.found() == ["case.yaml:65:16 stale-figure", "campaign.yaml:22:5 idle-waiver"]


def test_a_waiver_for_nothing_that_is_found_is_idle(folder: Folder) -> None:
    waive(folder)
    assert folder.found() == ["campaign.yaml:22:5 idle-waiver"]
    assert folder.only().message == "nothing is found that stale-figure for searches would waive"


def test_a_waiver_holds_for_the_letters_that_are_old_enough(stale: Folder) -> None:
    letter = (stale.path / "campaign.yaml").read_text().split("letters:\n")[1]
    stale.add("campaign", letter.replace("id: first", "id: second").replace("2024-03-01", "2024-12-31"))
    waive(stale)
    expected = "searches was counted 1781 days before letter second of 2024-12-31"
    assert expected == stale.only().message


def test_a_waiver_of_what_is_asked_once_must_reach_the_latest_letter(folder: Folder) -> None:
    reading = "      - as_of: 2024-02-14\n        value: 5\n        sources: [bulletin]\n\ndemands:\n"
    folder.change("case", "\ndemands:\n", reading)
    assert folder.found() == ["case.yaml:70:9 mixed-counters"]
    waive(folder, rule="mixed-counters")
    assert folder.found() == []


@pytest.mark.parametrize("rule", [rule.id for rule in RULES if rule.id not in WAIVABLE])
def test_nobody_can_waive_a_rule_that_is_not_for_waiving(folder: Folder, rule: str) -> None:
    waive(folder, rule=rule, on="p1", until="2999-01-01")
    assert folder.only().rule == "idle-waiver"
    assert folder.only().message == f"{rule} is no rule that can be waived"


def test_a_name_in_a_text_stays_an_error_whoever_waives_it(folder: Folder) -> None:
    folder.change("campaign", "{person:person}", "Invented Relativeson")
    waive(folder, rule="literal-name", on="p1", until="2999-01-01")
    assert folder.found() == ["campaign.yaml:14:14 literal-name", "campaign.yaml:22:5 idle-waiver"]


def test_a_misspelt_rule_is_answered_with_the_nearest_one(folder: Folder) -> None:
    waive(folder, rule="stale-figures")
    assert folder.only().help == 'did you mean "stale-figure"?'
