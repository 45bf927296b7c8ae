"""Clusters: print on many machines, which a Dask scheduler knows.

A machine of the cluster gets tasks, and each of them says all that is needed: what the readers of its letters
may learn, the campaign's own templates, and on what kind of machine it was prepared. Processes within limits
carry it out there, as they do here, so that a letter that goes wild costs only itself there, too.
"""

import ipaddress
import logging
import multiprocessing
import platform
import tempfile
import threading
import warnings
from collections.abc import Callable, Mapping
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from pebble import ProcessExpired

from zvarot.findings import Place, TemplateFault, WrongUse, ZvarotError, findings_of
from zvarot.press.machines import differences, setup
from zvarot.press.tasks import Limits, Outcome, Task, carry_out
from zvarot.press.workers import Workers
from zvarot.writing.folders import TemplateFolders

AT_ONCE = 64
"""The letters of one task, at most: sending a task costs some milliseconds."""
PATIENCE = 10
"""How many seconds the scheduler and its workers have to answer at first."""

_START = "Start it with: dask scheduler --no-dashboard; docs/how-to/cluster.md goes through it step by step."
_START_WORKERS = "On each machine that is to print, start: dask worker --no-nanny --no-dashboard ADDRESS"
_GO_ON = "What was made stays made. When the cluster is there again, the same command goes on."

Carried = tuple[Outcome, ...]


@dataclass(frozen=True)
class _Parcel:
    """A task with what another machine needs for it; its words never stand in a message of Dask's."""

    task: Task = field(repr=False)
    templates: tuple[tuple[str, bytes], ...] = field(repr=False)
    """The campaign's own, with their names."""
    machine: Mapping[str, str] = field(repr=False)
    """What the letters are to be printed with."""


