"""Workers: processes of their own that print letters, so that a letter that goes wild costs only itself.

A template or a picture from elsewhere can loop for ever or ask for all the memory there is, inside a library
where nothing in the same process can stop it. So the worker is stopped from outside, and a new one goes on.
"""

import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import TracebackType

from pebble import CONSTS, ProcessExpired, ProcessPool

from zvarot.findings import TemplateFault, ZvarotError, findings_of
from zvarot.press.printing import Job, Press, Printed
from zvarot.writing.looks import PLAIN, Appearance

# A worker that is asked to end and does not is killed: it sits in a library, and hears nothing.
CONSTS.term_timeout = 0.2


@dataclass(frozen=True)
class Limits:
    """What one letter may cost."""

    seconds: float = 60
    memory: int = 2 * 1024**3
    """In bytes, for the whole worker; held on Linux, and nowhere else."""
    size: int = 32 * 1024**2
    """In bytes, of all its files together."""


class OutOfBounds(ZvarotError):
    """A letter cost more than it may."""


class Workers:
    """Processes that print letters, within limits."""

    def __init__(
        self,
        own: Path,
        look: Appearance = PLAIN,
        limits: Limits | None = None,
        count: int = 1,
        pdf: bool = True,
    ) -> None:
        """Start the processes; they load what they need while the first letter is prepared.

        `own` is the folder of the campaign's own templates. `look` may be set until the first letter is
        printed. `pdf` says whether PDFs will be asked for, for which there is more to load.
        """
        self.own, self.look = own, look
        self.limits = limits or Limits()
        self._count, self._pdf = count, pdf
        self._pool = self._started()

    def __enter__(self) -> "Workers":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes, in the middle of a letter if need be."""
        _end(self._pool)

    def print(self, job: Job) -> Printed:
        """Print a letter in one of the processes; raise OutOfBounds where it costs too much."""
        for _ in range(2):
            if not self._pool.active:
                self._renew()
            # A process that ends between two letters takes the pool with it, though no letter is to blame.
            with suppress(BrokenProcessPool):
                return self._result(job)
            self._renew()
        raise OutOfBounds("no process that prints letters stays alive", "Look at the memory of this machine.")

    def _result(self, job: Job) -> Printed:
        # What is opened for a campaign travels with each letter: a process that is new knows nothing.
        given = (self.own, self.look, job, self.limits)
        task = self._pool.schedule(_print, args=given, timeout=self.limits.seconds)
        try:
            printed: Printed = task.result()
        except TimeoutError:
            raise OutOfBounds(f"printing took more than {self.limits.seconds:g} seconds", _HELP) from None
        except MemoryError:
            raise OutOfBounds(_too_much(self.limits), _HELP) from None
        except ProcessExpired as end:
            message = f"the process that printed it ended in mid-letter: {_how(end)}"
            raise OutOfBounds(message, _HELP) from None
        return printed

    def _started(self) -> ProcessPool:
        """Start the processes now, and not at the first letter."""
        pool = ProcessPool(
            max_workers=self._count,
            initializer=_open,
            initargs=(self.limits.memory, self._pdf),
            # Forking copies threads' locks, and Windows cannot do it.
            context=multiprocessing.get_context("spawn"),
        )
        with _deaf_to_interrupts():
            pool.schedule(_nothing)
        return pool

    def _renew(self) -> None:
        _end(self._pool)
        self._pool = self._started()


_HELP = (
    "Look at what is your own in this letter: a template that repeats without end, a very long text or table,"
    " a picture. `zvarot templates check` tries your templates."
)


def _too_much(limits: Limits) -> str:
    return f"printing needs more than {limits.memory // 1024**2} MB of memory"


def _end(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join()


def _how(end: ProcessExpired) -> str:
    """Say how a process ended: `SIGKILL`, `exit code 1`."""
    code = end.exitcode or 0
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Let what is started here not hear Ctrl-C: it is meant for this process, which ends the others."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# In a worker ------------------------------------------------------------------------------------------


def _open(memory: int, pdf: bool) -> None:
    """Prepare a worker for its first letter."""
    # What libraries shout can repeat words of the letter.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    if pdf:
        from zvarot.press import native

        # What is missing is said by the first letter that needs it.
        with suppress(ZvarotError):
            native.load()


def _nothing() -> None:
    """Do nothing."""


def _print(own: Path, look: Appearance, job: Job, limits: Limits) -> Printed:
    """Print a letter in a worker; an error that nobody foresaw is told without its values."""
    _limit_seconds(limits.seconds)
    try:
        printed = _press(own, look).print(job)
    except TemplateFault as fault:
        if isinstance(fault.__cause__, MemoryError):
            raise TemplateFault(_too_much(limits), _HELP, fault.place) from None
        raise
    except (ZvarotError, MemoryError):
        raise
    except RecursionError:
        raise OutOfBounds("what its page is made of is nested too deeply to be printed", _HELP) from None
    except Exception as error:
        found = findings_of(error)[0]
        raise ZvarotError(found.message, found.help) from None
    if sum(map(len, printed.values())) > limits.size:
        raise OutOfBounds(f"its files hold more than {limits.size // 1000} kB", _HELP)
    return printed


@lru_cache(maxsize=1)
def _press(own: Path, look: Appearance) -> Press:
    """Return what is opened once for a campaign's letters."""
    return Press(own, look)


def _limit_seconds(seconds: float) -> None:
    """Let this process end by itself where nobody is left to stop it, some time after its limit."""
    if sys.platform != "win32":
        import resource

        spent = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(spent + seconds) + 2, most))
