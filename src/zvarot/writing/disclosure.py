"""The gate: what an audience may learn of a case, in one language, on one day.

This is the one place in the writing rooms that sees the case file. It builds a new, plain record from
what is allowed and never deletes from a copy; whatever is withheld leaves no trace in it: no id, no
count, no gap in a numbering. A day works like an audience: nothing that came after the letter's date
can be learned from its disclosure.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

from zvarot.case.campaign import Campaign, Edition, LetterPlan
from zvarot.case.casefile import Case, Demand, Figure, Incident, Person, Reading, Source
from zvarot.case.designations import designated
from zvarot.case.parties import Kind
from zvarot.case.powers import Reach, reach
from zvarot.case.records import REFERENCE, Audience, Text, words_in
from zvarot.case.terms import Basis
from zvarot.findings import Refused
from zvarot.writing.disclosed import (
    DisclosedDemand,
    DisclosedFigure,
    DisclosedIncident,
    DisclosedPerson,
    DisclosedProvision,
    DisclosedSource,
    Disclosure,
    Standing,
)
from zvarot.writing.framing import framed
from zvarot.writing.locales import Wording

_Found = TypeVar("_Found")

_IDENTIFYING = frozenset({Kind.AUTHORITY, Kind.UN_MECHANISM})
"""The offices that have to find a person in the records of the case's country."""


def disclose(case: Case, campaign: Campaign, edition: Edition, wording: Wording) -> Disclosure:
    """Return what the edition's reader may learn; raise Refused when its opening may not be said."""
    gate = Gate(case, edition, wording)
    plan = edition.plan
    chosen = {record.id: gate.incident(record) for record in case.incidents}
    demands = {demand.id: gate.demand(demand) for demand in case.demands}
    told = [one for one in case.incidents if one.id in (*plan.incidents, *plan.background) and chosen[one.id]]
    asked = [one for one in case.demands if one.id in plan.demands and demands[one.id]]
    return Disclosure(
        frame=framed(campaign, edition),
        audience=edition.audience,
        language=edition.language,
        date=edition.date,
        country=case.country,
        subject=gate.required(gate.plain(plan.subject), "subject"),
        opening=gate.required(gate.say(plan.opening), "opening"),
        hook=gate.say(plan.hook) or "",
        steps=gate.say(plan.steps) or "",
        contact=gate.plain(plan.contact),
        epigraph=gate.plain(plan.epigraph),
        figures=gate.figures,
        sources=gate.sources,
        quoted=tuple(id for id in plan.figures if id in gate.figures and gate.figures[id].statement),
        incidents=_present(chosen.get(id) for id in plan.incidents),
        background=_present(chosen.get(id) for id in plan.background),
        people=_present(gate.people.get(id) for id in plan.people),
        named=gate.named_in(plan, told, asked),
        demands=_present(demands.get(id) for id in plan.demands),
    )


