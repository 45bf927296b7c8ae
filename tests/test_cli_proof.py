"""The door to the proof sheet."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from zvarot import cli

Runner = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Runner:
    """Return a runner of `zvarot proof` in an empty folder; it gives exit code and what was said."""

    def run(*words: object) -> tuple[int, str, str]:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(sys, "argv", ["zvarot", "proof", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    return run


def test_both_paths_are_printed_and_lie_in_a_folder_of_their_own(
    run: Runner, base_campaign: Path, tmp_path: Path
) -> None:
    code, out, err = run("first", "-C", base_campaign)
    assert (code, err) == (0, "1 letter with 1 text.\n")
    assert out.split() == ["proof/internal-proof-first.pdf", "proof/internal-proof-first.html"]
    assert all((tmp_path / path).is_file() for path in out.split())
    assert not (tmp_path / "output").exists()


def test_a_stopped_letter_is_an_exit_code_and_a_sheet_all_the_same(
    run: Runner, base_campaign: Path, tmp_path: Path
) -> None:
    recipients = base_campaign / "recipients.yaml"
    recipients.write_text(recipients.read_text().replace("language: en\n    sal", "language: de\n    sal"))
    code, out, err = run("first", "--to", "office", "--output", "elsewhere", "-C", base_campaign)
    assert (code, err) == (1, "0 letters with 0 texts.\n1 letter cannot be made: the sheet says why.\n")
    assert all((tmp_path / path).is_file() for path in out.split())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("frist",), 'there is no letter "frist"'),
        (("first", "--to", "nobody"), 'there is no recipient "nobody"'),
        (("first", "--date", "soon"), '"soon" is not a date'),
        (("first", "--output", "first"), "first is a folder of letters"),
    ],
)
def test_wrong_use_is_told_and_makes_nothing(
    run: Runner, base_campaign: Path, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    code, out, err = run(*words, "-C", base_campaign)
    assert (code, out) == (2, "")
    assert said in err
    assert [path.name for path in tmp_path.iterdir()] == ["campaign"]


def test_on_another_date_the_sheet_is_of_that_date(run: Runner, base_campaign: Path, tmp_path: Path) -> None:
    assert run("first", "--date", "2024-03-05", "-C", base_campaign)[0] == 0
    assert (
        "INTERNAL: proof of first, 2024-03-05" in (tmp_path / "proof/internal-proof-first.html").read_text()
    )
