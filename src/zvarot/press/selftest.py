"""The self-test: whether any letter of a campaign depends on what its reader may not learn.

Each letter is made from the campaign and from other campaigns that differ in withheld data alone, and every
byte is compared: what workers receive, the page, the PDF, the files' names, and what is said on the way. And
in a copy of each finished letter a withheld name is put, which has to stop it.

What this shows, and what not: it tries this program with this campaign's own records, templates and look,
on as many pairs as asked for, and a pair shows a leak only if it varies what leaks. It knows no name that
somebody typed into a template or a text: that is the same in both campaigns, and `zvarot check` looks for it.
Templates get what the reader may learn and no more, so they cannot make a difference; what they print is
compared all the same.
"""

import copy
import dataclasses
import html
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from zvarot.case.campaign import Edition
from zvarot.case.contents import planned
from zvarot.case.plain import as_data, told_otherwise
from zvarot.case.views import withheld_from
from zvarot.case.watching import Watched
from zvarot.findings import Refused, as_text, findings_of
from zvarot.press.knowing import LISTS, Reader, widest_reader
from zvarot.press.printing import Format, Job, Press, Printed, look_at
from zvarot.press.production import Workshop
from zvarot.press.veiling import other_secrets
from zvarot.writing.disclosed import Disclosure
from zvarot.writing.disclosure import disclose
from zvarot.writing.page import Page

Artefacts = Mapping[str, Any]
"""What is made of a letter or said about it, by what it is called."""

Way = Callable[[Workshop, Edition], Artefacts]
"""How a letter is made for a comparison."""

_BLAMED = 4
"""On how many pairs a difference is looked for, to say on which records it depends."""


@dataclass(frozen=True)
class Tried:
    """How one letter did; nothing in it tells what is withheld."""

    letter: str
    recipient: str
    language: str
    differing: tuple[str, ...] = ()
    """The artefacts that were not the same."""
    kinds: tuple[str, ...] = ()
    """The lists of the case on whose withheld records they depend, as far as that can be told."""
    stopped: bool = False
    """Whether something stops the letter itself: then it was compared how it is stopped."""
    names: int = 0
    """How many withheld people were named in a copy of the letter."""
    missed: tuple[str, ...] = ()
    """The ids of those whose names did not stop it."""

    @property
    def leaks(self) -> bool:
        """Whether something depends on what is withheld, or a name does not stop the letter."""
        return bool(self.differing or self.missed)

    def __str__(self) -> str:
        letter = f"{self.letter} to {self.recipient} ({self.language})"
        if self.differing:
            where = f"withheld {', '.join(self.kinds)}" if self.kinds else "something that is withheld"
            return f"{letter}: DEPENDS on {where}, do not send it: {', '.join(self.differing)}"
        if self.stopped:
            return f"{letter}: nothing leaks; it is stopped, `zvarot letter` says why"
        if self.missed:
            return f"{letter}: nothing leaks; NOT STOPPED by the names of {', '.join(self.missed)}"
        names = (
            f"every withheld name stops it ({self.names})"
            if self.names
            else "there are no withheld names to try"
        )
        return f"{letter}: nothing leaks; {names}"


def try_letters(workshop: Workshop, pairs: int, seed: str) -> Iterator[Tried]:
    """Try every letter of a campaign once for each form, language and audience, on so many pairs.

    The same seed draws the same pairs.
    """
    tried = set()
    dossier = workshop.dossier
    for made in planned(dossier, dossier.campaign.letters):
        alike = (made.plan.id, made.language, made.audience)
        if alike not in tried:
            tried.add(alike)
            yield Trial(workshop, made, seed).run(pairs)


# Artefacts --------------------------------------------------------------------------------------


class Recorder:
    """A printer that keeps what it was given and what it made of it."""

    def __init__(self, press: Press) -> None:
        self.press = press
        self.seen: dict[str, Any] = {}

    def print(self, job: Job) -> Printed:
        """Print a letter as the press does."""
        # Whom the trip-wire looks for is withheld itself: it goes to the worker as hashes, and no further.
        given = (one.name for one in dataclasses.fields(job) if one.name != "watch")
        self.seen["what workers receive"] = repr([getattr(job, name) for name in given])
        return self.press.render(self.page(job.disclosure), job)

    def page(self, disclosure: Disclosure) -> Page:
        """Write and lay out a letter."""
        self.seen["disclosure"] = repr(disclosure)
        page = self.press.page(disclosure)
        self.seen |= {"page": page.markup, "style": page.css}
        return page


def whole_letter(workshop: Workshop, made: Edition) -> Artefacts:
    """Return everything that `zvarot letter` makes as HTML, says, and writes into the ledger."""
    recorder = Recorder(workshop.press)
    try:
        letter = workshop.prepare(made, [Format.HTML])
        printed = recorder.print(letter.job)
    except Exception as error:
        return {**recorder.seen, "refusal": _said(error)}
    noted = {"file name": letter.job.name, "digest": letter.digest, "waivers": repr(letter.waivers)}
    return {**recorder.seen, **noted, "messages": as_text(letter.findings), "HTML": printed[Format.HTML]}


