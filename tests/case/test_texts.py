"""Every text that may be printed is found, with its way, its readers, and the names in it."""

from typing import Any

import pytest
from pydantic import TypeAdapter

from case.conftest import Folder
from zvarot.case.campaign import LetterPlan
from zvarot.case.casefile import Case, Person
from zvarot.case.records import Audience
from zvarot.case.texts import folded, naming, printed_texts, surnames, texts_lacking

DAY = "2021-07-26"


def read(kind: Any, value: object) -> Any:
    return TypeAdapter(kind).validate_python(value, context={"language": "en"})


def case(**parts: object) -> Case:
    whole = {"title": "Title", "country": "BY", "language": "en", "audience": "mechanism", **parts}
    made: Case = read(Case, whole)
    return made


def circles(root: Any, audience: Audience = Audience.PUBLIC) -> dict[str, str]:
    """Return the audience of every printed text, by its words."""
    return {text.by_language["en"]: text.audience.value for text in printed_texts(root, audience)}


PERSON = {
    "id": "p1",
    "audience": "partners",
    "names": "Invented Person",
    "role": "role",
    "stand_in": "stand-in",
    "statuses": [{"state": "detained", "date": DAY, "detail": "detail", "sources": ["a"]}],
    "consent": {"basis": "given", "by": "the person", "on": DAY, "audience": "public"},
    "note": "never printed",
}


# Who may read -----------------------------------------------------------------------------------


def test_a_record_without_an_audience_has_the_one_of_the_case() -> None:
    incident = {"id": "i", "title": "inherited", "start": DAY, "account": "too", "sources": ["a"]}
    named = {**incident, "title": "own", "account": "own too", "audience": "internal"}
    assert circles(case(incidents=[incident, named]), Audience.MECHANISM) == {
        "Title": "mechanism",
        "inherited": "mechanism",
        "too": "mechanism",
        "own": "internal",
        "own too": "internal",
    }


def test_what_is_said_of_a_person_is_for_the_persons_circle_and_the_stand_in_for_everybody() -> None:
    expected = {
        "Invented Person": "partners",
        "role": "partners",
        "detail": "partners",
        "stand-in": "public",
    }
    assert expected == circles(read(Person, PERSON))


def test_each_stand_in_says_who_reads_it_and_who_reads_the_role() -> None:
    items = [
        {"audience": "mechanism", "as": "words", "text": "near"},
        {"audience": "authorities", "as": "role"},
        {"audience": "public", "as": "words", "text": "far"},
    ]
    found = circles(read(Person, {**PERSON, "stand_in": items}))
    assert (found["near"], found["far"], found["role"]) == ("mechanism", "public", "authorities")
    assert found["Invented Person"] == "partners"


def test_what_is_said_of_a_person_without_consent_is_internal() -> None:
    person = {key: value for key, value in PERSON.items() if key != "consent"}
    assert circles(read(Person, person))["role"] == "internal"


def test_a_part_may_be_narrower_than_its_record() -> None:
    reading = {"as_of": DAY, "value": 1, "caveat": "caveat", "sources": ["a"], "audience": "internal"}
    figure = {"id": "f", "unit": "unit", "statement": "{value}", "readings": [reading]}
    assert circles(case(figures=[figure]), Audience.MECHANISM)["caveat"] == "internal"


def test_what_a_plan_calls_its_audience_does_not_say_who_reads_it() -> None:
    plan = {
        "id": "a",
        "form": "appeal",
        "date": DAY,
        "recipients": ["b"],
        "subject": "subject",
        "opening": "opening",
        "audience": "internal",
    }
    expected = {"subject": "authorities", "opening": "authorities"}
    assert expected == circles(read(LetterPlan, plan), Audience.AUTHORITIES)


def test_a_note_is_no_printed_text() -> None:
    assert "never printed" not in circles(read(Person, PERSON))


