"""What on a machine decides about the bytes of a letter: machines alike in this print alike."""

import hashlib
import platform
import zlib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

from zvarot.press import native
from zvarot.writing import fonts
from zvarot.writing.folders import shipped_templates

LIBRARIES = (
    "babel", "cssselect2", "fonttools", "jinja2", "markupsafe", "pillow", "pydyf", "pyphen", "tinycss2",
    "tinyhtml5", "uharfbuzz", "weasyprint",
)  # fmt: skip
"""The packages on which the bytes of a letter depend."""
_SHOWN = 20
"""How many signs of a version or a digest are shown to a person."""


@cache
def setup() -> Mapping[str, str]:
    """Return the parts of this machine that decide about the bytes of a letter, and which they are."""
    code, templates = Path(__file__).parents[1], shipped_templates()
    faces = [face.path for face in fonts.faces()]
    return {
        "zvarot": _digest(sorted(code.rglob("*.py")), code),
        "its templates": _digest(sorted(filter(Path.is_file, templates.rglob("*"))), templates),
        "its fonts": _digest(faces, faces[0].parent),
        "Python": ".".join(platform.python_version_tuple()[:2]),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        **{name: version(name) for name in LIBRARIES},
        **{library.name: library.version or "that does not tell" for library in native.survey()},
    }


def differences(theirs: Mapping[str, str], ours: Mapping[str, str]) -> tuple[str, ...]:
    """Return what is another there than here, in words: `pango 1.52.1, not 1.56.3`."""
    names = [name for name in {**ours, **theirs} if theirs.get(name) != ours.get(name)]
    return tuple(f"{name} {_shown(theirs, name)}, not {_shown(ours, name)}" for name in names)


def _shown(setup: Mapping[str, str], name: str) -> str:
    return setup.get(name, "none")[:_SHOWN]


def _digest(paths: Iterable[Path], folder: Path) -> str:
    """Return a digest of files and of their names below a folder."""
    whole = hashlib.sha256()
    for path in paths:
        whole.update(
            f"{path.relative_to(folder).as_posix()}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode()
        )
    return whole.hexdigest()
