"""The text face of a PDF holds the alphabet of its language, whichever letters its words need."""

from types import SimpleNamespace
from typing import Any

import pytest

from zvarot.press.alphabets import Fonts, alphabet
from zvarot.writing import fonts


def font(style: int = 0, weight: int = 400) -> Any:
    """Return what WeasyPrint says of a font that has drawn nothing yet."""
    content = fonts.faces()[0].read()
    return SimpleNamespace(
        style=style, weight=weight, index=0, file_content=content, to_unicode={}, widths={}
    )


@pytest.mark.parametrize(
    ("language", "signs"), [("en", "AzéŁ9&\u00a0„"), ("be-tarask", "ЎёІ№Łä"), ("ru", "Ёъ«")]
)
def test_the_upright_text_face_holds_the_alphabet_of_the_language(language: str, signs: str) -> None:
    held, one = Fonts(language), font()
    held["key"] = one
    assert set(signs) <= set(one.to_unicode.values())
    assert one.widths.keys() == one.to_unicode.keys()
    assert held.beyond() == 0


def test_letters_that_are_drawn_as_one_are_part_of_it() -> None:
    held, one = Fonts("en"), font()
    held["key"] = one
    assert {"fi", "ffi", "fl"} <= set(one.to_unicode.values())


def test_a_width_is_in_thousandths_of_the_size() -> None:
    held, one = Fonts("en"), font()
    held["key"] = one
    widths = {text: one.widths[glyph] for glyph, text in one.to_unicode.items()}
    assert 100 < widths["i"] < widths["W"] < 1200


@pytest.mark.parametrize(("style", "weight"), [(2, 400), (0, 600)])
def test_other_faces_hold_what_was_drawn_alone(style: int, weight: int) -> None:
    held, one = Fonts("en"), font(style, weight)
    held["key"] = one
    assert one.to_unicode == {}
    one.to_unicode[7] = "a"
    assert held.beyond() == 1


def test_no_alphabet_has_a_sign_that_the_text_face_cannot_print() -> None:
    assert len(alphabet("be")) > 250
    assert fonts.missing_characters(alphabet("be")) == ""


def test_cyrillic_is_held_where_letters_are_written_in_it() -> None:
    assert "Ж" in alphabet("uk")
    assert "Ж" not in alphabet("pl")
