"""What pydantic finds, in the house's words. No message repeats the value that it is about."""

import dataclasses
import re
import typing
from collections.abc import Iterator, Mapping
from typing import Any

from zvarot.case.file_rules import MISSING_KEY, UNKNOWN_KEY, WRONG_TYPE
from zvarot.case.rules import PERSON_WITHOUT_AUDIENCE, UNDATED_READING, UNSOURCED_FIGURE
from zvarot.case.yamlfile import Path_, YamlFile
from zvarot.findings import Finding, Rule, did_you_mean

_KINDS = {
    "date": ("a date", "Write year, month and day: 2021-07-26."),
    "int": ("a whole number", "Write digits only: 35000."),
    "bool": ("true or false", "Write true or false."),
    "dataclass": ("a record", "Write `key: value` lines, indented below it."),
    "tuple": ("a list", "Write one line for each entry, beginning with a hyphen."),
    "mapping": ("text, or text for each language", "Write `en: …` below it, indented."),
    "dict": ("text, or text for each language", "Write `en: …` below it, indented."),
    "string": ("text", "Write words, not a list or a record."),
    "plural": (
        "the forms of a noun",
        "Write `other:` and, if you need them, `zero:` `one:` `two:` `few:` `many:`.",
    ),
    "address": (
        "lines, or a town",
        "Write `lines:` as they are printed, or `street:`, `postcode:` and `town:`.",
    ),
    "height": ("between 6 and 30", "It is a height in mm."),
    "greater": ("a larger number", ""),
}

_WHOLE = {
    "statement": (
        "{called} has no place for the number",
        "Write {value} where the number and its unit stand.",
    ),
    "stand_in_text": ("{said}", "Add `text:`, or choose another way: initials, role or nothing."),
    "stand_in_order": (
        "{said}",
        "Begin with the narrowest: internal, partners, mechanism, authorities, public.",
    ),
    "no_office": ("{said}", "Write `recipients:`, or `tables:` that hold them."),
    "table_place": ("{said}", "Name either `file`, or `database` and `query`."),
    "too_short": ("{called} is empty", "Add at least one entry."),
    "too_long": ("{called} is too long", "Shorten it."),
    "string_too_long": ("{called} is too long", "Shorten it."),
}
"""Message and help for the kinds of fault that say more than what a value must be."""

_HOW_TO_FILL = {"`colour`": 'Put it in quotation marks, "#1b3a5c": else what begins with # is not read.'}


def explain(fault: Mapping[str, Any], called: str) -> tuple[str, str]:
    """Return message and help for a value of the wrong kind; never repeats the value."""
    kind: str = fault["type"]
    if isinstance(fault["input"], str) and not fault["input"].strip():
        return f"{called} has no value", _HOW_TO_FILL.get(called, "Write one, or delete the line.")
    if kind == "enum":
        words = fault["msg"].removeprefix("Input should be ")
        return f"{called} must be {words}", did_you_mean(str(fault["input"]), words.split("'")[1::2])
    if kind == "string_pattern_mismatch":
        return _pattern(called)
    if kind in _WHOLE:
        message, help = _WHOLE[kind]
        return message.format(called=called, said=fault["msg"]), help
    what, help = _KINDS.get(kind.split("_")[0], ("something else", fault["msg"]))
    return f"{called} must be {what}", help or _least(fault["msg"])


def _least(message: str) -> str:
    """Say the bound of a number, which pydantic's message names last."""
    return f"Write {message.rsplit(' ', 1)[-1]} or more."


def _pattern(called: str) -> tuple[str, str]:
    if called in ("`website`", "`url`", "`source`"):
        return f"{called} must be a web address", "Write it whole, with https:// in front."
    if called == "`password_from`":
        return f"{called} must begin with ZVAROT_", "Use capitals, digits and underscores, and set that name."
    if called in ("`country`", "`address_country`"):
        return f"{called} must be a country code", "Write two capitals: BY, DE, US."
    if called == "`colour`":
        return f"{called} must be a colour", 'Write # and six digits or letters from a to f: "#1b3a5c".'
    if called in ("language", "`language`"):
        return "this must be a language code", "Write small letters: en, be, uk."
    return f"{called} must be an id", "Use small Latin letters, digits and hyphens: prisoners-2021."


