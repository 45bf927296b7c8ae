"""What a letter is made from, as one digest: while it stays the same, the letter need not be made again.

It is worked out of what the letter's reader may learn, never of the case: it tells nothing that is withheld.
"""

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path

from zvarot.case.powers import kind_of
from zvarot.press import native
from zvarot.writing import fonts
from zvarot.writing.disclosed import Disclosure
from zvarot.writing.page import LAYOUT
from zvarot.writing.templating import Templates

_LIBRARIES = (
    "babel", "cssselect2", "fonttools", "jinja2", "markupsafe", "pillow", "pydyf", "pyphen", "tinycss2",
    "tinyhtml5", "weasyprint",
)  # fmt: skip
"""The packages on which the bytes of a letter depend."""


class Provenance:
    """Takes the digest of what letters are made from; what many of them share is read once."""

    def __init__(self, templates: Templates) -> None:
        self._templates = templates
        self._shared: dict[tuple[str, str], bytes] = {}
        self._taken_in = cache(templates.taken_in)

    def digest(self, disclosure: Disclosure) -> str:
        """Return the digest of a letter's inputs, in hexadecimal digits."""
        frame = disclosure.frame
        kind = kind_of(frame.recipient, disclosure.country)
        name = self._templates.folders.choose(frame.form, disclosure.language, kind)
        parts = (self._machine, self._words(name, disclosure.language), repr(disclosure).encode())
        return _digest(parts).hex()

    def _words(self, name: str, language: str) -> bytes:
        """Return the digest of the templates, styles and labels that letters of a language are made with."""
        if (name, language) not in self._shared:
            self._shared[name, language] = _digest(self._texts(name, language))
        return self._shared[name, language]

    def _texts(self, name: str, language: str) -> Iterator[bytes]:
        folders = self._templates.folders
        styles = {one for one in folders.list_templates() if one.startswith("styles/")}
        labels = {self._templates.wording(language).labels.name}
        taken = self._taken_in(name) | self._taken_in(LAYOUT)
        for one in sorted(taken | styles | labels):
            yield one.encode()
            yield folders.read(one).encode()

    @cached_property
    def _machine(self) -> bytes:
        """Return the digest of the program, the libraries, the fonts and the look of the campaign."""
        look = self._templates.look
        return _digest(
            (
                *_program(),
                *(f"{name} {version(name)}".encode() for name in _LIBRARIES),
                *(f"{library.name} {library.version}".encode() for library in native.survey()),
                repr((look.logo, look.accent, look.paper, look.families)).encode(),
                *(face.read() for face in (*fonts.faces(), *look.faces)),
            )
        )


def _program() -> Iterator[bytes]:
    """Yield the program itself, which says more than the number of a version."""
    for path in sorted(Path(__file__).parents[1].rglob("*.py")):
        yield path.read_bytes()


def _digest(parts: Iterable[bytes]) -> bytes:
    """Return one digest of many things, of which none can pass for the end of another."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(hashlib.sha256(part).digest())
    return whole.digest()
