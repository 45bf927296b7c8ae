"""Whether all is there that a letter is written with: its template, its labels, the plurals of its nouns."""

from collections.abc import Iterable, Iterator

from zvarot.case.campaign import Edition
from zvarot.case.contents import figures
from zvarot.case.discretion import discreet
from zvarot.case.file_rules import MISSING_LABEL, MISSING_PLURAL, MISSING_TEMPLATE
from zvarot.case.gathering import FEW, Gathered, by_rule_and_file
from zvarot.case.naming import typed_names
from zvarot.case.powers import kind_of
from zvarot.case.reading import Dossier
from zvarot.case.records import Audience
from zvarot.case.views import seen_by
from zvarot.findings import Finding, Place, TemplateFault, WrongUse
from zvarot.writing.disclosure import Gate
from zvarot.writing.folders import TemplateFolders
from zvarot.writing.labels import ALL, Labels
from zvarot.writing.locales import Wording


def review_readiness(
    dossier: Dossier, editions: Iterable[Edition], folders: TemplateFolders
) -> tuple[Finding, ...]:
    """Return what letters lack to be written with, each finding once."""
    templates, others = Gathered(FEW, by_rule_and_file), dict[Finding, None]()
    for one in editions:
        for found in _template(dossier, one, folders):
            templates.add(found)
        others |= dict.fromkeys(_labels_once(dossier, one, folders))
        others |= dict.fromkeys(_plurals_once(dossier, one, folders))
    names = dossier.once("names", lambda: tuple(_names_in_templates(dossier, folders)))
    return discreet(dict.fromkeys((*templates, *others, *names)), dossier.files)


def _labels_once(dossier: Dossier, made: Edition, folders: TemplateFolders) -> tuple[Finding, ...]:
    place = dossier.place("recipients", "recipients", dossier.numbers[made.recipient.id], "language")
    return dossier.once(
        ("labels", made.language), lambda: tuple(review_labels(made.language, folders, place))
    )


def _plurals_once(dossier: Dossier, made: Edition, folders: TemplateFolders) -> tuple[Finding, ...]:
    """Ask for the plurals of letters that quote the same readings, the first time that one is asked about."""
    alike = ("plurals", made.plan.id, made.date, made.language, made.audience)
    return dossier.once(alike, lambda: tuple(_plurals(dossier, made, folders)))


def _names_in_templates(dossier: Dossier, folders: TemplateFolders) -> Iterator[Finding]:
    """Yield where the campaign's own templates name somebody whom not everybody may know."""
    names_in = typed_names(dossier)
    for place in _own_lines(folders):
        yield from names_in(place.text, place, Audience.PUBLIC, "template")


def _own_lines(folders: TemplateFolders) -> Iterator[Place]:
    """Yield the place of every line of the campaign's own templates."""
    for name in (one for one in folders.list_templates() if folders.is_own(one)):
        for number, line in enumerate(folders.read(name).splitlines(), 1):
            yield Place(str(folders.path(name)), number, 1, line)


def _template(dossier: Dossier, made: Edition, folders: TemplateFolders) -> Iterator[Finding]:
    try:
        folders.choose(made.plan.form, made.language, kind_of(made.recipient, dossier.case.country))
    except WrongUse as missing:
        if made.plan.form in folders.forms():
            office = dossier.numbers[made.recipient.id]
            place = dossier.place("recipients", "recipients", office, "language")
            record = made.recipient.id
        else:
            plan = dossier.campaign.letters.index(made.plan)
            place = dossier.place("campaign", "letters", plan, "form")
            record = made.plan.id
        yield MISSING_TEMPLATE.broken(place, missing.message, missing.help, record)


def review_labels(language: str, folders: TemplateFolders, asked: Place) -> Iterator[Finding]:
    """Yield what a language's catalogue lacks; `asked` is where the language is asked for."""
    try:
        labels, complete = Labels(language, folders), Labels(ALL, TemplateFolders())
    except TemplateFault as fault:
        yield MISSING_LABEL.broken(fault.place or asked, fault.message, fault.help, language)
        return
    for message, place in labels.missing(complete):
        help = f'Translate it in {labels.name}: msgstr "…".'
        yield MISSING_LABEL.broken(place, f'the label "{message}" is not translated', help, language)


def _plurals(dossier: Dossier, made: Edition, folders: TemplateFolders) -> Iterator[Finding]:
    """Yield the counted nouns that lack the form which the number of a letter asks for."""
    try:
        wording = Wording(made.language, folders)
    except (TemplateFault, WrongUse):
        return
    view = seen_by(dossier, made.audience)
    told = Gate(dossier.case, made, wording).figures
    for index, figure in figures(view, made):
        found = told.get(figure.id)
        if found and (form := wording.lacking(found.unit, found.value, found.qualifier)):
            number = wording.qualified(found.value, found.qualifier)
            yield MISSING_PLURAL.broken(
                view.place("case", "figures", index, "unit", made.language),
                f"{number} asks for the form `{form}` of this noun",
                f"Add `{form}:` with the noun as it stands behind such a number.",
                figure.id,
            )
