"""A letter that goes wild costs only itself."""

import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from making import print_job
from zvarot.case.campaign import Edition
from zvarot.case.casefile import Case
from zvarot.findings import Refused, TemplateFault, ZvarotError
from zvarot.press.printing import Format, Job
from zvarot.press.production import Workshop
from zvarot.press.tasks import Limits, OutOfBounds
from zvarot.press.workers import Workers

LIMITS = Limits(seconds=4, memory=1500 * 1024**2)
EXAMPLE = Path(__file__).parents[2] / "examples" / "belarus"
FOR_EVER = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"

Make = Callable[..., bytes]
Own = Callable[[str], Path]


@pytest.fixture
def own(base_campaign: Path) -> Own:
    """Return a maker of the campaign's own opening, for the letter that is tried."""

    def write(body: str) -> Path:
        path = base_campaign / "templates" / "forms" / "open-letter" / "en" / "letter.html.j2"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f'{{% extends "!forms/open-letter/en/letter.html.j2" %}}{{% block body %}}{body}{{% endblock %}}',
            encoding="utf-8",
        )
        return base_campaign

    return write


def job_of(folder: Path, *formats: Format) -> tuple[Workshop, Job]:
    workshop = Workshop(folder)
    (made,) = workshop.editions("first", ["all"])
    return workshop, workshop.job(made, formats or (Format.HTML,))


@pytest.fixture
def printed(own: Own) -> Iterator[Make]:
    """Print a letter whose body is given, and after it one that is as it should be."""

    def run(body: str, *formats: Format, limits: Limits = LIMITS) -> bytes:
        folder = own(body)
        workshop, job = job_of(folder, *formats)
        with Workers(limits=limits, pdf=False) as workers:
            try:
                return print_job(workers, workshop, job, limits)[job.formats[-1]]
            finally:
                own("<p>Calm.</p>")
                assert b"Calm." in print_job(workers, *job_of(folder))[Format.HTML]

    yield run
    assert multiprocessing.active_children() == []


def test_workers_print_the_same_bytes(base_campaign: Path) -> None:
    workshop, job = job_of(base_campaign, *Format)
    with Workers() as workers:
        assert print_job(workers, workshop, job) == workshop.press.print(job)


# Limits -----------------------------------------------------------------------------------------------


def test_a_letter_that_takes_too_long_is_stopped(printed: Make) -> None:
    with pytest.raises(OutOfBounds, match="printing took more than 4 seconds") as raised:
        printed(FOR_EVER)
    assert raised.value.help.startswith("Look at what is your own in this letter")


def test_a_letter_that_asks_for_all_memory_is_stopped_and_its_template_named(printed: Make) -> None:
    with pytest.raises(TemplateFault, match="printing needs more than 1500 MB of memory") as raised:
        printed("{{ 'x' * 5000000000 }}")
    assert raised.value.place is not None
    assert raised.value.place.file.endswith("letter.html.j2")


def test_a_letter_that_is_larger_than_anybody_can_send_is_stopped(base_campaign: Path) -> None:
    workshop, job = job_of(base_campaign)
    with (
        Workers(pdf=False) as workers,
        pytest.raises(OutOfBounds, match="its files hold more than 50 kB"),
    ):
        print_job(workers, workshop, job, Limits(size=50_000))


def test_a_page_that_is_nested_too_deeply_is_no_fault_of_the_program(printed: Make) -> None:
    deep = "{{ ('<table><tr><td>' * 90)|safe }}x{{ ('</td></tr></table>' * 90)|safe }}"
    with pytest.raises(OutOfBounds, match="nested too deeply"):
        printed(deep, Format.PDF, limits=Limits())


# Ends -------------------------------------------------------------------------------------------------


def end_first_worker(how: signal.Signals) -> None:
    """Kill a worker from outside, as a system does that runs out of memory."""
    (worker,) = multiprocessing.active_children()
    assert worker.pid
    os.kill(worker.pid, how)
    worker.join()


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such signal")
def test_a_worker_that_is_killed_in_mid_letter_costs_that_letter_only(own: Own) -> None:
    workshop, wild = job_of(own(FOR_EVER))
    with Workers(pdf=False) as workers:
        own("<p>Calm.</p>")
        assert b"Calm." in print_job(workers, workshop, wild)[Format.HTML]
        own(FOR_EVER)
        killer = threading.Timer(0.5, end_first_worker, [signal.SIGKILL])
        killer.start()
        with pytest.raises(OutOfBounds, match="the process that printed it ended in mid-letter: SIGKILL"):
            print_job(workers, workshop, wild)
        own("<p>Calm.</p>")
        assert b"Calm." in print_job(workers, workshop, wild)[Format.HTML]


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such signal")
def test_a_worker_that_is_killed_between_two_letters_costs_none(own: Own) -> None:
    workshop, job = job_of(own("<p>Calm.</p>"))
    with Workers(pdf=False) as workers:
        before = print_job(workers, workshop, job)
        end_first_worker(signal.SIGKILL)
        assert print_job(workers, workshop, job) == before


