"""Three letters of three hundred do harm: one never ends, one asks for all memory, one is killed."""

import os
import signal
import subprocess
import threading
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from endurance.running import (
    ONLY_LINUX,
    PATIENCE,
    begin,
    children,
    entries,
    id_of,
    memory,
    tree,
    words,
    write_campaign,
    write_template,
)

pytestmark = ONLY_LINUX

FOR_EVER = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
ALL_MEMORY = "{{ 'x' * 5000000000 }}"
MUCH_MEMORY = "{% set much = 'x' * 600000000 %}" + FOR_EVER
"""It is allowed to, but the system is short of memory and ends whoever takes most."""
TOO_MUCH = 500
"""Megabytes at which the system ends a process here."""

MANY_MARKS = "<p>{% for a in range(99) %}a{{ '\u0301' * 99999 }}{% endfor %}</p>"
LONG_WORD = "<p>{{ 'x' * 50000000 }}</p>"

LIMIT = 5
"""Seconds for a letter; an honest one takes a small part of one."""
POISON = {"parliament": 40, "donor": 41, "media": 200}
"""The kinds of office whose letters do harm, and their places in the table; two travel together."""


def end_whoever_takes_too_much(running: "subprocess.Popen[str]") -> None:
    """Kill workers of a run as a system does that is short of memory, until the run has ended."""
    while running.poll() is None:
        for worker in children(running.pid):
            if memory(worker).get("VmRSS", 0) > TOO_MUCH:
                os.kill(worker, signal.SIGKILL)
        try:
            running.wait(0.02)
        except subprocess.TimeoutExpired:
            continue


def poisoned(folder: Path, letters: int, poison: dict[str, int], **templates: str) -> Path:
    """Write a campaign in which some letters do harm."""
    kinds = ["authority"] * letters
    for kind, number in poison.items():
        kinds[number - 1] = kind
    campaign = write_campaign(folder / "campaign", kinds)
    for kind, body in templates.items():
        write_template(campaign, kind, body)
    return campaign


def run(campaign: Path, output: Path, *more: object) -> tuple[int, str, str]:
    """Run the command on a machine that is short of memory."""
    running = begin(words(campaign, output, "--time-limit", LIMIT, *more))
    killer = threading.Thread(target=end_whoever_takes_too_much, args=[running])
    killer.start()
    out, err = running.communicate(timeout=PATIENCE)
    killer.join()
    return running.returncode, out, err


def without(letters: int, poison: dict[str, int]) -> list[str]:
    """Return the names of the letters that do no harm."""
    return [f"first/{id_of(number)}.en" for number in range(1, letters + 1) if number not in poison.values()]


def test_three_bad_letters_of_three_hundred_cost_themselves_only(
    tmp_path: Path, tell: Callable[[str], None]
) -> None:
    campaign = poisoned(tmp_path, 300, POISON, parliament=FOR_EVER, donor=ALL_MEMORY, media=MUCH_MEMORY)
    code, out, err = run(campaign, tmp_path / "output")
    assert (code, out) == (1, "failed\t3\nmade\t297\n"), err
    assert said_of(err) == {
        id_of(POISON["parliament"]): f"printing took more than {LIMIT} seconds",
        id_of(POISON["donor"]): "printing needs more than 2048 MB of memory",
        id_of(POISON["media"]): "the process that printed it ended in mid-letter: SIGKILL",
    }
    names = without(300, POISON)
    assert [entry.name for entry in entries(tmp_path / "output")] == names
    files = {f"{name}.html" for name in names}
    assert {*tree(tmp_path / "output")} == files | {"manifest.csv", "manifest.json"}
    tell("poison: 3 of 300 letters hang, take all memory, or are killed: 297 made, the 3 are named")


def said_of(err: str) -> dict[str, str]:
    """Return why letters were not made, by their recipients' ids."""
    lines = err.splitlines()
    return {
        called.removeprefix("first to "): why.split("error: ")[1]
        for line, why in pairwise(lines)
        if line.endswith(": not made:")
        for called in line.removesuffix(": not made:").split(", ")
    }


def test_letters_that_only_pdf_cannot_bear_cost_themselves_only(tmp_path: Path) -> None:
    campaign = poisoned(tmp_path, 12, {"parliament": 3, "donor": 8}, parliament=MANY_MARKS, donor=LONG_WORD)
    code, out, err = run(campaign, tmp_path / "output", "--format", "pdf")
    assert (code, out) == (1, "failed\t2\nmade\t10\n"), err
    assert {*said_of(err)} == {id_of(3), id_of(8)}
    assert [entry.name for entry in entries(tmp_path / "output")] == without(12, {"a": 3, "b": 8})
