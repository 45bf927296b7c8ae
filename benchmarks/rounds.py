"""Measure tools side by side: each in a process of its own, one after the other, round by round."""

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

import psutil

from benchmarks.figures import Cost

Result = TypeVar("Result")

ROOT = Path(__file__).parents[1]
SECONDS = 1.0
"""About what a tool prints for in one round."""
FEWEST, MOST = 3, 50
"""The letters of one round."""
FIRST, TRIAL = 5, 3
"""The letters that a tool prints before it is measured, and those by which it is seen how fast it is."""
_LAST_WORDS = 10
"""Seconds that a process has to say why it ends."""
_EVERY = 0.02
"""Seconds between two looks at the memory."""


def needed(rounds: int) -> int:
    """Return how many letters there must be, so that no tool prints one twice."""
    return FIRST + TRIAL + (rounds + 1) * MOST


class Ended(Exception):
    """A tool's process ended before its letters were there; the message says why."""


class Process:
    """A tool in a process of its own, with whatever processes it starts."""

    def __init__(self, name: str, folder: Path, python: str = sys.executable) -> None:
        """Start it, and wait until it is open or says what it lacks."""
        self._log = folder / f"{name}-{time.monotonic_ns()}.log"
        with self._log.open("w") as log:
            self._process = subprocess.Popen(
                [python, "-m", "benchmarks.peers", name, str(folder)],
                cwd=ROOT,
                env=_surroundings(folder),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                encoding="utf-8",
                start_new_session=True,
            )
        self.ready = self._opened()
        """Its `version`, or what it `lacks`."""

    def print(self, pages: Sequence[Path], into: Path) -> Cost:
        """Print letters, and return what it took."""
        before, began = self._cpu(), time.perf_counter()
        self._order(pages, into)
        self._answer()
        seconds = time.perf_counter() - began
        return Cost(len(pages), seconds, self._cpu() - before)

    def memory(self, pages: Sequence[Path], into: Path) -> int:
        """Print letters, and return the most memory that its processes had meanwhile, in megabytes."""
        assert self._process.stdout
        self._order(pages, into)
        most = 0
        while not select.select([self._process.stdout], [], [], _EVERY)[0]:
            most = max(most, sum(map(_held, self._processes())))
        self._answer()
        return most // 1024**2

    def end(self) -> None:
        """End it, and all that it has started."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.communicate()

    def _opened(self) -> Mapping[str, str]:
        try:
            return self._answer()
        except Ended as ended:
            return {"lacks": str(ended)}

    def _order(self, pages: Sequence[Path], into: Path) -> None:
        assert self._process.stdin
        # Of one that has ended, its answer will say so.
        with suppress(BrokenPipeError):
            self._process.stdin.write(f"{json.dumps({'pages': [*map(str, pages)], 'into': str(into)})}\n")
            self._process.stdin.flush()

    def _answer(self) -> Mapping[str, str]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_LAST_WORDS)
            said = self._log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
            raise Ended(f"its process ended: {said[-1] if said else 'it did not say why'}")
        return dict(json.loads(line))

    def _processes(self) -> list[psutil.Process]:
        own = psutil.Process(self._process.pid)
        return [own, *own.children(recursive=True)]

    def _cpu(self) -> float:
        """Return the seconds that its processes had of the processors, and those that they waited for."""
        total = 0.0
        for process in self._processes():
            with suppress(psutil.NoSuchProcess):
                total += sum(process.cpu_times()[:4])
        return total


def _held(process: psutil.Process) -> int:
    """Return the memory of a process in bytes; what it shares with others is divided among them."""
    with suppress(psutil.Error):
        held = process.memory_full_info()
        return int(getattr(held, "pss", held.rss))
    return 0


def _surroundings(folder: Path) -> dict[str, str]:
    """Return an environment in which the fonts of the letters are installed, and nothing is left behind."""
    rules = f"<fontconfig><dir>{folder}/fonts</dir><cachedir>{folder}/cache</cachedir></fontconfig>"
    file = folder / "fonts.conf"
    file.write_text(rules, encoding="utf-8")
    temporary = folder / "tmp"
    temporary.mkdir(exist_ok=True)
    return {**os.environ, "FONTCONFIG_FILE": str(file), "TMPDIR": str(temporary)}


@contextmanager
def opened(
    names: Sequence[str], folder: Path, pythons: Mapping[str, str]
) -> Iterator[tuple[dict[str, Process], dict[str, str]]]:
    """Open tools, and end them; also say why some could not be opened."""
    processes: dict[str, Process] = {}
    lacks: dict[str, str] = {}
    try:
        for name in names:
            process = processes[name] = Process(name, folder, pythons.get(name, sys.executable))
            if "version" not in process.ready:
                lacks[name] = process.ready["lacks"]
                processes.pop(name).end()
        yield processes, lacks
    finally:
        for process in processes.values():
            process.end()


def cold(name: str, folder: Path, python: str, page: Path, into: Path) -> float:
    """Return the seconds from the start of a tool to the end of its first letter."""
    began = time.perf_counter()
    process = Process(name, folder, python)
    try:
        process.print([page], into)
        return time.perf_counter() - began
    finally:
        process.end()


class Race:
    """Tools that print the same letters, round by round, each as many as it can in about the same time."""

    def __init__(
        self, tools: dict[str, Process], lacks: dict[str, str], pages: Sequence[Path], into: Path
    ) -> None:
        """Give each tool a folder; one that fails is taken out of `tools`, and `lacks` says why."""
        self._tools, self._lacks, self._pages, self._into = tools, lacks, pages, into
        self._counts: dict[str, int] = {}
        for name in tools:
            (into / name).mkdir(parents=True)

    def warm_up(self) -> None:
        """Let each tool print some letters, and see how many of them fit into a round."""

        def first(name: str, tool: Process) -> int:
            tool.print(self._pages[:FIRST], self._into / name)
            cost = tool.print(self._pages[FIRST : FIRST + TRIAL], self._into / name)
            return max(FEWEST, min(MOST, round(SECONDS / cost.each)))

        self._counts = self._each([*self._tools], first)

    def round(self, number: int) -> dict[str, Cost]:
        """Let each tool print letters that it has not printed yet; another one begins each time."""
        names = [*self._tools]
        turn = number % len(names)

        def print(name: str, tool: Process) -> Cost:
            return tool.print(self._share(name, number), self._into / name)

        return self._each(names[turn:] + names[:turn], print)

    def memory(self, number: int) -> dict[str, int]:
        """Return the most memory that each tool takes in a round of its own."""

        def print(name: str, tool: Process) -> int:
            return tool.memory(self._share(name, number), self._into / name)

        return self._each([*self._tools], print)

    def file(self, name: str, page: Path) -> Path:
        """Return where a tool has put a letter."""
        return self._into / name / f"{page.name}.pdf"

    def _share(self, name: str, number: int) -> Sequence[Path]:
        begin = FIRST + TRIAL + number * MOST
        return self._pages[begin : begin + self._counts[name]]

    def _each(self, names: Sequence[str], do: Callable[[str, Process], Result]) -> dict[str, Result]:
        """Let tools do something; take out those that end in its midst."""
        results = {}
        for name in names:
            try:
                results[name] = do(name, self._tools[name])
            except Ended as ended:
                self._lacks[name] = str(ended)
                self._tools.pop(name).end()
        return results
