"""Nothing in a letter runs, loads, or leads off the open web."""

import pytest

from zvarot.findings import TemplateFault
from zvarot.writing.passive import refuse_active, refuse_fetching

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
def test_words_open_links_and_pictures_inside_are_let_through(markup: str) -> None:
    refuse_active(markup)


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
        ("<img alt='' src='data:,' srcset='https://example.org/a.png 2x'>", "<img srcset=…>"),
        ("<img alt='' src='file:///etc/passwd'>", "<img src=…>"),
        ("<a href='javascript:alert(1)'>x</a>", "<a href=…>"),
        ("<a href=' &#106;avascript:alert(1)'>x</a>", "<a href=…>"),
        ("<a href='file:///home'>x</a>", "<a href=…>"),
        ("<a href='//example.org'>x</a>", "<a href=…>"),
        ("<a href='mailto:a@example.org?body=x'>x</a>", "<a href=…>"),
        ("<meta http-equiv='refresh' content='0;url=https://example.org'>", "<meta http-equiv=…>"),
        ("<p style='background: url(https://example.org/a.png)'>x</p>", "<p style=…>"),
        ("<svg><a xlink:href='x' href='data:text/html,x'>x</a></svg>", "<a xlink:href=…>"),
        ("<svg><image href='https://example.org/x.png'/></svg>", "<image href=…>"),
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
    ],
)
def test_a_stylesheet_that_loads_or_ends_its_element_is_refused(css: str) -> None:
    with pytest.raises(TemplateFault, match=r"styles/own\.css holds `"):
        refuse_fetching(css, "styles/own.css")


def test_a_stylesheet_may_hold_its_pictures() -> None:
    refuse_fetching(f"p {{ background: url('{PIXEL}'); content: '<' }}", "styles/own.css")
