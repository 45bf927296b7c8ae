"""Letters are compared as readers see them: which paragraphs differ, and in which words."""

from dataclasses import replace
from typing import Any

import pytest

from samples import LONG, SHORT, mark
from zvarot.writing.differing import (
    Difference,
    Paragraph,
    Piece,
    differences,
    fingerprint,
    numbered,
    paragraphs,
    said_in,
    text_of,
)
from zvarot.writing.letter import Addressee, Letter


def texts(*words: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph("text", one) for one in words)


def read(letter: Letter) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in paragraphs(letter, lambda number: f"S{number}")]


def changed(pieces: tuple[Piece, ...]) -> list[str]:
    return [piece.text for piece in pieces if piece.changed]


# Words --------------------------------------------------------------------------------------------


def test_a_letter_is_read_from_its_subject_to_its_signatures() -> None:
    assert read(SHORT) == [
        ("subject", "Release the five defenders"),
        ("text", "We ask you to receive us. Five people whom we work with are held in Sample Town."),
        ("signed", "Jane Example, Chair, Example Committee"),
    ]


def test_headings_items_rows_and_demands_are_told_apart() -> None:
    found = read(LONG)
    assert ("heading", "The situation in numbers") in found
    assert ("item", "561 political prisoners[S4] | 26 July 2021 | Example Centre") in found
    assert ("item", "Eve Invented, deputy chair, held since 14 July 2021;") in found
    assert [text for kind, text in found if kind == "demand"][1].endswith(
        "seized from them; (Declaration on Human Rights Defenders, Article 12)"
    )


def test_the_marks_of_notes_get_the_numbers_that_all_letters_share() -> None:
    letter = replace(SHORT, body_html=f"<p>One.{mark(1)}{mark(2)} Two &amp; three,{mark(1, 2)}<br>four.</p>")
    assert read(letter)[1] == ("text", "One.[S1, S2] Two & three,[S1] / four.")


def test_what_belongs_to_the_recipient_alone_makes_no_other_text() -> None:
    elsewhere = replace(SHORT, addressee=Addressee(("Elsewhere",)), salutation="Madam,", closing="Sincerely,")
    assert text_of(elsewhere) == text_of(SHORT)
    assert text_of(replace(SHORT, subject="Another")) != text_of(SHORT)


@pytest.mark.parametrize(
    "part", ["subject", "body_html", "demands_html", "conclusion_html", "dateline", "epigraph", "reference"]
)
def test_another_word_gives_another_fingerprint(part: str) -> None:
    parts: dict[str, Any] = {part: "other words"}
    other = replace(LONG, **parts)
    assert fingerprint(said_in(other)) != fingerprint(said_in(LONG))


def test_a_fingerprint_is_short_enough_to_read_aloud() -> None:
    assert len(fingerprint(["a", "b"]).split()) == 4
    assert fingerprint(["ab"]) != fingerprint(["a", "b"])


@pytest.mark.parametrize(
    ("numbers", "of", "expected"),
    [((), 5, ""), ((2,), 5, "2"), ((1, 2, 3, 7), 8, "1–3, 7"), ((1, 2), 2, "all"), ((1,), 1, "1")],
)
def test_the_numbers_of_texts_are_written_shortly(numbers: tuple[int, ...], of: int, expected: str) -> None:
    assert numbered(numbers, of) == expected


# Differences ----------------------------------------------------------------------------------------


def test_what_is_the_same_is_only_counted() -> None:
    common = texts("One.", "Two.")
    assert differences(common, common) == (Difference(same=2),)


def test_changed_words_stand_side_by_side() -> None:
    first, last = "The first paragraph.", "The last one."
    one, other = "We ask you to write to the court.", "We ask you to speak to the press."
    same, difference, after = differences(texts(first, one, last), texts(first, other, last))
    assert (same, after) == (Difference(same=1), Difference(same=1))
    assert "".join(piece.text for piece in difference.common) == one
    assert "".join(piece.text for piece in difference.other) == other
    assert (changed(difference.common), changed(difference.other)) == (
        ["write", "court."],
        ["speak", "press."],
    )


def test_a_new_paragraph_stands_alone_on_the_right() -> None:
    assert differences(texts("One."), texts("One.", "Quite another thing.")) == (
        Difference(same=1),
        Difference(other=(Piece("Quite another thing.", True),)),
    )


def test_of_a_missing_paragraph_the_beginning_stands_on_the_left() -> None:
    (difference,) = differences(texts("word " * 60), ())
    assert difference.other == ()
    assert changed(difference.common)[0].endswith("word …")
    assert len(changed(difference.common)[0]) <= 90


def test_what_is_nothing_alike_is_marked_whole_on_both_sides() -> None:
    (difference,) = differences(texts("Numbers and dates."), texts("Please write soon!"))
    assert (changed(difference.common), changed(difference.other)) == (
        ["Numbers and dates."],
        ["Please write soon!"],
    )


def test_a_paragraph_is_found_again_behind_new_ones() -> None:
    one, nearly = "We ask you to use your powers at once.", "We ask you to use your powers today."
    added, reworded = differences(texts(one), texts("Something new here!", nearly))
    assert changed(added.other) == ["Something new here!"]
    assert changed(reworded.other) == ["today."]