def test_the_words_that_an_address_hides_are_printed_texts(folder: Folder) -> None:
    folder.change(
        "case",
        "    date: 2024-02-20",
        "    url: https://example.org/Invented-Relativeson%20x\n    date: 2024-02-20",
    )
    assert [one.rule for one in folder.findings()] == ["literal-name"]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (
            "campaign",
            "    recipients: [office]",
            "    reference: Invented Relativeson 1\n    recipients: [office]",
        ),
        ("case", "other: searches", "other: searches at Invented Relativeson"),
        ("case", "en: Invented Person", "en: Invented Person (husband of Invented Relativeson)"),
        ("case", 'article: "9"', 'article: "9 Invented Relativeson"'),
        ("recipients", "    language: en", "    holder: Invented Relativeson\n    language: en"),
    ],
)
def test_a_withheld_name_is_found_in_every_field_that_is_printed(
    folder: Folder, file: str, old: str, new: str
) -> None:
    folder.change(file, old, new)
    assert {one.rule for one in folder.findings()} - {"holder-not-current"} == {"literal-name"}


def test_a_text_knows_its_way_and_its_record() -> None:
    (_, _, text, _) = printed_texts(case(people=[{**PERSON, "statuses": []}]), Audience.PUBLIC)
    assert (text.path, text.record) == (("people", 0, "role"), "p1")


# Languages --------------------------------------------------------------------------------------


def test_every_text_that_lacks_a_language_is_named_with_its_way() -> None:
    person = read(Person, {**PERSON, "names": {"be": "Імя", "en": "Name"}})
    assert [*texts_lacking(person, "be")] == [
        ("role",),
        ("stand_in", 0, "text"),
        ("statuses", 0, "detail"),
    ]
    assert [*texts_lacking(person, "en")] == []


def test_texts_of_records_inside_records_are_looked_at_too() -> None:
    plan = {
        "id": "a",
        "form": "appeal",
        "date": DAY,
        "recipients": ["b"],
        "subject": {"be": "Тэма"},
        "opening": {"be": "Пачатак"},
        "sender": {"name": "Sender"},
        "signatories": [{"name": {"be": "Імя"}}, {"name": "Name"}],
    }
    expected = [("sender", "name"), ("signatories", 1, "name")]
    assert expected == [*texts_lacking(read(LetterPlan, plan), "be")]


def test_a_text_itself_may_lack_a_language() -> None:
    assert [*texts_lacking({"en": "a"}, "be")] == [()]
    assert [*texts_lacking({"en": "a"}, "en")] == []
    assert [*texts_lacking(None, "en")] == []


# Names ------------------------------------------------------------------------------------------


NAMES = ("Ina Invented-Person", "Іна Выдуманая")


@pytest.mark.parametrize(
    "words",
    [
        "They took Ina Invented-Person away.",
        "They took INA INVENTED-PERSON away.",
        "They took Ina  Invented-Person\naway.",
        "Invented-Person’s brother",
        "the Invented-Persons",
        "Забралі Іну, Выдуманая дома.",
        "ｉｎａ ｉｎｖｅｎｔｅｄ-person in wide letters",
    ],
)
def test_a_name_a_surname_and_their_longer_forms_are_found(words: str) -> None:
    assert naming(NAMES)(words)


@pytest.mark.parametrize("words", ["Ina came.", "a person invented it", "uninvented-person", ""])
def test_a_first_name_alone_or_a_part_of_a_word_is_no_name(words: str) -> None:
    assert not naming(NAMES)(words)


def test_a_surname_that_others_have_too_proves_nothing_alone() -> None:
    names = naming(["Ina Sampleson"], surnames(["Ada Sampleson"]))
    assert not names("Ada Sampleson came.")
    assert names("Ina Sampleson came.")


@pytest.mark.parametrize("spellings", [[], [""], ["  "]])
def test_somebody_without_a_name_is_named_nowhere(spellings: list[str]) -> None:
    assert not naming(spellings)("any words at all")


def test_spellings_may_come_from_anywhere() -> None:
    assert naming(iter(["Ina Sampleson"]))("Sampleson came.")


@pytest.mark.parametrize(
    ("spelling", "expected"),
    [
        ("Ina Sampleson", {"sampleson"}),
        ("Ina Maria van Sampleson", {"sampleson"}),
        ("Іна Выдуманая", {"выдуманая"}),
        ("Sampleson", set()),
        ("Ina Lee", set()),
        ("Ina the younger", set()),
        ("", set()),
    ],
)
def test_the_surname_is_the_last_of_several_words_if_it_is_long_enough(
    spelling: str, expected: set[str]
) -> None:
    assert expected == surnames([spelling])


def test_words_are_compared_without_case_width_and_line_breaks() -> None:
    assert folded("Straße\n ＡＢ ") == "strasse ab"
