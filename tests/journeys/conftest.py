"""The program as people run it: in processes of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "belarus"
PLANNED = {
    "solidarity-2021": [
        "prosecutor-general",
        "embassy-washington",
        "embassy-brussels",
        "wg-arbitrary-detention",
        "sr-human-rights-defenders",
        "high-representative",
        "icj",
        "protect-defenders",
    ],
    "appeal-2024": [
        "high-representative",
        "embassy-lithuania",
        "icj",
        "irct",
        "protect-defenders",
        "un-torture-fund",
    ],
}
"""The letters of the campaign and their recipients, in order."""

Done = subprocess.CompletedProcess[str]


def begin(words: Sequence[object], cwd: Path, env: Mapping[str, str]) -> subprocess.Popen[str]:
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


def end(process: subprocess.Popen[str], code: int) -> Done:
    """Wait for a command, which must end with an exit code and never shows a traceback."""
    out, err = process.communicate(timeout=300)
    assert (process.returncode, "Traceback" in err) == (code, False), out + err
    return subprocess.CompletedProcess(process.args, code, out, err)


def zvarot(*words: object, cwd: Path, env: Mapping[str, str] | None = None, code: int = 0) -> Done:
    """Run a command in a folder; it must end with an exit code."""
    return end(begin(words, cwd, env or {}), code)


@dataclass(frozen=True)
class Batch:
    """Both letters of the campaign, made for everybody."""

    output: Path
    runs: dict[str, Done]

    def content(self) -> dict[str, bytes]:
        """Return every file below the output folder."""
        files = [path for path in sorted(self.output.rglob("*")) if path.is_file()]
        return {path.relative_to(self.output).as_posix(): path.read_bytes() for path in files}


def made_in(folder: Path, campaign: object, output: object, *to: str, **env: str) -> Batch:
    """Make both letters, in two processes at a time."""
    words = [word for recipient in to for word in ("--to", recipient)]
    commands = {id: ["letter", id, *words, "-C", campaign, "--output", output] for id in PLANNED}
    processes = {id: begin(words, folder, env) for id, words in commands.items()}
    return Batch(folder / str(output), {id: end(process, 0) for id, process in processes.items()})


@pytest.fixture(scope="session")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    """The campaign's letters, made once."""
    folder = tmp_path_factory.mktemp("first")
    return made_in(folder, EXAMPLE, folder / "output", "all", TZ="UTC", LANG="C.UTF-8", PYTHONHASHSEED="0")


@pytest.fixture(scope="session")
def letters_again(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    """Some of the same letters, from a copy, by another process in another place."""
    folder = tmp_path_factory.mktemp("second") / "elsewhere"
    shutil.copytree(EXAMPLE, folder / "campaign")
    env = {"TZ": "Pacific/Kiritimati", "LANG": "be_BY.UTF-8", "LC_ALL": "C", "PYTHONHASHSEED": "4242"}
    return made_in(folder, "campaign", "made", "high-representative", "protect-defenders", **env)
