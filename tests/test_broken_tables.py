"""Tables with faults, and the exact words that `zvarot check` has for each.

A folder of tests/broken-tables holds a table, the recipients.yaml that declares it, and the output.
`UPDATE=1 pytest tests/test_broken_tables.py` writes the outputs anew; read the difference before you keep it.
"""

import os
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from zvarot.cli import app

TABLES = Path(__file__).parent / "broken-tables"
CASES = sorted(path for path in TABLES.iterdir() if path.is_dir())


def test_there_are_tables_to_look_at() -> None:
    assert len(CASES) >= 15
    assert [path.name for path in CASES if not (path / "expected.txt").is_file()] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_check_says_exactly_what_is_wrong_with_a_table(
    case: Path, base_campaign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(CASES) >= 15
    for path in case.iterdir():
        if path.name != "expected.txt":
            shutil.copy(path, base_campaign)
    monkeypatch.chdir(base_campaign)
    result = CliRunner().invoke(app, ["check"])
    expected = case / "expected.txt"
    if "UPDATE" in os.environ:
        expected.write_text(result.stderr, encoding="utf-8")
    assert expected.read_text(encoding="utf-8") == result.stderr
    assert result.exit_code in (0, 1)
    assert ("error[" in result.stderr) is (result.exit_code == 1)
    assert "[" in result.stderr
