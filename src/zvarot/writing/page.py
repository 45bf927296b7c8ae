"""The page: a letter laid out as one HTML document, for the browser and for the press.

Layout and styles are templates like any other, so a campaign may bring its own. A page keeps the
styles that all letters share apart from what is this letter's own: the press reads them once for
thousands of letters, and only the file that is saved carries them inside, with the fonts.
"""

import re
import textwrap
from dataclasses import dataclass, field
from functools import lru_cache

from markupsafe import Markup

from zvarot.findings import Place, TemplateFault
from zvarot.writing import fonts
from zvarot.writing.letter import Letter
from zvarot.writing.passive import refuse_active, refuse_fetching
from zvarot.writing.templating import Templates
from zvarot.writing.typography import bind

LAYOUT = "layout/page.html.j2"

_PLACE_OF_STYLES = "/*zvarot*/"
_RUNNING_HEAD = 84
"""How many characters fit beside the date at the head of a page."""
_RUNNING_SENDER = 52
"""How many of them the sender may take from the subject."""

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_UNSAFE_IN_CSS = re.compile(r'[\x00-\x1f\x7f"\\<>&]')
_CORNERS = ("top-left", "top-right", "bottom-left", "bottom-right")
_COUNTERS = {"{number}": "counter(page)", "{total}": "counter(pages)"}


_EMPTY_LINE = '<span class="line">\u200b</span>'
"""An empty line in the window of a printed letter."""


@dataclass(frozen=True)
class Page:
    """A letter as HTML."""

    markup: str
    """The document, with an empty place for the styles that all letters share."""
    css: str
    """Those styles, for screen and paper; they name the fonts and do not hold them."""
    title: str
    language: str
    faces: tuple[fonts.Face, ...] = field(default=(), repr=False)
    """The fonts that the campaign brought."""

    @property
    def html(self) -> str:
        """The file that is saved: styles and fonts inside, no script, no remote address."""
        styles = fonts.embedded(self.markup, self.faces) + self.css
        markup = self.markup.replace(_EMPTY_LINE, "")
        return markup.replace(f"<style>{_PLACE_OF_STYLES}", f"<style>{styles}", 1)


def lay_out(letter: Letter, templates: Templates) -> Page:
    """Lay a letter out; raise TemplateFault where layout or styles cannot be used."""
    values = {
        "letter": letter,
        "css": Markup(_PLACE_OF_STYLES),
        "running_head": _running_head(letter),
        "css_text": css_text,
        "_": templates.wording(letter.language).labels.say,
    }
    markup = templates.render(LAYOUT, values)
    if _PLACE_OF_STYLES not in markup:
        raise TemplateFault("the layout takes in no styles", "Put <style>{{ css }}</style> into its <head>.")
    head, body, rest = markup.partition("<body")
    markup = head + body + bind(rest, letter.language)
    logo = letter.letterhead.logo
    refuse_active(markup, [logo.src] if logo else [])
    css = stylesheet(templates, letter.window, _dress(letter, templates))
    return Page(markup, css, letter.title, letter.language, templates.look.faces)


def stylesheet(templates: Templates, window: str, dress: str = "") -> str:
    """Return the styles for screen and paper, with the place of the address for one window.

    What dresses the letters of one campaign comes behind, and its own stylesheet last.
    """
    if (window, dress) not in templates.sheets:
        shared, screen, paper, place, own = (
            _style(templates, name) for name in ("letter", "screen", "paper", f"windows/{window}", "own")
        )
        css = f"{shared}@media screen{{{screen}}}@media print{{{paper}{place}}}{dress}{own}"
        # Again as a whole: an open quotation mark in one file would turn the words of the next inside out.
        refuse_fetching(css, "the styles together")
        templates.sheets[window, dress] = css
    return templates.sheets[window, dress]


def _dress(letter: Letter, templates: Templates) -> str:
    """Return the styles for what not every letter has: a direction, a logo, a look of its own."""
    right_to_left = letter.direction == "rtl"
    parts = [_style(templates, "right-to-left")] if right_to_left else []
    if letter.letterhead.logo:
        parts.append(_style(templates, "logo"))
    if letter.accent:
        corner = "right" if right_to_left else "left"
        parts.append(f":root{{--accent:{letter.accent}}}")
        parts.append(f"@media print{{@page{{@bottom-{corner}{{color:{letter.accent}}}}}}}")
    if letter.families:
        family = f"font-family:{', '.join(map(_css_string, letter.families))}, serif"
        boxes = "".join(f"@{corner}{{{family}}}" for corner in _CORNERS)
        parts.append(f"html{{{family}}}@media print{{@page{{{boxes}}}}}")
    if letter.paper:
        parts.append(f"@media print{{@page{{size:{letter.paper}}}}}")
    return "".join(parts)


def css_text(text: str) -> Markup:
    """Return a CSS value that prints a text, with the page's number for `{number}` and `{total}`.

    Nothing in the text can end the string, the rule or the <style> that it stands in.
    """
    parts = re.split(r"(\{number\}|\{total\})", text)
    return Markup(" ".join(_COUNTERS.get(part) or _css_string(part) for part in parts if part) or '""')


def _css_string(text: str) -> str:
    return '"' + _UNSAFE_IN_CSS.sub(lambda unsafe: f"\\{ord(unsafe[0]):x} ", text) + '"'


def _running_head(letter: Letter) -> str:
    """Return sender and reference, or the subject where there is none; cut at a word if too long."""
    sender = textwrap.shorten(letter.letterhead.name, _RUNNING_SENDER, placeholder="…")
    about = letter.reference or letter.subject
    return textwrap.shorten(f"{sender} · {about}", _RUNNING_HEAD, placeholder="…")


def _style(templates: Templates, name: str) -> str:
    """Read a stylesheet as it is, but for its comments and indents."""
    file = f"styles/{name}.css"
    css = _bare(templates.folders.read(file))
    refuse_fetching(css, file, Place(str(templates.folders.path(file)), 1, 1))
    return css


@lru_cache(maxsize=64)
def _bare(css: str) -> str:
    """Return a stylesheet without comments and indents."""
    lines = (line.strip() for line in _COMMENT.sub("", css).split("\n"))
    return " ".join(line for line in lines if line)
