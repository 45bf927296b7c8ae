"""The door to what lies in an output folder."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Runner = Callable[..., tuple[int, str, str]]


@pytest.fixture
def output(run: Runner, base_campaign: Path) -> Path:
    """An output folder with one letter as HTML."""
    output = base_campaign / "output"
    code, _, err = run("batch", "-C", base_campaign, "--output", output, "--format", "html", "--workers", 1)
    assert code == 0, err
    return output


def test_verify_stands_beside_the_other_commands(run: Runner) -> None:
    code, out, _ = run("--help")
    assert code == 0
    assert " verify " in out
    assert "--remake" in run("verify", "--help")[1]


def test_all_is_right_with_what_was_just_made(run: Runner, output: Path) -> None:
    assert run("verify", output) == (0, "", "1 letter: all is as it was made.\n")
    assert run("verify", output, "--format", "json")[:2] == (0, "[]\n")


def test_the_folder_is_output_where_none_is_named(
    run: Runner, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(output.parent)
    assert run("verify")[0] == 0


def test_what_is_wrong_is_printed_and_told_by_the_exit_code(run: Runner, output: Path) -> None:
    (output / "first" / "office.en.html").write_text("Dear Sir,")
    (output / "first" / ".zvarot-0123456789abcdef.part").touch()
    code, out, err = run("verify", output)
    assert (code, err) == (1, "1 letter. Look at what is named above (1) before anything is sent.\n")
    assert [line.split(":")[0] for line in out.splitlines()] == [
        "changed    first/office.en.html",
        "unfinished first/.zvarot-0123456789abcdef.part",
    ]


def test_programs_get_a_list(run: Runner, output: Path) -> None:
    (output / "first" / "office.en.html").unlink()
    code, out, _ = run("verify", output, "--format", "json")
    (flaw,) = json.loads(out)
    assert code == 1
    assert [flaw[key] for key in ("kind", "file", "severity")] == ["lost", "first/office.en.html", "error"]
    assert "zvarot batch first --force --to office" in flaw["message"]


def test_what_an_interrupted_run_left_is_no_failure(run: Runner, output: Path) -> None:
    (output / "first" / ".zvarot-0123456789abcdef.part").touch()
    assert run("verify", output)[0] == 0


def test_a_letter_is_made_once_more_from_its_campaign(run: Runner, output: Path, base_campaign: Path) -> None:
    assert run("verify", output, "--remake", "-C", base_campaign)[0] == 0
    case = base_campaign / "case.yaml"
    case.write_text(case.read_text(encoding="utf-8").replace("value: 60", "value: 61"), encoding="utf-8")
    code, out, _ = run("verify", output, "--remake", "-C", base_campaign)
    assert (code, out.split(":")[0]) == (1, "outdated   first/office.en")
    assert run("verify", output)[0] == 0


def test_remaking_needs_a_campaign(run: Runner, output: Path, tmp_path: Path) -> None:
    code, out, err = run("verify", output, "--remake", "-C", tmp_path)
    assert (code, out) == (2, "")
    assert err.startswith(f"error: there is no campaign in {tmp_path}\n")


def test_a_folder_without_a_ledger_is_wrong_use_and_stays_as_it_is(run: Runner, tmp_path: Path) -> None:
    code, out, err = run("verify", tmp_path / "output")
    assert (code, out) == (2, "")
    assert err.startswith(
        f"error: there is no ledger in {tmp_path / 'output'}\n  help: `zvarot batch` keeps one"
    )
    assert [*tmp_path.iterdir()] == []
