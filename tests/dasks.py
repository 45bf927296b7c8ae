"""A Dask cluster on this machine, for tests: real processes, with what they logged."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import zvarot

SOURCES = Path(zvarot.__file__).parents[1]
PATIENCE = 120
"""Seconds, on a machine that does much else."""


@dataclass
class Processes:
    """A scheduler and its workers."""

    folder: Path
    """Where they log."""
    address: str
    environment: Mapping[str, str]

    def worker(self, name: str, *options: str, sources: Path = SOURCES) -> "subprocess.Popen[bytes]":
        """Start a worker, and return when the scheduler knows it."""
        words = ("worker", self.address, *(options or ("--no-nanny",)), "--nthreads", "1", "--name", name)
        process = self._start(name, sources, *words, "--host", "127.0.0.1", "--no-dashboard")
        until(lambda: f"name: {name}" in self.log("scheduler"), process)
        return process

    def scheduler(self) -> "subprocess.Popen[bytes]":
        """Start the scheduler."""
        words = ("scheduler", "--host", self.address, "--no-dashboard", "--dashboard-address", "127.0.0.1:0")
        process = self._start("scheduler", SOURCES, *words)
        until(lambda: "Scheduler at:" in self.log("scheduler"), process)
        return process

    def log(self, name: str) -> str:
        """Return what a process said."""
        return (self.folder / f"{name}.log").read_text(encoding="utf-8")

    def _start(self, name: str, sources: Path, *words: str) -> "subprocess.Popen[bytes]":
        told = {**os.environ, "PYTHONPATH": str(sources), **self.environment}
        with (self.folder / f"{name}.log").open("wb") as log:
            command = [sys.executable, "-m", "dask", *words]
            return subprocess.Popen(command, cwd=self.folder, env=told, stdout=log, stderr=log)


@contextmanager
def cluster(
    folder: Path, *workers: str, protocol: str = "tcp", environment: Mapping[str, str] | None = None
) -> Iterator[tuple[Processes, "list[subprocess.Popen[bytes]]"]]:
    """Start a scheduler and workers; whatever is in the list when it is over is ended."""
    folder.mkdir()
    processes = Processes(folder, f"{protocol}://127.0.0.1:{free_port()}", environment or {})
    started = [processes.scheduler()]
    try:
        started.extend(processes.worker(name) for name in workers)
        yield processes, started
    finally:
        end(*reversed(started))


def end(*started: "subprocess.Popen[bytes]") -> None:
    """End processes, and wait until they are gone."""
    for process in started:
        process.kill()
        process.wait()


def until(done: Callable[[], bool], process: "subprocess.Popen[bytes] | None" = None) -> None:
    """Wait until something is so; fail where a process ends before that."""
    patience = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < patience
        assert process is None or process.poll() is None
        threading.Event().wait(0.05)


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])
