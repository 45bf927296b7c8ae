"""The program as people run it: in processes of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "belarus"
PLANNED = {
    "solidarity-2021": (
        "prosecutor-general embassy-washington embassy-brussels wg-arbitrary-detention"
        " sr-human-rights-defenders high-representative icj protect-defenders"
    ).split(),
    "appeal-2024": (
        "sr-human-rights-defenders high-representative embassy-lithuania irct protect-defenders"
        " un-torture-fund"
    ).split(),
}
"""The letters of the campaign and their recipients, in order."""

Zvarot = Callable[..., "Run"]


@dataclass(frozen=True)
class Run:
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str


def begin(words: Sequence[object], cwd: Path, env: dict[str, str]) -> subprocess.Popen[str]:
    """Start a command."""
    return subprocess.Popen(
        [sys.executable, "-m", "zvarot", *map(str, words)],
        cwd=cwd,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **env},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def end(process: subprocess.Popen[str]) -> Run:
    """Wait for a command; whatever goes wrong, nobody is shown a traceback."""
    out, err = process.communicate(timeout=120)
    assert "Traceback" not in err
    return Run(process.returncode, out, err)


@pytest.fixture
def zvarot(tmp_path: Path) -> Zvarot:
    """Return a runner of commands, in an empty folder."""

    def run(*words: object, **env: str) -> Run:
        return end(begin(words, tmp_path, env))

    return run


@dataclass(frozen=True)
class Batch:
    """Both letters of the campaign, made for everybody."""

    output: Path
    runs: dict[str, Run]

    def content(self) -> dict[str, bytes]:
        """Return every file below the output folder."""
        files = [path for path in sorted(self.output.rglob("*")) if path.is_file()]
        return {path.relative_to(self.output).as_posix(): path.read_bytes() for path in files}


def made_in(folder: Path, campaign: object, output: object, **env: str) -> Batch:
    """Make both letters, in two processes at a time."""
    commands = {id: ["letter", id, "--to", "all", "-C", campaign, "--output", output] for id in PLANNED}
    processes = {id: begin(words, folder, env) for id, words in commands.items()}
    return Batch(folder / str(output), {id: end(process) for id, process in processes.items()})


@pytest.fixture(scope="session")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    """The campaign's letters, made once."""
    folder = tmp_path_factory.mktemp("first")
    return made_in(folder, EXAMPLE, folder / "output", TZ="UTC", LANG="C.UTF-8", PYTHONHASHSEED="0")


@pytest.fixture(scope="session")
def letters_again(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    """The same letters, from a copy, by another process in another place."""
    folder = tmp_path_factory.mktemp("second") / "elsewhere"
    shutil.copytree(EXAMPLE, folder / "campaign")
    env = {"TZ": "Pacific/Kiritimati", "LANG": "be_BY.UTF-8", "LC_ALL": "C", "PYTHONHASHSEED": "4242"}
    return made_in(folder, "campaign", "made", **env)


@pytest.fixture
def campaign(tmp_path: Path) -> Path:
    """A copy of the campaign, to be changed."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "belarus"))


def change(path: Path, *pairs: tuple[str, str]) -> None:
    """Replace words in a file that are there."""
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
