"""What could expose somebody although every rule of the gate is kept."""

from collections.abc import Iterator
from datetime import timedelta

from zvarot.case.campaign import Edition
from zvarot.case.contents import contents, people
from zvarot.case.designations import reaching
from zvarot.case.parties import Kind, Recipient
from zvarot.case.reading import Dossier
from zvarot.case.records import Audience, words_in
from zvarot.case.rules import (
    CONSENT_AFTER_LETTER,
    DESIGNATED_LINK,
    OLD_CONSENT,
    PARTNER_IN_THE_COUNTRY,
    TRUSTED_RECIPIENT,
)
from zvarot.case.texts import printed_texts
from zvarot.findings import Finding

OLD = timedelta(days=365)
"""After so long a person should be asked again."""


def review_exposure(dossier: Dossier, made: Edition) -> Iterator[Finding]:
    """Yield consents of another time than the letter's, and links that may not go where it goes."""
    yield from _consents_of_another_time(dossier, made)
    yield from _designated_links(dossier, made)


def review_reader(dossier: Dossier, made: Edition) -> Iterator[Finding]:
    """Yield why the office that a letter is addressed to should learn less than it does."""
    office = made.recipient
    here = ("recipients", "recipients", dossier.numbers[office.id])
    usual = office.kind.audience
    if office.circle.width < usual.width:
        yield TRUSTED_RECIPIENT.broken(
            dossier.place(*here, "audience"),
            f"{office.id} is to learn what {office.circle} may, though its kind ({office.kind}) reads what"
            f" {usual} may",
            f"Write a wider `audience`, or a waiver on {office.id} by whoever answers for it.",
            office.id,
        )
    if _reads_at_home(office, dossier.case.country) and made.audience.may_read(Audience.PARTNERS):
        yield PARTNER_IN_THE_COUNTRY.broken(
            dossier.place(*here),
            f"{office.id} is in {dossier.case.country} and reads in letter {made.plan.id} what partners may",
            "Give the office `audience: authorities` or `audience: public`, or send it no such letter.",
            office.id,
        )


def _reads_at_home(office: Recipient, country: str) -> bool:
    """Tell whether an office is a partner that belongs to a country or gets its post there."""
    post = office.address.country if office.address else None
    return office.kind in (Kind.NGO, Kind.COLLEAGUE) and country in (office.country, post)


def _consents_of_another_time(dossier: Dossier, made: Edition) -> Iterator[Finding]:
    for index, person in people(dossier, made):
        consent = person.consent
        if consent is None:
            continue
        place = dossier.place("case", "people", index, "consent", "on")
        if made.date - consent.on > OLD:
            yield OLD_CONSENT.broken(
                place,
                f"the consent for {person.id} is of {consent.on}, long before letter {made.plan.id}",
                "Ask again, or look whether it still stands, and write the new day.",
                person.id,
            )
        elif consent.on > made.date:
            yield CONSENT_AFTER_LETTER.broken(
                place,
                f"the consent for {person.id} is of {consent.on}, after the day of letter {made.plan.id}",
                "Give the letter a later date, or write the day on which they agreed first.",
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
