"""Findings are told to people and to programs, and exceptions carry their data everywhere."""

import json
import pickle

import pytest

from zvarot.findings import (
    FaultyFiles,
    Finding,
    Place,
    Refused,
    Rule,
    Severity,
    TemplateFault,
    WrongUse,
    ZvarotError,
    as_github,
    as_json,
    as_text,
    did_you_mean,
    findings_of,
)

RULE = Rule("sample-rule", Severity.ERROR, "It matters.")
PLACE = Place("case.yaml", 41, 7, "      - as_of: 2021-07-26")
FOUND = RULE.broken(PLACE, "the sample is broken", "Mend it.", "sample")
WARNED = Finding("other-rule", Severity.WARNING, "look here")


def test_a_place_is_written_as_editors_read_it() -> None:
    assert str(PLACE) == "case.yaml:41:7"


def test_places_are_ordered_by_file_line_and_column() -> None:
    places = [Place("b", 1, 1), Place("a", 10, 1), Place("a", 9, 2), Place("a", 9, 1)]
    assert sorted(places) == [Place("a", 9, 1), Place("a", 9, 2), Place("a", 10, 1), Place("b", 1, 1)]


def test_a_broken_rule_is_a_finding_with_its_id_and_severity() -> None:
    expected = Finding("sample-rule", Severity.ERROR, "the sample is broken", "Mend it.", PLACE, "sample")
    assert expected == FOUND


def test_text_shows_place_rule_message_line_caret_and_help() -> None:
    expected = (
        "case.yaml:41:7: error[sample-rule]: the sample is broken\n"
        "        - as_of: 2021-07-26\n"
        "        ^\n"
        "  help: Mend it."
    )
    assert expected == as_text([FOUND])


def test_text_of_a_finding_without_place_and_help_is_one_line() -> None:
    assert as_text([WARNED]) == "warning[other-rule]: look here"


def test_text_of_a_finding_without_rule_has_no_brackets() -> None:
    assert as_text([Finding("", Severity.ERROR, "no luck")]) == "error: no luck"


def test_text_shows_no_line_where_the_place_has_none() -> None:
    assert as_text([RULE.broken(Place("a.yaml", 1, 5), "gone")]) == "a.yaml:1:5: error[sample-rule]: gone"


def test_findings_follow_each_other_line_by_line() -> None:
    assert as_text([WARNED, WARNED]) == "warning[other-rule]: look here\nwarning[other-rule]: look here"


def test_a_tab_before_the_column_stays_a_tab_above_the_caret() -> None:
    shown = as_text([RULE.broken(Place("a.yaml", 1, 5, "\tab: c"), "wrong")]).splitlines()
    assert shown[1:] == ["  \tab: c", "  \t   ^"]


@pytest.mark.parametrize("column", [1, 90, 500, 999, 1000])
def test_of_a_long_line_only_the_part_around_the_column_is_shown(column: int) -> None:
    line = "".join(chr(ord("a") + number % 26) for number in range(1000))
    _, text, caret = as_text([RULE.broken(Place("a.yaml", 1, column, line), "wrong")]).splitlines()
    assert text[caret.index("^")] == line[column - 1]
    assert len(text) <= 164
    assert len(caret) <= 164


def test_json_holds_everything_but_the_line() -> None:
    expected = {
        "rule": "sample-rule",
        "severity": "error",
        "message": "the sample is broken",
        "help": "Mend it.",
        "file": "case.yaml",
        "line": 41,
        "column": 7,
        "subject": "sample",
    }
    assert [expected] == json.loads(as_json([FOUND]))


def test_json_of_a_finding_without_place_has_nulls() -> None:
    (found,) = json.loads(as_json([WARNED]))
    assert [found["file"], found["line"], found["column"]] == [None, None, None]


def test_json_keeps_every_alphabet_readable() -> None:
    assert "Зварот" in as_json([Finding("", Severity.ERROR, "Зварот")])


def test_json_of_no_findings_is_an_empty_list() -> None:
    assert json.loads(as_json([])) == []


def test_github_gets_an_annotation_with_file_line_and_column() -> None:
    expected = "::error file=case.yaml,line=41,col=7,title=sample-rule::the sample is broken Mend it."
    assert expected == as_github([FOUND])


def test_github_gets_an_annotation_without_place_too() -> None:
    assert as_github([WARNED]) == "::warning::look here"


def test_a_finding_cannot_write_a_second_workflow_command() -> None:
    place = Place("a,b:c%.yaml", 1, 1)
    expected = "::error file=a%2Cb%3Ac%25.yaml,line=1,col=1,title=sample-rule::100%25%0D%0A::error::"
    assert expected == as_github([RULE.broken(place, "100%\r\n::error::")])


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("audiense", 'did you mean "audience"?'),
        ("publik", 'did you mean "public"?'),
        ("zebra", ""),
        ("", ""),
    ],
)
def test_the_nearest_known_word_is_proposed_and_nothing_that_is_far(word: str, expected: str) -> None:
    assert expected == did_you_mean(word, ["audience", "public", "names"])


ERRORS = [
    ZvarotError("it failed", "Try again."),
    WrongUse("no such letter", "There is one."),
    Refused("held back", "Narrow it."),
    TemplateFault("broken", "Mend it.", Place("letter.html.j2", 3, 1)),
    FaultyFiles((FOUND, WARNED)),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_exception_survives_being_sent_to_another_process(error: ZvarotError) -> None:
    received = pickle.loads(pickle.dumps(error))
    assert type(received) is type(error)
    assert vars(received) == vars(error)
    assert str(received) == str(error) != ""


def test_exit_codes_tell_what_kind_of_failure_it_was() -> None:
    codes = [type(error).exit_code for error in ERRORS]
    assert codes == [1, 2, 3, 1, 1]


def test_faulty_files_carry_every_finding() -> None:
    assert FaultyFiles((FOUND, WARNED)).findings == (FOUND, WARNED)


def test_a_template_fault_carries_its_place() -> None:
    place = Place("letter.html.j2", 3, 1)
    assert TemplateFault("broken", place=place).place == place


def test_what_stopped_a_letter_is_told_as_findings() -> None:
    assert findings_of(FaultyFiles((FOUND, WARNED))) == (FOUND, WARNED)
    assert findings_of(WrongUse("no such letter", "There is one.")) == (
        Finding("", Severity.ERROR, "no such letter", "There is one."),
    )


def test_a_template_fault_is_told_with_its_place() -> None:
    place = Place("letter.html.j2", 3, 1)
    (found,) = findings_of(TemplateFault("broken", "Mend it.", place))
    assert found.place == place


def test_an_error_that_nobody_foresaw_is_told_without_its_words() -> None:
    try:
        int("Invented Person")
    except ValueError as error:
        (found,) = findings_of(error)
    assert found.message.startswith("zvarot failed (ValueError in test_findings.py:")
    assert "Invented Person" not in repr(found)
    (elsewhere,) = findings_of(ValueError("Invented Person"))
    assert elsewhere.message == "zvarot failed (ValueError)"
