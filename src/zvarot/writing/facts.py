"""What letters tell and do not tell, and on which sources, for the person who answers for them.

Of what a reader may not learn there are ids and reasons, never names.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten

from zvarot.case.reading import Dossier
from zvarot.case.records import REFERENCE
from zvarot.writing.disclosed import Disclosure
from zvarot.writing.explaining import Choice, explanation
from zvarot.writing.proving import Note, Text
from zvarot.writing.templating import Templates

_KINDS = ("person", "figure", "incident", "demand", "source")
_LONG = 110
"""As many letters of a fact are shown."""


@dataclass(frozen=True)
class Fact:
    """One record that the plan asks for, and which texts tell it."""

    kind: str
    id: str
    words: str
    """What it is, in a few words of a text that tells it; empty where none does."""
    language: str
    told: tuple[int, ...]
    """The numbers of the texts that tell it."""
    untold: tuple[tuple[str, tuple[int, ...]], ...]
    """Why other texts do not tell it, and their numbers."""


def facts(dossier: Dossier, texts: Sequence[Text], templates: Templates) -> tuple[Fact, ...]:
    """Return all that the plan asks for and all that some text tells: people first, sources last."""
    told: dict[tuple[str, str], list[int]] = {}
    untold: dict[tuple[str, str], dict[str, list[int]]] = {}
    for text in texts:
        for key in sorted(text.printed):
            told.setdefault(key, []).append(text.number)
        for choice in _left_out(dossier, text, templates):
            reasons = untold.setdefault((choice.kind, choice.id), {})
            reasons.setdefault(choice.why, []).append(text.number)
    by_number = {text.number: text for text in texts}
    # What some text does not tell stands first: it is not to be missed at the end of a long list.
    keys = sorted({*told, *untold}, key=lambda key: (_KINDS.index(key[0]), key not in untold, key[1]))
    return tuple(_fact(key, told.get(key, []), untold.get(key, {}), by_number) for key in keys)


def _left_out(dossier: Dossier, text: Text, templates: Templates) -> Iterable[Choice]:
    choices = explanation(dossier, text.edition, templates).choices
    return (one for one in choices if (one.kind, one.id) not in text.printed)


def _fact(
    key: Note, told: Sequence[int], untold: Mapping[str, Sequence[int]], texts: Mapping[int, Text]
) -> Fact:
    kind, id = key
    numbers = sorted(told, key=lambda number: (texts[number].letter.language != "en", number))
    words = _in_words(kind, id, texts[numbers[0]].disclosure) if numbers else ""
    return Fact(
        kind=kind,
        id=id,
        words=shorten(words, _LONG, placeholder=" …"),
        language=texts[numbers[0]].letter.language if numbers else "en",
        told=tuple(told),
        untold=tuple((why, tuple(where)) for why, where in untold.items()),
    )


def _in_words(kind: str, id: str, told: Disclosure) -> str:
    """Say in a few words what a record is."""
    if kind == "figure":
        figure = told.figures[id]
        exact = figure.qualifier.replace("-", " ").replace("exactly", "")
        return f"{exact} {figure.value:,} {figure.label or figure.unit['other']}".strip()
    if kind == "source":
        return ", ".join(filter(None, [told.sources[id].publisher, told.sources[id].title]))
    if kind == "person":
        return next(", ".join(filter(None, [one.name, one.role])) for one in told.named if one.id == id)
    if kind == "incident":
        return next(one.title for one in (*told.incidents, *told.background) if one.id == id)
    demand = next(one for one in told.demands if one.id == id)
    return REFERENCE.sub("…", demand.text.replace("{held}", "…"))


# Sources ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cited:
    """A source or a caveat under the number that it has on the sheet."""

    number: int
    id: str
    words: str
    language: str
    date: str
    """The day of its publication; empty for a caveat, `no date` for a source without one."""
    url: str
    texts: tuple[int, ...]


def citations(texts: Sequence[Text]) -> dict[Note, int]:
    """Number the notes of all texts together, in the order in which they are met."""
    keys = dict.fromkeys(note for text in texts for note in text.notes)
    return {key: number for number, key in enumerate(keys, 1)}


def cited(texts: Sequence[Text]) -> tuple[Cited, ...]:
    """Return the sources and caveats of all texts."""
    return tuple(_cited_as(key, number, texts) for key, number in citations(texts).items())


def _cited_as(key: Note, number: int, texts: Sequence[Text]) -> Cited:
    kind, id = key
    citing = [text for text in texts if key in text.notes]
    first = min(citing, key=lambda text: (text.letter.language != "en", text.number))
    numbers = tuple(text.number for text in citing)
    if kind == "caveat":
        caveat = first.disclosure.figures[id].caveat
        return Cited(number, id, f"Remark: {caveat}", first.letter.language, "", "", numbers)
    source = first.disclosure.sources[id]
    words = _in_words(kind, id, first.disclosure)
    day = str(source.date or "no date")
    return Cited(number, id, words, first.letter.language, day, source.url, numbers)
