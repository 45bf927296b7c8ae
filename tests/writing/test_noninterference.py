"""A letter does not depend, in any byte, on what its reader may not learn.

The case is changed in everything that is withheld - other values, other lengths, records added, dropped,
renamed, reordered, spoken of in texts, taken into the plan - and the page must stay the same.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from shipped import wording
from writing import veiling
from writing.conftest import campaign_of, office_of
from writing.veiling import DAY, LADDER, Data, Draw, other_secrets, words
from zvarot.case.campaign import Campaign, Edition, LetterPlan
from zvarot.case.casefile import Case, Figure
from zvarot.case.parties import Recipient
from zvarot.case.reading import Dossier
from zvarot.case.records import Audience
from zvarot.findings import Refused
from zvarot.writing import disclosure
from zvarot.writing.composing import compose
from zvarot.writing.disclosed import DisclosedFigure, Disclosure
from zvarot.writing.locales import Wording
from zvarot.writing.page import lay_out
from zvarot.writing.templating import Templates

Pair = tuple[Data, Data]

PROFILE = settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=15,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
EVERY_READER = pytest.mark.parametrize("audience", LADDER)


@pytest.fixture
def page(templates: Templates) -> Callable[..., str]:
    """Return a maker of pages with what they were made from; one that is refused is a page too."""

    def make(case: Data, plan: Data, audience: str, day: str, office: Recipient, campaign: Campaign) -> str:
        made = Edition(
            plan=TypeAdapter(LetterPlan).validate_python(plan),
            recipient=office,
            language="en",
            date=dt.date.fromisoformat(day),
            audience=Audience(audience),
        )
        try:
            told = disclosure.disclose(TypeAdapter(Case).validate_python(case), made, wording())
            html = lay_out(compose(told, made, campaign, templates), templates).html
            # What workers receive, and what is made of it.
            return f"{told!r}{html}"
        except Refused:
            return "refused"

    return make


def must_be_the_same(first: str, second: str) -> None:
    """Fail where two pages differ, and show the first place, in the body if there is one."""
    for one, other in zip(first.partition("<body")[::-1], second.partition("<body")[::-1], strict=True):
        if one != other:
            pairs = enumerate(zip(one, other, strict=False))
            at = next((number for number, (a, b) in pairs if a != b), min(len(one), len(other)))
            start, end = max(0, at - 100), at + 60
            raise AssertionError(f"…{one[start:end]!r}\nis not\n…{other[start:end]!r}")


# The example ------------------------------------------------------------------------------------


@EVERY_READER
def test_no_letter_of_the_campaign_depends_on_what_is_withheld(
    belarus: Dossier, page: Callable[..., str], audience: str
) -> None:
    case = TypeAdapter(Case).dump_python(belarus.case, mode="json")
    plans = TypeAdapter(tuple[LetterPlan, ...]).dump_python(belarus.campaign.letters, mode="json")
    for plan in plans:
        plan["hook"] = {"en": "Think of {person:withheld-1} and {person:withheld-5}, and of {person:hulak}."}
        plan["incidents"] += ["withheld-a", "first-day-14-july"]
        plan["figures"] += ["years-abroad", "held-72-hours"]
    made = 0

    @given(
        data=st.data(),
        plan=st.sampled_from(plans),
        day=st.sampled_from([DAY, "2022-12-14", "2024-08-16", "2025-12-14"]),
    )
    @PROFILE
    def holds(data: st.DataObject, plan: Data, day: str) -> None:
        nonlocal made
        other_case, other_plan = data.draw(other_secrets(case, plan, audience, day))
        assume((other_case, other_plan) != (case, plan))
        office = belarus.recipients[0]
        first = page(case, plan, audience, day, office, belarus.campaign)
        must_be_the_same(first, page(other_case, other_plan, audience, day, office, belarus.campaign))
        made += first != "refused"

    holds()
    assert made > 5


# Cases of any kind ------------------------------------------------------------------------------


def text(*references: str) -> st.SearchStrategy[Data]:
    """Make a text that may refer to the first records of some kinds."""
    blanks = [f" {{{reference}{number}}}" for reference in references for number in range(2)]
    return st.tuples(words, st.sampled_from([*[""] * 4, *blanks])).map(lambda parts: {"en": "".join(parts)})


NOTED = ("person:p", "figure:f", "source:s")
cited = st.lists(st.sampled_from(["s0", "s1", "s2"]), min_size=1, max_size=3, unique=True)
days = st.one_of(veiling.earlier, veiling.later)
circles = st.sampled_from([*[None] * 8, *LADDER])
readings = st.fixed_dictionaries(
    {
        "as_of": days,
        "value": st.integers(0, 10**6),
        "counter": veiling.counters,
        "caveat": st.one_of(st.none(), text("person:p")),
        "sources": cited,
        "audience": circles,
    }
)
statuses = st.fixed_dictionaries(
    {
        "state": st.sampled_from(["detained", "imprisoned", "released"]),
        "date": days,
        "detail": text("person:p"),
        "sources": cited,
        "audience": circles,
    }
)


@st.composite
def records(draw: Draw, prefix: str, /, **fields: st.SearchStrategy[Any]) -> list[Data]:
    """Make a few records with ids and audiences."""
    shape = st.fixed_dictionaries({**fields, "audience": circles})
    found = draw(st.lists(shape, min_size=2, max_size=4))
    return [{"id": f"{prefix}{number}", **record} for number, record in enumerate(found)]


@st.composite
def people(draw: Draw) -> list[Data]:
    """Make people, most of them public."""
    consent = {"basis": "given", "by": "x", "on": "2021-01-01", "audience": "public"}
    consents: list[Data | None] = [
        consent,
        consent,
        {**consent, "withdrawn": DAY},
        {**consent, "audience": "mechanism"},
        None,
    ]
    fields = {
        "names": words.map(lambda word: {"en": f"Person {word}"}),
        "role": text("person:p"),
        "stand_in": st.sampled_from([None, {"en": "a relative"}]),
        "statuses": st.lists(statuses, max_size=3),
        "consent": st.sampled_from(consents),
    }
    return [{**one, "audience": one["audience"] or "public"} for one in draw(records("p", **fields))]


@st.composite
def cases(draw: Draw) -> Pair:
    """Make a case, with a plan that takes all of it."""
    case: Data = {
        "title": {"en": "Case"},
        "country": "BY",
        "language": "en",
        "audience": draw(st.sampled_from([*["public"] * 4, "mechanism"])),
        "organisations": [{"id": id, "name": {"en": f"Centre {id}"}} for id in ("one", "two")],
        "sources": draw(records("s", title=text("person:p"), date=st.one_of(st.none(), days))),
        "people": draw(people()),
        "figures": draw(
            records(
                "f",
                unit=words.map(lambda word: {"en": {"other": word}}),
                statement=text("person:p").map(lambda one: {"en": f"{{value}} {one['en']}"}),
                readings=st.lists(readings, min_size=1, max_size=3),
            )
        ),
        "incidents": draw(
            records("i", title=text("person:p"), start=days, account=text(*NOTED), sources=cited)
        ),
        "demands": draw(
            records(
                "d",
                to=st.sampled_from(["authorities", "international-community"]),
                text=st.one_of(text(*NOTED), st.just({"en": "release {held}"})),
                people=st.lists(st.sampled_from(["p0", "p1", "p2"]), max_size=3, unique=True),
                sources=cited,
            )
        ),
    }
    plan: Data = {
        "id": "letter",
        "form": "open-letter",
        "date": DAY,
        "recipients": ["office"],
        "subject": draw(text("person:p")),
        "opening": draw(text(*NOTED)),
        "hook": draw(text(*NOTED)),
    }
    for name in ("people", "figures", "incidents", "demands"):
        plan[name] = draw(st.permutations([one["id"] for one in case[name]]))
    return case, plan


def hold_for(page: Callable[..., str], audience: str, profile: settings) -> int:
    """Try that generated letters do not depend on what is withheld; return how many could be made."""
    made = 0

    @given(data=st.data(), whole=cases())
    @profile
    def holds(data: st.DataObject, whole: Pair) -> None:
        nonlocal made
        case, plan = whole
        other_case, other_plan = data.draw(other_secrets(case, plan, audience, DAY))
        assume((other_case, other_plan) != (case, plan))
        office = office_of()
        campaign = campaign_of(TypeAdapter(LetterPlan).validate_python(plan))
        first = page(case, plan, audience, DAY, office, campaign)
        must_be_the_same(first, page(other_case, other_plan, audience, DAY, office, campaign))
        made += first != "refused"

    holds()
    return made


@EVERY_READER
def test_no_letter_depends_on_what_is_withheld(page: Callable[..., str], audience: str) -> None:
    assert hold_for(page, audience, PROFILE) > 4


# The test itself --------------------------------------------------------------------------------

Gate = disclosure.Gate
honest = disclosure.disclose


def counts_the_withheld(case: Case, made: Edition, words: Wording) -> Disclosure:
    """Tell how many people there are, withheld ones included."""
    return replace(honest(case, made, words), hook=f"We know of {len(case.people)} people.")


def numbers_all_sources(case: Case, made: Edition, words: Wording) -> Disclosure:
    """Give every source its number before any of them is withheld."""
    found = honest(case, made, words)
    for number, source in enumerate(case.sources, 1):
        if source.id in found.sources:
            shown = replace(found.sources[source.id], publisher=f"No. {number}")
            found = replace(found, sources={**found.sources, source.id: shown})
    return found


def leaves_the_id(gate: Any, person: Any) -> str:
    """Name a withheld person by the id."""
    return str(person.names["en"] if gate.knows(person) else person.id)


honest_figure = Gate.figure


def mixes_withheld_counters(gate: Any, figure: Figure) -> DisclosedFigure | None:
    """Call counters mixed because of a reading that is withheld."""
    found = honest_figure(gate, figure)
    counters = {reading.counter for reading in figure.readings}
    return found and replace(found, mixed=len(counters) > 1)


@pytest.mark.parametrize(
    ("place", "name", "leak"),
    [
        (disclosure, "disclose", counts_the_withheld),
        (disclosure, "disclose", numbers_all_sources),
        (Gate, "name", leaves_the_id),
        (Gate, "figure", mixes_withheld_counters),
        (Gate, "allows", lambda *_: True),
        (Gate, "knows", lambda *_: True),
    ],
)
def test_a_leak_is_caught(
    page: Callable[..., str],
    monkeypatch: pytest.MonkeyPatch,
    place: Any,
    name: str,
    leak: Callable[..., Any],
) -> None:
    monkeypatch.setattr(place, name, leak)
    with pytest.raises(AssertionError, match="is not"):
        hold_for(page, "public", settings(PROFILE, max_examples=150))