def page_alone(workshop: Workshop, made: Edition) -> Artefacts:
    """Return the page of a letter, whatever its review and the last look say."""
    return _laid_out(workshop, made, [])


def pdf_alone(workshop: Workshop, made: Edition) -> Artefacts:
    """Return the PDF of a letter, whatever its review and the last look say."""
    return _laid_out(workshop, made, [workshop.press.typesetter.typeset])


def _laid_out(workshop: Workshop, made: Edition, printers: Iterable[Callable[[Page], bytes]]) -> Artefacts:
    dossier, recorder = workshop.dossier, Recorder(workshop.press)
    wording = workshop.press.templates.wording(made.language)
    try:
        page = recorder.page(disclose(dossier.case, dossier.campaign, made, wording))
        recorder.seen["PDF"] = [typeset(page) for typeset in printers]
    except Exception as error:
        recorder.seen["refusal"] = _said(error)
    return recorder.seen


def _said(error: Exception) -> str:
    """Return what is said of an error, without the lines of files, which differ between the two campaigns."""
    return as_text(replace(found, place=None) for found in findings_of(error))


def differences(first: Artefacts, second: Artefacts) -> tuple[str, ...]:
    """Return the names of the artefacts that are not the same, byte for byte."""
    return tuple(name for name in {**first, **second} if first.get(name) != second.get(name))


# Letters ----------------------------------------------------------------------------------------


class Trial:
    """One letter, made from its own campaign and from others."""

    def __init__(self, workshop: Workshop, made: Edition, seed: str) -> None:
        self.workshop = workshop
        self.made = made
        self.seed = f"{seed} {made.plan.id} {made.recipient.id} {made.language}"
        self.case = as_data(workshop.dossier.case)
        self.plan = as_data(made.plan)

    def run(self, pairs: int) -> Tried:
        """Compare pairs of letters, one more as PDF, and put withheld names in a copy of the letter."""
        tried = Tried(self.made.plan.id, self.made.recipient.id, self.made.language)
        own = {way: way(self.workshop, self.made) for way in (whole_letter, page_alone, pdf_alone)}
        whole = own[whole_letter]
        # What stops a letter may hang on the withheld names: then its page is left to compare.
        stopped = "refusal" in whole
        ways = [page_alone if stopped or number % 4 else whole_letter for number in range(pairs)]
        for number, way in enumerate([*ways, pdf_alone]):
            if differing := differences(own[way], self.other(way, self.random(number))):
                return replace(tried, differing=differing, kinds=self.blamed(own[way], way, number))
        return replace(tried, stopped=True) if stopped else self.with_names(tried, whole["HTML"])

    def random(self, number: int) -> Random:
        """Return what draws a pair of this letter, the same each time."""
        return Random(f"{self.seed} {number}")

    def other(self, way: Way, random: Random, kinds: Collection[str] = LISTS) -> Artefacts:
        """Return the artefacts of the same letter, made where other things are withheld."""
        made, office = self.made, self.made.recipient
        audience = widest_reader(self.plan, office.kind, office.audience)
        # Of what came later findings may speak, so only the bytes must not depend on it.
        day = "" if way is whole_letter else made.date.isoformat()
        reader = Reader(self.case, audience, made.language, day)
        case, plan = other_secrets(self.case, self.plan, reader, random, kinds)
        twin = copy.copy(self.workshop)
        twin.dossier = told_otherwise(twin.dossier, case, plan)
        (letter,) = twin.dossier.campaign.letters
        remark = replace(office, note=random.choice((None, "Another remark")))
        return way(twin, replace(made, plan=letter, recipient=remark))

    def blamed(self, own: Artefacts, way: Way, number: int) -> tuple[str, ...]:
        """Return the lists of the case that make a difference when nothing else is changed."""
        numbers = range(number, number + _BLAMED)
        return tuple(
            kind
            for kind in LISTS
            if any(differences(own, self.other(way, self.random(n), [kind])) for n in numbers)
        )

    def with_names(self, tried: Tried, finished: bytes) -> Tried:
        """Put each withheld name in a copy of the finished letter, and tell whose was not seen."""
        withheld = withheld_from(self.workshop.dossier, self.made)
        people = [one for one in withheld if one.spellings and not one.whole]
        job = self.workshop.job(self.made, [Format.HTML])
        missed = tuple(one.id for one in people if not _is_seen(one, finished, job))
        return replace(tried, names=len(people), missed=missed)


def _is_seen(person: Watched, finished: bytes, job: Job) -> bool:
    """Tell whether a letter is held back that holds a person's name as it stands in the case file."""
    return all(_stops(html.escape(name).encode(), person.id, finished, job) for name in person.spellings)


def _stops(name: bytes, id: str, finished: bytes, job: Job) -> bool:
    try:
        look_at(job.name, {Format.HTML: finished.replace(b"</body>", b"<p>%s</p></body>" % name)}, job.watch)
    except Refused as refused:
        return any(found.subject == id for found in refused.findings)
    return False
