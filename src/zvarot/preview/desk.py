"""What the preview draws: a letter as its files stand now, or what stops it.

The letter is made by the workshop that prints it, opened anew for every saved change: what is previewed is
what is printed.
"""

import hashlib
import io
import textwrap
import threading
from collections.abc import Callable, Hashable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar, cast

import pypdfium2

from zvarot.case.campaign import Edition
from zvarot.case.records import Audience
from zvarot.findings import Finding, Refused, WrongUse, findings_of
from zvarot.press.printing import Format, Job
from zvarot.press.production import Workshop
from zvarot.writing.explaining import withheld
from zvarot.writing.page import Page

_Made = TypeVar("_Made")

PICTURE_WIDTH = 1000
"""Of a printed page, in pixels: sharp when it fills half of a large screen."""


class Desk:
    """A campaign as its files stood at one moment, and what was made of it so far."""

    _pressing = threading.RLock()
    """Neither WeasyPrint nor pdfium does two things at once."""

    def __init__(self, folder: Path, number: int = 1, letters: list[dict[str, Any]] | None = None) -> None:
        self.folder = folder
        self.number = number
        self.letters = letters or []
        """What there is to choose from, as far as it was last known."""
        self._writing = threading.RLock()
        self._made: dict[Hashable, Any] = {}

    def renewed(self) -> "Desk":
        """Return the desk for the files as they stand now."""
        return Desk(self.folder, self.number + 1, self.letters)

    def drawing(self, letter: str, recipient: str, language: str = "") -> dict[str, Any]:
        """Return what there is to say of a letter; `fault` is what stops it."""
        told: dict[str, Any] = {"letter": letter, "recipient": recipient, "language": language}
        told["fault"] = None
        told |= {"letters": self.letters, "audience": "", "withheld": (), "findings": ()}
        try:
            told["letters"] = self.letters = _choices(self._workshop())
            made = self._edition(letter, recipient, language)
            told |= _about(self._workshop(), made)
            told["findings"] = [_plain(found) for found in self._review(made)]
            told["html"] = _digest(self._rendered(made, Format.HTML, self._writing))
        except Exception as error:
            told["fault"] = _fault(error)
        return told

    def html(self, letter: str, recipient: str, language: str = "") -> bytes:
        """Return the file that would be saved."""
        return self._rendered(self._edition(letter, recipient, language), Format.HTML, self._writing)

    def pdf(self, letter: str, recipient: str, language: str = "") -> bytes:
        """Return the file that would be saved."""
        return self._rendered(self._edition(letter, recipient, language), Format.PDF, self._pressing)

    def pages(self, letter: str, recipient: str, language: str = "") -> dict[str, Any]:
        """Return the sizes of the printed pages, in points; `fault` is what stops the press."""
        try:
            pdf = self.pdf(letter, recipient, language)
        except Exception as error:
            return {"fault": _fault(error)}
        with self._pressing, pypdfium2.PdfDocument(pdf) as document:
            return {"fault": None, "pdf": _digest(pdf), "sizes": [page.get_size() for page in document]}

    def picture(self, letter: str, recipient: str, language: str = "", number: str = "1") -> bytes:
        """Return one printed page, counted from 1, as a PNG."""
        pdf = self.pdf(letter, recipient, language)
        with self._pressing, pypdfium2.PdfDocument(pdf) as document:
            if number not in map(str, range(1, len(document) + 1)):
                raise WrongUse(f"there is no page {number}")
            page = document[int(number) - 1]
            bitmap = page.render(scale=PICTURE_WIDTH / page.get_width())
            picture = io.BytesIO()
            bitmap.to_pil().save(picture, "PNG", compress_level=1)
        return picture.getvalue()

    def _workshop(self) -> Workshop:
        return self._once("workshop", lambda: Workshop(self.folder), self._writing)

    def _edition(self, letter: str, recipient: str, language: str) -> Edition:
        """Return the edition that was chosen; where nothing was, the first there is, in its own language."""
        workshop = self._workshop()
        first = workshop.dossier.campaign.letters[0].id
        return workshop.editions(letter or first, [recipient or "all"], language=language)[0]

    def _review(self, made: Edition) -> tuple[Finding, ...]:
        return self._once(("review", *_key(made)), lambda: self._workshop().review(made), self._writing)

    def _page(self, made: Edition) -> tuple[Job, Page]:
        """Write a letter that nothing stops."""
        self._review(made)
        return self._once(("page", *_key(made)), lambda: self._written(made), self._writing)

    def _written(self, made: Edition) -> tuple[Job, Page]:
        workshop = self._workshop()
        job = workshop.job(made, Format)
        return job, workshop.press.page(job.disclosure)

    def _rendered(self, made: Edition, format: Format, lock: Any) -> bytes:
        job, page = self._page(made)
        press, only = self._workshop().press, replace(job, formats=(format,))
        return self._once((format, *_key(made)), lambda: press.render(page, only)[format], lock)

    def _once(self, key: Hashable, make: Callable[[], _Made], lock: Any) -> _Made:
        """Make a thing the first time that it is asked for, and keep it; a failure is not kept."""
        with lock:
            if key not in self._made:
                self._made[key] = make()
            return cast(_Made, self._made[key])


def _key(made: Edition) -> tuple[str, str, str]:
    return made.plan.id, made.recipient.id, made.language


def _choices(workshop: Workshop) -> list[dict[str, Any]]:
    """Return the letters and, for each, the offices that it is addressed to and the languages it has."""
    forms = workshop.press.templates.folders.forms()
    dossier = workshop.dossier
    offices = {
        one.id: {"id": one.id, "language": one.language, "name": _in(one.language, one.office)}
        for one in dossier.recipients
    }
    return [
        {
            "id": plan.id,
            "title": textwrap.shorten(_in(dossier.campaign.language, plan.subject), 70, placeholder="…"),
            "recipients": [offices[id] for id in plan.recipients if id in offices],
            "languages": sorted(forms.get(plan.form, ())),
        }
        for plan in dossier.campaign.letters
    ]


def _in(language: str, text: Any) -> str:
    """Return a text in a language, or else in the first that it has."""
    return str(text.get(language, next(iter(text.values()))))


def _about(workshop: Workshop, made: Edition) -> dict[str, Any]:
    """Return for whom a letter is drawn, and what its reader may not learn."""
    return {
        "letter": made.plan.id,
        "recipient": made.recipient.id,
        "language": made.language,
        "audience": made.audience,
        "may_read": [circle for circle in Audience if made.audience.may_read(circle)],
        "withheld": withheld(workshop.dossier, made, workshop.press.templates.wording(made.language)),
    }


def _fault(error: Exception) -> dict[str, Any]:
    title = (
        "The gate holds this letter back" if isinstance(error, Refused) else "The letter cannot be made yet"
    )
    return {"title": title, "findings": [_plain(found) for found in findings_of(error)]}


def _plain(found: Finding) -> dict[str, Any]:
    place = found.place
    return {
        "severity": found.severity,
        "rule": found.rule,
        "message": found.message,
        "help": found.help,
        "file": place.file if place else "",
        "line": place.line if place else 0,
        "column": place.column if place else 0,
        "text": place.text if place else "",
    }


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
