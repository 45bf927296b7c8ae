"""A finished PDF in pieces is the same file again, and shows other words where they were exchanged."""

import io
from typing import Any

import pikepdf
import pypdfium2
import pytest
import weasyprint

from zvarot.press.patching import Pieces
from zvarot.press.typesetting import Typesetter
from zvarot.writing.page import Page

BODY = "<p>First words</p><p>Second words</p><p style='break-before: page'>Third</p>"


def written(typesetter: Typesetter, body: str) -> tuple[Any, bytes]:
    """Return a PDF as pydyf has it, and its bytes."""
    head = "<head><title>Title</title></head>"
    page = Page(
        f'<html lang="en">{head}<body>{body}</body></html>', "html{font-family:Spectral}", "Title", "en"
    )
    typesetter.letters = None
    kept: list[Any] = []
    html = typesetter._parsed(page.markup)
    document = html.render(font_config=typesetter._fonts_with(()), stylesheets=[typesetter._style(page)])
    content = document.write_pdf(finisher=lambda _, pdf: kept.append(pdf), pdf_tags=True, pdf_identifier=True)
    return kept[0], content


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    return Pieces(*written(Typesetter(), BODY))


def test_a_file_is_the_same_once_it_is_put_together_again() -> None:
    pdf, content = written(Typesetter(), BODY)
    assert Pieces(pdf, content).exchange({}) == content


def test_every_text_stands_at_its_page_and_mark(pieces: Pieces) -> None:
    assert [*pieces.texts()] == [(0, 0), (0, 1), (1, 0)]
    assert all(b"BT" in text for text in pieces.texts().values())


def test_one_text_can_stand_in_anothers_place(pieces: Pieces) -> None:
    texts = pieces.texts()
    content = pieces.exchange({(0, 1): texts[0, 0]})
    with pikepdf.open(io.BytesIO(content), attempt_recovery=False) as opened:
        assert opened.get_warnings() == []
        assert opened.pages[0].Contents.read_bytes().count(texts[0, 0]) == 2
    with pypdfium2.PdfDocument(content) as document:
        assert "Second" not in document[0].get_textpage().get_text_range()
        assert document[1].get_textpage().get_text_range() == "Third"


def test_another_text_makes_another_identifier(pieces: Pieces) -> None:
    files = [pieces.exchange(texts) for texts in ({}, {(0, 1): b"BT ET"})]
    identifiers = set()
    for content in files:
        with pikepdf.open(io.BytesIO(content)) as opened:
            identifiers.add(bytes(opened.trailer.ID[0]))
    assert len(identifiers) == 2


def test_a_file_that_is_not_as_expected_is_not_taken_apart() -> None:
    pdf, content = written(Typesetter(), BODY)
    with pytest.raises(ValueError, match="cannot be put together"):
        Pieces(pdf, content + b"% more")


def test_all_that_is_drawn_can_be_had_page_by_page(pieces: Pieces) -> None:
    assert weasyprint.VERSION
    assert [page.count(b"BDC") for page in pieces.drawn()] == [2, 1]
