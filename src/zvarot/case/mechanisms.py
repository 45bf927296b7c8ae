"""International procedures: which a letter can set in motion, and since when one is closed for a country."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from zvarot.case.campaign import LetterPlan
from zvarot.case.file_rules import CLOSED_PROCEDURE, PROCEDURE_OF_STATES, UNKNOWN_PROCEDURE
from zvarot.case.reading import Dossier
from zvarot.case.yamlfile import read_yaml
from zvarot.findings import Finding, did_you_mean

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
    closed: tuple[Closure, ...]

    def closure(self, country: str, day: dt.date) -> Closure | None:
        """Return what closes it for a country on a day, or None."""
        return next((one for one in self.closed if one.country == country and one.since <= day), None)


@cache
def mechanisms() -> Mapping[str, Mechanism]:
    """Return the procedures of the table by id."""
    rows: list[dict[str, Any]] = read_yaml(TABLE).data["mechanisms"]
    return {row["id"]: _mechanism(row) for row in rows}


def review_procedure(dossier: Dossier, plan: LetterPlan, day: dt.date) -> Iterator[Finding]:
    """Yield why a letter's procedure cannot be used on a day, if it cannot."""
    if plan.procedure is None:
        return
    place = dossier.place("campaign", "letters", dossier.campaign.letters.index(plan), "procedure")
    found = mechanisms().get(plan.procedure)
    if found is None:
        help = did_you_mean(plan.procedure, mechanisms()) or f"There are: {', '.join(mechanisms())}."
        yield UNKNOWN_PROCEDURE.broken(place, "the table of mechanisms has no such procedure", help, plan.id)
    elif closed := found.closure(dossier.case.country, day):
        yield CLOSED_PROCEDURE.broken(
            place,
            f"{found.name} ({found.body}) is closed for {closed.country} since {closed.since}:"
            f" {closed.reason}",
            f"Choose another procedure, such as urgent-appeal. Read about it: {closed.source}",
            plan.id,
        )
    elif found.by_states_only:
        yield PROCEDURE_OF_STATES.broken(
            place,
            f"only States can set {found.name} in motion",
            "Ask the States to do so, in a letter to them, and take `procedure` out.",
            plan.id,
        )


def _mechanism(row: Mapping[str, Any]) -> Mechanism:
    closed = [
        Closure(one["country"], dt.date.fromisoformat(one["since"]), one["reason"], one["source"])
        for one in row["closed"]
    ]
    return Mechanism(row["id"], row["name"], row["body"], row["invoked_by"] == "states", tuple(closed))
