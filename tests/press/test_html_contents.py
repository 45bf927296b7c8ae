"""A saved page is read as it is shown and as its source has it, and measured once more."""

from base64 import b64encode

import pytest

from placements import picture
from samples import LONG, SHORT
from zvarot.press.contents import Contents
from zvarot.press.html_contents import read_html
from zvarot.writing.page import lay_out
from zvarot.writing.templating import Templates

POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"
META = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
OPEN = "no policy that lets a browser load nothing"


def page(body: str = "", meta: str = META, head: str = "") -> bytes:
    return (
        f"<!DOCTYPE html><html><head>{meta}<title>x</title>{head}</head><body>{body}</body></html>".encode()
    )


def packed(data: bytes) -> str:
    return b64encode(data).decode()


def held(content: bytes) -> tuple[list[str], list[str]]:
    contents = read_html(content)
    return contents.active, contents.telling


@pytest.mark.parametrize("letter", [SHORT, LONG])
def test_a_letter_is_let_through(letter: object, templates: Templates) -> None:
    html = lay_out(letter, templates).html  # type: ignore[arg-type]
    assert held(html.encode()) == ([], [])


# Places -----------------------------------------------------------------------------------------------


def test_each_text_has_its_place() -> None:
    body = (
        "<p lang='be'>Some <b>wo</b>rds &amp; &#x41;</p>\n<a href='https://example.org/%41'>here</a>"
        "<span title='hint' class='kavalchuk'></span>"
    )
    head = "<style>p::after{content:'a\\41  b' \"c\"}</style>"
    texts = read_html(page(body, head=head)).texts
    assert texts["be"] == "the language"
    assert texts["https://example.org/%41"] == "a link"
    assert texts["hint"] == "a title"
    assert texts["x"] == "the document's title"
    assert texts["Some words & A\nhere"] == "the text"
    assert (texts["aA b c"], texts["aA bc"]) == ("a style", "a style")
    assert texts["kavalchuk"] == "the HTML source"


def test_an_alternative_text_is_told_from_other_attributes() -> None:
    source = f"data:image/png;base64,{packed(picture())}"
    texts = read_html(page(f"<img alt='a logo' src='{source}'>")).texts
    assert texts["a logo"] == "an alternative text"
    assert [text for text in texts if packed(picture()) in text] == []


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("'a'", "a"),
        ("'\\41 b'", "Ab"),
        ("'\\000041b'", "Ab"),
        ("'\\0 b'", "b"),
        ("'\\110000 b'", "b"),
        ("'a\\\nb'", "ab"),
        ("'a\\'b'", "a'b"),
        ('"a\\"b"', 'a"b'),
        ("'a\\zb'", "azb"),
        ("'\\10FFFF b'", "\U0010ffffb"),
    ],
)
def test_escapes_of_a_style_are_read_as_they_are_shown(written: str, said: str) -> None:
    assert read_html(page(head=f"<style>p::after{{content:{written}}}</style>")).texts[said] == "a style"


def test_what_stands_in_base64_is_read() -> None:
    texts = read_html(page(f"<p>data:text/plain;base64,{packed(b'some words')}</p>")).texts
    assert texts["some words"] == "embedded data"
    assert "" in read_html(page("<p>base64,x</p>")).texts


def test_bytes_that_are_no_text_are_refused_and_read() -> None:
    contents = read_html(page("Імя").decode().encode("cp1251"))
    assert contents.active == ["bytes that are no text"]
    assert [text for text in contents.texts if "Імя" in text]


# Pictures and fonts -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "data", "active", "telling"),
    [
        ("png", picture(), [], []),
        ("jpeg", picture("JPEG"), [], []),
        ("jpeg", picture("JPEG", comment=b"x"), [], ["metadata in a picture"]),
        ("png", picture() + b"x", [], ["metadata in a picture"]),
        ("png", picture("GIF"), ["a picture that is none"], []),
        ("png", b"words", ["a picture that is none"], []),
    ],
)
def test_pictures_are_looked_into(kind: str, data: bytes, active: list[str], telling: list[str]) -> None:
    body = f"<img alt='' src='data:image/{kind};base64,{packed(data)}'>"
    assert held(page(body)) == (active, telling)


def test_a_picture_that_cannot_be_unpacked_is_none() -> None:
    assert held(page("<img alt='' src='data:image/png;base64,abc'>"))[0] == ["a picture that is none"]


@pytest.mark.parametrize("kind", ["image/svg+xml", "image/gif", "text/html", "application/pdf"])
def test_data_of_any_other_kind_are_refused(kind: str) -> None:
    (refused,) = held(page(f"<img alt='' src='data:{kind};base64,{packed(b'x')}'>"))[0]
    assert refused.startswith("what no page may: the page holds <img src=…>")


