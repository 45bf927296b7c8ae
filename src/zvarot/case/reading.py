"""Read the three files of a campaign into records; every fault comes with its place and a way out."""

import dataclasses
import re
import typing
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from zvarot.case.campaign import Campaign, RecipientList
from zvarot.case.casefile import Case
from zvarot.case.discretion import discreet
from zvarot.case.faults import explain
from zvarot.case.file_rules import MISSING_KEY, UNKNOWN_KEY, WRONG_TYPE
from zvarot.case.joining import Ground, Origin, join_tables
from zvarot.case.parties import Recipient
from zvarot.case.records import is_identifier
from zvarot.case.rules import PERSON_WITHOUT_AUDIENCE, UNDATED_READING, UNSOURCED_FIGURE
from zvarot.case.yamlfile import GivenUp, Path_, YamlFile, read_yaml
from zvarot.findings import FaultyFiles, Finding, Place, Rule, Severity, did_you_mean

_Record = TypeVar("_Record")
_Worked = TypeVar("_Worked")

_NONE: Mapping[str, str] = MappingProxyType({})

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
    origins: Mapping[Path_, Origin] = field(default_factory=dict)
    """Where the records stand that came from tables."""
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The recipients of each table, by the table's id."""
    tabled: tuple[tuple[str, Place], ...] = ()
    """The ids of the tables, and of their rows, with their places."""
    left: Mapping[Path_, tuple[int, ...]] = field(default_factory=dict)
    """For lists of the case from which a view leaves items out: the places of the others."""
    memory: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)
    """What `once` has worked out."""

    def once(self, key: Hashable, make: Callable[[], _Worked]) -> _Worked:
        """Return what is worked out of the campaign once for all its letters, made at the first call."""
        if key not in self.memory:
            self.memory[key] = make()
        worked: _Worked = self.memory[key]
        return worked

    def place(self, file: str, *path: str | int) -> Place:
        """Return where a record or a value stands; `file` is `case`, `recipients` or `campaign`."""
        for length in (2, 4):
            if origin := self.origins.get((file, *path[:length])):
                return origin(*path[length:])
        if len(path) > 1 and isinstance(path[0], str) and isinstance(path[1], int):
            whole = self._in_whole(path) if file == "case" else path
            path = (path[0], self.kept[file][path[0]][int(whole[1])], *whole[2:])
        return self.files[file].place(*path)

    def _in_whole(self, path: Path_) -> Path_:
        """Return the way in the whole case to what a view shows at a path."""
        for length in (1, 3):
            if path[:length] in self.left and isinstance(number := path[length], int):
                path = (*path[:length], self.left[path[:length]][number], *path[length + 1 :])
        return path

    def unread(self, collection: str) -> set[str]:
        """Return the ids of the records of the case that have faults, and so are not in it."""
        kept = self.kept["case"].get(collection, ())
        return {id for number, id in enumerate(self.ids("case", collection)) if number not in kept}

    def ids(self, file: str, collection: str) -> tuple[str, ...]:
        """Return the ids that a list's records give themselves, in order and faulty records included."""
        return tuple(id for id, _ in self.named(file, collection))

    def named(self, file: str, collection: str) -> Iterator[tuple[str, Place]]:
        """Yield the same ids with their places; those of tables and their rows stand behind."""
        items = self.files[file].data.get(collection, [])
        ids = (item.get("id") if isinstance(item, dict) else None for item in items)
        for index, id in enumerate(ids):
            yield id if is_identifier(id) else "", self.files[file].place(collection, index, "id")
        if (file, collection) == ("recipients", "recipients"):
            yield from ((id if is_identifier(id) else "", place) for id, place in self.tabled)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The place in the list of each recipient, by id."""
        return {office.id: number for number, office in reversed([*enumerate(self.recipients)])}


def read_campaign(folder: Path, secrets: Mapping[str, str] = _NONE) -> Dossier:
    """Read a campaign's folder; raise FaultyFiles with every fault of every file.

    `secrets` is the environment, for the passwords of databases.
    """
    dossier, findings = survey_campaign(folder, secrets)
    if dossier is None or any(finding.severity is Severity.ERROR for finding in findings):
        raise FaultyFiles(findings)
    return dossier


def survey_campaign(
    folder: Path, secrets: Mapping[str, str] = _NONE
) -> tuple[Dossier | None, tuple[Finding, ...]]:
    """Read a campaign's folder as far as it can be read, with the faults found on the way.

    Records that have faults are left out of the dossier, so that the others can be reviewed all the same.
    """
    files = {name: read_yaml(folder / f"{name}.yaml") for name in SCHEMAS}
    case, kept_case = _records(files["case"], Case)
    offices, kept_offices = _records(files["recipients"], RecipientList)
    campaign, kept_campaign = _records(files["campaign"], Campaign)
    kept = {"case": kept_case, "recipients": kept_offices, "campaign": kept_campaign}
    joined = None
    if offices is not None and campaign is not None:
        joined = join_tables(offices, campaign, Ground(folder, secrets, files, kept))
    inorder = (
        finding
        for file in files.values()
        for finding in sorted(file.findings, key=lambda finding: finding.place or Place("", 0, 0))
    )
    findings = discreet((*inorder, *(joined.findings if joined else ())), files)
    if case is None or joined is None:
        return None, findings
    origins, ids = joined.origins, tuple(joined.ids)
    return Dossier(
        case, joined.recipients, joined.campaign, files, kept, origins, joined.groups, ids
    ), findings


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
