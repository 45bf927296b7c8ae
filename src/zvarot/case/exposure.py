"""What could expose somebody although every rule of the gate is kept."""

from collections.abc import Iterator
from datetime import timedelta

from zvarot.case.campaign import Edition
from zvarot.case.contents import contents, people
from zvarot.case.designations import reaching
from zvarot.case.reading import Dossier
from zvarot.case.records import Audience, words_in
from zvarot.case.rules import DESIGNATED_LINK, OLD_CONSENT, SHARED_SURNAME
from zvarot.case.texts import printed_texts, surnames
from zvarot.findings import Finding

OLD = timedelta(days=365)
"""After so long a person should be asked again."""


def review_exposure(dossier: Dossier, made: Edition) -> Iterator[Finding]:
    """Yield old consents and links that may not go where a letter goes."""
    yield from _old_consents(dossier, made)
    yield from _designated_links(dossier, made)


def review_surnames(dossier: Dossier) -> Iterator[Finding]:
    """Yield the withheld people who share a surname with somebody who may be named."""
    known = [one for one in dossier.case.people if one.circle is Audience.PUBLIC]
    for index, person in enumerate(dossier.case.people):
        own = surnames((*person.names.values(), *person.spellings))
        for other in (one for one in known if person.circle is not Audience.PUBLIC):
            if own & surnames((*other.names.values(), *other.spellings)):
                yield SHARED_SURNAME.broken(
                    dossier.place("case", "people", index, "id"),
                    f"{person.id} has a surname that {other.id} has too, who may be named",
                    f"The surname alone is not searched for. Read every text that speaks of {person.id}, and"
                    " do not say how they are related.",
                    person.id,
                )


def _old_consents(dossier: Dossier, made: Edition) -> Iterator[Finding]:
    for index, person in people(dossier, made):
        consent = person.consent
        if consent and made.audience.may_read(person.circle) and made.date - consent.on > OLD:
            yield OLD_CONSENT.broken(
                dossier.place("case", "people", index, "consent", "on"),
                f"the consent for {person.id} is of {consent.on}, long before letter {made.plan.id}",
                "Ask again, or look whether it still stands, and write the new day.",
                person.id,
            )


def _designated_links(dossier: Dossier, made: Edition) -> Iterator[Finding]:
    """Yield the texts that hold what the letter leaves out of its notes and its head by itself."""
    texts = (
        (dossier.place(file, *path, *text.path, made.language), text)
        for file, path, record in contents(dossier, made)
        for text in printed_texts(record, Audience.PUBLIC)
    )
    for place, text in texts:
        words = words_in(text.by_language, made.language).casefold()
        for found in reaching(made):
            if any(domain in words for domain in found.domains):
                yield DESIGNATED_LINK.broken(
                    place,
                    f"this text has an address of {found.name}, designated in {found.country} since"
                    f" {found.since}",
                    "Take it out: this letter goes there, and keeping the link can be punished.",
                    text.record,
                )
