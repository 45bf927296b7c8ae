"""Where finished files go: a folder of this machine, or an address such as s3://bucket/folder.

A folder is written by the process that asked for the letters; an address by whichever process printed them,
on whichever machine. A file appears there whole or not at all.
"""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from shutil import copyfileobj
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

from zvarot.findings import WrongUse, ZvarotError
from zvarot.press import shelf

_NOTE = "address.txt"
"""Stands beside the ledger of letters at an address, and says which."""
_OBJECTS = ("s3", "gs", "az")
"""Stores that take an object whole or not at all."""
_TIMES = {"max_retries": 4}
"""How often a store is asked again that does not answer, or is too busy."""


@dataclass(frozen=True)
class Address:
    """A place that is the same for all machines, as fsspec writes it, without a stroke at its end."""

    url: str

    def __str__(self) -> str:
        return self.url


Output = Path | Address


class Shelf(Protocol):
    """A place for finished files; each is named by its path below it: `first-letter/office.en.pdf`."""

    def check(self) -> None:
        """Raise ZvarotError where it cannot be reached."""

    def put(self, file: str, content: bytes) -> None:
        """Put a file there, whole or not at all; raise ZvarotError where that cannot be done."""

    def bring(self, path: Path, file: str) -> None:
        """Put a copy of a file of this machine there, of any length."""

    def size(self, file: str) -> int | None:
        """Return how many bytes a file has, or None where there is none."""

    def sweep(self, folder: str) -> None:
        """Remove what an interrupted run left in a folder; nobody may be writing there."""

    def place(self, file: str) -> Path | str:
        """Return what people call the file."""


def output(words: str) -> Output:
    """Return the folder or the address that words name; raise WrongUse where neither can be meant."""
    if "://" not in words:
        return Path(words)
    parts = urlsplit(words)
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise WrongUse(
            f"an address for letters is written {parts.scheme}://bucket/folder, with nothing else in it",
            "Passwords and keys belong into the environment: an address is shown, and noted in files.",
        )
    if parts.scheme == "file" and (parts.netloc or not parts.path.strip("/")):
        raise WrongUse(f"{words} names no folder", "Write three strokes: file:///mnt/letters")
    if parts.scheme != "file" and not parts.netloc:
        raise WrongUse(f"{words} names no place", f"Write it like {parts.scheme}://bucket/folder")
    return Address(words.rstrip("/"))


def home_of(output: Output, ledger: Path | None) -> Path:
    """Return the folder for the ledger and manifests of letters; raise WrongUse where in doubt."""
    if isinstance(output, Path):
        if ledger not in (None, output):
            raise WrongUse("a folder of letters holds their ledger, too", "Leave --ledger out.")
        return output
    if ledger is None:
        help = "Say with --ledger in which folder it is to be: the same one for each run to this address."
        raise WrongUse(f"the ledger of letters at {output} is kept on this machine", help)
    return ledger


def keep_to(output: Output, home: Path, note: bool = True) -> None:
    """Make sure that a ledger is of letters in one place only; raise WrongUse where it is of another's.

    With `note`, the address is written beside it for the runs to come.
    """
    before = address_noted(home)
    if before == (output if isinstance(output, Address) else None):
        return
    from zvarot.press.ledger import NAME

    if before or (home / NAME).exists():
        where = before or "that folder itself"
        raise WrongUse(
            f"the ledger in {home} is of letters at {where}", "Give each address a ledger of its own."
        )
    if note:
        shelf.put(home / _NOTE, f"{output}\n".encode())


def address_noted(home: Path) -> Address | None:
    """Return the address of the letters of a ledger; nothing where they lie beside it."""
    note = home / _NOTE
    return Address(note.read_text(encoding="utf-8").strip()) if note.is_file() else None


def shelf_at(output: Output) -> Shelf:
    """Open the place where files go; raise WrongUse for an address that nothing here can write to."""
    if isinstance(output, Path):
        return _Folder(output)
    if output.url.startswith("file://"):
        return _Folder(Path(unquote(urlsplit(output.url).path)))
    return _Remote(output)


