"""Names that were typed into texts, where the gate cannot withhold them."""

import secrets
from collections.abc import Callable, Iterator

from zvarot.case.casefile import Person
from zvarot.case.linking import words_of
from zvarot.case.reading import Dossier
from zvarot.case.records import REFERENCE, Audience
from zvarot.case.rules import LIKELY_NAME, LITERAL_NAME
from zvarot.case.texts import PrintedText, naming, surnames
from zvarot.case.watching import Watched, watch
from zvarot.findings import Finding, Place

NameFindings = Callable[[str, Place, Audience], Iterator[Finding]]
"""Takes words, where they stand, and the widest circle that reads them."""


def review_names(dossier: Dossier) -> Iterator[Finding]:
    """Yield where a text, or an id that names a file, names somebody whom not all its readers may know."""
    names_in = typed_names(dossier, "text")
    for place, text, words in (*words_of(dossier), *_names_of_files(dossier)):
        # A reference is filled by the gate, even one whose id is the name.
        yield from names_in(REFERENCE.sub(" ", words), place, text.audience)


def typed_names(dossier: Dossier, what: str) -> NameFindings:
    """Return what finds typed names; `what` is in what they are looked for: a text, a template."""
    people = dossier.case.people
    public = [one for one in people if one.circle is Audience.PUBLIC]
    withheld = {one.id: one for one in people if one not in public}
    known = [name for one in public for name in one.written]
    watched = (Watched(id, one.written) for id, one in withheld.items())
    likely = watch(watched, known, secrets.token_bytes(16))
    certain = _exactly([*withheld.values()], surnames(known))

    def names_in(words: str, place: Place, readers: Audience) -> Iterator[Finding]:
        sure = certain(words)
        for id in dict.fromkeys([*sure, *likely.found(words)]):
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
    if sure:
        help = "Take the name out: only the case file knows who may read it."
        if what == "text":
            help = f"Write {{person:{id}}} in place of the name."
        return LITERAL_NAME.broken(
            place, f"this {what} names {id}, whom not all its readers may know", help, id
        )
    return LIKELY_NAME.broken(
        place,
        f"this {what} seems to name {id}, in another case or spelling than the case file",
        "Take the name out. If it is another word, somebody can answer for that: waive"
        f" likely-name for {id} in campaign.yaml.",
        id,
    )


def _names_of_files(dossier: Dossier) -> Iterator[tuple[Place, PrintedText, str]]:
    """Yield the ids that become the names of folders and files, as words that everybody may read."""
    letters = (("campaign", "letters", n, one.id) for n, one in enumerate(dossier.campaign.letters))
    offices = (("recipients", "recipients", n, one.id) for n, one in enumerate(dossier.recipients))
    for file, collection, index, id in (*letters, *offices):
        words = id.replace("-", " ")
        text = PrintedText((collection, index, "id"), {"": words}, Audience.PUBLIC, id)
        yield dossier.place(file, collection, index, "id"), text, words
