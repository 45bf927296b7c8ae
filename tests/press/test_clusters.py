"""Letters printed by a Dask cluster: the same bytes, and no machine that is lost costs a letter."""

import csv
import os
import pickle
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import Popen

import psutil
import pytest
import yaml

from dasks import PATIENCE, SOURCES, Processes, cluster, end, free_port, until
from making import LONG_AGO
from zvarot.findings import TemplateFault, WrongUse, ZvarotError
from zvarot.press import clusters
from zvarot.press.batches import Batch, Order, Result, Status
from zvarot.press.clusters import Cluster
from zvarot.press.ledger import Ledger
from zvarot.press.printing import Format
from zvarot.press.production import Workshop
from zvarot.press.storage import Address
from zvarot.press.tasks import Limits, OutOfBounds, Task, carry_out

OFFICES = 40
PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "cluster.md"
FOR_EVER = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
MEMORY = "{% set a = 'x' * 9999999999 %}"
WORDS = "Invented Office"
"""They stand in each letter."""


@pytest.fixture
def many(base_campaign: Path) -> Path:
    """A small campaign for many offices, with words of its own."""
    return for_offices(base_campaign, OFFICES)


def for_offices(folder: Path, count: int) -> Path:
    """Let a campaign be for so many offices; the first is a donor, the second an embassy."""
    kinds = ["donor", "media", *["ngo"] * count]
    with (folder / "offices.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["id", "kind", "office", "street", "postcode", "town"])
        for number in range(count):
            office = [f"office-{number:03}", kinds[number], f"{WORDS} {number}"]
            table.writerow([*office, f"Sample Street {number}", "10115", "Berlin"])
    defaults = {
        "language": "en", "country": "DE", "salutation": "Dear friends,", "quality": "verified",
        "verified": "2024-02-20", "source": "https://www.example.org/list",
    }  # fmt: skip
    recipients = {
        "language": "en",
        "tables": [{"id": "offices", "file": "offices.csv", "defaults": defaults}],
    }
    (folder / "recipients.yaml").write_text(yaml.safe_dump(recipients), encoding="utf-8")
    campaign = (folder / "campaign.yaml").read_text(encoding="utf-8")
    (folder / "campaign.yaml").write_text(campaign.replace("[office]", "[offices]"), encoding="utf-8")
    own(folder, "letter", "<p>In words of our own.</p>")
    return folder


def own(folder: Path, kind: str, body: str) -> Path:
    """Write the campaign's own words for a kind of office."""
    path = folder / "templates" / "forms" / "open-letter" / "en" / f"{kind}.html.j2"
    path.parent.mkdir(parents=True, exist_ok=True)
    extended = '{% extends "!forms/open-letter/en/letter.html.j2" %}'
    path.write_text(f"{extended}{{% block body %}}{body}{{% endblock %}}\n", encoding="utf-8")
    return path


def run(executor: Cluster, campaign: Path, order: Order) -> Iterator[Result]:
    """Make all letters of a campaign."""
    workshop = Workshop(campaign)
    order = order.for_letters(OFFICES)
    with Ledger(order.home) as ledger:
        yield from Batch(workshop, executor, ledger, order).run(workshop.editions("first", ["all"]))


def order(output: Path | Address, *formats: Format, **more: object) -> Order:
    return Order(output, formats or (Format.HTML,), LONG_AGO, **more)  # type: ignore[arg-type]


def at_home(campaign: Path, *formats: Format) -> dict[str, bytes]:
    """Return what this process makes of a campaign, by the names of the files."""
    workshop = Workshop(campaign)
    jobs = [workshop.job(made, formats or (Format.HTML,)) for made in workshop.editions("first", ["all"])]
    return {
        f"{job.name}.{format}".removeprefix("first/"): content
        for job in jobs
        for format, content in workshop.press.print(job).items()
    }


def letters(folder: Path) -> dict[str, bytes]:
    """Return all letters in a folder, by name."""
    return {path.name: path.read_bytes() for path in folder.rglob("first/*")}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Processes, list["Popen[bytes]"]]]:
    """A scheduler and two workers."""
    with cluster(tmp_path_factory.mktemp("cluster") / "logs", "first", "second") as started:
        yield started


@pytest.fixture
def scheduler(running: tuple[Processes, list["Popen[bytes]"]]) -> str:
    """The address of the scheduler."""
    return running[0].address


def test_a_cluster_prints_the_same_bytes(scheduler: str, many: Path, tmp_path: Path) -> None:
    with Cluster(scheduler) as executor:
        there = [*run(executor, many, order(tmp_path / "there", workers=executor.count))]
        assert executor.count == 2
    assert {result.status for result in there} == {Status.MADE}
    assert len(letters(tmp_path / "there")) == OFFICES
    assert letters(tmp_path / "there") == at_home(many)
    assert all(b"In words of our own." in content for content in letters(tmp_path / "there").values())


