"""Read the three files of a campaign into records; every fault comes with its place and a way out."""

import dataclasses
import re
import typing
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from zvarot.case.campaign import Campaign, RecipientList
from zvarot.case.casefile import Case
from zvarot.case.discretion import discreet
from zvarot.case.parties import Recipient
from zvarot.case.records import is_identifier
from zvarot.case.rules import (
    MISSING_KEY,
    PERSON_WITHOUT_AUDIENCE,
    UNDATED_READING,
    UNKNOWN_KEY,
    UNSOURCED_FIGURE,
    WRONG_TYPE,
)
from zvarot.case.yamlfile import GivenUp, Path_, YamlFile, read_yaml
from zvarot.findings import FaultyFiles, Finding, Place, Rule, Severity, did_you_mean

_Record = TypeVar("_Record")

SCHEMAS = {"case": Case, "recipients": RecipientList, "campaign": Campaign}
"""What each file of a campaign holds: `case.yaml` is a Case."""

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


@dataclass(frozen=True)
class Dossier:
    """A campaign as it was read: its records and where each of them stands."""

    case: Case
    recipients: tuple[Recipient, ...]
    campaign: Campaign
    files: Mapping[str, YamlFile]
    kept: Mapping[str, Mapping[str, tuple[int, ...]]]
    """For each file and list, the places in the file of the records that could be read."""

    def place(self, file: str, *path: str | int) -> Place:
        """Return where a record or a value stands; `file` is `case`, `recipients` or `campaign`."""
        if len(path) > 1 and isinstance(path[0], str) and isinstance(path[1], int):
            path = (path[0], self.kept[file][path[0]][path[1]], *path[2:])
        return self.files[file].place(*path)

    def ids(self, file: str, collection: str) -> tuple[str, ...]:
        """Return the ids that a list's records give themselves, in order and faulty records included."""
        items = self.files[file].data.get(collection, [])
        ids = (item.get("id") if isinstance(item, dict) else None for item in items)
        return tuple(id if is_identifier(id) else "" for id in ids)


def read_campaign(folder: Path) -> Dossier:
    """Read a campaign's folder; raise FaultyFiles with every fault of every file."""
    dossier, findings = survey_campaign(folder)
    if dossier is None or any(finding.severity is Severity.ERROR for finding in findings):
        raise FaultyFiles(findings)
    return dossier


def survey_campaign(folder: Path) -> tuple[Dossier | None, tuple[Finding, ...]]:
    """Read a campaign's folder as far as it can be read, with the faults found on the way.

    Records that have faults are left out of the dossier, so that the others can be reviewed all the same.
    """
    files = {name: read_yaml(folder / f"{name}.yaml") for name in SCHEMAS}
    case, kept_case = _records(files["case"], Case)
    offices, kept_offices = _records(files["recipients"], RecipientList)
    campaign, kept_campaign = _records(files["campaign"], Campaign)
    inorder = (
        finding
        for file in files.values()
        for finding in sorted(file.findings, key=lambda finding: finding.place or Place("", 0, 0))
    )
    findings = discreet(inorder, files)
    if case is None or offices is None or campaign is None:
        return None, findings
    kept = {"case": kept_case, "recipients": kept_offices, "campaign": kept_campaign}
    return Dossier(case, offices.recipients, campaign, files, kept), findings


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of `case`, `recipients` or `campaign`, for editors."""
    document = TypeAdapter(SCHEMAS[name]).json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **document}


_Kept = dict[str, tuple[int, ...]]


def _records(file: YamlFile, root: type[_Record]) -> tuple[_Record | None, _Kept]:
    """Validate a file's data; report the faults and try once more without the faulty records."""
    if file.data is None:
        return None, {}
    faults = _faults(file.data, root)
    with suppress(GivenUp):
        for fault in faults:
            file.add(_finding(file, root, fault))
    data, kept = _without(file.data, [fault["loc"] for fault in faults])
    if data is None or _faults(data, root):
        return None, {}
    return _validated(data, root), kept


def _validated(data: Any, root: type[_Record]) -> _Record:
    language = data.get("language") if isinstance(data, dict) else None
    context = {"language": language if isinstance(language, str) else "en"}
    return TypeAdapter(root).validate_python(data, context=context)


def _faults(data: Any, root: type[Any]) -> list[Any]:
    """Return pydantic's list of what is wrong with the data; empty when nothing is."""
    try:
        _validated(data, root)
    except ValidationError as error:
        faults = list(error.errors(include_url=False, include_context=False))
        # A list whose entries are faulty is also said to be too short: that is not the user's fault.
        return [fault for fault in faults if fault["type"] != "too_short" or not fault["input"]]
    return []


def _without(data: Any, faulty: Iterable[Path_]) -> tuple[dict[str, Any] | None, _Kept]:
    """Return the data without the faulty list items and keys, and which items were kept."""
    if not isinstance(data, dict):
        return None, {}
    dropped = {path[:2] for path in faulty}
    kept = {
        key: tuple(index for index in range(len(items)) if (key, index) not in dropped)
        for key, items in data.items()
        if isinstance(items, list)
    }
    remaining = {key: value for key, value in data.items() if (key,) not in dropped}
    lists = {key: [data[key][index] for index in kept[key]] for key in kept if key in remaining}
    return {**remaining, **lists}, kept


def _finding(file: YamlFile, root: type[Any], fault: Mapping[str, Any]) -> Finding:
    """Say in the house's words what pydantic found."""
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
    message, help = _explain(fault, called)
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
    "greater": ("a number that is not negative", "Write 0 or more."),
}


def _explain(fault: Mapping[str, Any], called: str) -> tuple[str, str]:
    """Return message and help for a value of the wrong kind; never repeats the value."""
    kind: str = fault["type"]
    if isinstance(fault["input"], str) and not fault["input"].strip():
        return f"{called} has no value", "Write one, or delete the line."
    if kind == "enum":
        words = fault["msg"].removeprefix("Input should be ")
        return f"{called} must be {words}", did_you_mean(str(fault["input"]), words.split("'")[1::2])
    if kind == "statement":
        return f"{called} has no place for the number", "Write {value} where the number and its unit stand."
    if kind == "string_pattern_mismatch":
        return _pattern(called)
    if kind == "too_short":
        return f"{called} is empty", "Add at least one entry."
    if kind in ("too_long", "string_too_long"):
        return f"{called} is too long", "Shorten it."
    what, help = _KINDS.get(kind.split("_")[0], ("something else", fault["msg"]))
    return f"{called} must be {what}", help


def _pattern(called: str) -> tuple[str, str]:
    if called in ("`website`", "`url`", "`source`"):
        return f"{called} must be a web address", "Write it whole, with https:// in front."
    if called == "`country`":
        return "`country` must be a country code", "Write two capitals: BY, DE, US."
    if called in ("language", "`language`"):
        return "this must be a language code", "Write small letters: en, be, uk."
    return f"{called} must be an id", "Use small Latin letters, digits and hyphens: prisoners-2021."


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
    return tuple(field.name for field in dataclasses.fields(found)) if found else ()


def _known(root: type[Any], path: Path_) -> str:
    return f"It may hold: {', '.join(_keys(root, path))}."


def _meaning(root: type[Any], path: Path_) -> str:
    """Return the documentation of a field, or nothing."""
    found = _record_at(root, path[:-1])
    fields = getattr(found, "__pydantic_fields__", {}) if found else {}
    field = fields.get(path[-1])
    return (field.description or "") if field else ""
