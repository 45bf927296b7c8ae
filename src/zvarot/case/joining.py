"""Join the rows of tables to a campaign: offices to the recipients, signatories to their letter."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from zvarot.case.campaign import Campaign, LetterPlan, RecipientList
from zvarot.case.columns import lay_out
from zvarot.case.databases import read_database
from zvarot.case.directory import directory_file, offices
from zvarot.case.parties import Recipient, Signatory
from zvarot.case.rows import Taken, take_rows
from zvarot.case.spreadsheets import read_spreadsheet
from zvarot.case.tables import Table, Unreadable
from zvarot.case.yamlfile import Path_, YamlFile
from zvarot.findings import Finding, Place

Origin = Callable[..., Place]
"""Returns where a value of a record stands."""


@dataclass
class Joined:
    """A campaign with what its tables hold."""

    recipients: tuple[Recipient, ...]
    campaign: Campaign
    origins: dict[Path_, Origin] = field(default_factory=dict)
    """Where the records stand that are not in the YAML file, by file and way: `("recipients", …, 7)`."""
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The ids of each table's rows, by the table's."""
    ids: list[tuple[str, Place]] = field(default_factory=list)
    """The ids of all tables, then those of all their rows, faulty ones included."""
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True)
class Ground:
    """What tables are read from."""

    folder: Path
    secrets: Mapping[str, str]
    files: Mapping[str, YamlFile]
    kept: Mapping[str, Mapping[str, tuple[int, ...]]]


def join_tables(listed: RecipientList, campaign: Campaign, ground: Ground) -> Joined:
    """Read all tables of a campaign, and put their rows where the letters look for them."""
    joined = Joined(listed.recipients, campaign)
    rows: list[tuple[str, Place]] = []
    for number, table in enumerate(listed.tables):
        place = partial(
            ground.files["recipients"].place, "tables", ground.kept["recipients"]["tables"][number]
        )
        taken = _take(table, Recipient, listed.language, ground, place)
        _add_recipients(joined, taken)
        rows.extend((id, row.place("id")) for id, row in taken.ids)
        joined.groups.setdefault(table.id, tuple(id for id, _ in taken.ids))
        joined.ids.append((table.id, place("id")))
    joined.ids.extend(rows)
    plans = [_joined_plan(joined, index, ground) for index in range(len(campaign.letters))]
    joined.campaign = replace(campaign, letters=tuple(plans))
    _add_directory(joined, own={office.id for office in joined.recipients} | {id for id, _ in joined.ids})
    return joined


def _take(table: Table, kind: type, language: str, ground: Ground, place: Callable[..., Place]) -> Taken:
    """Read one table; what is wrong with it is among the findings of what was taken."""
    try:
        if table.file is not None:
            grid = read_spreadsheet(ground.folder, table)
        else:
            grid = read_database(ground.folder, table, ground.secrets)
    except Unreadable as fault:
        at = Place(str(ground.folder / (table.file or "")), fault.row, 1) if fault.row else place(fault.key)
        return Taken(findings=[fault.rule.broken(at, fault.message, fault.help, table.id)])
    layout = lay_out(table, grid, kind, place)
    if layout.findings:
        return Taken(findings=layout.findings)
    return take_rows(table, grid, layout, kind, language, place)


def _add_recipients(joined: Joined, taken: Taken) -> None:
    for number, row in enumerate(taken.rows, len(joined.recipients)):
        joined.origins["recipients", "recipients", number] = row.place
    joined.recipients += tuple(taken.records)
    joined.findings.extend(taken.findings)


def _add_directory(joined: Joined, own: Collection[str]) -> None:
    """Add the offices of the directory that letters are addressed to; the campaign's own come first."""
    wanted = dict.fromkeys(id for plan in joined.campaign.letters for id in plan.recipients)
    for id in wanted:
        if id not in own and id in offices():
            number = [*offices()].index(id)
            at = partial(directory_file().place, "offices", number)
            joined.origins["recipients", "recipients", len(joined.recipients)] = at
            joined.recipients += (offices()[id],)
            joined.ids.append((id, at("id")))


def _joined_plan(joined: Joined, index: int, ground: Ground) -> LetterPlan:
    """Return a letter's plan with every office of the tables that it names, and all its signatories."""
    plan, here = joined.campaign.letters[index], ("campaign", "letters", index)
    place = partial(ground.files["campaign"].place, "letters", ground.kept["campaign"]["letters"][index])
    if not joined.groups.keys().isdisjoint(plan.recipients):
        named = dict(_named(plan.recipients, joined.groups))
        for number, entry in enumerate(named.values()):
            joined.origins[*here, "recipients", number] = partial(place, "recipients", entry)
        plan = replace(plan, recipients=tuple(named))
    if plan.signatories_table is not None:
        language = joined.campaign.language
        at = partial(place, "signatories_table")
        taken = _take(plan.signatories_table, Signatory, language, ground, at)
        for number, row in enumerate(taken.rows, len(plan.signatories)):
            joined.origins[*here, "signatories", number] = row.place
        joined.findings.extend(taken.findings)
        signatories = (*plan.signatories, *taken.records)
        plan = replace(plan, signatories=signatories, signatories_table=None)
    return plan


def _named(ids: tuple[str, ...], groups: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, int]]:
    """Yield the id of every office that is meant, and the entry of the list that means it."""
    seen: set[str] = set()
    for entry, id in enumerate(ids):
        for one in groups.get(id) or (id,):
            if one not in seen:
                seen.add(one)
                yield one, entry