class Gate:
    """Decides datum by datum, for one reader, language and day."""

    def __init__(self, case: Case, edition: Edition, wording: Wording) -> None:
        self.case = case
        self.edition = edition
        self.wording = wording
        self.named = {person.id: name for person in case.people if (name := self.name(person))}
        self.counters = {body.id: self.plain(body.name) for body in case.organisations}
        self.provisions = {
            law.id: DisclosedProvision(self.plain(law.short), law.article or "")
            for law in case.provisions
            if law.verified
        }
        self.allowed_sources = {one.id for one in case.sources if self.open(one)}
        self.sources = {one.id: self.source(one) for one in case.sources if self.citable(one)}
        self.people = {person.id: self.person(person) for person in case.people}
        self.figures: dict[str, DisclosedFigure] = {}
        for figure in case.figures:
            if found := self.figure(figure):
                self.figures[figure.id] = found

    def allows(self, audience: Audience | None, inherited: Audience | None = None) -> bool:
        """Tell whether the reader may learn a datum of this audience, or of the one it inherits."""
        return self.edition.audience.may_read(audience or inherited or self.case.audience)

    def open(self, datum: Source | Figure | Incident | Demand) -> bool:
        """Tell whether the reader may learn of a record that inherits the case's audience."""
        return self.allows(datum.audience)

    def plain(self, text: Text | None) -> str:
        """Return a text that carries no notes, with every person in it named or veiled.

        Empty when it is not there in this language, or refers to anything but people.
        """
        return self._resolved(text, person=self.named)

    def say(self, text: Text | None) -> str | None:
        """Return a text with every person in it named or veiled.

        None when it is not there in this language, or quotes what the reader may not learn.
        """
        return self._resolved(text, person=self.named, figure=self.figures, source=self.sources) or None

    def _resolved(self, text: Text | None, **known: Collection[str]) -> str:
        """Return a text that refers to these records only, else nothing: no id may stay in it."""
        words = words_in(text, self.edition.language)
        if any(id not in known.get(kind, ()) for kind, id in REFERENCE.findall(words)):
            return ""
        return REFERENCE.sub(self._spoken, words)

    def _spoken(self, match: re.Match[str]) -> str:
        kind, id = match.groups()
        if kind != "person":
            return match[0]
        # Initials that end a sentence bring its full stop along.
        ends = match.string.startswith(".", match.end())
        return self.named[id].removesuffix(".") if ends else self.named[id]

    def required(self, words: str | None, what: str) -> str:
        """Return words that the letter cannot do without; raise Refused where they may not be said."""
        if not words:
            raise Refused(
                f"the {what} of letter {self.edition.plan.id} may not be read by the audience"
                f" {self.edition.audience} on {self.edition.date}, or is not there in the language"
                f" {self.edition.language}",
                f"Change the `{what}`, the records that it refers to, or the letter's date.",
            )
        return words

    def knows(self, person: Person) -> bool:
        """Tell whether the reader may learn a person's name."""
        return self.edition.audience.may_read(person.circle)

    def name(self, person: Person) -> str:
        """Return a person's name, or what this reader reads in its place; empty where that is nothing."""
        if self.knows(person) and (name := self._resolved(person.names)):
            return name
        veil = person.veil(self.edition.audience)
        return "" if veil is None else self._resolved(veil) or self.wording.withheld_person()

    def person(self, person: Person) -> DisclosedPerson | None:
        """Return a person whom the reader may know by name."""
        name = self._resolved(person.names)
        if not (self.knows(person) and name):
            return None
        return DisclosedPerson(
            id=person.id,
            name=name,
            official=self.official(person, name),
            circle=person.circle,
            asked=person.consent is not None and person.consent.basis is Basis.GIVEN,
            role=self.plain(person.role),
            standing=self.standing(person),
        )

    def official(self, person: Person, name: str) -> str:
        """Return the name as the case's own country writes it, where the reader must find the person."""
        country, languages = self.case.country, self.wording.official_languages(self.case.country)
        office = self.edition.recipient
        identifies = office.kind in _IDENTIFYING or office.country == country
        if not identifies or self.edition.language in languages:
            return ""
        names = (self._resolved({self.edition.language: person.names.get(one, "")}) for one in languages)
        return next((one for one in names if one and one != name), "")

    def named_in(
        self, plan: LetterPlan, incidents: Iterable[Incident], demands: Iterable[Demand]
    ) -> tuple[DisclosedPerson, ...]:
        """Return everybody whom a letter may name that tells these incidents and makes these demands."""
        texts = [plan.subject, plan.opening, plan.hook, plan.steps, plan.contact, plan.epigraph]
        ids = [*plan.people]
        for incident in incidents:
            texts.extend((incident.title, incident.place, incident.attributed_to, incident.account))
        for demand in demands:
            texts.append(demand.text)
            ids.extend(demand.people)
        words = (words_in(text, self.edition.language) for text in texts)
        ids.extend(id for text in words for kind, id in REFERENCE.findall(text) if kind == "person")
        return _present(self.people.get(id) for id in dict.fromkeys(ids))

    def standing(self, person: Person) -> Standing | None:
        """Return what the letter may tell of a person's situation on its date."""
        status = person.status_on(
            self.edition.date,
            readable=lambda one: (
                self.allows(one.audience, person.audience)
                and not self.allowed_sources.isdisjoint(one.sources)
            ),
            citable=lambda one: bool(self.cited(one.sources)),
        )
        if status is None:
            return None
        return Standing(
            state=status.state,
            held=status.state.held,
            freed=status.state.freed,
            since=status.date,
            detail=self.plain(status.detail),
            sources=self.cited(status.sources),
        )

    def citable(self, source: Source) -> bool:
        """Tell whether the reader may learn of a source, and it was there on the letter's date."""
        return self.open(source) and (source.date is None or source.date <= self.edition.date)

    def cited(self, sources: Iterable[str]) -> tuple[str, ...]:
        """Return those of the sources that may be named."""
        return tuple(id for id in sources if id in self.sources)

    def source(self, source: Source) -> DisclosedSource:
        """Return a source; title and publisher stay in their own language where no other is given."""
        title = self.plain(source.title) or self.noun(next(iter(source.title.values())))
        publisher = self.plain(source.publisher) or self.noun(
            next(iter((source.publisher or {"": ""}).values()))
        )
        url = "" if designated(source.url or "", self.edition) else source.url or ""
        return DisclosedSource(source.id, title, publisher, source.date, url)

    def figure(self, figure: Figure) -> DisclosedFigure | None:
        """Return a figure with its latest reading not after the letter's date."""
        statement = self.plain(figure.statement)
        latest = figure.reading_on(self.edition.date, lambda one: self.quotable(one, figure))
        if not (self.open(figure) and self.unit(figure) and latest):
            return None
        counters = {one.counter for one in figure.readings if self.quotable(one, figure)}
        return DisclosedFigure(
            id=figure.id,
            value=latest.value,
            qualifier=latest.qualifier,
            unit={form: self.noun(noun) for form, noun in self.unit(figure).items()},
            label=self.plain(figure.label),
            statement=statement,
            as_of=latest.as_of,
            final=latest.final,
            counter=self.counters.get(latest.counter or "", ""),
            mixed=len(counters) > 1,
            caveat=self.plain(latest.caveat),
            sources=self.cited(latest.sources),
        )

    def unit(self, figure: Figure) -> Mapping[str, str]:
        """Return the forms of what a figure counts."""
        return figure.unit.get(self.edition.language, {})

    def noun(self, words: str) -> str:
        """Return words that are in the letter's language, or have to do for it."""
        return self.plain({self.edition.language: words})

    def quotable(self, reading: Reading, figure: Figure) -> bool:
        """Tell whether the letter may quote a reading: old enough, allowed, with a source to name."""
        return (
            reading.as_of <= self.edition.date
            and self.allows(reading.audience, figure.audience)
            and bool(self.cited(reading.sources))
        )

    def incident(self, incident: Incident) -> DisclosedIncident | None:
        """Return an incident that was over by the letter's date."""
        title, account = self.plain(incident.title), self.say(incident.account)
        sources, over = self.cited(incident.sources), incident.last_day <= self.edition.date
        if not (self.open(incident) and title and account and sources and over):
            return None
        return DisclosedIncident(
            id=incident.id,
            title=title,
            start=incident.start,
            end=incident.end,
            place=self.plain(incident.place),
            attributed_to=self.plain(incident.attributed_to),
            account=account,
            sources=sources,
        )

    def demand(self, demand: Demand) -> DisclosedDemand | None:
        """Return a demand, unless all the people whom it may name are free."""
        text = self.say(demand.text)
        named = _present(self.people.get(id) for id in demand.people)
        held = tuple(person for person in named if person.standing and person.standing.held)
        lapsed = not held and (named or "{held}" in (text or ""))
        if not (self.open(demand) and text and self.cited(demand.sources)) or lapsed:
            return None
        if self.edition.private and reach(demand, self.edition, self.case.country) is Reach.NOTHING:
            return None
        laws = tuple(self.provisions[id] for id in demand.provisions if id in self.provisions)
        return DisclosedDemand(demand.id, demand.to, text, held, laws)


def _present(found: Iterable[_Found | None]) -> tuple[_Found, ...]:
    return tuple(one for one in found if one is not None)
