"""The questions that a case must answer before a letter leaves."""

import pytest

from case.conftest import Folder, line_of, place_of
from zvarot.case.campaign import edition
from zvarot.case.records import Audience
from zvarot.case.review import review, review_edition

# Consent ----------------------------------------------------------------------------------------

CONSENT = "      basis: given\n      by: the person\n      on: 2024-02-10\n      audience: public\n"


def test_a_person_without_consent_cannot_be_named_beyond_the_organisation(folder: Folder) -> None:
    folder.change("case", f"    consent:\n{CONSENT}", "")
    first, moot = folder.findings()
    assert (place_of(first), first.rule) == ("case.yaml:27:15", "person-without-consent")
    assert first.message == "person is to be named to the audience public, but the consent is missing"
    assert moot.rule == "moot-demand"


@pytest.mark.parametrize("audience", ["internal", "partners", "mechanism", "authorities"])
def test_consent_for_a_narrower_circle_is_not_enough(folder: Folder, audience: str) -> None:
    folder.change("case", "2024-02-10\n      audience: public", f"2024-02-10\n      audience: {audience}")
    expected = f"person is to be named to the audience public, but the consent covers {audience}"
    assert [expected] == [one.message for one in folder.findings() if one.rule == "person-without-consent"]


def test_withdrawn_consent_is_no_consent(folder: Folder) -> None:
    folder.change("case", "on: 2024-02-10\n", "on: 2024-02-10\n      withdrawn: 2024-02-11\n")
    first, moot = folder.findings()
    assert (place_of(first), first.rule) == ("case.yaml:27:15", "person-without-consent")
    assert first.message == "person is to be named to the audience public, but the consent was withdrawn"
    assert (moot.rule, moot.message) == (
        "moot-demand",
        "letter first can name nobody for whom release is made and who is held on 2024-03-01",
    )


@pytest.mark.parametrize("audience", list(Audience)[1:])
def test_every_circle_beyond_the_organisation_needs_consent(folder: Folder, audience: Audience) -> None:
    folder.change("case", "audience: internal", f"audience: {audience}")
    assert folder.found() == ["case.yaml:42:15 person-without-consent"]


def test_an_internal_person_needs_no_consent(folder: Folder) -> None:
    assert "consent" not in (folder.path / "case.yaml").read_text().split("id: p1")[1]
    assert folder.found() == []


def test_the_line_of_a_person_without_consent_is_not_shown(folder: Folder) -> None:
    folder.change("case", f"    consent:\n{CONSENT}", "")
    assert [line_of(found) for found in folder.findings() if found.rule == "person-without-consent"] == [""]


# Names in texts -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        ("campaign", "{person:person}", "Invented Relativeson", "campaign.yaml:14:14"),
        ("campaign", "{person:person}", "the Relativesons", "campaign.yaml:14:14"),
        ("campaign", "release of a defender", "Relativeson", "campaign.yaml:13:14"),
        (
            "campaign",
            "name: Example Committee\n\n",
            "name: Committee for Relativeson\n\n",
            "campaign.yaml:6:9",
        ),
        ("campaign", "- name: Example", "- name: Relativeson of the Example", "campaign.yaml:20:15"),
        ("case", "away, in", "away from Relativeson, in", "case.yaml:51:14"),
        ("case", "Search of an invented office", "Search at Relativeson’s", "case.yaml:49:12"),
        ("case", "a relative of a", "Relativeson, relative of a", "case.yaml:45:15"),
        ("case", "chair of the Sample Centre", "colleague of INVENTED RELATIVESON", "case.yaml:30:11"),
        ("case", "Invented bulletin", "Relativeson taken", "case.yaml:13:12"),
        ("case", "one: search\n", "one: search\n    label: houses of Relativeson\n", ""),
        ("recipients", "Dear Office of Examples", "Dear friends of Relativeson", "recipients.yaml:14:17"),
    ],
)
def test_the_name_of_a_withheld_person_in_a_text_is_found_and_not_repeated(
    folder: Folder, file: str, old: str, new: str, place: str
) -> None:
    if not place:
        old, new, place = (
            "    statement:",
            "    label: homes of Relativeson\n    statement:",
            "case.yaml:63:12",
        )
    folder.change(file, old, new)
    assert folder.found() == [f"{place} literal-name"]
    assert folder.only().message == "this text names p1, whom not all its readers may know"
    assert folder.only().help == "Write {person:p1} in place of the name."
    assert "elativeson" not in repr(folder.only()).casefold()


