"""Join the rows of tables to a campaign: offices to the recipients, signatories to their letter."""

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from zvarot.case.campaign import Campaign, LetterPlan, RecipientList
from zvarot.case.columns import lay_out
from zvarot.case.databases import read_database
from zvarot.case.directory import directory_file, offices
from zvarot.case.doubles import look_for_doubles
from zvarot.case.file_rules import ROW_WITHOUT_ID
from zvarot.case.offices import Offices
from zvarot.case.packing import Packed
from zvarot.case.parties import Recipient, Signatory
from zvarot.case.records import is_identifier
from zvarot.case.rows import Taken, take_rows
from zvarot.case.spreadsheets import read_spreadsheet
from zvarot.case.tables import Table, Unreadable
from zvarot.case.yamlfile import Path_, YamlFile
from zvarot.findings import Finding, Place

Origin = Callable[..., Place | None]
"""Returns where a value of a list's record stands, by the record's number and the way in it.

None means that the record stands in the YAML file.
"""


@dataclass
class Joined:
    """A campaign with what its tables hold."""

    recipients: Sequence[Recipient]
    campaign: Campaign
    kept: tuple[int, ...]
    """The places in recipients.yaml of the offices that stand there and can be written to."""
    origins: dict[Path_, Origin] = field(default_factory=dict)
    """Where the records of a list stand that are not in the YAML file, by file and way to the list."""
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The ids of each table's rows, faulty ones included, by the table's."""
    ids: list[tuple[str, Place]] = field(default_factory=list)
    """The ids of all tables, then those of the directory's offices, with their places."""
    findings: list[Finding] = field(default_factory=list)
    """What is wrong with the tables themselves, and with the rows of signatories."""
    of_rows: list[Finding] = field(default_factory=list)
    """What is wrong with single rows of offices."""
    faulty: dict[str, tuple[Finding, ...]] = field(default_factory=dict)
    """The errors of each office that comes from a table, or shares its id with one that does, by its id."""


@dataclass(frozen=True)
class Ground:
    """What tables are read from."""

    folder: Path
    secrets: Mapping[str, str]
    files: Mapping[str, YamlFile]
    kept: Mapping[str, Mapping[str, tuple[int, ...]]]


def join_tables(listed: RecipientList, campaign: Campaign, ground: Ground) -> Joined:
    """Read all tables of a campaign, and put their rows where the letters look for them."""
    joined = Joined(listed.recipients, campaign, ground.kept["recipients"].get("recipients", ()))
    taken = [*_tables(joined, listed, ground)]
    tables = _unmistakable(joined, taken, ground.files["recipients"])
    plans = [_joined_plan(joined, index, ground) for index in range(len(campaign.letters))]
    joined.campaign = replace(campaign, letters=tuple(plans))
    _add_offices(joined, tables)
    return joined


def _tables(joined: Joined, listed: RecipientList, ground: Ground) -> Iterator[Taken]:
    """Yield what is taken from each table of offices that can be read."""
    for number, table in enumerate(listed.tables):
        place = partial(
            ground.files["recipients"].place, "tables", ground.kept["recipients"]["tables"][number]
        )
        joined.ids.append((table.id, place("id")))
        taken = _take(table, Recipient, listed.language, ground, place)
        if isinstance(taken, Taken):
            joined.of_rows.extend((*_unnamed(taken, table, place), *taken.findings))
            joined.groups.setdefault(table.id, tuple(taken.ids))
            yield taken
        else:
            joined.findings.extend(taken)
            joined.groups.setdefault(table.id, ())


def _take(
    table: Table, kind: type, language: str, ground: Ground, place: Callable[..., Place]
) -> Taken | list[Finding]:
    """Read one table; return what is wrong with it where it cannot be read."""
    try:
        if table.file is not None:
            grid = read_spreadsheet(ground.folder, table)
        else:
            grid = read_database(ground.folder, table, ground.secrets)
        layout = lay_out(table, grid, kind, place)
        return layout.findings or take_rows(table, grid, layout, kind, language, place)
    except Unreadable as fault:
        at = Place(str(ground.folder / (table.file or "")), fault.row, 1) if fault.row else place(fault.key)
        return [fault.rule.broken(at, fault.message, fault.help, table.id)]


def _unnamed(taken: Taken, table: Table, place: Callable[..., Place]) -> Iterator[Finding]:
    """Yield that the letters to some rows are named by the rows' numbers."""
    if taken.unnamed:
        rows = (
            f"{taken.unnamed:,} rows of this table have" if taken.unnamed > 1 else "a row of this table has"
        )
        message = f"{rows} no id: a row that is added or sorted above renames the letters below"
        help = "Give the table a column `id`, and every row an id that stays."
        yield ROW_WITHOUT_ID.broken(place("id"), message, help, table.id)


