"""Reusing: letters that differ in a few words are typeset once and addressed thousands of times.

Of the letters that were typeset in full some are kept. A letter that differs from one of them in the words
of plain paragraphs alone is made of its pieces, byte for byte as it would come out in full. Whatever is not
understood is typeset in full, and the reason has a name.
"""

import gc
import logging
from collections import Counter, OrderedDict
from collections.abc import Callable
from typing import Any

import weasyprint

from zvarot.press.likeness import Reason, Unlike
from zvarot.press.rewording import Parse, Rewording, Typeset, tags_of, take_apart, words_of
from zvarot.writing.page import Page

PROVEN = "70.0"
"""The release of WeasyPrint that letters were compared with."""
KEPT = 2
"""How many letters are kept, each with all its boxes: some megabytes. Letters come with those like them."""

_LOG = logging.getLogger(__name__)

Kind = tuple[tuple[str, ...], str, Any]
"""What letters have in common that can be made from each other: tags, styles and fonts."""
Dress = tuple[str, Any, tuple[str, ...]]
"""All that says how letters look: styles, fonts, and tags that bring styles along."""


class Letters:
    """The letters that were typeset so far, as far as others can be made from them."""

    def __init__(self, parse: Parse) -> None:
        """Keep how markup is read: as WeasyPrint's HTML."""
        self._parse = parse
        self._kept: OrderedDict[_Kept, None] = OrderedDict()
        """The one that was used last comes last."""
        self.proven: dict[Dress, bool] = {}
        """Of each dress whether the first letter in it came out the same both ways."""
        self.reasons: Counter[Reason] = Counter()
        """Why letters had to be typeset in full, and how often."""
        self.reused = 0
        """How many letters were made from others."""

    def address(self, page: Page, typeset: Callable[[], bytes]) -> bytes | None:
        """Return a page as a PDF, or None where it has to be typeset in full.

        The first letter in its dress is typeset in full too, to see whether both come out the same.
        """
        kind = _kind(page)
        dress = _dress(kind)
        try:
            content = self._made(page, kind, dress)
        except Unlike as unlike:
            self.reasons[unlike.reason] += 1
            return None
        if dress in self.proven:
            self.reused += 1
            return content
        whole = typeset()
        self.proven[dress] = whole == content
        if whole != content:
            _LOG.warning(Reason.DIFFERS)
        return whole

    def _made(self, page: Page, kind: Kind, dress: Dress) -> bytes:
        """Return a page made from a letter that is kept; raise Unlike where there is none to make it from."""
        if weasyprint.VERSION != PROVEN:
            raise Unlike(Reason.VERSION)
        if not self.proven.get(dress, True):
            raise Unlike(Reason.DIFFERS)
        words = words_of(page.markup)
        why = Unlike(Reason.FIRST)
        for kept in self._alike(kind):
            try:
                content = kept.with_words(words, self._parse)
            except Unlike as unlike:
                why = unlike
            else:
                self._kept.move_to_end(kept)
                return content
        raise why

    def keep(self, letter: Typeset) -> None:
        """Keep a letter that was typeset in full; nothing is done with it until another one is like it."""
        self._kept[_Kept(_kind(letter.page), letter)] = None
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
            # Its boxes hold each other: without this they lie about until the next letter has as many.
            gc.collect()

    def _alike(self, kind: Kind) -> list["_Kept"]:
        """Return the letters of a kind, the one that was used last before the others."""
        return [kept for kept in reversed(self._kept) if kept.kind == kind]


class _Kept:
    """A letter that was typeset in full, and what is made of it once another one is like it."""

    def __init__(self, kind: Kind, letter: Typeset) -> None:
        self.kind = kind
        self._letter: Typeset | Rewording | Unlike = letter

    def with_words(self, words: list[str], parse: Parse) -> bytes:
        """Return the letter with other words; raise Unlike where more than words would change."""
        if isinstance(self._letter, Typeset):
            self._letter = take_apart(self._letter, parse)
        if isinstance(self._letter, Unlike):
            raise self._letter
        return self._letter.with_words(words)


def _kind(page: Page) -> Kind:
    return tags_of(page.markup), page.css, page.faces


def _dress(kind: Kind) -> Dress:
    tags, css, faces = kind
    return css, faces, tuple(tag for tag in tags if " style=" in tag)
