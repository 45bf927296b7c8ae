"""Pairs of cases that differ only in what a letter's reader may not learn.

From a case comes another one: with other names, values and lengths in all that is withheld, with withheld
records added, dropped, renamed and put elsewhere, taken into the plan and speaking of others. What the reader
may learn stays as it is, in the same order.
"""

import copy
import random as randomness
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from zvarot.press.inventing import Inventor
from zvarot.press.knowing import LISTS, SPOKEN_OF, Data, Reader

_NOTED = ("organisations", *LISTS)
_LIST_OF = {"person": "people", "figure": "figures", "source": "sources", "background": "incidents"}
"""Which list an id is of, where the key is not the list's own name."""


def other_secrets(
    case: Data, plan: Data, reader: Reader, random: randomness.Random, kinds: Collection[str] = LISTS
) -> tuple[Data, Data]:
    """Return case and plan with everything changed that the reader may not learn, and nothing else.

    A reader with a day may not learn what came after it either, and what they may not learn need not pass
    `check`. `kinds` are the lists whose withheld records are changed.
    """
    return _Retelling(reader, Inventor(reader, random), frozenset(kinds)).of(case, plan)


@dataclass
class _Retelling:
    """One case told otherwise."""

    reader: Reader
    make: Inventor
    kinds: frozenset[str]
    spoken_of: set[tuple[str, str]] = field(default_factory=set)
    """List and id of what a text refers to: it cannot be left out."""
    renamed: dict[tuple[str, str], str] = field(default_factory=dict)
    dropped: set[tuple[str, str]] = field(default_factory=set)
    added: dict[str, list[str]] = field(default_factory=dict)

    def of(self, case: Data, plan: Data) -> tuple[Data, Data]:
        """Return case and plan told otherwise."""
        case, plan = copy.deepcopy((case, plan))
        self.spoken_of = {(_LIST_OF[kind], id) for kind, id in SPOKEN_OF.findall(repr((case, plan)))}
        for name in LISTS:
            case[name] = self.records(name) if name in self.kinds else case.get(name, [])
            if name == "sources":
                self.make.sources = [one["id"] for one in case["sources"]]
        self.retell_visible(case)
        for name in ("people", "figures", "incidents", "background", "demands"):
            plan[name] = self.ids(plan, name)
        self.write_notes(case)
        for name in LISTS:
            for record in case[name]:
                record["id"] = self.renamed.get((name, record["id"]), record["id"])
        return self.renaming(case), self.renaming(plan)

    def write_notes(self, case: Data) -> None:
        """Write other remarks for colleagues."""
        readings = (one for figure in case["figures"] for one in figure["readings"])
        for record in (*readings, *(one for name in _NOTED for one in case.get(name, ()))):
            record["note"] = self.make.random.choice((None, self.make.words()))

    # The lists ------------------------------------------------------------------------------------

    def records(self, name: str) -> list[Data]:
        """Return a list of the case with other withheld records in it."""
        kept = []
        for number, record in enumerate(self.reader.case.get(name, ())):
            if self.reader.learns(name, record):
                kept.append(copy.deepcopy(record))
            elif name == "sources" and self.reader.admitted(record):
                # It is younger than the letter, but shows that a status of the day may be told.
                kept.append({**record, "title": self.make.text(), "date": self.make.later()})
            elif self.stays(name, record["id"]):
                self.renamed[name, record["id"]] = f"other-{name}-{number}"
                kept.append(self.in_place_of(name, record))
            else:
                self.dropped.add((name, record["id"]))
        drawn = [self.new(name, number) for number in range(self.make.random.randint(0, 2))]
        added = [one for one in drawn if one and not self.reader.learns(name, one)]
        self.added[name] = [one["id"] for one in added]
        return self.mixed(kept, added)

    def stays(self, name: str, id: str) -> bool:
        """Tell whether there is still a record in the place of a withheld one."""
        needed = (name, id) in self.spoken_of or (name == "sources" and not self.renamed)
        return needed or (self.make.hides(name) and self.make.maybe())

    def in_place_of(self, name: str, record: Data) -> Data:
        """Return another withheld record that can be spoken of where this one is."""
        if name == "people":
            return self.make.person(record["id"], record)
        made = self.make.secret(name, record["id"])
        # What speaks of it may ask for a circle as wide as this, and a source shows what rests on it.
        keeps = name == "sources" or not self.reader.day
        return {**made, "audience": record.get("audience")} if keeps else made

    def new(self, name: str, number: int) -> Data:
        """Return one more withheld record; empty where there can be none."""
        possible = self.make.hides(name) and (self.make.sources or name == "sources")
        return self.make.secret(name, f"new-{name}-{number}") if possible else {}

    def mixed(self, kept: list[Any], added: list[Any]) -> list[Any]:
        """Put things anywhere among those that stay in their order."""
        result = list(kept)
        for one in added:
            result.insert(self.make.random.randint(0, len(result)), one)
        return result

    # What is withheld in records that the reader knows ----------------------------------------------

    def retell_visible(self, case: Data) -> None:
        """Change what is withheld within records that the reader may learn."""
        for figure in case["figures"] if "figures" in self.kinds else ():
            seen = [one for one in figure["readings"] if self.reader.learns_reading(figure, one)]
            figure["readings"] = self.with_secrets(seen, self.make.reading) if seen else figure["readings"]
        for person in filter(self.reader.knows, case["people"] if "people" in self.kinds else ()):
            seen = [one for one in person.get("statuses") or () if self.reader.learns_status(person, one)]
            person["statuses"] = self.with_secrets(seen, self.make.status)
        relying = [*case["incidents"], *case["demands"]]
        relying += [one for figure in case["figures"] for one in figure["readings"]]
        relying += [one for person in case["people"] for one in person.get("statuses") or ()]
        for record in relying:
            withheld = [id for name, id in self.renamed if name == "sources"]
            record["sources"] = self.ids(record, "sources") or withheld[:1]
        for demand in case["demands"]:
            demand["people"] = self.ids(demand, "people")

    def with_secrets(self, seen: list[Data], secret: Callable[[], Data]) -> list[Data]:
        """Put withheld items among those that the reader may learn."""
        some = self.reader.narrower or self.reader.day
        return self.mixed(seen, self.make.few(secret) if some else [])

    def ids(self, record: Data, key: str) -> list[str]:
        """Return a record's ids without those that are gone, and with some of the new ones among them."""
        name = _LIST_OF.get(key, key)
        kept = [id for id in record.get(key) or () if (name, id) not in self.dropped]
        return self.mixed(kept, self.added.get(name, [])) if self.make.maybe() else kept

    # References -----------------------------------------------------------------------------------

    def renaming(self, value: Any, key: str = "") -> Any:
        """Return data in which records have their new ids, and nothing refers to those that are gone."""
        if isinstance(value, dict):
            return {name: self.renaming(item, name) for name, item in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.renaming(one, key) for one in value if not self.is_gone(one, key)]
        if isinstance(value, str):
            new = self.renamed.get((_LIST_OF.get(key, key), value), value)
            return SPOKEN_OF.sub(self.renamed_reference, new)
        return value

    def is_gone(self, item: Any, key: str) -> bool:
        id = item.get("person") if isinstance(item, dict) else item
        return isinstance(id, str) and (_LIST_OF.get(key, key), id) in self.dropped

    def renamed_reference(self, match: re.Match[str]) -> str:
        kind, id = match.groups()
        return f"{{{kind}:{self.renamed.get((_LIST_OF[kind], id), id)}}}"
