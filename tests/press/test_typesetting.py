"""A page becomes a PDF: in the window of its envelope, closed to the world, the same every time."""

import hashlib
import io
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

import invented
from mirrored import ARABIC
from press.conftest import SMALL, Print, with_logo
from samples import BELARUSIAN, CROWDED, LONG, RUSSIAN, SHORT
from zvarot.case.campaign import Window
from zvarot.findings import ZvarotError
from zvarot.press.typesetting import Typesetter, TypesettingError
from zvarot.writing.letter import Addressee, Letter
from zvarot.writing.looks import Appearance
from zvarot.writing.page import Page, lay_out
from zvarot.writing.templating import Templates, open_templates
from zvarot.writing.typefaces import open_face

MM = 72 / 25.4

WINDOWS = {
    # Sheet, then left, top, width and height of the window, in mm from the sheet's upper left corner.
    "din-5008-a": ((210, 297), (20, 27, 85, 45)),
    "din-5008-b": ((210, 297), (20, 45, 85, 45)),
    "sn-010130-left": ((210, 297), (20, 35.5, 100, 45)),
    "sn-010130-right": ((210, 297), (112, 45, 90, 45)),
    "nf": ((210, 297), (100, 35, 100, 45)),
    "us-9": ((215.9, 279.4), (17.46, 55.56, 114.3, 28.575)),
    "us-9-double": ((215.9, 279.4), (14.29, 55.56, 92.075, 28.575)),
}
"""From LIBRARIES.md, section 1c: KOMA-Script's letter class options."""


