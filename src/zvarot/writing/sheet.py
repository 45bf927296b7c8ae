"""The proof sheet: what a responsible person reads and signs instead of every letter.

It is a page like a letter's, from a template that a campaign can replace. Unlike a letter it holds
pictures of figures: those drawn by `charting`, and no others.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from zvarot.case.campaign import Edition
from zvarot.case.reading import Dossier
from zvarot.case.records import words_in
from zvarot.findings import Place
from zvarot.writing.differing import Paragraph, differences, numbered, paragraphs
from zvarot.writing.facts import Fact, citations, cited, facts
from zvarot.writing.page import Page, css_text
from zvarot.writing.passive import refuse_active, refuse_fetching
from zvarot.writing.proving import Row, Text, fingerprint_of
from zvarot.writing.readings import FigureSheet, figure_sheets
from zvarot.writing.templating import Templates

LAYOUT = "layout/proof.html.j2"
STYLE = "styles/proof.css"
LANGUAGE = "en"
"""The sheet's own words are English; what it quotes is in the languages of the letters."""

FEW, NAMED = 20, 12
"""A longer list than the first goes into an annex; the second is how many of it are named before."""


LISTED = 5000
"""As many recipients are listed in all: nobody reads more, and the fingerprint holds all of them."""


@dataclass(frozen=True)
class Remark:
    """What is to be known before signing: why letters are stopped, or a warning about them."""

    rule: str
    words: tuple[str, ...]
    """What was found, and where."""
    help: tuple[str, ...]
    """What can be done about it."""
    recipients: tuple[str, ...]
    """The ids of those whose letters it is about."""


@dataclass(frozen=True)
class Answer:
    """A waiver that lets some of the letters through."""

    rule: str
    on: str
    by: str
    why: str
    until: str
    recipients: int


@dataclass(frozen=True)
class Findings:
    """All that was found about the letters of a sheet."""

    stopped: tuple[Remark, ...]
    warnings: tuple[Remark, ...]
    waivers: tuple[Answer, ...]


Veil = Callable[[str], str]
"""Returns an id as it can be shown: one that would tell a withheld name is not."""


@dataclass(frozen=True)
class Sheet:
    """A page, and the pictures in it that were drawn for it."""

    page: Page
    pictures: tuple[str, ...]

    @property
    def without_pictures(self) -> str:
        """The file that is saved, with the words of each picture in its place."""
        return _worded(self.page.html, self.pictures)


def make_sheet(
    dossier: Dossier,
    view: Dossier,
    made: Edition,
    texts: Sequence[Text],
    found: Findings,
    templates: Templates,
    veil: Veil,
) -> Sheet:
    """Lay out the proof sheet of a plan's letters, of which `made` is one.

    `view` is the campaign without what none of their readers may learn.
    """
    plan = made.plan
    drawn = figure_sheets(view, texts) if texts else ()
    subject = texts[0].letter.subject if texts else ""
    people, records = _facts(facts(dossier, texts, templates), veil, len(texts))
    values = {
        "campaign": words_in(dossier.campaign.title, LANGUAGE)
        or words_in(dossier.campaign.title, dossier.campaign.language),
        "plan": plan.id,
        "form": plan.form,
        "subject": subject,
        "subject_language": texts[0].letter.language if texts else LANGUAGE,
        "date": str(made.date),
        "fingerprint": fingerprint_of(texts) if texts else "",
        "letters": sum(len(text.rows) for text in texts),
        "stopped": len({id for one in found.stopped for id in one.recipients}),
        "counts": _counts(texts),
        "found": found,
        "languages": _languages(texts, templates),
        "texts": [_text(text, sum(len(one.rows) for one in texts)) for text in texts],
        "figures": drawn,
        "people": people,
        "facts": records,
        "sources": [_source(one, len(texts)) for one in cited(texts)],
        "few": FEW,
        "named": NAMED,
    }
    return _laid_out(values, drawn, templates)


def _counts(texts: Sequence[Text]) -> list[dict[str, Any]]:
    """Count the letters by what tells them apart."""
    counted: dict[str, Counter[str]] = {
        "Language": Counter(),
        "Kind of office": Counter(),
        "Audience": Counter(),
    }
    for text in texts:
        counted["Language"][text.letter.language] += len(text.rows)
        counted["Audience"][text.edition.audience] += len(text.rows)
        counted["Kind of office"].update(row.kind for row in text.rows)
    return [{"name": name, "rows": counts.most_common()} for name, counts in counted.items()]


