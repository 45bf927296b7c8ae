"""What the doors to letters keep beside them: the ledger of an output folder, and its manifests."""

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zvarot.press.ledger import Ledger
    from zvarot.press.storage import Output


@contextmanager
def ledger_of(output: "Output", home: Path, dry: bool = False) -> "Iterator[Ledger | None]":
    """Open the ledger of letters; a dry run makes none where there is none."""
    from zvarot.press.ledger import NAME, Ledger
    from zvarot.press.storage import keep_to, shelf_at

    shelf_at(output).check()
    keep_to(output, home, note=not dry)
    if dry and not (home / NAME).exists():
        yield None
        return
    new = not (home / NAME).exists()
    with Ledger(home, create=not dry) as ledger:
        try:
            yield ledger
        finally:
            empty = new and _is_empty(ledger)
            ledger.close()
            if empty:
                _remove(ledger.path)


def _is_empty(ledger: "Ledger") -> bool:
    """Tell whether nothing was ever noted."""
    return not any(True for stopped in (False, True) for _ in ledger.entries(stopped))


def _remove(ledger: Path) -> None:
    """Leave no trace of a run that has made nothing."""
    with suppress(OSError):
        ledger.unlink()
        ledger.parent.rmdir()


def list_files(output: "Output", home: Path, ledger: "Ledger | None") -> None:
    """Write the manifests anew."""
    from zvarot.press.manifest import write_manifest
    from zvarot.press.storage import shelf_at

    if ledger is None or _is_empty(ledger):
        return
    paths = write_manifest(home, ledger.entries())
    for path in paths if output != home else ():
        shelf_at(output).bring(path, path.name)


def now() -> str:
    """Return the time for the ledger: ISO 8601, UTC."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def processors() -> int:
    """Return how many processors this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1