def test_a_name_is_found_in_every_language_and_spelling_that_the_case_gives(folder: Folder) -> None:
    folder.change("case", "en: Invented Relativeson", "en: Invented Relativeson\n      be: Выдуманы Сваяк")
    folder.change("case", "    stand_in:", "    spellings: [Invented Relativsen]\n    stand_in:")
    folder.change("campaign", "We ask", "Выдуманы Сваяк and Relativsen ask")
    assert folder.found() == ["campaign.yaml:14:14 literal-name"]


def test_a_person_who_is_known_to_everybody_may_stand_in_a_text(folder: Folder) -> None:
    folder.change("campaign", "{person:person}", "Invented Person")
    assert folder.found() == []


def test_a_name_is_withheld_too_when_consent_is_withdrawn(folder: Folder) -> None:
    folder.change("case", "on: 2024-02-10\n", "on: 2024-02-10\n      withdrawn: 2024-02-11\n")
    folder.change("campaign", "{person:person}", "Invented Person")
    assert "campaign.yaml:14:14 literal-name" in folder.found()


def test_a_text_that_is_as_narrow_as_the_person_may_hold_the_name(folder: Folder) -> None:
    folder.change("case", "    role: chair", "    note: Invented Relativeson is the mother\n    role: chair")
    folder.change("case", "  - id: search\n", "  - id: search\n    audience: internal\n")
    folder.change("case", "away, in", "away from Relativeson, in")
    assert folder.found() == []


def test_an_audience_on_the_plan_excuses_no_name(folder: Folder) -> None:
    folder.change("campaign", "    subject:", "    audience: internal\n    subject:")
    folder.change("campaign", "{person:person}", "Relativeson")
    assert folder.found() == ["campaign.yaml:15:14 literal-name"]


def test_a_surname_that_a_known_person_has_too_is_no_finding_alone(folder: Folder) -> None:
    folder.change("case", "en: Invented Relativeson", "en: Nobody Person")
    folder.change("campaign", "{person:person}", "Invented Person")
    assert {one.rule for one in folder.findings()} == {"shared-surname"}
    folder.change("campaign", "Invented Person", "Nobody Person")
    assert "campaign.yaml:14:14 literal-name" in folder.found()


def test_a_reference_is_no_name_even_if_the_id_is(folder: Folder) -> None:
    folder.change("case", "on: 2024-02-10\n", "on: 2024-02-10\n      withdrawn: 2024-02-11\n")
    assert "{person:person}" in (folder.path / "campaign.yaml").read_text()
    assert "literal-name" not in {found.rule for found in folder.findings()}


# Counters -----------------------------------------------------------------------------------------


def test_readings_of_two_counters_are_found_once_where_the_second_begins(folder: Folder) -> None:
    other = "      - {as_of: 2024-02-16, value: 70, sources: [bulletin]}\n"
    folder.change("case", "\ndemands:\n", f"{other}{other.replace('16', '17')}\ndemands:\n")
    assert folder.found() == ["case.yaml:70:9 mixed-counters"]
    assert folder.only().message == "searches is counted here by nobody named, before by sample-centre"


def test_readings_of_one_counter_are_one_series(folder: Folder) -> None:
    same = "      - {as_of: 2024-02-16, value: 70, counter: sample-centre, sources: [bulletin]}\n"
    folder.change("case", "\ndemands:\n", f"{same}\ndemands:\n")
    assert folder.found() == []


# Offices and law ------------------------------------------------------------------------------------


def test_an_office_that_nobody_has_checked_is_found(folder: Folder) -> None:
    folder.change("recipients", "    verified: 2024-02-20\n", "")
    assert folder.found() == ["recipients.yaml:5:5 unverified-recipient"]
    assert folder.only().message == "office has not been checked"


@pytest.mark.parametrize("line", ["    quality: unverified\n", ""])
def test_an_office_that_is_not_marked_verified_is_found(folder: Folder, line: str) -> None:
    folder.change("recipients", "    quality: verified\n", line)
    assert folder.only().message == "office is marked unverified"


def test_an_office_that_no_letter_is_written_to_is_not_asked_about(folder: Folder) -> None:
    folder.add(
        "recipients", "  - {id: other, kind: ngo, office: Other, language: en, salutation: Dear all}\n"
    )
    assert folder.found() == []


def test_a_provision_that_nobody_has_checked_is_found_where_a_demand_rests_on_it(folder: Folder) -> None:
    folder.change("case", "    force: treaty\n    verified: 2024-02-20\n", "    force: treaty\n")
    assert folder.found() == ["case.yaml:75:18 unverified-provision"]
    assert folder.only().message == "iccpr-9 has no `verified` date, so release is printed without it"


# Languages --------------------------------------------------------------------------------------------


