"""What was measured: plain records, kept in docs/benchmarks.json, from which page and chart are drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from pydantic import TypeAdapter

NAIVE = "weasyprint"
"""The tool that all others are compared with."""
OURS = "zvarot"


@dataclass(frozen=True)
class Cost:
    """What it took to print some letters."""

    letters: int
    seconds: float
    """By the clock."""
    cpu: float
    """In seconds, of all processes that took part."""

    @property
    def each(self) -> float:
        """Seconds a letter, by the clock."""
        return self.seconds / self.letters

    @property
    def cpu_each(self) -> float:
        """Seconds of processor a letter."""
        return self.cpu / self.letters


@dataclass(frozen=True)
class Seen:
    """What a finished letter says of itself."""

    pages: int
    size: int
    """In bytes."""
    tagged: bool
    claims: tuple[str, ...]
    """The standards that it says it keeps."""
    running_head: bool
    """Whether sender and date stand at the head of its last page."""
    page_numbers: bool
    """Whether its last page has its number and their total."""
    readable: bool
    """Whether the figures in those can be read from it, searched for and copied."""
    note_links: int
    """How many links lead from one place of the letter to another."""


@dataclass(frozen=True)
class Course:
    """What a tool did with the letters of one length."""

    rounds: tuple[Cost, ...]
    memory: int
    """At its peak, in megabytes, of all its processes; what they share counts once."""
    seen: Seen


@dataclass(frozen=True)
class Tool:
    """What is known of a tool."""

    name: str
    version: str = ""
    lacks: str = ""
    """Why it could not be measured."""
    cold: tuple[float, ...] = ()
    """Seconds from the start of its process to the end of one letter of three pages."""
    courses: dict[str, Course] = field(default_factory=dict)
    """By the letter that was printed."""


@dataclass(frozen=True)
class Run:
    """One call of `zvarot batch`, and the naive loop beside it."""

    letters: int
    workers: int
    cost: Cost
    naive: Cost


@dataclass(frozen=True)
class Memory:
    """What the processes of a batch took, in megabytes."""

    letters: int
    workers: int
    parent: int
    worker: int
    growth: int
    """By how much a worker grew after its first letters."""


@dataclass(frozen=True)
class Figures:
    """All that one run of the benchmark has measured."""

    date: str
    machine: str
    system: str
    python: str
    tools: tuple[Tool, ...]
    mixed: tuple[Run, ...]
    growth: tuple[Run, ...]
    memory: Memory | None


@dataclass(frozen=True)
class Spread:
    """The least, the middle and the most of several rounds."""

    least: float
    middle: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread":
        """Return the spread of some values."""
        return cls(min(values), median(values), max(values))


def ratios(tool: Tool, naive: Tool, letter: str) -> Spread:
    """Return how many letters a tool prints while the naive loop prints one, each round by itself."""
    pairs = zip(tool.courses[letter].rounds, naive.courses[letter].rounds, strict=True)
    return Spread.of([beside.each / own.each for own, beside in pairs])


def ahead(runs: Sequence[Run]) -> Spread:
    """Return how many letters batches make while the naive loop beside them prints one."""
    return Spread.of([run.naive.each / run.cost.each for run in runs])


def speedup(runs: Sequence[Run], letters: int, workers: int = 2) -> Spread:
    """Return how much faster several workers are than one, each round by itself."""
    one, many = ([run for run in runs if (run.letters, run.workers) == (letters, n)] for n in (1, workers))
    return Spread.of(
        [alone.cost.each / together.cost.each for alone, together in zip(one, many, strict=True)]
    )


_ADAPTER = TypeAdapter(Figures)


def write_figures(figures: Figures, path: Path) -> None:
    """Write figures into a file."""
    path.write_bytes(_ADAPTER.dump_json(figures, indent=1) + b"\n")


def read_figures(path: Path) -> Figures:
    """Read figures from a file."""
    return _ADAPTER.validate_json(path.read_bytes())
