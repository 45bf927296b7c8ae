"""What the tests of the whole run share: a campaign with many recipients, the command, and what it left."""

import csv
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from zvarot.press.ledger import NAME, Entry, Ledger

TESTS = Path(__file__).parents[1]
ONLY_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of other processes")
PATIENCE = 300
"""Seconds after which whatever has not ended is taken to hang, on the slowest machine."""

_TABLE = """
language: en
tables:
  - id: offices
    file: offices.csv
    defaults:
      language: en
      address_country: BY
      salutation: Dear Office,
      source: https://www.example.org/office
      verified: 2024-02-20
      quality: verified
"""
_HEADS = ("id", "kind", "office", "street", "postcode", "town")


def write_campaign(folder: Path, kinds: Sequence[str]) -> Path:
    """Write the small invented campaign for as many offices as there are kinds."""
    shutil.copytree(TESTS / "broken" / "base", folder)
    (folder / "recipients.yaml").write_text(_TABLE, encoding="utf-8")
    change(folder / "campaign.yaml", "recipients: [office]", "recipients: [offices]")
    with (folder / "offices.csv").open("w", encoding="utf-8", newline="") as table:
        writer = csv.writer(table)
        writer.writerow(_HEADS)
        for number, kind in enumerate(kinds, 1):
            writer.writerow((id_of(number), kind, f"Office {number}", f"{number} Way", "1000", "Exampleton"))
    return folder


def id_of(number: int) -> str:
    """Return the id of an office by its place in the table."""
    return f"office-{number:05}"


def change(path: Path, old: str, new: str) -> None:
    """Write something else in a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def write_template(folder: Path, kind: str, body: str) -> None:
    """Give a campaign a letter of its own for one kind of office."""
    path = folder / "templates" / "forms" / "open-letter" / "en" / f"{kind}.html.j2"
    path.parent.mkdir(parents=True, exist_ok=True)
    shipped = '{% extends "!forms/open-letter/en/letter.html.j2" %}'
    path.write_text(f"{shipped}{{% block body %}}{body}{{% endblock %}}", encoding="utf-8")


def words(campaign: Path, output: Path, *more: object) -> list[str]:
    """Return the words of the command that makes all letters as HTML."""
    fixed = ("batch", "-C", campaign, "--output", output, "--format", "html", "--workers", 2)
    return [str(word) for word in (*fixed, *more)]


def begin(words: Iterable[str], **options: Any) -> "subprocess.Popen[str]":
    """Start the true command line, as a group of processes of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "zvarot", *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
        **options,
    )


def children(process: int) -> list[int]:
    """Return the processes that a process has started; none where it has ended."""
    try:
        return [int(id) for id in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


def memory(process: int) -> dict[str, int]:
    """Return what the kernel says of a process's memory, in megabytes; nothing where it has ended."""
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    pairs = (line.split(":") for line in lines if line.startswith("Vm"))
    return {key: int(value.split()[0]) // 1024 for key, value in pairs}


def alone() -> list[str]:
    """Return the words that let a process mount disks that nobody else sees; none where nobody may."""
    words = ["unshare", "--mount", "--map-root-user"]
    mount = [*words, "mount", "-t", "tmpfs", "none", "/mnt"]
    return (
        words if shutil.which(words[0]) and not subprocess.run(mount, capture_output=True).returncode else []
    )


# What lies there ----------------------------------------------------------------------------------------


def tree(output: Path) -> dict[str, str]:
    """Return the digest of each file below an output folder, but for the ledger and its journals."""
    paths = [path for path in output.rglob("*") if path.is_file() and not path.name.startswith(NAME)]
    return {path.relative_to(output).as_posix(): digest(path) for path in paths}


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return sha256(path.read_bytes()).hexdigest()


def entries(output: Path) -> list[Entry]:
    """Return the lines of a ledger, but for the time when a letter was made."""
    with Ledger(output, create=False) as ledger:
        return [replace(entry, made="") for entry in ledger.entries()]


def entries_of_copy(output: Path, folder: Path) -> list[Entry]:
    """Return the lines of a ledger that a killed run has left; nothing where it left none.

    It is read from a copy, so that the next run finds it as it was left.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for path in output.glob(f"{NAME}*"):
        shutil.copy(path, folder)
    return entries(folder) if (folder / NAME).exists() and (folder / NAME).stat().st_size else []


# Runs --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Run:
    """What came of a run."""

    code: int
    """The exit code, or minus the signal that ended it."""
    seconds: float
    out: str = ""
    err: str = ""
    calls: Sequence[tuple[str, str]] = field(default_factory=list)
    """What it asked of the disk, and of which file below the output folder."""


class Commands:
    """Runs the true command line."""

    def run(
        self, words: Sequence[str], output: Path, kill_after: float | None = None, whole: bool = True
    ) -> Run:
        """Run a command, and kill it when its time has come; wait for all that it has started."""
        start = time.monotonic()
        running = begin(words)
        try:
            running.wait(PATIENCE if kill_after is None else kill_after)
        except subprocess.TimeoutExpired:
            (os.killpg if whole else os.kill)(running.pid, signal.SIGKILL)
        # Whoever of them was left would hold these open.
        out, err = running.communicate(timeout=PATIENCE)
        return Run(running.returncode, time.monotonic() - start, out, err)


class Forks:
    """Runs the command without the cost of its start: one process has everything loaded, and forks."""

    def __init__(self, campaign: Path, *around: str) -> None:
        """Start the process, inside another command if need be, and let it make a letter of a campaign."""
        self._server = subprocess.Popen(
            [*around, sys.executable, "-m", "endurance.forks", str(campaign)],
            cwd=TESTS,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )

    def __enter__(self) -> "Forks":
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self._server.kill()
        self._server.communicate()

    def run(self, words: Sequence[str], output: Path, **order: Any) -> Run:
        """Run a command, which may have to fail or to be killed; wait for all that it has started."""
        self.begin(words, output, **order)
        return self.end()

    def begin(self, words: Sequence[str], output: Path, **order: Any) -> None:
        """Begin to run a command."""
        fixed = {"kill_after": None, "whole": True, "at": 0, "error": 0, "clock": 0}
        self._order({**fixed, "words": [*words], "output": str(output), **order})

    def end(self) -> Run:
        """Wait for a command, and for all that it has started."""
        return Run(**self._answer())

    def shell(self, words: str) -> None:
        """Have the process run a line of the shell, which must succeed."""
        self._order({"shell": words})
        assert self._answer() == 0, words

    def _order(self, order: Mapping[str, Any]) -> None:
        assert self._server.stdin
        self._server.stdin.write(f"{json.dumps(order)}\n")
        self._server.stdin.flush()

    def _answer(self) -> Any:
        assert self._server.stdout
        ready, _, _ = select.select([self._server.stdout], [], [], PATIENCE)
        assert ready, "nothing has ended"
        return json.loads(self._server.stdout.readline())
