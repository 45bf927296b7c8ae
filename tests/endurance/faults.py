"""A disk that fails: one call of a run, chosen by its number, is answered with an error, or with a kill -9.

Only what the program asks for itself can fail here, and only below its output folder: SQLite asks the system
by itself.
"""

import io
import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

CALLS = ("open", "mkdir", "replace", "unlink", "fsync", "scandir")
"""Functions of `os` whose first argument tells the file."""


class Disk:
    """Counts what is asked of the disk below a folder, and fails once."""

    def __init__(self, folder: Path, number: int, error: int) -> None:
        """`number` is which call is to fail, 0 for none; `error` is how, 0 for a kill -9 of all processes."""
        self.calls: list[tuple[str, str]] = []
        """What was asked, and of which file below the folder."""
        self._folder, self._number, self._error = folder, number, error

    def asked(self, call: str, of: Any) -> None:
        """Count a call; raise OSError where it is the one to fail."""
        path = Path(f"/proc/self/fd/{of}").readlink() if isinstance(of, int) else Path(of)
        if path != self._folder and self._folder not in path.parents:
            return
        self.calls.append((call, path.relative_to(self._folder).as_posix()))
        if len(self.calls) == self._number:
            if not self._error:
                os.killpg(0, signal.SIGKILL)
            raise OSError(self._error, os.strerror(self._error), str(path))

    def watched(self, call: str) -> Callable[..., Any]:
        """Return a function of `os` that asks here first."""
        real = getattr(os, call)

        def ask(of: Any, *args: Any, **kwargs: Any) -> Any:
            self.asked(call, of)
            return real(of, *args, **kwargs)

        return ask

    def opened(self, descriptor: int, how: str) -> io.BufferedWriter:
        """Open a file whose writes are asked for here when they are half done."""
        disk = self

        class File(io.FileIO):
            def write(self, content: Any) -> int:
                half = len(content) // 2
                written = super().write(content[:half])
                disk.asked("write", self.fileno())
                return written + super().write(content[half:])

        return io.BufferedWriter(File(descriptor, how))


def jumping(seconds: int) -> Callable[[], float]:
    """Return a clock that is set right, or wrong, after it was looked at some times."""
    looks, clock = count(), time.time
    return lambda: clock() + (seconds if next(looks) > 30 else 0)


@contextmanager
def made(order: dict[str, Any], told: Path) -> Iterator[None]:
    """Let this process fail as it was ordered, and tell in a file what it asked of the disk."""
    disk = Disk(Path(order["output"]), order["at"], order["error"])
    watched: dict[str, Any] = {call: disk.watched(call) for call in CALLS}
    for call, ask in {**watched, "fdopen": disk.opened}.items():
        setattr(os, call, ask)
    if order["clock"]:
        time.time = jumping(order["clock"])
    try:
        yield
    finally:
        told.write_text(json.dumps(disk.calls), encoding="utf-8")
