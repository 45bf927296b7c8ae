"""Nothing in a letter runs, loads, or leads off the open web."""

import pytest

from zvarot.findings import TemplateFault
from zvarot.writing.passive import plain_pieces, refuse_active, refuse_fetching

PIXEL = "data:image/png;base64,iVBORw0KGgo="


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Words, <em>more</em> words, <a href='#note-1'>1</a></p>",
        "<a href='https://example.org/a?b=1&amp;c=2'>example.org</a> <a href='mailto:a@example.org'>a</a>",
        f"<img alt='Logo' src='{PIXEL}'>",
        "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'\">",
        "<p>&lt;script&gt;alert(1)&lt;/script&gt; javascript:alert(1)</p>",
    ],
)
def test_words_open_links_and_the_tools_own_pictures_are_let_through(markup: str) -> None:
    refuse_active(markup, [PIXEL])


@pytest.mark.parametrize(
    ("markup", "named"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("<p><IFRAME src='data:,x'></IFRAME></p>", "<iframe>"),
        ("<form action='https://example.org'><input></form>", "<form>"),
        ("<base href='https://example.org'>", "<base>"),
        ("<link rel='stylesheet' href='https://example.org/a.css'>", "<link>"),
        ("<p onclick='alert(1)'>x</p>", "<p onclick=…>"),
        ("<img alt='' src='https://example.org/a.png'>", "<img src=…>"),
        ("<img alt='' srcset='https://example.org/a.png 2x'>", "<img srcset=…>"),
        ("<img alt='' src='file:///etc/passwd'>", "<img src=…>"),
        (f"<img alt='' src='{PIXEL}'>", "<img src=…>"),
        ("<a href='javascript:alert(1)'>x</a>", "<a href=…>"),
        ("<a href=' &#106;avascript:alert(1)'>x</a>", "<a href=…>"),
        ("<a href='file:///home'>x</a>", "<a href=…>"),
        ("<a href='//example.org'>x</a>", "<a href=…>"),
        ("<a href='mailto:a@example.org?body=x'>x</a>", "<a href=…>"),
        ("<meta http-equiv='refresh' content='0;url=https://example.org'>", "<meta http-equiv=…>"),
        ("<svg><image href='https://example.org/x.png'/></svg>", "<svg>"),
        ("<math><mi>x</mi></math>", "<math>"),
        ("<a href='https://example.org' ping='https://example.org'>x</a>", "<a ping=…>"),
        ("<a href='https://example.org' rel='attachment'>x</a>", "<a rel=…>"),
        ("<!-- a remark -->", "a comment (write {# … #})"),
        ("<!--><img src='https://example.org/a.png'>-->", "a comment (write {# … #})"),
        ("<!DOCTYPE html SYSTEM 'https://example.org/a.dtd'>", "a declaration"),
        ("<?xml-stylesheet href='https://example.org/a.css'?>", "<? …>"),
        ("<![CDATA[<p>]]>", "<![ …]>"),
        ("<p>1 < 2</p>", "a < that begins no element (write &lt;)"),
        ("<p title='<img src=x>'>x</p>", "a < within <p …>"),
    ],
)
def test_what_runs_loads_or_leads_elsewhere_is_refused_by_name(markup: str, named: str) -> None:
    with pytest.raises(TemplateFault) as raised:
        refuse_active(markup)
    assert f"the page holds {named}, but" in raised.value.message


@pytest.mark.parametrize(
    "css",
    [
        "</style><script>alert(1)</script>",
        "@import 'https://example.org/a.css';",
        "p { background: url(https://example.org/a.png) }",
        "p { background: URL( 'file:///etc/passwd' ) }",
        f"p {{ background: url('{PIXEL}') }}",
        "p { background: image-set('https://example.org/a.png' 1x) }",
        "p { background: u\\72l(https://example.org/a.png) }",
        "p { content: 'open\n url(https://example.org/a.png) ' }",
        "@font-face { font-family: A; src: local('A') }",
    ],
)
def test_a_stylesheet_that_loads_or_ends_its_element_is_refused(css: str) -> None:
    with pytest.raises(TemplateFault, match=r"styles/own\.css holds `"):
        refuse_fetching(css, "styles/own.css")


def test_what_a_stylesheet_prints_or_remarks_loads_nothing() -> None:
    refuse_fetching("p { content: '< url(x) \\201C @import' } /* url(x) */", "styles/own.css")


@pytest.mark.parametrize(
    ("markup", "named"),
    [
        ("<style>p { background: url(https://example.org/a.png) }</style>", "a <style> of the page"),
        ("<p style='background: url(https://example.org/a.png)'>x</p>", "<p style=…>"),
    ],
)
def test_a_style_within_a_page_loads_nothing_either(markup: str, named: str) -> None:
    with pytest.raises(TemplateFault) as raised:
        refuse_active(markup)
    assert f"{named} holds `url(`, but" in raised.value.message


def test_a_page_in_pieces_is_the_page() -> None:
    page = '<!DOCTYPE html><title>T</title><p class="a">words &lt; <br>more</p><style>p > a {}</style>'
    pieces = plain_pieces(page)
    assert pieces is not None
    assert "".join(pieces) == page
    assert pieces[1::2][:3] == ["<!DOCTYPE html>", "<title>", "</title>"]


@pytest.mark.parametrize(
    "page",
    [
        "a < b",
        '<p title="a>b">',
        "<p title='a'>",
        "<p title=a>",
        "<P>",
        "<p/>",
        "<!-- a -->",
        "<?a>",
        "<style><p></style>",
        "<title><b></title>",
        "<style>",
        "</style>",
        '<p  class="a">',
    ],
)
def test_what_readers_could_take_otherwise_is_left_in_one_piece(page: str) -> None:
    assert plain_pieces(page) is None


def test_a_tag_that_was_refused_is_refused_again() -> None:
    for _ in range(2):
        with pytest.raises(TemplateFault, match="onclick"):
            refuse_active('<p onclick="x">words</p>')
