"""Read a saved page as everybody can who receives it: what is shown, and what stands in the source.

The page is measured once more by what it had to keep before it was printed; only its fonts and pictures,
which came in afterwards, are looked at for themselves. What browsers could read otherwise than the parser
here is refused by that measure, so that what is read is all there is.
"""

import base64
import binascii
import re
from html.parser import HTMLParser

from zvarot.findings import TemplateFault
from zvarot.press.contents import Contents
from zvarot.press.picture_metadata import is_picture, more_than_points
from zvarot.press.vocabulary import foreign_words
from zvarot.writing.passive import refuse_active

_POLICY = {
    "default-src": "'none'",
    "style-src": "'unsafe-inline'",
    "font-src": "data:",
    "img-src": "data:",
}
"""What a letter lets a browser load: nothing that it does not hold."""
_PLACES = {"alt": "an alternative text", "title": "a title", "href": "a link", "lang": "the language"}
"""The attributes that hold words for people, or lead somewhere; all others name things."""

_FONT = re.compile(
    r"@font-face\{font-family:([^{};]*+);font-weight:\d++;font-style:\w++;"
    r"src:url\(data:font/woff;base64,d09GR[A-Za-z0-9+/=]++\)\}"
)
"""A rule that embeds a font; what begins so in base64 begins with wOFF."""
_PICTURE = re.compile(r"data:image/(?:png|jpeg);base64,([A-Za-z0-9+/=]++)")
_PACKED = re.compile(r"base64,([A-Za-z0-9+/=]++)")
_NO_PICTURE = "data:,"
"""Stands for a picture that has been looked at."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_CSS_STRING = re.compile(r"""\"(?:[^"\\]++|\\.)*+\"|'(?:[^'\\]++|\\.)*+'""", re.DOTALL)
_CSS_ESCAPE = re.compile(r"\\(?:([\da-f]{1,6})\s?|\n|(.))", re.IGNORECASE)


def read_html(content: bytes) -> Contents:
    """Return all that a page holds."""
    contents = Contents()
    try:
        source = content.decode()
    except UnicodeDecodeError:
        contents.active.append("bytes that are no text")
        contents.read_bytes("the HTML source", content)
        return contents
    for family in _FONT.findall(source):
        contents.read("a font", family)
    source = _FONT.sub("", source)
    source = _PICTURE.sub(lambda found: _looked_at(found[1], contents), source)
    for packed in _PACKED.findall(source):
        contents.read_bytes("embedded data", _unpacked(packed))
    _measure(source, contents)
    if contents.active:
        contents.read("the HTML source", source)
    else:
        reader = _Reader(contents)
        reader.feed(source)
        reader.close()
        reader.finish()
    return contents


def _looked_at(packed: str, contents: Contents) -> str:
    """Return what stands for a picture once it has been looked at."""
    picture = _unpacked(packed)
    if not is_picture(picture):
        contents.active.append("a picture that is none")
        contents.read_bytes("embedded data", picture)
    contents.telling += more_than_points(picture)
    return _NO_PICTURE


def _unpacked(packed: str) -> bytes:
    """Return what base64 holds, or nothing where it cannot be unpacked."""
    try:
        return base64.b64decode(packed, validate=True)
    except binascii.Error:
        return b""


def _measure(source: str, contents: Contents) -> None:
    """Measure the page by what it had to keep before it was printed."""
    try:
        refuse_active(source, [_NO_PICTURE])
    except TemplateFault as fault:
        contents.active.append(f"what no page may: {fault.message}")
    if _CONTROL.search(source):
        contents.active.append("a control character")


class _Reader(HTMLParser):
    """Reads a page into Contents."""

    def __init__(self, contents: Contents) -> None:
        super().__init__()
        self._contents = contents
        self._words: list[str] = []
        self._element = ""
        """The one that began last."""
        self._closed = False
        """Whether the page has said that nothing may be loaded, before it holds anything to load."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in the attributes."""
        for name, value in attrs:
            words = value or ""
            if name not in _PLACES and not name.startswith("aria-"):
                words = foreign_words(words)
            self._contents.read(_PLACES.get(name, "the HTML source"), words)
        self._closed = self._closed or (tag == "meta" and _closes(dict(attrs)))
        if tag in ("body", "style", "img") and not self._closed:
            self._refuse_open()
        self._element = tag

    def handle_data(self, data: str) -> None:
        """Take in words, and what a stylesheet would print."""
        if self.cdata_elem == "style":
            said = [_CSS_ESCAPE.sub(_unescaped, text[1:-1]) for text in _CSS_STRING.findall(data)]
            self._contents.read("a style", " ".join(said))
            self._contents.read("a style", "".join(said))
            self._contents.read("a style", foreign_words(_CSS_STRING.sub(" ", data)))
        elif self._element == "title":
            self._contents.read("the document's title", data)
        else:
            self._words.append(data)

    def finish(self) -> None:
        """Take in the words of the whole page, as if elements parted them and as if they did not."""
        self._contents.read("the text", " ".join(self._words))
        self._contents.read("the text", "".join(self._words))
        if not self._closed:
            self._refuse_open()

    def _refuse_open(self) -> None:
        self._contents.active.append("no policy that lets a browser load nothing")


def _unescaped(escape: re.Match[str]) -> str:
    code = int(escape[1] or "0", 16)
    return chr(code) if 0 < code <= 0x10FFFF else escape[2] or ""


def _closes(meta: dict[str, str | None]) -> bool:
    """Tell whether a <meta> lets a browser load nothing but what the page itself holds."""
    rules = (rule.strip().partition(" ") for rule in (meta.get("content") or "").split(";"))
    policy = {name: value.strip() for name, _, value in rules}
    named = (meta.get("http-equiv") or "").lower() == "content-security-policy"
    return named and policy.items() <= _POLICY.items() and "default-src" in policy
