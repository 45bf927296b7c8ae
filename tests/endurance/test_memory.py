"""Thousands of letters take no more memory than some; `make endurance` makes ten thousand, HTML and PDF."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from endurance.running import ONLY_LINUX, PATIENCE, begin, children, memory, words, write_campaign

pytestmark = ONLY_LINUX

LETTERS = int(os.environ.get("LETTERS", "1000"))
PARENT, WORKER, GROWTH = 300, 150, 20
"""Megabytes: what either may take, and by how much a worker may grow after its first letters."""
FIRST = 100
"""The letters after which a worker has opened all that it keeps open."""
PDFS = 100
EVERY = 50
"""So many letters are made between two looks."""


@dataclass
class Taken:
    """What the processes of a run take, in megabytes."""

    parent: int = 0
    worker: int = 0
    """The most that one of them took."""
    samples: list[dict[int, int]] = field(default_factory=list)
    """What each worker had in its memory, look by look."""

    def look(self, process: int) -> None:
        """Look at the processes of a run."""
        workers = {one: memory(one) for one in children(process) if is_worker(one)}
        self.parent = memory(process)["VmHWM"]
        self.worker = max(self.worker, *(one["VmHWM"] for one in workers.values()))
        self.samples.append({one: sizes["VmRSS"] for one, sizes in workers.items()})

    @property
    def growth(self) -> int:
        """By how much a worker has grown at most since it had opened all that it keeps open."""
        first = self.samples[2 * FIRST // EVERY]
        later = self.samples[2 * FIRST // EVERY :]
        return max(sample[one] - first[one] for sample in later for one in sample)


def is_worker(process: int) -> bool:
    """Tell a worker from the process that tidies up behind all of them."""
    return b"spawn_main" in Path(f"/proc/{process}/cmdline").read_bytes()


def taken(campaign: Path, output: Path, *more: object) -> tuple[Taken, int]:
    """Make letters, and return what that takes, and how many were made."""
    seen, made = Taken(), 0
    with begin(words(campaign, output, *more)) as running:
        assert running.stdout
        for line in running.stdout:
            made += '"status": "made"' in line
            if '"status": "made"' in line and made % EVERY == 0:
                seen.look(running.pid)
        assert (running.wait(PATIENCE), running.stderr and running.stderr.read()) == (0, "")
    return seen, made


def test_memory_stays_the_same_over_thousands_of_letters(tmp_path: Path, tell: Callable[[str], None]) -> None:
    campaign = write_campaign(tmp_path / "campaign", ["authority"] * LETTERS)
    format = "html,json" if "LETTERS" not in os.environ else "pdf,html,json"
    seen, made = taken(campaign, tmp_path / "output", "--format", format)
    assert made == LETTERS
    assert (seen.parent < PARENT, seen.worker < WORKER, seen.growth <= GROWTH) == (True, True, True), seen
    assert len({worker for sample in seen.samples for worker in sample}) == 2
    tell(
        f"memory: {made} letters ({format.removesuffix(',json')}): {seen.parent} MB in the parent,"
        f" {seen.worker} MB in a worker, which grew by {seen.growth} MB after its first {FIRST}"
    )


def test_pdfs_take_little_more(tmp_path: Path, tell: Callable[[str], None]) -> None:
    campaign = write_campaign(tmp_path / "campaign", ["authority"] * PDFS)
    seen, made = taken(campaign, tmp_path / "output", "--format", "pdf,json")
    assert made == PDFS
    assert (seen.parent < PARENT, seen.worker < WORKER) == (True, True), seen
    tell(f"memory: {made} letters (pdf): {seen.parent} MB in the parent, {seen.worker} MB in a worker")
