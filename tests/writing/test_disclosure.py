"""The gate lets through what the reader may learn and what had come to pass by the letter's date."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from shipped import wording
from writing.conftest import (
    ADA,
    CONSENT,
    EVE,
    PROVISIONS,
    RAID,
    RELEASE,
    SEARCHES,
    SOURCES,
    belarus_edition,
    campaign_of,
    case_of,
    disclosed,
    edition_of,
    office_of,
    plan_of,
    reading,
    status,
)
from zvarot.case.reading import Dossier
from zvarot.case.records import Audience
from zvarot.findings import Refused
from zvarot.writing.disclosed import (
    DisclosedDemand,
    DisclosedFigure,
    DisclosedIncident,
    DisclosedPerson,
    DisclosedProvision,
    DisclosedSource,
    Disclosure,
    Standing,
)
from zvarot.writing.disclosure import disclose
from zvarot.writing.framing import framed

LADDER = tuple(Audience)


def value_of(figure: dict[str, Any], date: str = "") -> int | None:
    """Return the number that a letter quotes of a figure, if any."""
    found = disclosed(case_of(figures=[SEARCHES, {**SEARCHES, **figure, "id": "other"}]), date=date)
    return found.figures["other"].value if "other" in found.figures else None


def state_of(date: str, *statuses: dict[str, Any]) -> str | None:
    """Return the state of a person on a day."""
    found = disclosed(case_of(people=[{**ADA, "statuses": statuses}]), date=date)
    standing = found.people[0].standing
    return standing.state if standing else None


# Figures ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("date", "qualifier", "value", "counter"),
    [
        ("2021-07-26", "exactly", 561, "Human Rights Centre Viasna"),
        ("2022-12-14", "exactly", 1437, "Human Rights Centre Viasna"),
        ("2024-08-16", "more-than", 1500, "Dissidentby"),
    ],
)
def test_a_letter_quotes_the_count_of_political_prisoners_of_its_day(
    belarus: Dossier, date: str, qualifier: str, value: int, counter: str
) -> None:
    figure = disclose(
        belarus.case, belarus.campaign, belarus_edition(belarus, "solidarity-2021", date=date), wording()
    ).figures["political-prisoners"]
    assert (figure.qualifier, figure.value, figure.counter) == (qualifier, value, counter)


@pytest.mark.parametrize(
    ("date", "value"), [("2021-07-14", None), ("2021-07-15", 45), ("2021-07-16", 60), ("2022-01-01", 60)]
)
def test_the_latest_reading_not_after_the_letter_is_quoted(date: str, value: int | None) -> None:
    readings = [reading("2021-07-16", 60), reading("2021-07-15", 45)]
    sources = [{"id": "register", "title": "Register"}]
    case = case_of(figures=[{**SEARCHES, "readings": readings}], sources=sources, incidents=[])
    figure = disclosed(case, date=date).figures.get("searches")
    assert (figure and figure.value) == value


def test_a_reading_whose_sources_are_all_younger_than_the_letter_is_not_quoted() -> None:
    old, young = reading("2021-07-10", 1), reading("2021-07-11", 2, sources=["chronicle"])
    assert value_of({"readings": [old, young]}, date="2021-07-20") == 1
    assert value_of({"readings": [old, young]}, date="2021-07-21") == 2


def test_a_withheld_reading_is_not_quoted_and_mixes_no_counters() -> None:
    organisations = [{"id": "one", "name": "One"}, {"id": "two", "name": "Two"}]
    readings = [
        reading("2021-07-10", 1, counter="one"),
        reading("2021-07-11", 2, counter="two", audience="internal"),
    ]
    case = case_of(figures=[{**SEARCHES, "readings": readings}], organisations=organisations)
    figure = disclosed(case).figures["searches"]
    assert (figure.value, figure.mixed) == (1, False)
    assert disclosed(case, audience=Audience.INTERNAL).figures["searches"].mixed


def test_a_figure_without_words_in_the_language_of_the_letter_is_left_out() -> None:
    assert value_of({"unit": {"be": {"other": "ператрусаў"}}}) is None


def test_a_figure_without_a_sentence_can_be_quoted_in_a_text_all_the_same() -> None:
    assert value_of({"statement": {"be": "Былі {value}."}}) == 60


# People -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("date", "state"),
    [
        ("2021-07-13", None),
        ("2021-07-14", "detained"),
        ("2022-01-01", "detained"),
        ("2023-03-03", "imprisoned"),
        ("2025-12-13", "released"),
    ],
)
def test_the_status_in_force_on_the_letters_date_is_used(date: str, state: str | None) -> None:
    sources = [{"id": "register", "title": "Register"}]
    statuses = [
        status("released", "2025-12-13"),
        status("detained", "2021-07-14"),
        status("imprisoned", "2023-03-03"),
    ]
    case = case_of(people=[{**ADA, "statuses": statuses}], sources=sources, incidents=[], figures=[])
    standing = disclosed(case, plan_of(figures=()), date).people[0].standing
    assert (standing and standing.state) == state


def test_a_status_that_the_reader_may_not_learn_is_not_used() -> None:
    seen, hidden = status("detained", "2021-07-14"), status("released", "2021-07-15", audience="internal")
    assert state_of("2021-07-26", seen, hidden) == "detained"


@pytest.mark.parametrize(
    ("later", "told"), [("released", None), ("charged", None), ("imprisoned", "detained")]
)
def test_what_was_reported_only_later_is_not_told_but_stops_calling_held(
    later: str, told: str | None
) -> None:
    """Nobody is called held who is known by now to have been free on the letter's date."""
    statuses = [status("detained", "2021-07-14"), status(later, "2021-07-15", sources=["chronicle"])]
    standing = (
        disclosed(case_of(people=[{**ADA, "statuses": statuses}]), date="2021-07-20").people[0].standing
    )
    assert (standing and standing.state) == told


