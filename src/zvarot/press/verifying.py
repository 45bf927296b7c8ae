"""Verify: whether everything in an output folder is still as it was made.

Each file is read again and held against the ledger; so are the manifests. Nothing is changed.
"""

import hashlib
import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from zvarot.findings import Severity
from zvarot.press.ledger import Entry, FileEntry, Ledger
from zvarot.press.manifest import CSV, JSON, Style, rows
from zvarot.press.shelf import LEFTOVER

_FILE = re.compile(rb"([a-z0-9-]+/[A-Za-z0-9.-]+)\.[a-z]+\b")
"""A letter's file in a manifest, and in it the letter's name."""


@dataclass(frozen=True)
class Flaw:
    """Something in an output folder that is not as it should be."""

    kind: str
    """One word: changed, lost, stopped, added, unfinished …"""
    file: str
    """Its path below the output folder, or the name of a letter."""
    message: str
    """What is wrong with it, and what to do."""
    severity: Severity = Severity.ERROR
    """A warning may well be meant so."""

    def __str__(self) -> str:
        # A name that somebody else chose must not play with the terminal.
        line = f"{self.kind:<10} {self.file}: {self.message}"
        return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in line)


def verify(ledger: Ledger) -> Iterator[Flaw]:
    """Yield what is wrong with the letters and manifests beside a ledger."""
    known: set[str] = set()
    folders: set[str] = set()
    folder = ledger.path.parent
    for stopped, review in ((False, _made), (True, _stopped)):
        for entry in ledger.entries(stopped):
            known.update(_files(entry))
            folders.add(entry.name.split("/")[0])
            yield from review(folder, entry)
    for name in sorted(folders):
        yield from _added(folder, name, known)
    for style in (CSV, JSON):
        yield from _manifest(ledger, style)


def when(entry: Entry) -> str:
    """Return when a letter was made: `2026-11-22 14:03 UTC`."""
    return f"{entry.made[:16].replace('T', ' ')} UTC"


# Letters ----------------------------------------------------------------------------------------


def _made(folder: Path, entry: Entry) -> Iterator[Flaw]:
    """Hold the files of a letter against what the ledger says of them."""
    for name, file in _files(entry).items():
        try:
            same = _is(folder / name, file)
        except FileNotFoundError:
            words = f"zvarot made it on {when(entry)}, and it is gone. If nobody meant to delete it"
            yield Flaw("lost", name, f"{words}, {again(entry)}")
        except OSError as error:
            words = f"it cannot be read: {error.strerror}. Look at its permissions, and at the disk."
            yield Flaw("unreadable", name, words)
        else:
            if not same:
                words = f"not what zvarot made on {when(entry)}. If nobody meant to change it"
                yield Flaw("changed", name, f"{words}, {again(entry)}")


def again(entry: Entry) -> str:
    """Say how to make a letter once more."""
    return f"make it again: zvarot batch {entry.letter} --force --to {entry.recipient}"


def _files(entry: Entry) -> dict[str, FileEntry]:
    return {f"{entry.name}.{file.format}": file for file in entry.files}


def _is(path: Path, file: FileEntry) -> bool:
    """Tell whether a file is what the ledger says; a link or a folder in its place is not."""
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode) or found.st_size != file.size:
        return False
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest() == file.sha256


def _stopped(folder: Path, entry: Entry) -> Iterator[Flaw]:
    """Find what still lies there of a letter that may not leave."""
    for name in _files(entry):
        if os.path.lexists(folder / name):
            words = f"made on {when(entry)}, but a later run stopped it, or the campaign plans it no longer"
            yield Flaw("stopped", name, f"{words}: this letter may not leave any more. Delete it.")


def _added(folder: Path, name: str, known: set[str]) -> Iterator[Flaw]:
    """Find the files in a folder of letters that are no letters of this ledger."""
    for path in sorted(_within(folder / name)):
        place = path.relative_to(folder).as_posix()
        # Whatever bytes its name is made of, it can be printed.
        shown = os.fsencode(place).decode(errors="replace")
        if path.match(LEFTOVER):
            words = "a run was interrupted here. Delete it, or let the next `zvarot batch` do so."
            yield Flaw("unfinished", shown, words, Severity.WARNING)
        elif place not in known:
            words = "zvarot has no note of making it. Do not send it. Delete it, unless you know what it is."
            yield Flaw("added", shown, words)


def _within(folder: Path) -> Iterator[Path]:
    """Yield what lies in a folder and below, but for the folders themselves; links are not followed."""
    for place, folders, files in os.walk(folder):
        paths = [Path(place, name) for name in (*folders, *files)]
        yield from (path for path in paths if path.is_symlink() or not path.is_dir())


# Manifests --------------------------------------------------------------------------------------


def _manifest(ledger: Ledger, style: Style) -> Iterator[Flaw]:
    """Hold a manifest against the ledger."""
    if not ledger.digests() and not ledger.path.with_name(style.name).exists():
        return
    try:
        kind, words = _of_manifest(ledger, style)
    except FileNotFoundError:
        kind, words = "lost", "it is gone, or a run was interrupted before it was written."
    except OSError as error:
        kind, words = "unreadable", f"it cannot be read: {error.strerror}."
    if kind:
        yield Flaw(kind, style.name, f"{words} `zvarot batch` writes it anew.")


def _of_manifest(ledger: Ledger, style: Style) -> tuple[str, str]:
    """Return what is wrong with a manifest, in one word and in some; nothing where all is right."""
    path = ledger.path.with_name(style.name)
    with path.open("rb") as file:
        names = {match[1].decode() for line in file for match in _FILE.finditer(line)}
    if stopped := sum(entry.name in names for entry in ledger.entries(stopped=True)):
        return "stopped", f"it names letters that may not leave any more ({stopped})."
    if lacking := len(ledger.digests().keys() - names):
        return "older", f"it leaves out letters that lie here ({lacking})."
    if line := _first_difference(path, style.pieces(rows(ledger.entries()))):
        return (
            "changed",
            f"line {line} is not what zvarot noted: it was changed, or is older than the letters.",
        )
    return "", ""


def _first_difference(path: Path, pieces: Iterable[bytes]) -> int:
    """Return the number of the first line that is not as it should be; 0 where all are."""
    with path.open("rb") as file:
        number = 0
        for number, piece in enumerate(pieces, start=1):
            if file.read(len(piece)) != piece:
                return number
        return number if file.read(1) else 0
