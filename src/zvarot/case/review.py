"""The questions that a case must answer before a letter leaves.

What can be said of a record alone is asked once; what depends on the letter's date, readers and language
is asked for every letter. An error without a waiver stops its letter.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from zvarot.case import rules
from zvarot.case.campaign import Edition, LetterPlan, edition
from zvarot.case.casefile import Demand, Figure, Person, Reading
from zvarot.case.linking import review_links, texts_of
from zvarot.case.parties import Quality
from zvarot.case.reading import Dossier
from zvarot.case.records import STALE_FIGURE, STALE_STATUS, Audience
from zvarot.case.texts import names_in, texts_lacking
from zvarot.findings import Finding, Place, did_you_mean


def review(dossier: Dossier) -> tuple[Finding, ...]:
    """Return what is wrong with a campaign and with each of its letters, in the order of the files."""
    findings = [*_review_records(dossier)]
    for plan in dossier.campaign.letters:
        findings.extend(_review_plan(dossier, plan))
    latest = max(plan.date for plan in dossier.campaign.letters)
    findings = [*_unwaived(dossier, findings, latest), *_idle_waivers(dossier, findings, latest)]
    order = [file.name for file in dossier.files.values()]
    return tuple(sorted(dict.fromkeys(findings), key=lambda found: _position(found, order)))


def review_edition(dossier: Dossier, made: Edition) -> tuple[Finding, ...]:
    """Return what is wrong with one letter: the findings of the records, and its own."""
    findings = [*_review_records(dossier), *_review_letter(dossier, made)]
    return tuple(dict.fromkeys(_unwaived(dossier, findings, made.date)))


def _position(found: Finding, order: list[str]) -> tuple[int, int, int]:
    assert found.place is not None
    return order.index(found.place.file), found.place.line, found.place.column


def _review_records(dossier: Dossier) -> Iterator[Finding]:
    yield from review_links(dossier)
    yield from _people_without_consent(dossier)
    yield from _literal_names(dossier)
    yield from _mixed_counters(dossier)


def _review_plan(dossier: Dossier, plan: LetterPlan) -> Iterator[Finding]:
    recipients = {recipient.id: recipient for recipient in dossier.recipients}
    for id in plan.recipients:
        if id in recipients:
            yield from _review_letter(dossier, edition(plan, recipients[id]))


def _review_letter(dossier: Dossier, made: Edition) -> Iterator[Finding]:
    yield from _figures_of(dossier, made)
    yield from _later_than(dossier, made)
    yield from _statuses_of(dossier, made)
    yield from _demands_of(dossier, made)
    yield from _missing_texts(dossier, made)
    yield from _recipient_of(dossier, made)


# Records --------------------------------------------------------------------------------------


def _people_without_consent(dossier: Dossier) -> Iterator[Finding]:
    for index, person in enumerate(dossier.case.people):
        if person.circle.width < person.audience.width:
            covered = f"covers {person.consent.audience}" if person.consent else "is missing"
            if person.consent and person.consent.withdrawn:
                covered = "was withdrawn"
            yield rules.PERSON_WITHOUT_CONSENT.broken(
                replace(dossier.place("case", "people", index, "audience"), text=""),
                f"{person.id} is to be named to the audience {person.audience}, but the consent {covered}",
                "Add a `consent` that covers it, or narrow the person's `audience`.",
                person.id,
            )


def _literal_names(dossier: Dossier) -> Iterator[Finding]:
    people = [person for person in dossier.case.people if person.circle is not Audience.PUBLIC]
    for file, text in texts_of(dossier):
        hidden = [person for person in people if person.circle.width < text.audience.width]
        for language, words in text.by_language.items():
            for person in names_in(words, hidden):
                yield rules.LITERAL_NAME.broken(
                    # The line itself would show the name.
                    replace(dossier.place(file, *text.path, language), text=""),
                    f"this text names {person.id}, whom not all its readers may know",
                    f"Write {{person:{person.id}}} in place of the name.",
                    person.id,
                )


def _mixed_counters(dossier: Dossier) -> Iterator[Finding]:
    for index, figure in enumerate(dossier.case.figures):
        first = figure.readings[0].counter
        for number, reading in enumerate(figure.readings):
            if reading.counter != first:
                yield rules.MIXED_COUNTERS.broken(
                    dossier.place("case", "figures", index, "readings", number),
                    f"{figure.id} is counted here by {reading.counter or 'nobody named'}, before by"
                    f" {first or 'nobody named'}",
                    "Letters name the counter. Write of no rise or fall between the two.",
                    figure.id,
                )
                break


# Letters --------------------------------------------------------------------------------------


def _chosen(dossier: Dossier, collection: str, ids: Iterable[str]) -> Iterator[tuple[int, Any]]:
    """Yield the records of a list that a plan chose, with their places in the list."""
    wanted = set(ids)
    for index, one in enumerate(getattr(dossier.case, collection)):
        if one.id in wanted:
            yield index, one


def _in_force(figure: Figure, day: dt.date) -> Reading | None:
    """Return the latest reading not after a day."""
    known = [reading for reading in figure.readings if reading.as_of <= day]
    return max(known, key=lambda reading: reading.as_of, default=None)


def _figures_of(dossier: Dossier, made: Edition) -> Iterator[Finding]:
    plan = made.plan
    for index, figure in _chosen(dossier, "figures", plan.figures):
        reading = _in_force(figure, made.date)
        if reading is None:
            yield rules.READING_AFTER_LETTER.broken(
                dossier.place("case", "figures", index, "readings", 0, "as_of"),
                f"{figure.id} has no reading as old as letter {plan.id} of {made.date}",
                "Add an earlier reading, or take the figure out of the letter.",
                figure.id,
            )
        elif made.date - reading.as_of > STALE_FIGURE and not reading.final:
            number = figure.readings.index(reading)
            yield rules.STALE_FIGURE.broken(
                dossier.place("case", "figures", index, "readings", number, "as_of"),
                f"{figure.id} was counted {(made.date - reading.as_of).days} days before letter {plan.id}"
                f" of {made.date}",
                "Add a newer reading. Until then the letter says as of when it was.",
                figure.id,
            )


def _later_than(dossier: Dossier, made: Edition) -> Iterator[Finding]:
    """Ask of the incidents whether they, and one source at least, are as old as the letter."""
    plan = made.plan
    younger = {one.id for one in dossier.case.sources if one.date and one.date > made.date}
    for index, incident in _chosen(dossier, "incidents", (*plan.incidents, *plan.background)):
        if incident.start > made.date or younger.issuperset(incident.sources):
            what = "began" if incident.start > made.date else "was reported only"
            yield rules.LATER_THAN_LETTER.broken(
                dossier.place("case", "incidents", index),
                f"{incident.id} {what} after {made.date}, the date of letter {plan.id}",
                "Add a source as old as the letter, or take the incident out of it.",
                incident.id,
            )


def _statuses_of(dossier: Dossier, made: Edition) -> Iterator[Finding]:
    named = {*made.plan.people}
    for _, demand in _chosen(dossier, "demands", made.plan.demands):
        named.update(demand.people)
    for index, person in _chosen(dossier, "people", named):
        known = [status for status in person.statuses if status.date <= made.date]
        latest = max(known, key=lambda status: status.date, default=None)
        if latest and latest.state.held and made.date - latest.date > STALE_STATUS:
            place = dossier.place("case", "people", index, "statuses", person.statuses.index(latest), "date")
            yield rules.STALE_STATUS.broken(
                _quiet(place, person),
                f"{person.id} was last known to be held {(made.date - latest.date).days} days before letter"
                f" {made.plan.id} of {made.date}",
                "Ask again and add a newer status. Until then the letter says as of when it was known.",
                person.id,
            )


def _held(person: Person, day: dt.date) -> bool:
    known = [status for status in person.statuses if status.date <= day]
    return bool(known) and max(known, key=lambda status: status.date).state.held


def _demands_of(dossier: Dossier, made: Edition) -> Iterator[Finding]:
    people = {person.id: person for person in dossier.case.people}
    for index, demand in _chosen(dossier, "demands", made.plan.demands):
        named = [people[id] for id in demand.people if id in people]
        if named and not any(_held(person, made.date) for person in named):
            yield rules.MOOT_DEMAND.broken(
                dossier.place("case", "demands", index),
                f"nobody whom {demand.id} is made for is held on {made.date}, the date of letter"
                f" {made.plan.id}",
                "Take it out of the letter, or add the newest statuses.",
                demand.id,
            )
        yield from _unverified_grounds(dossier, index, demand)


def _unverified_grounds(dossier: Dossier, index: int, demand: Demand) -> Iterator[Finding]:
    unverified = {law.id for law in dossier.case.provisions if law.verified is None}
    for number, id in enumerate(demand.provisions):
        if id in unverified:
            yield rules.UNVERIFIED_PROVISION.broken(
                dossier.place("case", "demands", index, "provisions", number),
                f"{id} has no `verified` date, so {demand.id} is printed without it",
                "Check the article's number and content, and write the day of the check.",
                demand.id,
            )


def _missing_texts(dossier: Dossier, made: Edition) -> Iterator[Finding]:
    for file, path, record in _printed_by(dossier, made):
        for inner in texts_lacking(record, made.language):
            yield rules.MISSING_TEXT.broken(
                _quiet(dossier.place(file, *path, *inner), record),
                f'there is no text in "{made.language}" here, the language of letter {made.plan.id} to'
                f" {made.recipient.id}",
                f"Add `{made.language}:` with the text, or write to the recipient in another language.",
                getattr(record, "id", ""),
            )


def _printed_by(dossier: Dossier, made: Edition) -> Iterator[tuple[str, tuple[str | int, ...], Any]]:
    """Yield every record that a letter prints, with its file and the way to it."""
    plan, campaign = made.plan, dossier.campaign
    chosen = {
        "people": plan.people,
        "incidents": (*plan.incidents, *plan.background),
        "figures": plan.figures,
        "demands": plan.demands,
    }
    for collection, ids in chosen.items():
        for index, record in _chosen(dossier, collection, ids):
            yield "case", (collection, index), record
    if plan.sender is None:
        yield "campaign", ("sender",), campaign.sender
    yield "campaign", ("letters", campaign.letters.index(plan)), plan
    yield "recipients", ("recipients", dossier.recipients.index(made.recipient)), made.recipient


def _quiet(place: Place, record: Any) -> Place:
    """Keep the line to itself where it is about a person whom not everybody may know."""
    hidden = isinstance(record, Person) and record.circle is not Audience.PUBLIC
    return replace(place, text="") if hidden else place


def _recipient_of(dossier: Dossier, made: Edition) -> Iterator[Finding]:
    office = made.recipient
    if office.verified is None or office.quality is Quality.UNVERIFIED:
        what = "has not been checked" if office.verified is None else "is marked unverified"
        yield rules.UNVERIFIED_RECIPIENT.broken(
            dossier.place("recipients", "recipients", dossier.recipients.index(office)),
            f"{office.id} {what}",
            "Check title, address and salutation against a public page; write `source` and `verified`.",
            office.id,
        )


# Waivers --------------------------------------------------------------------------------------


def _unwaived(dossier: Dossier, findings: Iterable[Finding], day: dt.date) -> Iterator[Finding]:
    """Yield the findings for which nobody answers by a waiver that holds on a day."""
    waived = {(one.rule, one.on) for one in dossier.campaign.waivers if one.until >= day}
    for found in findings:
        if found.rule not in rules.WAIVABLE or (found.rule, found.subject) not in waived:
            yield found


def _idle_waivers(dossier: Dossier, findings: Iterable[Finding], day: dt.date) -> Iterator[Finding]:
    found = {(one.rule, one.subject) for one in findings if one.rule in rules.WAIVABLE}
    for index, waiver in enumerate(dossier.campaign.waivers):
        place = dossier.place("campaign", "waivers", index)
        if waiver.until < day:
            message = f"the waiver of {waiver.rule} for {waiver.on} ran out on {waiver.until}"
        elif (waiver.rule, waiver.on) not in found:
            message = f"nothing is found that {waiver.rule} for {waiver.on} would waive"
        else:
            continue
        help = did_you_mean(waiver.rule, rules.WAIVABLE) if waiver.rule not in rules.WAIVABLE else ""
        yield rules.IDLE_WAIVER.broken(place, message, help or "Delete the waiver.", waiver.on)
