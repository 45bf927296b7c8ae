"""The characters that a file of the user's may hold: none that nobody sees, no words of two alphabets."""

import re
import unicodedata
from collections.abc import Iterator

HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Zero-width characters, direction marks, soft hyphens, controls: whatever hides words from a check."""

_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = re.compile("(?=.*[A-Za-z\u00c0-\u024f])(?=.*[\u0400-\u052f])")

DELETE_HIDDEN = "Delete it and type the word again."
MIXES_SCRIPTS = "this word mixes Latin and Cyrillic letters"
TYPE_AGAIN = "Type the word again in one keyboard layout."


def hidden(character: str) -> str:
    """Return the message about an invisible character."""
    name = unicodedata.name(character, "no letter").lower()
    return f"an invisible character (U+{ord(character):04X}, {name})"


def mixed_words(text: str) -> Iterator[re.Match[str]]:
    """Yield the words that are written with Latin and with Cyrillic letters."""
    words = () if text.isascii() else _WORD.finditer(text)
    return (match for match in words if _SCRIPTS.match(match[0]))
