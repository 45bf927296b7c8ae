"""What is too old for a letter, what is too young, and who is still held on its date."""

import datetime as dt

import pytest

from case.conftest import Folder
from zvarot.case.campaign import edition
from zvarot.case.review import review_edition

LETTER = dt.date(2024, 3, 1)


def days_before(days: int) -> str:
    return str(LETTER - dt.timedelta(days=days))


# Figures ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("age", "expected"),
    [(0, []), (180, []), (181, ["case.yaml:65:16 stale-figure"]), (4000, ["case.yaml:65:16 stale-figure"])],
)
def test_a_reading_is_stale_one_day_after_the_limit(folder: Folder, age: int, expected: list[str]) -> None:
    folder.change("case", "as_of: 2024-02-15", f"as_of: {days_before(age)}")
    assert expected == folder.found()


def test_a_stale_figure_is_told_with_its_age_and_letter(folder: Folder) -> None:
    folder.change("case", "as_of: 2024-02-15", f"as_of: {days_before(181)}")
    expected = "searches was counted 181 days before letter first of 2024-03-01"
    assert expected == folder.only().message


def test_a_count_that_is_closed_does_not_grow_stale(folder: Folder) -> None:
    folder.change("case", "as_of: 2024-02-15", "as_of: 2020-01-01\n        final: true")
    assert folder.found() == []


def test_of_several_readings_the_latest_before_the_letter_counts(folder: Folder) -> None:
    older = (
        "as_of: 2020-01-01\n        value: 5\n        counter: sample-centre\n        sources: [bulletin]\n"
    )
    younger = older.replace("2020", "2025")
    folder.change(
        "case", "      - as_of: 2024-02-15", f"      - {older}      - {younger}      - as_of: 2024-02-15"
    )
    assert folder.found() == []


@pytest.mark.parametrize(("day", "expected"), [(0, []), (-1, ["case.yaml:65:16 reading-after-letter"])])
def test_a_reading_may_be_of_the_letters_day_and_no_day_later(
    folder: Folder, day: int, expected: list[str]
) -> None:
    folder.change("case", "as_of: 2024-02-15", f"as_of: {days_before(day)}")
    assert expected == folder.found()


def test_a_reading_that_was_published_only_after_the_letter_cannot_be_quoted(folder: Folder) -> None:
    folder.change("case", "    date: 2024-02-20\n", f"    date: {days_before(-1)}\n")
    assert "case.yaml:65:16 reading-after-letter" in folder.found()


def test_a_figure_that_only_a_text_quotes_is_asked_about_too(folder: Folder) -> None:
    folder.change("case", "as_of: 2024-02-15", f"as_of: {days_before(-1)}")
    folder.change("campaign", "    figures: [searches]\n", "")
    assert folder.found() == ["case.yaml:65:16 reading-after-letter"]


def test_a_figure_that_no_letter_quotes_is_not_asked_about(folder: Folder) -> None:
    folder.change("case", "as_of: 2024-02-15", "as_of: 2000-01-01")
    folder.change("case", "with {figure:searches}", "early")
    folder.change("campaign", " after {figure:searches}", "")
    folder.change("campaign", "    figures: [searches]\n", "")
    assert folder.found() == []


# What came later --------------------------------------------------------------------------------


@pytest.mark.parametrize(("day", "expected"), [(0, []), (-1, ["case.yaml:48:5 later-than-letter"])])
def test_an_incident_may_begin_on_the_letters_day_and_no_day_later(
    folder: Folder, day: int, expected: list[str]
) -> None:
    folder.change("case", "start: 2024-02-01", f"start: {days_before(day)}")
    assert expected == folder.found()


def test_an_incident_that_is_told_as_history_is_asked_about_too(folder: Folder) -> None:
    folder.change("case", "start: 2024-02-01", f"start: {days_before(-1)}")
    folder.change("campaign", "incidents: [search]", "background: [search]")
    assert folder.only().message == "search began after 2024-03-01, the date of letter first"


