"""Questions about a letter's date: what is too old for it, what is too young, and who is still held."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator

from zvarot.case import rules
from zvarot.case.campaign import Edition
from zvarot.case.casefile import Demand, Figure, Incident, Person, Reading, Status
from zvarot.case.contents import chosen, figures
from zvarot.case.reading import Dossier
from zvarot.case.records import STALE_FIGURE, STALE_STATUS
from zvarot.findings import Finding


def review_dates(dossier: Dossier, made: Edition) -> Iterator[Finding]:
    """Yield what is stale on a letter's date, what came later, and what has lapsed by then."""
    day = _Day(dossier, made)
    yield from day.figures()
    yield from day.younger_records()
    yield from day.statuses()
    yield from day.moot_demands()
    yield from day.undated_sources()


class _Day:
    """The case as it stood on the date of one letter."""

    def __init__(self, dossier: Dossier, made: Edition) -> None:
        self.dossier = dossier
        self.made = made
        self.date: dt.date = made.date
        self.letter = made.plan.id
        self.younger = {one.id for one in dossier.case.sources if one.date and one.date > made.date}
        self.known = {one.id for one in dossier.case.sources}
        self.demands: list[tuple[int, Demand]] = [*chosen(dossier, "demands", made.plan.demands)]

    def sourced(self, sources: Iterable[str]) -> bool:
        """Tell whether one source at least is as old as the letter, or none may be known at all."""
        # What the readers may not know of counts for nothing, or a finding would tell that it is there.
        known = self.known.intersection(sources)
        return not known or not known <= self.younger

    def reading(self, figure: Figure) -> Reading | None:
        """Return the latest reading that the letter may quote."""
        return figure.reading_on(self.date, lambda one: self.sourced(one.sources))

    def status(self, person: Person) -> Status | None:
        """Return the status that the letter may tell."""
        return person.status_on(self.date, lambda _: True, lambda one: self.sourced(one.sources))

    def held(self, person: Person) -> bool:
        """Tell whether a person is known to be held."""
        status = self.status(person)
        return status is not None and status.state.held

    def figures(self) -> Iterator[Finding]:
        """Ask of each figure whether it has a reading for the letter, and how old that is."""
        for index, figure in figures(self.dossier, self.made):
            reading = self.reading(figure)
            if reading is None:
                yield rules.READING_AFTER_LETTER.broken(
                    self.dossier.place("case", "figures", index, "readings", 0, "as_of"),
                    f"{figure.id} has no sourced reading as old as letter {self.letter} of {self.date}",
                    "Add an earlier reading, or take the figure out of the letter.",
                    figure.id,
                )
            elif self.date - reading.as_of > STALE_FIGURE and not reading.final:
                number = figure.readings.index(reading)
                yield rules.STALE_FIGURE.broken(
                    self.dossier.place("case", "figures", index, "readings", number, "as_of"),
                    f"{figure.id} was counted {(self.date - reading.as_of).days} days before letter"
                    f" {self.letter} of {self.date}",
                    "Add a newer reading. Until then the letter says as of when it was.",
                    figure.id,
                )

    def younger_records(self) -> Iterator[Finding]:
        """Ask of incidents and demands whether they, and a source of theirs, are as old as the letter."""
        plan = self.made.plan
        incidents = chosen(self.dossier, "incidents", (*plan.incidents, *plan.background))
        told: list[tuple[str, int, Incident | Demand]] = [("incidents", *one) for one in incidents]
        told += [("demands", *one) for one in self.demands]
        for collection, index, record in told:
            if what := self._later(record):
                yield rules.LATER_THAN_LETTER.broken(
                    self.dossier.place("case", collection, index),
                    f"{record.id} {what} after {self.date}, the date of letter {self.letter}",
                    "Add a source as old as the letter, or take this out of it.",
                    record.id,
                )

    def _later(self, record: Incident | Demand) -> str:
        """Say what of a record is younger than the letter, or nothing."""
        if isinstance(record, Incident) and record.last_day > self.date:
            return "began" if record.start > self.date else "was not over until"
        return "" if self.sourced(record.sources) else "has sources only from"

    def statuses(self) -> Iterator[Finding]:
        """Ask of everybody who is called held when that was known."""
        named = {*self.made.plan.people, *(id for _, demand in self.demands for id in demand.people)}
        for index, person in chosen(self.dossier, "people", named):
            status = self.status(person)
            if status and status.state.held and self.date - status.date > STALE_STATUS:
                number = person.statuses.index(status)
                yield rules.STALE_STATUS.broken(
                    self.dossier.place("case", "people", index, "statuses", number, "date"),
                    f"{person.id} was last known to be held {(self.date - status.date).days} days before"
                    f" letter {self.letter} of {self.date}",
                    "Ask again and add a newer status. Until then the letter says as of when it was known.",
                    person.id,
                )

    def moot_demands(self) -> Iterator[Finding]:
        """Ask of each demand that names people whether the letter can name anybody who is held."""
        people = {person.id: person for person in self.dossier.case.people}
        unread = self.dossier.unread("people")
        for index, demand in self.demands:
            named = [people[id] for id in demand.people if id in people]
            moot = _names_people(demand, named) and not any(self.held(person) for person in named)
            if moot and unread.isdisjoint(demand.people):
                yield rules.MOOT_DEMAND.broken(
                    self.dossier.place("case", "demands", index),
                    f"letter {self.letter} can name nobody for whom {demand.id} is made and who is held on"
                    f" {self.date}",
                    "Take it out of the letter, or add the newest statuses.",
                    demand.id,
                )

    def undated_sources(self) -> Iterator[Finding]:
        """Ask of the sources that the letter relies on whether anybody can tell that they are older."""
        plan = self.made.plan
        incidents = chosen(self.dossier, "incidents", (*plan.incidents, *plan.background))
        readings = (self.reading(figure) for _, figure in figures(self.dossier, self.made))
        statuses = (self.status(person) for _, person in chosen(self.dossier, "people", plan.people))
        records = (*(one for _, one in incidents), *readings, *statuses)
        relied = {id for record in records if record for id in record.sources}
        for index, source in enumerate(self.dossier.case.sources):
            if source.id in relied and source.date is None:
                yield rules.UNDATED_SOURCE.broken(
                    self.dossier.place("case", "sources", index),
                    f"{source.id} has no date, so nobody can tell whether it is younger than a letter that"
                    " relies on it",
                    "Write `date:` with the day of its publication.",
                    source.id,
                )


def _names_people(demand: Demand, named: Collection[Person]) -> bool:
    return bool(named) or any("{held}" in words for words in demand.text.values())
