"""Typography: the spaces of a letter at which no line may break."""

import re
from functools import lru_cache

_NO_BREAK = "\u00a0"
_TEXT = re.compile(r"(?<=>)[^<>]+")
"""What stands between the tags."""

_NUMBER_AND_WORD = re.compile(r"(?<=\d) (?=[^\W\d_])|(?<=\b\d\.) (?=[^\W\d_])|(?<=\b\d\d\.) (?=[^\W\d_])")
"""`26 July`, `60 searches`, and the day in `26. Juli`."""

_ONE_LETTER_WORD = re.compile(r"(?<![\w’'-])([^\W\d_]) (?=\w)")
_BINDS_ONE_LETTER_WORDS = frozenset({"be", "cs", "pl", "ru", "sk", "uk"})
"""The languages whose words of one letter do not stand at the end of a line."""


def bind(html: str, language: str) -> str:
    """Return the body of a page in which numbers and short words stay with the word that follows."""
    words = language.split("-")[0] in _BINDS_ONE_LETTER_WORDS
    return _TEXT.sub(lambda text: _bound(text[0], words), html)


# The texts of a letter are those of the letter before, but for a few.
@lru_cache(maxsize=1 << 12)
def _bound(text: str, words: bool) -> str:
    text = _NUMBER_AND_WORD.sub(_NO_BREAK, text)
    return _ONE_LETTER_WORD.sub(rf"\1{_NO_BREAK}", text) if words else text
