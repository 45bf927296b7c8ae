"""Put finished files where they belong: whole or not at all.

A file is written beside its place, brought to the disk, and then renamed. Whatever interrupts that leaves
the old file as it was.
"""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from zvarot.findings import WrongUse, ZvarotError

LEFTOVER = ".zvarot-*.part"
"""What a file is called while it is written."""
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS, errno.EISDIR)


def put(path: Path, content: bytes) -> None:
    """Write a file atomically; raise WrongUse where the folder is no place to write."""
    with putting(path) as file:
        file.write(content)


@contextmanager
def putting(path: Path) -> Iterator[BinaryIO]:
    """Open a file to be written piece by piece; it is put in its place at the end, if nothing went wrong.

    Raise WrongUse where the folder is no place to write.
    """
    part = path.parent / LEFTOVER.replace("*", secrets.token_hex(8))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _no_place(path.parent, error) from error
    try:
        with _opened(part) as file:
            yield file
        part.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        if error.errno in _FORBIDDEN:
            raise _no_place(path.parent, error) from error
        raise ZvarotError(
            f"cannot write {path}: {error.strerror}", "The file that was there is as it was."
        ) from error
    finally:
        _remove(part)


def _no_place(folder: Path, error: OSError) -> WrongUse:
    return WrongUse(
        f"cannot write to {folder}: {error.strerror}",
        "Choose another folder with --output, or change its permissions.",
    )


def sweep(folder: Path) -> None:
    """Remove what an interrupted run left behind in a folder."""
    for part in folder.glob(LEFTOVER):
        _remove(part)


@contextmanager
def _opened(part: Path) -> Iterator[BinaryIO]:
    """Open a new file that nobody else can read, and bring it to the disk in the end."""
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Bring the renaming itself to the disk, on systems and disks that can."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOTSUP):
                raise
        finally:
            os.close(descriptor)


def _remove(part: Path) -> None:
    try:
        part.unlink(missing_ok=True)
    except OSError:
        # The folder cannot be written to, which has been said already.
        return
