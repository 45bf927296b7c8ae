"""What this machine has and lacks for making letters."""

import os
import platform
import tempfile
from dataclasses import dataclass
from pathlib import Path

from zvarot.press import native
from zvarot.writing import fonts

ALPHABETS = {
    "Belarusian": "АБВГДЕЁЖЗІЙКЛМНОПРСТУЎФХЦЧШЫЬЭЮЯабвгдеёжзійклмнопрстуўфхцчшыьэюя’",
    "Russian": "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "Ukrainian": "АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯабвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "Polish": "ĄĆĘŁŃÓŚŹŻąćęłńóśźż",
    "German": "ÄÖÜẞäöüß",
    "French": "ÀÂÆÇÈÉÊËÎÏÔŒÙÛÜŸàâæçèéêëîïôœùûüÿ",
    "English": "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
    "Greek": "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρστυφχψωάέήίόύώ",
    "Georgian": "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
    "Arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
}
"""The letters that a language is written with."""

_ELSEWHERE = (
    ("Debian, Ubuntu", "sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"),
    ("Fedora", "sudo dnf install pango"),
    ("Arch", "sudo pacman -S pango"),
    ("macOS", "brew install pango"),
    ("Windows", 'pip install "zvarot[native]"'),
)
"""How the libraries come to each kind of system."""


@dataclass(frozen=True)
class Check:
    """One thing that was looked at."""

    name: str
    found: str
    """What was found, or what lacks."""
    good: bool
    needed: bool = True
    """Whether no PDF can be made without it."""
    help: str = ""


def examine(output: Path) -> tuple[Check, ...]:
    """Look at everything that a letter needs from this machine."""
    return (
        Check("Python", platform.python_version(), good=True),
        *_libraries(),
        *_alphabets(),
        _writable(output),
    )


def installing() -> tuple[tuple[str, str], ...]:
    """Return, for each kind of system, the line that installs the libraries."""
    return _ELSEWHERE


def _libraries() -> list[Check]:
    return [
        Check(
            name=library.name,
            found=f"{library.version or 'version not told'}, {library.path}"
            if library.path
            else f"missing: needed for {library.needed_for}",
            good=library.path is not None,
            needed=library.required,
            help="" if library.path else native.install_hint(),
        )
        for library in native.survey()
    ]


def _alphabets() -> list[Check]:
    checks = []
    for language, letters in ALPHABETS.items():
        missing = fonts.missing_characters(letters)
        found = "cannot be printed yet" if missing else fonts.FAMILY
        checks.append(Check(f"letters in {language}", found, good=not missing, needed=False))
    return checks


def _writable(output: Path) -> Check:
    """Try the folder that letters go to, or the nearest above it that is there."""
    folder = next(one for one in (output, *output.absolute().parents) if one.exists())
    try:
        with tempfile.TemporaryFile(dir=folder):
            return Check("output folder", str(output), good=True)
    except OSError as error:
        help = "Choose another folder with --output."
        return Check("output folder", f"{output}: {error.strerror or os.strerror(5)}", good=False, help=help)