def test_of_two_statuses_or_readings_of_one_day_the_last_in_the_file_counts() -> None:
    statuses = [status("detained", "2021-07-14"), status("released", "2021-07-14")]
    figure = {**SEARCHES, "readings": [reading("2021-07-16", 60), reading("2021-07-16", 61)]}
    told = disclosed(case_of(people=[{**ADA, "statuses": statuses}], figures=[figure]))
    assert told.people[0].standing is not None
    assert (told.people[0].standing.state, told.figures["searches"].value) == ("released", 61)


def test_an_incident_that_was_not_over_by_the_letters_date_is_not_told() -> None:
    raid = {**RAID, "end": "2021-07-27"}
    assert disclosed(case_of(incidents=[raid])).incidents == ()
    assert len(disclosed(case_of(incidents=[raid]), date="2021-07-27").incidents) == 1


def test_a_status_that_rests_on_withheld_sources_only_is_not_used() -> None:
    sources = [*SOURCES, {"id": "secret", "title": "Secret", "audience": "internal"}]
    statuses = [status("detained", "2021-07-14"), status("released", "2021-07-15", sources=["secret"])]
    standing = disclosed(case_of(people=[{**ADA, "statuses": statuses}], sources=sources)).people[0].standing
    assert standing is not None
    assert standing.state == "detained"


@pytest.mark.parametrize(
    ("date", "state", "held", "freed"),
    [
        ("2015-01-01", "released", False, True),
        ("2021-07-26", "detained", True, False),
        ("2024-08-16", "imprisoned", True, False),
        ("2025-12-20", "released", False, True),
    ],
)
def test_bialiatski_is_spoken_of_as_he_stood_on_the_day(
    belarus: Dossier, date: str, state: str, held: bool, freed: bool
) -> None:
    made = belarus_edition(belarus, "appeal-2024", date=date)
    plan = plan_of(people=["bialiatski"], opening="We ask.", subject="Appeal")
    person = disclose(
        belarus.case, belarus.campaign, edition_of(plan, made.recipient, date), wording()
    ).people[0]
    assert person.standing is not None
    assert (person.standing.state, person.standing.held, person.standing.freed) == (state, held, freed)


@pytest.mark.parametrize(
    "change",
    [
        {"consent": None},
        {"consent": {**CONSENT, "withdrawn": "2021-07-20"}},
        {"consent": {**CONSENT, "audience": "partners"}},
        {"audience": "authorities"},
    ],
)
def test_nobody_is_named_beyond_their_consent(change: dict[str, Any]) -> None:
    found = disclosed(case_of(people=[{**ADA, "stand_in": "a lawyer", **change}]))
    assert found.people == ()
    assert found.opening == "We ask for the release of a lawyer."
    assert "Ada" not in repr(found).replace("Release Ada Example", "")