@pytest.fixture
def hearing() -> Iterator[None]:
    """Hear Ctrl-C, even where a shell has started the tests in the background and they would not."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("hearing")
@pytest.mark.skipif(os.name != "posix", reason="Windows has no such signal")
def test_ctrl_c_in_mid_letter_leaves_no_process_behind(own: Own) -> None:
    workshop, wild = job_of(own(FOR_EVER))
    interrupt = threading.Timer(2, os.kill, [os.getpid(), signal.SIGINT])
    interrupt.start()
    with Workers(pdf=False) as workers, pytest.raises(KeyboardInterrupt):
        print_job(workers, workshop, wild)
    assert multiprocessing.active_children() == []


@pytest.mark.usefixtures("hearing")
@pytest.mark.skipif(os.name != "posix", reason="Windows has no such signal")
def test_ctrl_c_in_a_terminal_ends_the_command_and_its_workers_quietly(own: Own, tmp_path: Path) -> None:
    folder = own("<p>Calm.</p>")
    add_wild_recipient(folder)
    words = ["letter", "first", "--to", "all", "-C", folder, "--output", tmp_path / "output"]
    command = [sys.executable, "-m", "zvarot", *map(str, words)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, start_new_session=True) as running:
        assert running.stdout
        # The first letter is made, and the worker is at the second.
        assert running.stdout.readline().endswith("office.en.pdf\n")
        assert running.stdout.readline().endswith("office.en.html\n")
        # As a terminal does it: to everything that was started from the command.
        os.killpg(running.pid, signal.SIGINT)
        # Whoever of them was left would hold these open.
        out, said = running.communicate(timeout=60)
    assert (out, "Traceback" in said, running.returncode != 0) == ("", False, True)
    assert [*tmp_path.rglob("wild.*")] == []


def add_wild_recipient(folder: Path) -> None:
    """Add a recipient of a kind whose template never ends."""
    recipients, campaign = folder / "recipients.yaml", folder / "campaign.yaml"
    wild = """
  - id: wild
    kind: parliament
    office: Wild Office
    address: {lines: [1 Invented Street], country: BY}
    language: en
    salutation: Dear Wild Office,
    source: https://www.example.org/office
    verified: 2024-02-20
    quality: verified
"""
    recipients.write_text(recipients.read_text(encoding="utf-8") + wild, encoding="utf-8")
    plan = campaign.read_text(encoding="utf-8").replace("recipients: [office]", "recipients: [office, wild]")
    campaign.write_text(plan, encoding="utf-8")
    kind = folder / "templates" / "forms" / "open-letter" / "en" / "parliament.html.j2"
    kind.parent.mkdir(parents=True, exist_ok=True)
    kind.write_text(
        '{% extends "!forms/open-letter/en/letter.html.j2" %}{% block body %}' + FOR_EVER + "{% endblock %}",
        encoding="utf-8",
    )


# What travels -----------------------------------------------------------------------------------------


def test_what_a_worker_refuses_is_told_as_it_would_be_here(printed: Make) -> None:
    with pytest.raises(TemplateFault, match="'nothing' is undefined") as raised:
        printed("{{ nothing }}")
    assert raised.value.place is not None
    assert raised.value.place.file.endswith("letter.html.j2")


def test_a_letter_that_is_held_back_says_what_was_found(printed: Make) -> None:
    with pytest.raises(Refused) as raised:
        printed("<p>Invented Relativeson</p>")
    assert {found.rule for found in raised.value.findings} == {"withheld-name"}
    assert "Relativeson" not in repr(raised.value.findings)


def test_an_error_that_nobody_foresaw_tells_no_value(base_campaign: Path) -> None:
    workshop, job = job_of(base_campaign)
    object.__setattr__(job.disclosure, "date", "Invented Secret")
    with (
        Workers(pdf=False) as workers,
        pytest.raises(ZvarotError, match=r"^zvarot failed \(\w+ in \w+\.py:\d+\)$"),
    ):
        print_job(workers, workshop, job)


def test_what_travels_to_a_worker_is_small_and_holds_nothing_that_is_withheld() -> None:
    workshop = Workshop(EXAMPLE)
    case: Case = workshop.dossier.case
    sizes, looked_for = [], 0
    for plan in workshop.dossier.campaign.letters:
        for made in workshop.editions(plan.id, ["all"]):
            packed = pickle.dumps(workshop.job(made, Format))
            withheld = withheld_words(case, made)
            assert [words for words in withheld if words.encode() in packed] == []
            sizes.append(len(packed))
            looked_for += len(withheld)
    assert looked_for > 0
    assert max(sizes) < 200_000


def withheld_words(case: Case, made: Edition) -> set[str]:
    """Return the names of people, and the ids of what a letter's reader may not learn of."""
    people = [one for one in case.people if not made.audience.may_read(one.circle)]
    names = {name for one in people for name in (*one.names.values(), *one.spellings)}
    records: list[Any] = [*case.incidents, *case.figures]
    hidden = {one.id for one in records if not made.audience.may_read(one.audience or case.audience)}
    return names | hidden
