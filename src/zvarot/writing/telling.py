"""What may be told becomes words: everything that a template receives, by name.

What each value means, and that it is plain, stands in `values`.
"""

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

from zvarot.case.campaign import Campaign, Edition
from zvarot.case.powers import kind_of
from zvarot.case.records import REFERENCE, STALE_FIGURE, STALE_STATUS, Audience, Text
from zvarot.case.terms import State
from zvarot.writing.disclosed import (
    DisclosedDemand,
    DisclosedFigure,
    DisclosedIncident,
    DisclosedPerson,
    DisclosedProvision,
    Disclosure,
    Standing,
)
from zvarot.writing.letter import DemandItem
from zvarot.writing.locales import Wording
from zvarot.writing.notes import Notes, Said
from zvarot.writing.values import (
    DemandValues,
    FigureValues,
    IncidentValues,
    LetterValues,
    PersonValues,
    RecipientValues,
    SignatoryValues,
    Values,
)

TARGETS = ("authorities", "international-community", "organisations", "colleagues")
"""Of whom something can be asked."""

_ONGOING = {"urgent-appeal": True, "allegation-letter": False}
"""What a procedure says of the violation that it is for."""

_EMPHASIS = re.compile(r"\*(?=\S)([^*\n]+?)(?<=\S)\*")
_PARAGRAPH = re.compile(r"\n\s*\n")