def test_a_person_in_a_text_becomes_their_name_or_what_stands_for_it() -> None:
    plan = plan_of(opening="We are {person:ada} and {person:eve}.")
    assert disclosed(case_of(), plan).opening == "We are Ada Example and a relative."
    assert (
        disclosed(case_of(), plan, audience=Audience.INTERNAL).opening == "We are Ada Example and Eve Hidden."
    )


WAYS: list[dict[str, Any]] = [
    {"audience": "partners", "as": "initials"},
    {"audience": "mechanism", "as": "role"},
    {"audience": "authorities", "as": "words", "text": {"en": "a lawyer"}},
]


@pytest.mark.parametrize(
    ("reader", "said"),
    [
        (Audience.INTERNAL, "Eve Hidden"),
        (Audience.PARTNERS, "E. H."),
        (Audience.MECHANISM, "accountant"),
        (Audience.AUTHORITIES, "a lawyer"),
        (Audience.PUBLIC, "a person whose name is withheld"),
    ],
)
def test_each_reader_reads_the_stand_in_that_is_meant_for_them(reader: Audience, said: str) -> None:
    case = case_of(people=[ADA, {**EVE, "role": "accountant", "stand_in": WAYS}])
    plan = plan_of(opening="Ask {person:eve} or {person:eve}.", people=["ada", "eve"])
    found = disclosed(case, plan, audience=reader)
    assert found.opening == f"Ask {said} or {said.removesuffix('.')}."
    hidden = [word for word in ("Eve", "Hidden", "E. H", "accountant", "a lawyer") if word not in said]
    known = ["accountant"] if reader is Audience.INTERNAL else []
    assert [word for word in hidden if word in repr(found)] == known


@pytest.mark.parametrize(
    "change",
    [
        {"names": {"be": "Ева"}},
        {"role": {"be": "бухгалтар"}},
        {"role": None},
        {"role": "friend of {person:ada}"},
        {"names": {"en": "1 2"}},
    ],
)
def test_what_is_not_there_in_the_language_is_replaced_by_general_words(change: dict[str, Any]) -> None:
    way = "initials" if "names" in change else "role"
    case = case_of(people=[ADA, {**EVE, **change, "stand_in": [{"audience": "public", "as": way}]}])
    assert (
        disclosed(case, plan_of(opening="Ask {person:eve}.")).opening
        == "Ask a person whose name is withheld."
    )


SILENT = {**EVE, "stand_in": [{"audience": "public", "as": "nothing"}]}


@pytest.mark.parametrize(
    ("part", "record"),
    [
        ("incidents", {**RAID, "account": "Ask {person:eve}."}),
        ("incidents", {**RAID, "title": "The raid at {person:eve}’s"}),
        ("demands", {**RELEASE, "text": "ask {person:eve} to release {held}"}),
    ],
)
def test_a_record_whose_words_speak_of_somebody_whom_nothing_speaks_of_is_left_out(
    part: str, record: dict[str, Any]
) -> None:
    case = case_of(people=[ADA, SILENT], **{part: [record]})
    assert getattr(disclosed(case), part) == ()
    assert len(getattr(disclosed(case, audience=Audience.INTERNAL), part)) == 1


def test_a_text_that_speaks_of_somebody_whom_nothing_speaks_of_is_left_out_whole() -> None:
    ada = {**ADA, "role": "colleague of {person:eve}"}
    case = case_of(people=[ada, SILENT], incidents=[{**RAID, "place": "at {person:eve}’s"}])
    found = disclosed(
        case, plan_of(hook="Think of {person:eve}.", contact="Ask {person:eve}.", people=["ada"])
    )
    assert (found.hook, found.contact, found.people[0].role, found.incidents[0].place) == ("", "", "", "")


@pytest.mark.parametrize("key", ["subject", "opening"])
def test_a_letter_that_cannot_begin_without_them_is_held_back(key: str) -> None:
    with pytest.raises(Refused, match=f"the {key} of letter"):
        disclosed(case_of(people=[ADA, SILENT]), plan_of(**{key: "Ask {person:eve}."}))


def test_a_person_without_a_stand_in_is_spoken_of_all_the_same() -> None:
    case = case_of(people=[ADA, {**EVE, "stand_in": None}])
    assert disclosed(case, plan_of(opening="Ask {person:eve}.")).opening == (
        "Ask a person whose name is withheld."
    )


