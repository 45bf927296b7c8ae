"""Whether a finished text names somebody who is withheld, in whatever script, case or disguise.

What is kept of the withheld names are keyed hashes. A text that names somebody gives ids, never words.
"""

import re
import secrets
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import chain
from typing import NamedTuple

from zvarot.case.folding import readings, skeletons
from zvarot.case.name_parts import INITIAL, initials, name_of, ordinary, unended

WINDOW = 4
"""How many words further a first name still belongs to a surname: `Ковалёв и его жена Анна`."""

SHORTEST = 4
"""The letters of a stem that tells of a person by itself; a shorter one needs the first name beside it."""

LONG = 6
"""The letters of a stem that tells even without a capital; shorter ones are like words of many languages."""

KEY = secrets.token_bytes(16)
"""The key of this run, which is kept nowhere."""


@dataclass(frozen=True)
class Watched:
    """One withheld person: the whole names as the case file has them, in every language and script."""

    id: str
    spellings: tuple[str, ...]
    whole: bool = False
    """Whether only first name and surname together count: somebody answers for the surname as a word."""


# What is watched for --------------------------------------------------------------------------


def watch(withheld: Iterable[Watched], known: Iterable[str], key: bytes = KEY) -> "Watch":
    """Return what finds the withheld people in texts whose readers may learn the known full names.

    `key` has 16 to 64 random bytes. Watches with the same key share what they work out of a text's words.
    """
    if len(key) < 16:
        raise ValueError("the key of a watch has at least 16 bytes")
    people = tuple(withheld)
    names = [name_of(*one.spellings) for one in people]
    others = [name_of(one) for one in known]
    return Watch(
        _key=key,
        _ids=tuple(one.id for one in people),
        _surnames=_hashed(key, (one.surnames | one.run_together for one in names)),
        _company=_hashed(key, (one.company(others) for one in names)),
        _initials=_hashed(key, (one.own_initials(others) for one in names)),
        _whole=frozenset(number for number, one in enumerate(people) if one.whole),
        _ordinary=frozenset(_hash(stem, key) for one in names for stem in one.surnames & ordinary()),
        _known=_hashed(key, (one.surnames | one.run_together for one in others)),
        _known_given=_hashed(key, (one.given for one in others)),
    )


def _hashed(key: bytes, words: Iterable[Iterable[str]]) -> Mapping[bytes, frozenset[int]]:
    """Return the numbers of the people who have a stem, by the stem's hash."""
    numbers: dict[bytes, set[int]] = defaultdict(set)
    for number, own in enumerate(words):
        for stem in own:
            numbers[_hash(stem, key)].add(number)
    return {hashed: frozenset(found) for hashed, found in sorted(numbers.items())}


def _hash(stem: str, key: bytes) -> bytes:
    return blake2b(stem.encode(), key=key, digest_size=12).digest()


# The words of a text --------------------------------------------------------------------------

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_BREAK = re.compile("[-\u2010-\u2015\u2212\u2043\u058a\n]")
_JOINT = re.compile(rf"'?\s*{_BREAK.pattern}\s*'?")
"""A hyphen or the end of a line: what stands before and after it may be one word."""

_GLUE = ("-", "_", "+", "/")
"""What stands between words in addresses and file names, beside the full stop."""

_GLUED = (".", "@", "=", *_GLUE)

_LONGEST = 40
"""The letters of the longest word that is put together of several."""


class _Span(NamedTuple):
    """A word, or several that may be one, and the numbers of its first and last word."""

    word: str
    first: int
    last: int

    def apart(self, other: "_Span") -> int:
        """Return how many words further another one stands; none when one is in the other."""
        return max(other.first - self.last, self.first - other.last)