FONT = "@font-face{{font-family:{};font-weight:400;font-style:normal;src:url({})}}"


def test_an_embedded_font_is_let_through_and_its_name_is_read() -> None:
    rule = FONT.format('"Own"', "data:font/woff;base64,d09GRgABAAAA")
    contents = read_html(page(head=f"<style>{rule}p{{margin:0}}</style>"))
    assert contents.active == []
    assert contents.texts['"Own"'] == "a font"


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a.woff",
        "data:font/woff;base64,AAAA",
        "data:text/html;base64,d09GRgAB",
        "file:///a",
    ],
)
def test_any_other_font_is_refused(address: str) -> None:
    (refused,) = held(page(head=f"<style>{FONT.format('A', address)}</style>"))[0]
    assert "@font-face" in refused


# What no page may -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "<p onclick='alert(1)'>x</p>",
        "<p/onclick=alert(1)>x</p>",
        "<img src=x onerror=alert(1)>",
        "<img alt='' src='https://example.org/a.png'>",
        "<img alt='' srcset='https://example.org/a.png 2x'>",
        "<video poster='https://example.org/a.png'></video>",
        "<p background='https://example.org/a.png'>x</p>",
        "<p style='background:url(https://example.org/a.png)'>x</p>",
        "<style>@import 'https://example.org/a.css'</style>",
        "<style>p{background:\\75 rl(https://example.org)}</style>",
        "<link rel='stylesheet' href='https://example.org/a.css'>",
        "<a href='javascript:alert(1)'>x</a>",
        "<a href='java&#10;script:alert(1)'>x</a>",
        "<a href='vbscript:x'>x</a>",
        "<a href='file:///etc/hostname'>x</a>",
        "<a href='data:text/html,x'>x</a>",
        "<!-- x -->",
        "<!-->x",
        "<!--[if IE]><p>x</p><![endif]-->",
        "<![CDATA[x]]>",
        "<?x?>",
        "<iframe></iframe>",
        "<object></object>",
        "<embed>",
        "<form></form>",
        "<input>",
        "<meta http-equiv='refresh' content='0;url=https://example.org'>",
        "<base href='https://example.org'>",
        "<template>x</template>",
        "<noscript><p>x</p></noscript>",
        "<svg><script>alert(1)</script></svg>",
        "<math><style><img src=x onerror=alert(1)></style></math>",
        "<p title='x",
        "<p",
    ],
)
def test_what_runs_loads_or_is_read_in_two_ways_is_refused(body: str) -> None:
    (refused,) = held(page(body))[0]
    assert refused.startswith("what no page may: ")


@pytest.mark.parametrize("sign", ["\0", "\b", "\x0b", "\x0c", "\x1b", "\x1f", "\x7f"])
def test_a_control_character_is_refused(sign: str) -> None:
    assert held(page(f"<p>x{sign}</p>"))[0] == ["a control character"]


@pytest.mark.parametrize("sign", ["\t", "\n", "\r", "\x20", "\xa0"])
def test_a_space_is_none(sign: str) -> None:
    assert held(page(f"<p>x{sign}</p>"))[0] == []


# The policy -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "policy",
    [POLICY, "default-src 'none'", "default-src 'none';", " img-src data: ;default-src  'none' "],
)
def test_a_page_that_lets_a_browser_load_nothing_is_let_through(policy: str) -> None:
    trailing = policy.strip("; ")
    assert held(page(meta=META.replace(POLICY, trailing)))[0] == []


@pytest.mark.parametrize(
    "meta",
    [
        "",
        META.replace("'none'", "'self'"),
        META.replace("'none'", "'none' https:"),
        META.replace("default-src 'none'; ", ""),
        META.replace("img-src data:", "img-src data: https:"),
        META.replace("img-src data:", "script-src 'self'"),
        META.replace("Content-Security-Policy", "x").replace("http-equiv", "name"),
        META.replace("content=", "name="),
        "<style>p{margin:0}</style>" + META,
    ],
)
def test_a_page_that_does_not_is_refused(meta: str) -> None:
    assert {*held(page("<p>x</p>", meta=meta))[0]} == {OPEN}


def test_the_policy_comes_before_anything_to_load() -> None:
    late = page(meta="").replace(b"<body>", b"<body>" + META.encode())
    assert held(late)[0] == [OPEN]
    assert held(b"<!DOCTYPE html><p>x</p>")[0] == [OPEN]


def test_contents_are_new_for_each_page() -> None:
    assert isinstance(read_html(page("<!-- x -->")), Contents)
    assert held(page()) == ([], [])
