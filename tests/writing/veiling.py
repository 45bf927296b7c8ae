"""Pairs of cases that differ only in what a reader may not learn.

What a reader may learn is written down here a second time, in other words than the gate's own: cases are
plain data here, as in their files.
"""

import copy
import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from zvarot.case.records import Audience

Data = dict[str, Any]
Draw = st.DrawFn

LADDER = [audience.value for audience in Audience]
LISTS = ("sources", "people", "figures", "incidents", "demands")
DAY = "2021-07-26"

words = st.sampled_from(
    [
        "a",
        "Secret",
        "the *hidden* village",
        "<b>Cascade</b> & {{ 7 * 7 }} “Ўсё”",
        "a much longer text than all the others, so that it would break a line and move a page",
    ]
)
earlier = st.sampled_from(["2019-01-01", "2021-07-01", "2021-07-25", DAY])
later = st.sampled_from(["2021-07-27", "2024-01-01"])
counters = st.sampled_from([None, "one", "two"])


@dataclass(frozen=True)
class Reader:
    """Somebody who reads a letter about a case, and so what they may learn of it."""

    audience: str
    day: str
    case: Data

    @property
    def later(self) -> st.SearchStrategy[str]:
        """Days that this reader's letter can know nothing of."""
        tomorrow = dt.date.fromisoformat(self.day) + dt.timedelta(1)
        return st.sampled_from([tomorrow.isoformat(), "2027-01-01"])

    @property
    def narrower(self) -> list[str]:
        """The circles that this reader does not belong to."""
        return LADDER[: LADDER.index(self.audience)]

    def admitted(self, record: Data, inherited: str | None = None) -> bool:
        return (record.get("audience") or inherited or self.case["audience"]) not in self.narrower

    def knows(self, person: Data) -> bool:
        consent = person.get("consent")
        covered = consent and not consent.get("withdrawn") and consent["audience"] not in self.narrower
        return self.audience == "internal" or bool(covered and person["audience"] not in self.narrower)

    def may_name(self, source: Data) -> bool:
        return self.admitted(source) and (source.get("date") or "") <= self.day

    def sourced(self, record: Data) -> bool:
        return any(one["id"] in record["sources"] and self.may_name(one) for one in self.case["sources"])

    def learns(self, collection: str, record: Data) -> bool:
        """Tell whether a record may have any part in the letter."""
        if collection == "people":
            return self.knows(record)
        if collection == "sources":
            return self.may_name(record)
        if not self.admitted(record):
            return False
        if collection == "figures":
            return any(self.learns_reading(record, reading) for reading in record["readings"])
        return self.sourced(record) and record.get("start", "") <= self.day

    def learns_reading(self, figure: Data, reading: Data) -> bool:
        return (
            self.admitted(reading, figure.get("audience"))
            and reading["as_of"] <= self.day
            and self.sourced(reading)
        )

    def learns_status(self, person: Data, status: Data) -> bool:
        named = [one for one in self.case["sources"] if one["id"] in status["sources"] and self.admitted(one)]
        return self.admitted(status, person["audience"]) and status["date"] <= self.day and bool(named)


# What is withheld -------------------------------------------------------------------------------


@st.composite
def veiled(draw: Draw, reader: Reader, record: Data, dates: tuple[str, ...] = ()) -> Data:
    """Change a record so that the reader may learn nothing of it."""
    way = draw(st.sampled_from([*(["audience"] if reader.narrower else []), *dates]))
    if way == "audience":
        return {**record, "audience": draw(st.sampled_from(reader.narrower))}
    return {**record, way: draw(reader.later)}


@st.composite
def secret_person(draw: Draw, reader: Reader, id: str) -> Data:
    """Make a person whom the reader may not know by name."""
    narrow = st.sampled_from(reader.narrower)
    consent = {"basis": "given", "by": "x", "on": "2021-01-01", "audience": "public"}
    consents = (None, {**consent, "withdrawn": DAY}, {**consent, "audience": draw(narrow)})
    audience = draw(st.sampled_from(LADDER))
    covered = consent if audience in reader.narrower else draw(st.sampled_from(consents))
    return {
        "id": id,
        "audience": audience,
        "names": {"en": draw(words)},
        "spellings": draw(st.lists(words, max_size=2)),
        "role": {"en": draw(words)},
        "statuses": [{"state": "detained", "date": draw(earlier), "sources": [draw(any_source(reader))]}],
        "consent": covered,
    }


def any_source(reader: Reader) -> st.SearchStrategy[str]:
    return st.sampled_from([one["id"] for one in reader.case["sources"]])


@st.composite
def secret(draw: Draw, reader: Reader, collection: str, id: str) -> Data:
    """Make a record that the reader may learn nothing of; an empty one where there is no such thing."""
    if not reader.narrower and collection in ("people", "demands"):
        return {}
    source = [draw(any_source(reader))]
    text = {"en": draw(words)}
    if collection == "people":
        return draw(secret_person(reader, id))
    if collection == "sources":
        return draw(veiled(reader, {"id": id, "title": text, "date": draw(earlier)}, ("date",)))
    if collection == "figures":
        statement = {"en": f"{draw(words)} {{value}}"}
        figure = {"id": id, "unit": {"en": {"other": draw(words)}}, "statement": statement}
        hidden = draw(st.lists(secret_reading(reader), min_size=1, max_size=2))
        return {**figure, "readings": hidden}
    if collection == "incidents":
        incident = {"id": id, "title": text, "start": draw(earlier), "account": text, "sources": source}
        return draw(veiled(reader, incident, ("start",)))
    demand = {"id": id, "to": "authorities", "text": text, "sources": source}
    return draw(veiled(reader, demand))


