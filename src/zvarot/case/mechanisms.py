"""The table of international procedures: who comes to read what they take, since when one is closed."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from zvarot.case.records import Audience
from zvarot.case.yamlfile import read_yaml

TABLE = Path(__file__).with_name("mechanisms.yaml")
"""The table, which says of every line where it was read, and when."""


@dataclass(frozen=True)
class Closure:
    """Since when a procedure takes nothing more against a country."""

    country: str
    since: dt.date
    reason: str
    source: str


@dataclass(frozen=True)
class Mechanism:
    """One procedure, as the table describes it."""

    id: str
    name: str
    body: str
    by_states_only: bool
    readers: Audience
    """The widest circle that comes to read what is submitted."""
    closed: tuple[Closure, ...]

    def closure(self, country: str, day: dt.date) -> Closure | None:
        """Return what closes it for a country on a day, or None."""
        return next((one for one in self.closed if one.country == country and one.since <= day), None)


@cache
def mechanisms() -> Mapping[str, Mechanism]:
    """Return the procedures of the table by id."""
    rows: list[dict[str, Any]] = read_yaml(TABLE).data["mechanisms"]
    return {row["id"]: _mechanism(row) for row in rows}


def readers_of(procedure: str) -> Audience:
    """Return the widest circle that comes to read what a procedure takes; of an unknown one, everybody."""
    found = mechanisms().get(procedure)
    return found.readers if found else Audience.PUBLIC


def _mechanism(row: Mapping[str, Any]) -> Mechanism:
    closed = [
        Closure(one["country"], dt.date.fromisoformat(one["since"]), one["reason"], one["source"])
        for one in row["closed"]
    ]
    return Mechanism(
        id=row["id"],
        name=row["name"],
        body=row["body"],
        by_states_only=row["invoked_by"] == "states",
        readers=Audience(row["readers"]),
        closed=tuple(closed),
    )
