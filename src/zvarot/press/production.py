"""Prepare letters: from a campaign's folder to what a press needs to know of each, step by step.

Of what comes after it, workers and ledger, nothing looks back: this is the last place that sees the case.
"""

import datetime as dt
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from zvarot.case.campaign import Edition, Waiver
from zvarot.case.casefile import Case
from zvarot.case.discretion import discreet
from zvarot.case.name_parts import resembling
from zvarot.case.reading import Dossier, read_campaign
from zvarot.case.review import answered, review_edition
from zvarot.case.views import names_around, withheld_from
from zvarot.case.watching import Watch, watch
from zvarot.findings import FaultyFiles, Finding, Severity
from zvarot.press.planning import Selection, name_of, select
from zvarot.press.printing import Format, Job, Press
from zvarot.press.provenance import Provenance
from zvarot.writing.disclosed import Disclosure, written_out
from zvarot.writing.disclosure import disclose
from zvarot.writing.framing import framed
from zvarot.writing.looks import read_look
from zvarot.writing.narrowing import asked_for, narrowed
from zvarot.writing.readiness import review_readiness


@dataclass(frozen=True)
class Prepared:
    """A letter that may be made."""

    job: Job
    digest: str
    """Of all that it is made from."""
    findings: tuple[Finding, ...]
    """Without their places, so that they tell nothing of what the letter withholds."""
    waivers: tuple[Waiver, ...]
    """Those that let it pass."""


class Workshop:
    """One campaign with everything that is opened once for all its letters."""

    def __init__(self, folder: Path) -> None:
        """Read the campaign; raise FaultyFiles when it cannot be used."""
        self.folder = folder
        self.dossier: Dossier = read_campaign(folder, os.environ)
        try:
            look = read_look(self.dossier.campaign, folder, self.dossier.place)
        except FaultyFiles as faulty:
            raise FaultyFiles(discreet(faulty.findings, self.dossier.files)) from None
        self.look = look
        self.press = Press(folder / "templates", look)

    def editions(
        self, letter: str, to: Iterable[str], date: dt.date | None = None, language: str = ""
    ) -> tuple[Edition, ...]:
        """Address a letter to recipients; raise FaultyFiles where the row of one that is named has faults.

        `all` stands for everybody whom it is planned for, the id of a table for all its rows.
        """
        to = tuple(to)
        for id in to:
            if id in self.dossier.faulty:
                raise FaultyFiles(self.dossier.faulty[id])
        chosen = select(self.dossier, Selection(letters=(letter,), to=to, language=language))
        return tuple(one.edition(self.dossier, date) for one in chosen)

    def review(self, made: Edition) -> tuple[Finding, ...]:
        """Ask the questions of one letter; raise FaultyFiles when one of them stops it."""
        lacking = review_readiness(self.dossier, [made], self.press.templates.folders)
        findings = (*lacking, *review_edition(self.dossier, made))
        if any(found.severity is Severity.ERROR for found in findings):
            raise FaultyFiles(findings)
        return findings

    def job(self, made: Edition, formats: Iterable[Format]) -> Job:
        """Return what a press needs to know to make a letter: what its reader may learn, and no more."""
        return Job(
            name=name_of(made.plan, made.recipient, made.language),
            disclosure=replace(self._told(made), frame=framed(self.dossier.campaign, made)),
            formats=tuple(formats),
            watch=self._watch(made),
        )

    def digest(self, made: Edition, job: Job) -> str:
        """Return the digest of all that a letter is made from."""
        told = self.dossier.once(("digest", made.alike), lambda: self._provenance.told(job.disclosure))
        return self._provenance.digest(job.disclosure, told)

    def prepare(self, made: Edition, formats: Iterable[Format]) -> Prepared:
        """Ask the questions of a letter and put together what it is made from.

        Raise FaultyFiles where a question is not answered, and Refused where the gate holds it back.
        """
        findings = self.review(made)
        job = self.job(made, formats)
        # A line's number would tell how much stands above it that the reader may not learn.
        placeless = tuple(dict.fromkeys(replace(found, place=None) for found in findings))
        return Prepared(job, self.digest(made, job), placeless, answered(self.dossier, made))

    def is_clear(self, made: Edition, job: Job) -> bool:
        """Tell whether a letter that lies there names nobody who is withheld by now, as far as words go."""
        alike = ("clear", made.alike, job.watch)
        if not self.dossier.once(alike, lambda: self._are_clear(job)):
            return False
        return not job.watch.found(f"{job.name} {job.disclosure.frame.recipient!r}")

    def _are_clear(self, job: Job) -> bool:
        """Tell the same of a letter and all letters alike, but for the words of their offices."""
        told = job.disclosure
        pieces = {*written_out(told, without="frame"), *written_out(told.frame, without="recipient")}
        clear = self.dossier.once(("clear", job.watch), set[str])
        clear.update(piece for piece in pieces - clear if not job.watch.found(piece))
        return pieces <= clear

    def _told(self, made: Edition) -> Disclosure:
        """Return what the reader of a letter may learn; letters alike share it, but for the frame."""
        return self.dossier.once(("told", made.alike), lambda: self._disclosed(made))

    def _disclosed(self, made: Edition) -> Disclosure:
        case: Case = self.dossier.case
        wording = self.press.templates.wording(made.language)
        return narrowed(disclose(case, self.dossier.campaign, made, wording), self._asked)

    @cached_property
    def _asked(self) -> frozenset[str] | None:
        asked = asked_for(self.press.templates.folders)
        return None if asked is None else frozenset(asked)

    @cached_property
    def _provenance(self) -> Provenance:
        return Provenance(self.press.templates)

    def _watch(self, made: Edition) -> Watch:
        """Return whom the finished letter must not name; letters alike share it."""
        alike = (made.plan.id, made.audience, made.date)
        withheld = withheld_from(self.dossier, made)
        resembles = self.dossier.once(
            ("resembling", *alike), lambda: resembling(one.spellings for one in withheld)
        )
        holder = made.recipient.holder
        # Of all holders only a namesake changes anything, and each watch takes long to make.
        namesakes = (holder,) if holder and resembles(holder) else ()
        return self.dossier.once(
            ("watch", *alike, namesakes),
            lambda: watch(withheld, (*names_around(self.dossier, made), *namesakes)),
        )