@pytest.mark.parametrize("text", ["statement", "label"])
def test_people_are_veiled_in_the_words_of_a_figure_too(text: str) -> None:
    figure = {**SEARCHES, text: "{value} at the home of {person:eve}"}
    found = getattr(disclosed(case_of(figures=[figure])).figures["searches"], text)
    assert found == "{value} at the home of a relative"


def test_people_are_veiled_in_notes_too() -> None:
    sources = [{**SOURCES[0], "title": "What {person:eve} saw", "publisher": "For {person:eve}"}, SOURCES[1]]
    caveat = reading("2021-07-16", 60, caveat="Counted by {person:eve}.")
    found = disclosed(case_of(sources=sources, figures=[{**SEARCHES, "readings": [caveat]}]))
    source = found.sources["register"]
    assert (source.title, source.publisher) == ("What a relative saw", "For a relative")
    assert found.figures["searches"].caveat == "Counted by a relative."


# Who may read what ----------------------------------------------------------------------------------


@pytest.mark.parametrize("reader", LADDER)
@pytest.mark.parametrize("datum", LADDER)
def test_a_record_is_disclosed_to_its_circle_and_to_narrower_ones(datum: Audience, reader: Audience) -> None:
    audience = {"audience": datum.value}
    person = {**ADA, **audience, "consent": {**CONSENT, **audience}}
    case = case_of(
        people=[person, EVE],
        sources=[*SOURCES, {"id": "letter", "title": "A letter", **audience}],
        figures=[SEARCHES, {**SEARCHES, "id": "other", **audience}],
        incidents=[{**RAID, **audience}],
        demands=[{**RELEASE, "people": [], "text": "stop", **audience}],
    )
    found = disclosed(case, audience=reader)
    shown = [
        "letter" in found.sources,
        "other" in found.figures,
        bool(found.incidents),
        bool(found.demands),
        bool(found.people),
    ]
    assert shown == [LADDER.index(reader) <= LADDER.index(datum)] * 5


def test_records_without_a_circle_have_that_of_the_case_and_people_have_none_of_it() -> None:
    case = case_of(audience="partners")
    found = disclosed(case, plan_of(opening="We ask."), audience=Audience.PUBLIC)
    assert (found.figures, found.sources, found.incidents) == ({}, {}, ())
    assert [person.name for person in found.people] == ["Ada Example"]


def test_a_record_is_disclosed_only_with_a_source_that_may_be_named() -> None:
    sources = [{**SOURCES[0], "audience": "internal"}, SOURCES[1]]
    found = disclosed(case_of(sources=sources, incidents=[{**RAID, "account": "A raid."}]))
    assert found.figures == {}
    assert found.demands == ()
    assert found.people[0].standing is None
    assert found.incidents[0].sources == ("chronicle",)


@pytest.mark.parametrize(
    "account",
    ["Officers came {figure:secret} times.", "Officers came.{source:secret}"],
)
def test_a_text_that_quotes_what_is_withheld_is_left_out(account: str) -> None:
    case = case_of(
        figures=[{**SEARCHES, "id": "secret", "audience": "internal"}],
        sources=[*SOURCES, {"id": "secret", "title": "Secret", "audience": "internal"}],
        incidents=[{**RAID, "account": account}],
    )
    assert disclosed(case).incidents == ()
    assert len(disclosed(case, audience=Audience.INTERNAL).incidents) == 1


def test_a_letter_whose_opening_may_not_be_said_is_refused() -> None:
    case = case_of(figures=[{**SEARCHES, "audience": "internal"}], incidents=[])
    with pytest.raises(Refused, match="the opening of letter letter may not be read") as raised:
        disclosed(case, plan_of(opening="{figure:searches} are enough."))
    assert raised.value.exit_code == 3
    assert raised.value.help


@pytest.mark.parametrize("reference", ["{figure:searches}", "{source:register}", "{person:nobody}"])
def test_a_line_that_can_carry_no_note_is_refused_or_left_out(reference: str) -> None:
    with pytest.raises(Refused, match="the subject of letter letter may not be read"):
        disclosed(case_of(), plan_of(subject=f"Against {reference}"))
    assert disclosed(case_of(), plan_of(epigraph=f"Against {reference}")).epigraph == ""


