"""The program as people run it: in processes of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from zvarot.case.reading import read_campaign

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "belarus"
DOSSIER = read_campaign(EXAMPLE)
_LANGUAGES = {office.id: office.language for office in DOSSIER.recipients}
PLANNED = {
    plan.id: [(office, _LANGUAGES[office]) for office in plan.recipients] for plan in DOSSIER.campaign.letters
}
"""The letters of the campaign, and to each recipient its language, in order."""

TRANSLATED = {
    letter: [(PLANNED[letter][0][0], language) for language in ("be", "ru")]
    for letter in ("urgent-appeal-2021", "urgent-action-2021", "petition-2021", "press-release-2021")
}
"""Letters that are made in other languages than their recipients' own, so that every text is seen."""

AGAIN = {
    "solidarity-2021": [("high-representative", "en"), ("fidh", "fr")],
    "appeal-2024": [("protect-defenders", "en"), ("foreign-minister-belarus", "be")],
}
"""What is made twice, to compare."""

Planned = Mapping[str, Sequence[tuple[str, str]]]
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
    """The letters of the campaign."""

    output: Path
    runs: dict[tuple[str, str], Done]
    """By letter and language."""

    def content(self) -> dict[str, bytes]:
        """Return every file of a letter, by its name below its output folder."""
        return {f"{path.parent.name}/{path.name}": path.read_bytes() for path in self.files()}

    def files(self) -> list[Path]:
        """Return the files of all letters."""
        return sorted(self.output.glob("*/*/*.*"))


def made_in(folder: Path, campaign: object, output: object, wanted: Planned, **env: str) -> Batch:
    """Make letters; every command in a process of its own, two at a time."""
    options = ["-C", campaign, "--output"]
    commands = {}
    for letter, recipients in wanted.items():
        for language in dict.fromkeys(language for _, language in recipients):
            to = [word for office, spoken in recipients if spoken == language for word in ("--to", office)]
            # Each into a folder of its own: only one at a time writes to an output folder.
            own = f"{output}/{letter}.{language}"
            commands[letter, language] = ["letter", letter, *to, "--language", language, *options, own]
    with ThreadPoolExecutor(2) as pool:
        runs = pool.map(lambda words: zvarot(*words, cwd=folder, env=env), commands.values())
        return Batch(folder / str(output), dict(zip(commands, runs, strict=True)))


@pytest.fixture(scope="session")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    """The campaign's letters, made once."""
    folder = tmp_path_factory.mktemp("first")
    wanted = {letter: [*PLANNED[letter], *TRANSLATED.get(letter, [])] for letter in PLANNED}
    return made_in(folder, EXAMPLE, folder / "output", wanted, TZ="UTC", LANG="C.UTF-8", PYTHONHASHSEED="0")


@pytest.fixture(scope="session")
def letters_again(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    """Some of the same letters, from a copy, by another process in another place."""
    folder = tmp_path_factory.mktemp("second") / "elsewhere"
    shutil.copytree(EXAMPLE, folder / "campaign")
    env = {"TZ": "Pacific/Kiritimati", "LANG": "be_BY.UTF-8", "LC_ALL": "C", "PYTHONHASHSEED": "4242"}
    return made_in(folder, "campaign", "made", AGAIN, **env)
