"""What a letter is made from, as one digest: while it stays the same, the letter need not be made again.

It is worked out of what the letter's reader may learn, never of the case: it tells nothing that is withheld.
"""

import hashlib
from collections.abc import Iterable
from functools import cache, cached_property

from zvarot.case.powers import kind_of
from zvarot.press.machines import setup
from zvarot.writing.disclosed import Disclosure, written_out
from zvarot.writing.page import LAYOUT
from zvarot.writing.templating import Templates


class Provenance:
    """Takes the digest of what letters are made from; what many of them share is read once."""

    def __init__(self, templates: Templates) -> None:
        self._templates = templates
        self._shared: dict[tuple[str, str], bytes] = {}
        self._taken_in = cache(templates.taken_in)
        self._read = cache(self._file)

    def told(self, disclosure: Disclosure) -> bytes:
        """Return the digest of what letters alike tell, whatever their frames."""
        return _digest(piece.encode() for piece in written_out(disclosure, without="frame"))

    def digest(self, disclosure: Disclosure, told: bytes) -> str:
        """Return the digest of a letter's inputs, in hexadecimal digits."""
        frame = disclosure.frame
        kind = kind_of(frame.recipient, disclosure.country)
        name = self._templates.folders.choose(frame.form, disclosure.language, kind)
        parts = (self._machine, self._words(name, disclosure.language), told, repr(frame).encode())
        return _digest(parts).hex()

    def _words(self, name: str, language: str) -> bytes:
        """Return the digest of the templates, styles and labels that letters of a language are made with."""
        if (name, language) not in self._shared:
            labels = {self._templates.wording(language).labels.name}
            taken = self._taken_in(name) | self._taken_in(LAYOUT)
            self._shared[name, language] = _digest(map(self._read, sorted(taken | self._styles | labels)))
        return self._shared[name, language]

    def _file(self, name: str) -> bytes:
        return _digest((name.encode(), self._templates.folders.read(name).encode()))

    @cached_property
    def _styles(self) -> frozenset[str]:
        listed = self._templates.folders.list_templates()
        return frozenset(one for one in listed if one.startswith("styles/"))

    @cached_property
    def _machine(self) -> bytes:
        """Return the digest of the program, the libraries, the fonts and the look of the campaign."""
        look = self._templates.look
        dress = look.logo, look.accent, look.paper, look.families
        own = (face.read() for face in look.faces)
        return _digest((repr(sorted(setup().items())).encode(), repr(dress).encode(), *own))


def _digest(parts: Iterable[bytes]) -> bytes:
    """Return one digest of many things, of which none can pass for the end of another."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(hashlib.sha256(part).digest())
    return whole.digest()
