"""Whatever a template is given: nowhere in it lies the case, or a word that the reader may not learn."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from writing.conftest import EVE, case_of, letter_of, telling_of
from zvarot.case import casefile
from zvarot.case.reading import Dossier
from zvarot.writing.composing import write
from zvarot.writing.disclosed import Disclosure
from zvarot.writing.page import css_text
from zvarot.writing.templating import Templates

OF_THE_CASE = tuple(
    kind
    for kind in vars(casefile).values()
    if isinstance(kind, type) and kind.__module__ == casefile.__name__ and not issubclass(kind, str)
)
KEPT_BACK = (Dossier, Disclosure, *OF_THE_CASE)
PLAIN = (str, bytes, int, float, bool, type(None))
CASE = case_of(people=[*case_of().people, {**EVE, "id": "eva", "names": "Eva Secretova"}])
SECRETS = ("Eve Hidden", "Eva Secretova", "eva")

Step = Callable[[Any], Iterator[tuple[str, Any]]]


def given_to_forms() -> Mapping[str, Any]:
    """Return what the template of a form may print."""
    return telling_of(CASE).values()


def given_to_the_layout(templates: Templates) -> Mapping[str, Any]:
    """Return what the layout may print."""
    letter = letter_of(CASE, templates)
    return {"letter": letter, "css_text": css_text, "_": templates.wording("en").labels.say}


def steps_of_a_template(templates: Templates) -> Step:
    """Return what leads from a thing to all that a template reaches from it: items and attributes."""
    sandbox: Any = templates.environment

    def steps(thing: Any) -> Iterator[tuple[str, Any]]:
        if isinstance(thing, Mapping):
            yield from ((f"[{key}]", value) for key, value in thing.items())
        elif isinstance(thing, list | tuple | set | frozenset):
            yield from ((f"[{number}]", value) for number, value in enumerate(thing))
        for name in dir(thing):
            value = getattr(thing, name, None)
            if sandbox.is_safe_attribute(thing, name, value):
                yield f".{name}", value

    return steps


def steps_of_python(thing: Any) -> Iterator[tuple[str, Any]]:
    """Yield what Python itself finds behind a thing, where no sandbox forbids it."""
    behind = [getattr(thing, "__self__", None), *getattr(thing, "__dict__", {}).values()]
    behind += [cell.cell_contents for cell in getattr(thing, "__closure__", None) or ()]
    behind += (
        thing.values() if isinstance(thing, Mapping) else thing if isinstance(thing, list | tuple) else []
    )
    yield from ((f"→{number}", value) for number, value in enumerate(behind))


def reached(given: Mapping[str, Any], steps: Step) -> dict[str, Any]:
    """Return everything that can be reached, by the way to it."""
    found: dict[int, tuple[str, Any]] = {}
    queue = list(given.items())
    while queue and len(found) < 20_000:
        way, thing = queue.pop()
        if id(thing) not in found:
            found[id(thing)] = way, thing
            queue += [] if isinstance(thing, PLAIN) else [(way + more, value) for more, value in steps(thing)]
    return dict(found.values())


@pytest.mark.parametrize("place", ["form", "layout"])
def test_a_template_reaches_neither_the_case_nor_what_is_withheld(
    place: str, templates: Templates, tell: Callable[[str], None]
) -> None:
    given = given_to_forms() if place == "form" else given_to_the_layout(templates)
    found = reached(given, steps_of_a_template(templates))
    assert len(found) > 40
    assert [way for way, thing in found.items() if isinstance(thing, KEPT_BACK)] == []
    words = {way: str(thing) for way, thing in found.items() if isinstance(thing, PLAIN)}
    assert "Ada Example" in "".join(words.values())
    assert [way for way, word in words.items() if any(secret in word for secret in SECRETS)] == []
    tell(f"reached from what a {place} is given: {len(found)} values, none of the case")


def test_the_disclosure_stands_behind_the_functions_but_the_case_does_not() -> None:
    found = reached(given_to_forms(), steps_of_python)
    kinds = {type(thing) for thing in found.values()}
    assert Disclosure in kinds
    assert kinds.isdisjoint({Dossier, *OF_THE_CASE})
    assert len(OF_THE_CASE) > 5


def test_a_form_that_prints_all_it_is_given_names_nobody_who_is_withheld(templates: Templates) -> None:
    letter = write(telling_of(CASE), templates)
    assert "Ada Example" in repr(letter)
    assert [secret for secret in SECRETS if secret in repr(letter)] == []