def test_what_was_published_only_later_is_left_out_of_the_letter(folder: Folder) -> None:
    folder.change("case", "    date: 2024-02-20\n", f"    date: {days_before(-1)}\n")
    found = [one for one in folder.findings() if one.rule == "later-than-letter"]
    assert [one.subject for one in found] == ["search", "release"]
    assert found[0].message == "search has sources only from after 2024-03-01, the date of letter first"


def test_one_source_as_old_as_the_letter_is_enough(folder: Folder) -> None:
    folder.change("case", "    date: 2024-02-20\n", "    date: 2024-03-01\n")
    folder.change(
        "case", "\nprovisions:\n", "  - id: late\n    title: Late\n    date: 2025-01-01\n\nprovisions:\n"
    )
    folder.change(
        "case", "person: person\n    sources: [bulletin]", "person: person\n    sources: [late, bulletin]"
    )
    assert folder.found() == []


def test_a_source_without_a_date_is_believed_and_warned_of(folder: Folder) -> None:
    folder.change("case", "    date: 2024-02-20\n", "")
    assert folder.found() == ["case.yaml:12:5 undated-source"]


def test_an_incident_that_goes_on_after_the_letter_is_left_out(folder: Folder) -> None:
    folder.change("case", "start: 2024-02-01", f"start: 2024-02-01\n    end: {days_before(-1)}")
    assert folder.only().message == "search was not over until after 2024-03-01, the date of letter first"


# People -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("age", "expected"), [(365, []), (366, ["case.yaml:33:15 stale-status"]), (0, [])])
def test_what_is_known_of_a_held_person_is_stale_one_day_after_the_limit(
    folder: Folder, age: int, expected: list[str]
) -> None:
    folder.change("case", "date: 2024-02-01\n        detail", f"date: {days_before(age)}\n        detail")
    assert expected == folder.found()


def test_a_stale_status_is_told_with_its_age_and_letter(folder: Folder) -> None:
    folder.change("case", "date: 2024-02-01\n        detail", f"date: {days_before(366)}\n        detail")
    expected = "person was last known to be held 366 days before letter first of 2024-03-01"
    assert expected == folder.only().message


def test_what_is_known_of_a_free_person_does_not_grow_stale(folder: Folder) -> None:
    folder.change(
        "case", "state: detained\n        date: 2024-02-01", "state: released\n        date: 2020-01-01"
    )
    assert [found.rule for found in folder.findings()] == ["moot-demand"]


def test_a_person_whom_only_a_demand_names_is_asked_about_too(folder: Folder) -> None:
    folder.change("case", "date: 2024-02-01\n        detail", "date: 2020-01-01\n        detail")
    folder.change("campaign", "    people: [person]\n", "")
    assert folder.found() == ["case.yaml:33:15 stale-status"]


def test_nothing_is_asked_about_the_status_of_a_person_whom_the_reader_may_not_know(folder: Folder) -> None:
    status = (
        "statuses:\n      - {state: detained, date: 2020-01-01, sources: [bulletin], detail: in a cell}\n"
    )
    folder.change("case", "    stand_in: a relative", f"    {status}    stand_in: a relative")
    folder.change("campaign", "people: [person]", "people: [person, p1]")
    assert folder.found() == []


def test_a_source_that_the_reader_may_not_know_of_makes_nothing_older(folder: Folder) -> None:
    """Else its being there could be told from what is said of the letter."""
    late = "  - {id: late, title: Late, date: 2025-01-01}\n"
    kept = "  - {id: kept, title: Kept, date: 2020-01-01, audience: internal}\n"
    folder.change("case", "\nprovisions:\n", f"{late}{kept}\nprovisions:\n")
    folder.change(
        "case",
        "      - person: person\n    sources: [bulletin]",
        "      - person: person\n    sources: [late]",
    )
    without = folder.found()
    assert "later-than-letter" in " ".join(without)
    folder.change("case", "sources: [late]", "sources: [late, kept]")
    assert folder.found() == without


# Demands ----------------------------------------------------------------------------------------

