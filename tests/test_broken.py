"""For each rule there is a campaign that breaks it, and the exact words that `zvarot check` has for it.

A folder of tests/broken holds only the files that differ from those in tests/broken/base, and the output.
`UPDATE=1 pytest tests/test_broken.py` writes the outputs anew; read the difference before you keep it.
"""

import json
import os
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from zvarot.case.rules import RULES
from zvarot.cli import app
from zvarot.findings import Rule, Severity

BROKEN = Path(__file__).parent / "broken"
BY_RULE = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)


@pytest.fixture
def here(rule: Rule, base_campaign: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The campaign that breaks a rule, as the working directory."""
    shutil.copytree(
        BROKEN / rule.id,
        base_campaign,
        dirs_exist_ok=True,
        ignore=shutil.ignore_patterns("expected.txt"),
    )
    monkeypatch.chdir(base_campaign)
    return base_campaign


def check(*options: str) -> Result:
    return CliRunner().invoke(app, ["check", *options])


def test_every_rule_has_its_folder_and_every_folder_its_rule() -> None:
    folders = {path.name for path in BROKEN.iterdir() if path.is_dir()}
    assert {rule.id for rule in RULES} == folders - {"base"}
    assert "base" in folders


def test_nothing_is_wrong_with_the_base(base_campaign: Path) -> None:
    result = check(str(base_campaign))
    assert (result.stderr, result.exit_code) == ("No findings.\n", 0)


@BY_RULE
def test_a_folder_holds_nothing_but_the_output_and_files_that_differ_from_the_base(rule: Rule) -> None:
    base = {path.name: path.read_bytes() for path in (BROKEN / "base").iterdir()}
    folder = BROKEN / rule.id
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
    files.pop("expected.txt")
    assert len(files) > 0
    assert [name for name, content in files.items() if base.get(name) == content] == []


@BY_RULE
@pytest.mark.usefixtures("here")
def test_check_says_exactly_what_is_wrong(rule: Rule) -> None:
    result = check()
    expected = BROKEN / rule.id / "expected.txt"
    if "UPDATE" in os.environ:
        expected.write_text(result.stderr, encoding="utf-8")
    assert expected.read_text(encoding="utf-8") == result.stderr
    assert result.stdout == ""


@BY_RULE
@pytest.mark.usefixtures("here")
def test_a_campaign_breaks_its_rule_and_no_other(rule: Rule) -> None:
    assert {found["rule"] for found in json.loads(check("--format", "json").stdout)} == {rule.id}


@BY_RULE
@pytest.mark.usefixtures("here")
def test_errors_are_told_by_the_exit_code_and_warnings_are_not(rule: Rule) -> None:
    assert check().exit_code == (1 if rule.severity is Severity.ERROR else 0)


@BY_RULE
@pytest.mark.usefixtures("here")
def test_every_format_carries_the_same_findings(rule: Rule) -> None:
    text = [line for line in check().stderr.splitlines() if not line.startswith(" ")][:-1]
    found = json.loads(check("--format", "json").stdout)
    annotations = check("--format", "github").stdout.splitlines()
    assert text == [
        f"{one['file']}:{one['line']}:{one['column']}: {one['severity']}[{one['rule']}]: {one['message']}"
        for one in found
    ]
    assert [line.rpartition(one["message"])[0] for line, one in zip(annotations, found, strict=True)] == [
        f"::{one['severity']} file={one['file']},line={one['line']},col={one['column']},title={rule.id}::"
        for one in found
    ]


@BY_RULE
def test_no_program_is_given_a_line_of_the_files(here: Path) -> None:
    written = check("--format", "json").stdout + check("--format", "github").stdout
    lines = {
        line.strip() for path in here.glob("*.yaml") for line in path.read_text(errors="replace").splitlines()
    }
    assert len(lines) > 50
    assert [line for line in lines if len(line) > 20 and line in written] == []
    assert {*json.loads(check("--format", "json").stdout)[0]} == {
        "rule",
        "severity",
        "message",
        "help",
        "file",
        "line",
        "column",
        "subject",
    }


@BY_RULE
@pytest.mark.usefixtures("here")
def test_nobody_who_is_withheld_is_named() -> None:
    told = [check(), check("--format", "json"), check("--format", "github")]
    assert [result for result in told if "Relativeson" in result.output] == []


@BY_RULE
def test_looking_changes_nothing_on_disk(here: Path) -> None:
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in here.parent.rglob("*.*")}
    check()
    assert len(before) >= 3
    assert before == {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in here.parent.rglob("*.*")}