def test_a_cluster_prints_the_same_pdfs(scheduler: str, base_campaign: Path, tmp_path: Path) -> None:
    campaign = for_offices(base_campaign, 3)
    with Cluster(scheduler) as executor:
        assert len([*run(executor, campaign, order(tmp_path / "there", Format.PDF))]) == 3
    assert len(letters(tmp_path / "there")) == 3
    assert letters(tmp_path / "there") == at_home(campaign, Format.PDF)


def test_a_cluster_puts_letters_at_an_address_itself(scheduler: str, many: Path, tmp_path: Path) -> None:
    address = Address(f"file://{tmp_path}/shared")
    with Cluster(scheduler) as executor:
        made = [*run(executor, many, order(address, ledger=tmp_path / "home", workers=2))]
        again = [*run(executor, many, order(address, ledger=tmp_path / "home", workers=2))]
    assert {result.status for result in made} == {Status.MADE}
    assert {result.status for result in again} == {Status.UNCHANGED}
    assert len(letters(tmp_path / "shared")) == OFFICES
    assert not letters(tmp_path / "home")


# What is lost ------------------------------------------------------------------------------------------


def test_a_worker_killed_in_mid_batch_costs_no_letter(
    running: tuple[Processes, list["Popen[bytes]"]], many: Path, tmp_path: Path
) -> None:
    processes, started = running
    started.append(processes.worker("doomed"))
    results: list[Result] = []
    printing: list[psutil.Process] = []
    with Cluster(processes.address) as executor:
        assert executor.count == 3
        for result in run(executor, many, order(tmp_path / "there", workers=executor.count)):
            if not printing:
                printing = psutil.Process(started[-1].pid).children(recursive=True)
                if printing:
                    started[-1].kill()
            results.append(result)
    assert [result.status for result in results] == [Status.MADE] * OFFICES
    assert letters(tmp_path / "there") == at_home(many)
    assert printing
    until(lambda: not any(map(alive, printing)))


def alive(process: psutil.Process) -> bool:
    try:
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def test_letters_that_go_wild_cost_only_themselves_and_say_nothing(
    running: tuple[Processes, list["Popen[bytes]"]], many: Path, tmp_path: Path
) -> None:
    own(many, "donor", FOR_EVER)
    own(many, "media", MEMORY)
    with Cluster(running[0].address) as executor:
        limits = Limits(seconds=5)
        results = [*run(executor, many, order(tmp_path / "there", workers=2, limits=limits))]
    wild = {result.name: result.error for result in results if result.status is Status.FAILED}
    assert sorted(wild) == ["first/office-000.en", "first/office-001.en"]
    assert str(wild["first/office-000.en"]) == "printing took more than 5 seconds"
    assert "needs more than 2048 MB of memory" in str(wild["first/office-001.en"])
    assert len(letters(tmp_path / "there")) == OFFICES - 2
    for name in ("scheduler", "first", "second"):
        assert "Start" in running[0].log(name)
        assert WORDS not in running[0].log(name)


def test_a_template_at_fault_is_named_as_the_user_knows_it(
    scheduler: str, base_campaign: Path, tmp_path: Path
) -> None:
    campaign = for_offices(base_campaign, 3)
    path = own(campaign, "media", "\n{{ nonsense }}")
    with Cluster(scheduler) as executor:
        results = [*run(executor, campaign, order(tmp_path / "there"))]
    (fault,) = [result.error for result in results if result.error]
    assert isinstance(fault, TemplateFault)
    assert str(fault.place) == f"{path}:2:1"
    assert fault.place
    assert fault.place.text == "{{ nonsense }}{% endblock %}"


def test_a_scheduler_that_is_lost_ends_the_run(many: Path, tmp_path: Path) -> None:
    with cluster(tmp_path / "logs", "only") as (processes, started), Cluster(processes.address) as executor:
        results = run(executor, many, order(tmp_path / "there", workers=1))
        assert next(results).status is Status.MADE
        end(started[0])
        with pytest.raises(ZvarotError, match="does not answer any more") as lost:
            list(results)
    assert "the same command goes on" in lost.value.help
    assert not isinstance(lost.value, OutOfBounds)