# Texts ------------------------------------------------------------------------------------------


def _languages(texts: Sequence[Text], templates: Templates) -> list[dict[str, Any]]:
    """Return the common text of each language, and how the other texts in it differ."""
    numbers = citations(texts)
    wording = templates.wording(LANGUAGE)
    found = []
    for language in dict.fromkeys(text.letter.language for text in texts):
        common, *others = [text for text in texts if text.letter.language == language]
        said = _paragraphs(common, numbers)
        found.append(
            {
                "code": language,
                "name": wording.language_name(language),
                "direction": common.letter.direction,
                "common": common.number,
                "paragraphs": said,
                "others": [
                    {"number": one.number, "differences": differences(said, _paragraphs(one, numbers))}
                    for one in others
                ],
            }
        )
    return found


def _paragraphs(text: Text, numbers: dict[tuple[str, str], int]) -> tuple[Paragraph, ...]:
    return paragraphs(text.letter, lambda number: str(numbers[text.notes[number - 1]]))


def _text(text: Text, recipients: int) -> dict[str, Any]:
    """Return what is to be said of a text beside its words; `recipients` is the number of all letters."""
    share = max(FEW, len(text.rows) * LISTED // recipients)
    salutation, closing = text.shared("salutation"), text.shared("closing")
    return {
        "number": text.number,
        "language": text.letter.language,
        "direction": text.letter.direction,
        "fingerprint": text.fingerprint,
        "template": text.template,
        "audience": text.edition.audience.value,
        "private": text.edition.private,
        "kinds": text.kinds,
        "salutation": salutation,
        "closing": closing,
        "recipients": len(text.rows),
        "rows": sorted(text.rows, key=_by_country)[:share],
        "unlisted": max(0, len(text.rows) - share),
        "long": len(text.rows) > FEW,
    }


def _by_country(row: Row) -> tuple[str, str]:
    return row.country, row.id


# Facts and sources ------------------------------------------------------------------------------


def _facts(
    found: Iterable[Fact], veil: Veil, texts: int
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the people, and all else that the letters tell or do not tell; sources have a table."""
    shown = [
        {
            "kind": fact.kind,
            "id": veil(fact.id),
            "words": fact.words,
            "language": fact.language,
            "told": numbered(fact.told, texts),
            "untold": [(why, numbered(where, texts)) for why, where in fact.untold],
        }
        for fact in found
        if fact.kind != "source" or fact.untold
    ]
    people = [one for one in shown if one["kind"] == "person"]
    return people, [one for one in shown if one["kind"] != "person"]


def _source(one: Any, texts: int) -> dict[str, Any]:
    return {
        "number": one.number,
        "id": one.id,
        "words": one.words,
        "language": one.language,
        "date": one.date,
        "url": one.url,
        "texts": numbered(one.texts, texts),
    }


# The page ---------------------------------------------------------------------------------------


def _laid_out(values: dict[str, Any], drawn: Iterable[FigureSheet], templates: Templates) -> Sheet:
    style = templates.folders.read(STYLE)
    refuse_fetching(style, STYLE, Place(str(templates.folders.path(STYLE)), 1, 1))
    head = f"{values['plan']} · {values['date']}"
    running = f"@page{{@top-right{{content:{css_text(head)}}}}}"
    fonts = ", ".join(str(css_text(name)) for name in templates.look.families)
    family = f"html{{font-family:{fonts}, serif}}" if fonts else ""
    pictures = tuple(one.svg for one in drawn)
    title = f"INTERNAL: proof of {values['plan']}, {values['date']}"
    markup = templates.render(LAYOUT, {**values, "title": title, "css": Markup("/*zvarot*/")})
    refuse_active(_worded(markup, pictures))
    css = f"{style}{running}{family}"
    return Sheet(Page(markup, css, title, LANGUAGE, templates.look.faces), pictures)


def _worded(markup: str, pictures: Iterable[str]) -> str:
    """Return a page with the words of each picture in its place; what else was drawn stays to be found."""
    for picture in pictures:
        words = " ".join(Markup(picture.replace(">", "> ")).striptags().split())
        markup = markup.replace(picture, f"<p>{escape(words)}</p>")
    return markup