class _Folder:
    """A folder, of this machine or shared."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def check(self) -> None:
        """Find nothing to complain of: the first file says whether it can be written."""

    def put(self, file: str, content: bytes) -> None:
        """Write a file atomically."""
        shelf.put(self._folder / file, content)

    def bring(self, path: Path, file: str) -> None:
        """Write a copy of a file atomically."""
        with path.open("rb") as here, shelf.putting(self._folder / file) as there:
            copyfileobj(here, there)

    def size(self, file: str) -> int | None:
        """Return how many bytes a file has."""
        path = self._folder / file
        return path.stat().st_size if path.is_file() else None

    def sweep(self, folder: str) -> None:
        """Remove what an interrupted run left in a folder."""
        shelf.sweep(self._folder / folder)

    def place(self, file: str) -> Path:
        """Return the path of a file."""
        return self._folder / file


class _Remote:
    """An address that fsspec opens."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._listed: tuple[str, dict[str, int]] | None = None

    @cached_property
    def _opened(self) -> tuple[Any, str]:
        """Return the file system and the path in it."""
        scheme = self._address.url.partition("://")[0]
        try:
            import fsspec

            options: dict[str, Any] = {"use_listings_cache": False}
            if scheme in _OBJECTS:
                from obstore.fsspec import register

                register(scheme)
                options = {"retry_config": _TIMES, "skip_instance_cache": True}
            system, path = fsspec.url_to_fs(self._address.url, **options)
        except ImportError as error:
            help = 'Run: pip install "zvarot[s3]"' if scheme in _OBJECTS else f"Install {error.name}."
            raise WrongUse(f"{self._address} needs a part that is not installed", help) from None
        except ValueError:
            help = "Use s3://bucket/folder, file:///folder, or the path of a folder."
            raise WrongUse(f"nothing here can write to {scheme}://", help) from None
        return system, str(path)

    def check(self) -> None:
        """Ask for a list of what lies there."""
        self._sizes("")

    def put(self, file: str, content: bytes) -> None:
        """Write a file: at once where a store takes it whole, else beside its place, to be moved there."""
        with self._plainly(), self._beside(file) as path:
            self._opened[0].pipe_file(path, content)

    def bring(self, path: Path, file: str) -> None:
        """Write a copy of a file."""
        with self._plainly(), self._beside(file) as there:
            self._opened[0].put_file(str(path), there)

    def size(self, file: str) -> int | None:
        """Return how many bytes a file had when its folder was last listed: a folder is listed once."""
        folder, _, name = file.rpartition("/")
        if self._listed is None or self._listed[0] != folder:
            self._listed = folder, self._sizes(folder)
        return self._listed[1].get(name)

    def sweep(self, folder: str) -> None:
        """Leave what an interrupted run left: in a store of objects it leaves nothing."""

    def place(self, file: str) -> str:
        """Return the address of a file."""
        return f"{self._address}/{file}"

    @contextmanager
    def _beside(self, file: str) -> Iterator[str]:
        """Hand out the path to write to, and see that what was written ends up in its place."""
        system, root = self._opened
        path = f"{root}/{file}"
        if self._address.url.startswith(tuple(f"{scheme}://" for scheme in _OBJECTS)):
            yield path
            return
        folder = path.rpartition("/")[0]
        system.makedirs(folder, exist_ok=True)
        part = f"{folder}/{shelf.LEFTOVER.replace('*', secrets.token_hex(8))}"
        yield part
        system.mv(part, path)

    def _sizes(self, folder: str) -> dict[str, int]:
        """Return the sizes of the files in a folder, by name."""
        with self._plainly():
            system, root = self._opened
            try:
                listed = system.ls(f"{root}/{folder}".rstrip("/"), detail=True)
            except FileNotFoundError:
                return {}
        return {one["name"].rpartition("/")[2]: one["size"] for one in listed if one["type"] == "file"}

    @contextmanager
    def _plainly(self) -> Iterator[None]:
        """Say in plain words what a store complains of: what libraries raise is of many kinds."""
        try:
            yield
        except ZvarotError:
            raise
        except Exception as error:
            raise ZvarotError(f"cannot use {self._address}: {_reason(error)}", _HELP) from None


_HELP = (
    "Nothing is lost: the same command goes on where this one ended. Each machine that prints takes keys and"
    " server from its environment: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION, AWS_ENDPOINT_URL."
)
_CODE = re.compile(r"<Code>(\w+)</Code>")
_STATUS = re.compile(r"(\d{3} [A-Z][A-Za-z ]+|tcp connect error|dns error)")


def _reason(error: Exception) -> str:
    """Return in a few words what a store said."""
    said = str(error)
    if "BadScheme" in said:
        return "its server is asked without encryption, which needs AWS_ALLOW_HTTP=true"
    found = _CODE.search(said) or _STATUS.search(said)
    words = found[1] if found else said.partition("\n")[0][:160]
    return words or type(error).__name__
