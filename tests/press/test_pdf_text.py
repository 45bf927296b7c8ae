"""What the pages of a PDF show is read page by page, and across from one to the next."""

from dataclasses import replace

import pytest

from press.conftest import Print
from samples import SHORT
from zvarot.press.contents import Contents, Unreadable
from zvarot.press.pdf_text import page_texts, read_pages


def test_the_text_of_each_page_is_read(long_pdf: bytes) -> None:
    texts = [*page_texts(long_pdf, 3)]
    assert [f"Page {number} of 3" in text for number, text in enumerate(texts, 1)] == [True] * 3


def test_a_file_of_too_many_pages_is_not_read(long_pdf: bytes) -> None:
    with pytest.raises(Unreadable, match="too many pages"):
        next(page_texts(long_pdf, 2))


def test_what_is_no_pdf_is_not_read() -> None:
    with pytest.raises(Unreadable, match="cannot be read"):
        next(page_texts(b"%PDF-1.7 and no more", 2))


def test_a_broken_word_is_read_with_its_hyphen(print_letter: Print) -> None:
    words = '<p style="width: 12mm">incompre-hensible</p>'
    (text,) = page_texts(print_letter(replace(SHORT, body_html=words)), 1)
    assert "pre-\nhens" in text
    assert "\ufffe" not in text


def test_what_runs_on_from_page_to_page_is_read_as_one() -> None:
    contents = Contents()
    read_pages(
        ["A letter to Marya Hid-\nPage 1 of 2", "Running head\ndenson lives here\nPage 2 of 2"], contents
    )
    assert contents.texts["Marya Hid-\ndenson lives"] == "page 1"
    assert [contents.texts[text] for text in contents.texts if "Running head\n" in text] == ["page 2"]


def test_a_single_page_runs_on_nowhere() -> None:
    contents = Contents()
    read_pages(["One page"], contents)
    assert contents.texts == {"One page": "page 1"}
