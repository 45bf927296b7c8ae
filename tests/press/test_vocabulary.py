"""Words of the page's own making are told from those that somebody brought along."""

import pytest

from zvarot.press.vocabulary import foreign_words


@pytest.mark.parametrize("words", ["list-style", "lang", "block", "basis", "din-5008-b", "white-space", ""])
def test_what_layouts_and_styles_call_things_is_no_name(words: str) -> None:
    assert foreign_words(words) == ""


@pytest.mark.parametrize(
    ("words", "foreign"),
    [
        ("list kavalchuk", "kavalchuk"),
        (".Kavalchuk_list{color:red}", "Kavalchuk red"),
        ("Коваль Коваль", "Коваль"),
    ],
)
def test_what_somebody_brought_along_is_left(words: str, foreign: str) -> None:
    assert foreign_words(words) == foreign
