"""What may be told becomes words: counted, dated, escaped, and with its sources."""

import datetime as dt
from typing import Any

import pytest
from markupsafe import Markup

from shipped import wording
from writing.conftest import (
    ADA,
    RAID,
    RELEASE,
    SEARCHES,
    belarus_edition,
    campaign_of,
    case_of,
    plan_of,
    reading,
    status,
    telling_of,
)
from zvarot.case.reading import Dossier
from zvarot.writing.disclosure import disclose
from zvarot.writing.notes import Said
from zvarot.writing.telling import TARGETS, Telling

COUNTERS = [{"id": "one", "name": "Centre One"}, {"id": "two", "name": "Centre & Two"}]


def plain(html: object) -> str:
    """Return the words of a text without its marks."""
    text = html.__html__() if isinstance(html, Said) else str(html)
    return Markup(text.split("<sup")[0]).striptags()


def sentence(date: str = "", **figure: Any) -> str:
    """Return a figure's own sentence in a letter of a day."""
    sources = [{"id": "register", "title": "Register"}]
    case = case_of(
        figures=[{**SEARCHES, **figure}], sources=sources, incidents=[], organisations=COUNTERS, demands=[]
    )
    return plain(telling_of(case, date=date).values()["figures"][0]["sentence"])


# Figures --------------------------------------------------------------------------------------------


def test_a_figure_stands_in_its_sentence() -> None:
    assert sentence() == "Officers carried out more than 60 searches."


@pytest.mark.parametrize(
    ("date", "remark"),
    [("2022-01-12", ""), ("2022-01-13", " (as of 16 July 2021)"), ("2023-01-01", " (as of 16 July 2021)")],
)
def test_a_figure_older_than_180_days_says_as_of_when(date: str, remark: str) -> None:
    assert sentence(date) == f"Officers carried out more than 60 searches{remark}."


def test_a_final_figure_does_not_go_stale() -> None:
    final = reading("2021-07-16", 60, final=True)
    assert sentence("2031-01-01", readings=[final]) == "Officers carried out 60 searches."


def test_mixed_counters_are_named() -> None:
    readings = [reading("2021-07-15", 45, counter="one"), reading("2021-07-16", 60, counter="two")]
    assert sentence(readings=readings) == "Officers carried out 60 searches (according to Centre & Two)."
    assert sentence("2021-07-15", readings=readings) == "Officers carried out 45 searches."


def test_a_figure_inside_a_text_carries_day_and_counter_in_brackets() -> None:
    readings = [reading("2020-07-15", 45, counter="one"), reading("2020-07-16", 60, counter="two")]
    figures = [{**SEARCHES, "readings": readings}]
    case = case_of(figures=figures, organisations=COUNTERS, sources=[{"id": "register", "title": "Register"}])
    telling = telling_of(case, plan_of(opening="We know of {figure:searches}."))
    assert plain(telling.said(telling.disclosure.opening)) == (
        "We know of 60 searches (as of 16 July 2020, according to Centre & Two)."
    )


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2021-07-26", "In Belarus human rights defenders have counted 561 political prisoners."),
        ("2022-12-14", "In Belarus human rights defenders have counted 1,437 political prisoners."),
        (
            "2024-08-16",
            "In Belarus human rights defenders have counted more than 1,500 political prisoners"
            " (according to Dissidentby).",
        ),
        (
            "2023-12-14",
            "In Belarus human rights defenders have counted 1,437 political prisoners"
            " (as of 14 December 2022).",
        ),
    ],
)
def test_the_count_of_political_prisoners_is_told_as_of_the_letters_day(
    belarus: Dossier, date: str, words: str
) -> None:
    made = belarus_edition(belarus, "solidarity-2021", date=date)
    telling = Telling(disclose(belarus.case, belarus.campaign, made, wording()), wording())
    assert plain(telling.sentence(telling.disclosure.figures["political-prisoners"])) == words


def test_a_table_gets_a_figure_in_pieces() -> None:
    readings = [reading("2021-07-16", 60, qualifier="about", counter="one", caveat="Homes only.")]
    case = case_of(figures=[{**SEARCHES, "readings": readings}], organisations=COUNTERS)
    row = telling_of(case).values()["figures"][0]
    pieces = {name: row[name] for name in ("number", "label", "as_of", "counter", "caveat")}
    assert pieces == {
        "number": "about 60",
        "label": "searches",
        "as_of": "16 July 2021",
        "counter": "Centre One",
        "caveat": "Homes only.",
    }


