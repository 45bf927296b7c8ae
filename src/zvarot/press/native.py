"""Find the C libraries of WeasyPrint, and load it so that a letter looks the same everywhere.

WeasyPrint asks for its libraries by short names. That hides Homebrew's from most Pythons and a
folder of libraries from all, and runs a compiler for every name the system does not know. Here
each name is answered with one file that was found before, or at once with nothing.

The fonts of the system stay out: they differ from one machine to the next, and so would letters.
"""

import ctypes
import io
import os
import re
import shutil
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import cffi

from zvarot.findings import ZvarotError
from zvarot.press.deferring import deferred


class MissingLibrary(ZvarotError):
    """A C library that WeasyPrint needs is not on this machine; `help` says how to install it."""


@dataclass(frozen=True)
class Library:
    """A C library as the loader finds it: `path` is None where it is missing."""

    name: str
    path: Path | None
    version: str | None
    """None also where a library does not tell."""
    needed_for: str
    required: bool


def load() -> None:
    """Import WeasyPrint with its libraries and without the system's fonts; later calls are free.

    Give WeasyPrint a font before any text: with none at all, Pango ends the process.
    `FONTCONFIG_FILE` stays set, for WeasyPrint reads it again with each set of fonts. What is
    started from this process inherits it: start a browser without.

    Raises MissingLibrary where a required library is not found or cannot be used.
    """
    os.environ["FONTCONFIG_FILE"] = str(Path(__file__).with_name("fonts.conf"))
    if "weasyprint" in sys.modules:
        return
    found = _find()
    if missing := [wanted.name for wanted in _WANTED if wanted.missing_from(found)]:
        raise MissingLibrary(f"cannot make a PDF without {', '.join(missing)}", install_hint())
    try:
        # These it calls only where HarfBuzz cannot cut a font; they take a third of its time to start.
        with _answering(found), deferred("fontTools.subset", "fontTools.varLib.instancer"), _hushed():
            import weasyprint  # noqa: F401
    except OSError as error:
        raise MissingLibrary(f"cannot use a library of WeasyPrint: {error}", install_hint()) from error


def has_subset() -> bool:
    """Tell whether fonts are cut by HarfBuzz; without it a letter takes some 18 times as long."""
    return "harfbuzz-subset" in _find()


def survey() -> tuple[Library, ...]:
    """Return each library that WeasyPrint uses, with the file that the loader takes for it."""
    found = _find()
    return tuple(wanted.look_at(found.get(wanted.name)) for wanted in _WANTED)


def install_hint() -> str:
    """Return the line that installs the libraries on this system."""
    if sys.platform == "win32":
        return 'pip install "zvarot[native]"'
    if sys.platform == "darwin":
        return "brew install pango"
    for manager, line in _INSTALLERS.items():
        if shutil.which(manager):
            return line
    return "install Pango 1.44 or newer and HarfBuzz with the package manager of your system"


_INSTALLERS = {
    "apt-get": "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "dnf": "sudo dnf install pango",
    "pacman": "sudo pacman -S pango",
    "apk": "sudo apk add so:libpangoft2-1.0.so.0 so:libharfbuzz-subset.so.0",
}


# --- The libraries


def _glib_version(library: ctypes.CDLL) -> str:
    parts = (f"glib_{part}_version" for part in ("major", "minor", "micro"))
    return ".".join(str(ctypes.c_uint.in_dll(library, part).value) for part in parts)


def _fontconfig_version(library: ctypes.CDLL) -> str:
    number = int(library.FcGetVersion())
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"


def _told_by(function: str) -> Callable[[ctypes.CDLL], str]:
    """Return a reader of the version that a C function tells as text."""

    def read(library: ctypes.CDLL) -> str:
        tell = library[function]
        tell.restype = ctypes.c_char_p
        return str(tell().decode())

    return read


class _Origin(ctypes.Structure):
    """What `dladdr` fills in: `Dl_info` of dlfcn.h."""

    _fields_ = (
        ("file", ctypes.c_char_p),
        ("base", ctypes.c_void_p),
        ("symbol", ctypes.c_char_p),
        ("address", ctypes.c_void_p),
    )


@dataclass(frozen=True)
class _Wanted:
    """A library that WeasyPrint asks for, with the number of its interface."""

    name: str
    interface: int
    function: str
    """Any function that this library has and its dependencies lack."""
    version: Callable[[ctypes.CDLL], str]
    needed_for: str
    required: bool = True

    @property
    def file_name(self) -> str:
        """The name that the system's loader knows it by."""
        if sys.platform == "win32":
            return f"lib{self.name}-{self.interface}.dll"
        if sys.platform == "darwin":
            return f"lib{self.name}.{self.interface}.dylib"
        return f"lib{self.name}.so.{self.interface}"

    def missing_from(self, found: Mapping[str, str]) -> bool:
        return self.required and self.name not in found

    def look_at(self, file: str | None) -> Library:
        """Open the library and describe it."""
        library = _open(file) if file else None
        if file is None or library is None:
            return Library(self.name, None, None, self.needed_for, self.required)
        path = Path(file) if Path(file).is_absolute() else self._origin(library)
        try:
            version = self.version(library)
        except (AttributeError, ValueError):
            version = None
        return Library(self.name, path, version, self.needed_for, self.required)

    def _origin(self, library: ctypes.CDLL) -> Path:
        """Ask the loader which file it took; Windows tells the name only."""
        if sys.platform == "win32":
            return Path(self.file_name)
        origin = _Origin()
        address = ctypes.cast(library[self.function], ctypes.c_void_p)
        ctypes.CDLL(None).dladdr(address, ctypes.byref(origin))
        return Path(os.fsdecode(origin.file or self.file_name))


