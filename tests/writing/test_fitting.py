"""Words are measured before they are printed; that they are printed so is tried in the press."""

import pytest

from mirrored import arabic_look
from zvarot.writing.fitting import Measure
from zvarot.writing.looks import PLAIN


@pytest.fixture(scope="module")
def measure() -> Measure:
    return Measure(PLAIN)


def test_a_longer_word_is_wider(measure: Measure) -> None:
    assert 0 < measure.width("office") < measure.width("office of examples")
    assert measure.width("") == 0


def test_a_line_that_has_room_stays_one(measure: Measure) -> None:
    room = measure.width("Office of Examples")
    assert measure.printed("Office of Examples", room) == 1
    assert measure.printed("Office of Examples", room - 0.01) == 2


def test_a_line_goes_on_as_often_as_its_words_need(measure: Measure) -> None:
    room = measure.width("Exampleton") + 1.2
    assert measure.printed("Exampleton Exampleton Exampleton", room) == 3


def test_a_word_that_is_longer_than_the_room_cannot_be_printed(measure: Measure) -> None:
    word = "Exampletonshire"
    assert measure.printed(f"of {word}", measure.width(word)) is None
    assert measure.largest([f"of {word}"], 10, 100, [10]) is None


def test_the_largest_size_that_fits_is_taken(measure: Measure) -> None:
    lines = ["Office of Examples"] * 5
    # Five lines, 1.2 high, at 11 pt and at 9 pt, in mm.
    high, low = (5 * 1.2 * size * 25.4 / 72 for size in (11, 9))
    assert measure.largest(lines, 100, high + 0.01, (11, 10, 9)) == 11
    assert measure.largest(lines, 100, low + 0.01, (11, 10, 9)) == 9
    assert measure.largest(lines, 100, low - 0.01, (11, 10, 9)) is None
    assert measure.largest([], 100, 1, (11, 10)) == 11


def test_words_are_measured_in_the_font_that_has_their_signs() -> None:
    measure = Measure(arabic_look())
    arabic, latin = "مكتب العيّنة", "Office"
    assert measure.width(arabic) > 2
    assert measure.width(f"{arabic} {latin}") > measure.width(arabic) + measure.width(latin)
    assert measure.width("Ж") == Measure(PLAIN).width("Ж")