def test_a_template_may_ask_for_a_figure_and_gets_nothing_where_there_is_none() -> None:
    telling = telling_of(case_of())
    assert plain(telling.figure("searches")) == "more than 60 searches"
    assert telling.figure("other") == ""


# People ---------------------------------------------------------------------------------------------


def person(date: str, *statuses: dict[str, Any]) -> dict[str, Any]:
    """Return a person as a template gets them in a letter of a day."""
    sources = [{"id": "register", "title": "Register"}]
    case = case_of(people=[{**ADA, "statuses": statuses}], sources=sources, incidents=[])
    return {**telling_of(case, plan_of(figures=(), incidents=()), date).values()["people"][0]}


def test_a_held_person_has_the_detail_of_the_status() -> None:
    told = person("2021-07-26", status("detained", "2021-07-14", detail="in pre-trial detention"))
    assert (told["held"], told["freed"]) == (True, False)
    assert plain(told["status"]) == "in pre-trial detention"


@pytest.mark.parametrize(
    ("date", "words"), [("2022-07-14", "in detention"), ("2022-07-15", "in detention (as of 14 July 2021)")]
)
def test_a_status_older_than_a_year_says_as_of_when(date: str, words: str) -> None:
    assert plain(person(date, status("detained", "2021-07-14"))["status"]) == words


def test_a_released_person_is_spoken_of_as_released_with_the_day() -> None:
    told = person("2025-12-14", status("imprisoned", "2023-03-03"), status("released", "2025-12-13"))
    assert (told["held"], told["freed"]) == (False, True)
    assert plain(told["status"]) == "released on 13 December 2025"


def test_a_person_without_a_status_is_neither_held_nor_freed() -> None:
    told = person("2021-07-26")
    assert (told["held"], told["freed"], told["status"]) == (False, False, "")


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2021-07-26", "release Ada Example"),
        ("2023-01-01", "release Ada Example (held as of 14 July 2021)"),
    ],
)
def test_a_demand_names_a_person_with_the_day_when_that_is_long_ago(date: str, words: str) -> None:
    telling = telling_of(case_of(), date=date)
    assert plain(telling.demand(telling.disclosure.demands[0])) == words


# Texts ----------------------------------------------------------------------------------------------


def account(text: str, **more: Any) -> str:
    """Return the HTML of an incident's account."""
    telling = telling_of(case_of(incidents=[{**RAID, "account": text}], **more))
    told: Said = telling.values()["incidents"][0]["account"]
    return told.__html__()


def test_stars_are_emphasis_and_lone_stars_are_stars() -> None:
    assert account("The paper *Nasha Niva* had 5 * 3 stars*.").startswith(
        "The paper <em>Nasha Niva</em> had 5 * 3 stars*."
    )


def test_markup_in_a_text_is_shown_and_never_obeyed() -> None:
    html = account("<script>alert(\"a & b\")</script> <b onclick='x'>")
    assert html.startswith(
        "&lt;script&gt;alert(&#34;a &amp; b&#34;)&lt;/script&gt; &lt;b onclick=&#39;x&#39;&gt;"
    )


def test_braces_in_a_text_are_shown_and_never_executed() -> None:
    assert account("{{ 7 * 7 }} {% include 'x' %} {unknown:thing} {value}").startswith(
        "{{ 7 * 7 }} {% include &#39;x&#39; %} {unknown:thing} {value}"
    )


def test_an_empty_line_begins_a_paragraph() -> None:
    assert account("One.\n\nTwo.").startswith("One.</p><p>Two.")


def test_an_account_ends_with_the_sources_that_it_has_not_named() -> None:
    html = account("Officers came.{source:chronicle} They left again.")
    assert Markup(html).striptags() == "Officers came.1 They left again.2"
    html = account("{figure:searches} were counted.")
    assert Markup(html).striptags() == "more than 60 searches1 were counted.2"


def test_marks_at_the_end_of_a_text_join_those_of_the_account() -> None:
    html = account("Officers came.{source:chronicle}")
    assert html.count("<sup") == 1
    assert Markup(html).striptags() == "Officers came.1, 2"


