"""Workers: processes of their own that carry tasks out, so that a letter that goes wild costs only itself.

A template or a picture from elsewhere can loop for ever or ask for all the memory there is, inside a library
where nothing in the same process can stop it. So the worker is stopped from outside, and a new one goes on.
"""

import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager, suppress
from functools import partial
from threading import Thread
from types import TracebackType
from typing import ParamSpec, TypeVar

from pebble import CONSTS, ProcessPool

from zvarot.press.tasks import OUT_OF_MEMORY, Limits, Task, get_ready

# A worker that is asked to end and does not is killed: it sits in a library, and hears nothing.
CONSTS.term_timeout = 0.2

_Given = ParamSpec("_Given")
_Returned = TypeVar("_Returned")


class Workers(Executor):
    """Processes on this machine, within limits.

    A task fails with ProcessExpired when its process ends, which it does by itself where a letter takes too
    long. It fails with BrokenExecutor or TimeoutError when no task is to blame for what went wrong; then the
    next one finds new processes. Other work fails with TimeoutError where it takes too long.
    """

    def __init__(self, count: int = 1, limits: Limits | None = None, pdf: bool = True) -> None:
        """Begin without any process: they start with the first task, or before.

        `pdf` says whether PDFs will be asked for, for which there is more to load.
        """
        self.limits = limits or Limits()
        self._count, self._pdf = count, pdf
        self._pool: ProcessPool | None = None

    def start(self) -> None:
        """Let the processes load what they need, while the first letter is prepared."""
        if self._pool is None or not self._pool.active:
            self.shutdown()
            self._pool = self._started()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes, in the middle of a letter if need be."""
        self.shutdown()

    def submit(
        self, do: Callable[_Given, _Returned], /, *args: _Given.args, **kwargs: _Given.kwargs
    ) -> Future[_Returned]:
        """Let one of the processes do something; a task keeps its time by itself."""
        self.start()
        assert self._pool
        # Nothing is heard any more of a process that has taken twice as long, or somebody has set the clock.
        seconds = next((2 * one.seconds for one in args if isinstance(one, Task)), self.limits.seconds)
        work = partial(_within_memory, partial(do, *args, **kwargs))
        future: Future[_Returned] = self._pool.schedule(work, timeout=seconds)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes, in the middle of a letter if need be."""
        if self._pool:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()

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
    # What is loaded now stays: it is not gone through again whenever something else is thrown away.
    gc.disable()
    Thread(target=_end_with_parent, daemon=True).start()
    # What libraries shout can repeat words of the letter.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    # What is missing, or goes wrong, is said by the first letter that needs it.
    with suppress(Exception):
        get_ready(pdf)
    gc.freeze()
    gc.enable()


def _end_with_parent() -> None:
    """End this process when the one that started it is gone, in the middle of a letter if need be."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _nothing() -> None:
    """Do nothing."""


def _within_memory(do: Callable[[], _Returned]) -> _Returned:
    """Do something; end this process where it asked for too much memory: some of that is not given back."""
    try:
        return do()
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
