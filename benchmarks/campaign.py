"""The campaign that is printed: the example's letters, addressed to offices that are invented.

A copy of examples/belarus gets four more letters: one page, three pages, ten pages, and the one of three
pages in six languages to eight kinds of office. What had to be added for ten pages is invented, and says so.
"""

import csv
import datetime as dt
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

EXAMPLE = Path(__file__).parents[1] / "examples" / "belarus"

OFFICES = 1000
"""To how many each letter that all tools print is addressed."""
LENGTHS = {"one-page": 1, "three-pages": 3, "ten-pages": 10}
"""The letters that all tools print, and how many pages zvarot makes of each."""
MIXED = "mixed"

KINDS = (
    *("ngo", "embassy", "parliament", "donor"),
    *("government", "intergovernmental", "eu-institution", "un-mechanism"),
)
_TOWNS = ("Exampleton", "Beispielstadt", "Ville-Exemple", "Przykładów", "Sampleby")
_STREETS = ("Sample Street", "Invented Avenue", "Musterweg", "Rue de l’Exemple", "ulica Próbna")
_FIELDS = ("Civic", "Legal", "Exile", "Press", "Prison", "Family", "Victims’")
_LANGUAGES = {
    "en": ("Office {n} for {field} Affairs", "Dear Members of Office {n},"),
    "be": ("Ведамства № {n}", "Паважаныя супрацоўнікі ведамства № {n}!"),
    "ru": ("Ведомство № {n}", "Уважаемые сотрудники ведомства № {n}!"),
    "de": ("Amt {n} für Beispiele", "Sehr geehrte Damen und Herren des Amtes {n},"),
    "fr": ("Bureau {n} des exemples", "Mesdames et Messieurs du bureau {n},"),
    "pl": ("Urząd nr {n}", "Szanowni Państwo z urzędu nr {n},"),
}
"""What an office is called in each language, and how it is greeted."""
_SHAPES = 5
"""Addresses have three to seven lines."""
_COLUMNS = (
    *("id", "kind", "office", "body", "language", "salutation", "lines"),
    *("country", "address_country", "quality", "verified"),
)
_INVENTED = (
    "This incident is invented, so that the letter is long. On that morning officers came to an office in"
    " Exampleton, stayed for {hours} hours and took away computers, notebooks and the keys of the door. The"
    " people who worked there were asked to sign papers that they were not allowed to read. Two of them were"
    " taken along and came back in the evening; nobody told them why they had been held, and nobody gave the"
    " notebooks back."
)


def write_campaign(folder: Path, offices: int) -> Path:
    """Write the campaign for as many invented offices in each of its two lists."""
    shutil.copytree(EXAMPLE, folder)
    _add_to_list(folder / "case.yaml", "incidents", _incidents())
    plans = {plan["id"]: plan for plan in _read(folder / "campaign.yaml")["letters"]}
    _add_to_list(folder / "campaign.yaml", "letters", _plans(plans["appeal-2024"], folder))
    with (folder / "recipients.yaml").open("a", encoding="utf-8") as file:
        file.write("\ntables:\n  - {id: offices, file: offices.csv}\n  - {id: mixed, file: mixed.csv}\n")
    numbers = range(offices)
    _write_offices(folder / "offices.csv", (_office(n, "office", "en", "ngo") for n in numbers))
    _write_offices(folder / "mixed.csv", (_mixed_office(number) for number in numbers))
    return folder


def in_order(count: int) -> list[int]:
    """Return the first offices in the order in which a batch comes to them: addresses alike side by side."""
    return sorted(range(OFFICES), key=lambda number: (number % _SHAPES, number))[:count]


def office_id(number: int, of: str = "office") -> str:
    """Return the id of an office by its number."""
    return f"{of}-{number:05}"


def mixed_name(number: int) -> str:
    """Return the name of a letter's files, by the number of its office in the mixed list."""
    return f"{MIXED}/{office_id(number, MIXED)}.{_mixed(number)[0]}"


def _mixed(number: int) -> tuple[str, str]:
    """Return language and kind of an office of the mixed list: each pair, one after the other."""
    languages = [*_LANGUAGES]
    return languages[number % len(languages)], KINDS[number // len(languages) % len(KINDS)]


def _mixed_office(number: int) -> tuple[str, ...]:
    return _office(number, MIXED, *_mixed(number))


def _office(number: int, of: str, language: str, kind: str) -> tuple[str, ...]:
    """Return the row of an office whose address has three to seven lines, the country's among them."""
    name, greeting = _LANGUAGES[language]
    field = _FIELDS[number % len(_FIELDS)]
    more = number % _SHAPES
    inside = [f"Floor {number % 9 + 1}", f"Gate {number % 4 + 1}"][: max(0, more - 2)]
    street = [f"{_STREETS[number % len(_STREETS)]} {number % 97 + 1}"][:more]
    town = f"{10115 + number * 7 % 80000} {_TOWNS[number % len(_TOWNS)]}"
    body = "Invented Federation of Examples" if more > 1 else ""
    return (
        *(office_id(number, of), kind, name.format(n=number, field=field), body, language),
        *(greeting.format(n=number), "\n".join([*inside, *street, town])),
        *("DE", "DE", "verified", "2024-08-01"),
    )


def _write_offices(path: Path, rows: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(_COLUMNS)
        table.writerows(rows)


def _plans(appeal: dict[str, Any], folder: Path) -> list[dict[str, Any]]:
    """Return the letters that are added, each made from the appeal of 2024."""
    case = _read(folder / "case.yaml")
    short = {key: value for key, value in appeal.items() if key not in ("hook", "signatories_note")}
    nothing: dict[str, list[str]] = {"incidents": [], "figures": [], "background": []}
    everything = {kind: _told(case[kind]) for kind in ("incidents", "figures", "demands")}
    to_offices = {"recipients": ["offices"]}
    return [
        {
            **short,
            **nothing,
            **to_offices,
            "id": "one-page",
            "form": "open-letter",
            "demands": ["raise-voices"],
        },
        {**appeal, **to_offices, "id": "three-pages"},
        {**appeal, **to_offices, **everything, "id": "ten-pages"},
        {**appeal, "recipients": ["mixed"], "id": MIXED},
    ]


def _told(records: list[dict[str, Any]]) -> list[str]:
    """Return the ids of what is not withheld."""
    return [one["id"] for one in records if not one["id"].startswith("withheld")]


def _incidents() -> list[dict[str, Any]]:
    """Return incidents that nobody has lived through."""
    return [
        {
            "id": f"invented-{number}",
            "title": {"en": f"An invented search, number {number}"},
            "start": dt.date(2024, 2, 1),
            "account": {"en": _INVENTED.format(hours=number + 2)},
            "sources": ["s1"],
        }
        for number in range(1, 28)
    ]


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _add_to_list(path: Path, key: str, records: list[dict[str, Any]]) -> None:
    """Write records at the head of one of a file's lists; each by itself, since anchors are not allowed."""
    lines = [
        f"  {line}"
        for record in records
        for line in yaml.safe_dump([record], allow_unicode=True, sort_keys=False).splitlines(keepends=True)
    ]
    before, head, behind = path.read_text(encoding="utf-8").partition(f"\n{key}:\n")
    path.write_text(before + head + "".join(lines) + behind, encoding="utf-8")