def test_a_name_in_a_text_is_escaped() -> None:
    people = [{**ADA, "names": "Ada <O'Example>"}]
    assert "Ada &lt;O&#39;Example&gt;" in account("It was {person:ada}.", people=people)


def test_the_hook_may_be_missing() -> None:
    assert telling_of(case_of()).values()["letter"]["hook"] == ""


def test_a_word_that_the_campaign_lacks_in_the_language_is_empty() -> None:
    telling = telling_of(case_of())
    assert (telling.text(None), telling.text({"be": "Зварот"})) == ("", "")


def test_a_letter_may_have_a_sender_of_its_own() -> None:
    plan = plan_of(sender={"name": "Another Committee"})
    assert telling_of(case_of(), plan).values()["sender"] == {
        "name": "Another Committee",
        "reachable": False,
    }


# Demands --------------------------------------------------------------------------------------------


def test_demands_are_told_by_whom_they_are_made_of() -> None:
    demands = [{**RELEASE, "id": target, "to": target} for target in TARGETS]
    told: Any = telling_of(case_of(demands=demands), plan_of(demands=TARGETS)).values()["demands"]
    assert {target: len(found) for target, found in told.items()} == {
        "authorities": 1,
        "international_community": 1,
        "organisations": 1,
        "colleagues": 1,
    }


def test_demands_can_be_joined_in_one_sentence() -> None:
    demands = [{**RELEASE, "id": id, "text": f"{id}{{source:{id}}}"} for id in ("register", "chronicle")]
    telling = telling_of(case_of(demands=demands), plan_of(demands=["register", "chronicle"]))
    html = telling.listed_html(telling.values()["demands"]["authorities"])
    assert html.striptags() == "register1 and chronicle2"


def test_a_numbered_demand_rests_on_its_provisions() -> None:
    demand = {**RELEASE, "provisions": ["iccpr-9", "iccpr-14"]}
    item = telling_of(case_of(demands=[demand])).numbered("authorities")[0]
    assert (item.html, item.basis) == ("release Ada Example", "ICCPR, Articles 9 and 14")


def test_an_instrument_without_an_article_is_cited_whole() -> None:
    laws = [
        {
            "id": id,
            "instrument": id,
            "short": id.upper(),
            "article": article,
            "force": "treaty",
            "verified": dt.date(2021, 1, 1),
        }
        for id, article in (("resolution", None), ("cat", "12"))
    ]
    demand = {**RELEASE, "provisions": ["resolution", "cat"]}
    telling = telling_of(case_of(demands=[demand], provisions=laws))
    assert telling.numbered("authorities")[0].basis == "RESOLUTION; CAT, Article 12"


def test_a_demand_is_one_paragraph() -> None:
    telling = telling_of(case_of(demands=[{**RELEASE, "text": "release {held}\n\nnow"}]))
    assert telling.numbered("authorities")[0].html == "release Ada Example now"


# What templates receive -------------------------------------------------------------------------------


def test_templates_receive_plain_values_only(belarus: Dossier) -> None:
    made = belarus_edition(belarus, "solidarity-2021")
    telling = Telling(disclose(belarus.case, belarus.campaign, made, wording()), wording())
    values: dict[str, Any] = {**telling.values()}
    functions = {values.pop("figure"), values.pop("listed_html")}
    assert functions == {telling.figure, telling.listed_html}
    kinds = set()
    waiting: list[Any] = [values]
    while waiting:
        one = waiting.pop()
        kinds.add(type(one))
        waiting.extend(one.values() if isinstance(one, dict) else one if isinstance(one, list) else ())
    assert kinds == {dict, list, str, bool, Said}


def test_the_recipient_is_told_in_the_language_of_the_letter() -> None:
    telling = telling_of(case_of())
    assert telling.values()["recipient"] == {
        "id": "office",
        "kind": "authority",
        "office": "Prosecutor",
        "body": "",
        "mandate": "",
        "holder": "",
        "address": [],
        "email": "",
        "language": "English",
        "excludes": "",
        "country": "",
        "concerned": False,
        "salutation": "Dear Prosecutor,",
        "closing": "",
    }
    assert campaign_of(plan_of()).sender.name == {"en": "Example Committee"}
