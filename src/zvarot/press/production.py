"""Make letters: from a campaign's folder to files, step by step along the road."""

import datetime as dt
import os
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from zvarot.case.campaign import Edition, LetterPlan, edition
from zvarot.case.casefile import Case
from zvarot.case.discretion import discreet
from zvarot.case.reading import Dossier, read_campaign
from zvarot.case.review import review_edition
from zvarot.findings import FaultyFiles, Finding, Severity, WrongUse, ZvarotError, did_you_mean
from zvarot.press import shelf
from zvarot.press.typesetting import Typesetter
from zvarot.writing import fonts
from zvarot.writing.composing import compose
from zvarot.writing.disclosure import disclose
from zvarot.writing.looks import read_look
from zvarot.writing.page import Page, lay_out
from zvarot.writing.readiness import review_readiness
from zvarot.writing.templating import open_templates


class Format(StrEnum):
    """The kinds of file that a letter is made as."""

    PDF = "pdf"
    HTML = "html"


@dataclass(frozen=True)
class Made:
    """A finished letter: its files, and what was found on the way."""

    paths: tuple[Path, ...]
    findings: tuple[Finding, ...]


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
        self.templates = open_templates(folder / "templates", look)

    @cached_property
    def typesetter(self) -> Typesetter:
        """The press; opened when the first PDF is made."""
        return Typesetter()

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
        lacking = review_readiness(self.dossier, [made], self.templates.folders)
        findings = (*lacking, *review_edition(self.dossier, made))
        if any(found.severity is Severity.ERROR for found in findings):
            raise FaultyFiles(findings)
        return findings

    def page(self, made: Edition) -> Page:
        """Write and lay out one letter."""
        case: Case = self.dossier.case
        disclosure = disclose(case, made, self.templates.wording(made.language))
        letter = compose(disclosure, made, self.dossier.campaign, self.templates)
        return lay_out(letter, self.templates)

    def render(self, page: Page, formats: Iterable[Format]) -> dict[Format, bytes]:
        """Return the finished bytes of a page in each format."""
        if missing := fonts.missing_characters(page.markup, page.faces):
            signs = ", ".join(f"{sign} (U+{ord(sign):04X})" for sign in missing)
            raise ZvarotError(
                f"the letter's fonts have no sign for {signs}",
                "Write it otherwise, or bring a font that has them: name its files below `look:` in"
                " campaign.yaml. `zvarot doctor` says which alphabets can be printed without.",
            )
        press = {
            Format.PDF: lambda: self.typesetter.typeset(page),
            Format.HTML: lambda: page.html.encode(),
        }
        return {format: press[format]() for format in formats}

    def make(self, made: Edition, formats: Iterable[Format], output: Path) -> Made:
        """Make one letter; its files are written when all of them are finished."""
        findings = self.review(made)
        content = self.render(self.page(made), formats)
        stem = output / made.plan.id / f"{made.recipient.id}.{made.language}"
        shelf.sweep(stem.parent)
        paths = []
        for format, finished in content.items():
            paths.append(stem.with_name(f"{stem.name}.{format}"))
            shelf.put(paths[-1], finished)
        return Made(tuple(paths), findings)
