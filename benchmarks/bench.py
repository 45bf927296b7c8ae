"""One run of the benchmark: what is measured, in which order."""

import datetime as dt
import os
import platform
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import psutil

from benchmarks.batches import Taken, batch
from benchmarks.campaign import LENGTHS, MIXED, OFFICES, in_order, mixed_name, office_id, write_campaign
from benchmarks.figures import NAIVE, Cost, Course, Figures, Memory, Run, Tool
from benchmarks.letters import Pages
from benchmarks.peers import PEERS
from benchmarks.rounds import FEWEST, Process, Race, cold, needed, opened
from benchmarks.seeing import look

SIZES = (10, 100, 1000)
"""The batches that are made in every round; the largest is made once."""
MIXED_LETTERS = 1000
MIXED_SAMPLE = 24
"""How many of the mixed letters the naive loop prints in a round: half of the pairs, and then the others."""
OFFICE = "three-pages"


def say(words: str) -> None:
    """Tell whoever waits how far it is."""
    print(f"{dt.datetime.now(dt.UTC):%H:%M:%S} {words}", file=sys.stderr, flush=True)  # noqa: T201


def pythons() -> dict[str, str]:
    """Return the interpreters of the tools that have one of their own."""
    peers = os.environ.get("BENCH_PYTHON", str(Path(sys.prefix) / "bench" / "bin" / "python"))
    system = os.environ.get("BENCH_UNO_PYTHON", "/usr/bin/python3")
    found = {"typst": peers, "typst-files": peers, "plutoprint": peers, "libreoffice-kept": system}
    return {name: python for name, python in found.items() if Path(python).exists()}


class Bench:
    """One run of the benchmark, in a folder of its own that is thrown away."""

    def __init__(self, folder: Path, rounds: int, letters: int) -> None:
        """Write the campaign of the race and the pages of its letters."""
        self._folder, self._rounds, self._letters = folder, rounds, letters
        self._output = folder / "pdf"
        self._output.mkdir()
        say("writing the letters for all tools")
        self._pages = Pages(write_campaign(folder / "campaign", OFFICES), folder)
        offices = [office_id(number) for number in in_order(needed(rounds))]
        names = {letter: [f"{letter}/{office}.en" for office in offices] for letter in LENGTHS}
        self._names = {letter: of_letter[0] for letter, of_letter in names.items()}
        self._paths = {letter: self._pages.write(of_letter) for letter, of_letter in names.items()}

    def run(self) -> Figures:
        """Measure all there is to measure."""
        tools = self.tools()
        with opened([NAIVE], self._folder, {}) as (processes, _):
            naive = processes[NAIVE]
            mixed = self._mixed(naive)
            growth, taken = self._growth(naive)
        return Figures(
            date=dt.datetime.now(dt.UTC).date().isoformat(),
            machine=_machine(),
            system=f"{platform.system()} {platform.machine()}",
            python=platform.python_version(),
            tools=tools,
            mixed=mixed,
            growth=growth,
            memory=taken,
        )

    # One process each ------------------------------------------------------------------------

    def tools(self) -> tuple[Tool, ...]:
        """Let all tools print the same letters, each in one process, and in turn."""
        with opened([*PEERS], self._folder, pythons()) as (processes, lacks):
            versions = {name: process.ready["version"] for name, process in processes.items()}
            races = {letter: self._race(letter, processes, lacks) for letter in self._paths}
        starts = self._starts([name for name in PEERS if name not in lacks])
        return tuple(
            Tool(name, versions.get(name, ""), lacks[name])
            if name in lacks
            else Tool(name, versions[name], "", starts[name], {of: race[name] for of, race in races.items()})
            for name in PEERS
        )

    def _race(self, letter: str, processes: dict[str, Process], lacks: dict[str, str]) -> dict[str, Course]:
        """Let tools print one letter to many; one that fails is taken out, and `lacks` says why."""
        paths = self._paths[letter]
        race = Race(processes, lacks, paths, self._output / letter)
        say(f"{letter}: warming up")
        race.warm_up()
        rounds = []
        for number in range(self._rounds):
            say(f"{letter}: round {number + 1} of {self._rounds}")
            rounds.append(race.round(number))
        memory = race.memory(self._rounds)
        parts = self._pages.letter(self._names[letter])
        return {
            name: Course(
                rounds=tuple(costs[name] for costs in rounds),
                memory=memory[name],
                seen=look(race.file(name, paths[0]), parts),
            )
            for name in processes
        }

    def _starts(self, names: Sequence[str]) -> dict[str, tuple[float, ...]]:
        """Return how long each tool takes from nothing to its first letter."""
        say("cold starts")
        page, own = self._paths[OFFICE][0], pythons()
        rounds = [
            {
                name: cold(name, self._folder, own.get(name, sys.executable), page, self._output)
                for name in names
            }
            for _ in range(self._rounds)
        ]
        return {name: tuple(starts[name] for starts in rounds) for name in names}

    # The whole command ---------------------------------------------------------------------------

    def _mixed(self, naive: Process) -> tuple[Run, ...]:
        """Make the letters in all languages to all kinds of office."""
        letters = min(MIXED_LETTERS, self._letters)
        campaign = write_campaign(self._folder / MIXED / "campaign", letters)
        pages = Pages(campaign, self._folder / MIXED / "pages")
        sample = pages.write(mixed_name(number) for number in range(min(letters, 2 * MIXED_SAMPLE)))
        halves = sample[::2], sample[1::2]
        runs = []
        for number in range(self._rounds):
            say(f"mixed batch of {letters}: round {number + 1} of {self._rounds}")
            beside = naive.print(halves[number % 2], self._output)
            cost, _ = self._batch(campaign, MIXED, letters, 1)
            runs.append(Run(letters, 1, cost, beside))
        return tuple(runs)

    def _growth(self, naive: Process) -> tuple[tuple[Run, ...], Memory | None]:
        """Make more and more letters, with one worker and with two; look at the memory of the most."""
        runs, memory = [], None
        for letters in sorted({*SIZES, self._letters}):
            if letters > self._letters:
                break
            campaign = write_campaign(self._folder / f"{letters}", letters)
            for number in range(1 if letters > max(SIZES) else self._rounds):
                say(f"batch of {letters}: round {number + 1}")
                beside = naive.print(self._paths[OFFICE][number * 2 * FEWEST :][: 2 * FEWEST], self._output)
                for workers in (1, 2) if number % 2 else (2, 1):
                    cost, taken = self._batch(campaign, OFFICE, letters, workers)
                    runs.append(Run(letters, workers, cost, beside))
                    if letters == self._letters and taken.workers and workers == 2:
                        memory = taken.memory(letters, workers)
            shutil.rmtree(campaign)
        return tuple(runs), memory

    def _batch(self, campaign: Path, letter: str, letters: int, workers: int) -> tuple[Cost, Taken]:
        output = self._folder / "output"
        shutil.rmtree(output, ignore_errors=True)
        return batch(campaign, letter, letters, workers, output)


def _machine() -> str:
    """Return what kind of machine this is, and not whose."""
    model = platform.processor() or platform.machine()
    cpus = Path("/proc/cpuinfo")
    if cpus.exists():
        lines = cpus.read_text(encoding="utf-8").splitlines()
        model = next(
            (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), model
        )
    memory = round(psutil.virtual_memory().total / 1024**3)
    return f"{os.cpu_count()} processors ({model}), {memory} GB"
