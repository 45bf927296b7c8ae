"""Tasks: what is handed to a worker at once, some letters of one campaign, and what comes of each.

A task runs in whatever process it is handed to, on this machine or on another. It leaves no other trace and
gives the same bytes each time, so that it can be carried out again when nobody knows what became of it.
Letters that go to an address it puts there, and says what they are like; the others it hands back.
"""

import faulthandler
import hashlib
import os
import signal
from collections.abc import Iterator, Mapping
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from zvarot.findings import TemplateFault, ZvarotError, findings_of
from zvarot.press.storage import Address, shelf_at

if TYPE_CHECKING:
    from zvarot.press.merging import Merged
    from zvarot.press.printing import Format, Job, Press
    from zvarot.press.typesetting import Typesetter
    from zvarot.writing.looks import Appearance

OUT_OF_MEMORY = 77
"""The exit code of a process that asked for more memory than it may have."""
TOO_LATE = 1
"""The exit code of a process that took too long: the watch that ends it knows no other."""

_HELP = (
    "Look at what is your own in this letter: a template that repeats without end, a very long text or table,"
    " a picture. `zvarot templates check` tries your templates."
)


@dataclass(frozen=True)
class Limits:
    """What one letter may cost."""

    seconds: float = 60
    memory: int = 2 * 1024**3
    """In bytes, for the whole process that prints it; held on Linux, and nowhere else."""
    size: int = 32 * 1024**2
    """In bytes, of all its files together."""


class OutOfBounds(ZvarotError):
    """A letter cost more than it may."""


@dataclass(frozen=True)
class Task:
    """Letters that are printed one after the other, with what is opened once for their campaign."""

    own: Path
    """The folder of the campaign's own templates."""
    look: "Appearance"
    jobs: "tuple[Job, ...]" = field(repr=False)
    limits: Limits
    output: Address | None = None
    """Where whoever carries it out puts the letters; without one they are handed back."""
    reuse: bool = True
    """Whether a letter may be made from those before it; its bytes are the same."""

    @property
    def seconds(self) -> float:
        """What all its letters together may take."""
        return self.limits.seconds * len(self.jobs)


@dataclass(frozen=True)
class File:
    """A finished file of a letter."""

    content: bytes = field(repr=False)
    pages: int
    """0 for what has no pages."""

    @property
    def size(self) -> int:
        """The length of its content, in bytes."""
        return len(self.content)

    @cached_property
    def sha256(self) -> str:
        """The digest of its content, in hexadecimal digits."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Delivered:
    """A finished file of a letter that lies at its address already."""

    sha256: str
    size: int
    pages: int


Outcome = Mapping["Format", File | Delivered] | ZvarotError
"""The files of a letter, or what stopped it."""


def carry_out(task: Task) -> tuple[Outcome, ...]:
    """Print the letters of a task; what stops one of them stops no other.

    Raise ZvarotError where letters cannot be put at their address: the next one could not be, either.
    """
    return tuple(_delivered(task.output, job.name, _outcome(task, job)) for job in task.jobs)


def _delivered(output: Address | None, name: str, outcome: Outcome) -> Outcome:
    """Put the files of a letter at an address, if there is one."""
    if output is None or isinstance(outcome, ZvarotError):
        return outcome
    delivered: dict[Format, File | Delivered] = {}
    for format, file in outcome.items():
        if isinstance(file, File):
            _shelf(output).put(f"{name}.{format}", file.content)
        delivered[format] = Delivered(file.sha256, file.size, file.pages)
    return delivered


def _outcome(task: Task, job: "Job") -> Outcome:
    try:
        with _ended_after(task.limits.seconds):
            return _print(task, job)
    except ZvarotError as error:
        return error


def _print(task: Task, job: "Job") -> "Mapping[Format, File]":
    """Print a letter within its limits."""
    from zvarot.press.pdf_text import count_pages
    from zvarot.press.printing import Format

    with _told_plainly(task.limits):
        printed = _press(task.own, task.look, task.reuse).print(job)
    if sum(map(len, printed.values())) > task.limits.size:
        raise OutOfBounds(f"its files hold more than {task.limits.size // 1000} kB", _HELP)
    return {
        format: File(content, count_pages(content) if format is Format.PDF else 0)
        for format, content in printed.items()
    }


def put_together(task: Task, title: str) -> "Merged | ZvarotError":
    """Print the letters of a task as one file for the printer."""
    from zvarot.press.merging import merge

    try:
        with _ended_after(task.seconds), _told_plainly(task.limits):
            return merge(task.jobs, _press(task.own, task.look, task.reuse), title)
    except ZvarotError as error:
        return error


@contextmanager
def _told_plainly(limits: Limits) -> Iterator[None]:
    """Tell of an error that nobody foresaw without its values."""
    try:
        yield
    except TemplateFault as fault:
        if isinstance(fault.__cause__, MemoryError):
            raise TemplateFault(_too_much_memory(limits), _HELP, fault.place) from None
        raise
    except (ZvarotError, MemoryError):
        raise
    except RecursionError:
        raise OutOfBounds("what its page is made of is nested too deeply to be printed", _HELP) from None
    except Exception as error:
        found = findings_of(error)[0]
        raise ZvarotError(found.message, found.help) from None


def get_ready(pdf: bool) -> None:
    """Load what printing takes, before there is anything to print: a press for nothing but a blank sheet."""
    from zvarot.case.watching import watch
    from zvarot.press.printing import Press

    press = Press()
    if pdf:
        sheets = press.typesetter.write(press.typesetter.bind([], "Nothing", "en"))
        press.inspector.inspect_pdf(sheets, watch((), known=()))
        _ready.append(press.typesetter)


_ready: "list[Typesetter]" = []
"""What the first press of this process begins with."""

_shelf = lru_cache(maxsize=1)(shelf_at)


@lru_cache(maxsize=1)
def _press(own: Path, look: "Appearance", reuse: bool) -> "Press":
    """Return what is opened once for a campaign's letters."""
    from zvarot.press.printing import Press

    press = Press(own, look, reuse)
    if _ready and reuse:
        press.typesetter = _ready.pop()
    return press


@contextmanager
def _ended_after(seconds: float) -> Iterator[None]:
    """Let this process end by itself where a letter does not, in the middle of a library if need be.

    No other process has to watch, and it does not matter who sets the clock or lets the machine sleep.
    """
    with Path(os.devnull).open("w") as nowhere:
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


# When a task ended otherwise -----------------------------------------------------------------------------


def blamed(error: BaseException, limits: Limits) -> ZvarotError:
    """Say why a letter did not come back from the process that was to print it."""
    code = getattr(error, "exitcode", None)
    if isinstance(error, TimeoutError) or code == TOO_LATE:
        return OutOfBounds(f"printing took more than {limits.seconds:g} seconds", _HELP)
    if isinstance(error, MemoryError) or code == OUT_OF_MEMORY:
        return OutOfBounds(_too_much_memory(limits), _HELP)
    if code is not None:
        how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return OutOfBounds(f"the process that printed it ended in mid-letter: {how}", _HELP)
    if isinstance(error, BrokenExecutor):
        return OutOfBounds(
            "no process that prints letters stays alive", "Look at the memory of this machine."
        )
    found = findings_of(error)[0]
    return ZvarotError(found.message, found.help)


def _too_much_memory(limits: Limits) -> str:
    return f"printing needs more than {limits.memory // 1024**2} MB of memory"