def test_nothing_withheld_is_left_in_the_disclosure_of_the_campaign(belarus: Dossier) -> None:
    case = belarus.case
    people = [one for one in case.people if one.audience == "internal"]
    hidden = [one.id for one in case.incidents if one.audience == "internal"]
    hidden += [one.id for one in case.figures if one.audience == "internal"]
    hidden += [word for one in people for word in (one.id, *one.names.values())]
    assert len(hidden) == 21
    for letter in ("solidarity-2021", "appeal-2024"):
        made = belarus_edition(belarus, letter)
        made = edition_of(made.plan, made.recipient, audience=Audience.PARTNERS)
        everything = repr(disclose(case, belarus.campaign, made, wording()))
        assert [word for word in hidden if word in everything] == []


@pytest.mark.parametrize("audience", [Audience.INTERNAL, Audience.PUBLIC])
def test_a_person_whose_name_is_not_written_down_is_spoken_of_by_other_words(audience: Audience) -> None:
    nameless = {key: value for key, value in EVE.items() if key != "names"}
    told = disclosed(
        case_of(people=[ADA, nameless]),
        plan_of(people=["ada", "eve"], opening="Ask {person:eve}."),
        audience=audience,
    )
    assert told.opening == "Ask a relative."
    assert [person.id for person in told.people] == ["ada"]


# What had come to pass ------------------------------------------------------------------------------


@pytest.mark.parametrize(("date", "told"), [("2021-07-19", 0), ("2021-07-20", 1)])
def test_an_incident_is_told_once_a_source_has_reported_it(date: str, told: int) -> None:
    case = case_of(incidents=[{**RAID, "account": "A raid."}], demands=[])
    assert len(disclosed(case, date=date).incidents) == told


def test_an_incident_later_than_the_letter_is_not_told() -> None:
    case = case_of(incidents=[{**RAID, "account": "A raid.", "start": "2021-07-26"}])
    assert len(disclosed(case, date="2021-07-26").incidents) == 1
    assert disclosed(case, date="2021-07-25").incidents == ()


DAYS = ["2020-01-01", "2021-07-15", "2021-07-26", "2022-12-14", "2023-06-01", "2024-08-16", "2025-12-14"]


@pytest.mark.parametrize("date", DAYS)
def test_nothing_of_the_campaign_is_later_than_the_letter(belarus: Dossier, date: str) -> None:
    everything = plan_of(
        opening="We ask.",
        subject="All",
        incidents=[one.id for one in belarus.case.incidents],
        people=[one.id for one in belarus.case.people],
        demands=[one.id for one in belarus.case.demands],
        figures=[one.id for one in belarus.case.figures],
    )
    found = disclosed(belarus.case, everything, date, Audience.INTERNAL)
    days = [figure.as_of for figure in found.figures.values()]
    days += [source.date for source in found.sources.values() if source.date]
    days += [incident.start for incident in found.incidents]
    days += [person.standing.since for person in found.people if person.standing]
    assert len(days) > 2
    assert max(days) <= dt.date.fromisoformat(date)


# Demands --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("date", "held"),
    [
        (
            "2021-07-26",
            "bialiatski stefanovich labkovich sudalenka lasitsa rabkova chapiuk hrableuski",
        ),
        ("2021-08-15", "bialiatski stefanovich labkovich sudalenka lasitsa rabkova chapiuk"),
        ("2024-08-16", "bialiatski stefanovich labkovich rabkova chapiuk"),
        ("2025-12-15", "stefanovich rabkova"),
    ],
)
def test_a_demand_names_only_those_who_are_held_on_the_letters_date(
    belarus: Dossier, date: str, held: str
) -> None:
    found = disclose(
        belarus.case, belarus.campaign, belarus_edition(belarus, "solidarity-2021", date=date), wording()
    )
    demand = next(one for one in found.demands if one.id == "release-named")
    assert [person.id for person in demand.held] == held.split()


def test_a_demand_lapses_when_nobody_whom_it_names_is_held() -> None:
    free = [{**ADA, "statuses": [status("released", "2021-07-15")]}]
    assert disclosed(case_of(people=free)).demands == ()
    assert disclosed(case_of(people=free, demands=[{**RELEASE, "text": "let them be"}])).demands == ()


