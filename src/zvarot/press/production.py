"""Make letters: from a campaign's folder to files, step by step along the road."""

import datetime as dt
import os
import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from zvarot.case.campaign import Edition, LetterPlan, edition
from zvarot.case.casefile import Case
from zvarot.case.discretion import discreet
from zvarot.case.reading import Dossier, read_campaign
from zvarot.case.review import review_edition
from zvarot.case.views import names_around, withheld_from
from zvarot.case.watching import Watch, watch
from zvarot.findings import FaultyFiles, Finding, Severity, WrongUse, did_you_mean
from zvarot.press import shelf
from zvarot.press.printing import Format, Job, Press, Printer
from zvarot.writing.disclosure import disclose
from zvarot.writing.looks import read_look
from zvarot.writing.readiness import review_readiness


@dataclass(frozen=True)
class Made:
    """A finished letter: its files, and what was found on the way."""

    paths: tuple[Path, ...]
    findings: tuple[Finding, ...]
    """Without their places, so that they tell nothing of what the letter withholds."""


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
        self._key = secrets.token_bytes(16)

    def editions(
        self, letter: str, to: Iterable[str], date: dt.date | None = None, language: str = ""
    ) -> tuple[Edition, ...]:
        """Address a letter to recipients.

        `all` stands for everybody whom it is planned for, the id of a table for all its rows.
        """
        plan = self._plan(letter)
        named = {**self.dossier.groups, "all": plan.recipients}
        wanted = [id for name in to for id in named.get(name, (name,))]
        offices = {office.id: office for office in self.dossier.recipients}
        for id in wanted:
            if id not in offices:
                known = ", ".join(offices)
                raise WrongUse(
                    f'there is no recipient "{id}"', did_you_mean(id, offices) or f"There are: {known}."
                )
            if id not in plan.recipients:
                raise WrongUse(
                    f"letter {plan.id} is not meant for {id}",
                    f"Add {id} to its `recipients` in campaign.yaml. It is meant for: "
                    f"{', '.join(plan.recipients)}.",
                )
        return tuple(edition(plan, offices[id], date, language) for id in dict.fromkeys(wanted))

    def _plan(self, letter: str) -> LetterPlan:
        plans = {plan.id: plan for plan in self.dossier.campaign.letters}
        if letter not in plans:
            help = did_you_mean(letter, plans) or f"There are: {', '.join(plans)}."
            raise WrongUse(f'there is no letter "{letter}" in {self.folder / "campaign.yaml"}', help)
        return plans[letter]

    def review(self, made: Edition) -> tuple[Finding, ...]:
        """Ask the questions of one letter; raise FaultyFiles when one of them stops it."""
        lacking = review_readiness(self.dossier, [made], self.press.templates.folders)
        findings = (*lacking, *review_edition(self.dossier, made))
        if any(found.severity is Severity.ERROR for found in findings):
            raise FaultyFiles(findings)
        return findings

    def job(self, made: Edition, formats: Iterable[Format]) -> Job:
        """Return what a press needs to know to make a letter: what its reader may learn, and no more."""
        wording = self.press.templates.wording(made.language)
        case: Case = self.dossier.case
        return Job(
            name=_name(made),
            disclosure=disclose(case, self.dossier.campaign, made, wording),
            formats=tuple(formats),
            watch=self._watch(made),
        )

    def _watch(self, made: Edition) -> Watch:
        """Return whom the finished letter must not name; letters alike share it."""
        alike = ("watch", made.plan.id, made.audience, made.date, made.recipient.holder)
        return self.dossier.once(
            alike,
            lambda: watch(withheld_from(self.dossier, made), names_around(self.dossier, made), self._key),
        )

    def older(self, made: Edition, formats: Collection[Format], output: Path) -> tuple[Path, ...]:
        """Return the files of a letter that an earlier run has left, but for these formats."""
        paths = (_path(output, _name(made), format) for format in Format if format not in formats)
        return tuple(path for path in paths if path.exists())

    def make(
        self, made: Edition, formats: Iterable[Format], output: Path, printer: Printer | None = None
    ) -> Made:
        """Make one letter; its files are written when all of them are finished."""
        findings = self.review(made)
        job = self.job(made, formats)
        printed = (printer or self.press).print(job)
        files = {_path(output, job.name, format): finished for format, finished in printed.items()}
        shelf.sweep((output / job.name).parent)
        for path, finished in files.items():
            shelf.put(path, finished)
        # A line's number would tell how much stands above it that the reader may not learn.
        return Made(tuple(files), tuple(dict.fromkeys(replace(found, place=None) for found in findings)))


def _name(made: Edition) -> str:
    """Return the name of a letter's files below the output folder, without an ending."""
    return f"{made.plan.id}/{made.recipient.id}.{made.language}"


def _path(output: Path, name: str, format: Format) -> Path:
    return output / f"{name}.{format}"