def _unmistakable(joined: Joined, taken: list[Taken], file: YamlFile) -> list[Packed]:
    """Return the offices of the tables without those that share an id with another office.

    These are faulty, and so are those of the YAML file that have the same id.
    """
    listed = [*named(file, "recipients"), *joined.ids]
    doubles = look_for_doubles(listed, taken)
    for faulty in (*(one.faulty for one in taken), doubles.faulty):
        for id, findings in faulty.items():
            joined.faulty[id] = (*joined.faulty.get(id, ()), *findings)
    joined.of_rows.extend(doubles.findings)
    offices = zip(joined.kept, joined.recipients, strict=True)
    left = [(place, office) for place, office in offices if office.id not in doubles.faulty]
    joined.kept = tuple(place for place, _ in left)
    joined.recipients = tuple(office for _, office in left)
    return [one.records.without(doubles.faulty) for one in taken]


def named(file: YamlFile, collection: str) -> Iterator[tuple[str, Place]]:
    """Yield the ids that the records of a list give themselves, faulty ones included, with their places."""
    items = file.data.get(collection, [])
    for index, item in enumerate(items):
        id = item.get("id") if isinstance(item, dict) else None
        yield id if is_identifier(id) else "", file.place(collection, index, "id")


def _add_offices(joined: Joined, tables: list[Packed]) -> None:
    """Put the offices of the tables behind the others, then those of the directory that letters go to.

    The campaign's own come first: their ids mean nobody else.
    """
    wanted = dict.fromkeys(id for plan in joined.campaign.letters for id in plan.recipients)
    own = {office.id for office in joined.recipients}.union(
        joined.faulty, *joined.groups.values(), (id for id, _ in joined.ids)
    )
    ids = [id for id in wanted if id in offices() and id not in own]
    directory = tuple(offices()[id] for id in ids)
    joined.ids.extend((id, _in_directory(id, "id")) for id in ids)
    all_offices = Offices(joined.recipients, *tables, directory)
    if len(all_offices) > len(joined.recipients):
        first = len(all_offices) - len(directory)
        joined.origins["recipients", "recipients"] = partial(_office, all_offices, first)
    joined.recipients = all_offices if any(tables) else tuple(all_offices)


def _office(offices: Offices, first_of_directory: int, number: int, *path: str | int) -> Place | None:
    if number >= first_of_directory:
        return _in_directory(offices[number].id, *path)
    return offices.place(number, *path)


def _in_directory(id: str, *path: str | int) -> Place:
    return directory_file().place("offices", [*offices()].index(id), *path)


def _joined_plan(joined: Joined, index: int, ground: Ground) -> LetterPlan:
    """Return a letter's plan with every office of the tables that it names, and all its signatories."""
    plan, here = joined.campaign.letters[index], ("campaign", "letters", index)
    place = partial(ground.files["campaign"].place, "letters", ground.kept["campaign"]["letters"][index])
    if not joined.groups.keys().isdisjoint(plan.recipients):
        named = dict(_named(plan.recipients, joined.groups))
        joined.origins[*here, "recipients"] = partial(_entry, place, array("L", named.values()))
        plan = replace(plan, recipients=tuple(named))
    if plan.signatories_table is not None:
        language = joined.campaign.language
        at = partial(place, "signatories_table")
        taken = _take(plan.signatories_table, Signatory, language, ground, at)
        joined.findings.extend(taken.findings if isinstance(taken, Taken) else taken)
        signatories = plan.signatories
        if isinstance(taken, Taken):
            joined.origins[*here, "signatories"] = partial(_signatory, taken.records, len(signatories))
            signatories = (*signatories, *taken.records)
        plan = replace(plan, signatories=signatories, signatories_table=None)
    return plan


def _entry(place: Callable[..., Place], entries: "array[int]", number: int, *_: str | int) -> Place:
    """Return the entry of a letter's recipients that means an office."""
    return place("recipients", entries[number])


def _signatory(rows: Packed, first: int, number: int, *path: str | int) -> Place | None:
    return rows.row(number - first).place(*path) if number >= first else None


def _named(ids: tuple[str, ...], groups: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, int]]:
    """Yield the id of every office that is meant, and the entry of the list that means it."""
    seen: set[str] = set()
    for entry, id in enumerate(ids):
        for one in groups.get(id) or (id,):
            if one not in seen:
                seen.add(one)
                yield one, entry
