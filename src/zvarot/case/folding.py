"""Text without disguise, and words as they sound: one skeleton for every script and spelling.

A skeleton keeps only what Belarusian, Russian and their romanisations agree on. `a` stands for a, o, e and
ё, `i` for i, y and j, `v` for u, v and w; `s` for s, z, sh and zh, `c` for ts and ch, `d` also for dz,
`g` also for h and kh. Ковалёв, Кавалёў, Kovalyov, Kawaljow and Kavaliou are all `kavalav`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import product
from urllib.parse import unquote

from zvarot.case.characters import HIDDEN

# Disguise -------------------------------------------------------------------------------------

_APOSTROPHES = re.compile("[’‘‛`´ʼʹʻˊ′]")
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# A PDF reader gives U+0002 or U+FFFE for the hyphen at the end of a line.
_SOFT_BREAK = re.compile("[\u00ad\x02\ufffe][^\\S\n]*\n\\s*")
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
    "\ufe20-\ufe2f]"
)
_PUNYCODE = re.compile("xn--([a-z0-9-]+)", re.IGNORECASE)
_TAG = re.compile("<[^<>]*>")
_TAG_IN_WORD = re.compile(rf"(?<=\w)(?:{_TAG.pattern})+(?=\w)")


def readings(text: str) -> list[str]:
    """Return what a text says in plain letters, with its tags and without."""
    text = plain(opened(text))
    return [text, _TAG.sub(" ", _TAG_IN_WORD.sub("", text))] if "<" in text else [text]


def opened(text: str) -> str:
    """Return a text without percent escapes, HTML entities and Punycode, also where it is escaped twice."""
    for _ in range(2):
        text = unquote(text) if "%" in text else text
        text = unescape(text) if "&" in text else text
    return _PUNYCODE.sub(_label, text)


def _label(found: re.Match[str]) -> str:
    """Return the letters of one part of a domain."""
    try:
        return found[1].encode().decode("punycode")
    except UnicodeError:
        return found[0]


def plain(text: str) -> str:
    """Return an opened text in plain letters: without accents, ornate letters and whatever nobody sees."""
    text = _APOSTROPHES.sub("'", _BREAKS.sub("\n", text))
    text = _SOFT_BREAK.sub("", unicodedata.normalize("NFKD", text))
    return _MARKS.sub("", HIDDEN.sub("", text))


# Look-alikes ----------------------------------------------------------------------------------

_CYRILLIC = re.compile("[\u0400-\u052f']+")
_LATIN = re.compile("[a-z']+")
_BOTH = re.compile("(?=.*[\u0400-\u052f])(?=.*[a-z])|.*[^\u0400-\u052fa-z']")

_TO_CYRILLIC = str.maketrans("abcehikmopstxyj", "авсенікморѕтхуј")
_TO_LATIN = str.maketrans("авсенікморѕтхуј", "abcehikmopstxyj")
"""Letters that are taken for each other in any word."""

_MIXED_TO_CYRILLIC = _TO_CYRILLIC | str.maketrans(
    "nurglıɑ" + "αβγδεηικλμνοπρστυφχ" + "0346", "пигдііа" + "авгденіклмиопрстуфх" + "озчб"
)
"""The same, and letters and digits that are taken for others in a word that mixes them."""

_MIXED_TO_LATIN = tuple(
    _TO_LATIN | str.maketrans("пигьıɑ" + "αβεζηικμνοπρτυχω" + "03458", "nurbia" + greek + digits)
    for greek, digits in (("abezhikmnonptyxw", "ozasb"), ("abeznikmvonptuxw", "oeasb"))
)


def _in_one_script(word: str) -> Iterator[str]:
    """Yield a word in lower case as it stands, and in each script that all its letters can be taken for."""
    bare = word.strip("0123456789")
    yield bare
    mixed = bool(_BOTH.match(word)) and bare
    tables = (_MIXED_TO_CYRILLIC, *_MIXED_TO_LATIN) if mixed else (_TO_CYRILLIC, _TO_LATIN)
    for one in {*_ones_as_letters(word), bare}:
        yield from (turned for table in tables if _is_whole(turned := one.translate(table)))


def _ones_as_letters(word: str) -> Iterable[str]:
    """Return a word with each digit 1 as l or as i, in all ways in which there are few of them."""
    if not 0 < word.count("1") <= 4:
        return (word.replace("1", "l"),)
    return map("".join, product(*("li" if letter == "1" else letter for letter in word)))


def _is_whole(word: str) -> bool:
    return bool(_CYRILLIC.fullmatch(word) or _LATIN.fullmatch(word))


# Sounds ---------------------------------------------------------------------------------------

_SETTLED = {"sch": "S", "sh": "S", "zh": "S", "kh": "G", "gh": "G", "th": "T", "ph": "F", "x": "KS"}
"""What sounds alike in every language; in capitals, so that it is not read again."""
_SETTLE = re.compile("|".join(_SETTLED))

_OPEN = (
    (re.compile("ch"), ("C", "G", "S")),  # English, Polish and German, French
    (re.compile("ck"), ("CK", "K")),  # Łacinka, German
    (re.compile("c(?![eiyhz])"), ("C", "K")),  # Łacinka, English
    (re.compile("rz"), ("RS", "S", "RC")),  # Belarusian, Polish, German
    (re.compile("z"), ("S", "C")),  # English, German
    (re.compile("j"), ("I", "S")),  # German, French
    (re.compile("ou"), ("AV", "V")),  # Belarusian -оў, French for у
    (re.compile("gu(?=[ei])"), ("GV", "G")),  # as in Serguei
)
"""What sounds differently from language to language."""

_ALIKE = {
    "a": "аоеэяёєѣ" + "aoeæœøə",
    "i": "иыіїј" + "iyı",
    "v": "уюв" + "uvw",
    "g": "гґх" + "gh",
    "s": "жшщсзѕ" + "szß",
    "c": "цч",
    "b": "б",
    "d": "д" + "đ",
    "f": "ф",
    "k": "к" + "q",
    "l": "л" + "ł",
    "m": "м",
    "n": "н",
    "p": "п",
    "r": "р",
    "t": "т",
    "": "ьъ'",
}
_LETTERS = str.maketrans({letter: sound for sound, letters in _ALIKE.items() for letter in letters})

_IS_OPEN = re.compile("[czj]|[og]u")
"""Stands in every word that any of these is found in."""

_TIDY = (
    (re.compile("i+(?=[av])"), ""),  # я, ia, ja and ya are one; so are ю, iu, ju and yu
    (re.compile("d[dt]*[sc]+"), "d"),  # Дзмітрый, Дмитрий
    (re.compile("[tc]+[sc]+"), "c"),  # ц, ts, cz, tsch
    (re.compile("s[sc]+"), "s"),  # щ, шч, szcz
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile("af$"), "av"),  # Kovaleff
)
_UNTIDY = re.compile(r"i[iav]|[dtcs][dtsc]|f$|(.)\1")
"""Stands in every skeleton that any of these changes."""

_SMALL_CAPITALS = str.maketrans("ᴀʙᴄᴅᴇɢʜɪᴊᴋʟᴍɴᴏᴘʀᴛᴜᴠᴡʏᴢꜱ", "abcdeghijklmnoprtuvwyzs")
_ELISION = re.compile("^[a-z]{1,2}'")
"""French: d'Andreev."""


def skeletons(word: str) -> frozenset[str]:
    """Return how a plain word of any text may sound, whatever its letters are taken for."""
    word = word.lower().translate(_SMALL_CAPITALS)
    parts = {word, _ELISION.sub("", word), word.removesuffix("'s")}
    # Most words are the same in each script that they can be taken for.
    spellings = {one for part in parts for one in _in_one_script(part)}
    return frozenset(sound for one in spellings for sound in sounds(one))


def sounds(word: str) -> frozenset[str]:
    """Return how a plain word in lower case may sound; each way in which a language reads its letters."""
    word = _SETTLE.sub(lambda found: _SETTLED[found[0]], word)
    read = [word]
    for pattern, choice in _OPEN if _IS_OPEN.search(word) else ():
        if pattern.search(word):
            read = [pattern.sub(sound, one) for one in read for sound in choice]
    return frozenset(tidy(one.translate(_LETTERS).lower()) for one in read) - {""}


def tidy(skeleton: str) -> str:
    """Return a skeleton in which letters that languages write as one or as several are one."""
    for pattern, left in _TIDY if _UNTIDY.search(skeleton) else ():
        skeleton = pattern.sub(left, skeleton)
    return skeleton
