"""A finding shows a line only where everything on it is meant for everybody."""

from pathlib import Path

import pytest

from case.conftest import Folder, line_of
from zvarot.case.discretion import PASSWORD, discreet
from zvarot.case.file_rules import UNKNOWN_KEY
from zvarot.case.yamlfile import YamlFile, read_yaml
from zvarot.findings import Finding

CASE = """\
title: Invented case
audience: public
sources:
  - id: open
    title: Open source
  - id: closed
    audience: partners
    title: Closed source
people:
  # A remark on Nobody Sampleson
  - id: ada
    audience: public
    names: Ada Exampleski
    consent: {basis: given, audience: public}
  - id: p1
    audience: internal
    names: {en: Nobody Sampleson, be: Ніхто Прыкладны}
    spellings: [N. Samplson]
figures:
  - id: mixed
    readings:
      - value: 1
      - value: 2
        audience: internal
"""


def files_of(folder: Path, case: str, campaign: str = "title: a\n") -> dict[str, YamlFile]:
    (folder / "case.yaml").write_text(case)
    (folder / "campaign.yaml").write_text(campaign)
    return {name: read_yaml(folder / f"{name}.yaml") for name in ("case", "campaign")}


def shown(files: dict[str, YamlFile], name: str = "case") -> list[str]:
    """Return the lines of a file that a finding on each of them would show, without their indentation."""
    findings = [UNKNOWN_KEY.broken(files[name].at(line, 0), "x") for line in range(len(files[name].lines))]
    return [line_of(found).strip() for found in discreet(findings, files) if line_of(found).strip()]


def test_only_lines_of_records_for_the_public_are_shown(tmp_path: Path) -> None:
    assert shown(files_of(tmp_path, CASE)) == [
        "title: Invented case",
        "audience: public",
        "sources:",
        "- id: open",
        "title: Open source",
        "people:",
        "- id: ada",
        "audience: public",
        "names: Ada Exampleski",
        "consent: {basis: given, audience: public}",
        "figures:",
    ]


def test_in_a_case_that_is_not_for_the_public_only_records_that_are_have_their_lines_shown(
    tmp_path: Path,
) -> None:
    case = "audience: partners\nsources:\n  - id: a\n    title: b\n  - id: c\n    audience: public\n"
    assert shown(files_of(tmp_path, case)) == [
        "audience: partners",
        "sources:",
        "- id: c",
        "audience: public",
    ]


@pytest.mark.parametrize(
    "consent",
    [
        "",
        "consent: ",
        "consent: yes",
        "consent: {basis: given}",
        "consent: {basis: given, audience: partners}",
        "consent: {basis: given, audience: public, withdrawn: 2024-01-01}",
    ],
)
def test_the_lines_of_a_person_without_full_consent_are_not_shown(tmp_path: Path, consent: str) -> None:
    case = f"audience: public\npeople:\n  - id: ada\n    audience: public\n    names: Ada\n    {consent}\n"
    assert shown(files_of(tmp_path, case)) == ["audience: public", "people:"]


def test_a_person_inherits_no_audience_here_either(tmp_path: Path) -> None:
    case = "audience: public\npeople:\n  - id: ada\n    consent: {audience: public}\n"
    assert shown(files_of(tmp_path, case)) == ["audience: public", "people:"]


def test_a_line_that_two_records_share_is_shown_only_if_both_may_be(tmp_path: Path) -> None:
    case = "audience: public\nsources: [{id: a, title: b}, {id: c, audience: internal}]\nfigures:\n"
    assert shown(files_of(tmp_path, case)) == ["audience: public", "figures:"]


def test_a_line_on_which_a_withheld_record_ends_is_not_shown(tmp_path: Path) -> None:
    case = "audience: public\nsources: [{id: a, audience: internal,\n  title: b}, {id: c,\n  title: d}]\n"
    assert shown(files_of(tmp_path, case)) == ["audience: public", "title: d}]"]


def test_entries_that_are_no_records_are_not_shown(tmp_path: Path) -> None:
    case = "audience: public\npeople:\n  - Nobody Sampleson\n  - [Nobody Sampleson]\n"
    assert shown(files_of(tmp_path, case)) == ["audience: public", "people:"]


@pytest.mark.parametrize(
    "line",
    [
        "Nobody Sampleson",
        "the Samplesons",
        "Ніхто Прыкладны",
        "Прыкладныя",
        "N. Samplson",
        "NOBODY SAMPLESON",
    ],
)
def test_a_line_that_names_a_withheld_person_is_not_shown_in_any_file(tmp_path: Path, line: str) -> None:
    files = files_of(tmp_path, CASE, f"title: {line}\nopening: Ada Exampleski\n")
    assert shown(files, "campaign") == ["opening: Ada Exampleski"]


