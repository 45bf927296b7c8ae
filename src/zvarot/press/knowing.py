"""What the reader of a letter may learn of a case, said a second time, in other words than the gate's.

Cases are plain data here, as in their files. Two statements of one rule that were thought up apart from each
other are not wrong in the same place; so nothing here may be taken from the gate.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from zvarot.case.mechanisms import mechanisms

Data = dict[str, Any]

LADDER = ("internal", "partners", "mechanism", "authorities", "public")
"""From the narrowest circle of readers to the widest."""

LISTS = ("sources", "people", "figures", "incidents", "demands")
"""The lists of a case whose records may be withheld."""

SPOKEN_OF = re.compile(r"\{(person|figure|source):([a-z0-9-]+)\}")

_OFFICES = {
    "authority": "authorities",
    "un-mechanism": "mechanism",
    "ngo": "partners",
    "colleague": "partners",
}
_READ_BY_ITS_RECIPIENT_ALONE = ("appeal", "petition-to-authority", "urgent-appeal")


def widest_reader(plan: Data, kind: str, audience: str | None) -> str:
    """Return the widest circle that comes to read a letter to an office of a kind and audience."""
    circles = [audience or _OFFICES.get(kind, "public")]
    if plan["form"] not in _READ_BY_ITS_RECIPIENT_ALONE:
        circles.append("public")
    procedure = plan.get("procedure") or ("urgent-appeal" if plan["form"] == "urgent-appeal" else None)
    if procedure:
        known = mechanisms().get(procedure)
        circles.append(known.readers.value if known else "public")
    return max([*circles, plan.get("audience") or "internal"], key=LADDER.index)


@dataclass(frozen=True)
class Reader:
    """Somebody who reads a letter about a case, and so what they may learn of it."""

    case: Data
    audience: str
    language: str
    day: str = ""
    """The letter's date, if what came after it counts as withheld too; else empty."""

    @property
    def narrower(self) -> tuple[str, ...]:
        """The circles that this reader does not belong to."""
        return LADDER[: LADDER.index(self.audience)]

    def admitted(self, record: Data, inherited: str | None = None) -> bool:
        """Tell whether a record is meant for this reader."""
        return (record.get("audience") or inherited or self.case["audience"]) not in self.narrower

    def by_then(self, day: str | None) -> bool:
        """Tell whether a day was not after the letter's."""
        return not self.day or not day or day <= self.day

    def knows(self, person: Data) -> bool:
        """Tell whether the reader may know a person by name."""
        consent = person.get("consent")
        covered = consent and not consent.get("withdrawn") and consent["audience"] not in self.narrower
        return self.audience == "internal" or bool(covered and person["audience"] not in self.narrower)

    def reads(self, person: Data) -> Data | None:
        """Return the stand-in that the reader reads in the place of a name, if there is one for them."""
        stand_ins = person.get("stand_in") or []
        if not isinstance(stand_ins, list):
            return {"as": "words"}
        return next((one for one in stand_ins if one["audience"] not in self.narrower), None)

    def may_name(self, source: Data) -> bool:
        """Tell whether a letter may name a source."""
        return self.admitted(source) and self.by_then(source.get("date"))

    def learns(self, collection: str, record: Data) -> bool:
        """Tell whether a record may have any part in the letter, or in what is said about it."""
        if collection == "people":
            return self.knows(record)
        if collection == "sources":
            return self.may_name(record)
        if not self.admitted(record):
            return False
        if collection == "figures":
            return any(self.learns_reading(record, reading) for reading in record["readings"])
        # Findings may speak of what is open to this reader but lacks a source or words; the letter does not.
        return not self.day or self._told(record)

    def _told(self, record: Data) -> bool:
        text = record.get("account") or record["text"]
        return (
            self.by_then(record.get("end") or record.get("start")) and self._cited(record) and self.says(text)
        )

    def learns_reading(self, figure: Data, reading: Data) -> bool:
        """Tell whether the reader may learn a reading of a figure."""
        admitted = self.admitted(reading, figure.get("audience")) and self.by_then(reading["as_of"])
        return admitted and (not self.day or self._cited(reading))

    def learns_status(self, person: Data, status: Data) -> bool:
        """Tell whether the reader may learn a status of a person; a source of any day is enough for it."""
        admitted = self.admitted(status, person["audience"]) and self.by_then(status["date"])
        return admitted and (not self.day or self._sourced(status, self.admitted))

    def _cited(self, record: Data) -> bool:
        return self._sourced(record, self.may_name)

    def _sourced(self, record: Data, readable: Callable[[Data], bool]) -> bool:
        return any(one["id"] in record["sources"] and readable(one) for one in self.case["sources"])

    def says(self, text: Any) -> bool:
        """Tell whether a text can be said: it is there, and speaks of nobody who is not to be spoken of."""
        words = self.words(text)
        people = {one["id"]: one for one in self.case["people"]}
        silent = (people[id] for kind, id in SPOKEN_OF.findall(words) if kind == "person" and id in people)
        return bool(words) and all(self._speaks_of(one) for one in silent)

    def _speaks_of(self, person: Data) -> bool:
        stand_in = self.reads(person)
        return self.knows(person) or stand_in is None or stand_in["as"] != "nothing"

    def words(self, text: Any) -> str:
        """Return a text in the letter's language."""
        languages: Iterable[str] = (self.language, "any")
        return next((text[one] for one in languages if text.get(one)), "")
