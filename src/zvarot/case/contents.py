"""What goes into a letter: the records that its plan chose, and those that their texts quote."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from zvarot.case.campaign import Edition, LetterPlan, edition
from zvarot.case.casefile import Figure, Person
from zvarot.case.reading import Dossier
from zvarot.case.records import REFERENCE, Audience, words_in
from zvarot.case.texts import printed_texts

Content = tuple[str, tuple[str | int, ...], Any]
"""A file, the way to a record or text in it, and the record or text itself."""


def chosen(dossier: Dossier, collection: str, ids: Iterable[str]) -> Iterator[tuple[int, Any]]:
    """Yield the records of a list that have one of the ids, with their places in the list."""
    wanted = set(ids)
    for index, one in enumerate(getattr(dossier.case, collection)):
        if one.id in wanted:
            yield index, one


def planned(dossier: Dossier, plans: Iterable[LetterPlan]) -> Iterator[Edition]:
    """Yield letters addressed to each of their recipients, in the order of the list of these."""
    for plan in plans:
        numbers = sorted(dossier.numbers[id] for id in {*plan.recipients} & dossier.numbers.keys())
        yield from (edition(plan, dossier.recipients[number]) for number in numbers)


def contents(dossier: Dossier, made: Edition) -> Iterator[Content]:
    """Yield every record of the case and the campaign whose texts a letter prints."""
    plan, campaign = made.plan, dossier.campaign
    lists = {
        "people": plan.people,
        "incidents": (*plan.incidents, *plan.background),
        "figures": plan.figures,
        "demands": plan.demands,
    }
    for collection, ids in lists.items():
        for index, record in chosen(dossier, collection, ids):
            yield "case", (collection, index), record
    if plan.sender is None:
        yield "campaign", ("sender",), campaign.sender
    yield "campaign", ("marking",), campaign.marking
    yield "campaign", ("letters", campaign.letters.index(plan)), plan


def quoted(dossier: Dossier, made: Edition) -> Iterator[Content]:
    """Yield the texts that a letter takes from records which others refer to: names and numbers."""
    refers = _references(dossier, made)
    for index, person in chosen(dossier, "people", (id for kind, id in refers if kind == "person")):
        yield "case", ("people", index, "names"), person.names
    for index, figure in chosen(dossier, "figures", (id for kind, id in refers if kind == "figure")):
        yield "case", ("figures", index, "unit"), figure.unit
    counters = [reading.counter for _, figure in figures(dossier, made) for reading in figure.readings]
    for index, body in chosen(dossier, "organisations", filter(None, counters)):
        yield "case", ("organisations", index, "name"), body.name
    laws = [id for _, demand in chosen(dossier, "demands", made.plan.demands) for id in demand.provisions]
    for index, law in chosen(dossier, "provisions", laws):
        yield "case", ("provisions", index, "short"), law.short


def people(dossier: Dossier, made: Edition) -> Iterator[tuple[int, Person]]:
    """Yield the people of whom a letter speaks, with their places in the list."""
    refers = (id for kind, id in _references(dossier, made) if kind == "person")
    asked = (id for _, demand in chosen(dossier, "demands", made.plan.demands) for id in demand.people)
    return chosen(dossier, "people", (*made.plan.people, *refers, *asked))


def figures(dossier: Dossier, made: Edition) -> Iterator[tuple[int, Figure]]:
    """Yield the figures that a letter counts up or quotes, with their places in the list."""
    refers = (id for kind, id in _references(dossier, made) if kind == "figure")
    return chosen(dossier, "figures", (*made.plan.figures, *refers))


def _references(dossier: Dossier, made: Edition) -> tuple[tuple[str, str], ...]:
    """Return the kind and id of every reference in the texts of a letter; letters alike have the same."""

    def found() -> tuple[tuple[str, str], ...]:
        records = (record for _, _, record in contents(dossier, made))
        texts = (text for record in records for text in printed_texts(record, Audience.PUBLIC))
        words = (words_in(text.by_language, made.language) for text in texts)
        return tuple(chain.from_iterable(map(REFERENCE.findall, words)))

    return dossier.once(("references", made.plan.id, made.language), found)