def test_an_invisible_character_does_not_bring_a_name_to_light(tmp_path: Path) -> None:
    files = files_of(tmp_path, CASE, "title: Nobody Sam\u200bpleson\n")
    assert shown(files, "campaign") == []


@pytest.mark.parametrize("case", ["", "- a\n", "a: [b\n", "people:\n  - names: Sam\u200bpleson\n"])
def test_as_long_as_the_case_cannot_be_read_no_line_is_shown(tmp_path: Path, case: str) -> None:
    files = files_of(tmp_path, case, "title: a\n")
    assert [*shown(files), *shown(files, "campaign")] == []


def test_remarks_in_a_file_are_not_shown(tmp_path: Path) -> None:
    assert shown(files_of(tmp_path, CASE, "# remark\ntitle: a # remark\n"), "campaign") == [
        "title: a # remark"
    ]


def test_everything_but_the_line_stays(tmp_path: Path) -> None:
    files = files_of(tmp_path, CASE)
    found = UNKNOWN_KEY.broken(files["case"].at(16, 4), "message", "help", "subject")
    (told,) = discreet([found], files)
    assert (str(told.place), told.message, told.help, told.subject) == (
        str(found.place),
        "message",
        "help",
        "subject",
    )


def test_a_finding_without_a_place_stays_as_it_is(tmp_path: Path) -> None:
    found = UNKNOWN_KEY.broken(None, "message")
    assert discreet([found], files_of(tmp_path, CASE)) == (found,)


def test_a_finding_that_would_repeat_a_withheld_name_says_only_where_to_look(tmp_path: Path) -> None:
    files = files_of(tmp_path, CASE)
    place = files["campaign"].at(0, 0)
    telling = [
        UNKNOWN_KEY.broken(place, "sampleson is no key here", "help", "subject"),
        UNKNOWN_KEY.broken(place, "message", "Did you mean sampleson?", "subject"),
        UNKNOWN_KEY.broken(place, "message", "help", "nobody-sampleson"),
        UNKNOWN_KEY.broken(None, "sampleson is no key here", "help", "subject"),
    ]
    told = discreet(telling, files)
    assert {(one.message, one.help, one.subject) for one in told} == {
        ("what stands here holds the name of a person who is withheld", "Look at the line in the file.", "")
    }
    assert [one.place and (one.place.line, one.place.text) for one in told] == [(1, "")] * 3 + [None]


# In the whole house ------------------------------------------------------------------------------


def lines_about(findings: tuple[Finding, ...], word: str) -> list[str]:
    return [line_of(found) for found in findings if word in line_of(found)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("en: Invented Relativeson", "en: Invented Relаtiveson"),  # the second a is Cyrillic
        ("en: Invented Relativeson", "en: Invented Rel\u200bativeson"),
        ("en: Invented Relativeson", "en: !!str Invented Relativeson"),
        ("en: Invented Relativeson", "en: &a Invented Relativeson"),
        ("en: Invented Relativeson", "en: Invented Relativeson: x"),
        ("en: Invented Relativeson", "en: Invented Relativeson\n      en: Relativeson"),
        ("    names:\n      en: Invented Relativeson", "    names: {en: Invented Relativeson, e: x}"),
        ("  - id: p1\n", "  - {id: person, audience: internal, names: Invented Relativeson}\n  - id: p1\n"),
        ("stand_in: a", "stand_in: Relativeson {person:nobody} a"),
        ("stand_in: a", "role: Relativeson of {person:nobody} #"),
    ],
)
def test_no_finding_shows_the_line_of_a_withheld_person(folder: Folder, old: str, new: str) -> None:
    folder.change("case", old, new)
    findings = folder.findings()
    assert findings != ()
    assert [line_of(found) for found in findings if found.place and 41 <= found.place.line <= 46] == [
        "" for found in findings if found.place and 41 <= found.place.line <= 46
    ]
    assert lines_about(findings, "Invented R") == []


def test_no_finding_of_another_rule_shows_a_name_that_is_typed_into_a_text(folder: Folder) -> None:
    folder.change("campaign", "{person:person}", "Relativeson {figure:nothing} {braces} Minѕk")
    assert {found.rule for found in folder.findings()} == {
        "mixed-script",
        "literal-name",
        "unknown-reference",
        "stray-braces",
    }
    assert lines_about(folder.findings(), "Relativeson") == []


@pytest.mark.parametrize(
    ("url", "secret"),
    [
        ("postgresql://reader:swordfish@localhost/a", True),
        ("postgresql://reader@localhost/a?password=swordfish", True),
        ("mssql+pyodbc:///?odbc_connect=DRIVER=x;PWD=swordfish", True),
        ("postgresql://reader@localhost/a", False),
        ("https://www.example.org/a:b", False),
    ],
)
def test_a_line_with_a_password_is_not_shown(url: str, secret: bool) -> None:
    assert secret is bool(PASSWORD.search(f"database: {url}"))
