"""Names that were typed into texts, where the gate cannot withhold them."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from zvarot.case.casefile import Person
from zvarot.case.linking import Spoken, words_of
from zvarot.case.parties import Recipient
from zvarot.case.reading import Dossier
from zvarot.case.records import REFERENCE, Audience
from zvarot.case.rules import LIKELY_NAME, LITERAL_NAME
from zvarot.case.texts import SAME, naming, surnames
from zvarot.case.watching import Watched, watch
from zvarot.findings import Finding, Place

NameFindings = Callable[[str, Place, Audience, str], Iterator[Finding]]
"""Takes words, where they stand, the widest circle that reads them, and what they are: see _HELP."""

_HELP = {
    "text": "Write {{person:{id}}} in place of the name.",
    "id": "Choose another id, that tells nothing: it becomes the name of a file.",
    "template": "Take the name out: only the case file knows who may read it.",
}


def review_names(dossier: Dossier) -> Iterator[Finding]:
    """Yield where the case or the campaign names somebody, in a text or an id, whom not all may know."""
    names_in = typed_names(dossier)
    for place, text, words in words_of(dossier):
        # A reference is filled by the gate, even one whose id is the name.
        yield from names_in(REFERENCE.sub(" ", words), place, text.audience, "text")
    for number, plan in enumerate(dossier.campaign.letters):
        place = dossier.place("campaign", "letters", number, "id")
        yield from names_in(plan.id.replace("-", " "), place, Audience.PUBLIC, "id")


def review_names_to(
    dossier: Dossier, number: int, office: Recipient, said: Iterable[Spoken]
) -> Iterator[Finding]:
    """Yield where an office does so; `number` is its place in the list, `said` are the words of its texts."""
    names_in = typed_names(dossier)
    for place, text, words in said:
        yield from names_in(words, place, text.audience, "text")
    place = dossier.place("recipients", "recipients", number, "id")
    yield from names_in(office.id.replace("-", " "), place, Audience.PUBLIC, "id")


def typed_names(dossier: Dossier) -> NameFindings:
    """Return what finds names that were typed."""
    return dossier.once("typed names", lambda: _typed_names(dossier))


def _typed_names(dossier: Dossier) -> NameFindings:
    people = dossier.case.people
    public = [one for one in people if one.circle is Audience.PUBLIC]
    withheld = {one.id: one for one in people if one not in public}
    known = [name for one in public for name in one.written]
    watched = (Watched(id, one.written) for id, one in withheld.items())
    likely = watch(watched, known)
    certain = _exactly([*withheld.values()], surnames(known))

    @lru_cache(maxsize=SAME)
    def named(words: str) -> tuple[list[str], tuple[str, ...]]:
        return certain(words), likely.found(words)

    def names_in(words: str, place: Place, readers: Audience, what: str) -> Iterator[Finding]:
        sure, others = named(words)
        for id in dict.fromkeys([*sure, *others]):
            if withheld[id].circle.width < readers.width:
                yield _found(id, place, what, id in sure)

    return names_in


def _exactly(people: list[Person], shared: set[str]) -> Callable[[str], list[str]]:
    """Return what tells whom a text names just as the case file writes it."""
    tests = [(one.id, naming(one.written, shared)) for one in people]
    # Hardly any text names anybody: one look for all of them tells.
    anybody = naming([name for one in people for name in one.written], shared)
    return lambda words: [id for id, names in tests if names(words)] if anybody(words) else []


def _found(id: str, place: Place, what: str, sure: bool) -> Finding:
    help = _HELP[what].format(id=id)
    if sure:
        message = f"this {what} names {id}, whom not all its readers may know"
        return LITERAL_NAME.broken(place, message, help, id)
    message = f"this {what} seems to name {id}, in another case or spelling than the case file"
    other = f" Only if the word means something else: waive likely-name for {id} in campaign.yaml."
    return LIKELY_NAME.broken(place, message, help + other, id)
