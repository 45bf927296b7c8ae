"""What could expose somebody although nothing withheld is told."""

import pytest

from case.conftest import Folder


@pytest.mark.parametrize(("on", "old"), [("2023-03-02", False), ("2023-03-01", True), ("2020-01-01", True)])
def test_a_consent_of_more_than_a_year_ago_is_old(folder: Folder, on: str, old: bool) -> None:
    folder.change("case", "on: 2024-02-10", f"on: {on}")
    assert [one.rule for one in folder.findings()] == ["old-consent"] * old


def test_whoever_is_named_in_a_text_counts_as_well(folder: Folder) -> None:
    folder.change("case", "on: 2024-02-10", "on: 2020-01-01")
    folder.change("campaign", "people: [person]", "people: []")
    assert [one.rule for one in folder.findings()] == ["old-consent"]


def test_a_relative_with_the_same_surname_is_told_of(folder: Folder) -> None:
    folder.change("case", "en: Invented Relativeson", "en: Relative Person")
    (found,) = folder.findings()
    assert (found.rule, found.subject) == ("shared-surname", "p1")
    assert "Relative" not in found.message + found.help


def test_another_surname_is_no_finding(folder: Folder) -> None:
    folder.change("case", "en: Invented Relativeson", "en: Relative Personsson")
    assert folder.found() == []


@pytest.mark.parametrize(("country", "told"), [("BY", True), ("LT", False)])
def test_an_address_in_a_text_is_told_of_where_the_letter_goes(
    folder: Folder, country: str, told: bool
) -> None:
    folder.change("campaign", "    incidents:", "    hook: See www.spring96.org today.\n    incidents:")
    folder.change("recipients", "country: BY", f"country: {country}")
    assert [one.rule for one in folder.findings()] == ["designated-link"] * told
