"""Every language writes its own dates, numbers, plurals and lists."""

import datetime as dt

import pytest

from zvarot.case.terms import Qualifier, State
from zvarot.findings import WrongUse
from zvarot.writing.locales import LETTER_PAPER, Wording

ENGLISH = Wording("en")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "26 July 2021"),
        ("be", "26 ліпеня 2021\u202fг."),
        ("de", "26. Juli 2021"),
        ("en-US", "July 26, 2021"),
    ],
)
def test_a_day_is_written_in_words(language: str, words: str) -> None:
    assert Wording(language).date(dt.date(2021, 7, 26)) == words


@pytest.mark.parametrize(("language", "words"), [("en", "35,000"), ("de", "35.000"), ("be", "35\xa0000")])
def test_a_number_carries_the_separators_of_its_language(language: str, words: str) -> None:
    assert Wording(language).number(35000) == words


@pytest.mark.parametrize(
    ("qualifier", "words"),
    [
        ("exactly", "1,500"),
        ("at-least", "at least 1,500"),
        ("more-than", "more than 1,500"),
        ("about", "about 1,500"),
        ("almost", "almost 1,500"),
    ],
)
def test_a_number_says_how_exactly_it_is_known(qualifier: str, words: str) -> None:
    assert ENGLISH.qualified(1500, qualifier) == words


def test_every_qualifier_has_words() -> None:
    assert len({ENGLISH.qualified(1, qualifier) for qualifier in Qualifier}) == len(Qualifier) > 0


def test_every_state_has_words_of_its_own() -> None:
    assert len({ENGLISH.state(state) for state in State}) == len(State) > 0


@pytest.mark.parametrize(
    ("value", "noun"), [(1, "search"), (2, "searches"), (0, "searches"), (21, "searches")]
)
def test_a_noun_agrees_with_its_number(value: int, noun: str) -> None:
    assert ENGLISH.counted({"one": "search", "other": "searches"}, value) == noun


def test_a_language_with_more_plurals_uses_them() -> None:
    forms = {"one": "ператрус", "few": "ператрусы", "many": "ператрусаў", "other": "ператруса"}
    assert [Wording("be").counted(forms, value) for value in (21, 2, 60)] == [
        "ператрус",
        "ператрусы",
        "ператрусаў",
    ]


def test_a_noun_without_the_form_falls_back_to_the_general_one() -> None:
    assert ENGLISH.counted({"other": "people"}, 1) == "people"


@pytest.mark.parametrize(
    ("names", "words"),
    [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")],
)
def test_a_list_ends_with_and(names: list[str], words: str) -> None:
    assert ENGLISH.listed(names) == words


def test_a_country_is_named_in_the_language_of_the_letter() -> None:
    assert (ENGLISH.country("BE"), Wording("de").country("BE")) == ("Belgium", "Belgien")


def test_a_country_without_a_name_keeps_its_code() -> None:
    assert ENGLISH.country("QQ") == "QQ"


def test_articles_are_cited_together() -> None:
    assert ENGLISH.article(["9"]) == "Article 9"
    assert ENGLISH.article(["9", "14", "19"]) == "Articles 9, 14 and 19"


def test_days_and_counters_are_introduced() -> None:
    day = dt.date(2022, 12, 14)
    assert ENGLISH.as_of(day) == "as of 14 December 2022"
    assert ENGLISH.held_as_of(day) == "held as of 14 December 2022"
    assert ENGLISH.according_to("Viasna") == "according to Viasna"


def test_arabic_runs_from_right_to_left() -> None:
    assert (Wording("ar").direction, ENGLISH.direction) == ("rtl", "ltr")


@pytest.mark.parametrize("language", ["xx", "en_US", "", "english"])
def test_a_language_that_does_not_exist_is_wrong_use(language: str) -> None:
    with pytest.raises(WrongUse, match=f'there is no language "{language}"') as raised:
        Wording(language)
    assert raised.value.help == "Use a code such as en, be or uk."


def test_the_united_states_write_on_letter_paper_and_europe_does_not() -> None:
    assert "US" in LETTER_PAPER
    assert not LETTER_PAPER & {"BE", "BY", "CH", "DE", "GB", "LT"}
