"""Every letter is PDF/A-2a and PDF/UA-1 at once, and says nothing of who or what made it when."""

import base64
import hashlib
import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pdfua
import pikepdf
import pytest
from PIL import Image

from conformity import mutants, objections, rewritten
from mirrored import ARABIC
from press.conftest import Print, with_logo
from rehearsed import every_form
from samples import BELARUSIAN, CROWDED, LONG, RUSSIAN, SHORT
from zvarot.press.conforming import Part, end_streams_clearly
from zvarot.press.typesetting import Typesetter, TypesettingError
from zvarot.writing.letter import Letter
from zvarot.writing.page import lay_out
from zvarot.writing.pictures import clean_logo
from zvarot.writing.templating import Templates

SAID = (
    ("http://purl.org/dc/elements/1.1/", "title"),
    ("http://www.aiim.org/pdfa/ns/id/", "part"),
    ("http://www.aiim.org/pdfa/ns/id/", "conformance"),
    ("http://www.aiim.org/pdfua/ns/id/", "part"),
    ("http://www.aiim.org/pdfa/ns/extension/", "schemas"),
)
"""All that the metadata says."""

SRGB = "384b832de3412066743b52a75ee906b6fb9fb8d9e09e936fc2c43223815c6e0a"
"""The hash of sRGB2014.icc, as the International Color Consortium gives it out."""


@pytest.fixture(scope="module")
def logo_pdf(print_letter: Print) -> bytes:
    return print_letter(with_logo(LONG))


def packed(mode: str) -> bytes:
    """Return a picture of one colour, as Pillow's mode says how."""
    file = io.BytesIO()
    Image.new(mode, (90, 60)).save(file, "JPEG" if mode == "CMYK" else "PNG")
    return file.getvalue()


def picture(mode: str) -> str:
    """Return such a picture as an address."""
    kind = "jpeg" if mode == "CMYK" else "png"
    return f"data:image/{kind};base64,{base64.b64encode(packed(mode)).decode()}"


def is_tag(thing: Any, name: str) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == name


# --- Both standards


def test_every_form_in_every_language_conforms(typesetter: Typesetter) -> None:
    found = {name: objections(typesetter.typeset(page)) for name, page in every_form()}
    assert len(found) > 20
    assert {name: said for name, said in found.items() if said} == {}


@pytest.mark.parametrize(
    "letter",
    [SHORT, LONG, CROWDED, BELARUSIAN, RUSSIAN, with_logo(LONG), with_logo(ARABIC)],
)
def test_letters_of_all_kinds_conform(
    letter: Letter, print_letter: Print, print_arabic: Print, tmp_path: Path
) -> None:
    pdf = (print_arabic if letter.language == "ar" else print_letter)(letter)
    assert objections(pdf) == []
    file = tmp_path / "letter.pdf"
    file.write_bytes(pdf)
    assert [finding.message for finding in pdfua.validate(str(file)).findings] == []


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK"])
def test_a_logo_of_any_kind_conforms(mode: str, print_letter: Print) -> None:
    logo = clean_logo(packed(mode), 14)
    assert objections(print_letter(replace(SHORT, letterhead=replace(SHORT.letterhead, logo=logo)))) == []


def test_what_does_not_conform_would_be_found(logo_pdf: bytes) -> None:
    assert objections(rewritten(logo_pdf)) == []
    wrong = mutants(logo_pdf)
    assert len(wrong) > 15
    assert [what for what, pdf in wrong.items() if not objections(pdf)] == []


def test_no_end_of_a_stream_can_be_taken_for_its_last_byte(long_pdf: bytes) -> None:
    from weasyprint.pdf import pydyf

    assert pydyf.Stream([b"ends with CR\r"]).data.endswith(b"stream\nends with CR\r\r\nendstream")
    end_streams_clearly()
    assert pydyf.Stream([b"ends with LF\n"]).data.endswith(b"stream\nends with LF\n\r\nendstream")
    assert long_pdf.count(b"\r\nendstream") > 10
    assert re.findall(rb"[^\r]\nendstream", long_pdf) == []


@pytest.mark.parametrize(
    ("body", "css", "complaint"),
    [
        ('<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9v9"/></svg>', "", "has no words"),
        (f'<img src="{picture("RGB")}">', "", "a picture has no words"),
        (f'<img src="{picture("CMYK")}" alt="Ink">', "", "mixed of inks"),
        ("<p class=ink>Ink</p>", ".ink { color: device-cmyk(0 1 1 0) }", "mixed of inks"),
        ("<p class=ink>Ink</p>", ".ink { border: 1px solid device-cmyk(0 1 1 0) }", "mixed of inks"),
        ("<p class=pale>Pale</p>", ".pale { opacity: 0.5 }", "half transparent"),
        ("<h4>Deep down</h4>", "", "a heading <h4> skips a level"),
    ],
)
def test_a_layout_that_would_break_a_standard_is_refused(
    body: str, css: str, complaint: str, templates: Templates, typesetter: Typesetter
) -> None:
    page = lay_out(SHORT, templates)
    page = replace(page, markup=page.markup.replace("</main>", f"{body}</main>"), css=page.css + css)
    with pytest.raises(TypesettingError, match=complaint) as raised:
        typesetter.typeset(page)
    assert raised.value.help