def test_a_demand_for_people_who_are_withheld_is_made_without_them() -> None:
    demand = {**RELEASE, "text": "let them be", "people": ["eve"]}
    found = disclosed(case_of(demands=[demand])).demands
    assert [(one.text, one.held) for one in found] == [("let them be", ())]


def test_a_demand_that_could_name_nobody_is_not_made() -> None:
    assert disclosed(case_of(demands=[{**RELEASE, "people": ["eve"]}])).demands == ()


def test_a_provision_that_nobody_checked_is_not_cited() -> None:
    laws = [
        {"id": "iccpr-9", "instrument": "Covenant", "short": "ICCPR", "article": "9", "force": "treaty"},
    ]
    assert disclosed(case_of(provisions=laws)).demands[0].provisions == ()
    assert disclosed(case_of()).demands[0].provisions[0].article == "9"


def test_everything_comes_in_the_order_of_the_plan() -> None:
    figures = [SEARCHES, {**SEARCHES, "id": "other"}]
    raids = [RAID, {**RAID, "id": "second"}]
    plan = plan_of(figures=["other", "searches"], incidents=["second", "raid"])
    found = disclosed(case_of(figures=figures, incidents=raids), plan)
    assert found.quoted == ("other", "searches")
    assert [one.id for one in found.incidents] == ["second", "raid"]


@pytest.mark.parametrize("plan", [{"demands": ()}, {"incidents": ()}])
def test_everybody_whom_the_letter_may_name_is_known_by_the_gate(plan: dict[str, Any]) -> None:
    """By an account, or by a demand; the plan's own list is empty."""
    told = disclosed(case_of(), plan_of(people=(), **plan))
    assert ([one.id for one in told.people], [one.id for one in told.named]) == ([], ["ada"])


def test_nobody_is_among_the_named_who_may_not_be_known() -> None:
    case = case_of(people=[ADA, EVE], incidents=[{**RAID, "account": "{person:eve} was there."}])
    assert "eve" not in [one.id for one in disclosed(case).named]


@pytest.mark.parametrize(("country", "url"), [("BY", ""), ("LT", "https://spring96.org/en")])
def test_a_link_that_is_punished_where_the_letter_goes_is_left_out(country: str, url: str) -> None:
    sources = [{**one, "url": "https://spring96.org/en"} for one in SOURCES]
    made = edition_of(plan_of(), None, "2024-08-16")
    office = replace(made.recipient, country=country)
    told = disclose(
        case_of(sources=sources), campaign_of(made.plan), replace(made, recipient=office), wording()
    )
    assert {one.url for one in told.sources.values()} == {url}


# Word by word ---------------------------------------------------------------------------------------


FULL_CASE = case_of(
    organisations=[{"id": "centre", "name": "Example Centre"}],
    sources=[SOURCES[0], {"id": "letter", "title": {"be": "Ліст"}, "publisher": {"be": "Цэнтр"}}],
    people=[
        {
            **ADA,
            "names": {"en": "Ada Example", "be": "Ада Прыклад"},
            "statuses": [status("detained", "2021-07-14", detail="in a prison")],
        },
        EVE,
    ],
    figures=[
        {
            **SEARCHES,
            "label": "Searches",
            "readings": [reading("2021-07-16", 60, counter="centre", final=True, caveat="At least.")],
        }
    ],
    incidents=[
        {**RAID, "end": "2021-07-15", "place": "Minsk", "attributed_to": "the police"},
        {**RAID, "id": "before", "account": "Before.", "sources": ["letter"]},
    ],
)
FULL_PLAN = plan_of(
    hook="Ask for {person:ada}.{source:register}",
    steps="Write to {person:eve}.",
    contact="Ask {person:ada}.",
    epigraph="To {person:ada}",
    background=["before"],
)