class _Text:
    """The words of a plain text, and what they may be when joined."""

    def __init__(self, text: str) -> None:
        self.text = text
        matches = [*_WORD.finditer(text)]
        self.words = [match[0] for match in matches]
        self.places = [match.span() for match in matches]
        self.joined = [*self._joined()]

    def spans(self, wanted: Container[str]) -> Iterator[_Span]:
        """Yield where the wanted words stand, joined ones too."""
        yield from (_Span(word, n, n) for n, word in enumerate(self.words) if word in wanted)
        yield from (span for span in self.joined if span.word in wanted)

    def near(self, span: _Span) -> Iterator[_Span]:
        """Yield what stands so close to a word that both may name one person."""
        start = max(span.first - WINDOW, 0)
        around = self.words[start : span.last + WINDOW + 1]
        words = (_Span(word, n, n) for n, word in enumerate(around, start))
        yield from (other for other in chain(words, self.joined) if 1 <= span.apart(other) <= WINDOW)

    def between(self, number: int) -> str:
        """Return what stands between a word and the next; nothing before the first and after the last."""
        if not 0 <= number < len(self.words) - 1:
            return ""
        return self.text[self.places[number][1] : self.places[number + 1][0]]

    def is_capitalised(self, span: _Span) -> bool:
        """Tell whether a word has a capital letter that neither its place nor its neighbour explains."""
        before = self.between(span.first - 1)
        shouted = span.word.isupper() and self.words[span.first - 1].isupper()
        return span.word[0].isupper() and before.isspace() and "\n" not in before and not shouted

    def is_loud(self, span: _Span) -> bool:
        """Tell whether a word begins with a capital, or is glued to others as in addresses and file names."""
        start, end = self.places[span.first][0], self.places[span.last][1]
        after = self.text[end : end + 2]
        before = self.text[max(start - 1, 0) : start]
        glued = before in _GLUED or (after[:1] in _GLUED and after[1:].isalnum())
        return span.word[0].isupper() or glued

    def is_company(self, given: _Span, surname: _Span) -> bool:
        """Tell whether what stands near a surname is written like a name, not like `more` or `on`."""
        return (given.word[0].isupper() and surname.word[0].isupper()) or given.apart(surname) == 1

    def beside(self, span: _Span) -> list[_Span]:
        """Return the words before and behind one on its line."""
        numbers = (n for n in (span.first - 1, span.last + 1) if 0 <= n < len(self.words))
        words = [_Span(self.words[n], n, n) for n in numbers]
        return [other for other in words if self.touch(span, other)]

    def touch(self, one: _Span, other: _Span) -> bool:
        """Tell whether two words stand side by side on a line, with nothing but blanks between."""
        first, second = sorted((one, other), key=lambda span: span.first)
        between = self.between(first.last)
        return first.last + 1 == second.first and between.isspace() and "\n" not in between

    def is_initial(self, span: _Span, surname: _Span) -> bool:
        """Tell whether a letter is an initial of the surname beside it: `M. V. Kot`, `Kot M`, not `a kot`."""
        between = self.words[span.last + 1 : surname.first] + self.words[surname.last + 1 : span.first]
        lone = len(between) <= 1 and all(len(word) == 1 for word in between)
        if not (lone and INITIAL.fullmatch(span.word.lower())):
            return False
        start, end = self.places[span.first][0], self.places[span.last][1]
        joined = self.text[max(start - 1, 0) : start] in _GLUE or self.text[end : end + 1] in (".", *_GLUE)
        return joined or (span.word[0].isupper() and surname.word[0].isupper())

    def _joined(self) -> Iterator[_Span]:
        joints = self._joints()
        for first in joints:
            word, last = self.words[first], first
            while last in joints and len(word) < _LONGEST:
                last += 1
                word += self.words[last]
                yield _Span(word, first, last)

    def _joints(self) -> set[int]:
        """Return the numbers of the words that may be one with the next: broken, hyphenated or spaced."""
        ends = [end for _, end in self.places]
        before = {bisect_right(ends, found.start()) - 1 for found in _BREAK.finditer(self.text)}
        broken = {number for number in before if _JOINT.fullmatch(self.between(number))}
        lone = {number for number, length in enumerate(map(len, self.words)) if length == 1}
        return broken | {number for number in lone if number + 1 in lone}


class _Marks(NamedTuple):
    """The hashes of all stems that a word may have, and the same with the stems' lengths."""

    hashes: frozenset[bytes]
    lengths: tuple[tuple[bytes, int], ...]


@lru_cache(maxsize=1 << 14)
def _marks(word: str, key: bytes) -> _Marks:
    found = {stem for skeleton in skeletons(word) for stem in unended(skeleton)}
    lengths = tuple((_hash(stem, key), len(stem)) for stem in sorted(found))
    return _Marks(frozenset(hashed for hashed, _ in lengths), lengths)