# Files of YAML ---------------------------------------------------------------------------------

_SPECIAL: dict[tuple[str, str], tuple[Rule, str]] = {
    ("people", "audience"): (
        PERSON_WITHOUT_AUDIENCE,
        "Write `audience: internal` unless the person agreed to a wider circle.",
    ),
    ("readings", "as_of"): (
        UNDATED_READING,
        "Write `as_of:` with the day for which the value was counted.",
    ),
    ("readings", "sources"): (
        UNSOURCED_FIGURE,
        "Add `sources:` with the id of a source that gives this number.",
    ),
}
"""A missing key that has a rule of its own: (list, key) → rule and help."""


def finding_of(file: YamlFile, root: type[Any], fault: Mapping[str, Any]) -> Finding:
    """Say what pydantic found in the data of a file, which were to be a record of class `root`."""
    path: Path_ = tuple(part for part in fault["loc"] if part != "[key]")
    if fault["type"] not in ("missing", "unexpected_keyword_argument"):
        path = file.known(path)
    name = next((part for part in reversed(path) if isinstance(part, str)), "the file")
    if fault["type"] == "unexpected_keyword_argument":
        help = did_you_mean(name, _keys(root, path[:-1])) or _known(root, path[:-1])
        called = f"`{name}`" if _KEY.fullmatch(name) else "this key"
        return UNKNOWN_KEY.broken(file.place(*path, of_key=True), f"no record knows {called}", help)
    if fault["type"] == "missing" or (not fault["input"] and _special(path)):
        return _missing(file, root, path, name)
    of_key = fault["loc"][-1:] == ("[key]",)
    called = "language" if of_key else f"`{name}`" if _KEY.fullmatch(name) else "this"
    if path and isinstance(path[-1], int):
        called = f"an entry of {called}"
    message, help = explain(fault, called)
    return WRONG_TYPE.broken(file.place(*path, of_key=of_key), message, help)


def _special(path: Path_) -> tuple[Rule, str] | None:
    """Return the rule and help of a missing key that has a rule of its own."""
    words = [part for part in path if isinstance(part, str)]
    return _SPECIAL.get((words[-2], words[-1])) if len(words) > 1 else None


def _missing(file: YamlFile, root: type[Any], path: Path_, name: str) -> Finding:
    rule, help = _special(path) or (MISSING_KEY, "")
    place = file.place(*path[:-1], of_key=True)
    meaning = _meaning(root, path)
    help = help or (f"`{name}:` {meaning[0].lower()}{meaning[1:]}" if meaning else f"Add `{name}:`.")
    what = {
        UNSOURCED_FIGURE: "this reading names no source",
        UNDATED_READING: "this reading has no date",
    }
    return rule.broken(place, what.get(rule, f"`{name}` is missing here"), help)


_KEY = re.compile(r"[A-Za-z][A-Za-z_-]{0,30}")
"""What is surely the name of a key. Anything else could be somebody's name, and is not repeated."""


def _record_at(root: type[Any], path: Path_) -> type[Any] | None:
    """Return the record class that holds the value at a path."""
    current: type[Any] | None = root
    for part in path:
        if isinstance(part, str) and current is not None:
            hint = typing.get_type_hints(current).get(part)
            current = next(_records_in(hint), None)
    return current


def _records_in(hint: Any) -> Iterator[type[Any]]:
    """Yield the record classes that a type hint speaks of."""
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        yield hint
    for argument in typing.get_args(hint):
        yield from _records_in(argument)


def _keys(root: type[Any], path: Path_) -> tuple[str, ...]:
    """Return the keys that the record at a path knows."""
    found = _record_at(root, path)
    fields = getattr(found, "__pydantic_fields__", {}) if found else {}
    return tuple(field.alias or name for name, field in fields.items())


def _known(root: type[Any], path: Path_) -> str:
    return f"It may hold: {', '.join(_keys(root, path))}."


def _meaning(root: type[Any], path: Path_) -> str:
    """Return the documentation of a field, or nothing."""
    found = _record_at(root, path[:-1])
    fields = getattr(found, "__pydantic_fields__", {}) if found else {}
    field = fields.get(path[-1])
    return (field.description or "") if field else ""
