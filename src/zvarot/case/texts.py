"""Every text of a campaign that a letter may print: where it stands, and who may read it."""

import dataclasses
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from zvarot.case.casefile import Case, Person
from zvarot.case.records import Audience

_NEVER_PRINTED = frozenset({"note", "id", "spellings", "names", "unit", "why", "by", "waivers", "url"})
_LONE_WORD = re.compile(r"[^\W\d_][\w'’-]{3,}$")


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
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        inner = value.circle if isinstance(value, Person) else getattr(value, "audience", None)
        inside = audience if isinstance(value, Case) else inner or audience
        name = getattr(value, "id", record)
        for field in dataclasses.fields(value):
            if field.name not in _NEVER_PRINTED:
                yield from _texts(getattr(value, field.name), (*path, field.name), inside, name)
    elif isinstance(value, Mapping):
        yield PrintedText(path, value, audience, record)


def texts_lacking(record: Any, language: str) -> Iterator[tuple[str | int, ...]]:
    """Yield the way to each text of a record that is not there in a language."""
    for field in dataclasses.fields(record):
        value = getattr(record, field.name)
        if isinstance(value, Mapping) and language not in value:
            yield (field.name,)
        for index, item in enumerate(value if isinstance(value, tuple) else ()):
            if dataclasses.is_dataclass(item):
                for inner in texts_lacking(item, language):
                    yield (field.name, index, *inner)


def naming(spellings: Iterable[str], known: Collection[str] = ()) -> Callable[[str], bool]:
    """Return a test of a text: does it hold one of the spellings, or the surname of one?

    `known` are folded surnames that prove nothing, since somebody who may be named has them too.
    """
    forms = {folded(spelling) for spelling in spellings}
    forms |= surnames(spellings) - {*known}
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(form)}" for form in sorted(forms) if form) or "(?!)")
    return lambda words: bool(pattern.search(folded(words)))


def surnames(spellings: Iterable[str]) -> set[str]:
    """Return the last words, folded, of those spellings that hold several and end with a capital one."""
    last = (spelling.split()[-1] for spelling in spellings if len(spelling.split()) > 1)
    return {folded(word) for word in last if word[0].isupper() and _LONE_WORD.match(word)}


def folded(words: str) -> str:
    """Return words in the form in which they are compared."""
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split())