# The watch ------------------------------------------------------------------------------------


@dataclass(frozen=True, repr=False, eq=False)
class Watch:
    """Finds withheld people in texts; holds keyed hashes of their names, and false when nobody is watched."""

    _key: bytes
    _ids: tuple[str, ...]
    _surnames: Mapping[bytes, frozenset[int]]
    _company: Mapping[bytes, frozenset[int]]
    """First names and patronymics that tell who of a surname is meant."""
    _initials: Mapping[bytes, frozenset[int]]
    _whole: frozenset[int]
    """The people whose surname alone proves nothing."""
    _ordinary: frozenset[bytes]
    """Surnames that letters are full of as ordinary words; they tell only with a capital in a sentence."""
    _known: Mapping[bytes, frozenset[int]]
    _known_given: Mapping[bytes, frozenset[int]]

    def __bool__(self) -> bool:
        return bool(self._ids)

    def found(self, text: str) -> tuple[str, ...]:
        """Return the ids of the people whom a text names, sorted: plain text, HTML, an address or a path."""
        if not self:
            return ()
        pages = [_Text(reading) for reading in readings(text)]
        spans = ((span, page) for page in pages for span in page.spans(self._namesakes(page)))
        people = {person for span, page in spans for person in self._meant(span, page)}
        return tuple(sorted({self._ids[number] for number in people}))

    def _namesakes(self, page: _Text) -> set[str]:
        """Return the words that are written like a withheld surname, whoever is meant by them."""
        words = {*page.words, *(span.word for span in page.joined)}
        surnames = self._surnames.keys()
        return {word for word in words if not surnames.isdisjoint(_marks(word, self._key).hashes)}

    def has_namesakes(self, text: str) -> bool:
        """Tell whether a text holds any word that is written like a withheld surname."""
        return any(self._namesakes(_Text(reading)) for reading in readings(text))

    def seeks_as(self, other: "Watch") -> bool:
        """Tell whether another watch seeks the same surnames: a text without any is clean for both."""
        return self._key == other._key and self._surnames.keys() == other._surnames.keys()

    def _meant(self, span: _Span, page: _Text) -> Iterator[int]:
        """Yield the people whom a surname names, by itself or by what stands beside it."""
        lengths = _marks(span.word, self._key).lengths
        longest_known = max((length for hashed, length in lengths if hashed in self._known), default=0)
        for hashed, length in lengths:
            distinct = length >= SHORTEST and length > longest_known
            alone = page.is_loud(span) or length >= LONG
            if hashed in self._ordinary:
                alone = page.is_capitalised(span)
            for person in self._surnames.get(hashed, ()):
                by_itself = distinct and alone and person not in self._whole
                if by_itself or self._accompanied(person, span, page):
                    yield person

    def _accompanied(self, person: int, surname: _Span, page: _Text) -> bool:
        """Tell whether a person's own first name, patronymic or initial stands beside a surname."""
        near = [*page.near(surname)]
        return any(
            person in self._people(self._company, span.word)
            and page.is_company(span, surname)
            and not self._explained(span, surname, page)
            for span in near
        ) or any(person in self._initial(span, surname, page) for span in near)

    def _people(self, table: Mapping[bytes, frozenset[int]], word: str) -> frozenset[int]:
        hashes = _marks(word, self._key).hashes
        return frozenset(person for hashed in hashes for person in table.get(hashed, ()))

    def _explained(self, given: _Span, surname: _Span, page: _Text) -> bool:
        """Tell whether a first name is that of a known person, by the surname that stands right beside it."""
        known = self._people(self._known_given, given.word)
        beside = [surname] if page.touch(given, surname) else page.beside(given)
        return any(known & self._people(self._known, other.word) for other in beside)

    def _initial(self, span: _Span, surname: _Span, page: _Text) -> frozenset[int]:
        """Return whose initial stands beside a surname."""
        if not page.is_initial(span, surname):
            return frozenset()
        hashes = (_hash(sound, self._key) for sound in initials(span.word))
        return frozenset(person for hashed in hashes for person in self._initials.get(hashed, ()))
