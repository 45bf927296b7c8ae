"""What pydantic finds, in the house's words. No message repeats the value that it is about."""

from collections.abc import Mapping
from typing import Any

from zvarot.findings import did_you_mean

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