def texts(pdf: bytes) -> list[str]:
    """Return the text of each page."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def box(pdf: bytes, words: str) -> tuple[float, float, float, float]:
    """Return where words stand on the first page: left, top, right, bottom in mm from the corner."""
    with pypdfium2.PdfDocument(pdf) as document:
        sheet = document[0]
        text = sheet.get_textpage()
        found = text.search(words).get_next()
        assert found, f"{words!r} is not on the first page"
        boxes = [text.get_charbox(number) for number in range(found[0], sum(found))]
        left, bottom = min(b[0] for b in boxes), min(b[1] for b in boxes)
        right, top = max(b[2] for b in boxes), max(b[3] for b in boxes)
        height = sheet.get_height()
    return left / MM, (height - top) / MM, right / MM, (height - bottom) / MM


# --- The window


@pytest.mark.parametrize("lines", [3, 6, 7])
@pytest.mark.parametrize("window", list(Window))
def test_every_line_of_the_address_is_seen_through_the_window(
    window: Window, lines: int, print_letter: Print
) -> None:
    sheet, (x, y, width, height) = WINDOWS[window]
    names = tuple(f"Line number {number} of the address" for number in range(1, lines + 1))
    letter = replace(SHORT, window=window, addressee=Addressee(names, "Sender, Invented Street 1"))
    pdf = print_letter(letter)
    with pypdfium2.PdfDocument(pdf) as document:
        assert [size / MM for size in document[0].get_size()] == pytest.approx(sheet, abs=0.1)
    seen = names if lines == 7 and "us" in window else (letter.addressee.return_line, *names)
    for line in seen:
        left, top, right, bottom = box(pdf, line)
        assert x + 4 <= left
        assert right <= x + width
        assert y + 0.5 <= top
        assert bottom <= y + height - 0.2


@pytest.mark.parametrize("window", list(Window))
def test_nothing_but_the_address_shows_in_the_window(window: Window, print_letter: Print) -> None:
    _, (x, y, width, height) = WINDOWS[window]
    pdf = print_letter(replace(CROWDED, window=window))
    for words in (*CROWDED.letterhead.contact, CROWDED.reference, CROWDED.dateline, "solidarity with"):
        left, top, right, bottom = box(pdf, words)
        assert right < x or left > x + width or bottom < y or top > y + height, words


def test_the_address_of_din_5008_b_begins_where_the_standard_says(print_letter: Print) -> None:
    left, top, _, _ = box(print_letter(SHORT), SHORT.addressee.lines[0])
    assert left == pytest.approx(25, abs=0.5)
    assert top == pytest.approx(62.7 + 1, abs=1)


# --- Pages


def test_each_page_says_which_of_how_many_it_is(long_pdf: bytes) -> None:
    pages = texts(long_pdf)
    assert len(pages) == 3
    for number, text in enumerate(pages, 1):
        assert f"Page {number} of 3" in text


def test_a_short_letter_stands_on_one_page(print_letter: Print) -> None:
    assert len(texts(print_letter(SHORT))) == 1


def test_sender_and_date_run_on_from_the_second_page_only(long_pdf: bytes) -> None:
    # The first page keeps the day beside its month with a space that does not break.
    first, *others = (text.replace("\xa0", " ") for text in texts(long_pdf))
    assert first.count(LONG.dateline) == 1
    running = f"{LONG.letterhead.name} · {LONG.reference}"
    assert running not in first
    for text in others:
        assert text.startswith(running) or running in text
        assert text.count(LONG.dateline) == 1


def test_a_marking_stands_on_every_page(print_letter: Print) -> None:
    pages = texts(print_letter(CROWDED))
    assert len(pages) > 3
    assert [text.count("Draft") for text in pages] == [1] * len(pages)


def test_no_heading_ends_a_page_and_no_closing_begins_one(print_letter: Print) -> None:
    for count in range(24, 44, 2):
        filler = "<p>One line that only fills the page.</p>" * count
        letter = replace(LONG, body_html=filler, notes=(), demands=LONG.demands[3:], epigraph="")
        for text in texts(print_letter(letter)):
            lines = [line for line in text.splitlines() if line and not line.startswith("Page ")]
            assert lines[-1] not in {"Our demands", "Signatories", "Sources", LONG.closing}
            assert LONG.closing not in lines[:2]


def test_a_long_table_goes_on_under_its_headers_on_the_next_page(print_letter: Print) -> None:
    row = '<tr><th scope="row">some</th><td>1 June 2021</td><td>Example Centre</td></tr>'
    head = "".join(f'<th scope="col">{name}</th>' for name in ("What is counted", "As of", "Counted by"))
    table = f'<table class="figures"><thead><tr>{head}</tr></thead><tbody>{row * 40}</tbody></table>'
    pages = texts(print_letter(replace(SHORT, body_html=table)))
    assert [text.count("What is counted") for text in pages] == [1, 1]


@pytest.mark.parametrize("letter", [BELARUSIAN, RUSSIAN])
def test_cyrillic_is_printed_with_the_same_faces(letter: Letter, print_letter: Print) -> None:
    pdf = print_letter(letter)
    assert letter.salutation in texts(pdf)[0]
    assert {name.split("+")[1] for name in font_names(pdf)} == {
        "Spectral",
        "Spectral-Italic",
        "Spectral-Semi-Bold",
    }


def font_names(pdf: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return {
            str(font.BaseFont).lstrip("/") for sheet in opened.pages for font in sheet.Resources.Font.values()
        }


# --- A look of one's own. Logos and fonts are invented.

SQUARE, WIDE = ((600, 600), 30), ((3000, 300), 30)
"""Sizes in points, and heights in mm as campaign.yaml asks for."""


def picture_box(pdf: bytes) -> tuple[float, float, float, float]:
    """Return where the only picture stands on the first page: left, top, right, bottom in mm."""
    with pypdfium2.PdfDocument(pdf) as document:
        sheet = document[0]
        (picture,) = sheet.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
        left, bottom, right, top = picture.get_bounds()
        height = sheet.get_height()
    return left / MM, (height - top) / MM, right / MM, (height - bottom) / MM


@pytest.mark.parametrize("shape", [SQUARE, WIDE, SMALL], ids=["square", "wide", "small"])
@pytest.mark.parametrize("window", list(Window))
def test_a_logo_stays_clear_of_the_window_the_name_and_the_edge(
    window: Window, shape: tuple[tuple[int, int], int], print_letter: Print
) -> None:
    _, (_, y, _, _) = WINDOWS[window]
    pdf = print_letter(with_logo(replace(CROWDED, window=window), shape))
    left, top, right, bottom = picture_box(pdf)
    assert left == pytest.approx(25, abs=0.1)
    assert top >= 8
    assert bottom <= y
    assert 30 >= bottom - top > 2
    assert right - left <= 50.1
    for words in ("with the civil society", "International Committee for the"):
        begin, _, _, end = box(pdf, words)
        assert right + 2 < begin
        assert end <= y + 0.5
    assert box(pdf, "Draft")[1] < y


def test_a_logo_has_the_height_that_was_asked_for_and_its_own_shape(print_letter: Print) -> None:
    left, top, right, bottom = picture_box(print_letter(with_logo(LONG)))
    assert [right - left, bottom - top] == pytest.approx([14, 14], abs=0.1)
    left, top, right, bottom = picture_box(
        print_letter(with_logo(replace(LONG, window="din-5008-a"), SQUARE))
    )
    assert right - left == pytest.approx(bottom - top, abs=0.1)


@pytest.mark.parametrize("window", list(Window))
def test_on_letter_paper_the_address_stands_where_it_does_on_any(window: Window, print_letter: Print) -> None:
    pdf = print_letter(replace(SHORT, window=window, paper="letter"))
    with pypdfium2.PdfDocument(pdf) as document:
        assert [size / MM for size in document[0].get_size()] == pytest.approx((215.9, 279.4), abs=0.1)
    for line in SHORT.addressee.lines:
        plain = box(print_letter(replace(SHORT, window=window)), line)
        assert box(pdf, line) == pytest.approx(plain, abs=0.1)


def colours(pdf: bytes) -> set[tuple[int, ...]]:
    """Return the colours that words and lines are drawn in, as red, green and blue from 0 to 255."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return {
            tuple(round(float(value) * 255) for value in step.operands)
            for sheet in opened.pages
            for step in pikepdf.parse_content_stream(sheet)
            if str(step.operator) in ("rg", "RG")
        }


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_a_colour_takes_the_place_of_the_accent_on_every_page(direction: str, print_letter: Print) -> None:
    letter = replace(CROWDED, direction=direction)
    accent = (0x6B, 0x1F, 0x2A)
    assert accent in colours(print_letter(letter))
    blue = colours(print_letter(replace(letter, accent="#1b3a5c")))
    assert (0x1B, 0x3A, 0x5C) in blue
    assert accent not in blue


