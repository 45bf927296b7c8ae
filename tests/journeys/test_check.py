"""`zvarot check` says everything at once, and nothing that is withheld."""

import json
import shutil
from pathlib import Path

import pytest

from journeys.conftest import EXAMPLE, zvarot


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a copy of the example in `campaign`, in which each file has a fault."""
    shutil.copytree(EXAMPLE, tmp_path / "campaign")
    for name, old, new in (
        ("case.yaml", "value: 561", "valeu: 561"),
        ("case.yaml", "names:\n      en: Yaroslav Romanchuk", "named:\n      en: Yaroslav Romanchuk"),
        ("recipients.yaml", "kind: ngo", "kind: nga"),
        ("campaign.yaml", "form: appeal", "forms: appeal"),
        ("campaign.yaml", "We write because", "We write with Viktor Sazonov because"),
    ):
        path = tmp_path / "campaign" / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
    return tmp_path


def line_of(path: Path, words: str) -> int:
    """Return the number of the line that holds some words."""
    return next(
        number
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if words in line
    )


def test_all_faults_of_all_files_are_named_at_once_with_their_lines(folder: Path) -> None:
    done = zvarot("check", "campaign", cwd=folder, code=1)
    for name, words, rule, help in (
        ("case.yaml", "valeu: 561", "unknown-key", 'did you mean "value"?'),
        ("recipients.yaml", "kind: nga", "wrong-type", 'did you mean "ngo"?'),
        ("campaign.yaml", "forms: appeal", "unknown-key", 'did you mean "form"?'),
    ):
        path = Path("campaign") / name
        line = line_of(folder / path, words)
        assert f"{path}:{line}:" in done.stderr
        fault = done.stderr.split(f"{path}:{line}:")[1]
        assert f" error[{rule}]: " in fault.splitlines()[0]
        assert fault.splitlines()[1].strip().removeprefix("- ") == words
        assert fault.splitlines()[3] == f"  help: {help}"
    assert done.stdout == ""


def test_what_is_withheld_is_not_told_by_a_finding(folder: Path) -> None:
    for format in ("text", "json", "github"):
        done = zvarot("check", "campaign", "--format", format, cwd=folder, code=1)
        told = (done.stdout + done.stderr).casefold()
        assert "withheld-2" in told
        assert "unknown-key" in told
        assert [name for name in ("romanchuk", "sazonov", "kafanov", "cascade") if name in told] == []


def test_programs_are_told_the_same_findings(folder: Path) -> None:
    text = zvarot("check", "campaign", cwd=folder, code=1).stderr
    found = json.loads(zvarot("check", "campaign", "--format", "json", cwd=folder, code=1).stdout)
    github = zvarot("check", "campaign", "--format", "github", cwd=folder, code=1).stdout.splitlines()
    assert (
        len(found)
        == len(github)
        == sum(" error[" in line or " warning[" in line for line in text.splitlines())
    )
    for finding, line in zip(found, github, strict=True):
        assert f"{finding['file']}:{finding['line']}:{finding['column']}: " in text
        assert line.startswith(f"::{finding['severity']} file={finding['file']},line={finding['line']},")


def test_checking_changes_nothing_on_the_disk(folder: Path) -> None:
    before = sorted((path, path.stat().st_mtime_ns) for path in folder.rglob("*"))
    zvarot("check", "campaign", cwd=folder, code=1)
    assert sorted((path, path.stat().st_mtime_ns) for path in folder.rglob("*")) == before


def test_warnings_alone_are_no_failure(tmp_path: Path) -> None:
    done = zvarot("check", EXAMPLE, cwd=tmp_path)
    assert "warning[mixed-counters]: political-prisoners is counted here by dissidentby" in done.stderr
    assert "error[" not in done.stderr
