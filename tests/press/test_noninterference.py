"""A letter does not depend, in any byte, on what its reader may not learn; nor does what is said about it.

Each case is made into others that differ only in what is withheld, and everything is compared. Everything
here is invented. The number of pairs comes from the environment: `make pairs N=10000` tries more of them.
"""

import copy
import datetime as dt
import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from zvarot.case import campaign, review
from zvarot.case.campaign import Waiver, edition
from zvarot.case.casefile import Figure
from zvarot.case.contents import planned
from zvarot.case.mechanisms import mechanisms
from zvarot.case.parties import Kind, Recipient
from zvarot.case.plain import told_otherwise
from zvarot.case.records import Audience
from zvarot.findings import Finding, Severity
from zvarot.press import production, selftest
from zvarot.press.knowing import LADDER, SPOKEN_OF, Data
from zvarot.press.printing import Press
from zvarot.press.production import Workshop
from zvarot.press.selftest import Trial, Way, page_alone, pdf_alone, whole_letter
from zvarot.press.typesetting import Typesetter
from zvarot.writing.disclosed import DisclosedFigure
from zvarot.writing.disclosure import Gate, disclose
from zvarot.writing.folders import TemplateFolders

ROOT = Path(__file__).parents[2]
HTML_PAIRS = int(os.environ.get("PAIRS", "1000"))
PDF_PAIRS = HTML_PAIRS // 10
OTHERS = 3
"""With how many other cases a generated one is compared."""
DAY = "2021-07-26"
FORMS = [(form, language) for form, written in TemplateFolders().forms().items() for language in written]

PROFILE = settings(
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)

Pair = tuple[Data, Data]
Draw = st.DrawFn


@pytest.fixture(scope="module")
def workshop() -> Workshop:
    """A small invented campaign, in whose place others are put."""
    return Workshop(ROOT / "tests" / "broken" / "base")


@pytest.fixture(scope="module")
def belarus() -> Workshop:
    return Workshop(ROOT / "examples" / "belarus")


def must_be_the_same(trial: Trial, way: Way, own: selftest.Artefacts, random: Random) -> None:
    """Fail where two letters differ: say in what, and show the first place."""
    other = trial.other(way, random)
    for name in selftest.differences(own, other):
        one, two = str(own.get(name)), str(other.get(name))
        at = next((n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), 0)
        start, end = max(0, at - 100), at + 60
        raise AssertionError(f"{name} differs: …{one[start:end]!r}\nis not\n…{two[start:end]!r}")


# Cases of any kind ------------------------------------------------------------------------------

words = st.sampled_from(
    ["a", "Some words", "a *longer* text & “more” of it, so that it may well break a line"]
)
days = st.sampled_from(["2019-01-01", "2021-07-01", "2021-07-25", DAY, "2021-07-27", "2024-01-01"])
cited = st.lists(st.sampled_from(["s0", "s1", "s2"]), min_size=1, max_size=3, unique=True)
circles = st.sampled_from([*[None] * 8, *LADDER])
NOTED = ("person:p", "figure:f", "source:s")


def text(*references: str) -> st.SearchStrategy[Data]:
    """Make a text that may refer to the first records of some kinds, for every language."""
    blanks = [f" {{{reference}{number}}}" for reference in references for number in range(2)]
    return st.tuples(words, st.sampled_from([*[""] * 4, *blanks])).map(lambda parts: {"any": "".join(parts)})


