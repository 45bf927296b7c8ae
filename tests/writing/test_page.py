"""A letter becomes one HTML file: complete, accessible, closed to the world, and at home on a phone."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import invented
from mirrored import ARABIC, arabic_templates
from samples import BELARUSIAN, CROWDED, LONG, SHORT
from zvarot.case.campaign import Window
from zvarot.findings import TemplateFault
from zvarot.writing.letter import Addressee, Letter, Letterhead
from zvarot.writing.page import css_text, lay_out, stylesheet
from zvarot.writing.pictures import clean_logo
from zvarot.writing.templating import Templates, open_templates


class Outline(HTMLParser):
    """Notes the elements of a page, their attributes and their text, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def tags(self) -> list[str]:
        return [tag for tag, _ in self.elements]

    def values(self, attribute: str) -> list[str]:
        return [value for _, attributes in self.elements if (value := attributes.get(attribute))]


def outline(letter: Letter, templates: Templates) -> Outline:
    return Outline(lay_out(letter, templates).markup)


# --- What stands on the page


def test_the_parts_of_a_letter_stand_in_the_order_of_reading(templates: Templates) -> None:
    text = re.sub(r"\s+", " ", outline(LONG, templates).text)
    parts = [
        LONG.letterhead.tagline,
        LONG.letterhead.contact[-1],
        LONG.addressee.return_line,
        LONG.addressee.lines[1],
        LONG.reference,
        LONG.subject,
        LONG.epigraph,
        LONG.salutation,
        "We, the undersigned",
        "We therefore call",
        "to withdraw the dissolution",
        "We call on the international community",
        LONG.closing,
        LONG.signatories[2].name,
        LONG.signatories_note,
        "Chronicle of a week",
    ]
    place = text.index("@page")
    for part in parts:
        place = text.index(part, place) + len(part)


def test_the_subject_is_the_only_first_heading(templates: Templates) -> None:
    tags = outline(LONG, templates).tags()
    assert [tag for tag in tags if re.fullmatch(r"h\d", tag)] == ["h1", "h2", "h2", "h2", "h2"]
    assert [tags.count(tag) for tag in ("header", "main", "footer", "title")] == [1, 1, 1, 1]


def test_a_page_says_its_language_and_direction(templates: Templates) -> None:
    page = lay_out(replace(BELARUSIAN, direction="rtl"), templates)
    assert Outline(page.markup).elements[0] == ("html", {"lang": "be", "dir": "rtl"})
    assert (page.language, page.title) == ("be", BELARUSIAN.title)


def test_a_letter_without_the_optional_parts_leaves_no_empty_ones(templates: Templates) -> None:
    bare = replace(SHORT, signatories=(), salutation="Excellency,")
    page = lay_out(bare, templates).markup
    tags = Outline(page).tags()
    assert not {"footer", "section", "ol", "ul", "h2"} & set(tags)
    assert "Our reference" not in page
    assert not re.search(r"<(p|li|h1)[^>]*>\s*</\1>", page)


def test_every_reference_leads_to_its_note_and_every_note_back(templates: Templates) -> None:
    page = outline(LONG, templates)
    targets = [link[1:] for link in page.values("href") if link.startswith("#")]
    anchors = page.values("id")
    assert len(targets) == 16
    assert set(targets) <= set(anchors)
    assert len(anchors) == len(set(anchors))
    assert {"doc-noteref", "doc-backlink", "doc-endnotes"} <= set(page.values("role"))


def test_back_links_of_a_note_that_is_cited_twice_have_different_names(templates: Templates) -> None:
    names = outline(LONG, templates).values("aria-label")
    assert names[:3] == ["Back to the text (a)", "Back to the text (b)", "Back to the text"]


def test_plain_fields_are_escaped_and_html_fields_are_not(templates: Templates) -> None:
    letter = replace(SHORT, subject="<b>R&D</b>", body_html="<p>is <em>safe</em></p>")
    markup = lay_out(letter, templates).markup
    assert "<h1>&lt;b&gt;R&amp;D&lt;/b&gt;</h1>" in markup
    assert "<p>is <em>safe</em></p>" in markup


def test_up_to_three_signatories_have_room_to_sign_by_hand(templates: Templates) -> None:
    three = replace(LONG, signatories=LONG.signatories[:3])
    assert outline(three, templates).values("class").count("hand") == 3
    assert "hand" not in outline(LONG, templates).values("class")


