"""Choose which letters are to be made, and see that no two of them would take the same file."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from sys import intern

from zvarot.case.campaign import Edition, LetterPlan, edition
from zvarot.case.parties import Kind, Recipient
from zvarot.case.reading import Dossier
from zvarot.findings import Finding, WrongUse, did_you_mean

MAX_NAME = 100
"""Bytes of a file's name, which every file system takes."""


@dataclass(frozen=True)
class Selection:
    """Which of a campaign's letters are meant; what is empty chooses nothing out."""

    letters: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    """Ids of recipients or tables, or `all`."""
    kinds: tuple[Kind, ...] = ()
    languages: tuple[str, ...] = ()
    """The recipients' own languages."""
    language: str = ""
    """Another language than the recipients' own."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A letter that is meant, before its recipient is looked up again; small, for there can be many."""

    name: str
    """The name of its files below the output folder, without an ending: `first-letter/office.en`."""
    plan: LetterPlan
    number: int
    """The place of its recipient in the list."""
    language: str
    kind: Kind
    place: str
    """The countries that its office belongs to and stands in."""
    lines: int
    """How many lines stand in the window: letters with as many are laid out alike."""

    def edition(self, dossier: Dossier, date: dt.date | None = None) -> Edition:
        """Address the letter."""
        return edition(self.plan, dossier.recipients[self.number], date, self.language)


def select(dossier: Dossier, selection: Selection) -> list[Planned]:
    """Return the letters that are meant, in the order of the plan.

    Raise WrongUse for what is not there, and where two letters would take the same file or one a name that
    is too long for a file system.
    """
    chosen = [one for plan in _plans(dossier, selection) for one in _addressed(dossier, plan, selection)]
    refuse_names(one.name for one in chosen)
    return chosen


def meant(dossier: Dossier) -> set[tuple[str, str]]:
    """Return the ids of letter and recipient of every letter that the whole plan can make."""
    plans, offices = dossier.campaign.letters, dossier.numbers
    return {(plan.id, id) for plan in plans for id in plan.recipients if id in offices}


def refuse_names(names: Iterable[str]) -> None:
    """Raise WrongUse where two names are one to some file system, or one is too long for it."""
    seen: set[str] = set()
    for name in names:
        if len(name.rpartition("/")[2].encode()) > MAX_NAME:
            raise WrongUse(f"the file's name {name} is too long", "Shorten the recipient's id.")
        if name.casefold() in seen:
            help = "Give each letter and each recipient an id of its own."
            raise WrongUse(f"two letters would take the same file, {name}", help)
        seen.add(name.casefold())


def faulty(dossier: Dossier, selection: Selection) -> Iterator[tuple[str, tuple[Finding, ...]]]:
    """Yield the letters that are meant and cannot be addressed, for the rows of their offices have faults.

    What kind of office it is, and its language, is not known then.
    """
    for plan in _plans(dossier, selection):
        meant = {*_ids(dossier, plan, selection.to)}.intersection(plan.recipients)
        for id in sorted(meant.intersection(dossier.faulty)):
            yield f"{plan.id}/{id}", dossier.faulty[id]


def grouped(chosen: Iterable[Planned]) -> list[Planned]:
    """Return letters with those alike side by side: they are made faster with what is already open."""

    def alike(one: Planned) -> tuple[str, str, str, int, str, int]:
        return one.language, one.plan.id, one.kind, one.lines, one.place, one.number

    return sorted(chosen, key=alike)


def name_of(plan: LetterPlan, office: Recipient, language: str) -> str:
    """Return the name of a letter's files below the output folder, without an ending."""
    return f"{plan.id}/{office.id}.{language}"


def _plans(dossier: Dossier, selection: Selection) -> list[LetterPlan]:
    plans = {plan.id: plan for plan in dossier.campaign.letters}
    for letter in selection.letters:
        if letter not in plans:
            help = did_you_mean(letter, plans) or f"There are: {', '.join(plans)}."
            raise WrongUse(f'there is no letter "{letter}" in {dossier.files["campaign"].name}', help)
    return [plans[letter] for letter in dict.fromkeys(selection.letters or plans)]


def _addressed(dossier: Dossier, plan: LetterPlan, selection: Selection) -> Iterator[Planned]:
    """Yield a letter to each of its recipients who are meant."""
    planned_for = {*plan.recipients}
    for number in _numbers(dossier, plan, selection.to):
        office = dossier.recipients[number]
        if office.id in planned_for and _wanted(office, selection):
            language = selection.language or office.language
            name, place = name_of(plan, office, language), intern(f"{office.country} {_post(office)}")
            yield Planned(name, plan, number, intern(language), office.kind, place, _lines(office))
        elif office.id not in planned_for and len(selection.letters) == 1:
            raise _not_meant(plan, office.id)


def _lines(office: Recipient) -> int:
    posted = len(office.address.lines) if office.address else 0
    return bool(office.holder) + bool(office.body) + posted


def _post(office: Recipient) -> str:
    return office.address.country if office.address else ""


def _wanted(office: Recipient, selection: Selection) -> bool:
    return (not selection.kinds or office.kind in selection.kinds) and (
        not selection.languages or office.language in selection.languages
    )


def _numbers(dossier: Dossier, plan: LetterPlan, to: Iterable[str]) -> Iterator[int]:
    """Yield the places of the recipients whom a selection names, each once."""
    for id in _ids(dossier, plan, to):
        if id in dossier.numbers:
            yield dossier.numbers[id]
        elif id in to and id not in dossier.faulty:
            help = did_you_mean(id, dossier.numbers) or f"There are: {_some([*dossier.numbers])}."
            raise WrongUse(f'there is no recipient "{id}"', help)


def _ids(dossier: Dossier, plan: LetterPlan, to: Iterable[str]) -> Iterable[str]:
    """Return the ids that a selection names, each once."""
    named = {**dossier.groups, "all": plan.recipients}
    return dict.fromkeys(id for name in to or ("all",) for id in named.get(name, (name,)))


def _not_meant(plan: LetterPlan, id: str) -> WrongUse:
    return WrongUse(
        f"letter {plan.id} is not meant for {id}",
        f"Add {id} to its `recipients` in campaign.yaml. It is meant for: {_some(plan.recipients)}.",
    )


def _some(ids: Sequence[str]) -> str:
    return ", ".join(ids[:20]) + (f" and {len(ids) - 20} more" if len(ids) > 20 else "")