_WANTED = (
    _Wanted("gobject-2.0", 0, "g_object_unref", _glib_version, "the objects of Pango"),
    _Wanted(
        "pango-1.0",
        0,
        "pango_layout_new",
        _told_by("pango_version_string"),
        "breaking text into lines",
    ),
    _Wanted(
        "pangoft2-1.0",
        0,
        "pango_ft2_font_map_new",
        _told_by("pango_version_string"),
        "opening fonts",
    ),
    _Wanted("harfbuzz", 0, "hb_face_create", _told_by("hb_version_string"), "shaping letters"),
    _Wanted("fontconfig", 1, "FcInit", _fontconfig_version, "choosing fonts"),
    _Wanted(
        "harfbuzz-subset",
        0,
        "hb_subset_or_fail",
        _told_by("hb_version_string"),
        "cutting fonts to the letters used, some 18 times faster",
        required=False,
    ),
)


# --- Finding them


def _find() -> dict[str, str]:
    """Return where each library is: a file, or the name that the system's loader knows.

    A folder is taken only whole, for two GLibs in one process crash. `ZVAROT_LIBS` is the user's
    own word, so nothing else is tried.
    """
    if chosen := os.environ.get("ZVAROT_LIBS"):
        return _in_folder(Path(chosen))
    for folder in _folders():
        found = _in_folder(folder)
        if not any(wanted.missing_from(found) for wanted in _WANTED):
            return found
    return {wanted.name: wanted.file_name for wanted in _WANTED if _open(wanted.file_name)}


def _folders() -> Iterator[Path]:
    """Yield the folders where libraries may be that the system's loader does not look into."""
    wheel = find_spec("gstreamer_libs")
    for package in (wheel and wheel.submodule_search_locations) or ():
        yield Path(package, "bin")
    if sys.platform == "darwin":
        yield from map(Path, ("/opt/homebrew/lib", "/usr/local/lib", "/opt/local/lib"))
    if conda := os.environ.get("CONDA_PREFIX"):
        yield Path(conda, "Library/bin" if sys.platform == "win32" else "lib")
    if sys.platform == "win32":
        given = os.environ.get("WEASYPRINT_DLL_DIRECTORIES")
        yield from map(Path, given.split(";") if given else _WINDOWS_FOLDERS)


_WINDOWS_FOLDERS = ("C:/msys64/ucrt64/bin", "C:/Program Files/GTK3-Runtime Win64/bin")

_NAMES = re.compile(
    r"(?:lib)?(gobject-2\.0|pango(?:ft2)?-1\.0|harfbuzz(?:-subset|-vector)?|fontconfig)"
    r"(?:[-.]\d+)*(?:\.so(?:\.\d+)*|\.dylib|\.dll)?"
)
"""The names of one library over the systems, and those that WeasyPrint asks for."""

_LEFT_OUT = "harfbuzz-vector"
"""Few machines have it, and with it a coloured glyph becomes other bytes."""


def _in_folder(folder: Path) -> dict[str, str]:
    """Return the libraries that lie in a folder, each as an absolute path."""
    found: dict[str, str] = {}
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        if (known := _NAMES.fullmatch(file.name)) and file.is_file():
            found.setdefault(known[1], str(file.absolute()))
    found.pop(_LEFT_OUT, None)
    return found


def _open(file: str) -> ctypes.CDLL | None:
    try:
        return ctypes.CDLL(file)
    except OSError:
        return None


# --- Loading WeasyPrint


@contextmanager
def _answering(found: Mapping[str, str]) -> Iterator[None]:
    """Answer what WeasyPrint asks cffi for with what was found, while it is imported."""
    plain = cffi.FFI.dlopen

    def dlopen(ffi: Any, name: str | None, flags: int = 0) -> Any:
        known = _NAMES.fullmatch(name or "")
        if known is None:
            return plain(ffi, name, flags)
        if known[1] not in found:
            raise OSError(f"{name} is not on this machine")
        return plain(ffi, found[known[1]], flags)

    cffi.FFI.dlopen = dlopen
    try:
        yield
    finally:
        cffi.FFI.dlopen = plain


@contextmanager
def _hushed() -> Iterator[None]:
    """Keep back what WeasyPrint says of a missing library, and of the fonts we leave out."""
    with warnings.catch_warnings(), redirect_stdout(io.StringIO()):
        warnings.filterwarnings("ignore", "HarfBuzz-Subset will be required", DeprecationWarning)
        warnings.filterwarnings("ignore", "No fonts configured in FontConfig", UserWarning)
        yield
