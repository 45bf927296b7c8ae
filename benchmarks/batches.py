"""Measure `zvarot batch` as a person calls it: what it costs, and what memory its processes take."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from benchmarks.figures import Cost, Memory

_EVERY = 50
"""So many letters are made between two looks at the memory."""
_FIRST = 100
"""The letters of one worker after which it has opened all that it keeps open."""
_MEGABYTE = 1024**2


class NotMade(Exception):
    """A batch did not make all of its letters; the message says what it said."""


@dataclass
class Taken:
    """What the processes of a batch have in their memory, look by look, in megabytes."""

    parent: list[int] = field(default_factory=list)
    workers: list[dict[int, int]] = field(default_factory=list)

    def look(self, process: psutil.Process) -> None:
        """Look at a batch and its workers."""
        with suppress(psutil.Error):
            self.parent.append(process.memory_info().rss // _MEGABYTE)
            self.workers.append(
                {one.pid: one.memory_info().rss // _MEGABYTE for one in process.children() if _is_worker(one)}
            )

    def memory(self, letters: int, workers: int) -> Memory:
        """Return what they took at most, and how much a worker grew since it had opened what it keeps."""
        begin = min(_FIRST * workers // _EVERY, len(self.workers) - 1)
        first, later = self.workers[begin], self.workers[begin:]
        return Memory(
            letters=letters,
            workers=workers,
            parent=max(self.parent),
            worker=max(size for look in self.workers for size in look.values()),
            growth=max(look[one] - first[one] for look in later for one in look if one in first),
        )


def _is_worker(process: psutil.Process) -> bool:
    """Tell a worker from the process that tidies up behind all of them."""
    return any("spawn_main" in word for word in process.cmdline())


def batch(campaign: Path, letter: str, letters: int, workers: int, output: Path) -> tuple[Cost, Taken]:
    """Make the PDFs of a letter to everybody, and return what it took; raise NotMade where one is missing."""
    options = ["--format", "pdf,json", "--workers", str(workers), "--output", str(output)]
    command = [sys.executable, "-m", "zvarot", "batch", letter, "-C", str(campaign), *options]
    taken, began = Taken(), time.perf_counter()
    log = output.with_suffix(".log")
    with log.open("w") as errors:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, encoding="utf-8")
    made = sum(1 for _ in _made(process, taken))
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if made != letters or process.returncode:
        raise NotMade(f"{made} of {letters} letters were made: {log.read_text(encoding='utf-8')[-2000:]}")
    return Cost(letters, seconds, usage.ru_utime + usage.ru_stime), taken


def _made(process: "subprocess.Popen[str]", taken: Taken) -> Iterator[str]:
    """Yield a line for each letter that a batch has made, and look at its memory now and then."""
    assert process.stdout
    seen = psutil.Process(process.pid)
    with process.stdout:
        for number, line in enumerate(one for one in process.stdout if '"status": "made"' in one):
            if number % _EVERY == _EVERY - 1:
                taken.look(seen)
            yield line
