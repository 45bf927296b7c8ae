"""Other words on a page are read from its glyphs exactly as pdfium would show them."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from samples import BELARUSIAN, LONG
from zvarot.press.contents import Contents, Unreadable
from zvarot.press.pdf_contents import drawn_on_pages, objects_of
from zvarot.press.pdf_layout import cut, unpacked
from zvarot.press.pdf_text import page_texts
from zvarot.press.shown import Fonts, Shown, fonts_in
from zvarot.press.typesetting import Typesetter
from zvarot.writing.letter import Letter
from zvarot.writing.page import lay_out
from zvarot.writing.templating import Templates

Opened = tuple[list[bytes], list[str], Fonts]
Open = Callable[..., Opened]


@pytest.fixture(scope="module")
def opened(templates: Templates, typesetter: Typesetter) -> Open:
    """Print a letter to somebody; return what its pages draw and show, and what its glyphs mean."""

    def make(letter: Letter, holder: str) -> Opened:
        lines = (holder, *letter.addressee.lines[1:])
        letter = replace(letter, addressee=replace(letter.addressee, lines=lines))
        content = typesetter.typeset(lay_out(letter, templates))
        pieces = {piece.number: piece for piece in cut(content)}
        objects = json.loads(objects_of(content))
        drawn = [unpacked(pieces[number]) for number in drawn_on_pages(objects)]
        return drawn, [*page_texts(content, 9)], fonts_in(objects, pieces)

    return make


@pytest.mark.parametrize(
    ("letter", "holder"),
    [
        (LONG, "Ms Zoë Efficient-Łoś"),
        (LONG, "Office 12 & Sons’ “Ward”"),
        (BELARUSIAN, "Спадарыні Ўзорнай № 5"),
    ],
)
def test_what_a_page_shows_to_another_reader_is_what_pdfium_says(
    letter: Letter, holder: str, opened: Open
) -> None:
    (drawn, *_), (text, *_), fonts = opened(letter, "Office of Samples")
    (other, *_), (expected, *_), _ = opened(letter, holder)
    assert Shown(drawn, text, fonts).with_steps(other, Contents()) == expected != text


@pytest.mark.parametrize("more", [1, 2, 3])
def test_words_in_empty_lines_of_the_window_are_what_pdfium_says(more: int, opened: Open) -> None:
    short = replace(LONG, addressee=replace(LONG.addressee, lines=("Office", "12345 Town", "EXAMPLE")))
    lines = ("Office", *(f"Floor {number}" for number in range(more)), "12345 Town", "EXAMPLE")
    long = replace(LONG, addressee=replace(LONG.addressee, lines=lines))
    (drawn, *_), (text, *_), fonts = opened(short, "Office")
    (other, *_), (expected, *_), _ = opened(long, "Office")
    assert Shown(drawn, text, fonts).with_steps(other, Contents()) == expected
    fewer = Shown(other, expected, fonts).with_steps(drawn, Contents())
    assert fewer.split() == text.split()


@pytest.mark.parametrize(("text", "readable"), [("a\r\nb", True), ("ab", False)])
def test_words_where_there_were_none_are_read_at_the_end_of_a_line_alone(text: str, readable: bool) -> None:
    steps = [b"/F 10 Tf", b"[<0001>] TJ", b"[] TJ", b"[<0002>] TJ"]
    page = Shown(b"\n".join(steps), text, {b"F": {b"0001": "a", b"0002": "b"}})
    other = b"\n".join([*steps[:2], b"[<00020001>] TJ", steps[3]])
    if readable:
        assert page.with_steps(other, Contents()) == "a\r\nba\r\nb"
    else:
        with pytest.raises(Unreadable):
            page.with_steps(other, Contents())


def test_every_page_of_a_letter_can_be_read(opened: Open) -> None:
    drawn, texts, fonts = opened(LONG, "Office")
    assert len(drawn) == 3
    for stream, text in zip(drawn, texts, strict=True):
        assert Shown(stream, text, fonts).with_steps(stream, Contents()) == text


CHANGES: dict[str, Callable[[bytes], bytes]] = {
    "more words": lambda stream: stream + b"\nBT\n(Name) Tj\nET",
    "another place": lambda stream: stream.replace(b" Tm", b".5 Tm", 1),
    "a string": lambda stream: stream.replace(b"] TJ", b"(Name)] TJ", 1),
    "a glyph without a meaning": lambda stream: stream.replace(b"] TJ", b"<ffff>] TJ", 1),
    "a comment": lambda stream: stream.replace(b" rg", b" rg %Name", 1),
    "a picture": lambda stream: stream.replace(b"EMC", b"/I Do", 1),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_more_than_other_glyphs_is_left_to_pdfium(change: Callable[[bytes], bytes], opened: Open) -> None:
    (drawn, *_), (text, *_), fonts = opened(LONG, "Office")
    changed = change(drawn)
    assert changed != drawn
    with pytest.raises(Unreadable):
        Shown(drawn, text, fonts).with_steps(changed, Contents())


def test_glyphs_that_say_something_else_than_the_page_shows_are_not_relied_on(opened: Open) -> None:
    (drawn, *_), (text, *_), fonts = opened(LONG, "Office")
    for other in (text.replace("Office", "Orifice", 1), text + "more"):
        with pytest.raises(Unreadable):
            Shown(drawn, other, fonts)
    with pytest.raises(Unreadable):
        Shown(drawn, text, {})


def test_words_that_are_shown_in_another_way_are_left_to_pdfium() -> None:
    with pytest.raises(Unreadable, match="another way"):
        Shown(b"BT\n/F 12 Tf\n(Name) Tj\nET", "Name", {})