def test_a_layout_that_breaks_no_standard_may_be_as_rich_as_it_likes(
    templates: Templates, typesetter: Typesetter
) -> None:
    body = (
        f'<h2>Two</h2><h3>Three</h3><h2>Two</h2><p class=rich>Rich</p><img src="{picture("RGB")}" alt="Red">'
        "<dl><dt>a</dt><dd>b</dd></dl><ol><li>one<ul><li>two</li></ul></li></ol>"
    )
    css = (
        f".rich {{ background: linear-gradient(#f00, #00f), url({picture('RGB')}); border-radius: 4px;"
        " transform: rotate(3deg); color: lab(60% 10 50) } .rich::before { content: 'More' }"
        " ul { list-style: none }"
    )
    page = lay_out(SHORT, templates)
    page = replace(page, markup=page.markup.replace("</main>", f"{body}</main>"), css=page.css + css)
    assert objections(typesetter.typeset(page)) == []


# --- Tags


def test_table_headers_say_what_they_head(long_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(long_pdf)) as opened:
        scopes = [str(tag.A.Scope) for tag in opened.objects if is_tag(tag, "/TH")]
    assert scopes == ["/Column"] * 3 + ["/Row"] * 4


def test_items_hold_a_number_and_one_body(long_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(long_pdf)) as opened:
        items = [[str(kid.S) for kid in tag.K] for tag in opened.objects if is_tag(tag, "/LI")]
    assert len(items) > 5
    assert [kids for kids in items if kids not in (["/Lbl", "/LBody"], ["/LBody"])] == []


def test_a_logo_is_tagged_with_its_words(logo_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(logo_pdf)) as opened:
        (figure,) = (tag for tag in opened.objects if is_tag(tag, "/Figure"))
        assert str(figure.Alt) == f"Logo of {LONG.letterhead.name}"


def test_links_are_printed_with_the_page(long_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(long_pdf)) as opened:
        flags = [int(thing.F) for sheet in opened.pages for thing in sheet.get("/Annots", ())]
    assert len(flags) > 5
    assert {*flags} == {4}


def test_no_reader_may_smooth_a_picture_even_if_the_styles_ask_for_it(
    typesetter: Typesetter, templates: Templates
) -> None:
    page = lay_out(with_logo(LONG), templates)
    styles = page.css + "@media print { .logo { image-rendering: auto } }"
    with pikepdf.open(io.BytesIO(typesetter.typeset(replace(page, css=styles)))) as opened:
        pictures = [thing for thing in opened.objects if getattr(thing, "Subtype", "") == "/Image"]
        assert [picture.Interpolate for picture in pictures] == [False, False]


def test_each_part_has_the_tags_of_its_own_pages(typesetter: Typesetter, templates: Templates) -> None:
    laid = {
        letter.language: typesetter.render(lay_out(letter, templates)).pages for letter in (SHORT, RUSSIAN)
    }
    parts = [Part(f"Letter in {language}", language, tuple(pages)) for language, pages in laid.items()]
    pages = [page for part in parts for page in part.pages]
    pdf = typesetter.write(typesetter.bind(pages, "Two letters", "en"), parts)
    assert objections(pdf) == []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        tags = [*opened.Root.StructTreeRoot.K[0].K]
        said = [(str(tag.S), str(tag.T), str(tag.Lang)) for tag in tags]
        first_russian = opened.pages[len(laid["en"])].objgen
        assert tags[1].K[0].Pg.objgen == first_russian
        assert first_russian not in {kid.Pg.objgen for kid in tags[0].K}
    assert said == [("/Part", "Letter in en", "en"), ("/Part", "Letter in ru", "ru")]


# --- Metadata


def test_the_pdf_says_its_language_and_title_and_nothing_of_its_making(long_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(long_pdf)) as opened:
        assert opened.Root.Lang == "en"
        assert opened.Root.ViewerPreferences.DisplayDocTitle
        assert {key: str(value) for key, value in opened.docinfo.items()} == {"/Title": LONG.title}
        xmp = opened.Root.Metadata.read_bytes().decode()
        assert "/Filter" not in opened.Root.Metadata
        with opened.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            assert {*metadata} == {f"{{{space}}}{name}" for space, name in SAID}
            assert [metadata[f"{{{space}}}{name}"] for space, name in SAID[:-1]] == [
                LONG.title,
                "2",
                "A",
                "1",
            ]
    assert "weasyprint" not in (xmp + long_pdf.decode("latin-1")).lower()


def test_a_title_with_markup_stays_a_title(print_letter: Print) -> None:
    pdf = print_letter(replace(SHORT, title="Rights & <{freedoms}>"))
    assert objections(pdf) == []
    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_metadata() as metadata:
        assert metadata["dc:title"] == "Rights & <{freedoms}>"
        assert opened.docinfo["/Title"] == "Rights & <{freedoms}>"


def identifier(pdf: bytes) -> list[bytes]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [bytes(half) for half in opened.trailer.ID]


def test_the_identifier_comes_from_the_content_alone(print_letter: Print, long_pdf: bytes) -> None:
    first, second = identifier(long_pdf)
    assert re.fullmatch(rb"[0-9a-f]{32}", first)
    assert first == second
    assert identifier(print_letter(LONG)) == [first, first]
    assert first not in identifier(print_letter(replace(LONG, reference="another")))


def test_the_colours_are_those_of_the_public_profile_to_the_byte(long_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(long_pdf)) as opened:
        (intent,) = opened.Root.OutputIntents
        profile = intent.DestOutputProfile.read_bytes()
    assert profile[16:20] == b"RGB "
    assert hashlib.sha256(profile).hexdigest() == SRGB
