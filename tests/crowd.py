"""A campaign with many recipients and many people, all of them invented."""

import csv
import itertools
from pathlib import Path
from typing import Any

import yaml

from shipped import wording
from zvarot.case.campaign import Edition
from zvarot.case.reading import Dossier
from zvarot.writing.disclosed import Disclosure
from zvarot.writing.disclosure import disclose

HIDDEN = "Sabina Zmurkova"
"""Nobody outside may know her; colleagues refer to her as `hidden`."""
KINDS = (
    *("embassy", "parliament", "ngo", "donor", "media", "government"),
    *("eu-institution", "intergovernmental", "un-mechanism", "authority", "colleague"),
)
_GIVEN = ("Adam", "Berta", "Cyryl", "Dora", "Emil", "Frida")
_SURNAMES = [
    f"{a}{b}{c}" for a, b, c in itertools.product(("Bo", "Ga", "Lu", "Ty"), ("ril", "van"), ("ski", "dor"))
]
READINGS = (
    ("2023-03-01", 410, "sample-centre", "public"),
    ("2023-06-01", 455, "sample-centre", "public"),
    ("2023-09-01", 4900, "sample-centre", "public"),
    ("2023-10-15", 783, "sample-centre", "internal"),
    ("2023-12-01", 520, "other-centre", "public"),
    ("2024-02-15", 560, "sample-centre", "public"),
    ("2024-06-15", 610, "sample-centre", "public"),
)
"""Day, value, counter, audience: one has a digit too many, one is internal, one is later than the letter."""


def names(number: int) -> list[str]:
    """Return as many names of people who do not exist."""
    pairs = itertools.product(_GIVEN, _SURNAMES)
    return [f"{given} {surname}" for given, surname in itertools.islice(pairs, number)]


def make_crowd(folder: Path, recipients: int, people: int, form: str = "appeal") -> Path:
    """Write a campaign for offices of every kind, in which many people are held."""
    folder.mkdir(parents=True)
    ids = [f"person-{number:02}" for number in range(1, people + 1)]
    persons = [_person(id, name) for id, name in zip(ids, names(people), strict=True)]
    hidden = {"id": "hidden", "audience": "internal", "names": HIDDEN, "stand_in": "a relative"}
    case: dict[str, Any] = {
        "title": "Invented defenders in Samplia",
        "country": "BY",
        "language": "en",
        "audience": "public",
        "organisations": [
            {"id": "sample-centre", "name": "Sample Centre"},
            {"id": "other-centre", "name": "Other Centre"},
        ],
        "sources": [{"id": "bulletin", "title": "Invented bulletin", "date": "2023-01-20"}],
        "people": [*persons, hidden],
        "incidents": [
            {
                "id": "search",
                "title": "Search of an invented office",
                "start": "2024-02-01",
                "account": "Officers came for {figure:held} in the sight of {person:hidden}.",
                "people": [{"person": "hidden", "role": "witness"}],
                "sources": ["bulletin"],
            }
        ],
        "figures": [_figure()],
        "demands": [_demand(one) for one in ("authorities", "international-community", "colleagues")],
    }
    plan = {
        "id": "crowd",
        "form": form,
        "date": "2024-03-01",
        "recipients": ["offices"],
        "subject": "Samplia: release of defenders",
        "opening": "We write about {figure:held}.",
        "incidents": ["search"],
        "figures": ["held"],
        "people": [*ids, "hidden"],
        "demands": [one["id"] for one in case["demands"]],
    }
    campaign = {
        "title": "Invented letters",
        "language": "en",
        "sender": {"name": "Example Committee"},
        "letters": [plan],
    }
    table = {
        "id": "offices",
        "file": "offices.csv",
        "defaults": {
            "language": "en",
            "address_country": "DE",
            "quality": "verified",
            "verified": "2024-02-20",
        },
    }
    for name, data in {
        "case": case,
        "campaign": campaign,
        "recipients": {"language": "en", "tables": [table]},
    }.items():
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False))
    with (folder / "offices.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "kind", "office", "street", "postcode", "town", "country", "salutation"])
        writer.writerows(_office(number) for number in range(1, recipients + 1))
    return folder


def told(dossier: Dossier, made: Edition) -> Disclosure:
    """Return what the reader of a letter may learn."""
    return disclose(dossier.case, dossier.campaign, made, wording(made.language))


def _person(id: str, name: str) -> dict[str, object]:
    return {
        "id": id,
        "audience": "public",
        "names": name,
        "statuses": [{"state": "detained", "date": "2024-02-01", "sources": ["bulletin"]}],
        "consent": {"basis": "given", "by": "the person", "on": "2024-02-10", "audience": "public"},
    }


def _figure() -> dict[str, object]:
    readings = [
        {"as_of": day, "value": value, "counter": counter, "audience": audience, "sources": ["bulletin"]}
        for day, value, counter, audience in READINGS
    ]
    return {
        "id": "held",
        "unit": {"one": "person who is held", "other": "people who are held"},
        "statement": "The centres counted {value}.",
        "readings": readings,
    }


def _demand(to: str) -> dict[str, object]:
    return {
        "id": f"ask-{to}",
        "to": to,
        "text": f"do what {to.replace('-', ' ')} can",
        "sources": ["bulletin"],
    }


def _office(number: int) -> list[str]:
    kind = KINDS[number % len(KINDS)]
    office = f"Invented {kind.replace('-', ' ')} no. {number}"
    return [
        f"office-{number:04}",
        kind,
        office,
        f"Sample Street {number}",
        "10115",
        "Berlin",
        "DE",
        "Excellency,",
    ]
