"""What may be told becomes words: everything that a template receives, by name.

What each value means, and that it is plain, stands in `values`.
"""

from collections.abc import Iterable

from markupsafe import Markup

from zvarot.case.powers import kind_of
from zvarot.case.records import Audience
from zvarot.case.terms import State
from zvarot.writing.disclosed import (
    DisclosedDemand,
    DisclosedFigure,
    DisclosedIncident,
    DisclosedPerson,
    Disclosure,
)
from zvarot.writing.letter import DemandItem
from zvarot.writing.locales import Wording
from zvarot.writing.notes import Said
from zvarot.writing.sentences import Sentences
from zvarot.writing.values import (
    DemandValues,
    FigureValues,
    IncidentValues,
    LetterValues,
    PersonValues,
    RecipientValues,
    SenderValues,
    SignatoryValues,
    Values,
)

TARGETS = ("authorities", "international-community", "organisations", "colleagues")
"""Of whom something can be asked."""

_ONGOING = {"urgent-appeal": True, "allegation-letter": False}
"""What a procedure says of the violation that it is for."""


class Telling(Sentences):
    """The words of one letter: for its reader, in its language, on its date."""

    def __init__(self, disclosure: Disclosure, wording: Wording) -> None:
        super().__init__(disclosure, wording)
        self.frame = disclosure.frame
        self.kind = kind_of(self.frame.recipient, disclosure.country)

    def values(self) -> Values:
        """Return everything that a template may print."""
        people = [self.person(person) for person in self.disclosure.people]
        return {
            "letter": self.heading(),
            "country": self.wording.country(self.disclosure.country),
            "of_country": self.wording.of_country(self.disclosure.country),
            "in_country": self.wording.in_country(self.disclosure.country),
            "recipient": self.recipient(),
            "sender": self.writer(),
            "signatories": self.signatories(),
            "incidents": [self.incident(one) for one in self.disclosure.incidents],
            "background": [self.incident(one) for one in self.disclosure.background],
            "figures": [self.row(self.disclosure.figures[id]) for id in self.disclosure.quoted],
            "ongoing": self.ongoing(),
            "held": [person for person in people if person["held"]],
            "freed": [person for person in people if person["freed"]],
            "people": people,
            "named": [self.person(person) for person in self.disclosure.named],
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
            "deadline": self.wording.date(self.frame.deadline) if self.frame.deadline else "",
            "date": self.wording.date(self.disclosure.date),
        }

    def writer(self) -> SenderValues:
        """Return who writes, and whether an answer can reach them."""
        sender = self.frame.sender
        reachable = bool(sender.address or sender.email or sender.website)
        return {"name": self.text(sender.name), "reachable": reachable}

    def recipient(self) -> RecipientValues:
        """Return the office that is written to; `concerned` if it is the country's own."""
        office = self.frame.recipient
        return {
            "id": office.id,
            "kind": self.kind.value,
            "office": self.text(office.office),
            "body": self.text(office.body),
            "mandate": self.text(office.mandate),
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
            for one in self.frame.signatories
        ]

    def incident(self, incident: DisclosedIncident) -> IncidentValues:
        """Return an incident; its account ends with the sources that it has not named by then."""
        return {
            "title": incident.title,
            "place": incident.place,
            "attributed_to": incident.attributed_to,
            "date": self.wording.date(incident.start),
            "account": Said(lambda: self.account(incident)),
        }

    def account(self, incident: DisclosedIncident) -> Markup:
        """Write what happened."""
        self.printed.add(("incident", incident.id))
        return self.spoken(incident.account, incident.sources)

    def row(self, figure: DisclosedFigure) -> FigureValues:
        """Return a figure as a sentence, and in pieces for a table."""
        return {
            "sentence": Said(lambda: self.sentence(figure)),
            "number": self.wording.qualified(figure.value, figure.qualifier),
            "label": figure.label or self.counted(figure),
            "as_of": self.wording.date(figure.as_of),
            "counter": figure.counter,
            "caveat": figure.caveat,
            "mark": Said(lambda: self.marked(figure)),
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
        procedure = self.frame.procedure
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

    def numbered(self, target: str) -> tuple[DemandItem, ...]:
        """Return the demands of the numbered list."""
        return tuple(
            DemandItem(str(self.demand(demand)), self.basis(demand.provisions))
            for demand in self.disclosure.demands
            if demand.to == target
        )