# What is refused ---------------------------------------------------------------------------------------


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody wait long for an answer."""
    monkeypatch.setattr(clusters, "PATIENCE", 2)


@pytest.mark.usefixtures("impatient")
def test_a_scheduler_that_is_not_there_is_told() -> None:
    with pytest.raises(WrongUse, match="no Dask scheduler answers at tcp:") as told:
        Cluster(f"tcp://127.0.0.1:{free_port()}")
    assert "dask scheduler" in told.value.help


@pytest.mark.usefixtures("impatient")
def test_workers_that_cannot_print_are_told(tmp_path: Path) -> None:
    with cluster(tmp_path / "logs") as (processes, started):
        with pytest.raises(WrongUse, match="has no workers") as none:
            Cluster(processes.address)
        started.append(processes.worker("minded", "--nanny"))
        with pytest.raises(WrongUse, match="was started with a nanny") as minded:
            Cluster(processes.address)
    assert "dask worker --no-nanny" in none.value.help
    assert none.value.help == minded.value.help


@pytest.mark.parametrize(
    "address", ["tcp://192.0.2.7:8786", "tcp://printers.example.org:8786", "tcp://:8786"]
)
def test_an_address_where_anybody_could_read_letters_is_refused(address: str) -> None:
    with pytest.raises(WrongUse, match="not encrypted"):
        Cluster(address)


@pytest.mark.parametrize("address", ["127.0.0.1:8786", "inproc://x", "ws://127.0.0.1:8786", "nonsense"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(WrongUse, match="no address of Dask's"):
        Cluster(address)


def test_a_machine_that_prints_otherwise_is_refused(
    running: tuple[Processes, list["Popen[bytes]"]], many: Path, tmp_path: Path
) -> None:
    other = other_zvarot(tmp_path / "other")
    processes, started = running
    with Cluster(processes.address) as executor:
        started.append(processes.worker("other", sources=other / "src"))
        with pytest.raises(WrongUse, match="would print other letters than this machine: zvarot ") as late:
            [*run(executor, many, order(tmp_path / "there", workers=3))]
    with pytest.raises(WrongUse, match="would print other letters than this machine: zvarot ") as early:
        Cluster(processes.address)
    assert late.value.help == early.value.help == clusters._alike()
    end(started.pop())
    until(lambda: "Remove worker" in processes.log("scheduler").partition("name: other")[2])


def other_zvarot(folder: Path) -> Path:
    """Return a copy of the program that is not quite the same."""
    shutil.copytree(SOURCES, folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(SOURCES.parent / "templates", folder / "templates")
    with (folder / "src" / "zvarot" / "__init__.py").open("a", encoding="utf-8") as file:
        file.write("# Not the same.\n")
    return folder


def test_a_cluster_carries_tasks_out_and_does_nothing_else(scheduler: str) -> None:
    with Cluster(scheduler) as executor, pytest.raises(TypeError):
        executor.submit(print, "anything")


# Tasks -------------------------------------------------------------------------------------------------


def test_a_task_carried_out_twice_does_no_harm(base_campaign: Path, tmp_path: Path) -> None:
    workshop = Workshop(for_offices(base_campaign, 3))
    jobs = tuple(workshop.job(made, [Format.HTML]) for made in workshop.editions("first", ["all"]))
    address = Address(f"file://{tmp_path}/shared")
    task = Task(workshop.folder / "templates", workshop.look, jobs, Limits(), address)
    once = carry_out(task), letters(tmp_path / "shared")
    assert once == (carry_out(pickle.loads(pickle.dumps(task))), letters(tmp_path / "shared"))
    assert len(once[1]) == 3


def test_an_address_that_takes_no_letter_ends_the_run(scheduler: str, many: Path, tmp_path: Path) -> None:
    (tmp_path / "shared").write_text("no folder")
    with Cluster(scheduler) as executor, pytest.raises(ZvarotError, match="cannot write"):
        [*run(executor, many, order(Address(f"file://{tmp_path}/shared"), ledger=tmp_path / "home"))]


# Certificates ------------------------------------------------------------------------------------------


def certificates(folder: Path) -> dict[str, str]:
    """Make certificates as the page on clusters says, and return where Dask finds its settings."""
    blocks = re.findall(r"^```text\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.M | re.S)
    (commands,) = (block for block in blocks if block.startswith("openssl"))
    (settings,) = (block for block in blocks if block.startswith("distributed:"))
    folder.mkdir()
    subprocess.run(["sh", "-ec", commands], cwd=folder, check=True, capture_output=True)
    (folder / "zvarot.yaml").write_text(settings.replace("/etc/zvarot", str(folder)), encoding="utf-8")
    return {"DASK_CONFIG": str(folder / "zvarot.yaml")}


def test_a_cluster_with_certificates_prints_for_those_who_have_one(
    base_campaign: Path, tmp_path: Path
) -> None:
    for_offices(base_campaign, 3)
    settings = certificates(tmp_path / "certificates")
    with cluster(tmp_path / "logs", "only", protocol="tls", environment=settings) as (processes, _):
        words = ("--executor", "dask", "--scheduler", processes.address, "--format", "html")
        without = zvarot("batch", "-C", str(base_campaign), *words, folder=tmp_path)
        told = zvarot("batch", "-C", str(base_campaign), *words, folder=tmp_path, settings=settings)
    assert (without.returncode, "(no certificates)" in without.stderr) == (2, True)
    assert "does this machine know the certificates?" in without.stderr
    assert "Traceback" not in without.stderr
    assert (told.returncode, told.stderr) == (0, "")
    assert len(letters(tmp_path / "output")) == 3


def zvarot(
    *words: str, folder: Path, settings: dict[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    """Run a command as its user does."""
    told = {**os.environ, **(settings or {}), "PYTHONPATH": str(SOURCES)}
    command = [sys.executable, "-m", "zvarot", *words]
    return subprocess.run(
        command, cwd=folder, env=told, capture_output=True, text=True, check=False, timeout=PATIENCE
    )
