"""The ledger: what was made from what, of every letter in an output folder.

It is a SQLite file beside the letters. One process writes it, and holds it for as long as it runs; when that
process is killed, its hold is gone and whatever it had not finished noting is not there. It knows of a letter
what its caller tells it, and that must be nothing that the letter withholds.
"""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import quote

from zvarot.case.campaign import Waiver
from zvarot.findings import Finding, Severity, WrongUse, ZvarotError

NAME = "ledger.sqlite"


@dataclass(frozen=True)
class FileEntry:
    """One file of a letter."""

    format: str
    """`pdf` or `html`, which is the file's ending too."""
    sha256: str
    """Of all its bytes, in hexadecimal digits."""
    size: int
    """In bytes."""
    pages: int
    """0 where there are none, as in HTML."""


@dataclass(frozen=True)
class Entry:
    """The ledger's line for one letter."""

    name: str
    """The file's name below the output folder, without its ending: `first-letter/office.en`."""
    letter: str
    """The id of its plan; below, those of the office and of the language."""
    recipient: str
    language: str
    digest: str
    """The SHA-256 of all that it was made from, in hexadecimal digits."""
    made: str
    """When, in UTC, as ISO 8601 writes it."""
    files: tuple[FileEntry, ...]
    findings: tuple[Finding, ...]
    """Noted without their places: a line's number tells how much stands above it."""
    waivers: tuple[Waiver, ...]
    """Those that let it pass."""


_ZVAROT = int.from_bytes(b"zvar")
"""What marks a SQLite file as one of ours."""
_SCHEMA = 1
_STEP = 1000
"""How many entries are read at once."""

_NEW = f"""
CREATE TABLE letter (
    name TEXT PRIMARY KEY, letter TEXT NOT NULL, recipient TEXT NOT NULL, language TEXT NOT NULL,
    digest TEXT NOT NULL, made TEXT NOT NULL, stopped INTEGER NOT NULL,
    files TEXT NOT NULL, findings TEXT NOT NULL, waivers TEXT NOT NULL
);
PRAGMA application_id = {_ZVAROT};
PRAGMA user_version = {_SCHEMA};
"""
_COLUMNS = "name, letter, recipient, language, digest, made, files, findings, waivers"
_RECORD = f"""
INSERT INTO letter ({_COLUMNS}, stopped) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
ON CONFLICT (name) DO UPDATE SET letter = excluded.letter, recipient = excluded.recipient,
    language = excluded.language, digest = excluded.digest, made = excluded.made, files = excluded.files,
    findings = excluded.findings, waivers = excluded.waivers, stopped = 0
"""
_READ = f"SELECT {_COLUMNS} FROM letter WHERE stopped = ? AND name > ? ORDER BY name LIMIT {_STEP}"
_READ_ONE = f"SELECT {_COLUMNS} FROM letter WHERE NOT stopped AND name = ?"


class Ledger:
    """The ledger of one output folder, held by this process alone until it is closed."""

    def __init__(self, folder: Path, create: bool = True) -> None:
        """Open the ledger of an output folder; raise WrongUse where another run has it, or it cannot be used.

        With `create`, a folder without one gets one.
        """
        self.path = folder / NAME
        if create:
            _prepare(self.path)
        else:
            _must_be_there(self.path)
        with self._plainly():
            self._db = _connected(self.path)
            try:
                self._hold()
            except BaseException:
                self._db.close()
                raise

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the ledger."""
        self.close()

    def close(self) -> None:
        """Let go of the ledger.

        SQLite brings everything into the one file then and deletes its journal, where older words may stand;
        where it cannot, the journal stays, and the next run reads it.
        """
        self._db.close()

    def entry(self, name: str) -> Entry | None:
        """Return the line of a letter that may leave, or nothing."""
        return next(iter(self._read(_READ_ONE, (name,))), None)

    def digests(self) -> dict[str, str]:
        """Return by name what every letter was made from that was made and not stopped since."""
        with self._plainly():
            return dict(self._db.execute("SELECT name, digest FROM letter WHERE NOT stopped"))

    def record(self, entries: Iterable[Entry]) -> None:
        """Note letters that were made: all of them or none. What was noted of them before is replaced."""
        with self._plainly(), self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany(_RECORD, map(_row, entries))

    def stop(self, names: Iterable[str]) -> None:
        """Note that letters may not leave, or not any more: they were refused, or failed, in a later run."""
        with self._plainly(), self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany("UPDATE letter SET stopped = 1 WHERE name = ?", ((one,) for one in names))

    def entries(self, stopped: bool = False) -> Iterator[Entry]:
        """Read the lines of all letters that may leave, or of all that are stopped, in order of name."""
        last = ""
        # Step by step, so that nothing is left open when the reader goes away, or writes between.
        while step := self._read(_READ, (stopped, last)):
            yield from step
            last = step[-1].name

    def _read(self, question: str, values: tuple[Any, ...]) -> list[Entry]:
        with self._plainly():
            rows = self._db.execute(question, values).fetchall()
        try:
            return [_entry(row) for row in rows]
        except (ValueError, TypeError) as error:
            raise _damaged(self.path) from error

    def _hold(self) -> None:
        """Take hold of the file, and make sure that it is a ledger; raise WrongUse where it is not."""
        self._db.execute("PRAGMA locking_mode = EXCLUSIVE")
        self._db.execute("BEGIN EXCLUSIVE")
        if not self.path.stat().st_size:
            for statement in filter(str.strip, _NEW.split(";")):
                self._db.execute(statement)
        if self._ask("application_id") != _ZVAROT or self._ask("quick_check(1)") != "ok":
            raise _damaged(self.path)
        if self._ask("user_version") > _SCHEMA:
            raise WrongUse(f"{self.path} was written by a newer zvarot", "Bring this one up to date.")
        self._db.execute("COMMIT")
        # What is stopped must stay so even after a power cut, for its file may be another by then.
        for setting in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"):
            self._db.execute(f"PRAGMA {setting}")

    def _ask(self, pragma: str) -> Any:
        return self._db.execute(f"PRAGMA {pragma}").fetchone()[0]

    @contextmanager
    def _plainly(self) -> Iterator[None]:
        """Say in plain words what SQLite complains of."""
        try:
            yield
        except sqlite3.ProgrammingError:
            raise  # The fault is the caller's, and not the file's.
        except sqlite3.Error as error:
            raise _said(self.path, error) from error


def _prepare(path: Path) -> None:
    """Make an empty file that nobody else can read, where there is none; SQLite's own journals follow it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.touch(0o600)
    except FileExistsError as error:
        raise WrongUse(f"{path.parent} is no folder", "Choose another one with --output.") from error
    except OSError as error:
        raise _no_use(path, error.strerror or "it cannot be made") from error
    if not _writable(path):
        raise _no_use(path, "it cannot be written to")