def test_a_marking_stands_at_the_top_and_on_every_printed_page(templates: Templates) -> None:
    markup = lay_out(CROWDED, templates).markup
    assert '<p class="marking">Draft</p>' in markup
    assert '@bottom-left { content: "Draft"; }' in markup
    assert "marking" not in lay_out(LONG, templates).markup


# --- What is saved


def test_the_saved_file_holds_its_styles_and_fonts_and_the_page_for_the_press_does_not(
    templates: Templates,
) -> None:
    page = lay_out(LONG, templates)
    assert page.html.count("@font-face") == 3
    assert page.css in page.html
    assert "@font-face" not in page.markup + page.css


def test_the_saved_file_has_no_script_no_comment_and_no_address_to_load_from(templates: Templates) -> None:
    html = lay_out(CROWDED, templates).html
    page = Outline(html)
    assert not {"script", "link", "iframe", "img", "object", "base"} & set(page.tags())
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert "<!--" not in html
    assert "/*" not in html
    assert "@import" not in html
    assert set(re.findall(r"url\((\w+:)", html)) == {"data:"}


def test_the_saved_file_forbids_browsers_to_load_anything(templates: Templates) -> None:
    policy = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"
    assert f'content="{policy}"' in lay_out(SHORT, templates).html


def test_the_same_letter_gives_the_same_file(templates: Templates) -> None:
    assert lay_out(LONG, templates).html == lay_out(LONG, open_templates()).html


# --- Words that stand in the styles


def test_the_words_of_the_page_number_become_counters() -> None:
    css = css_text("Page {number} of {total}")
    assert css == '"Page " counter(page) " of " counter(pages)'


@pytest.mark.parametrize("text", ['"; } * { display: none', "</style><script>", "a\\", "line\nbreak"])
def test_no_text_can_end_the_css_string_that_it_stands_in(text: str) -> None:
    assert not set('"<>\n') & set(css_text(text)[1:-1])
    assert not css_text(text)[1:-1].endswith("\\")


def test_an_empty_text_is_an_empty_css_string() -> None:
    assert css_text("") == '""'


def test_a_long_running_head_is_cut_at_a_word(templates: Templates) -> None:
    head = Letterhead(name="International " * 12)
    markup = lay_out(replace(CROWDED, letterhead=head, reference=""), templates).markup
    running = re.search(r'@top-left \{ content: "(International[^"]*)"', markup)
    assert running
    assert len(running[1]) <= 84
    assert "… · Urgent appeal" in running[1]
    assert running[1].endswith("…")


# --- Styles of one's own


@pytest.mark.parametrize("window", list(Window))
def test_every_window_has_its_place(window: Window, templates: Templates) -> None:
    assert "--window-top" in stylesheet(templates, window)


def test_the_saved_page_has_no_empty_lines_in_its_window(templates: Templates) -> None:
    page = lay_out(replace(SHORT, addressee=Addressee(("Office", "Exampleton"))), templates)
    assert page.markup.count('<span class="line">\u200b</span>') == 4
    assert "\u200b" not in page.html


def test_an_own_stylesheet_replaces_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "letter.css").write_text("p { color: teal } /* mine */")
    page = lay_out(SHORT, open_templates(tmp_path))
    assert page.css.startswith("p { color: teal }@media screen{")


def test_an_unknown_window_names_the_stylesheet_that_is_missing(templates: Templates) -> None:
    with pytest.raises(TemplateFault, match=r"styles/windows/porthole\.css"):
        lay_out(replace(SHORT, window="porthole"), templates)


def test_a_layout_that_takes_in_no_styles_is_refused(tmp_path: Path) -> None:
    (tmp_path / "layout").mkdir()
    (tmp_path / "layout" / "page.html.j2").write_text("<p>{{ letter.subject }}</p>")
    with pytest.raises(TemplateFault, match="takes in no styles"):
        lay_out(SHORT, open_templates(tmp_path))


# --- A look of one's own. Logos and fonts are invented.

LOGO = clean_logo(invented.logo(), 14)


def with_logo(letter: Letter) -> Letter:
    return replace(letter, letterhead=replace(letter.letterhead, logo=LOGO))