LATER = "      - state: released\n        date: {}\n        sources: [bulletin]\n    consent:"


@pytest.mark.parametrize(("day", "expected"), [(0, ["case.yaml:75:5 moot-demand"]), (-1, [])])
def test_a_demand_is_moot_from_the_day_on_which_nobody_is_held(
    folder: Folder, day: int, expected: list[str]
) -> None:
    folder.change("case", "    consent:", LATER.format(days_before(day)))
    assert expected == folder.found()


def test_nobody_is_called_held_who_is_known_by_now_to_have_been_free(folder: Folder) -> None:
    late = "  - id: late\n    title: Late\n    date: 2025-01-01\n\nprovisions:\n"
    folder.change("case", "\nprovisions:\n", late)
    folder.change("case", "    consent:", LATER.format(days_before(1)).replace("bulletin", "late"))
    assert [one.rule for one in folder.findings()] == ["moot-demand"]


def test_of_two_statuses_of_one_day_the_last_in_the_file_counts(folder: Folder) -> None:
    folder.change("case", "    consent:", LATER.format("2024-02-01"))
    assert [one.rule for one in folder.findings()] == ["moot-demand"]


OTHER_HELD = """\
  - id: other
    audience: public
    names: Invented Other
    statuses:
      - {state: imprisoned, date: 2024-02-01, sources: [bulletin]}
    consent: {basis: given, by: the person, on: 2024-02-10, audience: public}

incidents:"""


def test_a_demand_is_not_moot_while_one_person_is_held(folder: Folder) -> None:
    folder.change("case", "    consent:", LATER.format(days_before(1)))
    assert [one.rule for one in folder.findings()] == ["moot-demand"]
    folder.change("case", "\nincidents:", OTHER_HELD)
    folder.change("case", "people: [person]", "people: [person, other]")
    assert folder.found() == []


def test_a_demand_is_moot_where_only_a_person_whom_the_reader_may_not_know_is_held(folder: Folder) -> None:
    folder.change("case", "\nincidents:", OTHER_HELD.replace("public", "internal"))
    folder.change("case", "people: [person]", "people: [other]")
    assert [one.rule for one in folder.findings()] == ["moot-demand"]


def test_a_person_of_whom_nothing_is_known_is_not_held(folder: Folder) -> None:
    folder.change("case", "people: [person]", "people: [p1]")
    assert folder.found() == ["case.yaml:72:5 moot-demand"]


def test_a_demand_that_names_the_held_but_is_made_for_nobody_is_moot(folder: Folder) -> None:
    folder.change("case", "    people: [person]\n", "")
    assert folder.found() == ["case.yaml:72:5 moot-demand"]


def test_a_demand_for_nobody_in_particular_is_never_moot(folder: Folder) -> None:
    folder.change("case", "    text: release {held} at once\n    people: [person]\n", "    text: end this\n")
    assert folder.found() == []


# Another date -------------------------------------------------------------------------------------


def test_a_letter_that_is_made_for_another_date_is_asked_about_that_date(folder: Folder) -> None:
    dossier = folder.dossier()
    plan, office = dossier.campaign.letters[0], dossier.recipients[0]

    def rules_on(date: str) -> list[str]:
        made = edition(plan, office, dt.date.fromisoformat(date))
        return [found.rule for found in review_edition(dossier, made)]

    assert rules_on("2024-03-01") == []
    assert rules_on("2025-03-01") == ["stale-figure", "stale-status", "old-consent"]
    assert rules_on("2024-01-01") == [
        "reading-after-letter",
        "later-than-letter",
        "later-than-letter",
        "moot-demand",
        "consent-after-letter",
    ]


def test_a_figure_is_asked_about_for_every_letter_that_quotes_it(folder: Folder) -> None:
    letter = (folder.path / "campaign.yaml").read_text().split("letters:\n")[1]
    folder.add("campaign", letter.replace("id: first", "id: second").replace("2024-03-01", "2024-12-31"))
    expected = "searches was counted 320 days before letter second of 2024-12-31"
    assert expected == folder.only().message
