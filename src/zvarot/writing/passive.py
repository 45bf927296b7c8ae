"""A letter only lies there: nothing in it runs, loads, sends, or leads anywhere but to the open web.

A page is read by what is known to be harmless, not by what is known to do harm: elements and attributes
that are not named here stop it. Whatever a browser could read otherwise than this reader is refused too.
"""

import re
from collections.abc import Collection
from functools import lru_cache
from html.parser import HTMLParser

from zvarot.findings import Place, TemplateFault

_ELEMENTS = frozenset(
    {"html", "head", "meta", "title", "style", "body", "header", "footer", "main", "section"}
    | {"article", "aside", "nav", "div", "p", "span", "hr", "br", "wbr"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "caption"}
    | {"colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td"}
    | {"a", "img", "figure", "figcaption", "blockquote", "q", "cite", "em", "strong", "b", "i"}
    | {"u", "s", "small", "sub", "sup", "mark", "abbr", "dfn", "code", "pre"}
    | {"address", "time", "del", "ins", "bdi", "bdo", "ruby", "rt", "rp"}
)
_ATTRIBUTES = frozenset(
    {"class", "id", "lang", "dir", "title", "role", "style", "alt", "width", "height", "name"}
    | {"content", "charset", "datetime"}
    | {"scope", "headers", "abbr", "colspan", "rowspan", "span", "start", "reversed", "value"}
    | {"type"}
)
"""What any element may have, beside `aria-…`; `href`, `src` and `http-equiv` are looked at on their own."""
_OPEN_LINK = re.compile(r"#|https?://|mailto:[^?]+$", re.IGNORECASE)

_TAG = re.compile(r"(<[^<>]*>)")
_PLAIN_TAG = re.compile(
    r"<!DOCTYPE html>|</[a-z][a-z0-9]*>|<[a-z][a-z0-9]*(?: [a-z][a-z-]*=\"[^\"<>]*\")*>", re.ASCII
)

_SAID = re.compile(r"""/\*.*?(?:\*/|\Z)|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'""", re.DOTALL)
"""What loads nothing in a stylesheet whatever it says: a comment, a text."""
_FETCHING = re.compile(
    r"@[\w-]*(?:import|font-face|namespace|document|charset|color-profile)"
    r"|(?:url|url-prefix|src|image|image-set|cross-fade|local)\(|attr\([^)]{0,99}\burl\b|\\",
    re.IGNORECASE,
)
"""What loads something in the rest; a backslash could spell any of it otherwise."""


def refuse_active(markup: str, pictures: Collection[str] = ()) -> None:
    """Raise TemplateFault where a page holds anything but words, open links and these pictures.

    A picture is its `data:` address: only what the tool itself has drawn anew holds nothing hidden.
    A page of thousands is read piece by piece: a tag that was harmless once is so again.
    """
    pieces = plain_pieces(markup)
    if pieces is None:
        _read(markup, pictures)
        return
    for tag in dict.fromkeys(pieces[1::2]):
        _read_tag(tag, frozenset(pictures if tag.startswith("<img") else ()))
    for tag, words in zip(pieces[1::2], pieces[2::2], strict=True):
        if tag.startswith("<style"):
            refuse_fetching(words, "a <style> of the page")


def plain_pieces(markup: str) -> list[str] | None:
    """Return a page in pieces, of which every other one is a tag, or None where readers could disagree.

    No plain tag holds a bracket or a quotation mark within quotation marks; a <style> or a <title> holds
    words alone.
    """
    pieces = _TAG.split(markup)
    tags = pieces[1::2]
    if "<" in "".join(pieces[::2]) or not all(map(_PLAIN_TAG.fullmatch, dict.fromkeys(tags))):
        return None
    closed = {number for number, tag in enumerate(tags) if tag in ("</style>", "</title>")}
    opened = {number for number, tag in enumerate(tags) if tag.startswith(("<style", "<title"))}
    return pieces if closed == {number + 1 for number in opened} else None


@lru_cache(maxsize=1 << 14)
def _read_tag(tag: str, pictures: frozenset[str]) -> None:
    _read(tag, pictures)


def _read(markup: str, pictures: Collection[str]) -> None:
    parser = _Passive(pictures)
    parser.feed(markup)
    parser.close()


def leads_to_the_open(address: str) -> bool:
    """Tell whether a link leads within the page, to the web, or to a mailbox and nothing more."""
    return bool(_OPEN_LINK.match(address))


def refuse_fetching(css: str, name: str, place: Place | None = None) -> None:
    """Raise TemplateFault where a stylesheet loads something or ends the element that it stands in."""
    if found := _fetching(css):
        raise TemplateFault(
            f"{name} holds `{found}`, but a letter may load nothing",
            "Take it out; a logo and fonts are named below `look:` in campaign.yaml.",
            place,
        )


@lru_cache(maxsize=256)
def _fetching(css: str) -> str:
    """Return what in a stylesheet loads something or ends its element, or nothing."""
    found = re.search("</", css) or _FETCHING.search(_SAID.sub(" ", css))
    return found[0] if found else ""


class _Passive(HTMLParser):
    """Reads a page and stops at the first thing that is not passive."""

    def __init__(self, pictures: Collection[str]) -> None:
        super().__init__(convert_charrefs=False)
        self.pictures = pictures
        self.styles: list[str] | None = None
        """What was read of the <style> that is open."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at an element and its attributes."""
        if tag not in _ELEMENTS:
            self.refuse(f"<{tag}>")
        for name, value in attrs:
            self._look_at(tag, name, (value or "").strip())
        if "<" in (self.get_starttag_text() or "")[1:]:
            self.refuse(f"a < within <{tag} …>")
        self.styles = [] if tag == "style" else None

    def handle_endtag(self, tag: str) -> None:
        """Look at the whole of a <style>."""
        if self.styles is not None:
            refuse_fetching("".join(self.styles), "a <style> of the page")
        self.styles = None

    def handle_data(self, data: str) -> None:
        """Look at words; a < that begins no element is one that a browser may take for another."""
        if self.styles is not None:
            self.styles.append(data)
        elif "<" in data:
            self.refuse("a < that begins no element (write &lt;)")

    def handle_comment(self, data: str) -> None:
        """Refuse a comment: its end is disputed, and it would go out with the letter."""
        self.refuse("a comment (write {# … #})")

    def handle_decl(self, decl: str) -> None:
        """Refuse all declarations but one."""
        if decl.lower() != "doctype html":
            self.refuse("a declaration")

    def handle_pi(self, data: str) -> None:
        """Refuse a processing instruction."""
        self.refuse("<? …>")

    def unknown_decl(self, data: str) -> None:
        """Refuse a marked section."""
        self.refuse("<![ …]>")

    def _look_at(self, tag: str, name: str, value: str) -> None:
        harmless = name in _ATTRIBUTES or name.startswith("aria-")
        leads = name == "href" and tag == "a" and leads_to_the_open(value)
        shows = name == "src" and tag == "img" and value in self.pictures
        guards = name == "http-equiv" and value.lower() == "content-security-policy"
        if not (harmless or leads or shows or guards):
            self.refuse(f"<{tag} {name}=…>")
        if name == "style":
            refuse_fetching(value, f"<{tag} style=…>")

    def refuse(self, what: str) -> None:
        """Stop the letter."""
        raise TemplateFault(
            f"the page holds {what}, but nothing in a letter may run, load or lead off the open web",
            "Take it out of the template. Of pictures only the logo may stand in a letter: name it below"
            " `look:` in campaign.yaml.",
        )
