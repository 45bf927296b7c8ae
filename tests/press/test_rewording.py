"""A letter taken apart is written again with other words, or says why it cannot be."""

from collections.abc import Callable
from typing import Any

import pytest

from zvarot.press import rewording
from zvarot.press.likeness import Reason, Unlike
from zvarot.press.rewording import Rewording, Typeset, tags_of, take_apart, words_of
from zvarot.press.typesetting import Typesetter
from zvarot.writing.page import Page

STYLE = "html{font-family:Spectral}"
MARKUP = (
    '<html lang="en"><head><title>T</title></head><body><p>One &amp; <b>all</b> of us</p><p>Two</p></body>'
)


class Keeping:
    """Keeps what was typeset in full."""

    def __init__(self) -> None:
        self.kept: list[Typeset] = []

    def address(self, page: Page, typeset: Callable[[], bytes]) -> None:
        """Have every letter typeset in full."""

    def keep(self, letter: Typeset) -> None:
        """Keep a letter."""
        self.kept.append(letter)


def typeset(markup: str = MARKUP) -> tuple[Typesetter, Typeset]:
    typesetter, keeping = Typesetter(), Keeping()
    letters: Any = keeping
    typesetter.letters = letters
    typesetter.typeset(Page(markup, STYLE, "T", "en"))
    return typesetter, keeping.kept[0]


@pytest.fixture
def letter() -> Rewording:
    typesetter, kept = typeset()
    taken = take_apart(kept, typesetter._parsed)
    assert isinstance(taken, Rewording)
    return taken


def test_tags_and_words_together_are_the_page() -> None:
    tags, words = tags_of(MARKUP), words_of(MARKUP)
    assert "".join(word + tag for word, tag in zip(words, [*tags, ""], strict=True)) == MARKUP


def test_a_letter_with_its_own_words_is_itself(letter: Rewording) -> None:
    assert letter.with_words(words_of(MARKUP)) == typeset()[1].content


def test_a_letter_with_other_words_is_what_it_is_in_full(letter: Rewording) -> None:
    markup = MARKUP.replace("One", "Any").replace("of us", "&lt; many").replace("Two", "“Three”")
    assert letter.with_words(words_of(markup)) == typeset(markup)[1].content


def test_words_come_out_the_same_when_they_are_asked_for_again(
    letter: Rewording, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rewording, "REMEMBERED", 1)
    markups = [MARKUP.replace("Two", words) for words in ("Three", "Four", "Three", "Two", "Four")]
    made = [letter.with_words(words_of(markup)) for markup in markups]
    assert made[0] == made[2]
    assert made[1] == made[4]
    assert len({*made}) == 3


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("<title>T", "<title>U", Reason.NOWHERE),
        ("Two", "Two&eacute;", Reason.SIGNS),
        ("Two", "Two\x0c", Reason.SIGNS),
        ("Two", " ", Reason.EMPTY),
    ],
)
def test_what_is_more_than_other_words_is_unlike(
    old: str, new: str, reason: Reason, letter: Rewording
) -> None:
    with pytest.raises(Unlike) as unlike:
        letter.with_words(words_of(MARKUP.replace(old, new)))
    assert unlike.value.reason is reason


def test_a_letter_that_cannot_be_put_together_again_is_not_taken_apart() -> None:
    typesetter, kept = typeset()
    broken = Typeset(kept.page, kept.document, kept.pdf, kept.content + b"%")
    taken = take_apart(broken, typesetter._parsed)
    assert isinstance(taken, Unlike)
    assert taken.reason is Reason.UNPROVEN
