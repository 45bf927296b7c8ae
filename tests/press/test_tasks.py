"""A task gives its letters' files, or what stopped each of them."""

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from making import contents
from zvarot.findings import ZvarotError
from zvarot.press import tasks
from zvarot.press.printing import Format, Job
from zvarot.press.production import Workshop
from zvarot.press.tasks import (
    OUT_OF_MEMORY,
    File,
    Limits,
    OutOfBounds,
    Task,
    _press,
    blamed,
    carry_out,
    get_ready,
)

LIMITS = Limits(seconds=4)


def task_of(folder: Path, *formats: Format) -> Task:
    workshop = Workshop(folder)
    (made,) = workshop.editions("first", ["office"])
    return Task(folder / "templates", workshop.look, (workshop.job(made, formats),), Limits())


def renamed(job: Job, name: str) -> Job:
    return replace(job, name=name)


def test_a_file_knows_its_digest_and_its_pages(base_campaign: Path) -> None:
    (outcome,) = carry_out(task_of(base_campaign, *Format))
    assert not isinstance(outcome, ZvarotError)
    pdf, html = outcome[Format.PDF], outcome[Format.HTML]
    assert pdf.sha256 == hashlib.sha256(contents(outcome)[Format.PDF]).hexdigest()
    assert (pdf.pages, html.pages) == (2, 0)


def test_what_stops_one_letter_of_a_task_stops_no_other(base_campaign: Path) -> None:
    task = task_of(base_campaign, Format.HTML)
    (job,) = task.jobs
    jobs = (job, renamed(job, "first/relativeson"), renamed(job, "first/another.en"))
    first, second, third = carry_out(replace(task, jobs=jobs))
    assert isinstance(second, ZvarotError)
    assert first == third == {Format.HTML: File(contents(first)[Format.HTML], 0)}


def test_without_reuse_each_letter_is_typeset_as_if_it_were_the_only_one(base_campaign: Path) -> None:
    task = task_of(base_campaign, Format.PDF)
    again = replace(task, jobs=task.jobs * 3)
    reused, full = _press(task.own, task.look, True), _press(task.own, task.look, False)
    assert carry_out(again) == carry_out(replace(again, reuse=False))
    assert full.typesetter.letters is None
    assert reused.typesetter.letters is not None


def test_a_task_has_the_time_of_all_its_letters(base_campaign: Path) -> None:
    task = task_of(base_campaign, Format.HTML)
    assert replace(task, jobs=task.jobs * 3, limits=Limits(seconds=20)).seconds == 60


def test_a_task_carried_out_twice_gives_the_same(base_campaign: Path) -> None:
    task = task_of(base_campaign, *Format)
    assert carry_out(task) == carry_out(task)


def test_a_process_that_got_ready_gives_the_same(base_campaign: Path) -> None:
    task = task_of(base_campaign, *Format)
    before = carry_out(task)
    tasks._press.cache_clear()
    get_ready(pdf=True)
    (ready,) = tasks._ready
    assert carry_out(task) == before
    assert tasks._press(task.own, task.look, True).typesetter is ready
    assert tasks._ready == []


def test_whoever_hands_tasks_out_has_opened_nothing_that_prints() -> None:
    program = (
        "import sys, zvarot.press.workers\n"
        "assert not {'jinja2', 'babel', 'pydantic', 'yaml', 'zvarot.press.printing'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


_WILD = """
import sys
from dataclasses import replace
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from zvarot.press.tasks import Limits, carry_out
from press.test_tasks import task_of
from zvarot.press.printing import Format
if __name__ == "__main__":
    carry_out(replace(task_of(Path(sys.argv[2]), Format.HTML), limits=Limits(seconds=0.5)))
"""


def test_a_process_ends_by_itself_where_nobody_stops_it(base_campaign: Path) -> None:
    path = base_campaign / "templates" / "forms" / "open-letter" / "en" / "letter.html.j2"
    path.parent.mkdir(parents=True)
    loop = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    path.write_text(
        f'{{% extends "!forms/open-letter/en/letter.html.j2" %}}{{% block body %}}{loop}{{% endblock %}}'
    )
    command = [sys.executable, "-c", _WILD, str(Path(__file__).parents[1]), str(base_campaign)]
    ended = subprocess.run(command, capture_output=True, timeout=60, check=False, env={**os.environ})
    assert (ended.returncode, ended.stdout) == (1, b"")


class Ended(Exception):
    """What a pool says of a process that ended."""

    def __init__(self, exitcode: int) -> None:
        self.exitcode = exitcode


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (TimeoutError(), "printing took more than 4 seconds"),
        (MemoryError(), "printing needs more than 2048 MB of memory"),
        (Ended(OUT_OF_MEMORY), "printing needs more than 2048 MB of memory"),
        (Ended(-9), "the process that printed it ended in mid-letter: SIGKILL"),
        (Ended(3), "the process that printed it ended in mid-letter: exit code 3"),
    ],
)
def test_a_letter_that_ended_its_process_is_blamed(error: Exception, message: str) -> None:
    blame = blamed(error, LIMITS)
    assert isinstance(blame, OutOfBounds)
    assert (blame.message, blame.help.startswith("Look at what is your own")) == (message, True)


def test_a_fault_of_the_program_is_not_blamed_on_the_letter() -> None:
    try:
        raise KeyError("Invented Secret")
    except KeyError as error:
        blame = blamed(error, LIMITS)
    assert blame.message.startswith("zvarot failed (KeyError in test_tasks.py:")
    assert "Secret" not in repr(blame)
