"""The case as the reader of a letter may come to know it, for the questions that are asked of the letter.

What is said about a letter on the way must not depend on what its reader may not learn: messages travel, into
the log of a build machine, into a chat. So a letter is reviewed on this view and never on the whole case.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from zvarot.case.campaign import Edition
from zvarot.case.casefile import Case, Figure, Person
from zvarot.case.parties import Sender, Signatory
from zvarot.case.reading import Dossier
from zvarot.case.records import Audience
from zvarot.case.rules import LIKELY_NAME
from zvarot.case.watching import Watched
from zvarot.case.yamlfile import Path_

LISTS = ("sources", "people", "incidents", "figures", "demands")
"""The lists of a case whose records say who may learn of them."""


def seen_by(dossier: Dossier, audience: Audience) -> Dossier:
    """Return a campaign without the records, readings and statuses that an audience may not learn.

    Its places are still those of the files.
    """
    return dossier.once(("view", audience), lambda: _View(dossier.case, audience).of(dossier))


def withheld_from(dossier: Dossier, made: Edition) -> tuple[Watched, ...]:
    """Return the people whom the reader of a letter may not know by name.

    For some of them somebody answers, by a waiver, that what looks like their surname is another word.
    """
    waivers = (one for one in dossier.campaign.waivers if one.rule == LIKELY_NAME.id)
    answered = {one.on for one in waivers if made.date <= one.until}
    return tuple(
        Watched(person.id, person.written, person.id in answered)
        for person in dossier.case.people
        if not made.audience.may_read(person.circle)
    )


def names_around(dossier: Dossier, made: Edition) -> tuple[str, ...]:
    """Return the names that a letter may hold: of people whom its reader may know, and of its parties.

    The holder of the office is not among them.
    """
    known = (person for person in dossier.case.people if made.audience.may_read(person.circle))
    parties: tuple[Sender | Signatory, ...] = (
        made.plan.sender or dossier.campaign.sender,
        *made.plan.signatories,
    )
    return (
        *(name for person in known for name in person.written),
        *(name for party in parties for name in party.name.values()),
    )


class _View:
    """What one audience may learn."""

    def __init__(self, case: Case, audience: Audience) -> None:
        self.case = case
        self.audience = audience
        self.left: dict[Path_, tuple[int, ...]] = {}

    def of(self, dossier: Dossier) -> Dossier:
        """Return the campaign with what is left of its case."""
        lists: dict[str, Any] = {}
        for name in LISTS:
            numbered = enumerate(getattr(self.case, name))
            seen = [(number, one) for number, record in numbered if (one := self.seen(record, number))]
            self.left[name,] = tuple(number for number, _ in seen)
            lists[name] = tuple(record for _, record in seen)
        return replace(dossier, case=replace(self.case, **lists), left=self.left, memory={})

    def seen(self, record: Any, number: int) -> Any:
        """Return what may be learned of a record, if anything; people inherit nothing."""
        if isinstance(record, Person):
            statuses = self.readable(record.statuses, record.audience, ("people", number, "statuses"))
            return replace(record, statuses=statuses) if self.audience.may_read(record.circle) else None
        circle = record.audience or self.case.audience
        if not self.audience.may_read(circle):
            return None
        if isinstance(record, Figure):
            readings = self.readable(record.readings, circle, ("figures", number, "readings"))
            return replace(record, readings=readings) if readings else None
        return record

    def readable(self, items: Iterable[Any], inherited: Audience, path: Path_) -> tuple[Any, ...]:
        """Return the readings or statuses that may be learned, and remember their places."""
        seen = [(n, one) for n, one in enumerate(items) if self.audience.may_read(one.audience or inherited)]
        self.left[path] = tuple(number for number, _ in seen)
        return tuple(one for _, one in seen)