def test_a_logo_stands_before_the_name_and_says_whose_it_is(templates: Templates) -> None:
    page = outline(with_logo(LONG), templates)
    (picture,) = (attributes for tag, attributes in page.elements if tag == "img")
    assert picture["alt"] == f"Logo of {LONG.letterhead.name}"
    assert picture["src"] == LOGO.src
    markup = lay_out(with_logo(LONG), templates).markup
    assert markup.index("<img") < markup.index('class="sender')
    assert "img" not in outline(LONG, templates).tags()


def test_only_letters_with_a_logo_have_its_styles(templates: Templates) -> None:
    plain, dressed = (lay_out(letter, templates).css for letter in (LONG, with_logo(LONG)))
    assert ".with-logo" in dressed
    assert ".with-logo" not in plain
    assert plain == stylesheet(templates, LONG.window)


def test_the_name_of_the_sender_cannot_end_the_words_for_the_logo(templates: Templates) -> None:
    head = Letterhead(name='"><script>', logo=LOGO)
    page = outline(replace(SHORT, letterhead=head), templates)
    assert page.values("alt") == ['Logo of "><script>']


def test_a_colour_takes_the_place_of_the_accent_everywhere(templates: Templates) -> None:
    css = lay_out(replace(CROWDED, accent="#1b3a5c"), templates).css
    assert css.index(":root{--accent:#1b3a5c}") > css.index("--accent: #6b1f2a")
    assert css.index("@bottom-left{color:#1b3a5c}") > css.rindex("#6b1f2a")
    mirrored = lay_out(replace(CROWDED, accent="#1b3a5c", direction="rtl"), templates).css
    assert mirrored.index("@bottom-right{color:#1b3a5c}") > mirrored.rindex("#6b1f2a")


def test_a_font_is_named_wherever_spectral_is(templates: Templates) -> None:
    letter = replace(LONG, families=("Invented Serif", "Spectral"))
    dress = lay_out(letter, templates).css.removeprefix(lay_out(LONG, templates).css)
    assert dress.count('font-family:"Invented Serif", "Spectral", serif') == 5
    for corner in ("top-left", "top-right", "bottom-left", "bottom-right"):
        assert f"@{corner}" + '{font-family:"Invented Serif"' in dress


def test_paper_comes_behind_the_sheet_of_the_window(templates: Templates) -> None:
    css = lay_out(replace(SHORT, paper="letter"), templates).css
    assert css.index("size:letter") > css.index("size: A4")


def test_an_own_stylesheet_has_the_last_word(tmp_path: Path) -> None:
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "own.css").write_text(":root { --accent: #123456 }")
    page = lay_out(replace(with_logo(SHORT), accent="#1b3a5c", paper="a4"), open_templates(tmp_path))
    assert page.css.endswith(":root { --accent: #123456 }")


def test_the_running_lines_change_sides_with_the_direction(templates: Templates) -> None:
    letter = replace(CROWDED, direction="rtl")
    markup = lay_out(letter, templates).markup
    assert f'@top-left {{ content: "{CROWDED.dateline}"; }}' in markup
    assert '@bottom-left { content: "Page "' in markup
    assert '@bottom-right { content: "Draft"; }' in markup


# --- In a real browser


@pytest.fixture
def opened(
    chromium: Any, templates: Templates, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Any]:
    """Open the saved file of a letter on a phone; its requests are kept in `requests`."""
    file = tmp_path / "letter.html"
    file.write_text(lay_out(request.param, templates).html, encoding="utf-8")
    page = chromium.new_page(viewport={"width": 360, "height": 740})
    page.requests = []
    page.on("request", lambda asked: page.requests.append(asked.url))
    page.goto(file.as_uri())
    page.evaluate("document.fonts.ready")
    yield page
    page.close()


@pytest.fixture
def dressed(
    chromium: Any, templates: Templates, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Any]:
    """Open a letter with a logo, or one in Arabic with a font of its own as well, at some width."""
    kind, width = request.param
    letter = with_logo(ARABIC if kind == "arabic" else CROWDED)
    if kind == "arabic":
        templates = arabic_templates(tmp_path / "templates")
        letter = replace(letter, families=templates.look.families, accent="#1b3a5c")
    file = tmp_path / "letter.html"
    file.write_text(lay_out(letter, templates).html, encoding="utf-8")
    page = chromium.new_page(viewport={"width": width, "height": 740})
    page.requests = []
    page.on("request", lambda asked: page.requests.append(asked.url))
    page.goto(file.as_uri())
    page.evaluate("document.fonts.ready")
    yield page
    page.close()


