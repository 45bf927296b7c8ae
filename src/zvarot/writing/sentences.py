"""How a figure, a status or a demand is said: in words, with the notes of its sources."""

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

from zvarot.case.records import REFERENCE, STALE_FIGURE, STALE_STATUS, Text, words_in
from zvarot.writing.disclosed import (
    DisclosedDemand,
    DisclosedFigure,
    DisclosedPerson,
    DisclosedProvision,
    Disclosure,
    Standing,
)
from zvarot.writing.locales import Wording
from zvarot.writing.notes import Notes, Said

_EMPHASIS = re.compile(r"\*(?=\S)([^*\n]+?)(?<=\S)\*")
_PARAGRAPH = re.compile(r"\n\s*\n")


class Sentences:
    """What one letter says, in its language, on its date."""

    def __init__(self, disclosure: Disclosure, wording: Wording) -> None:
        self.disclosure = disclosure
        self.wording = wording
        self.notes = Notes(disclosure.sources, wording)
        self.printed: set[tuple[str, str]] = set()
        """Kind and id of each figure, incident and demand that has been said."""

    def begin(self) -> None:
        """Forget what was said so far, and number the notes from 1."""
        self.notes.forget()
        self.printed.clear()

    def text(self, text: Text | None) -> str:
        """Return a text of the campaign in the letter's language."""
        return words_in(text, self.disclosure.language)

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
        stale = self.disclosure.date - figure.as_of > STALE_FIGURE and not figure.final
        return [
            *([self.wording.as_of(figure.as_of)] if stale else []),
            *([self.wording.according_to(figure.counter)] if figure.mixed and figure.counter else []),
        ]

    def marked(self, figure: DisclosedFigure, remark: str = "") -> Markup:
        """Return the mark behind a figure that is being said."""
        self.printed.add(("figure", figure.id))
        return self.notes.mark(figure.sources, remark)

    def quoted(self, figure: DisclosedFigure) -> Markup:
        """Write a figure inside a sentence."""
        return escape(self.remarked(figure)) + self.marked(figure, figure.caveat)

    def sentence(self, figure: DisclosedFigure) -> Markup:
        """Write a figure's own sentence."""
        words = figure.statement.replace("{value}", self.remarked(figure)).rstrip(".") + "."
        marks = self.marked(figure, figure.caveat)
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
        return self.disclosure.date - standing.since > STALE_STATUS

    def demand(self, demand: DisclosedDemand) -> Markup:
        """Write a demand, with the names of those whom it still holds for."""
        self.printed.add(("demand", demand.id))
        words = demand.text.replace("{held}", self.wording.listed(map(self.named_as_held, demand.held)))
        return self.spoken(_PARAGRAPH.sub(" ", words))

    def named_as_held(self, person: DisclosedPerson) -> str:
        """Name a person who is held; with the date on which that was known, if it is long ago."""
        if person.standing and self.stale(person.standing):
            return f"{person.name} ({self.wording.held_as_of(person.standing.since)})"
        return person.name

    def basis(self, provisions: Iterable[DisclosedProvision]) -> str:
        """Cite provisions by instrument: `ICCPR, Articles 9 and 14; CAT, Article 12`."""
        articles: dict[str, list[str]] = {}
        for provision in provisions:
            articles.setdefault(provision.short, []).extend([provision.article] * bool(provision.article))
        return f"{self.wording.separator} ".join(
            f"{short}, {self.wording.article(numbers)}" if numbers else short
            for short, numbers in articles.items()
        )
