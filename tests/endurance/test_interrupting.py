"""Ctrl-C: the letters in hand are finished, the next run makes the others; a second one ends at once.

And workers whose parent is killed end too.
"""

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from endurance.running import PATIENCE, begin, tree, words, write_campaign, write_template
from endurance.test_poison import FOR_EVER

INTERRUPTED = 130
"""The exit code that a shell gives to whatever Ctrl-C ended."""


@pytest.fixture
def hearing() -> Iterator[None]:
    """Hear Ctrl-C, even where a shell has started the tests in the background and they would not."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


pytestmark = pytest.mark.usefixtures("hearing")


def written_by(folder: Path, calm: int, wild: int) -> Path:
    """Write a campaign in which the last letters never end."""
    campaign = write_campaign(folder / "campaign", ["authority"] * calm + ["parliament"] * wild)
    write_template(campaign, "parliament", FOR_EVER)
    return campaign


def interrupt(running: "subprocess.Popen[str]") -> None:
    """Press Ctrl-C: a terminal tells all processes of a command."""
    os.killpg(running.pid, signal.SIGINT)


def begun(campaign: Path, output: Path, *more: object) -> "subprocess.Popen[str]":
    """Start a run, and wait until it has made a letter."""
    running = begin(words(campaign, output, "--format", "html,json", *more))
    assert running.stdout
    assert json.loads(running.stdout.readline())["status"] == "made"
    return running


def test_ctrl_c_finishes_what_is_in_hand_and_the_next_run_makes_the_rest(tmp_path: Path) -> None:
    campaign, output = written_by(tmp_path, 200, 1), tmp_path / "output"
    running = begun(campaign, output, "--time-limit", 30)
    interrupt(running)
    out, err = running.communicate(timeout=PATIENCE)
    last = json.loads(out.splitlines()[-1])
    made = last["letters"]["made"]
    assert err.startswith("The letters in hand are being finished. Ctrl-C once more ends at once.")
    assert (running.returncode, made + last["left"]) == (INTERRUPTED, 201)
    assert 0 < made < 200
    files = tree(output)
    assert len(files) == made + 2
    write_template(campaign, "parliament", "<p>Calm.</p>")
    again = begin(words(campaign, output))
    out, err = again.communicate(timeout=PATIENCE)
    assert (again.returncode, out) == (0, f"made\t{201 - made}\nunchanged\t{made}\n"), err
    assert {name: digest for name, digest in tree(output).items() if name in files and "/" in name} == {
        name: digest for name, digest in files.items() if "/" in name
    }


def test_a_second_ctrl_c_ends_at_once_and_leaves_no_process_and_no_rest(tmp_path: Path) -> None:
    campaign, output = written_by(tmp_path, 4, 8), tmp_path / "output"
    running = begun(campaign, output, "--time-limit", 10 * PATIENCE)
    interrupt(running)
    assert running.stderr
    assert running.stderr.readline().startswith("The letters in hand are being finished.")
    interrupt(running)
    # Whoever of them was left would hold these open.
    _, err = running.communicate(timeout=PATIENCE)
    assert (running.returncode, "Traceback" in err) == (INTERRUPTED, False), err
    assert {Path(name).suffix for name in tree(output)} == {".html"}


def test_workers_end_with_the_process_that_started_them(tmp_path: Path) -> None:
    campaign = written_by(tmp_path, 4, 8)
    running = begun(campaign, tmp_path / "output", "--time-limit", 10 * PATIENCE)
    running.kill()
    # Whoever of them was left would hold these open.
    running.communicate(timeout=PATIENCE)
