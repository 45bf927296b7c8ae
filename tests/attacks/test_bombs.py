"""A letter that asks for more time or memory than there is ends with a word about why, and costs no other."""

import resource
import shutil
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from attacks.bombs import (
    BOMBS,
    CASE,
    FONT,
    LABELS,
    LETTER,
    LOOPS,
    PAGE,
    PICTURE,
    STYLE,
    TABLE,
    Bomb,
    write,
)
from attacks.conftest import BASE
from making import print_job
from zvarot.cli import main
from zvarot.findings import ZvarotError, as_text, findings_of
from zvarot.press.printing import Format, Printed
from zvarot.press.production import Workshop
from zvarot.press.tasks import Limits
from zvarot.press.workers import Workers

SMALL = Limits(seconds=2, memory=1500 * 1024**2)
START = 10
"""Seconds that a new worker may take on a busy machine; one or two on a quiet one."""
READING = 10
"""Seconds that a campaign may take to be read, found fault with, and disclosed."""
GROWTH = 200
"""Megabytes that a bomb may cost the process that gives the orders."""
TOLD = ("Invented Person", "Relativeson", "Office of Examples", "xxxxxxxxxx", "word word")
"""What stands in the campaigns and may stand in no message."""


@dataclass(frozen=True)
class Outcome:
    """What came of a bomb."""

    error: Exception | None
    read: float
    """Seconds until the letter was handed to the workers, or stopped before."""
    printed: float
    """Seconds from then on."""
    files: Printed


def attempt(folder: Path, workers: Workers, formats: Sequence[Format], limits: Limits) -> Outcome:
    """Make a campaign's one letter within limits."""
    asked, error, begun = 0.0, None, time.monotonic()
    try:
        workshop = Workshop(folder)
        (made,) = workshop.editions("first", ["office"])
        job = workshop.prepare(made, formats).job
        asked = time.monotonic()
        files = print_job(workers, workshop, job, limits)
    except Exception as stopped:
        error, files = stopped, {}
    ended = time.monotonic()
    asked = asked or ended
    return Outcome(error, asked - begun, ended - asked, files)


def memory() -> int:
    """Return how many megabytes this process has had at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (
        1024 if sys.platform == "linux" else 1024**2
    )


@dataclass(frozen=True)
class Run:
    """What came of all bombs."""

    outcomes: Mapping[str, Outcome]
    honest: Mapping[str, Outcome]
    """The honest letter, made by the same workers behind each bomb."""
    before: Outcome
    """The honest letter, before any bomb."""
    growth: int


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Light all bombs, two at a time; each pair of hands has one worker for all of its bombs."""
    calm = tmp_path_factory.mktemp("calm") / "campaign"
    shutil.copytree(BASE, calm)
    folders = {}
    for bomb in BOMBS:
        folders[bomb.id] = Path(shutil.copytree(BASE, tmp_path_factory.mktemp("bomb") / "campaign"))
        bomb.make(folders[bomb.id])
    with Workers(limits=SMALL) as workers:
        before = attempt(calm, workers, [*Format], Limits())
    had = memory()

    def light(bombs: Sequence[Bomb], number: int) -> list[tuple[str, Outcome, Outcome]]:
        own = Path(shutil.copytree(BASE, calm.with_name(f"calm-{number}")))
        with Workers(limits=SMALL) as workers:
            return [
                (
                    bomb.id,
                    attempt(folders[bomb.id], workers, [*Format], SMALL),
                    attempt(own, workers, [Format.HTML], Limits()),
                )
                for bomb in bombs
            ]

    with ThreadPoolExecutor() as hands:
        lit = [*hands.map(light, (BOMBS[::2], BOMBS[1::2]), range(2))]
    done = [one for half in lit for one in half]
    growth = memory() - had
    return Run({id: out for id, out, _ in done}, {id: after for id, _, after in done}, before, growth)


@pytest.mark.parametrize("bomb", BOMBS, ids=lambda bomb: bomb.id)
def test_a_bomb_ends_within_its_limit_and_says_why(bomb: Bomb, run: Run) -> None:
    outcome = run.outcomes[bomb.id]
    assert isinstance(outcome.error, bomb.expected), outcome.error
    said = as_text(findings_of(outcome.error))
    assert "help: " in said or Path(bomb.where).name in said
    assert [told for told in TOLD if told in said] == []
    assert outcome.read < READING
    assert outcome.printed < SMALL.seconds + START
    assert outcome.files == {}


@pytest.mark.parametrize("bomb", BOMBS, ids=lambda bomb: bomb.id)
def test_the_next_letter_is_as_it_was_before(bomb: Bomb, run: Run) -> None:
    assert run.before.error is None
    assert run.honest[bomb.id].error is None
    assert run.honest[bomb.id].files == {
        format: content for format, content in run.before.files.items() if format is Format.HTML
    }


def test_bombs_cost_the_process_that_gives_the_orders_little(run: Run) -> None:
    # Two bombs burn at a time.
    assert run.growth < 2 * GROWTH


def test_there_are_many_bombs_and_no_two_are_the_same(run: Run, tell: Callable[[str], None]) -> None:
    assert len({bomb.id for bomb in BOMBS}) == len(run.outcomes) == len(BOMBS) > 40
    assert {bomb.where for bomb in BOMBS} >= {LETTER, PAGE, STYLE, LABELS, CASE, TABLE, PICTURE, FONT}
    ended = [one for one in run.outcomes.values() if one.printed < SMALL.seconds + START]
    named = [one for one in run.outcomes.values() if isinstance(one.error, ZvarotError)]
    tell(
        f"resource bombs: {len(BOMBS)} tried, {len(ended)} ended within their limit, {len(named)} named"
        f" (at most {max(one.read for one in ended):.1f} s to read and {run.growth} MB more)"
    )


def test_the_command_makes_the_other_letters_and_says_which_one_was_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = Path(shutil.copytree(BASE, tmp_path / "campaign"))
    for id, kind in (("before", "authority"), ("wild", "parliament"), ("after", "authority")):
        add_recipient(folder, id, kind)
    bomb = folder / "templates/forms/open-letter/en/parliament.html.j2"
    write(
        bomb,
        f'{{% extends "!{LETTER.removeprefix("templates/")}" %}}{{% block body %}}{LOOPS}{{% endblock %}}',
    )
    monkeypatch.setattr(Limits.__init__, "__defaults__", (4, SMALL.memory, SMALL.size))
    words = ["zvarot", "letter", "first", "--to", "all", "-C", folder, "--output", tmp_path / "output"]
    monkeypatch.setattr(sys, "argv", [*map(str, words), "--format", "html"])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capfd.readouterr()
    made = ["office.en.html", "before.en.html", "after.en.html"]
    assert ended.value.code == 1
    assert [Path(line).name for line in said.out.splitlines()] == made
    assert {path.name for path in (tmp_path / "output" / "first").iterdir()} == {*made}
    assert "first to wild was not made:" in said.err
    assert "printing took more than 4 seconds" in said.err


def add_recipient(folder: Path, id: str, kind: str) -> None:
    """Add an invented office to a campaign and to its letter."""
    recipients, campaign = (folder / name for name in ("recipients.yaml", "campaign.yaml"))
    text = recipients.read_text(encoding="utf-8")
    office = text[text.index("  - id: office") :].replace("id: office", f"id: {id}")
    first = office.replace("kind: authority", f"kind: {kind}").split("  - id: ")[1]
    write(recipients, f"{text}\n  - id: {first}")
    # The first list in it is that of the letter's recipients.
    write(campaign, campaign.read_text(encoding="utf-8").replace("]", f", {id}]", 1))