class Cluster(Executor):
    """The workers of a Dask scheduler.

    A task fails as it does with Workers. It raises ZvarotError when the cluster is lost, or a machine in it
    prints otherwise than this one.
    """

    def __init__(self, scheduler: str) -> None:
        """Find the scheduler and its workers; raise WrongUse where they cannot be used."""
        _must_be_safe(scheduler)
        self._scheduler = scheduler
        self._client = _connected(scheduler)
        try:
            self.count = self._examined()
        except BaseException:
            self.shutdown()
            raise
        self._executor: Executor = self._client.get_executor(pure=False)
        self._templates: dict[Path, tuple[tuple[str, bytes], ...]] = {}

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take leave of the scheduler; what it still had to do is given up."""
        self.shutdown()

    def submit(self, do: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Have a task carried out on some machine."""
        if do is not carry_out:
            raise TypeError("a cluster carries tasks out, and does nothing else")
        if self._client.status != "running":
            raise self._lost()
        (task,) = args
        ours: Future[Carried] = Future()
        theirs = self._executor.submit(_carry_out_there, self._parcel(task))
        theirs.add_done_callback(partial(self._hand_over, ours))
        return ours

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take leave of the scheduler; what it still had to do is given up."""
        self._client.close(timeout=PATIENCE)

    def _parcel(self, task: Task) -> _Parcel:
        if task.own not in self._templates:
            self._templates[task.own] = _packed(task.own)
        return _Parcel(task, self._templates[task.own], setup())

    def _hand_over(self, ours: Future[Carried], theirs: Future[Carried | Exception]) -> None:
        """Pass on what came of a task; nobody knows which letter is to blame where machines were lost."""
        if theirs.cancelled():
            ours.set_exception(self._lost())
        elif error := theirs.exception():
            killed = type(error).__name__ == "KilledWorker"
            ours.set_exception(BrokenExecutor() if killed else self._strange(error))
        elif isinstance(answer := theirs.result(), Exception):
            ours.set_exception(answer)
        else:
            ours.set_result(answer)

    def _examined(self) -> int:
        """Return how many letters are printed at the same time; raise WrongUse where none may be."""
        try:
            self._client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            raise WrongUse(f"the scheduler {self._scheduler} has no workers", _START_WORKERS) from None
        workers = self._client.scheduler_info(n_workers=-1)["workers"]
        for address in workers:
            _must_be_safe(address)
        for address, fault in self._client.run(_fault_there, setup(), on_error="return").items():
            if fault:
                raise fault if isinstance(fault, WrongUse) else _unable(address, fault)
        return sum(worker["nthreads"] for worker in workers.values())

    def _lost(self) -> ZvarotError:
        return ZvarotError(f"the scheduler {self._scheduler} does not answer any more", _GO_ON)

    def _strange(self, error: BaseException) -> ZvarotError:
        return ZvarotError(f"the cluster {self._scheduler} failed ({type(error).__name__})", _GO_ON)


def _connected(scheduler: str) -> Any:
    """Return Dask's client, which keeps silent: what it logs could repeat words of a letter."""
    try:
        import dask
        from distributed import Client, Security
    except ImportError:
        raise WrongUse(
            "--executor dask needs a part that is not installed", 'Run: pip install "zvarot[dask]"'
        ) from None
    for name in ("distributed", "distributed.client", "tornado.application"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 GiB"})
    with warnings.catch_warnings():
        # Of other versions zvarot itself says more.
        warnings.simplefilter("ignore")
        try:
            security: Any = Security()  # type: ignore[no-untyped-call]
            if scheduler.startswith("tls:") and not security.get_connection_args("client")["ssl_context"]:
                raise _unreachable(scheduler, "no certificates")
            return Client(  # type: ignore[no-untyped-call]
                scheduler, timeout=PATIENCE, set_as_default=False, name="zvarot", security=security
            )
        except (OSError, ValueError, RuntimeError, TypeError) as error:
            raise _unreachable(scheduler, type(error).__name__) from None


def _unreachable(scheduler: str, why: str) -> WrongUse:
    secure = scheduler.startswith("tls:")
    help = (
        "Is it running, and does this machine know the certificates? They belong into Dask's configuration:"
        " docs/how-to/cluster.md goes through it step by step."
    )
    return WrongUse(f"no Dask scheduler answers at {scheduler} ({why})", help if secure else _START)


def _unable(address: str, error: object) -> WrongUse:
    """Say that a worker could not even be asked."""
    if isinstance(error, ModuleNotFoundError):
        return WrongUse(f"the worker {address} has no {error.name}", _alike())
    return WrongUse(f"the worker {address} cannot print ({type(error).__name__})", _alike())


def _alike() -> str:
    return (
        "Install the same zvarot on all machines, with the same libraries: letters must not differ by a byte."
    )


def _must_be_safe(address: str) -> None:
    """Raise WrongUse for an address to which words of letters would travel for everybody to read."""
    parts = urlsplit(address)
    if parts.scheme == "tls" or (parts.scheme == "tcp" and _is_this_machine(parts.hostname or "")):
        return
    if parts.scheme != "tcp":
        raise WrongUse(f"{address} is no address of Dask's", "Write it like tls://scheduler.example.org:8786")
    raise WrongUse(
        f"what travels to {address} is not encrypted: it would show what letters say, and let anybody in",
        "Give the cluster certificates, and write tls:// for tcp://: docs/how-to/cluster.md says how.",
    )


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _packed(own: Path) -> tuple[tuple[str, bytes], ...]:
    """Return the campaign's own templates with their names; raise TemplateFault for what may be none."""
    folders = TemplateFolders(own)
    names = [name for name in folders.list_templates() if folders.is_own(name)]
    return tuple((name, folders.path(name).read_bytes()) for name in names)


# On a machine of the cluster --------------------------------------------------------------------------


def _fault_there(wanted: Mapping[str, str]) -> WrongUse | None:
    """Return what keeps this machine from printing letters as another would."""
    if multiprocessing.current_process().daemon:
        words = f"the worker on {platform.node()} was started with a nanny, and cannot start what prints"
        return WrongUse(words, _START_WORKERS)
    if found := differences(setup(), wanted):
        words = (
            f"the worker on {platform.node()} would print other letters than this machine: {'; '.join(found)}"
        )
        return WrongUse(words, _alike())
    return None


def _carry_out_there(parcel: _Parcel) -> Carried | Exception:
    """Carry a task out in a process of its own; return what went wrong, for Dask would log what is raised."""
    try:
        if fault := _fault_there(parcel.machine):
            return fault
        with _OPENING:
            folder = _unpacked(parcel.templates)
            there = Path(folder.name)
            workers = _workers(parcel.task.limits.memory)
            future = workers.submit(carry_out, replace(parcel.task, own=there))
        outcomes = future.result()
    except (ZvarotError, TimeoutError, ProcessExpired, BrokenExecutor, MemoryError) as error:
        return error
    except Exception as error:
        found = findings_of(error)[0]
        return ZvarotError(found.message, found.help)
    return tuple(_as_at_home(outcome, there, parcel.task.own) for outcome in outcomes)


_OPENING = threading.Lock()
"""A worker of Dask's carries out several tasks at once, in threads."""


@lru_cache(maxsize=1)
def _unpacked(templates: tuple[tuple[str, bytes], ...]) -> "tempfile.TemporaryDirectory[str]":
    """Put templates into a folder that goes when this process does, or when others come."""
    folder = tempfile.TemporaryDirectory(prefix="zvarot-")
    for name, content in templates:
        path = Path(folder.name, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


@lru_cache(maxsize=1)
def _workers(memory: int) -> Workers:
    """Return the processes that print here: as many as Dask gives this machine tasks at the same time."""
    from distributed import get_worker

    return Workers(get_worker().state.nthreads, Limits(memory=memory))


def _as_at_home(outcome: Outcome, there: Path, own: Path) -> Outcome:
    """Name the user's own template where one here is at fault."""
    if (
        isinstance(outcome, TemplateFault)
        and outcome.place
        and Path(outcome.place.file).is_relative_to(there)
    ):
        file = own / Path(outcome.place.file).relative_to(there)
        place = Place(str(file), outcome.place.line, outcome.place.column, outcome.place.text)
        return TemplateFault(outcome.message, outcome.help, place)
    return outcome
