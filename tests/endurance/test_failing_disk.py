"""Each write of a run is made to fail in turn: old letters stay, the message helps, the command goes on."""

import errno
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from endurance.running import (
    ONLY_LINUX,
    Forks,
    Run,
    alone,
    change,
    digest,
    entries,
    entries_of_copy,
    tree,
    words,
    write_campaign,
)
from zvarot.press.ledger import Entry

pytestmark = ONLY_LINUX

ERRORS = {
    "mkdir": (errno.EACCES, errno.ENOSPC),
    "open": (errno.EACCES, errno.ENOSPC, errno.EIO),
    "write": (errno.ENOSPC, errno.EIO),
    "fsync": (errno.ENOSPC, errno.EIO),
    "replace": (errno.EACCES, errno.ENOSPC, errno.EIO),
    "unlink": (errno.EACCES, errno.EIO),
    "scandir": (errno.EACCES, errno.EIO),
}
"""How each call can fail."""
LETTERS = 2


@dataclass(frozen=True)
class Change:
    """A campaign whose letters were made, and then its case was changed."""

    forks: Forks
    campaign: Path
    before: Path
    """The output folder as it is before the letters are made again."""
    old: dict[str, str]
    new: dict[str, str]
    noted: list[Entry]
    """The ledger as it has to be in the end."""
    calls: list[tuple[str, str]]
    """What making the letters again asks of the disk."""

    def run(self, output: Path, **order: object) -> Run:
        """Make the letters again."""
        return self.forks.run(words(self.campaign, output, "--workers", 1), output, **order)

    def is_whole(self, output: Path) -> None:
        """See that no file is torn, each letter is the old or the new one, and the ledger says what is so."""
        for name, found in tree(output).items():
            if name.endswith(".html"):
                assert found in (self.old[name], self.new[name]), name
        assert isinstance(json.loads((output / "manifest.json").read_text(encoding="utf-8")), list)
        for entry in entries_of_copy(output, output.with_name("copy")):
            for file in entry.files:
                assert digest(output / f"{entry.name}.{file.format}") == file.sha256

    def is_done(self, output: Path) -> None:
        """See that all is as if nothing had happened."""
        assert tree(output) == self.new
        assert entries(output) == self.noted


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Change]:
    """Letters that are to be made again, and what that leaves when nothing fails."""
    folder = tmp_path_factory.mktemp("disk")
    campaign = write_campaign(folder / "campaign", ["authority"] * LETTERS)
    before, after = folder / "before", folder / "after"
    with Forks(campaign, *alone()) as forks:
        assert forks.run(words(campaign, before), before).code == 0
        change(campaign / "case.yaml", "value: 60", "value: 61")
        shutil.copytree(before, after)
        run = forks.run(words(campaign, after, "--workers", 1), after)
        assert run.code == 0, run
        calls = [(call, file) for call, file in run.calls]
        yield Change(forks, campaign, before, tree(before), tree(after), entries(after), calls)


def is_harmless(call: str) -> bool:
    """Tell whether a run may go on where this fails: the folder is there, or a rest stays for later."""
    return call in ("mkdir", "unlink", "scandir")


def test_each_call_that_fails_leaves_the_old_letter_and_says_what_to_do(
    changed: Change, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    assert {call for call, _ in changed.calls} == {*ERRORS}
    tried = [(number, error) for number, (call, _) in enumerate(changed.calls, 1) for error in ERRORS[call]]
    stopped = 0
    for number, error in tried:
        call, file = changed.calls[number - 1]
        output = Path(shutil.copytree(changed.before, tmp_path / f"{number}-{error}"))
        run = changed.run(output, at=number, error=error)
        changed.is_whole(output)
        if run.code:
            stopped += 1
            helps(run, output)
            again = changed.run(output)
            assert (again.code, again.err) == (0, ""), (call, file, again)
        else:
            assert (is_harmless(call), run.err) == (True, ""), (call, file, run)
        changed.is_done(output)
    assert stopped > len(tried) / 2
    tell(f"failing disk: {len(tried)} calls failed in turn, {stopped} stopped a letter, 0 letters harmed")


def helps(run: Run, output: Path) -> None:
    """See that a run says where it could not write and what to do, and does not blame itself."""
    assert run.code in (1, 2)
    assert (
        f"error: cannot write {output}" in run.err
        or f"error: cannot write to {output}" in run.err
        or (f"error: cannot use {output}" in run.err)
    ), run.err
    assert "help: " in run.err
    assert "Traceback" not in run.err


def test_on_a_full_disk_no_other_letter_is_begun(changed: Change, tmp_path: Path) -> None:
    campaign = write_campaign(tmp_path / "campaign", ["authority"] * 40)
    output = Path(shutil.copytree(changed.before, tmp_path / "output"))
    many = replace(changed, campaign=campaign)
    number = next(number for number, (call, _) in enumerate(changed.calls, 1) if call == "write")
    run = many.run(output, at=number, error=errno.ENOSPC)
    helps(run, output)
    assert "letters are left. The same command goes on" in run.err
    assert many.run(output).code == 0
    assert len(entries(output)) == 40


def test_a_disk_that_is_full_at_any_point_harms_nothing(
    changed: Change, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    if not alone():
        pytest.skip("this machine lets nobody mount a disk")
    output, seen = tmp_path / "output", tmp_path / "seen"
    output.mkdir()
    had = sum(path.stat().st_size for path in changed.before.rglob("*")) // 1024
    full, sizes = 0, range(had + 12, had + 192, 12)
    for size in sizes:
        changed.forks.shell(
            f'mount -t tmpfs -o size={size}k none "{output}" && cp -a "{changed.before}/." "{output}"'
        )
        run = changed.run(output)
        look(changed, output, seen)
        changed.is_whole(seen)
        if run.code:
            full += 1
            helps(run, output)
        changed.forks.shell(f'mount -o remount,size=9m "{output}"')
        again = changed.run(output)
        assert (again.code, again.err) == (0, ""), again
        look(changed, output, seen)
        changed.is_done(seen)
        changed.forks.shell(f'umount "{output}"')
    assert 5 < full < len(sizes)
    tell(f"full disk: {full} sizes of disk that were too small, 0 letters harmed")


def look(changed: Change, output: Path, seen: Path) -> None:
    """Copy what lies on a disk that only the process sees."""
    changed.forks.shell(f'rm -rf "{seen}" && cp -a "{output}" "{seen}"')
