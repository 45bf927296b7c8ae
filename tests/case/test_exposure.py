"""What could expose somebody although nothing withheld is told."""

import pytest

from case.conftest import Folder
from zvarot.case.records import Audience
from zvarot.findings import Severity


@pytest.mark.parametrize(("on", "old"), [("2023-03-02", False), ("2023-03-01", True), ("2020-01-01", True)])
def test_a_consent_of_more_than_a_year_ago_is_old(folder: Folder, on: str, old: bool) -> None:
    folder.change("case", "on: 2024-02-10", f"on: {on}")
    assert [one.rule for one in folder.findings()] == ["old-consent"] * old


def test_whoever_is_named_in_a_text_counts_as_well(folder: Folder) -> None:
    folder.change("case", "on: 2024-02-10", "on: 2020-01-01")
    folder.change("campaign", "people: [person]", "people: []")
    assert [one.rule for one in folder.findings()] == ["old-consent"]


@pytest.mark.parametrize(("on", "late"), [("2024-03-01", False), ("2024-03-02", True)])
def test_a_consent_of_after_the_letters_day_is_told_of(folder: Folder, on: str, late: bool) -> None:
    folder.change("case", "on: 2024-02-10", f"on: {on}")
    assert [one.rule for one in folder.findings()] == ["consent-after-letter"] * late


def test_the_consent_of_somebody_who_is_not_named_is_not_looked_at(folder: Folder) -> None:
    consent = "consent: {basis: given, by: x, on: 2025-01-01, audience: partners}"
    folder.change("case", "    stand_in:", f"    {consent}\n    stand_in:")
    folder.change("case", "audience: internal", "audience: partners")
    assert folder.found() == []
    folder.change("campaign", "form: open-letter", "form: appeal")
    folder.change("recipients", "kind: authority", "kind: colleague")
    assert "consent-after-letter" in [one.rule for one in folder.findings()]


def test_a_consent_that_is_not_there_is_neither_old_nor_late(folder: Folder) -> None:
    folder.change("campaign", "form: open-letter", "form: appeal")
    folder.change("campaign", "people: [person]", "people: [person, p1]")
    folder.change("recipients", "kind: authority", "kind: colleague\n    audience: internal")
    rules = {one.rule for one in folder.findings()}
    assert "trusted-recipient" in rules
    assert rules & {"old-consent", "consent-after-letter"} == set()


@pytest.mark.parametrize(("country", "told"), [("BY", True), ("LT", False)])
def test_an_address_in_a_text_is_told_of_where_the_letter_goes(
    folder: Folder, country: str, told: bool
) -> None:
    folder.change("campaign", "    incidents:", "    hook: See www.spring96.org today.\n    incidents:")
    folder.change("recipients", "country: BY", f"country: {country}")
    assert [one.rule for one in folder.findings()] == ["designated-link"] * told


# Readers --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("own", Audience)
def test_an_office_that_is_to_learn_more_than_its_kind_is_an_error(folder: Folder, own: Audience) -> None:
    folder.change("recipients", "    kind: authority", f"    kind: authority\n    audience: {own}")
    found = [one for one in folder.findings() if one.rule == "trusted-recipient"]
    assert [one.severity for one in found] == [Severity.ERROR] * (own.width < Audience.AUTHORITIES.width)
    assert {one.subject for one in found} <= {"office"}


def test_somebody_may_answer_for_an_office_that_learns_more(folder: Folder) -> None:
    folder.change("recipients", "    kind: authority", "    kind: authority\n    audience: partners")
    waiver = "{rule: trusted-recipient, on: office, by: Chair, why: We know her., until: 2024-03-01}"
    folder.add("campaign", f"waivers: [{waiver}]\n")
    assert folder.found() == []


def test_an_office_of_a_table_is_asked_the_same(folder: Folder) -> None:
    table = "tables:\n  - {id: offices, file: a.csv, defaults: {quality: verified, verified: 2024-02-20}}\n"
    folder.add("recipients", table)
    row = "row,ngo,Friends,en,Dear friends,internal"
    (folder.path / "a.csv").write_text(f"id,kind,office,language,salutation,audience\n{row}\n")
    folder.change("campaign", "recipients: [office]", "recipients: [office, offices]")
    assert folder.found() == ["a.csv:2:6 trusted-recipient"]


@pytest.mark.parametrize(
    ("form", "office", "told"),
    [
        ("appeal", "kind: ngo\n    country: BY", True),
        ("appeal", "kind: colleague", True),  # its post goes there
        ("appeal", "kind: colleague\n    audience: authorities", False),
        ("appeal", "kind: embassy\n    country: BY", False),
        ("open-letter", "kind: ngo\n    country: BY", False),
    ],
)
def test_a_partner_in_the_country_is_told_of(folder: Folder, form: str, office: str, told: bool) -> None:
    folder.change("campaign", "form: open-letter", f"form: {form}")
    folder.change("recipients", "kind: authority", office)
    assert ("partner-in-the-country" in [one.rule for one in folder.findings()]) is told


def test_a_partner_abroad_is_no_finding(folder: Folder) -> None:
    folder.change("campaign", "form: open-letter", "form: appeal")
    folder.change("recipients", "kind: authority", "kind: ngo\n    country: LT")
    folder.change("recipients", "country: BY", "country: LT")
    assert "partner-in-the-country" not in [one.rule for one in folder.findings()]
