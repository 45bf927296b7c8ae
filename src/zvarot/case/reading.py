"""Read the three files of a campaign into records; every fault comes with its place and a way out."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, islice
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from zvarot.case.campaign import Campaign, RecipientList
from zvarot.case.casefile import Case
from zvarot.case.discretion import discreet
from zvarot.case.faults import finding_of
from zvarot.case.joining import Ground, Origin, join_tables, named
from zvarot.case.offices import Offices
from zvarot.case.parties import Recipient
from zvarot.case.records import is_identifier
from zvarot.case.yamlfile import GivenUp, Path_, YamlFile, read_yaml
from zvarot.findings import FaultyFiles, Finding, Place, Severity

_Record = TypeVar("_Record")
_Worked = TypeVar("_Worked")

MEMORY = 200
"""As many things are remembered that were worked out of a campaign."""

_NONE: Mapping[str, str] = MappingProxyType({})

SCHEMAS = {"case": Case, "recipients": RecipientList, "campaign": Campaign}
"""What each file of a campaign holds: `case.yaml` is a Case."""


@dataclass(frozen=True)
class Dossier:
    """A campaign as it was read: its records and where each of them stands."""

    case: Case
    recipients: Sequence[Recipient]
    """The offices; those of tables are made when they are asked for."""
    campaign: Campaign
    files: Mapping[str, YamlFile]
    kept: Mapping[str, Mapping[str, tuple[int, ...]]]
    """For each file and list, the places in the file of the records that could be read."""
    origins: Mapping[Path_, Origin] = field(default_factory=dict)
    """Where the records stand that came from tables, for each list that has such."""
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The recipients of each table, faulty ones included, by the table's id."""
    faulty: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    """The errors of the recipients that cannot be written to, by id: they stop no letter to anybody else."""
    tables: tuple[tuple[str, Place], ...] = ()
    """The ids of the tables, and of the offices of the directory, with their places."""
    left: Mapping[Path_, tuple[int, ...]] = field(default_factory=dict)
    """For lists of the case from which a view leaves items out: the places of the others."""
    memory: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)
    """What `once` has worked out."""

    def once(self, key: Hashable, make: Callable[[], _Worked]) -> _Worked:
        """Return what is worked out of the campaign once for all its letters, made at the first call.

        What was not asked for lately is forgotten: a key may depend on the recipient.
        """
        worked: _Worked = self.memory.pop(key) if key in self.memory else make()
        self.memory[key] = worked
        while len(self.memory) > MEMORY:
            self.memory.pop(next(iter(self.memory)), None)
        return worked

    def place(self, file: str, *path: str | int) -> Place:
        """Return where a record or a value stands; `file` is `case`, `recipients` or `campaign`."""
        for length in (1, 3):
            origin = self.origins.get((file, *path[:length]))
            if origin and len(path) > length and (place := origin(*path[length:])):
                return place
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
        ids = (id for id, _ in self.named(file, collection))
        return (*ids, *chain(*self.groups.values())) if collection == "recipients" else tuple(ids)

    def named(self, file: str, collection: str) -> Iterator[tuple[str, Place]]:
        """Yield the same ids with their places, but for those of rows; tables stand behind the offices."""
        yield from named(self.files[file], collection)
        if (file, collection) == ("recipients", "recipients"):
            yield from ((id if is_identifier(id) else "", place) for id, place in self.tables)

    @property
    def numbers(self) -> Mapping[str, int]:
        """The place in the list of each recipient, by id."""
        return self.recipients.numbers if isinstance(self.recipients, Offices) else self._numbers

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return Offices(self.recipients).numbers


def read_campaign(folder: Path, secrets: Mapping[str, str] = _NONE) -> Dossier:
    """Read a campaign's folder; raise FaultyFiles with every fault of every file.

    Faults of single rows of offices do not count: the dossier knows them as `faulty`.
    `secrets` is the environment, for the passwords of databases.
    """
    dossier, stopping, of_rows = _read(folder, secrets)
    if dossier is None or any(finding.severity is Severity.ERROR for finding in stopping):
        raise FaultyFiles((*stopping, *of_rows))
    return dossier


def survey_campaign(
    folder: Path, secrets: Mapping[str, str] = _NONE
) -> tuple[Dossier | None, tuple[Finding, ...]]:
    """Read a campaign's folder as far as it can be read, with the faults found on the way.

    Records that have faults are left out of the dossier, so that the others can be reviewed all the same.
    """
    dossier, stopping, of_rows = _read(folder, secrets)
    return dossier, (*stopping, *of_rows)


_Findings = tuple[Finding, ...]


def _read(folder: Path, secrets: Mapping[str, str]) -> tuple[Dossier | None, _Findings, _Findings]:
    """Return a campaign, what is wrong with it, and what is wrong with single rows of its tables."""
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
    stopping = discreet((*inorder, *(joined.findings if joined else ())), files)
    of_rows = discreet(joined.of_rows, files) if joined else ()
    if case is None or joined is None:
        return None, stopping, of_rows
    kept["recipients"] = {**kept_offices, "recipients": joined.kept}
    faulty = _discreet(joined.faulty, files)
    tables = tuple(joined.ids)
    dossier = Dossier(
        case, joined.recipients, joined.campaign, files, kept, joined.origins, joined.groups, faulty, tables
    )
    return dossier, stopping, of_rows


def _discreet(faulty: Mapping[str, _Findings], files: Mapping[str, YamlFile]) -> dict[str, _Findings]:
    """Return the findings of each office without the words that not everybody may read."""
    findings = iter(discreet(chain.from_iterable(faulty.values()), files))
    return {id: tuple(islice(findings, len(found))) for id, found in faulty.items()}


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
            file.add(finding_of(file, root, fault))
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