@st.composite
def secret_reading(draw: Draw, reader: Reader) -> Data:
    """Make a reading that the reader may not learn."""
    reading = {
        "as_of": draw(earlier),
        "value": draw(st.integers(0, 10**6)),
        "counter": draw(counters),
        "caveat": {"en": draw(words)},
        "sources": [draw(any_source(reader))],
    }
    return draw(veiled(reader, reading, ("as_of",)))


@st.composite
def secret_status(draw: Draw, reader: Reader) -> Data:
    """Make a status that the reader may not learn."""
    status = {
        "state": draw(st.sampled_from(["detained", "released", "died"])),
        "date": draw(earlier),
        "detail": {"en": draw(words)},
        "sources": [draw(any_source(reader))],
    }
    return draw(veiled(reader, status, ("date",)))


# Pairs ------------------------------------------------------------------------------------------


@st.composite
def mixed_in(draw: Draw, kept: list[Any], added: list[Any]) -> list[Any]:
    """Put things anywhere among those that stay in their order."""
    mixed = list(kept)
    for one in added:
        mixed.insert(draw(st.integers(0, len(mixed))), one)
    return mixed


@st.composite
def other_secrets(draw: Draw, case: Data, plan: Data, audience: str, day: str) -> tuple[Data, Data]:
    """Return case and plan with everything changed that the reader may not learn, and nothing else."""
    reader = Reader(audience, day, case)
    case, plan = copy.deepcopy(case), copy.deepcopy(plan)
    change = Change({*re.findall(r"\{person:([a-z0-9-]+)\}", repr((case, plan)))})
    for collection in LISTS:
        case[collection] = draw(other_records(reader, collection, change))
    for figure in case["figures"]:
        seen = [one for one in figure["readings"] if reader.learns_reading(figure, one)]
        hidden = [one for one in draw(some(secret_reading(reader))) if not reader.learns_reading(figure, one)]
        figure["readings"] = draw(mixed(seen, hidden)) if seen else figure["readings"]
    for person in filter(reader.knows, case["people"]):
        seen = [one for one in person.get("statuses", []) if reader.learns_status(person, one)]
        hidden = [one for one in draw(some(secret_status(reader))) if not reader.learns_status(person, one)]
        person["statuses"] = draw(mixed(seen, hidden))
    for record in (*case["incidents"], *case["demands"]):
        record["sources"] = draw(other_ids(record, "sources", change)) or record["sources"]
    for demand in case["demands"]:
        demand["people"] = draw(other_ids(demand, "people", change))
    for name in ("people", "figures", "incidents", "background", "demands"):
        plan[name] = draw(other_ids(plan, name, change))
    return rename(case, change.renamed), rename(plan, change.renamed)


@dataclass
class Change:
    """What became of the records that are withheld."""

    spoken_of: set[str]
    """The people whom a text refers to: they cannot be left out."""
    renamed: dict[str, str] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)
    added: dict[str, list[str]] = field(default_factory=dict)


@st.composite
def other_records(draw: Draw, reader: Reader, collection: str, change: Change) -> list[Data]:
    """Return a list of the case with other withheld records in it."""
    kept = []
    for number, record in enumerate(reader.case[collection]):
        if reader.learns(collection, record):
            kept.append(copy.deepcopy(record))
        elif collection == "sources" and reader.admitted(record):
            # It is younger than the letter, but shows that a status of the day may be told.
            kept.append({**record, "title": {"en": draw(words)}, "date": draw(reader.later)})
        elif record["id"] in change.spoken_of:
            change.renamed[record["id"]] = f"other-{number}"
            other = draw(secret_person(reader, record["id"]))
            kept.append({**other, "stand_in": record.get("stand_in")})
        else:
            change.dropped.add(record["id"])
    drawn = [
        draw(secret(reader, collection, f"new-{collection}-{n}")) for n in range(draw(st.integers(0, 2)))
    ]
    added = [one for one in drawn if one and not reader.learns(collection, one)]
    change.added[collection] = [one["id"] for one in added]
    return draw(mixed(kept, added))


@st.composite
def mixed(draw: Draw, kept: list[Any], added: list[Any]) -> list[Any]:
    """Put things anywhere among those that stay in their order."""
    result = list(kept)
    for one in added:
        result.insert(draw(st.integers(0, len(result))), one)
    return result


@st.composite
def other_ids(draw: Draw, record: Data, name: str, change: Change) -> list[str]:
    """Return a record's ids without those that are gone, and with some of the new ones among them."""
    kept = [id for id in record.get(name, []) if id not in change.dropped]
    added = change.added["incidents" if name == "background" else name]
    return draw(mixed(kept, added)) if draw(st.booleans()) else kept


def some(strategy: st.SearchStrategy[Data]) -> st.SearchStrategy[list[Data]]:
    return st.lists(strategy, max_size=2)


def rename(value: Any, names: dict[str, str]) -> Any:
    """Give people other ids, wherever they are spoken of."""
    if isinstance(value, dict):
        return {key: rename(item, names) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [rename(item, names) for item in value]
    if isinstance(value, str):
        return names.get(value) or re.sub(
            r"(?<=\{person:)[a-z0-9-]+(?=\})", lambda match: names.get(match[0], match[0]), value
        )
    return value
