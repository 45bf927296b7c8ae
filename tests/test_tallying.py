"""What came of a batch is counted, and told once, to people and to programs."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from zvarot.findings import Finding, Refused, Severity, WrongUse, ZvarotError
from zvarot.press.batches import Result, Status
from zvarot.tallying import JsonTally, Tally

WARNING = Finding("undated-source", Severity.WARNING, "a source has no date", "Write it.")


def stopped(name: str, error: ZvarotError, status: Status = Status.FAILED) -> Result:
    found = (Finding("", Severity.ERROR, error.message, error.help),)
    return Result(name, status, findings=found, error=error)


def tallied(tally: Tally, results: Iterable[Result]) -> Tally:
    with tally.counting(len([*results])):
        for result in results:
            tally.take(result)
    return tally


MADE = Result("first/a.en", Status.MADE, (Path("output/first/a.en.pdf"),), (WARNING,))
UNCHANGED = Result("first/b.en", Status.UNCHANGED, (Path("output/first/b.en.pdf"),), (WARNING,))


def test_where_all_is_well_a_table_tells_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert tallied(Tally(Path("output")), [MADE, UNCHANGED, MADE]).tell() == 0
    out, err = capsys.readouterr()
    assert out == "made\t2\nunchanged\t1\n"
    assert err == (
        "Warnings, and of how many letters: undated-source (3)."
        " `zvarot check` says where each of them stands.\n"
    )


def test_letters_that_the_same_thing_stopped_are_named_together(capsys: pytest.CaptureFixture[str]) -> None:
    same = [stopped(f"first/office-{n:02}.en", ZvarotError("no room", "Make room.")) for n in range(22)]
    other = stopped("first/x.en", ZvarotError("no ink"))
    assert tallied(Tally(Path("output")), [*same, other]).tell() == 1
    out, err = capsys.readouterr()
    assert out == "failed\t23\n"
    assert "first to office-18, first to office-19 and 2 more: not made:\nerror: no room\n" in err
    assert err.count("no room") == 1
    assert "first to x: not made:\nerror: no ink\n" in err


@pytest.mark.parametrize(
    ("errors", "code"),
    [
        ([ZvarotError("a")], 1),
        ([ZvarotError("a"), WrongUse("b")], 2),
        ([ZvarotError("a"), Refused("b"), WrongUse("c")], 3),
    ],
)
def test_the_gravest_of_what_happened_is_the_exit_code(errors: list[ZvarotError], code: int) -> None:
    results = [MADE, *(stopped(f"first/{n}.en", error) for n, error in enumerate(errors))]
    assert tallied(Tally(Path("output")), results).tell() == code


def test_older_files_and_what_is_left_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    older = Result("first/a.en", Status.MADE, older=(Path("output/first/a.en.html"),))
    tally = tallied(Tally(Path("output")), [older])
    tally.unplanned, tally.left = (Path("output/first/z.en.pdf"),), 7
    tally.tell()
    err = capsys.readouterr().err.splitlines()
    assert err == [
        "output/first/a.en.html is of an earlier run: delete it, unless you know that it may stay.",
        "output/first/z.en.pdf belongs to no letter of the campaign any more: delete it, unless you know"
        " better.",
        "7 letters are left. The same command goes on from here.",
    ]


def test_programs_get_a_line_for_each_letter_and_one_for_all(capsys: pytest.CaptureFixture[str]) -> None:
    results = [MADE, stopped("first/x.en", Refused("held back"), Status.REFUSED)]
    assert tallied(JsonTally(Path("output")), results).tell() == 3
    out, err = capsys.readouterr()
    made, refused, all_of_them = map(json.loads, out.splitlines())
    assert (made["letter"], made["status"]) == ("first/a.en", "made")
    assert made["files"] == ["output/first/a.en.pdf"]
    assert made["findings"][0]["rule"] == "undated-source"
    assert (refused["status"], refused["findings"][0]["message"]) == ("refused", "held back")
    assert all_of_them == {"letters": {"made": 1, "refused": 1}, "left": 0, "unplanned": []}
    assert err == ""
