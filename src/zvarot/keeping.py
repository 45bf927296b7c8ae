"""What the doors to letters keep beside them: the ledger of an output folder, and its manifests."""

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager
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
    with Ledger(home, create=not dry) as ledger:
        yield ledger


def list_files(output: "Output", home: Path, ledger: "Ledger | None") -> None:
    """Write the manifests anew."""
    from zvarot.press.manifest import write_manifest
    from zvarot.press.storage import shelf_at

    paths = write_manifest(home, ledger.entries()) if ledger else ()
    for path in paths if output != home else ():
        shelf_at(output).bring(path, path.name)


def now() -> str:
    """Return the time for the ledger: ISO 8601, UTC."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def processors() -> int:
    """Return how many processors this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1
