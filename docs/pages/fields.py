"""The page of every record and key of the three files."""

import dataclasses
import inspect
import re
import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any

from pages.markdown import MADE, ROOT, meanings, summary, table
from zvarot.case import linking, records
from zvarot.case.campaign import Window
from zvarot.case.parties import Kind
from zvarot.case.reading import SCHEMAS

_HEAD = """\
A campaign is a folder with three files. Each file is one record, and its keys hold further records. A key
that is not on this page is refused. *Needed* says whether a record can do without the key; the word in
brackets is what counts without it.

An editor that reads the first line of the files (`$schema=`) shows the same words while you type. `zvarot
schema` prints what that line leads to; the three schemas also lie beside this page:
[case](case.schema.json), [recipients](recipients.schema.json), [campaign](campaign.schema.json).
"""

_KINDS = {
    "Identifier": "id",
    "Language": "language code",
    "Country": "country code",
    "WebAddress": "web address",
    "Text": "text in each language",
    "CountedNoun": "counted noun",
    "Statement": "statement",
    "Day": "date",
}
"""The names in records.py that stand for a kind of value."""

_PLAIN = {str: "text", int: "whole number", bool: "`true` or `false`"}

_UNSAID = {
    "id": "Its name inside the files, by which other records refer to it.",
    "sources": "Where it was taken from.",
    "provisions": "The legal grounds.",
    "person": "Who took part.",
    "title": "What it is called.",
    "place": "Where it was.",
    "publisher": "Who published it.",
    "url": "Where it can be read.",
    "value": "The number itself.",
}
"""The meaning of a key that has neither a docstring nor a type that speaks for it."""


def page() -> str:
    """Write the page."""
    parts = [MADE, "# Every record and key\n", _HEAD]
    seen: list[type[Any]] = []
    for name, root in SCHEMAS.items():
        parts.append(f"## {name}.yaml\n")
        parts.extend(_record(one) for one in _records_below(root, seen))
    about = meanings(records)
    parts.append("## Kinds of values\n")
    parts.extend(f"### {kind}\n\n{about[alias]}\n" for alias, kind in _KINDS.items())
    parts.append("## Words to choose from\n")
    parts.extend(_words(one) for one in dict.fromkeys(_enumerations(seen)))
    return "\n".join(parts)


def _records_below(root: type[Any], seen: list[type[Any]]) -> Iterator[type[Any]]:
    """Yield a record and, after it, each kind of record in it that was not seen before."""
    if root in seen:
        return
    seen.append(root)
    yield root
    for inner in _types_of_keys(root):
        if dataclasses.is_dataclass(inner):
            yield from _records_below(inner, seen)


def _enumerations(seen: Iterable[type[Any]]) -> Iterator[type[StrEnum]]:
    """Yield the lists of words that the keys of records choose from."""
    for one in seen:
        yield from (inner for inner in _types_of_keys(one) if issubclass(inner, StrEnum))


def _types_of_keys(one: type[Any]) -> Iterator[type[Any]]:
    for hint in typing.get_type_hints(one).values():
        yield from _types_in(hint)


def _types_in(hint: Any) -> Iterator[type[Any]]:
    """Yield the classes that a type hint speaks of."""
    if isinstance(hint, type) and not typing.get_args(hint):
        yield hint
    for argument in typing.get_args(hint):
        yield from _types_in(argument)


def _record(one: type[Any]) -> str:
    """Write a record's table of keys."""
    about = meanings(one)
    hints = typing.get_type_hints(one, include_extras=True)
    rows = [
        (
            f"`{getattr(field.default, 'alias', None) or field.name}`",
            _needed(field),
            _value(hints[field.name], field.name),
            about.get(field.name) or _unsaid(field.name, hints[field.name]),
        )
        for field in dataclasses.fields(one)
    ]
    return f"### {one.__name__}\n\n{summary(one)}\n\n{table(('key', 'needed', 'value', 'meaning'), rows)}"


def _needed(field: Any) -> str:
    """Say whether a record can do without a key, and what counts then."""
    default = getattr(field.default, "default", field.default)  # of pydantic's Field, or plain
    if default in (None, ()) or getattr(field.default, "default_factory", None):
        return "no"
    if default is dataclasses.MISSING or type(default).__name__ == "PydanticUndefinedType":
        return "yes"
    return f"no (`{str(default).lower()}`)"


def _value(hint: Any, key: str) -> str:
    """Say in plain words what a key holds."""
    for alias, kind in _KINDS.items():
        if hint == getattr(records, alias):
            of = linking._REFERS_TO.get(key)
            return f"id in `{of}`" if of else f"[{kind}](#{kind.replace(' ', '-')})"
    arguments = [one for one in typing.get_args(hint) if one not in (type(None), Ellipsis)]
    if typing.get_origin(hint) is tuple:
        return f"list of {_value(arguments[0], key)}".replace("of id in", "of ids in")
    if typing.get_origin(hint) in (typing.Union, types.UnionType, typing.Annotated):
        return _value(arguments[0], key)
    if typing.get_origin(hint) is Mapping:
        return f"{_value(arguments[1], key)} for each key"
    return _PLAIN.get(hint) or f"[{hint.__name__}](#{hint.__name__.lower()})"


def _unsaid(key: str, hint: Any) -> str:
    """Return what the records or words that a key holds are, or else its meaning from the table above."""
    for inner in _types_in(hint):
        if dataclasses.is_dataclass(inner) or issubclass(inner, StrEnum):
            return (inspect.getdoc(inner) or "").splitlines()[0]
    return _UNSAID[key]


def _words(one: type[StrEnum]) -> str:
    """List the words of an enumeration, each with what the code says of it."""
    about = {one[name].value: said for name, said in meanings(one).items()}
    if one is Kind:
        about = {kind.value: f"may learn what `{kind.audience}` may" for kind in Kind}
    if one is Window:
        about = {window.value: _window(window) for window in Window}
    lines = [f"* `{word}`" + (f": {about[word]}" if word in about else "") for word in one]
    return f"### {one.__name__}\n\n{summary(one)}\n\n" + "\n".join(lines) + "\n"


def _window(window: Window) -> str:
    """Return what the head of a window's stylesheet says of it."""
    css = (ROOT / "templates" / "styles" / "windows" / f"{window}.css").read_text(encoding="utf-8")
    head = re.match(r"/\* (.+?) \*/", css, re.DOTALL)
    return " ".join(head[1].split()) if head else ""