def test_everything_that_may_be_told_arrives_as_it_was_written() -> None:
    made = edition_of(FULL_PLAN, office_of(country="BY"))
    campaign = campaign_of(FULL_PLAN)
    held = Standing("detained", True, False, dt.date(2021, 7, 14), "in a prison", ("register",))
    ada = DisclosedPerson("ada", "Ada Example", "Ада Прыклад", Audience.PUBLIC, True, "lawyer", standing=held)
    searches = DisclosedFigure(
        id="searches",
        value=60,
        qualifier="exactly",
        unit={"one": "search", "other": "searches"},
        label="Searches",
        statement="Officers carried out {value}.",
        as_of=dt.date(2021, 7, 16),
        final=True,
        counter="Example Centre",
        mixed=False,
        caveat="At least.",
        sources=("register",),
    )
    raid = DisclosedIncident(
        id="raid",
        title="The raid",
        start=dt.date(2021, 7, 14),
        end=dt.date(2021, 7, 15),
        place="Minsk",
        attributed_to="the police",
        account="There were {figure:searches} at the home of Ada Example.",
        sources=("register",),
    )
    before = DisclosedIncident("before", "The raid", raid.start, None, "", "", "Before.", ("letter",))
    law = DisclosedProvision("ICCPR", "9")
    day = dt.date(2021, 7, 20)
    assert disclose(FULL_CASE, campaign, made, wording()) == Disclosure(
        frame=framed(campaign, made),
        audience=Audience.PUBLIC,
        language="en",
        date=dt.date(2021, 7, 26),
        country="BY",
        subject="Release Ada Example",
        opening="We ask for the release of Ada Example.",
        hook="Ask for Ada Example.{source:register}",
        steps="Write to a relative.",
        contact="Ask Ada Example.",
        epigraph="To Ada Example",
        figures={"searches": searches},
        sources={
            "register": DisclosedSource("register", "Register of searches", "Example Centre", day, ""),
            "letter": DisclosedSource("letter", "Ліст", "Цэнтр", None, ""),
        },
        quoted=("searches",),
        incidents=(raid,),
        background=(before,),
        people=(ada,),
        named=(ada,),
        demands=(DisclosedDemand("release", "authorities", "release {held}", (ada,), (law,)),),
    )


def test_what_is_not_there_is_told_by_empty_words() -> None:
    bare = plan_of(opening="We ask.", incidents=[], figures=[], people=[], demands=[])
    law = {key: value for key, value in PROVISIONS[0].items() if key != "article"}
    case = case_of(
        sources=[{"id": "register", "title": "Register"}],
        provisions=[law],
        people=[{**ADA, "role": None, "statuses": []}],
        incidents=[],
    )
    found = disclosed(case, bare)
    assert (found.hook, found.steps, found.contact, found.epigraph) == ("", "", "", "")
    assert (found.quoted, found.incidents, found.people, found.named, found.demands) == ((), (), (), (), ())
    assert found.sources["register"] == DisclosedSource("register", "Register", "", None, "")
    figure = found.figures["searches"]
    assert (figure.label, figure.counter, figure.caveat, figure.final) == ("", "", "", False)
    whole = disclosed(case_of(provisions=[law], people=[{**ADA, "role": None}]))
    assert (whole.people[0].role, whole.demands[0].provisions[0].article) == ("", "")


def test_a_source_is_named_in_the_language_of_the_letter_rather_than_in_its_own() -> None:
    words = {"be": "Рэестр", "en": "Register"}
    (source,) = disclosed(
        case_of(sources=[{"id": "register", "title": words, "publisher": words}], incidents=[])
    ).sources.values()
    assert (source.title, source.publisher) == ("Register", "Register")


def test_a_name_that_others_had_published_was_not_asked_for() -> None:
    published = {**ADA, "consent": {**CONSENT, "basis": "published"}}
    assert [one.asked for one in disclosed(case_of(people=[published])).people] == [False]


@pytest.mark.parametrize("hidden", [{"people": [ADA, EVE]}, {"incidents": [RAID]}])
def test_only_what_the_letter_holds_can_name_somebody(hidden: dict[str, Any]) -> None:
    nothing = plan_of(opening="We ask.", people=[], incidents=[], demands=[])
    assert disclosed(case_of(**hidden), nothing).named == ()


@pytest.mark.parametrize("part", ["incidents", "background", "demands"])
def test_whom_only_a_text_of_the_letter_names_is_among_the_named(part: str) -> None:
    demand = {**RELEASE, "people": [], "text": "stop holding {person:ada}"}
    plan = plan_of(
        opening="We ask.",
        **{"people": [], "incidents": [], "demands": [], part: ["release" if part == "demands" else "raid"]},
    )
    assert [one.id for one in disclosed(case_of(demands=[demand]), plan).named] == ["ada"]


