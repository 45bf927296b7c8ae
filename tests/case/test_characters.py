"""Characters that nobody sees, and words of two alphabets."""

import pytest

from zvarot.case.characters import HIDDEN, hidden, mixed_words


@pytest.mark.parametrize("sign", ["\u200b", "\u202e", "\xad", "\x00", "\ufeff", "\U000e0041"])
def test_what_nobody_sees_is_found(sign: str) -> None:
    assert HIDDEN.findall(f"Exam{sign}ple") == [sign]


@pytest.mark.parametrize("words", ["plain", "two\nlines", "a\ttab", "Ўзор", "naïve", "a\u00a0space", "l’été"])
def test_what_people_type_is_left_alone(words: str) -> None:
    assert HIDDEN.findall(words) == []


def test_an_invisible_character_is_called_by_its_name() -> None:
    assert hidden("\u200b") == "an invisible character (U+200B, zero width space)"
    assert hidden("\x00") == "an invisible character (U+0000, no letter)"


def test_a_word_of_two_alphabets_is_found_and_two_words_are_not() -> None:
    assert [word[0] for word in mixed_words("C\u043emmittee of Examples")] == ["C\u043emmittee"]
    assert [*mixed_words("Committee Камітэт")] == []
