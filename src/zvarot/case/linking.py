"""Whether the records of a campaign fit together: ids, references, and references inside texts."""

import dataclasses
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from zvarot.case.campaign import PRIVATE_FORMS, LetterPlan
from zvarot.case.contents import planned
from zvarot.case.doubles import taken_twice
from zvarot.case.file_rules import STRAY_BRACES, UNKNOWN_REFERENCE
from zvarot.case.parties import Recipient
from zvarot.case.reading import Dossier
from zvarot.case.records import REFERENCE, Audience
from zvarot.case.rules import WITHHELD_REFERENCE
from zvarot.case.texts import PrintedText, printed_texts
from zvarot.case.yamlfile import Path_
from zvarot.findings import Finding, Place, did_you_mean

_LISTS = {
    "case": ("organisations", "sources", "provisions", "people", "incidents", "figures", "demands"),
    "recipients": ("recipients",),
    "campaign": ("letters",),
}
"""The lists whose records have ids, by file."""

_REFERS_TO = {
    "sources": "sources",
    "provisions": "provisions",
    "person": "people",
    "people": "people",
    "counter": "organisations",
    "incidents": "incidents",
    "background": "incidents",
    "figures": "figures",
    "demands": "demands",
    "recipients": "recipients",
}
"""Which list the ids under a key are of."""

Spoken = tuple[Place, PrintedText, str]
"""A text, and its words in one language with their place."""

_BRACES = re.compile(r"\{[^{}]*\}|[{}]")

_REFERENCES = ("{person:ID}", "{figure:ID}", "{source:ID}")
_BLANKS: dict[tuple[str | int, str | int], tuple[str, ...]] = {
    ("letters", "subject"): _REFERENCES[:1],
    ("letters", "opening"): _REFERENCES,
    ("letters", "hook"): _REFERENCES,
    ("letters", "epigraph"): _REFERENCES[:1],
    ("letters", "steps"): _REFERENCES,
    ("letters", "contact"): _REFERENCES[:1],
    ("people", "role"): _REFERENCES[:1],
    ("people", "detail"): _REFERENCES[:1],
    ("incidents", "title"): _REFERENCES[:1],
    ("incidents", "place"): _REFERENCES[:1],
    ("incidents", "attributed_to"): _REFERENCES[:1],
    ("incidents", "account"): _REFERENCES,
    ("figures", "statement"): ("{value}",),
    ("demands", "text"): (*_REFERENCES, "{held}"),
}
"""What a letter fills in, by list and key; every other text is printed as it stands."""


def review_links(dossier: Dossier) -> Iterator[Finding]:
    """Yield every id that is taken twice, unknown, or meant for a narrower circle than its text.

    The rows of tables are no part of it: their ids were looked at when they were read.
    """
    yield from _duplicate_ids(dossier)
    known = {name: {*dossier.ids(file, name)} for file, names in _LISTS.items() for name in names}
    for file, root in (("case", dossier.case), ("campaign", dossier.campaign)):
        for path, id, collection in _references(root, ()):
            if id not in known[collection]:
                yield _unknown(dossier.place(file, *path), id, collection, known[collection])
    yield from _references_in_texts(dossier, known)
    yield from stray_braces(words_of(dossier))


def words_of(dossier: Dossier) -> tuple[Spoken, ...]:
    """Return the words of every text of the case and the campaign that may be printed, with their place.

    They come language by language. Those of the offices come from `words_to`.
    """
    return dossier.once("words", lambda: tuple(_words_of(dossier)))


def _words_of(dossier: Dossier) -> Iterator[Spoken]:
    for file, text in _texts_of(dossier):
        for language, words in text.by_language.items():
            yield dossier.place(file, *text.path, language), text, words