def test_a_font_of_ones_own_sets_the_whole_letter(typesetter: Typesetter) -> None:
    faces = tuple(open_face(Path("own.ttf"), invented.font(number)) for number in (0, 1, 2))
    look = Appearance(families=("Invented", "Spectral"), faces=faces)
    letter = replace(LONG, families=look.families)
    page = lay_out(letter, open_templates(None, look))
    pdf = typesetter.typeset(page)
    assert "Working" not in texts(pdf)[0]
    assert {name.split("+")[1].split("-")[0] for name in font_names(pdf)} == {"Invented"}
    assert Typesetter().typeset(page) == pdf


def test_a_font_of_ones_own_changes_no_other_letter(
    print_arabic: Print, print_letter: Print, long_pdf: bytes
) -> None:
    first = print_arabic(ARABIC)
    assert print_letter(LONG) == long_pdf
    assert print_arabic(ARABIC) == first


def test_arabic_is_set_in_the_font_that_the_campaign_brings(print_arabic: Print) -> None:
    pdf = print_arabic(with_logo(ARABIC))
    families = {name.split("+")[1].split("-")[0] for name in font_names(pdf)}
    assert "Amiri" in families
    assert len(texts(pdf)) == 2


def test_without_the_font_no_arabic_letter_is_printed(typesetter: Typesetter, arabic: Templates) -> None:
    page = replace(lay_out(ARABIC, arabic), faces=())
    with pytest.raises(TypesettingError, match="notdef"):
        typesetter.typeset(page)


def test_a_letter_from_right_to_left_is_mirrored(print_arabic: Print) -> None:
    pdf = print_arabic(with_logo(ARABIC))
    left, right = 25, 185
    assert picture_box(pdf)[2] == pytest.approx(right, abs=0.2)
    assert box(pdf, "007/21")[0] > 150
    assert box(pdf, "26")[0] < 60
    assert box(pdf, "org")[2] == pytest.approx(right, abs=1)
    assert box(pdf, "المصدر")[0] > left + 10


def test_the_window_of_a_letter_from_right_to_left_stays_where_the_envelope_has_it(
    print_arabic: Print,
) -> None:
    for window, (_, (x, y, width, height)) in WINDOWS.items():
        names = ("Invented Office", "Example Street", "Exampleton")
        letter = replace(ARABIC, window=window, addressee=Addressee(names, "Sender and Street"))
        for line in ("Sender and Street", *names):
            begin, top, end, bottom = box(print_arabic(letter), line)
            assert x < begin
            assert end <= x + width - 4
            assert y < top
            assert bottom < y + height


def test_running_lines_and_page_numbers_change_sides(print_arabic: Print) -> None:
    with pypdfium2.PdfDocument(print_arabic(replace(ARABIC, marking="DRAFT"))) as document:
        page = document[1]
        text = page.get_textpage()
        middle = page.get_width() / 2
        reference, draft = (text.search(words).get_next()[0] for words in ("007/21", "DRAFT"))
        assert text.get_charbox(reference)[0] > middle
        assert text.get_charbox(draft)[0] > middle


# --- The same again


