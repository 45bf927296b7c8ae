"""Whether the procedure that a letter sets in motion can be used: known, open, and not for States alone."""

import datetime as dt
from collections.abc import Iterator

from zvarot.case.campaign import LetterPlan
from zvarot.case.file_rules import CLOSED_PROCEDURE, PROCEDURE_OF_STATES, UNKNOWN_PROCEDURE
from zvarot.case.mechanisms import mechanisms
from zvarot.case.reading import Dossier
from zvarot.findings import Finding, did_you_mean


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
