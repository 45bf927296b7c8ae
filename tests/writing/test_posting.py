"""Addresses become pages: envelopes and labels, in a layout that a campaign may replace."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mirrored import arabic_look
from zvarot.findings import FaultyFiles, TemplateFault
from zvarot.writing.folders import shipped_templates
from zvarot.writing.looks import PLAIN
from zvarot.writing.posting import Piece, Post, fitted, lay_out_post
from zvarot.writing.stationery import ENVELOPES, SHEETS, EnvelopeSize, SheetName
from zvarot.writing.templating import Templates, open_templates

DL, SHEET = ENVELOPES[EnvelopeSize.DL], SHEETS[SheetName.A4_3X8]
SMALL = SHEETS[SheetName.US_5160]
PIECE = Piece(
    "office",
    "en",
    "ltr",
    ("Office of Examples", "1 Invented Street", "1000 Exampleton"),
    ("Example Committee", "2 Invented Lane"),
)
LONG = ("Department of Invented Affairs and of Everything Else That Was Ever Made Up",) * 5

Own = Callable[[str, str], Templates]


@pytest.fixture
def own(tmp_path: Path) -> Own:
    """Return what opens the templates with one of a campaign's own."""

    def own(name: str, text: str) -> Templates:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return open_templates(tmp_path)

    return own


def pieces(count: int, **more: Any) -> tuple[Piece, ...]:
    """Return invented pieces."""
    return tuple(
        Piece(f"office-{n}", "en", "ltr", (f"Office {n}", "Exampleton"), **more) for n in range(count)
    )


# How large


def test_what_has_room_is_printed_as_large_as_can_be() -> None:
    (piece,) = fitted([PIECE], DL, PLAIN)
    assert (piece.size, piece.sender_size) == (DL.sizes[0], DL.sender_sizes[0])


def test_what_is_long_is_printed_smaller() -> None:
    long = Piece("long", "en", "ltr", LONG[:3], ("Example Committee for the Samples of Many Countries",) * 9)
    (piece,) = fitted([long], SHEET, PLAIN)
    assert SHEET.sizes[-1] <= piece.size < SHEET.sizes[0]
    (piece,) = fitted([long], DL, PLAIN)
    assert DL.sender_sizes[-1] <= piece.sender_size < DL.sender_sizes[0]


def test_whatever_is_too_long_is_told_at_once_with_its_recipient() -> None:
    long = [Piece(id, "en", "ltr", LONG) for id in ("first", "second")]
    with pytest.raises(FaultyFiles) as raised:
        fitted([PIECE, *long], SMALL, PLAIN)
    assert [found.subject for found in raised.value.findings] == ["first", "second"]
    (found, _) = raised.value.findings
    assert found.message == f"the address of first is too long for {SMALL.name}, even at 8 pt"
    assert "--to" in found.help
    assert "Department" not in repr(raised.value.findings)


def test_a_sender_that_is_too_long_is_told_once() -> None:
    with pytest.raises(FaultyFiles) as raised:
        fitted(pieces(3, sender=LONG * 3), DL, PLAIN)
    (found,) = raised.value.findings
    assert found.message == f"the sender's address is too long for {DL.name}"
    assert "--no-sender" in found.help


def test_a_sign_without_a_font_is_told_with_its_recipient() -> None:
    arabic = Piece("office", "ar", "rtl", ("مكتب",))
    with pytest.raises(FaultyFiles) as raised:
        fitted([arabic], DL, PLAIN)
    (found,) = raised.value.findings
    assert found.message.startswith("the letters' fonts have no sign for م (U+0645)")
    assert found.message.endswith("in the address of office")
    assert fitted([arabic], DL, arabic_look())[0].size == DL.sizes[0]


# The page


