"""The figures of letters with every reading, drawn over time, so that a wrong one is seen at a glance."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from unicodedata import bidirectional

from zvarot.case.campaign import Edition
from zvarot.case.contents import figures
from zvarot.case.reading import Dossier
from zvarot.case.records import REFERENCE, STALE_FIGURE
from zvarot.writing.charting import Point, chart, shapes
from zvarot.writing.differing import numbered
from zvarot.writing.disclosed import DisclosedFigure, Disclosure

NOBODY = "nobody named"
"""Stands for a counter that a reading does not name."""
_EXACTLY = "exactly"
_JOINED = ("R", "AL", "AN", "NSM")
"""The classes of signs that run from right to left, or are set above or below others."""


class Telling(Protocol):
    """A text that letters have in common, as far as its figures go."""

    @property
    def number(self) -> int:
        """What the text is called on the sheet."""

    @property
    def edition(self) -> Edition:
        """One of its letters."""

    @property
    def disclosure(self) -> Disclosure:
        """What that letter may tell."""

    @property
    def printed(self) -> frozenset[tuple[str, str]]:
        """Kind and id of what it prints."""


@dataclass(frozen=True)
class ReadingRow:
    """One reading, as a row of a table."""

    as_of: dt.date
    words: str
    """The value and how exact it is: `more than 60`."""
    counter: str
    shape: str
    """The shape that stands for the counter in the picture."""
    sources: str
    texts: str
    """The numbers of the texts that quote it."""


@dataclass(frozen=True)
class FigureSheet:
    """One figure: what is counted, every reading that may be seen, and what is to be minded."""

    id: str
    label: str
    language: str
    """The language that the label is in."""
    svg: str
    rows: tuple[ReadingRow, ...]
    remarks: tuple[str, ...]
    """What is stale, mixed, or not quoted at all."""


def figure_sheets(view: Dossier, texts: Sequence[Telling]) -> tuple[FigureSheet, ...]:
    """Return the figures that some text speaks of, in the order of the case.

    `view` is the campaign without what none of the readers may learn: what is not in it is not drawn.
    """
    spoken = {figure.id: figure for text in texts for _, figure in figures(view, text.edition)}
    order = [figure.id for figure in view.case.figures if figure.id in spoken]
    return tuple(_sheet(view, spoken[id], texts) for id in order)


def _sheet(view: Dossier, figure: Any, texts: Sequence[Telling]) -> FigureSheet:
    told = {text.number: text.disclosure.figures[figure.id] for text in texts if _quotes(text, figure.id)}
    counters = {body.id: _name(body.name) or body.id for body in view.case.organisations}
    readings = sorted(figure.readings, key=lambda one: one.as_of)
    points = [
        Point(
            one.as_of,
            one.value,
            _valued(one),
            counters.get(one.counter or "", one.counter or NOBODY),
            any(_is(quoted, one) for quoted in told.values()),
        )
        for one in readings
    ]
    label, language = _label(figure, told, texts)
    shape = shapes(points)
    rows = tuple(
        ReadingRow(
            point.day,
            point.words,
            point.counter,
            shape[point.counter],
            ", ".join(one.sources),
            numbered([number for number, quoted in told.items() if _is(quoted, one)], len(texts)) or "none",
        )
        for one, point in zip(readings, points, strict=True)
    )
    letter = texts[0].disclosure.date
    svg = chart(f"figure-{figure.id}", label, points, letter)
    return FigureSheet(figure.id, label, language, svg, rows, _remarks(told, letter))


def _quotes(text: Telling, id: str) -> bool:
    return ("figure", id) in text.printed and id in text.disclosure.figures


def _is(quoted: DisclosedFigure, reading: Any) -> bool:
    """Tell whether a reading is the one that a letter quotes."""
    same = (quoted.as_of, quoted.value, quoted.qualifier)
    return same == (reading.as_of, reading.value, reading.qualifier)


def _valued(reading: Any) -> str:
    """Write a value and how exact it is."""
    exact = "" if reading.qualifier == _EXACTLY else f"{reading.qualifier} ".replace("-", " ")
    return f"{exact}{reading.value:,}"


def _name(text: Any) -> str:
    """Return a name in English, else in its first language; nothing where it cannot be drawn.

    WeasyPrint 70 draws the letters of a picture one by one, so that those of Arabic fall apart.
    """
    words = text.get("en") or next(iter(text.values()), "")
    joined = any(bidirectional(sign) in _JOINED for sign in words)
    return "" if joined or REFERENCE.search(words) else words


def _label(figure: Any, told: dict[int, DisclosedFigure], texts: Sequence[Telling]) -> tuple[str, str]:
    """Return what is counted and the language that it is said in: English where a text tells it so."""
    languages = {text.number: text.disclosure.language for text in texts}
    numbers = sorted(told, key=lambda number: (languages[number] != "en", number))
    for number in numbers:
        quoted = told[number]
        return quoted.label or quoted.unit["other"], languages[number]
    return figure.id, "en"


def _remarks(told: dict[int, DisclosedFigure], letter: dt.date) -> tuple[str, ...]:
    """Say what is to be minded about what is quoted."""
    remarks = []
    ages = {one.as_of: (letter - one.as_of).days for one in told.values() if not one.final}
    for day, age in ages.items():
        if age > STALE_FIGURE.days:
            remarks.append(f"Stale: the reading of {day} was {age} days old on the letter's date.")
    if any(one.mixed for one in told.values()):
        remarks.append("Mixed: not all readings are by one counter. No rise or fall may be read from them.")
    if len({(one.as_of, one.value) for one in told.values()}) > 1:
        remarks.append("Not all texts quote the same reading: see the last column.")
    if not told:
        remarks.append("No text quotes it.")
    return tuple(remarks)