def test_every_text_that_a_letter_lacks_in_its_language_is_found(folder: Folder) -> None:
    folder.change("recipients", "    language: en", "    language: be")
    assert folder.found() == [
        "case.yaml:9:11 missing-text",
        "case.yaml:20:12 missing-text",
        "case.yaml:29:7 missing-text",
        "case.yaml:30:11 missing-text",
        "case.yaml:34:17 missing-text",
        "case.yaml:49:12 missing-text",
        "case.yaml:51:14 missing-text",
        "case.yaml:61:7 missing-text",
        "case.yaml:63:16 missing-text",
        "case.yaml:74:11 missing-text",
        "recipients.yaml:7:13 missing-text",
        "recipients.yaml:14:17 missing-text",
        "campaign.yaml:6:9 missing-text",
        "campaign.yaml:13:14 missing-text",
        "campaign.yaml:14:14 missing-text",
        "campaign.yaml:20:15 missing-text",
    ]


def test_a_missing_text_is_told_with_language_letter_and_recipient(folder: Folder) -> None:
    folder.change("case", "    role: chair of the Sample Centre", "    role: {be: старшыня}")
    expected = '`role` has no text in "en", the language of letter first'
    assert expected == folder.only().message
    assert folder.only().help == "Add `en:` with the text, or `any:` where it is the same in every language."


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        ("case", "name: Sample Centre", "name: {be: Узор}", "case.yaml:9:11"),
        ("case", "short: ICCPR", "short: {be: МПГПП}", "case.yaml:20:12"),
        ("campaign", "\nletters:", "marking: {be: Узор}\n\nletters:", "campaign.yaml:7:10"),
        ("campaign", "    demands:", "    sender: {name: {be: Узор}}\n    demands:", "campaign.yaml:18:20"),
    ],
)  # fmt: skip
def test_texts_that_a_letter_takes_from_elsewhere_are_needed_too(
    folder: Folder, file: str, old: str, new: str, place: str
) -> None:
    folder.change(file, old, new)
    assert folder.found() == [f"{place} missing-text"]


def test_texts_that_no_letter_prints_may_be_in_any_language(folder: Folder) -> None:
    folder.change("case", "title: Invented defenders in Samplia", "title: {be: Узор}")
    folder.change("case", "    instrument: International", "    instrument: {be: Пакт} #")
    folder.change("case", "title: Invented bulletin", "title: {be: Бюлетэнь}")
    assert folder.found() == []


# The whole ----------------------------------------------------------------------------------------------


def test_findings_come_in_the_order_of_the_files_and_each_once(folder: Folder) -> None:
    folder.change("campaign", "recipients: [office]", "recipients: [office, other]")
    folder.add(
        "recipients", "  - {id: other, kind: ngo, office: Other, language: en, salutation: Dear all}\n"
    )
    folder.change("case", "as_of: 2024-02-15", "as_of: 2020-02-15")
    folder.change("campaign", "{person:person}", "Relativeson")
    assert folder.found() == [
        "case.yaml:65:16 stale-figure",
        "recipients.yaml:18:5 unverified-recipient",
        "campaign.yaml:14:14 literal-name",
    ]


def test_one_letter_has_the_findings_of_its_own_recipient_only(folder: Folder) -> None:
    folder.change("campaign", "recipients: [office]", "recipients: [office, other]")
    folder.add(
        "recipients", "  - {id: other, kind: ngo, office: Other, language: en, salutation: Dear all}\n"
    )
    dossier = folder.dossier()
    plan, (office, other) = dossier.campaign.letters[0], dossier.recipients
    assert review_edition(dossier, edition(plan, office)) == ()
    assert [one.subject for one in review_edition(dossier, edition(plan, other))] == ["other"]


def test_one_letter_shows_no_more_lines_than_the_whole_review(folder: Folder) -> None:
    folder.change("campaign", "{person:person}", "Relativeson {braces}")
    dossier = folder.dossier()
    made = edition(dossier.campaign.letters[0], dossier.recipients[0])
    assert {line_of(one) for one in (*review(dossier), *review_edition(dossier, made))} == {""}


@pytest.mark.parametrize(
    ("line", "found"),
    [("", True), ("    holder_as_of: 2024-02-20\n", False), ("    holder_as_of: 2023-02-20\n", True)],
)
def test_a_holder_is_named_with_a_day_that_is_not_long_ago(folder: Folder, line: str, found: bool) -> None:
    folder.change("recipients", "    address:\n", f"    holder: Invented Official\n{line}    address:\n")
    assert [one.rule for one in folder.findings()] == ["holder-not-current"] * found
