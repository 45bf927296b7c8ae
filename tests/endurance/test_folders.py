"""Folders where another run writes, that can only be read, or that lead elsewhere; and a clock that jumps."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from endurance.running import (
    ONLY_LINUX,
    Forks,
    Run,
    alone,
    id_of,
    tree,
    words,
    write_campaign,
    write_template,
)
from endurance.test_poison import FOR_EVER
from zvarot.press.ledger import NAME, Ledger

pytestmark = ONLY_LINUX

FIRST = f"first/{id_of(1)}.en.html"


@dataclass(frozen=True)
class Command:
    """The command, for a campaign of two letters."""

    forks: Forks
    campaign: Path
    wanted: dict[str, str]
    """What it leaves, by file."""

    def run(self, output: Path, *more: object, **order: object) -> Run:
        """Make the letters."""
        return self.forks.run(words(self.campaign, output, "--workers", 1, *more), output, **order)

    def succeeds(self, output: Path) -> None:
        """Make the letters, as anywhere else."""
        run = self.run(output)
        assert (run.code, run.out, run.err) == (0, "made\t2\n", "")
        assert tree(output) == self.wanted

    def refuses(self, output: Path, message: str, help: str) -> None:
        """See that the letters cannot be made, and what to do is said."""
        run = self.run(output)
        assert run.code == 2, run
        assert f"error: {message}" in run.err
        assert f"help: {help}" in run.err


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Command]:
    """The command, with everything loaded."""
    folder = tmp_path_factory.mktemp("folders")
    campaign = write_campaign(folder / "campaign", ["authority"] * 2)
    with Forks(campaign, *alone()) as forks:
        assert forks.run(words(campaign, folder / "output"), folder / "output").code == 0
        yield Command(forks, campaign, tree(folder / "output"))


def test_a_second_run_on_the_same_folder_says_so_and_harms_nothing(command: Command, tmp_path: Path) -> None:
    command.succeeds(tmp_path)
    (tmp_path / "first" / ".zvarot-0.part").write_text("what the first run is writing")
    before = tree(tmp_path)
    with Ledger(tmp_path):
        command.refuses(tmp_path, f"another zvarot writes to {tmp_path}", "Wait until it is done")
    assert tree(tmp_path) == before
    assert command.run(tmp_path).out == "unchanged\t2\n"
    assert tree(tmp_path) == command.wanted


def test_two_runs_that_begin_together_make_each_letter_once(command: Command, tmp_path: Path) -> None:
    """One finds the folder free, or both are told to wait; and then all is as it should be."""
    output = tmp_path / "output"
    with Forks(command.campaign) as other:
        order = words(command.campaign, output, "--workers", 1)
        command.forks.begin(order, output)
        runs = [other.run(order, output), command.forks.end()]
    assert {run.code for run in runs} <= {0, 2}
    assert command.run(output).code == 0
    assert tree(output) == command.wanted


# Disks ------------------------------------------------------------------------------------------------


@pytest.fixture
def disk(command: Command, tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of its own."""
    if not alone():
        pytest.skip("this machine lets nobody mount a disk")
    path = tmp_path / "disk"
    path.mkdir()
    command.forks.shell(f'mount -t tmpfs none "{path}"')
    yield path
    command.forks.shell(f'umount "{path}"')


def test_letters_can_go_to_another_disk(command: Command, disk: Path, tmp_path: Path) -> None:
    assert command.run(disk).code == 0
    command.forks.shell(f'cp -a "{disk}" "{tmp_path / "seen"}"')
    assert tree(tmp_path / "seen") == command.wanted


@pytest.mark.parametrize("full", [False, True], ids=["empty", "with letters"])
def test_a_disk_that_can_only_be_read_is_no_place_for_letters(
    command: Command, disk: Path, full: bool
) -> None:
    assert not full or command.run(disk).code == 0
    command.forks.shell(f'mount -o remount,ro "{disk}"')
    command.refuses(disk, f"cannot use {disk / NAME}: ", "Choose another folder with --output")


# Files and links --------------------------------------------------------------------------------------


def test_a_file_in_place_of_the_output_folder_stays(command: Command, tmp_path: Path) -> None:
    (tmp_path / "output").write_text("mine")
    command.refuses(tmp_path / "output", f"{tmp_path / 'output'} is no folder", "Choose another one")
    assert (tmp_path / "output").read_text() == "mine"


def test_a_file_in_place_of_a_folder_of_letters_stays(command: Command, tmp_path: Path) -> None:
    (tmp_path / "first").write_text("mine")
    command.refuses(
        tmp_path, f"cannot write to {tmp_path / 'first'}: ", "Choose another folder with --output"
    )
    assert (tmp_path / "first").read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir() if path.name == NAME] == []


def test_a_folder_in_place_of_a_letter_stays(command: Command, tmp_path: Path) -> None:
    (tmp_path / FIRST).mkdir(parents=True)
    run = command.run(tmp_path)
    assert run.code == 2, run
    assert f"cannot write to {tmp_path / 'first'}: Is a directory" in run.err
    assert (tmp_path / FIRST).is_dir()


def test_a_folder_that_leads_elsewhere_is_followed_for_its_owner_has_put_it_there(
    command: Command, tmp_path: Path
) -> None:
    """Who can put a link there can read the letters anyway; a folder on another disk is a use of it."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "first").symlink_to("../elsewhere")
    assert command.run(tmp_path / "output").code == 0
    assert (tmp_path / "elsewhere" / Path(FIRST).name).is_file()
    assert command.run(tmp_path / "output").out == "unchanged\t2\n"


def test_a_letter_that_leads_elsewhere_is_replaced_and_not_followed(command: Command, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.write_text("mine")
    (tmp_path / "output" / "first").mkdir(parents=True)
    (tmp_path / "output" / FIRST).symlink_to(mine)
    command.succeeds(tmp_path / "output")
    assert mine.read_text() == "mine"
    assert not (tmp_path / "output" / FIRST).is_symlink()


# The clock --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hours", [-48, 48])
def test_a_clock_that_jumps_blames_no_letter_and_spares_none(tmp_path: Path, hours: int) -> None:
    campaign = write_campaign(tmp_path / "campaign", ["authority", "authority", "parliament"])
    with Forks(campaign) as forks:
        write_template(campaign, "parliament", FOR_EVER)
        output = tmp_path / "output"
        run = forks.run(words(campaign, output, "--time-limit", 3), output, clock=hours * 3600)
    assert (run.code, run.out) == (1, "failed\t1\nmade\t2\n"), run
    assert "error: printing took more than 3 seconds" in run.err
