"""Sources are numbered when they are first read, without a gap."""

import datetime as dt
import re

import pytest
from markupsafe import Markup

from shipped import wording
from writing.conftest import case_of, letter_of, plan_of
from zvarot.writing.disclosed import DisclosedSource
from zvarot.writing.notes import Notes, Said
from zvarot.writing.templating import Templates

DAY = dt.date(2021, 7, 20)
SOURCES = {
    "a": DisclosedSource("a", "Register", "Example Centre", DAY, "https://example.org/a?b=1&c=2"),
    "b": DisclosedSource("b", "<b>Chronicle</b>", "", None, ""),
    "c": DisclosedSource("c", "Report", "", None, ""),
}


@pytest.fixture
def notes() -> Notes:
    return Notes(SOURCES, wording("en"))


def numbers(html: str) -> list[int]:
    """Return the numbers of the marks in a text."""
    return [int(number) for number in re.findall(r'href="#note-(\d+)"', html)]


def test_a_source_has_the_number_of_its_first_mark(notes: Notes) -> None:
    assert [numbers(notes.mark([id])) for id in "cacb"] == [[1], [2], [1], [3]]
    assert [note.number for note in notes.listed()] == [1, 2, 3]
    assert "Report" in notes.listed()[0].html


def test_a_mark_of_several_sources_is_in_the_order_of_their_numbers(notes: Notes) -> None:
    notes.mark(["b"])
    assert numbers(notes.mark(["a", "b"])) == [1, 2]


def test_a_source_stands_once_in_a_mark(notes: Notes) -> None:
    assert numbers(notes.mark(["a", "a"])) == [1]


def test_every_mark_has_an_id_of_its_own_and_is_counted(notes: Notes) -> None:
    html = notes.mark(["a"]) + notes.mark(["a", "b"])
    assert re.findall(r'id="([^"]+)"', html) == ["ref-1-1", "ref-1-2", "ref-2-1"]
    assert [note.references for note in notes.listed()] == [2, 1]


def test_a_mark_says_to_a_screen_reader_what_it_is(notes: Notes) -> None:
    assert notes.mark(["a"]) == (
        '<sup class="mark"><a id="ref-1-1" href="#note-1" role="doc-noteref">1</a></sup>'
    )


def test_nothing_to_refer_to_leaves_no_mark(notes: Notes) -> None:
    assert notes.mark([]) == ""
    assert notes.listed() == ()


def test_a_remark_is_a_note_of_its_own(notes: Notes) -> None:
    assert numbers(notes.mark(["a"], "Counted <twice>.")) == [1, 2]
    assert numbers(notes.mark([], "Counted <twice>.")) == [2]
    assert notes.listed()[1].html == "Counted &lt;twice&gt;."


def test_a_source_is_written_with_publisher_title_day_and_address(notes: Notes) -> None:
    notes.mark(["a"])
    address = "example.org/a?b=1&amp;c=2"
    assert notes.listed()[0].html == (
        f'Example Centre, <em>Register</em>, 20 July 2021, <a href="https://{address}">{address}</a>'
    )


def test_what_a_source_does_not_say_leaves_no_comma(notes: Notes) -> None:
    notes.mark(["b"])
    assert notes.listed()[0].html == "<em>&lt;b&gt;Chronicle&lt;/b&gt;</em>."


def test_marks_side_by_side_become_one(notes: Notes) -> None:
    html = notes.joined(notes.mark(["a"]) + notes.mark(["b"]) + " and " + notes.mark(["c"]))
    assert html.count('<sup class="mark">') == html.count("</sup>") == 2
    assert numbers(html) == [1, 2, 3]
    assert Markup(html).striptags() == "1, 2 and 3"


def test_notes_can_begin_again(notes: Notes) -> None:
    notes.mark(["a"])
    notes.forget()
    assert numbers(notes.mark(["b"])) == [1]
    assert len(notes.listed()) == 1


def test_words_bring_their_notes_only_when_they_are_printed(notes: Notes) -> None:
    said = Said(lambda: Markup("sixty") + notes.mark(["a"]))
    assert notes.listed() == ()
    assert said.__html__().startswith('sixty<sup class="mark">')
    assert len(notes.listed()) == 1


def test_words_are_plain_text_where_no_html_is_wanted() -> None:
    assert str(Said(lambda: Markup("<em>sixty</em> &amp; more"))) == "sixty & more"


def test_notes_of_demands_are_numbered_where_they_are_read(templates: Templates) -> None:
    demands = [
        {
            "id": "call",
            "to": "international-community",
            "text": "answer the register{source:register}",
            "sources": ["register"],
        }
    ]
    plan = plan_of(
        demands=["call"],
        incidents=(),
        figures=(),
        people=(),
        opening="As the chronicle says.{source:chronicle}",
    )
    letter = letter_of(case_of(demands=demands), templates, plan)
    assert numbers(letter.body_html) == [1]
    assert numbers(letter.conclusion_html) == [2]
    assert "Register of searches" in letter.notes[1].html


@pytest.mark.parametrize(
    ("language", "words"), [("en", "so.1"), ("de", "so.1"), ("fr", "so1."), ("be", "so1."), ("ru", "so1.")]
)
def test_a_mark_stands_where_the_language_sets_it(language: str, words: str) -> None:
    notes = Notes(SOURCES, wording(language))
    before = notes.joined(Markup("so") + notes.mark(["a"]) + ".")
    notes.forget()
    behind = notes.joined(Markup("so.") + notes.mark(["a"]))
    assert (before.striptags(), behind.striptags()) == (words, words)