def _writable(path: Path) -> bool:
    """Tell whether a file can be written, and a journal beside it."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _must_be_there(path: Path) -> None:
    if not path.is_file() or not path.stat().st_size:
        help = "`zvarot batch` keeps one in the folder that it writes letters to. Name that folder."
        raise WrongUse(f"there is no ledger in {path.parent}", help)


def _connected(path: Path) -> sqlite3.Connection:
    """Open a file that can be written; one on a disk that cannot, as it stands."""
    if not _writable(path) and path.with_name(f"{path.name}-wal").exists():
        raise WrongUse(
            f"{path} was left in the middle of a run, and cannot be written to",
            "Copy the whole folder to a disk that can be written to.",
        )
    how = "mode=rw" if _writable(path) else "mode=ro&immutable=1"
    return sqlite3.connect(f"file:{quote(str(path))}?{how}", uri=True, timeout=0, isolation_level=None)


# Lines ------------------------------------------------------------------------------------------


def _row(entry: Entry) -> tuple[str, ...]:
    files = [[one.format, one.sha256, one.size, one.pages] for one in entry.files]
    findings = [[one.rule, one.severity, one.message, one.help, one.subject] for one in entry.findings]
    waivers = [[one.rule, one.on, one.by, one.why, one.until.isoformat()] for one in entry.waivers]
    lists = map(_as_json, (files, findings, waivers))
    return (entry.name, entry.letter, entry.recipient, entry.language, entry.digest, entry.made, *lists)


_as_json = json.JSONEncoder(ensure_ascii=False).encode


def _entry(row: tuple[Any, ...]) -> Entry:
    name, letter, recipient, language, digest, made, *lists = row
    files = tuple(FileEntry(*one) for one in json.loads(lists[0]))
    noted = (files, _findings(lists[1]), _waivers(lists[2]))
    return Entry(name, letter, recipient, language, digest, made, *noted)


# What is found of many letters is read once.
@lru_cache(maxsize=_STEP)
def _findings(text: str) -> tuple[Finding, ...]:
    return tuple(
        Finding(rule, Severity(severity), message, help, None, subject)
        for rule, severity, message, help, subject in json.loads(text)
    )


@lru_cache(maxsize=_STEP)
def _waivers(text: str) -> tuple[Waiver, ...]:
    keys = ("rule", "on", "by", "why", "until")
    return tuple(Waiver(**dict(zip(keys, one, strict=True))) for one in json.loads(text))


# What goes wrong --------------------------------------------------------------------------------

_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_NO_USE = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM)
_NO_ROOM = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)


def _said(path: Path, error: sqlite3.Error) -> ZvarotError:
    """Return what SQLite complains of, with what to do."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    if code in _BUSY:
        return WrongUse(
            f"another zvarot writes to {path.parent}",
            "Wait until it is done, or give this one another folder with --output.",
        )
    if code in _NO_USE:
        return _no_use(path, str(error))
    if code in _NO_ROOM:
        return ZvarotError(
            f"cannot write {path}: {error}",
            "Make room on the disk, or mend it, and run zvarot again: what the ledger held, it still holds.",
        )
    return _damaged(path)


def _no_use(path: Path, why: str) -> WrongUse:
    return WrongUse(
        f"cannot use {path}: {why}", "Choose another folder with --output, or change its permissions."
    )


def _damaged(path: Path) -> WrongUse:
    return WrongUse(
        f"{path} is damaged, or is no ledger of zvarot",
        "It was left as it is. Put it back from a copy; or move it to another folder, and run `zvarot batch`:"
        " then all letters are made again.",
    )
