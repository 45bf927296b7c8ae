"""A small invented case, and the real campaign, as the writing rooms see them."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from shipped import wording
from zvarot.case.campaign import Campaign, Edition, LetterPlan, edition
from zvarot.case.casefile import Case
from zvarot.case.parties import Recipient
from zvarot.case.reading import Dossier, read_campaign
from zvarot.case.records import Audience
from zvarot.writing.composing import compose
from zvarot.writing.disclosed import Disclosure
from zvarot.writing.disclosure import disclose
from zvarot.writing.letter import Letter
from zvarot.writing.telling import Telling
from zvarot.writing.templating import Templates

DAY = dt.date(2021, 7, 26)
EXAMPLE = Path(__file__).parents[2] / "examples" / "belarus"

SOURCES: list[dict[str, Any]] = [
    {"id": "register", "title": "Register of searches", "publisher": "Example Centre", "date": "2021-07-20"},
    {"id": "chronicle", "title": "Chronicle", "date": "2021-07-21", "url": "https://example.org/c"},
]
CONSENT: dict[str, Any] = {"basis": "given", "by": "the person", "on": "2021-07-01", "audience": "public"}
ADA: dict[str, Any] = {
    "id": "ada",
    "audience": "public",
    "names": "Ada Example",
    "role": "lawyer",
    "statuses": [{"state": "detained", "date": "2021-07-14", "sources": ["register"]}],
    "consent": CONSENT,
}
EVE: dict[str, Any] = {"id": "eve", "audience": "internal", "names": "Eve Hidden", "stand_in": "a relative"}
SEARCHES: dict[str, Any] = {
    "id": "searches",
    "unit": {"one": "search", "other": "searches"},
    "statement": "Officers carried out {value}.",
    "readings": [{"as_of": "2021-07-16", "value": 60, "qualifier": "more-than", "sources": ["register"]}],
}
RAID: dict[str, Any] = {
    "id": "raid",
    "title": "The raid",
    "start": "2021-07-14",
    "account": "There were {figure:searches} at the home of {person:ada}.",
    "sources": ["register", "chronicle"],
}
RELEASE: dict[str, Any] = {
    "id": "release",
    "to": "authorities",
    "text": "release {held}",
    "people": ["ada"],
    "provisions": ["iccpr-9"],
    "sources": ["register"],
}
PROVISIONS: list[dict[str, Any]] = [
    {
        "id": f"iccpr-{article}",
        "instrument": "International Covenant on Civil and Political Rights",
        "short": "ICCPR",
        "article": article,
        "force": "treaty",
        "verified": "2021-01-01",
    }
    for article in ("9", "14")
]


def reading(as_of: str, value: int, **more: Any) -> dict[str, Any]:
    """Return one reading of a figure."""
    return {"as_of": as_of, "value": value, "sources": ["register"], **more}


def status(state: str, date: str, **more: Any) -> dict[str, Any]:
    """Return one status of a person."""
    return {"state": state, "date": date, "sources": ["register"], **more}


def case_of(**parts: Any) -> Case:
    """Return the invented case with some of its lists put in place of its own."""
    whole = {
        "title": "The case of Ada",
        "country": "BY",
        "language": "en",
        "audience": "public",
        "sources": SOURCES,
        "provisions": PROVISIONS,
        "people": [ADA, EVE],
        "figures": [SEARCHES],
        "incidents": [RAID],
        "demands": [RELEASE],
        **parts,
    }
    return TypeAdapter(Case).validate_python(whole, context={"language": "en"})


def plan_of(**parts: Any) -> LetterPlan:
    """Return a plan that takes everything of the invented case."""
    whole = {
        "id": "letter",
        "form": "open-letter",
        "date": DAY,
        "recipients": ["office"],
        "subject": "Release Ada Example",
        "opening": "We ask for the release of {person:ada}.",
        "incidents": ["raid"],
        "figures": ["searches"],
        "people": ["ada"],
        "demands": ["release"],
        **parts,
    }
    return TypeAdapter(LetterPlan).validate_python(whole, context={"language": "en"})


def office_of(**parts: Any) -> Recipient:
    """Return an invented office."""
    whole = {
        "id": "office",
        "kind": "authority",
        "office": "Prosecutor",
        "language": "en",
        "salutation": "Dear Prosecutor,",
        **parts,
    }
    return TypeAdapter(Recipient).validate_python(whole, context={"language": "en"})


def campaign_of(plan: LetterPlan, **parts: Any) -> Campaign:
    """Return a campaign that holds one plan."""
    whole = {
        "title": "Campaign",
        "language": "en",
        "sender": {"name": "Example Committee"},
        "letters": [plan],
        **parts,
    }
    return TypeAdapter(Campaign).validate_python(whole, context={"language": "en"})


def edition_of(
    plan: LetterPlan, office: Recipient | None = None, date: str = "", audience: Audience | None = None
) -> Edition:
    """Address a plan to an office; for another audience than its own if one is given."""
    made = edition(plan, office or office_of(), dt.date.fromisoformat(date) if date else None)
    if audience is None:
        return made
    return Edition(made.plan, made.recipient, made.language, made.date, audience)


def disclosed(
    case: Case, plan: LetterPlan | None = None, date: str = "", audience: Audience | None = None
) -> Disclosure:
    """Return what the gate lets through of a case."""
    made = edition_of(plan or plan_of(), None, date, audience)
    return disclose(case, campaign_of(made.plan), made, wording())


def telling_of(case: Case, plan: LetterPlan | None = None, date: str = "") -> Telling:
    """Return the words of a letter about a case."""
    made = edition_of(plan or plan_of(), None, date)
    return Telling(disclose(case, campaign_of(made.plan), made, wording()), wording())


def letter_of(
    case: Case,
    templates: Templates,
    plan: LetterPlan | None = None,
    office: Recipient | None = None,
    **more: Any,
) -> Letter:
    """Write a letter about a case; what is more goes into the campaign."""
    made = edition_of(plan or plan_of(), office)
    return compose(disclose(case, campaign_of(made.plan, **more), made, wording()), templates)


@pytest.fixture(scope="session")
def belarus() -> Dossier:
    """The campaign of examples/belarus."""
    return read_campaign(EXAMPLE)


def belarus_edition(dossier: Dossier, letter: str, recipient: str = "", date: str = "") -> Edition:
    """Address one of its letters, to the first recipient if none is named."""
    plan = next(one for one in dossier.campaign.letters if one.id == letter)
    office = next(one for one in dossier.recipients if one.id == (recipient or plan.recipients[0]))
    return edition_of(plan, office, date)
