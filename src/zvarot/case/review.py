"""The questions that a case must answer before a letter leaves.

What can be said of a record alone is asked once; what depends on the letter's date, readers and language
is asked for every letter. An error without a waiver stops its letter. What is wrong with an office alone
stops the letters to this office, and no others.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence

from zvarot.case import file_rules, rules
from zvarot.case.campaign import Edition, Waiver, edition
from zvarot.case.contents import Content, chosen, contents, figures, quoted
from zvarot.case.dating import review_dates
from zvarot.case.discretion import discreet
from zvarot.case.exposure import review_exposure, review_reader
from zvarot.case.gathering import FEW, Gathered, by_rule_and_file
from zvarot.case.linking import review_links, stray_braces, words_to
from zvarot.case.naming import review_names, review_names_to
from zvarot.case.parties import Quality, Recipient
from zvarot.case.procedures import review_procedure
from zvarot.case.reading import Dossier
from zvarot.case.recognition import review_small_groups, review_surnames
from zvarot.case.records import STALE_HOLDER
from zvarot.case.texts import texts_lacking
from zvarot.case.tone import review_tone
from zvarot.case.views import seen_by
from zvarot.case.waiving import Dated, answers, covered, idle_waivers, unwaived
from zvarot.case.yamlfile import Path_
from zvarot.findings import Finding, Severity


def review(dossier: Dossier) -> tuple[Finding, ...]:
    """Return what is wrong with a campaign and with each of its letters, in the order of the files."""
    order = _names(dossier)
    findings = Gathered(FEW, lambda found: None if _in_files(found, order) else by_rule_and_file(found))
    waived: list[Dated] = []
    for dated in _in_portions(dossier):
        waived.extend(covered(dossier, dated))
        for found in dict.fromkeys(unwaived(dossier, dated)):
            findings.add(found)
    told = dict.fromkeys([*findings, *idle_waivers(dossier, waived)])
    return discreet(sorted(told, key=lambda found: _position(found, order)), dossier.files)


def review_edition(dossier: Dossier, made: Edition) -> tuple[Finding, ...]:
    """Return what is wrong with one letter: the errors of the records, and its own findings.

    What else is found in the records may be about people whom the letter's reader may not know.
    """
    records = (*_records_once(dossier), *_review_words_to(dossier, made.recipient))
    errors = (found for found in records if found.severity is Severity.ERROR)
    findings = [*errors, *_contents_once(dossier, made), *_review_office(dossier, made)]
    left = unwaived(dossier, [(found, made.date) for found in findings])
    return discreet(dict.fromkeys(left), dossier.files)


def _in_files(found: Finding, names: Collection[str]) -> bool:
    """Tell whether a finding stands in one of the three files, and not in a table."""
    return found.place is not None and found.place.file in names


def _in_portions(dossier: Dossier) -> Iterator[list[Dated]]:
    """Yield the findings of the records, then those of each office and the letters to it."""
    plans = dossier.campaign.letters
    latest = max(plan.date for plan in plans)
    yield [(found, latest) for found in _records_once(dossier)]
    addressed = [(plan, {*plan.recipients}) for plan in plans]
    asked: set[Hashable] = set()
    for office in dossier.recipients:
        dated = [(found, latest) for found in _review_words_to(dossier, office)]
        for made in (edition(plan, office) for plan, ids in addressed if office.id in ids):
            findings = [*_review_office(dossier, made)]
            if _alike(made) not in asked:
                asked.add(_alike(made))
                findings.extend(_contents_once(dossier, made))
            dated.extend((found, made.date) for found in findings)
        yield dated


def answered(dossier: Dossier, made: Edition) -> tuple[Waiver, ...]:
    """Return the waivers that let a letter pass; of the records, those about what its reader may learn."""
    if not dossier.campaign.waivers:
        return ()
    findings = [*_contents_once(dossier, made), *_review_office(dossier, made)]
    return tuple(answers(dossier, [(found, made.date) for found in findings]))


def _position(found: Finding, order: Sequence[str]) -> tuple[int, str, int, int]:
    assert found.place is not None
    place = found.place
    number = order.index(place.file) if place.file in order else len(order)
    return number, place.file, place.line, place.column


def _review_records(dossier: Dossier) -> Iterator[Finding]:
    yield from review_links(dossier)
    yield from _people_without_consent(dossier)
    yield from review_names(dossier)
    yield from review_surnames(dossier)
    yield from review_small_groups(dossier)


def _review_words_to(dossier: Dossier, office: Recipient) -> Iterator[Finding]:
    """Yield what is wrong with the words of an office, whatever letter it gets."""
    number = dossier.numbers[office.id]
    said = [*words_to(dossier, number, office)]
    yield from stray_braces(said)
    yield from review_names_to(dossier, number, office, said)


def _records_once(dossier: Dossier) -> tuple[Finding, ...]:
    return dossier.once("records", lambda: tuple(_review_records(dossier)))


def _alike(made: Edition) -> Hashable:
    return "contents", made.alike, made.recipient.word_limit


def _contents_once(dossier: Dossier, made: Edition) -> tuple[Finding, ...]:
    """Review what letters alike all say, the first time that one of them is asked about."""
    view = seen_by(dossier, made.audience)
    return dossier.once(_alike(made), lambda: tuple(_review_contents(view, made)))


def _review_contents(dossier: Dossier, made: Edition) -> Iterator[Finding]:
    yield from review_dates(dossier, made)
    yield from review_tone(dossier, made)
    yield from review_exposure(dossier, made)
    yield from review_procedure(dossier, made.plan, made.date)
    yield from _unverified_grounds(dossier, made)
    yield from _mixed_counters(dossier, made)
    yield from _missing_texts(dossier, made, (*contents(dossier, made), *quoted(dossier, made)))


def _review_office(dossier: Dossier, made: Edition) -> Iterator[Finding]:
    here = ("recipients", dossier.numbers[made.recipient.id])
    yield from _missing_texts(dossier, made, [("recipients", here, made.recipient)])
    yield from review_reader(dossier, made)
    yield from _unverified_office(dossier, made)
    yield from _changing_holder(dossier, made)


# Records --------------------------------------------------------------------------------------


def _people_without_consent(dossier: Dossier) -> Iterator[Finding]:
    for index, person in enumerate(dossier.case.people):
        if person.circle.width < person.audience.width:
            covered = f"covers {person.consent.audience}" if person.consent else "is missing"
            if person.consent and person.consent.withdrawn:
                covered = "was withdrawn"
            yield rules.PERSON_WITHOUT_CONSENT.broken(
                dossier.place("case", "people", index, "audience"),
                f"{person.id} is to be named to the audience {person.audience}, but the consent {covered}",
                "Add a `consent` that covers it, or narrow the person's `audience`.",
                person.id,
            )


def _mixed_counters(dossier: Dossier, made: Edition) -> Iterator[Finding]:
    for index, figure in figures(dossier, made):
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


def _unverified_grounds(dossier: Dossier, made: Edition) -> Iterator[Finding]:
    unverified = {law.id for law in dossier.case.provisions if law.verified is None}
    for index, demand in chosen(dossier, "demands", made.plan.demands):
        for number, id in enumerate(demand.provisions):
            if id in unverified:
                yield rules.UNVERIFIED_PROVISION.broken(
                    dossier.place("case", "demands", index, "provisions", number),
                    f"{id} has no `verified` date, so {demand.id} is printed without it",
                    "Check the article's number and content, and write the day of the check.",
                    demand.id,
                )


def _missing_texts(dossier: Dossier, made: Edition, printed: Iterable[Content]) -> Iterator[Finding]:
    for file, path, content in printed:
        for inner in texts_lacking(content, made.language):
            key = _key((*path, *inner))
            place = dossier.place(file, *path, *inner)
            to = f" to {made.recipient.id}" if file == "recipients" else ""
            yield file_rules.MISSING_TEXT.broken(
                place,
                f'`{key}` has no text in "{made.language}", the language of letter {made.plan.id}{to}',
                _where_to_add(key, made.language, in_table=place.file not in _names(dossier)),
                getattr(content, "id", ""),
            )


def _key(path: Path_) -> str:
    """Name the key that a text stands below, as most people write it: a stand-in is mostly a text alone."""
    keys = [part for part in path if isinstance(part, str)]
    return "stand_in" if "stand_in" in keys else keys[-1] if keys else ""


def _where_to_add(key: str, language: str, in_table: bool) -> str:
    """Say where a text in another language goes."""
    if in_table:
        return f"Give the table a column for `{key}.{language}`, or write that key below its `defaults`."
    return f"Add `{language}:` with the text, or `any:` where it is the same in every language."


def _names(dossier: Dossier) -> tuple[str, ...]:
    return tuple(file.name for file in dossier.files.values())


def _unverified_office(dossier: Dossier, made: Edition) -> Iterator[Finding]:
    office = made.recipient
    if office.verified is None or office.quality is Quality.UNVERIFIED:
        what = "has not been checked" if office.verified is None else "is marked unverified"
        yield rules.UNVERIFIED_RECIPIENT.broken(
            dossier.place("recipients", "recipients", dossier.numbers[office.id]),
            f"{office.id} {what}",
            "Check title, address and salutation against a public page; write `source` and `verified`.",
            office.id,
        )


def _changing_holder(dossier: Dossier, made: Edition) -> Iterator[Finding]:
    office = made.recipient
    if office.holder and (office.holder_as_of is None or made.date - office.holder_as_of > STALE_HOLDER):
        when = f"was last seen there on {office.holder_as_of}" if office.holder_as_of else "has no date"
        yield rules.HOLDER_NOT_CURRENT.broken(
            dossier.place("recipients", "recipients", dossier.numbers[office.id], "holder"),
            f"the holder of {office.id} {when}, and the letter is of {made.date}",
            "Check who is in office and write that day as `holder_as_of`, or take the holder out.",
            office.id,
        )