readings = st.fixed_dictionaries(
    {
        "as_of": days,
        "value": st.integers(0, 10**6),
        "counter": st.sampled_from([None, "one", "two"]),
        "caveat": st.one_of(st.none(), text()),
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
    found = draw(st.lists(shape, min_size=3, max_size=4))
    return [{"id": f"{prefix}{number}", **record} for number, record in enumerate(found)]


@st.composite
def stand_ins(draw: Draw) -> Any:
    """Make what stands in for a person: nothing, words for all, or something else for each audience."""
    circles = sorted(draw(st.sets(st.sampled_from(LADDER), max_size=3)), key=LADDER.index)
    ways = [(one, draw(st.sampled_from(["initials", "role", "words", "nothing"]))) for one in circles]
    return [
        {"audience": one, "as": way, **({"text": draw(text())} if way == "words" else {})}
        for one, way in ways
    ]


@st.composite
def people(draw: Draw, sound: bool) -> list[Data]:
    """Make people, most of them public; sound ones are named no wider than their consent goes."""
    consent = {"basis": "given", "by": "x", "on": "2021-01-01", "audience": "public"}
    others: list[Data | None] = [{**consent, "withdrawn": DAY}, {**consent, "audience": "mechanism"}, None]
    fields = {
        "role": text("person:p"),
        "stand_in": stand_ins(),
        "statuses": st.lists(statuses, max_size=3),
        "consent": st.sampled_from([consent] * 3 if sound else [consent, *others]),
    }
    found = draw(records("p", **fields))
    # No word of a letter looks like one of these.
    names = ("Żqxuwa Ñwzovqixu", "Ъфожы-Щъу Жхыъфощу", "Öqxu Zqewzoqi", "É'vqi Xjazqewu Wzoqxuvi")
    return [
        {**one, "names": {"any": name}, "audience": one["audience"] or "public"}
        for one, name in zip(found, names, strict=False)
    ]


@st.composite
def cases(draw: Draw, form: str, sound: bool) -> Pair:
    """Make a case, with a plan that takes all of it."""
    forms = ("zero", "one", "two", "few", "many", "other", "genitive")
    unit = words.map(lambda word: {language: dict.fromkeys(forms, word) for _, language in FORMS})
    statement = text("person:p").map(lambda one: {"any": f"{{value}} {'' if sound else one['any']}"})
    case: Data = {
        "title": {"any": "Case"},
        "country": "BY",
        "language": "en",
        "audience": draw(st.sampled_from([*["public"] * 4, "mechanism"])),
        "organisations": [{"id": id, "name": {"any": f"Centre {id}"}} for id in ("one", "two")],
        "sources": draw(
            records("s", title=text(*([] if sound else ["person:p"])), date=st.one_of(st.none(), days))
        ),
        "people": draw(people(sound)),
        "figures": draw(
            records("f", unit=unit, statement=statement, readings=st.lists(readings, min_size=1, max_size=3))
        ),
        "incidents": draw(
            records("i", title=text("person:p"), start=days, account=text(*NOTED), sources=cited)
        ),
        "demands": draw(
            records(
                "d",
                to=st.sampled_from(["authorities", "international-community"]),
                text=st.one_of(text(*NOTED), st.just({"any": "release {held}"})),
                people=st.lists(st.sampled_from(["p0", "p1", "p2"]), max_size=2, unique=True),
                sources=cited,
            )
        ),
    }
    plan: Data = {
        "id": "letter",
        "form": form,
        "date": DAY,
        "recipients": ["office"],
        "subject": draw(text("person:p")),
        "opening": draw(text(*NOTED)),
        "hook": draw(text(*NOTED)),
        "steps": draw(text(*NOTED)),
        "contact": draw(text("person:p")),
        "procedure": draw(st.sampled_from([*[None] * 60, *sorted(mechanisms())])),
        "audience": draw(circles),
    }
    for name in ("people", "figures", "incidents", "demands"):
        plan[name] = draw(st.permutations([one["id"] for one in case[name]]))
    if sound:
        of_case = {**quotable(case, case, "public"), "audience": case["audience"]}
        return of_case, {**quotable(case, {**plan, "audience": None}, "public"), "audience": plan["audience"]}
    return case, plan


def quotable(case: Data, value: Any, circle: str) -> Any:
    """Take references out of texts that are meant for a wider circle than what they refer to."""
    if isinstance(value, dict):
        circle = value.get("audience") or circle
        return {key: quotable(case, item, circle) for key, item in value.items()}
    if isinstance(value, list):
        return [quotable(case, item, circle) for item in value]
    if not isinstance(value, str):
        return value
    lists = {"figure": case["figures"], "source": case["sources"]}
    narrow = {
        f"{{{kind}:{one['id']}}}"
        for kind, found in lists.items()
        for one in found
        if LADDER.index(one["audience"] or case["audience"]) < LADDER.index(circle)
    }
    return SPOKEN_OF.sub(lambda match: "" if match[0] in narrow else match[0], value)


@st.composite
def offices(draw: Draw, language: str) -> Recipient:
    """Make an office of any kind and audience."""
    return Recipient(
        id="office",
        kind=draw(st.sampled_from(Kind)),
        audience=draw(st.sampled_from([None, *Audience, Audience.INTERNAL, Audience.MECHANISM])),
        office={"any": "Office"},
        country=draw(st.sampled_from(["BY", "DE", None])),
        language=language,
        salutation={"any": "Dear office,"},
        verified=dt.date(2021, 1, 1),
    )


ANSWERED = Waiver(rule="trusted-recipient", on="office", by="x", why="x", until=dt.date(2099, 1, 1))
"""Somebody answers for the offices that learn more than their kind, else no letter of theirs is made."""


def trial_of(workshop: Workshop, pair: Pair, office: Recipient) -> Trial:
    """Put a case in the place of the invented campaign's, and its letter to an office on trial."""
    twin = copy.copy(workshop)
    dossier = replace(
        workshop.dossier,
        recipients=(office,),
        campaign=replace(workshop.dossier.campaign, waivers=(ANSWERED,)),
    )
    twin.dossier = told_otherwise(dossier, *pair)
    (plan,) = twin.dossier.campaign.letters
    return Trial(twin, edition(plan, office), "")


class Hunt:
    """Looks for differences, and counts."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self.pairs: Counter[str] = Counter()
        self.made: Counter[str] = Counter()
        self.readers: Counter[str] = Counter()

    def hunt(self, form: str, language: str, way: Way, cases_tried: int, others: int = OTHERS) -> None:
        """Compare letters of a form and language with others, made of generated cases."""

        @given(
            whole=cases(form, sound=way is whole_letter),
            office=offices(language),
            random=st.randoms(use_true_random=True),
        )
        @settings(PROFILE, max_examples=cases_tried)
        def holds(whole: Pair, office: Recipient, random: Random) -> None:
            trial = trial_of(self.workshop, whole, office)
            own = way(trial.workshop, trial.made)
            for _ in range(others):
                must_be_the_same(trial, way, own, random)
                self.pairs[way.__name__] += 1
            self.made[way.__name__] += "refusal" not in own
            self.readers[trial.made.audience] += 1

        holds()

    def spread(self, way: Way, pairs: int, others: int = OTHERS) -> None:
        """Compare so many pairs at least, of every form and language alike."""
        for form, language in FORMS:
            self.hunt(form, language, way, -(-pairs // (len(FORMS) * others)), others)


@pytest.mark.parametrize(
    ("way", "pairs", "others", "readers"),
    [
        (whole_letter, HTML_PAIRS // 3, OTHERS, 4),
        (page_alone, HTML_PAIRS - HTML_PAIRS // 3, OTHERS, 5),
        (pdf_alone, PDF_PAIRS, 2, 3),
    ],
    ids=["letters with all that is said of them", "pages", "PDFs"],
)
def test_no_letter_depends_on_what_is_withheld(
    workshop: Workshop, tell: Callable[[str], None], way: Way, pairs: int, others: int, readers: int
) -> None:
    hunt = Hunt(workshop)
    hunt.spread(way, pairs, others)
    tell(f"pairs tried ({way.__name__.replace('_', ' ')}): {hunt.pairs.total():,}, all the same")
    assert hunt.pairs.total() >= pairs
    assert len(hunt.readers) >= readers
    assert min(hunt.made.values()) > len(FORMS)


def example_trials(belarus: Workshop) -> Iterator[Trial]:
    """Yield the example's letters, one for each letter, language and audience."""
    found = planned(belarus.dossier, belarus.dossier.campaign.letters)
    alike = {(made.plan.id, made.language, made.audience): made for made in found}
    assert len(alike) > 15
    yield from (Trial(belarus, made, "example") for made in alike.values())


@pytest.mark.parametrize(("way", "step"), [(page_alone, 1), (whole_letter, 7), (pdf_alone, 9)])
def test_no_letter_of_the_example_depends_on_what_is_withheld(
    belarus: Workshop, tell: Callable[[str], None], way: Way, step: int
) -> None:
    trials = [*example_trials(belarus)][::step]
    for trial in trials:
        must_be_the_same(trial, way, way(belarus, trial.made), trial.random(1))
    tell(f"pairs tried (example, {way.__name__.replace('_', ' ')}): {len(trials)}, all the same")


# The test itself --------------------------------------------------------------------------------

honest_disclosure = disclose
honest_job = Workshop.job
honest_review = Workshop.review
honest_page = Press.page
honest_typesetting = Typesetter.typeset
honest_figure = Gate.figure

CASES: list[Any] = []
"""The case of which a letter is made: the leaks below remember it, as careless code would."""

Leak = tuple[Any, str, Callable[..., Any]]


def remembering(case: Any, *rest: Any) -> Any:
    """Disclose a case, and remember it."""
    CASES.append(case)
    return honest_disclosure(case, *rest)


def counts_the_withheld(case: Any, *rest: Any) -> Any:
    """Tell how many people there are, withheld ones included."""
    return replace(honest_disclosure(case, *rest), hook=f"We know of {len(case.people)} people.")


def numbers_all_sources(case: Any, *rest: Any) -> Any:
    """Give every source its number before any of them is withheld."""
    found = honest_disclosure(case, *rest)
    for number, source in enumerate(case.sources, 1):
        if source.id in found.sources:
            shown = replace(found.sources[source.id], publisher=f"No. {number}")
            found = replace(found, sources={**found.sources, source.id: shown})
    return found


def sorts_by_what_is_withheld(case: Any, *rest: Any) -> Any:
    """Put figures in the order of how often they were counted, withheld readings included."""
    found = honest_disclosure(case, *rest)
    counts = {one.id: len(one.readings) for one in case.figures}
    return replace(found, quoted=tuple(sorted(found.quoted, key=counts.__getitem__)))


def leaves_the_id(gate: Any, person: Any) -> str:
    """Name a withheld person by the id."""
    return str(person.names["any"] if gate.knows(person) and "any" in person.names else person.id)


def mixes_withheld_counters(gate: Any, figure: Figure) -> DisclosedFigure | None:
    """Call counters mixed because of a reading that is withheld."""
    found = honest_figure(gate, figure)
    counters = {reading.counter for reading in figure.readings}
    return found and replace(found, mixed=len(counters) > 1)


def hashes_the_case(workshop: Workshop, *rest: Any) -> Any:
    """Name a file after the bytes of the whole case."""
    job = honest_job(workshop, *rest)
    digest = hashlib.sha256(repr(workshop.dossier.case).encode()).hexdigest()
    return replace(job, name=f"{job.name}-{digest[:8]}")


def says_how_much_it_looked_at(workshop: Workshop, *rest: Any) -> Any:
    """Say how many records were looked at, as a log would."""
    message = f"{len(workshop.dossier.case.people)} people looked at"
    return (*honest_review(workshop, *rest), Finding("log", Severity.WARNING, message))


def speaks_of_the_withheld(workshop: Workshop, *rest: Any) -> Any:
    """Say of a withheld person that they have no consent."""
    silent = [one for one in workshop.dossier.case.people if one.consent is None]
    found = [Finding("consent", Severity.WARNING, f"{one.id} has not agreed") for one in silent]
    return (*honest_review(workshop, *rest), *found)


def dates_the_pdf(typesetter: Typesetter, page: Any) -> bytes:
    """Write the day of the case's last change into the PDF."""
    days = [one.date for person in CASES[-1].people for one in person.statuses]
    return honest_typesetting(typesetter, page) + f"\n%ModDate {max(days, default=None)}".encode()


def widens_tables(case: Any, markup: str) -> str:
    width = max(len(name) for person in case.people for name in person.names.values())
    return markup.replace("</body>", f'<table style="width:{width}em"></table></body>')


def describes_pictures(case: Any, markup: str) -> str:
    return markup.replace("</body>", f'<img alt="one of {len(case.incidents)}"></body>')


def numbers_ids(case: Any, markup: str) -> str:
    return markup.replace("<body", f'<body id="p{len(case.people)}"')


def laying_out(change: Callable[[Any, str], str]) -> Callable[..., Any]:
    """Return what lays out a page and changes its markup by what it remembers of the case."""

    def page(press: Press, disclosure: Any) -> Any:
        made = honest_page(press, disclosure)
        return replace(made, markup=change(CASES[-1], made.markup))

    return page


def styles_by_count(press: Press, disclosure: Any) -> Any:
    """Choose a margin by how many demands there are."""
    made = honest_page(press, disclosure)
    return replace(made, css=f"{made.css} :root {{ --gap: {len(CASES[-1].demands)}mm }}")


def sees_everything(dossier: Any, _audience: Any) -> Any:
    """Review a letter on the whole case."""
    return dossier


LEAKS: dict[str, tuple[str, Way, list[Leak]]] = {
    "a count": ("disclosure", page_alone, [(selftest, "disclose", counts_the_withheld)]),
    "a count, in what workers receive": (
        "what workers receive",
        whole_letter,
        [(production, "disclose", counts_the_withheld)],
    ),
    "a note number": ("disclosure", page_alone, [(selftest, "disclose", numbers_all_sources)]),
    "sort order": ("disclosure", page_alone, [(selftest, "disclose", sorts_by_what_is_withheld)]),
    "an id in a text": ("disclosure", page_alone, [(Gate, "name", leaves_the_id)]),
    "mixed counters": ("disclosure", page_alone, [(Gate, "figure", mixes_withheld_counters)]),
    "a gate that is open": ("(disclosure|refusal)", page_alone, [(Gate, "allows", lambda *_: True)]),
    "a gate that names all": ("(disclosure|refusal)", page_alone, [(Gate, "knows", lambda *_: True)]),
    "a file name": ("what workers receive|file names", whole_letter, [(Workshop, "job", hashes_the_case)]),
    "the size of a log": ("messages", whole_letter, [(Workshop, "review", says_how_much_it_looked_at)]),
    "a finding": ("messages", whole_letter, [(Workshop, "review", speaks_of_the_withheld)]),
    "a review of the whole case": ("messages|refusal", whole_letter, [(review, "seen_by", sees_everything)]),
    "a modification date": ("PDF", pdf_alone, [(Typesetter, "typeset", dates_the_pdf)]),
    "table width": ("page", page_alone, [(Press, "page", laying_out(widens_tables))]),
    "alt text": ("page", page_alone, [(Press, "page", laying_out(describes_pictures))]),
    "an id of the page": ("page", page_alone, [(Press, "page", laying_out(numbers_ids))]),
    "a CSS value": ("style", page_alone, [(Press, "page", styles_by_count)]),
    "a procedure's readers": (
        "(disclosure|refusal)",
        page_alone,
        [(campaign, "readers_of", lambda _: Audience.INTERNAL)],
    ),
}
"""What leaks: the artefact that shows it, how letters are made, and what stands in for honest code."""


@pytest.mark.parametrize("name", LEAKS)
def test_a_leak_is_caught(workshop: Workshop, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    artefact, way, leaks = LEAKS[name]
    monkeypatch.setattr(selftest, "disclose", remembering)
    for place, attribute, leak in leaks:
        monkeypatch.setattr(place, attribute, leak)
    form = "appeal" if name != "a procedure's readers" else "urgent-appeal"
    with pytest.raises(AssertionError, match=f"^({artefact}) differs"):
        Hunt(workshop).hunt(form, "en", way, 100)
