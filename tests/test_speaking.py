"""What the doors say goes to the right place, in words that help."""

import datetime as dt
from enum import StrEnum
from pathlib import Path

import pytest

from zvarot.findings import FaultyFiles, Finding, Place, Severity, WrongUse
from zvarot.speaking import complain, count, day, must_be_campaign, one_of, say, say_all, table

ERROR = Finding("invented-rule", Severity.ERROR, "an invented error", "Mend it.", Place("a.yaml", 2, 3))
WARNING = Finding("invented-rule", Severity.WARNING, "an invented warning")


class Colour(StrEnum):
    """A fixed set of words."""

    RED = "red"
    BLUE = "blue"


def test_a_word_of_a_fixed_set_becomes_what_it_stands_for() -> None:
    assert one_of(Colour, "red", "colour") is Colour.RED


def test_any_other_word_is_wrong_use() -> None:
    with pytest.raises(WrongUse) as raised:
        one_of(Colour, "green", "colour")
    assert raised.value.message == 'there is no colour "green"'
    assert raised.value.help == "There are: red, blue."


def test_a_day_is_read_as_it_is_written_in_the_files() -> None:
    assert day("2021-07-26") == dt.date(2021, 7, 26)
    assert (day(None), day("")) == (None, None)


@pytest.mark.parametrize("word", ["26.7.2021", "2021-02-30", "today"])
def test_what_is_no_day_is_wrong_use(word: str) -> None:
    with pytest.raises(WrongUse) as raised:
        day(word)
    assert raised.value.message == f'"{word}" is not a date'
    assert raised.value.help == "Write year, month and day: 2021-07-26."


@pytest.mark.parametrize("name", ["case", "recipients", "campaign"])
def test_a_folder_with_one_of_the_three_files_is_a_campaign(tmp_path: Path, name: str) -> None:
    (tmp_path / f"{name}.yaml").touch()
    must_be_campaign(tmp_path)


def test_a_folder_with_none_of_them_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(WrongUse) as raised:
        must_be_campaign(tmp_path)
    assert raised.value.message == f"there is no campaign in {tmp_path}"
    assert "`zvarot new DIR`" in raised.value.help


def test_the_working_directory_is_called_this_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(WrongUse, match=r"^there is no campaign in this folder$"):
        must_be_campaign(Path())


@pytest.mark.parametrize(
    ("findings", "words"),
    [
        ([], "No findings."),
        ([ERROR], "1 error, 0 warnings."),
        ([ERROR, ERROR, WARNING], "2 errors, 1 warning."),
        ([WARNING, WARNING], "0 errors, 2 warnings."),
    ],
)
def test_findings_are_counted_by_how_much_they_matter(findings: list[Finding], words: str) -> None:
    assert count(findings) == words


def test_a_table_is_lines_with_tabs_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    table(("name", "value"), [("a", "an [invented] value " * 9), ("b", "")])
    assert capsys.readouterr() == (f"a\t{'an [invented] value ' * 9}\nb\t\n", "")


def test_a_table_has_heads_where_somebody_looks(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    table(("name", "value"), [("a", "invented")])
    out, err = capsys.readouterr()
    assert "name" in out
    assert "invented" in out
    assert err == ""


@pytest.mark.parametrize("words", ["people[name]", "[bold]office", "[/office]"])
def test_a_table_prints_words_in_brackets_as_they_are(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    # "[/office]". Escape them, or give rich.text.Text.
    table(("name",), [(words,)])
    assert words in capsys.readouterr().out


def test_what_is_said_stands_beside_the_results(capsys: pytest.CaptureFixture[str]) -> None:
    say("Said.")
    assert capsys.readouterr() == ("", "Said.\n")


def test_findings_are_told_with_place_and_help_and_none_are_silence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    say_all([])
    assert capsys.readouterr() == ("", "")
    say_all([ERROR])
    assert capsys.readouterr() == (
        "",
        "a.yaml:2:3: error[invented-rule]: an invented error\n  help: Mend it.\n",
    )


def test_faulty_files_are_complained_of_one_by_one_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    complain(FaultyFiles((ERROR, WARNING)))
    assert capsys.readouterr().err == (
        "a.yaml:2:3: error[invented-rule]: an invented error\n  help: Mend it.\n"
        "warning[invented-rule]: an invented warning\n1 error, 1 warning.\n"
    )


def test_wrong_use_is_complained_of_without_a_count(capsys: pytest.CaptureFixture[str]) -> None:
    complain(WrongUse("an invented mistake", "Do otherwise."))
    assert capsys.readouterr().err == "error: an invented mistake\n  help: Do otherwise.\n"


def test_an_error_that_nobody_foresaw_tells_no_value(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        raise KeyError("Invented Secret")
    except KeyError as error:
        complain(error)
    assert capsys.readouterr().err.startswith("error: zvarot failed (KeyError in test_speaking.py:")
