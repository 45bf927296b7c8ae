"""A letter is reviewed as its reader sees the case; places stay those of the files."""

from dataclasses import replace
from pathlib import Path

import pytest

from zvarot.case.campaign import Edition, Waiver, edition
from zvarot.case.reading import Dossier, read_campaign
from zvarot.case.records import Audience
from zvarot.case.views import LISTS, names_around, seen_by, withheld_from

CASE = """\
title: Case
country: BY
language: en
audience: public
sources:
  - {id: s0, title: Zero, date: 2021-01-01, audience: partners}
  - {id: s1, title: One, date: 2021-01-01}
people:
  - {id: p0, audience: internal, names: Invented Hidden, spellings: [Schowany]}
  - id: p1
    audience: public
    names: Invented Shown
    spellings: [Pokazany]
    consent: {basis: given, by: the person, on: 2021-01-01, audience: public}
    statuses:
      - {state: detained, date: 2021-02-01, sources: [s1], audience: internal}
      - {state: imprisoned, date: 2021-03-01, sources: [s1]}
  - id: p2
    audience: public
    names: Invented Narrow
    consent: {basis: given, by: the person, on: 2021-01-01, audience: mechanism}
incidents:
  - {id: i0, title: Zero, start: 2021-02-01, account: Zero., sources: [s1], audience: authorities}
  - {id: i1, title: One, start: 2021-02-01, account: One., sources: [s1]}
figures:
  - id: f0
    unit: {other: searches}
    statement: "{value}"
    readings:
      - {as_of: 2021-02-01, value: 1, sources: [s1], audience: internal}
  - id: f1
    unit: {other: searches}
    statement: "{value}"
    readings:
      - {as_of: 2021-02-01, value: 1, sources: [s1], audience: internal}
      - {as_of: 2021-02-02, value: 2, sources: [s1]}
demands:
  - {id: d0, to: authorities, text: act, sources: [s1]}
"""
RECIPIENTS = """\
language: en
recipients:
  - {id: office, kind: media, office: Desk, language: en, salutation: "Dear Editor,", holder: Invented Holder}
"""
CAMPAIGN = """\
title: Campaign
language: en
sender: {name: Example Committee}
letters:
  - id: first
    form: open-letter
    date: 2021-07-26
    recipients: [office]
    subject: Subject
    opening: Opening.
    signatories: [{name: Invented Signatory}]
"""


@pytest.fixture
def dossier(tmp_path: Path) -> Dossier:
    for name, text in (("case", CASE), ("recipients", RECIPIENTS), ("campaign", CAMPAIGN)):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return read_campaign(tmp_path)


@pytest.fixture
def made(dossier: Dossier) -> Edition:
    return edition(dossier.campaign.letters[0], dossier.recipients[0])


@pytest.mark.parametrize(
    ("audience", "seen"),
    [
        (Audience.PUBLIC, "s1 p1 i1 f1 d0"),
        (Audience.AUTHORITIES, "s1 p1 i0 i1 f1 d0"),
        (Audience.MECHANISM, "s1 p1 p2 i0 i1 f1 d0"),
        (Audience.PARTNERS, "s0 s1 p1 p2 i0 i1 f1 d0"),
        (Audience.INTERNAL, "s0 s1 p0 p1 p2 i0 i1 f0 f1 d0"),
    ],
)
def test_only_what_an_audience_may_learn_is_seen(dossier: Dossier, audience: Audience, seen: str) -> None:
    case = seen_by(dossier, audience).case
    assert [one.id for name in LISTS for one in getattr(case, name)] == seen.split()


def test_withheld_readings_and_statuses_are_not_seen(dossier: Dossier) -> None:
    case = seen_by(dossier, Audience.PUBLIC).case
    assert [one.value for one in case.figures[0].readings] == [2]
    assert [one.state for one in case.people[0].statuses] == ["imprisoned"]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (("people", 0, "id"), "id: p1"),
        (("people", 0, "statuses", 0), "imprisoned"),
        (("figures", 0, "readings", 0, "value"), "value: 2"),
        (("incidents", 0), "id: i1"),
        (("sources", 0, "title"), "title: One"),
    ],
)
def test_a_place_is_where_it_stands_in_the_file(
    dossier: Dossier, path: tuple[str | int, ...], words: str
) -> None:
    place = seen_by(dossier, Audience.PUBLIC).place("case", *path)
    assert words in place.text


def test_a_view_is_worked_out_once(dossier: Dossier) -> None:
    assert seen_by(dossier, Audience.PUBLIC) is seen_by(dossier, Audience.PUBLIC)
    assert seen_by(dossier, Audience.PUBLIC).memory is not dossier.memory


def test_a_reader_is_not_to_learn_whom_consent_or_audience_exclude(dossier: Dossier, made: Edition) -> None:
    found = {one.id: one.spellings for one in withheld_from(dossier, made)}
    assert found == {"p0": ("Invented Hidden", "Schowany"), "p2": ("Invented Narrow",)}
    assert withheld_from(dossier, replace(made, audience=Audience.INTERNAL)) == ()


@pytest.mark.parametrize(("until", "rule", "whole"), [
    ("2021-07-26", "likely-name", {"p0": True, "p2": False}),
    ("2021-07-25", "likely-name", {"p0": False, "p2": False}),
    ("2021-07-26", "shared-surname", {"p0": False, "p2": False}),
])  # fmt: skip
def test_of_somebody_for_whose_surname_somebody_answers_only_the_whole_name_counts(
    dossier: Dossier, made: Edition, until: str, rule: str, whole: dict[str, bool]
) -> None:
    waiver = Waiver(rule=rule, on="p0", by="Invented Officer", why="a common word", until=until)  # type: ignore[arg-type]
    waived = replace(dossier, campaign=replace(dossier.campaign, waivers=(waiver,)))
    assert {one.id: one.whole for one in withheld_from(waived, made)} == whole


def test_the_names_of_readable_people_and_of_the_parties_may_stand_in_a_letter(
    dossier: Dossier, made: Edition
) -> None:
    assert names_around(dossier, made) == (
        "Invented Shown",
        "Pokazany",
        "Example Committee",
        "Invented Signatory",
    )