def test_a_record_that_is_left_out_names_nobody() -> None:
    raid = {**RAID, "account": "{person:ada} and {figure:secret}"}
    demand = {**RELEASE, "audience": "internal"}
    figures = [SEARCHES, {**SEARCHES, "id": "secret", "audience": "internal"}]
    case = case_of(incidents=[raid], demands=[demand], figures=figures)
    assert disclosed(case, plan_of(opening="We ask.", people=[])).named == ()


# What inherits ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("audience", "told"), [("public", True), ("partners", False)])
def test_a_reading_inherits_from_its_figure_and_a_status_from_its_person(audience: str, told: bool) -> None:
    sources = [{**one, "audience": "public"} for one in SOURCES]
    case = case_of(
        audience="partners",
        sources=sources,
        figures=[{**SEARCHES, "audience": audience}],
        people=[{**ADA, "audience": audience, "stand_in": "a lawyer"}],
    )
    found = disclosed(case, plan_of())
    assert ("searches" in found.figures, [one.standing is not None for one in found.people]) == (
        told,
        [True] * told,
    )


# The name in the country's own languages ----------------------------------------------------------------


def official(names: dict[str, str], **office: Any) -> str:
    """Return what an office reads as the official name of somebody, in a letter from abroad."""
    case = case_of(people=[{**ADA, "names": names}])
    made = edition_of(plan_of(), office_of(**office))
    return disclose(case, campaign_of(made.plan), made, wording()).people[0].official


BOTH = {"en": "Ada Example", "be": "Ада Прыклад", "ru": "Ада Пример"}


@pytest.mark.parametrize(
    ("kind", "country", "told"),
    [
        ("authority", "BY", True),
        ("authority", None, True),
        ("un-mechanism", None, True),
        ("embassy", "BY", True),
        ("embassy", "LT", False),
        ("ngo", None, False),
    ],
)
def test_whoever_must_find_a_person_reads_the_name_as_the_country_writes_it(
    kind: str, country: str | None, told: bool
) -> None:
    assert official(BOTH, kind=kind, country=country) == "Ада Прыклад" * told


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ({"en": "Ada Example", "ru": "Ада Пример"}, "Ада Пример"),
        ({"en": "Ada", "be": "Ada", "ru": "Ада"}, "Ада"),
        ({"en": "Ada", "be": "Ada"}, ""),
        ({"en": "Ada"}, ""),
    ],
)
def test_the_first_name_that_differs_from_the_one_in_the_letter_is_the_official_one(
    names: dict[str, str], told: str
) -> None:
    assert official(names) == told


def test_a_letter_in_a_language_of_the_country_needs_no_second_name() -> None:
    in_russian = plan_of(subject={"ru": "Освободите"}, opening={"ru": "Мы просим."})
    office = office_of(language="ru", salutation={"ru": "Здравствуйте,"}, office={"ru": "Прокурор"})
    case = case_of(people=[{**ADA, "names": BOTH}])
    made = edition_of(in_russian, office)
    (ada,) = disclose(case, campaign_of(made.plan), made, wording("ru")).people
    assert (ada.name, ada.official) == ("Ада Пример", "")


# What an office can do ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "office", "asked"),
    [
        ("appeal", {"kind": "authority"}, True),
        ("appeal", {"kind": "ngo"}, False),
        ("open-letter", {"kind": "ngo"}, True),
        ("open-letter", {"kind": "authority"}, True),
        ("appeal", {"kind": "government", "country": "BY"}, True),
        ("appeal", {"kind": "embassy", "country": "LT"}, True),
    ],
)
def test_a_private_letter_asks_only_for_what_its_reader_can_do(
    form: str, office: dict[str, Any], asked: bool
) -> None:
    made = edition_of(plan_of(form=form), office_of(**office), audience=Audience.PUBLIC)
    assert bool(disclose(case_of(), campaign_of(made.plan), made, wording()).demands) is asked


def test_the_embassy_of_the_country_is_not_asked_for_what_other_states_do() -> None:
    demand = {**RELEASE, "to": "international-community"}
    for country, asked in (("BY", False), ("LT", True)):
        made = edition_of(plan_of(form="appeal"), office_of(kind="embassy", country=country))
        told = disclose(case_of(demands=[demand]), campaign_of(made.plan), made, wording())
        assert bool(told.demands) is asked