def _texts_of(dossier: Dossier) -> Iterator[tuple[str, PrintedText]]:
    for text in printed_texts(dossier.case, dossier.case.audience):
        yield "case", text
    plans = dossier.campaign.letters
    readers = dossier.once("readers", lambda: [_readers(dossier, plan) for plan in plans])
    for text in printed_texts(dossier.campaign, Audience.PUBLIC):
        plan = text.path[1] if text.path[0] == "letters" else None
        yield "campaign", replace(text, audience=readers[plan]) if isinstance(plan, int) else text


def words_to(dossier: Dossier, number: int, office: Recipient) -> Iterator[Spoken]:
    """Yield the words of the texts of an office as `words_of` does, by its place in the list."""
    for text in printed_texts(office, Audience.PUBLIC):
        for language, words in text.by_language.items():
            place = dossier.place("recipients", "recipients", number, *text.path, language)
            yield place, replace(text, path=("recipients", number, *text.path)), words


def _readers(dossier: Dossier, plan: LetterPlan) -> Audience:
    """Return the widest circle that a letter is addressed to."""
    if plan.form not in PRIVATE_FORMS:
        return Audience.PUBLIC
    circles = {made.audience for made in planned(dossier, [plan])}
    return max(circles, key=lambda audience: audience.width, default=Audience.PUBLIC)


def _duplicate_ids(dossier: Dossier) -> Iterator[Finding]:
    for file, collection in ((file, name) for file, names in _LISTS.items() for name in names):
        seen: dict[str, Place] = {}
        for id, place in dossier.named(file, collection):
            if id and id in seen:
                yield taken_twice(id, place, seen[id])
            seen.setdefault(id, place)


def _references(value: Any, path: Path_) -> Iterator[tuple[Path_, str, str]]:
    """Yield each id that a record refers to: its path, itself, and the list it is of."""
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _references(item, (*path, index))
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _references(getattr(value, field.name), (*path, field.name))
    elif isinstance(value, str):
        key = next(part for part in reversed(path) if isinstance(part, str))
        if key in _REFERS_TO:
            yield path, value, _REFERS_TO[key]


def _unknown(place: Place, id: str, collection: str, known: Collection[str]) -> Finding:
    help = did_you_mean(id, sorted(known)) or f"Add it to `{collection}`, or take it out here."
    return UNKNOWN_REFERENCE.broken(place, f'`{collection}` has no record with the id "{id}"', help, id)


def _references_in_texts(dossier: Dossier, known: Mapping[str, Collection[str]]) -> Iterator[Finding]:
    circles = _circles(dossier)
    for place, text, words in words_of(dossier):
        for kind, id in REFERENCE.findall(words):
            collection = {"person": "people", "figure": "figures", "source": "sources"}[kind]
            if id not in known[collection]:
                yield _unknown(place, id, collection, known[collection])
            elif circles.get((kind, id), text.audience).width < text.audience.width:
                yield WITHHELD_REFERENCE.broken(
                    place,
                    f"this text is meant for the audience {text.audience}, but the {kind} {id} only for"
                    f" {circles[kind, id]}",
                    "Narrow the text's `audience`, widen the record's, or take the reference out.",
                    text.record,
                )


def stray_braces(texts: Iterable[Spoken]) -> Iterator[Finding]:
    """Yield the texts that hold braces which nothing fills."""
    for place, text, words in texts:
        if not _BRACES.search(words):
            continue
        blanks = _BLANKS.get((text.path[0], text.path[-1]), ())
        if not {REFERENCE.sub(r"{\1:ID}", braces) for braces in _BRACES.findall(words)} <= {*blanks}:
            yield STRAY_BRACES.broken(
                place,
                "nothing fills these braces, so they would be printed as they are",
                f"Here may stand: {', '.join(blanks)}." if blanks else "Write the words themselves.",
                text.record,
            )


def _circles(dossier: Dossier) -> dict[tuple[str, str], Audience]:
    """Return the widest circle that may learn each figure and source."""
    case = dossier.case
    figures = {("figure", one.id): one.audience or case.audience for one in case.figures}
    return figures | {("source", one.id): one.audience or case.audience for one in case.sources}