class Telling:
    """The words of one letter: for its reader, in its language, on its date."""

    def __init__(
        self, disclosure: Disclosure, edition: Edition, campaign: Campaign, wording: Wording
    ) -> None:
        self.disclosure = disclosure
        self.edition = edition
        self.campaign = campaign
        self.sender = edition.plan.sender or campaign.sender
        self.wording = wording
        self.kind = kind_of(edition.recipient, disclosure.country)
        self.notes = Notes(disclosure.sources, self.wording)

    def values(self) -> Values:
        """Return everything that a template may print."""
        people = [self.person(person) for person in self.disclosure.people]
        return {
            "letter": self.heading(),
            "country": self.wording.country(self.disclosure.country),
            "of_country": self.wording.of_country(self.disclosure.country),
            "in_country": self.wording.in_country(self.disclosure.country),
            "recipient": self.recipient(),
            "sender": {"name": self.text(self.sender.name)},
            "signatories": self.signatories(),
            "incidents": [self.incident(one) for one in self.disclosure.incidents],
            "background": [self.incident(one) for one in self.disclosure.background],
            "figures": [self.row(self.disclosure.figures[id]) for id in self.disclosure.quoted],
            "ongoing": self.ongoing(),
            "held": [person for person in people if person["held"]],
            "freed": [person for person in people if person["freed"]],
            "people": people,
            "demands": self.demands(),
            "figure": self.figure,
            "listed_html": self.listed_html,
        }

    def heading(self) -> LetterValues:
        """Return what the plan says of the letter itself."""
        return {
            "subject": self.disclosure.subject,
            "opening": self.said(self.disclosure.opening),
            "hook": self.said(self.disclosure.hook) if self.disclosure.hook else "",
            "steps": self.said(self.disclosure.steps) if self.disclosure.steps else "",
            "contact": self.disclosure.contact,
            "deadline": self.wording.date(self.edition.plan.deadline) if self.edition.plan.deadline else "",
            "date": self.wording.date(self.edition.date),
        }

    def recipient(self) -> RecipientValues:
        """Return the office that is written to; `concerned` if it is the country's own."""
        office = self.edition.recipient
        return {
            "kind": self.kind.value,
            "office": self.text(office.office),
            "body": self.text(office.body),
            "holder": office.holder or "",
            "country": self.wording.country(office.country) if office.country else "",
            "concerned": office.country == self.disclosure.country,
            "salutation": self.text(office.salutation),
            "closing": self.text(office.closing),
            "excludes": self.text(office.excludes),
            "email": office.email or "",
            "language": self.wording.language_name(office.language),
            "address": list(office.address.lines) if office.address else [],
        }

    def signatories(self) -> list[SignatoryValues]:
        """Return who signs."""
        return [
            {
                "name": self.text(one.name),
                "capacity": self.text(one.capacity),
                "country": self.wording.country(one.country) if one.country else "",
            }
            for one in self.edition.plan.signatories
        ]

    def incident(self, incident: DisclosedIncident) -> IncidentValues:
        """Return an incident; its account ends with the sources that it has not named by then."""
        return {
            "title": incident.title,
            "place": incident.place,
            "attributed_to": incident.attributed_to,
            "date": self.wording.date(incident.start),
            "account": self.said(incident.account, incident.sources),
        }

    def row(self, figure: DisclosedFigure) -> FigureValues:
        """Return a figure as a sentence, and in pieces for a table."""
        return {
            "sentence": Said(lambda: self.sentence(figure)),
            "number": self.wording.qualified(figure.value, figure.qualifier),
            "label": figure.label or self.counted(figure),
            "as_of": self.wording.date(figure.as_of),
            "counter": figure.counter,
            "caveat": figure.caveat,
            "mark": Said(lambda: self.notes.mark(figure.sources)),
        }

    def person(self, person: DisclosedPerson) -> PersonValues:
        """Return a person; the status carries its date when it is old or tells of a release."""
        standing = person.standing
        return {
            "name": person.name,
            "official": person.official,
            "asked": person.asked,
            "may_be_named_to_the_government": Audience.AUTHORITIES.may_read(person.circle),
            "may_be_named_in_public": Audience.PUBLIC.may_read(person.circle),
            "role": person.role,
            "held": bool(standing and standing.held),
            "freed": bool(standing and standing.freed),
            "status": Said(lambda: self.status(standing)) if standing else "",
        }

    def ongoing(self) -> bool:
        """Tell whether the violation goes on: as the procedure says, else while somebody is held or lost."""
        procedure = self.edition.plan.procedure
        if procedure in _ONGOING:
            return _ONGOING[procedure]
        named = [*self.disclosure.people, *(one for demand in self.disclosure.demands for one in demand.held)]
        standings = [person.standing for person in named if person.standing]
        return any(one.held or one.state == State.MISSING for one in standings)

    def demands(self) -> DemandValues:
        """Return the demands by whom they are made of."""
        authorities, community, organisations, colleagues = (
            [self.asked(one) for one in self.disclosure.demands if one.to == target] for target in TARGETS
        )
        return {
            "authorities": authorities,
            "international_community": community,
            "organisations": organisations,
            "colleagues": colleagues,
        }

    def asked(self, demand: DisclosedDemand) -> Said:
        """Return a demand whose notes are numbered when it is printed."""
        return Said(lambda: self.demand(demand))

    def figure(self, id: str) -> Said | str:
        """Return a figure by its id, as `more than 60 searches`; nothing where it may not be quoted."""
        figure = self.disclosure.figures.get(id)
        return Said(lambda: self.quoted(figure)) if figure else ""

    def listed_html(self, words: Iterable[Said]) -> Markup:
        """Join demands as the language joins a list, their notes included."""
        return Markup(self.wording.phrases(word.__html__() for word in words))

    # Words ------------------------------------------------------------------------------------

    def text(self, text: Text | None) -> str:
        """Return a text of the campaign in the letter's language."""
        return text.get(self.edition.language, "") if text else ""

    def said(self, text: str, sources: Iterable[str] = ()) -> Said:
        """Return a text whose references become figures and notes when it is printed."""
        return Said(lambda: self.spoken(text, sources))

    def spoken(self, text: str, sources: Iterable[str] = ()) -> Markup:
        """Write a text: references, emphasis, paragraphs; then the sources that it did not name."""
        named = {source for match in REFERENCE.finditer(text) for source in self.named(*match.groups())}
        html = _EMPHASIS.sub(r"<em>\1</em>", str(escape(text)))
        html = REFERENCE.sub(lambda match: str(self.referred(*match.groups())), html)
        html = "</p><p>".join(_PARAGRAPH.split(html))
        return self.notes.joined(Markup(html) + self.notes.mark(one for one in sources if one not in named))

    def named(self, kind: str, id: str) -> tuple[str, ...]:
        """Return the sources that a reference brings along."""
        return self.disclosure.figures[id].sources if kind == "figure" else (id,)

    def referred(self, kind: str, id: str) -> Markup:
        """Write what a reference stands for."""
        if kind == "figure":
            return self.quoted(self.disclosure.figures[id])
        return self.notes.mark([id])

    def value(self, figure: DisclosedFigure) -> str:
        """Write a figure's number and unit: `more than 60 searches`."""
        number = self.wording.qualified(figure.value, figure.qualifier)
        return f"{number} {self.counted(figure)}"

    def counted(self, figure: DisclosedFigure) -> str:
        """Name what is counted, in the form that goes with the number: `searches`."""
        return self.wording.counted(figure.unit, figure.value, figure.qualifier)

    def remarked(self, figure: DisclosedFigure) -> str:
        """Write a figure with its provenance, where that matters: `60 searches (as of 16 July 2021)`."""
        remarks = ", ".join(self.provenance(figure))
        return f"{self.value(figure)} ({remarks})" if remarks else self.value(figure)

    def provenance(self, figure: DisclosedFigure) -> list[str]:
        """Say when a figure was counted, if that is long ago, and by whom, if counters differ."""
        stale = self.edition.date - figure.as_of > STALE_FIGURE and not figure.final
        return [
            *([self.wording.as_of(figure.as_of)] if stale else []),
            *([self.wording.according_to(figure.counter)] if figure.mixed and figure.counter else []),
        ]

    def quoted(self, figure: DisclosedFigure) -> Markup:
        """Write a figure inside a sentence."""
        return escape(self.remarked(figure)) + self.notes.mark(figure.sources, figure.caveat)

    def sentence(self, figure: DisclosedFigure) -> Markup:
        """Write a figure's own sentence."""
        words = figure.statement.replace("{value}", self.remarked(figure)).rstrip(".") + "."
        marks = self.notes.mark(figure.sources, figure.caveat)
        return self.notes.joined(escape(words[0].upper() + words[1:]) + marks)

    def status(self, standing: Standing) -> Markup:
        """Write what is known of a person's situation, and as of when."""
        words = standing.detail or self.wording.state(standing.state)
        if standing.freed and not standing.detail:
            words = f"{words} {self.wording.on(standing.since)}"
        elif standing.freed:
            words = f"{words} ({self.wording.date(standing.since)})"
        elif self.stale(standing):
            words = f"{words} ({self.wording.as_of(standing.since)})"
        return escape(words) + self.notes.mark(standing.sources)

    def stale(self, standing: Standing) -> bool:
        """Tell whether a status is too old to be told without its date."""
        return self.edition.date - standing.since > STALE_STATUS

    def demand(self, demand: DisclosedDemand) -> Markup:
        """Write a demand, with the names of those whom it still holds for."""
        words = demand.text.replace("{held}", self.wording.listed(map(self.named_as_held, demand.held)))
        return self.spoken(_PARAGRAPH.sub(" ", words))

    def named_as_held(self, person: DisclosedPerson) -> str:
        """Name a person who is held; with the date on which that was known, if it is long ago."""
        if person.standing and self.stale(person.standing):
            return f"{person.name} ({self.wording.held_as_of(person.standing.since)})"
        return person.name

    def numbered(self, target: str) -> tuple[DemandItem, ...]:
        """Return the demands of the numbered list."""
        return tuple(
            DemandItem(str(self.demand(demand)), self.basis(demand.provisions))
            for demand in self.disclosure.demands
            if demand.to == target
        )

    def basis(self, provisions: Iterable[DisclosedProvision]) -> str:
        """Cite provisions by instrument: `ICCPR, Articles 9 and 14; CAT, Article 12`."""
        articles: dict[str, list[str]] = {}
        for provision in provisions:
            articles.setdefault(provision.short, []).extend([provision.article] * bool(provision.article))
        return f"{self.wording.separator} ".join(
            f"{short}, {self.wording.article(numbers)}" if numbers else short
            for short, numbers in articles.items()
        )
