"""What `templates show` lists is what a template gets: every name, of the kind that is said."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from jinja2 import meta

from shipped import wording
from zvarot.case.reading import read_campaign
from zvarot.writing.disclosure import disclose
from zvarot.writing.folders import shipped_templates
from zvarot.writing.notes import Said
from zvarot.writing.rehearsal import editions
from zvarot.writing.telling import Telling
from zvarot.writing.templating import Templates
from zvarot.writing.values import described

KINDS: dict[str, tuple[type, ...]] = {
    "text": (str,),
    "true or false": (bool,),
    "text with notes": (Said, str),
    "list of texts": (list,),
    "list of texts with notes": (list,),
    "list": (list,),
}

LISTED_ALREADY = {"background", "held", "freed", "named"}
"""Lists whose items are described where another list is: they are as in `incidents` and `people`."""

DESCRIBED = {name: (kind, meaning) for name, kind, meaning in described()}


@pytest.fixture(scope="module")
def told() -> dict[str, list[Any]]:
    """Every value of all letters of the sample, by its name: `people[].name`."""
    sample = read_campaign(shipped_templates() / "sample")
    found: dict[str, list[Any]] = {}
    for made in editions(sample, "appeal", "en"):
        telling = Telling(disclose(sample.case, sample.campaign, made, wording()), wording())
        for name, value in walked(telling.values()):
            found.setdefault(name, []).append(value)
    return found


def walked(values: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every value with its name; lists of dicts and dicts give what is in them."""
    for key, value in values.items():
        name = f"{before}{key}"
        if isinstance(value, dict):
            yield from walked(value, f"{name}.")
        elif name in LISTED_ALREADY:
            yield name, value
        elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
            for one in value:
                yield from walked(one, f"{name}[].")
        elif value != [] or name in DESCRIBED:
            yield name, value


def test_every_value_that_a_template_gets_is_described(told: dict[str, list[Any]]) -> None:
    assert len(told) > 50
    assert sorted(told.keys() - DESCRIBED.keys()) == []


def test_every_value_that_is_described_is_there(told: dict[str, list[Any]]) -> None:
    assert sorted(DESCRIBED.keys() - told.keys()) == []


def test_every_value_is_of_the_kind_that_is_said(told: dict[str, list[Any]]) -> None:
    wrong = [
        (name, kind, value)
        for name, (kind, _) in DESCRIBED.items()
        for value in told[name]
        if not (callable(value) if kind == "function" else isinstance(value, KINDS[kind]))
    ]
    assert wrong == []


def test_what_says_that_it_may_be_empty_is_the_only_text_that_is(told: dict[str, list[Any]]) -> None:
    empty = {name for name, values in told.items() if name in DESCRIBED and "" in values}
    assert empty
    silent = [name for name in empty if not re.search(r"may be empty|where", DESCRIBED[name][1])]
    assert sorted(silent) == []


def test_no_value_is_described_twice() -> None:
    names = [name for name, _, _ in described()]
    assert len(names) == len({*names}) > 50


def test_a_meaning_is_a_sentence() -> None:
    meanings = [meaning for _, _, meaning in described()]
    assert meanings
    assert [words for words in meanings if not re.fullmatch(r"[A-Z`].*[.…]", words)] == []


@pytest.mark.parametrize(
    ("name", "kind", "meaning"),
    [
        ("letter.subject", "text", "The subject line."),
        ("letter.hook", "text with notes", "Why now; may be empty."),
        ("recipient.address", "list of texts", "The lines of the postal address."),
        ("people[].held", "true or false", "Whether the person is held on the letter's date."),
        ("demands.authorities", "list of texts with notes", "What is asked of the authorities."),
        ("held", "list", "Those of `people` who are held on the letter's date."),
    ],
)
def test_a_value_is_described_by_kind_and_meaning(name: str, kind: str, meaning: str) -> None:
    assert DESCRIBED[name] == (kind, meaning)


def test_the_functions_are_described_with_their_use() -> None:
    functions = {name: meaning for name, (kind, meaning) in DESCRIBED.items() if kind == "function"}
    assert {"figure", "listed_html"} <= functions.keys()
    assert [name for name, meaning in functions.items() if f"{name}(" not in meaning] == []


def test_shipped_forms_print_no_value_that_is_not_described(templates: Templates) -> None:
    known = {name.replace("[]", "").split(".")[0] for name in DESCRIBED}
    paths = [*(shipped_templates() / "forms").rglob("*.j2")]
    assert len(paths) > 10
    for path in paths:
        names = meta.find_undeclared_variables(templates.environment.parse(path.read_text(encoding="utf-8")))
        assert names <= known, f"{Path(path).name}: {names - known}"
