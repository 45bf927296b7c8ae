"""Ids that a row of a table shares with another office: nobody knows which of the two is meant."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from zvarot.case.file_rules import DUPLICATE_ID
from zvarot.case.gathering import Gathered, by_rule_and_file
from zvarot.case.rows import Taken
from zvarot.case.yamlfile import MAX_FAULTS
from zvarot.findings import Finding, Place


@dataclass
class Doubles:
    """The ids that are taken twice, at least once of them by a row."""

    findings: Gathered = field(default_factory=lambda: Gathered(MAX_FAULTS, by_rule_and_file))
    faulty: dict[str, tuple[Finding, ...]] = field(default_factory=dict)
    """What is wrong with each of them."""


def look_for_doubles(listed: Sequence[tuple[str, Place]], tables: Sequence[Taken]) -> Doubles:
    """Look through all rows; `listed` are the ids that stand in the YAML file, with their places."""
    found = Doubles()
    counts = Counter(chain((id for id, _ in listed), *(taken.ids for taken in tables)))
    twice = {id for taken in tables for id in taken.ids if counts[id] > 1}
    first: dict[str, Place] = {}
    for id, place in chain(listed, *(_places(taken, twice) for taken in tables)):
        if id in twice and id not in first:
            first[id] = place
        elif id in twice:
            finding = taken_twice(id, place, first[id])
            if found.findings.add(finding) or id not in found.faulty:
                found.faulty[id] = (*found.faulty.get(id, ()), finding)
    return found


def _places(taken: Taken, ids: set[str]) -> Iterable[tuple[str, Place]]:
    """Yield where the rows that have some ids stand."""
    for id, number in zip(taken.ids, taken.numbers, strict=True):
        if id in ids:
            yield id, taken.records.recipe.row(number).place("id")


def taken_twice(id: str, place: Place, first: Place) -> Finding:
    """Return the finding that a record has the id of one that stands before it."""
    where = f"line {first.line}" if first.file == place.file else f"{first.file}:{first.line}"
    message = f'the id "{id}" is taken by the record in {where}'
    return DUPLICATE_ID.broken(place, message, "Give one of them another id.", id)
