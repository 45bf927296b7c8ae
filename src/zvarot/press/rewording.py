"""Rewording: a letter that was typeset in full, taken apart so that it can be written with other words.

Where each text of a page stands in the letter, in which paragraph that is and what is drawn there is found
out once. What comes out for other words is proven on the letter's own: they must come out as they did.
"""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from zvarot.press.likeness import Reason, Unlike
from zvarot.press.patching import Pieces, Spot
from zvarot.press.recasting import Block, Recast
from zvarot.writing.page import Page

REMEMBERED = 4096
"""How many paragraphs of a letter are remembered as they came out."""

_TAG = re.compile(r"(<[^<>]*>)")
_ODD = re.compile(r"&(?!(?:amp|lt|gt|quot|nbsp|#34|#39);)|[\x00-\x08\x0b-\x1f\x7f]")
"""What two readers could read differently: other entities, control characters."""
_BLANK = " \t\n"
_MARK = "\ue000"
_ELSEWHERE = re.compile(
    r"target-(?:text|counters?)\(|string-set|running\(|footnote|\b(?:note|leader|element)\("
)
"""What a stylesheet shows words with that stand elsewhere in the text."""

Parse = Callable[[str], Any]


@dataclass(frozen=True, eq=False)
class Typeset:
    """A letter that was typeset in full, with all that WeasyPrint made on the way."""

    page: Page
    document: Any
    pdf: Any
    content: bytes


def take_apart(letter: Typeset, parse: Parse) -> "Rewording | Unlike":
    """Return a letter taken apart, or Unlike where it could not be put together again."""
    if _ELSEWHERE.search(letter.page.css + "".join(words_of(letter.page.markup))):
        return Unlike(Reason.STYLES)
    try:
        pieces = Pieces(letter.pdf, letter.content)
        recast = Recast(letter.document, letter.page.language)
        if recast.draw() != pieces.drawn():
            return Unlike(Reason.UNPROVEN)
        return Rewording(letter.page.markup, pieces, recast, _owners(letter, parse))
    except ValueError:
        return Unlike(Reason.UNPROVEN)


@dataclass(frozen=True, eq=False)
class _Paragraph:
    """A block, and the numbers of the texts that stand in it."""

    block: Block
    numbers: tuple[int, ...]


class Rewording:
    """A letter taken apart: its words, the paragraphs that they stand in, and its bytes."""

    def __init__(
        self, markup: str, pieces: Pieces, recast: Recast, owners: dict[int, tuple[Any, str]]
    ) -> None:
        """Put a letter's parts together; the owners of its texts are elements and `text` or `tail`."""
        self._words = words_of(markup)
        self._pieces = pieces
        self._recast = recast
        self._owners = owners
        self._parents = {child: one for one in recast.root.iter() for child in one}
        self._paragraphs: dict[Any, _Paragraph | Unlike] = {}
        self._drawn: dict[Any, dict[Spot, bytes] | Unlike] = {}

    def with_words(self, words: list[str]) -> bytes:
        """Return the letter with other words; raise Unlike where more than words would change."""
        changed = [number for number, word in enumerate(words) if word != self._words[number]]
        for number in changed:
            _refuse_signs(words[number], self._words[number])
        texts: dict[Spot, bytes] = {}
        for element in dict.fromkeys(map(self._block_of, changed)):
            texts |= self._reset(self._paragraph(element), words)
        return self._pieces.exchange(texts)

    def _block_of(self, number: int) -> Any:
        """Return the element of the block that a text stands in, or None: a title stands in none."""
        element, where = self._owners.get(number, (None, ""))
        if where == "tail":
            element = self._parents[element]
        while element is not None and not self._recast.is_block(element):
            element = None if element.tag == "head" else self._parents.get(element)
        return element

    def _paragraph(self, element: Any) -> _Paragraph:
        """Return a block that comes out as it is when it is laid out again; raise Unlike for another."""
        if element is None:
            raise Unlike(Reason.NOWHERE)
        return _remembered(self._paragraphs, element, lambda: self._proven(element))

    def _proven(self, element: Any) -> _Paragraph:
        numbers = tuple(number for number in self._owners if self._block_of(number) is element)
        paragraph = _Paragraph(self._recast.block(element), numbers)
        drawn, texts = self._reset(paragraph, self._words), self._pieces.texts()
        if any(not text or texts.get(spot) != text for spot, text in drawn.items()):
            raise Unlike(Reason.UNPROVEN)
        return paragraph

    def _reset(self, paragraph: _Paragraph, words: list[str]) -> dict[Spot, bytes]:
        """Lay a block out again with other words, or take what came of them before."""
        key = paragraph, tuple(words[number] for number in paragraph.numbers)
        if len(self._drawn) > REMEMBERED:
            self._drawn.clear()
        return _remembered(self._drawn, key, lambda: self._laid_out(paragraph, words))

    def _laid_out(self, paragraph: _Paragraph, words: list[str]) -> dict[Spot, bytes]:
        for number in paragraph.numbers:
            element, where = self._owners[number]
            setattr(element, where, html.unescape(words[number]))
        return self._recast.reset(paragraph.block)


_Value = TypeVar("_Value")


def _remembered(known: dict[Any, _Value | Unlike], key: Any, make: Callable[[], _Value]) -> _Value:
    """Return what was made for a key before, or make it; why it cannot be made is remembered, too."""
    if key not in known:
        try:
            known[key] = make()
        except Unlike as unlike:
            known[key] = unlike
    found = known[key]
    if isinstance(found, Unlike):
        raise found
    return found


def tags_of(markup: str) -> tuple[str, ...]:
    """Return the tags of a page."""
    return tuple(_TAG.findall(markup))


def words_of(markup: str) -> list[str]:
    """Return what stands between the tags of a page."""
    return _TAG.split(markup)[::2]


def _refuse_signs(new: str, old: str) -> None:
    """Raise Unlike for words that could be read otherwise than they are written here."""
    if _ODD.search(new) or _ODD.search(old):
        raise Unlike(Reason.SIGNS)
    if not new.strip(_BLANK) or not old.strip(_BLANK):
        raise Unlike(Reason.EMPTY)


def _owners(letter: Typeset, parse: Parse) -> dict[int, tuple[Any, str]]:
    """Return where each text of a page stands: an element and, of it, `text` or `tail`.

    The page is read once more with a number in the place of each text, so that the parser itself says it.
    """
    pieces = _TAG.split(letter.page.markup)
    words = pieces[::2]
    pieces[::2] = [f"{_MARK}{n}{_MARK}" if word.strip(_BLANK) else word for n, word in enumerate(words)]
    twins = parse("".join(pieces)).etree_element.iter()
    both = [
        (element, twin, where)
        for element, twin in zip(letter.document._html.etree_element.iter(), twins, strict=True)
        for where in ("text", "tail")
    ]
    found = {}
    for element, twin, where in both:
        before, *number = (getattr(twin, where) or "").split(_MARK)
        own = len(number) == 2 and not before and not number[1]
        if own and getattr(element, where) == html.unescape(words[int(number[0])]):
            found[int(number[0])] = element, where
    return found
