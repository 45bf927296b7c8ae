"""The vocabulary of every record: ids, texts per language, and the ladder of audiences."""

import dataclasses
import datetime as dt
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from zvarot.case.records import (
    REFERENCE,
    STALE_FIGURE,
    STALE_STATUS,
    Audience,
    CountedNoun,
    Country,
    Day,
    Identifier,
    Language,
    Text,
    WebAddress,
    is_identifier,
    record,
)

LADDER = ["internal", "partners", "mechanism", "authorities", "public"]


@record
class Sample:
    """A record for these tests."""

    id: Identifier
    title: Text | None = None


def read(kind: Any, value: object, language: str = "en") -> Any:
    return TypeAdapter(kind).validate_python(value, context={"language": language})


def accepts(kind: Any, value: object) -> bool:
    try:
        read(kind, value)
    except ValidationError:
        return False
    return True


# The ladder -----------------------------------------------------------------------------------


def test_the_ladder_widens_from_internal_to_public() -> None:
    assert [audience.value for audience in Audience] == LADDER
    assert [audience.width for audience in Audience] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("reader", Audience)
def test_a_reader_may_learn_what_is_meant_for_its_own_circle_and_wider_ones(reader: Audience) -> None:
    allowed = [datum.value for datum in Audience if reader.may_read(datum)]
    assert allowed == LADDER[LADDER.index(reader) :]


def test_the_public_learns_only_what_is_public() -> None:
    assert [datum for datum in Audience if Audience.PUBLIC.may_read(datum)] == [Audience.PUBLIC]


def test_the_narrowest_of_several_circles_wins() -> None:
    assert Audience.PUBLIC.narrowest(Audience.PARTNERS, Audience.AUTHORITIES) is Audience.PARTNERS
    assert Audience.INTERNAL.narrowest(Audience.PUBLIC) is Audience.INTERNAL
    assert Audience.MECHANISM.narrowest() is Audience.MECHANISM


# Records --------------------------------------------------------------------------------------


def test_a_record_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Sample(id="a").id = "b"  # type: ignore[misc]


def test_a_record_knows_no_other_keys() -> None:
    assert not accepts(Sample, {"id": "a", "titel": "b"})


def test_a_record_takes_no_empty_text() -> None:
    assert accepts(Sample, {"id": "a", "title": "b"})
    assert not accepts(Sample, {"id": "a", "title": "  "})


def test_a_record_cuts_blanks_around_a_text() -> None:
    assert read(Sample, {"id": "a", "title": " b\n"}) == Sample(id="a", title={"en": "b"})


def test_an_error_never_repeats_the_value() -> None:
    with pytest.raises(ValidationError) as caught:
        read(Sample, {"id": "Invented Person"})
    assert "Invented Person" not in str(caught.value)


@pytest.mark.parametrize("id", ["a", "1", "prisoners-2021", "x" * 60])
def test_an_id_is_made_of_small_latin_letters_digits_and_hyphens(id: str) -> None:
    assert accepts(Identifier, id)
    assert is_identifier(id)


@pytest.mark.parametrize("id", ["", "A", "a b", "a_b", "-a", "a-", "a--b", "é", "а", "../a", "a\n"])
def test_anything_else_is_no_id(id: str) -> None:
    assert not is_identifier(id)
    assert not accepts(Identifier, id)


@pytest.mark.parametrize("value", [None, 5, ["a"], {"a": "b"}])
def test_only_text_can_be_an_id(value: object) -> None:
    assert not is_identifier(value)


def test_an_id_is_at_most_sixty_characters_long() -> None:
    assert not accepts(Identifier, "x" * 61)


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (Language, ["en", "be", "sr-Latn", "ckb"], ["", "EN", "english", "e", "en_GB"]),
        (Country, ["BY", "NO"], ["", "by", "BLR", "B"]),
        (
            WebAddress,
            ["https://a.org", "http://a.org/b?c=d#e"],
            ["a.org", "javascript:x", "file:///a", "https://", "https://a b", 'https://a"b', "https://a<b"],
        ),
    ],
    ids=["language", "country", "web address"],
)
def test_codes_and_addresses_have_one_shape(kind: Any, good: list[str], bad: list[str]) -> None:
    assert [value for value in good if not accepts(kind, value)] == []
    assert [value for value in bad if accepts(kind, value)] == []


# Texts ----------------------------------------------------------------------------------------


def test_a_lone_text_is_in_the_language_of_its_file() -> None:
    assert read(Text, "Зварот", "be") == {"be": "Зварот"}


def test_a_lone_text_is_english_where_no_language_is_known() -> None:
    assert TypeAdapter(Text).validate_python("Appeal") == {"en": "Appeal"}


def test_a_text_may_stand_in_several_languages() -> None:
    assert read(Text, {"en": "Appeal", "be": "Зварот"}) == {"en": "Appeal", "be": "Зварот"}


@pytest.mark.parametrize("value", [["a"], {"english": "a"}, {"en": ["a"]}, {"en": {"other": "a"}}])
def test_a_text_is_nothing_but_words_by_language(value: object) -> None:
    assert not accepts(Text, value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("searches", {"be": {"other": "searches"}}),
        ({"one": "search", "other": "searches"}, {"be": {"one": "search", "other": "searches"}}),
        ({"en": "searches"}, {"en": {"other": "searches"}}),
        ({"en": {"one": "search", "other": "s"}}, {"en": {"one": "search", "other": "s"}}),
        (
            {"en": "s", "be": {"few": "в", "other": "г"}},
            {"en": {"other": "s"}, "be": {"few": "в", "other": "г"}},
        ),
    ],
)
def test_a_counted_noun_has_its_forms_by_language(value: object, expected: object) -> None:
    assert expected == read(CountedNoun, value, "be")


@pytest.mark.parametrize(
    "value",
    [
        {"one": "search"},
        {"one": "search", "ohter": "searches"},
        {"on": "search", "other": "searches"},
        {"en": {"one": "search"}},
        {"en": {"other": "searches", "mnay": "searches"}},
        ["searches"],
    ],
)
def test_a_counted_noun_without_its_general_form_or_with_an_unknown_one_is_refused(value: object) -> None:
    assert not accepts(CountedNoun, value)


def test_a_reference_names_a_person_a_figure_or_a_source() -> None:
    words = "{person:ada} {figure:searches-2021} {source:s1} {demand:x} {person:Ada} {person: ada} {value}"
    assert REFERENCE.findall(words) == [("person", "ada"), ("figure", "searches-2021"), ("source", "s1")]


def test_figures_are_stale_after_half_a_year_and_statuses_after_a_year() -> None:
    assert dt.timedelta(days=180) == STALE_FIGURE
    assert dt.timedelta(days=365) == STALE_STATUS


@pytest.mark.parametrize(
    "word", ["0", "86400", "1627257600", "26/07/2021", "2021-7-26", "2021-07-26T00:00:00"]
)
def test_only_a_calendar_day_is_a_day(word: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Day).validate_python(word)


def test_a_day_is_written_with_year_month_and_day() -> None:
    assert TypeAdapter(Day).validate_python("2021-07-26") == dt.date(2021, 7, 26)
