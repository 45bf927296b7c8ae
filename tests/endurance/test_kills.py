"""Whenever a run is killed, and whatever the next one is to make: no letter is torn, lost, or wrong."""

import os
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from endurance.running import (
    ONLY_LINUX,
    Commands,
    Forks,
    Run,
    change,
    digest,
    entries,
    entries_of_copy,
    tree,
    words,
    write_campaign,
)

pytestmark = ONLY_LINUX

KILLS = 200
"""How often a run is killed that cost no start."""
TRUE_KILLS = int(os.environ.get("KILLS", "5"))
"""How often the true command line is killed; `make crashes` does it more often."""
LETTERS = 16
FIGURES = ("60", "61")
"""The letters say one or the other; files of both have the same size."""


@dataclass
class Disturbed:
    """A run that is killed and begun again, while the case changes; and what it must come to."""

    runner: Forks | Commands
    campaign: Path
    output: Path
    wanted: tuple[dict[str, str], ...]
    """What runs that nobody disturbs leave for each of the figures, by file."""
    draw: random.Random
    seconds: float = 1.0
    """What a whole run takes."""
    figure: int = 0
    ended: Counter[int] = field(default_factory=Counter)
    """How many runs ended how."""

    def run(self, **order: Any) -> Run:
        """Run the command, and see that it has left nothing that is wrong."""
        run = self.runner.run(words(self.campaign, self.output), self.output, **order)
        assert run.code in (0, -9), run
        self.ended[run.code] += 1
        self.look()
        if run.code == 0:
            assert tree(self.output) == self.wanted[self.figure]
        return run

    def look(self) -> None:
        """See that each file is of one figure or the other, and as the ledger says where it has a line."""
        there = {name: digest for name, digest in tree(self.output).items() if not name.endswith(".part")}
        for name, found in there.items():
            assert found in {wanted[name] for wanted in self.wanted}, name
        for entry in entries_of_copy(self.output, self.output.with_name("copy")):
            for file in entry.files:
                assert digest(self.output / f"{entry.name}.{file.format}") == file.sha256, entry.name

    def kill_at_any_time(self) -> None:
        """Kill a run at a moment of its length: most times all its processes, or only the first of them."""
        self.run(kill_after=self.draw.uniform(0, self.seconds), whole=self.draw.random() < 0.8)

    def turn_sometimes(self) -> None:
        """Let the case say the other figure, when all was made and sometimes before."""
        if tree(self.output) == self.wanted[self.figure] or self.draw.random() < 0.3:
            self.turn()

    def finish(self) -> None:
        """Let a run come to its end, and see that all is as if nobody had disturbed any."""
        self.turn()
        assert self.run().code == 0
        undisturbed = self.output.with_name(FIGURES[self.figure])
        assert entries(self.output) == entries(undisturbed)
        assert {one.name for one in self.output.iterdir()} == {one.name for one in undisturbed.iterdir()}

    def turn(self) -> None:
        """Let the case say the other figure."""
        old, new = FIGURES[self.figure], FIGURES[not self.figure]
        change(self.campaign / "case.yaml", f"value: {old}", f"value: {new}")
        self.figure = not self.figure


@pytest.fixture(scope="module")
def disturbed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Disturbed]:
    """A run that has not begun; what it is to come to is known."""
    folder = tmp_path_factory.mktemp("kills")
    campaign = write_campaign(folder / "campaign", ["authority"] * LETTERS)
    with Forks(campaign) as forks:
        one = Disturbed(forks, campaign, folder / "output", (), random.Random(20240301))
        for figure in FIGURES:
            run = forks.run(words(campaign, folder / figure), folder / figure)
            assert run.code == 0, run
            one.seconds, one.wanted = run.seconds, (*one.wanted, tree(folder / figure))
            one.turn()
        assert len(one.wanted[0]) == LETTERS + 2
        assert not {*one.wanted[0].values()} & {*one.wanted[1].values()}
        yield one


def test_two_hundred_kills_lose_and_tear_nothing(disturbed: Disturbed, tell: Callable[[str], None]) -> None:
    while disturbed.ended[-9] < KILLS:
        # Half of them at any time, half of them while something is written.
        if disturbed.draw.random() < 0.5:
            disturbed.kill_at_any_time()
        else:
            disturbed.run(at=disturbed.draw.randint(1, LETTERS * 10))
        disturbed.turn_sometimes()
    disturbed.finish()
    tell(f"kills: {KILLS} kill -9 of a run of {LETTERS} letters, 0 files torn, 0 letters lost or wrong")


def test_a_letter_that_was_cut_off_before_it_was_noted_is_not_taken_for_the_one_before(
    disturbed: Disturbed,
) -> None:
    """Its file says the one figure, the ledger's line would say the other; they are of the same size."""
    cut = replace(disturbed, output=disturbed.output.with_name("cut"), ended=Counter())
    cut.run()
    before = tree(cut.output)
    cut.turn()
    # The first letter is in its place, the second is being written, neither is noted.
    assert cut.run(at=16).code == -9
    assert len(tree(cut.output).items() - before.items()) == 2, "one letter, and the rest of another"
    cut.turn()
    assert cut.run().code == 0


def test_kills_of_the_command_line_itself_lose_and_tear_nothing(
    disturbed: Disturbed, tell: Callable[[str], None]
) -> None:
    output = disturbed.output.with_name("true")
    true = replace(disturbed, runner=Commands(), output=output, ended=Counter())
    true.seconds = true.run().seconds
    while true.ended[-9] < TRUE_KILLS:
        true.kill_at_any_time()
        true.turn_sometimes()
    true.finish()
    tell(f"kills: {TRUE_KILLS} kill -9 of the command line itself, 0 files torn, 0 letters lost or wrong")
