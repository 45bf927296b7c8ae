"""The rehearsal: every template filled with sample data, so that a fault shows before a letter is due."""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from zvarot.case.campaign import Edition, edition
from zvarot.case.parties import Kind
from zvarot.case.reading import Dossier, read_campaign
from zvarot.findings import Finding, Place, TemplateFault, ZvarotError, did_you_mean, findings_of
from zvarot.writing.composing import compose
from zvarot.writing.disclosure import disclose
from zvarot.writing.folders import shipped_templates
from zvarot.writing.letter import Letter
from zvarot.writing.page import lay_out
from zvarot.writing.posting import Piece, Post, lay_out_post
from zvarot.writing.readiness import review_labels
from zvarot.writing.stationery import ENVELOPES, SHEETS, EnvelopeSize, SheetName
from zvarot.writing.templating import Templates, open_templates

_Record = TypeVar("_Record")


@dataclass(frozen=True)
class Rehearsal:
    """How the templates did."""

    letters: int
    """How many letters were filled."""
    faults: tuple[Finding, ...]


def rehearse(own: Path | None = None) -> Rehearsal:
    """Fill every form in every language that it has, for every kind of recipient; collect what fails."""
    templates = open_templates(own)
    sample = read_campaign(shipped_templates() / "sample")
    faults = [*_misnamed(templates), *_post(templates)]
    letters = 0
    for language in _languages(templates):
        unspoken = [*review_labels(language, templates.folders, Place(f"labels/{language}.po", 1, 1))]
        faults.extend(unspoken)
        for fault in () if unspoken else _filled(in_language(sample, language), language, templates):
            letters += 1
            faults.extend(fault)
    return Rehearsal(letters, tuple(dict.fromkeys(faults)))


def _filled(sample: Dossier, language: str, templates: Templates) -> Iterator[tuple[Finding, ...]]:
    """Fill every form of a language, and yield what is wrong with each letter."""
    forms = templates.folders.forms()
    for form in (form for form, languages in forms.items() if language in languages):
        for made in editions(sample, form, language):
            try:
                lay_out(fill(sample, made, templates), templates)
                yield ()
            except ZvarotError as error:
                yield findings_of(error)


def _misnamed(templates: Templates) -> Iterator[Finding]:
    """Yield the templates whose name is no kind of recipient: no letter would ever take them."""
    for form, languages in templates.folders.forms().items():
        for language, kinds in languages.items():
            for kind in sorted({*kinds} - {"letter", *Kind}):
                path = templates.folders.path(f"forms/{form}/{language}/{kind}.html.j2")
                help = did_you_mean(kind, ["letter", *Kind]) or f"Kinds: {', '.join(Kind)}."
                message = f'no letter takes this template: there is no kind "{kind}"'
                yield from findings_of(TemplateFault(message, help, Place(str(path), 1, 1)))


def _post(templates: Templates) -> Iterator[Finding]:
    """Yield what is wrong with the layouts of envelopes and labels."""
    sender = ("Example Committee", "2 Invented Lane", "1000 Exampleton")
    piece = Piece("office", "en", "ltr", ("Office of Examples", "1 Invented Street"), sender, 11, 8)
    for paper in (ENVELOPES[EnvelopeSize.DL], SHEETS[SheetName.A4_3X8]):
        try:
            lay_out_post(Post(paper, (piece,), "en"), templates)
        except ZvarotError as error:
            yield from findings_of(error)


def fill(dossier: Dossier, made: Edition, templates: Templates) -> Letter:
    """Write one letter of the sample."""
    disclosure = disclose(dossier.case, dossier.campaign, made, templates.wording(made.language))
    return compose(disclosure, templates)


def editions(dossier: Dossier, form: str, language: str) -> Iterator[Edition]:
    """Yield the sample's letters as one form, to every kind of office, the country's own and others."""
    for plan in dossier.campaign.letters:
        for kind in Kind:
            for country in (dossier.case.country, "CH"):
                office = replace(dossier.recipients[0], kind=kind, country=country, language=language)
                yield edition(replace(plan, form=form), office)


def in_language(dossier: Dossier, language: str) -> Dossier:
    """Return a campaign whose English words stand in for those of another language."""
    return replace(
        dossier,
        case=_translated(dossier.case, language),
        campaign=_translated(dossier.campaign, language),
        recipients=_translated(dossier.recipients, language),
    )


def _translated(value: _Record, language: str) -> _Record:
    changed: Any = value
    if isinstance(value, Mapping):
        changed = {language: value["en"], **value} if "en" in value else value
    elif isinstance(value, tuple):
        changed = tuple(_translated(item, language) for item in value)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {
            one.name: _translated(getattr(value, one.name), language) for one in dataclasses.fields(value)
        }
        changed = replace(value, **fields)
    return changed  # type: ignore[no-any-return]


def _languages(templates: Templates) -> tuple[str, ...]:
    forms = templates.folders.forms().values()
    return tuple(dict.fromkeys(language for languages in forms for language in languages))
