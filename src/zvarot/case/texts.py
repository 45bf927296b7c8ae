"""Every text of a campaign that a letter may print: where it stands, and who may read it."""

import dataclasses
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from zvarot.case.campaign import LetterPlan
from zvarot.case.casefile import Case, Person, Provision
from zvarot.case.parties import Organisation
from zvarot.case.records import ANY, Audience

_NEVER_PRINTED = frozenset({"note", "id", "spellings", "why", "by", "waivers", "recipients"})
_PLAIN = frozenset({"holder", "lines", "email", "website", "url", "reference", "article"})
"""The keys whose plain strings are printed as they stand."""
_LONE_WORD = re.compile(r"[^\W\d_][\w'’-]{3,}$")

SAME = 5000
"""Of as many texts it is remembered whom they name: the rows of a table say much the same."""


@dataclass(frozen=True)
class PrintedText:
    """One text, in every language that it has."""

    path: tuple[str | int, ...]
    """The way to it in its file."""
    by_language: Mapping[str, str]
    audience: Audience
    """The widest circle that may come to read it."""
    record: str
    """The id of the list item that it belongs to."""


def printed_texts(root: Any, audience: Audience) -> Iterator[PrintedText]:
    """Yield every text below a record, with the circle that each is meant for.

    `audience` is the circle of whatever names none itself; people inherit nothing.
    """
    yield from _texts(root, (), audience, "")


def _texts(value: Any, path: tuple[str | int, ...], audience: Audience, record: str) -> Iterator[PrintedText]:
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _texts(item, (*path, index), audience, record)
    elif names := _fields(value):
        name = getattr(value, "id", record)
        for field in names:
            if field not in _NEVER_PRINTED:
                circle = _readers(value, field, audience)
                yield from _texts(getattr(value, field), (*path, field), circle, name)
    elif isinstance(value, Mapping):
        words = {language: _words(one) for language, one in value.items()}
        yield PrintedText(path, words, audience, record)
    elif isinstance(value, str) and _PLAIN.intersection(part for part in path[-2:] if isinstance(part, str)):
        yield PrintedText(path, {"": _readable(value)}, audience, record)


_FIELDS: dict[type, tuple[str, ...]] = {}


def _fields(value: Any) -> tuple[str, ...]:
    """Return the names of the fields of a record; none of anything else."""
    kind = type(value)
    if kind not in _FIELDS:
        fields = dataclasses.fields(kind) if dataclasses.is_dataclass(kind) else ()
        _FIELDS[kind] = tuple(field.name for field in fields)
    return _FIELDS[kind]


def _words(value: str | Mapping[str, str]) -> str:
    """Return a text, or all the forms of a counted noun."""
    return value if isinstance(value, str) else " ".join(value.values())


def _readable(value: str) -> str:
    """Return a plain string, and behind it the words that an address hides."""
    spaced = re.sub(r"[-_/.+]", " ", unquote(value))
    return value if spaced == value else f"{value} {spaced}"


def _readers(record: Any, field: str, audience: Audience) -> Audience:
    """Return the widest circle that may come to read what is in a field of a record."""
    if isinstance(record, Person):
        # Of its stand-ins each says for itself who reads it.
        return record.role_circle if field == "role" else record.circle
    if isinstance(record, Organisation | Provision):
        # They have no circle of their own, and any letter may print them.
        return Audience.PUBLIC
    # What a plan calls its audience tells what its readers may learn, not who they are.
    inherits = isinstance(record, Case | LetterPlan)
    return audience if inherits else getattr(record, "audience", None) or audience


def texts_lacking(value: Any, language: str) -> Iterator[tuple[str | int, ...]]:
    """Yield the way to each text of a record that is not there in a language."""
    if isinstance(value, Mapping) and language not in value and ANY not in value:
        yield ()
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from ((index, *path) for path in texts_lacking(item, language))
    else:
        for field in _fields(value):
            inner = texts_lacking(getattr(value, field), language)
            yield from ((field, *path) for path in inner)


def naming(spellings: Iterable[str], known: Collection[str] = ()) -> Callable[[str], bool]:
    """Return a test of a text: does it hold one of the spellings, or the surname of one?

    `known` are folded surnames that prove nothing, since somebody who may be named has them too.
    """
    whole = tuple(spellings)
    forms = {folded(spelling) for spelling in whole} | (surnames(whole) - {*known})
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(form)}" for form in sorted(forms) if form) or "(?!)")
    return lambda words: bool(pattern.search(folded(words)))


def surnames(spellings: Iterable[str]) -> set[str]:
    """Return the last words, folded, of those spellings that hold several and end with a capital one."""
    last = (words[-1] for spelling in spellings if len(words := spelling.split()) > 1)
    return {folded(word) for word in last if word[0].isupper() and _LONE_WORD.match(word)}


def folded(words: str) -> str:
    """Return words in the form in which they are compared."""
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split())