def test_the_same_letter_gives_the_same_bytes_after_others_and_in_another_process_and_place(
    print_letter: Print, long_pdf: bytes, tmp_path: Path
) -> None:
    assert print_letter(LONG) == long_pdf
    program = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parents[1])!r})\n"
        "import hashlib, samples\n"
        "from zvarot.press.typesetting import Typesetter\n"
        "from zvarot.writing.page import lay_out\n"
        "from zvarot.writing.templating import open_templates\n"
        "pdf = Typesetter().typeset(lay_out(samples.LONG, open_templates()))\n"
        "print(hashlib.sha256(pdf).hexdigest())"
    )
    elsewhere = {**os.environ, "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7", "LC_ALL": "C"}
    other = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env=elsewhere,
    )
    assert other.stdout.strip() == hashlib.sha256(long_pdf).hexdigest()


def test_a_page_is_written_as_it_was_laid_out(
    templates: Templates, typesetter: Typesetter, long_pdf: bytes
) -> None:
    document = typesetter.render(lay_out(LONG, templates))
    assert typesetter.write(document) == long_pdf
    assert typesetter.write(document) == long_pdf


def test_a_blank_page_has_the_size_of_another(templates: Templates, typesetter: Typesetter) -> None:
    like = typesetter.render(lay_out(replace(SHORT, paper="letter"), templates)).pages[0]
    pdf = typesetter.write(typesetter.bind([typesetter.blank(like)], "One blank page", "en"))
    assert texts(pdf) == [""]
    with pypdfium2.PdfDocument(pdf) as document:
        assert [size / MM for size in document[0].get_size()] == pytest.approx((215.9, 279.4), abs=0.1)


# --- What must not pass


def page_with(body: str, templates: Templates, css: str = "") -> Page:
    """Return a page that the layout would have refused: the press looks for itself."""
    page = lay_out(SHORT, templates)
    return replace(page, markup=page.markup.replace("</main>", f"{body}</main>"), css=page.css + css)


@pytest.mark.parametrize(
    ("body", "css", "complaint"),
    [
        ("<p>one</p>", "p { colour: red }", "unknown property"),
        ("<p>a character: 漢</p>", "", "notdef"),
        ('<p><a href="#note-9">9</a></p>', "", "note-9"),
        ('<p><a href="page.html">elsewhere</a></p>', "", "neither to the web"),
        ('<p><a href="file:///etc/hostname">a file</a></p>', "", "neither to the web"),
        ('<p><a href="javascript:alert(1)">a script</a></p>', "", "neither to the web"),
        ('<p><a href="mailto:a@example.org?bcc=b@example.org">mail</a></p>', "", "nor to a mailbox"),
        ('<p><img src="file:///etc/hostname" alt="a file"></p>', "", "disallowed protocol"),
        ('<p><img src="https://example.org/a.png" alt="a picture"></p>', "", "disallowed protocol"),
        ('<p><img src="ftp://example.org/a.png" alt="a picture"></p>', "", "disallowed protocol"),
        ("<p>one</p>", "@import url(file:///etc/hostname);", "disallowed protocol"),
        ("<p>one</p>", "p { background: url(https://example.org/a.png) }", "disallowed protocol"),
        ("<p>one</p>", "@font-face { font-family: A; src: url(file:///etc/hostname) }", "cannot be loaded"),
        ('<p><object data="file:///etc/hostname"></object></p>', "", "disallowed protocol"),
    ],
)
def test_a_page_that_would_not_be_printed_as_it_is_meant_is_refused(
    body: str, css: str, complaint: str, templates: Templates, typesetter: Typesetter
) -> None:
    page = page_with(body, templates, css)
    if "@import" in css:
        page = replace(page, css=css + page.css)
    with pytest.raises(TypesettingError, match=complaint):
        typesetter.typeset(page)


def test_a_complaint_of_a_picture_does_not_hold_the_picture(
    templates: Templates, typesetter: Typesetter
) -> None:
    page = page_with(f'<img src="data:image/png;base64,{"AAAA" * 999}" alt="Broken">', templates)
    with pytest.raises(TypesettingError, match=r"data:image/png;base64,…") as raised:
        typesetter.typeset(page)
    assert len(raised.value.message) < 200


def test_a_refused_page_leaves_the_next_one_as_it_was(
    templates: Templates, typesetter: Typesetter, print_letter: Print, long_pdf: bytes
) -> None:
    with pytest.raises(ZvarotError):
        typesetter.typeset(page_with("<p>漢</p>", templates))
    assert print_letter(LONG) == long_pdf


def test_typesetting_is_not_loaded_before_it_is_needed() -> None:
    program = (
        "import sys, zvarot.press.typesetting\n"
        "assert not {'weasyprint', 'pydyf', 'fontTools', 'uharfbuzz'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
