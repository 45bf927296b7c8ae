"""A name in a text is found as the case file writes it, and as other languages decline and spell it."""

import pytest

from case.conftest import Folder
from zvarot.case.naming import typed_names
from zvarot.case.records import Audience
from zvarot.findings import Place

OPENING = "{person:person}"


@pytest.mark.parametrize("name", ["Invented Relativeson", "the Relativesons", "RELATIVESON"])
def test_a_name_as_the_case_file_writes_it_is_certain(folder: Folder, name: str) -> None:
    folder.change("campaign", OPENING, name)
    assert folder.only().rule == "literal-name"
    assert folder.only().help == "Write {person:p1} in place of the name."


@pytest.mark.parametrize("name", ["Релативесону", "Relatiwesonem", "R e l a t i v e s o n"])
def test_a_name_in_another_case_or_spelling_is_likely(folder: Folder, name: str) -> None:
    folder.change("campaign", OPENING, name)
    found = folder.only()
    assert (found.rule, found.subject) == ("likely-name", "p1")
    assert found.place is not None
    assert name not in found.message + found.help + found.place.text


@pytest.mark.parametrize("words", ["a relative", "an invented person", "{person:p1}", "Invented Person"])
def test_other_words_are_no_name(folder: Folder, words: str) -> None:
    folder.change("campaign", OPENING, words)
    assert folder.found() == []


def test_a_text_that_only_those_read_who_know_the_person_may_name_them(folder: Folder) -> None:
    folder.change("case", "Officers came", "Релативесону. Officers came")
    assert [found.rule for found in folder.findings()] == ["likely-name"]
    folder.change("case", "    title: Search", "    audience: internal\n    title: Search")
    assert "likely-name" not in {found.rule for found in folder.findings()}


WAIVER = "\nwaivers:\n  - {rule: likely-name, on: p1, by: N. N., why: A word., until: 2999-01-01}\n\nletters:"


def test_somebody_can_answer_for_a_word_that_is_no_name(folder: Folder) -> None:
    folder.change("campaign", OPENING, "Релативесону")
    folder.change("campaign", "\nletters:", WAIVER)
    assert folder.found() == []


def test_nobody_can_answer_for_the_name_itself(folder: Folder) -> None:
    folder.change("campaign", OPENING, "Relativeson")
    folder.change("campaign", "\nletters:", WAIVER)
    assert [found.rule for found in folder.findings()] == ["literal-name"]


@pytest.mark.parametrize(
    ("what", "help"),
    [
        ("text", "Write {person:p1} in place of the name."),
        ("template", "Take the name out: only the case file knows who may read it."),
        ("id", "Choose another id, that tells nothing: it becomes the name of a file."),
    ],
)
def test_only_a_text_of_the_case_can_refer_to_the_person_instead(
    folder: Folder, what: str, help: str
) -> None:
    names_in = typed_names(folder.dossier())
    (found,) = names_in("Ask Relativeson.", Place("file", 1, 1), Audience.PUBLIC, what)
    assert (found.message, found.help) == (f"this {what} names p1, whom not all its readers may know", help)
