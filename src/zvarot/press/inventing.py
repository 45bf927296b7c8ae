"""Secrets: records that a letter's reader may learn nothing of, made up at random."""

import datetime as dt
import random as randomness
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from zvarot.press.knowing import LADDER, Data, Reader

_WORDS = (
    "a",
    "Secret",
    "the *hidden* village",
    "<b>Cascade</b> & “Ўсё”",
    "a much longer text than all the others, so that it would break a line and move a page",
)
_SYLLABLES = ("qxu", "wzo", "vqi", "xja", "zqe", "щъу", "жхы", "ъфо")
"""No language puts them together, so no name made of them stands in a letter by chance."""

_DAYS = ("2019-01-01", "2021-07-01", "2021-07-25", "2024-02-29")


@dataclass
class Inventor:
    """Makes up what a reader may not learn.

    For a reader with a day that may be too late for them, and need not pass `check`.
    """

    reader: Reader
    random: randomness.Random
    sources: list[str] = field(default_factory=list)
    """What a new record may name as its source."""

    def hides(self, name: str) -> bool:
        """Tell whether a new record can be withheld: for people and demands no date is too late."""
        return bool(self.reader.narrower or (self.reader.day and name not in ("people", "demands")))

    def secret(self, name: str, id: str) -> Data:
        """Make a record that the reader may learn nothing of."""
        if name == "people":
            return self.person(id, {})
        if name == "sources":
            return self.veiled({"id": id, "title": self.text(), "date": self.day()}, "date")
        if name == "figures":
            unit = {language: {"other": self.words()} for language in self.text()}
            statement = {language: f"{self.words()} {{value}}" for language in unit}
            readings = [self.reading() for _ in range(self.random.randint(1, 2))]
            return {"id": id, "unit": unit, "statement": statement, "readings": readings}
        told = {"id": id, "sources": self.source()}
        if name == "incidents":
            incident = {**told, "title": self.text(), "account": self.account(), "start": self.day()}
            return self.veiled(incident, "start")
        return self.veiled({**told, "to": "authorities", "text": self.account()})

    def person(self, id: str, before: Data) -> Data:
        """Make a person whom the reader may not know by name, but of whom they read what they read before."""
        way = (self.reader.reads(before) or {}).get("as")
        circle = self.random.choice(LADDER if self.reader.day else self.reader.narrower)
        return {
            "id": id,
            "audience": circle,
            "names": self.initials_kept(before["names"]) if way == "initials" else self.names(),
            "spellings": self.few(self.name),
            "role": before["role"] if way == "role" else self.text(),
            "stand_in": self.stand_ins(before),
            "statuses": self.few(self.free_status) if self.sources else [],
            "consent": self.consent(circle),
        }

    def consent(self, circle: str) -> Data | None:
        """Return a ground for naming a person to a circle that leaves them withheld from the reader."""
        given = {"basis": "given", "by": self.words(), "on": self.day(), "audience": "public"}
        withdrawn = {**given, "withdrawn": "2021-07-26"}
        if circle not in self.reader.narrower:
            narrow = {**given, "audience": self.random.choice(self.reader.narrower)}
            return self.random.choice((None, withdrawn, narrow))
        return self.random.choice((None, withdrawn, given) if circle == "internal" else (given,))

    def stand_ins(self, before: Data) -> Any:
        """Return what stands in for a person: the same for this reader and wider ones, else any."""
        shown = before.get("stand_in") or []
        if not isinstance(shown, list):
            return shown
        kept = [one for one in shown if one["audience"] not in self.reader.narrower]
        narrow = [one for one in self.reader.narrower if self.maybe()]
        return [{"audience": one, "as": "words", "text": self.text()} for one in narrow] + kept

    def veiled(self, record: Data, *dates: str) -> Data:
        """Change a record so that the reader may learn nothing of it."""
        ways = ["audience"] if self.reader.narrower else []
        way = self.random.choice([*ways, *(dates if self.reader.day else ())])
        if way == "audience":
            return {**record, "audience": self.random.choice(self.reader.narrower)}
        return {**record, way: self.later()}

    def reading(self) -> Data:
        """Make a reading that the reader may not learn."""
        counters = [one["id"] for one in self.reader.case.get("organisations") or ()]
        reading = {
            "as_of": self.day(),
            "value": self.random.choice((0, 1, self.random.randint(2, 10**6))),
            "counter": self.random.choice((None, *counters)),
            "caveat": self.text(),
            "sources": self.source(),
        }
        return self.veiled(reading, "as_of")

    def status(self) -> Data:
        """Make a status that the reader may not learn."""
        return self.veiled(self.free_status(), "date")

    def free_status(self) -> Data:
        state = self.random.choice(("detained", "imprisoned", "released", "died"))
        return {"state": state, "date": self.day(), "detail": self.text(), "sources": self.source()}

    # Values ---------------------------------------------------------------------------------------

    def maybe(self) -> bool:
        return self.random.random() < 0.5

    def few(self, make: Callable[[], Any]) -> list[Any]:
        return [make() for _ in range(self.random.randint(0, 2))]

    def day(self) -> str:
        return self.random.choice((*_DAYS, self.reader.day or _DAYS[0]))

    def later(self) -> str:
        """Return a day that the letter can know nothing of."""
        tomorrow = dt.date.fromisoformat(self.reader.day) + dt.timedelta(1)
        return self.random.choice((tomorrow.isoformat(), "2099-01-01"))

    def words(self) -> str:
        """Return words; some that `check` would refuse where they need not pass it."""
        return self.random.choice((*_WORDS, *(["{{ 7 * 7 }}"] if self.reader.day else [])))

    def text(self) -> Data:
        """Return words in the letter's language, and perhaps in others."""
        others = [one for one in ("any", "en", "be", "ru") if self.random.random() < 0.25]
        return {language: self.words() for language in dict.fromkeys((self.reader.language, *others))}

    def account(self) -> Data:
        """Return a text that speaks of somebody whom the reader may know, if there is such a person."""
        known = [f" {{person:{one['id']}}}" for one in self.reader.case["people"] if self.reader.knows(one)]
        return {language: words + self.random.choice(["", *known]) for language, words in self.text().items()}

    def names(self) -> Data:
        return {language: self.name() for language in self.text()}

    def name(self) -> str:
        return f"{self.letters().capitalize()} {self.letters().capitalize()}"

    def letters(self) -> str:
        return "".join(self.random.choice(_SYLLABLES) for _ in range(self.random.randint(4, 9)))

    def source(self) -> list[str]:
        return [self.random.choice(self.sources)]

    def initials_kept(self, names: Data) -> Data:
        """Return other names with the same first letters in each language."""
        return {language: re.sub(r"[^\s-]+", self.other_part, name) for language, name in names.items()}

    def other_part(self, part: re.Match[str]) -> str:
        """Return a part of a name with other letters behind the first and its marks."""
        letter = re.search(r"[^\W\d_]", part[0])
        if letter is None:
            return part[0]
        end = letter.end()
        while end < len(part[0]) and unicodedata.combining(part[0][end]):
            end += 1
        return part[0][:end] + self.letters()
