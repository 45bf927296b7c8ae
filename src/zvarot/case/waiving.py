"""Waivers: which findings somebody answers for, and which waivers hold nothing up any more."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from zvarot.case.campaign import Waiver
from zvarot.case.reading import Dossier
from zvarot.case.rules import IDLE_WAIVER, LIKELY_NAME, WAIVABLE
from zvarot.findings import Finding, did_you_mean

Dated = tuple[Finding, dt.date]
"""A finding, and the date of the letter that it is about."""


def answers(dossier: Dossier, dated: Sequence[Dated]) -> Iterator[Waiver]:
    """Yield the waivers by which somebody answers for findings."""
    for waiver in dossier.campaign.waivers:
        if any(_covers(waiver, found) and day <= waiver.until for found, day in dated):
            yield waiver


def unwaived(dossier: Dossier, dated: Sequence[Dated]) -> Iterator[Finding]:
    """Yield the findings for which nobody answers by a waiver that holds on the letter's date."""
    for found, day in dated:
        if not any(_covers(waiver, found) and day <= waiver.until for waiver in dossier.campaign.waivers):
            yield found


def covered(dossier: Dossier, dated: Iterable[Dated]) -> list[Dated]:
    """Return the findings that some waiver is about, on whatever date."""
    waivers = dossier.campaign.waivers
    return [one for one in dated if any(_covers(waiver, one[0]) for waiver in waivers)]


def idle_waivers(dossier: Dossier, dated: Sequence[Dated]) -> Iterator[Finding]:
    """Yield the waivers that waive nothing: run out, for nothing that is found, or for what nobody may.

    `dated` are at least all the findings that they are about.
    """
    for index, waiver in enumerate(dossier.campaign.waivers):
        days = [day for found, day in dated if _covers(waiver, found)]
        if any(day <= waiver.until for day in days) or _may_be_needed_later(waiver, dossier):
            continue
        help = "Delete the waiver."
        if waiver.rule not in WAIVABLE:
            message = f"{waiver.rule} is no rule that can be waived"
            help = did_you_mean(waiver.rule, sorted(WAIVABLE)) or help
        elif days:
            message = f"the waiver of {waiver.rule} for {waiver.on} ran out on {waiver.until}"
        else:
            message = f"nothing is found that {waiver.rule} for {waiver.on} would waive"
        yield IDLE_WAIVER.broken(dossier.place("campaign", "waivers", index), message, help, waiver.on)


def _covers(waiver: Waiver, found: Finding) -> bool:
    return found.rule in WAIVABLE and (found.rule, found.subject) == (waiver.rule, waiver.on)


def _may_be_needed_later(waiver: Waiver, dossier: Dossier) -> bool:
    """Tell whether a waiver is one that the last look at finished letters may ask for."""
    dates = (plan.date for plan in dossier.campaign.letters)
    people = {person.id for person in dossier.case.people}
    return waiver.rule == LIKELY_NAME.id and waiver.on in people and any(day <= waiver.until for day in dates)