def edges(page: Any, selector: str) -> tuple[float, float]:
    """Return where an element begins and ends from left to right."""
    box = page.locator(selector).first.bounding_box()
    return box["x"], box["x"] + box["width"]


all_dressed = pytest.mark.parametrize(
    "dressed", [(kind, width) for kind in ("logo", "arabic") for width in (360, 900)], indirect=True
)


@pytest.mark.browser
@all_dressed
def test_a_dressed_letter_fits_loads_nothing_and_has_nothing_to_mend(dressed: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    assert dressed.evaluate("document.documentElement.scrollWidth") <= dressed.viewport_size["width"]
    assert [url for url in dressed.requests if not url.startswith("data:")] == [dressed.url]
    assert dressed.evaluate("[...document.fonts].every(face => face.status != 'error')")
    assert dressed.evaluate("document.querySelector('img.logo').naturalWidth") == 166
    context = dressed.context.browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(dressed.url)
    result = Axe().run(page)
    context.close()
    assert result.response["violations"] == [], result.generate_report()


@pytest.mark.browser
@pytest.mark.parametrize("dressed", [("logo", 900)], indirect=True)
def test_a_logo_stands_at_the_left_of_the_name(dressed: Any) -> None:
    assert edges(dressed, ".logo")[1] < edges(dressed, ".sender")[0]


@pytest.mark.browser
@pytest.mark.parametrize("dressed", [("arabic", 900)], indirect=True)
def test_a_letter_from_right_to_left_is_mirrored_and_set_in_its_font(dressed: Any) -> None:
    left, right = edges(dressed, "main")
    assert edges(dressed, ".logo")[0] > edges(dressed, ".names")[1]
    assert edges(dressed, ".contact")[0] == pytest.approx(left, abs=1)
    assert edges(dressed, ".particulars .date")[0] == pytest.approx(left, abs=1)
    assert edges(dressed, ".reference")[1] == pytest.approx(right, abs=1)
    assert edges(dressed, ".text li")[1] < right - 10
    assert edges(dressed, ".figures thead th")[1] == pytest.approx(right, abs=1)
    fonts = "[...document.fonts].filter(face => face.status == 'loaded').map(face => face.family)"
    assert "Amiri" in {name.strip('"') for name in dressed.evaluate(fonts)}


every_kind = pytest.mark.parametrize("opened", [SHORT, LONG, CROWDED, BELARUSIAN], indirect=True)


@pytest.mark.browser
@every_kind
def test_nothing_is_wider_than_a_phone(opened: Any) -> None:
    assert opened.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.browser
@every_kind
def test_opening_the_file_loads_nothing_else(opened: Any) -> None:
    assert [url for url in opened.requests if not url.startswith("data:")] == [opened.url]
    assert opened.evaluate("[...document.fonts].every(face => face.status != 'error')")


@pytest.mark.browser
@every_kind
def test_axe_finds_nothing_to_mend(opened: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    # The checker is a script, so it cannot run under the page's own policy.
    context = opened.context.browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(opened.url)
    result = Axe().run(page)
    context.close()
    assert len(result.response["passes"]) > 15
    assert result.response["violations"] == [], result.generate_report()


@pytest.mark.browser
@pytest.mark.parametrize("opened", [LONG], indirect=True)
def test_the_text_is_set_in_the_embedded_face_and_dark_mode_changes_nothing(opened: Any) -> None:
    assert opened.evaluate("document.fonts.check('16px Spectral')")
    light = opened.screenshot()
    opened.emulate_media(color_scheme="dark")
    assert opened.screenshot() == light


@pytest.mark.browser
@pytest.mark.parametrize("opened", [LONG], indirect=True)
def test_a_browser_prints_as_many_pages_as_the_press(opened: Any) -> None:
    import pypdfium2

    printed = pypdfium2.PdfDocument(opened.pdf(prefer_css_page_size=True))
    assert len(printed) == 3
    assert "Page 2 of 3" in printed[1].get_textpage().get_text_range()
    printed.close()