def test_each_envelope_says_sender_and_addressee_in_its_own_language(templates: Templates) -> None:
    german = Piece("amt", "de", "ltr", ("Amt für Beispiele & Muster",), (), 10, 0)
    page = lay_out_post(Post(DL, (PIECE, german), "en"), templates)
    first, second = page.markup.split('<section class="envelope"')[1:]
    assert all(f">{line}<" in first for line in (*PIECE.lines, *PIECE.sender))
    assert 'lang="de" dir="ltr"' in second
    assert "Amt für Beispiele &amp; Muster" in second
    assert 'class="sender"' not in second
    assert (page.title, page.language) == (DL.name, "en")


def test_nothing_but_a_postmans_lines_is_on_the_page(templates: Templates) -> None:
    for paper in (DL, SHEET):
        markup = lay_out_post(Post(paper, (PIECE,), "en"), templates).markup
        assert "office" not in markup
        assert "Office of Examples" in markup


def test_labels_begin_behind_those_that_are_used_up(templates: Templates) -> None:
    markup = lay_out_post(Post(SHEET, pieces(4), "en", skip=22), templates).markup
    first, second = markup.split('<section class="sheet">')[1:]
    assert first.count('class="label"') == second.count('class="label"') == 2
    assert "left: 70mm; top: 259mm" in first.split("Office 0")[0]
    assert "left: 0mm; top: 0mm" in second.split("Office 2")[0]


def test_the_styles_begin_with_the_measures_of_the_paper(templates: Templates) -> None:
    css = lay_out_post(Post(DL, (PIECE,), "en"), templates).css
    assert css.startswith("@page{size:220mm 110mm;margin:0}:root{--paper-left:0mm;")
    assert "--zone-left:103mm;--zone-top:42mm;--zone-width:100mm;" in css
    css = lay_out_post(Post(SHEET, (PIECE,), "en"), templates).css
    assert "--label-width:70mm;" in css
    assert "--inset-left:5mm;--inset-top:4mm;" in css


def test_the_fonts_of_a_look_are_those_of_the_addresses() -> None:
    page = lay_out_post(Post(DL, (PIECE,), "en"), open_templates(look=arabic_look()))
    assert page.css.endswith('html{font-family:"Amiri", "Spectral", serif}')
    assert len(page.faces) == 3


# Templates of one's own


def test_an_own_layout_replaces_the_shipped_one(own: Own) -> None:
    each = "{% for piece in pieces %}<p>To: {{ piece.lines|join(', ') }}</p>{% endfor %}"
    text = f"<!DOCTYPE html><style>{{{{ css }}}}</style>{each}"
    markup = lay_out_post(Post(DL, (PIECE,), "en"), own("layout/envelopes.html.j2", text)).markup
    assert "<p>To: Office of Examples, 1 Invented Street, 1000 Exampleton</p>" in markup


def test_an_own_style_replaces_the_shipped_one(own: Own) -> None:
    css = lay_out_post(Post(SHEET, (PIECE,), "en"), own("styles/labels.css", ".label { color: red }")).css
    assert css.endswith(".label { color: red }")
    assert "position" not in css


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("layout/envelopes.html.j2", "<p>Words</p>", "the layout takes in no styles"),
        ("layout/envelopes.html.j2", "<style>{{ css }}</style><script>1</script>", "the page holds <script>"),
        ("layout/envelopes.html.j2", "<style>{{ css }}</style>{{ letter.subject }}", "'letter' is undefined"),
        ("layout/envelopes.html.j2", "<style>{{ css }}</style>{{ pieces }}", "a list to be gone through"),
        (
            "styles/envelopes.css",
            "p { background: url(https://example.org/) }",
            r"styles/envelopes\.css holds",
        ),
    ],
)
def test_an_own_template_is_held_to_what_letters_are_held_to(
    own: Own, name: str, text: str, message: str
) -> None:
    with pytest.raises(TemplateFault, match=message):
        lay_out_post(Post(DL, (PIECE,), "en"), own(name, text))


def test_the_layouts_are_templates_that_are_shipped() -> None:
    names = {path.relative_to(shipped_templates()).as_posix() for path in shipped_templates().rglob("*")}
    assert {"layout/envelopes.html.j2", "layout/labels.html.j2"} <= names
    assert {"styles/envelopes.css", "styles/labels.css"} <= names
