"""Typesetting: from a Page to the bytes of a PDF.

The PDF is PDF/A-2a and PDF/UA-1; it says its language and title, and nothing about who or what made it
or when. No file and no address is ever opened: fonts are handed over in memory before, and of what a
page may bring along only `data:` is read.
"""

import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from html import escape
from typing import TYPE_CHECKING, Any

from zvarot.findings import ZvarotError
from zvarot.press import native
from zvarot.press.alphabets import Fonts
from zvarot.press.conforming import Part, breaches, end_streams_clearly, finish, tell_apart
from zvarot.press.leaks import forget_hyphens, stop_leaks
from zvarot.writing import fonts
from zvarot.writing.page import Page

if TYPE_CHECKING:
    from weasyprint import CSS, Document
    from weasyprint.text.fonts import FontConfiguration

    from zvarot.press.reusing import Letters

_SLOW_SUBSET = "Using fontTools instead of HarfBuzz-Subset"
"""Beginning of the one complaint that leaves the PDF right: it only took long. `doctor` speaks of it."""

_DATA = re.compile(r"(data:[^,\s]*,)[^\s\"']+")

_SAFE_LINK = re.compile(r"https?://\S+|mailto:[^?\s]+")


class TypesettingError(ZvarotError):
    """A page could not be printed as it was meant."""


class Typesetter:
    """Prints pages; opened once, it keeps the fonts and the styles that it has read."""

    def __init__(self, reuse: bool = True) -> None:
        """Load WeasyPrint and the fonts: about a second, once per process.

        Without `reuse` every letter is typeset in full; the bytes are the same.
        """
        native.load()
        stop_leaks()
        end_streams_clearly()
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher

        from zvarot.press.recasting import lay_out
        from zvarot.press.reusing import Letters

        self._weasyprint, self._lay_out = weasyprint, lay_out
        self._fetcher = URLFetcher(allowed_protocols=["data"])
        self._new_fonts = FontConfiguration
        self.letters = Letters(self._parsed) if reuse else None
        """What was typeset before, for letters that differ from it in words alone."""
        self._fonts: dict[tuple[fonts.Face, ...], FontConfiguration] = {}
        self._styles: dict[tuple[str, tuple[fonts.Face, ...]], CSS] = {}
        self._language = ""
        with _complaints_raised():
            self._fonts_with(())

    def typeset(self, page: Page) -> bytes:
        """Print a page; raise TypesettingError where any of it was not understood."""
        if self.letters:
            with suppress(TypesettingError), _complaints_raised():
                if made := self.letters.address(page, lambda: self._in_full(page)):
                    return made
        return self._in_full(page, self.letters)

    def _in_full(self, page: Page, letters: "Letters | None" = None) -> bytes:
        """Print a page with nothing taken from another; keep it for those that are like it."""
        document = self.render(page)
        content, pdf = self._written(document, ())
        if letters:
            from zvarot.press.rewording import Typeset

            letters.keep(Typeset(page, document, pdf, content))
        return content

    def render(self, page: Page) -> "Document":
        """Lay a page out on sheets of paper; raise TypesettingError where any of it was not understood."""
        if page.language != self._language:
            forget_hyphens()
            self._language = page.language
        with _complaints_raised():
            html = self._parsed(page.markup)
            document = self._lay_out(html, self._fonts_with(page.faces), [self._style(page)])
            _refuse_links(document)
        document.fonts = Fonts(page.language)
        return document

    def _parsed(self, markup: str) -> Any:
        return self._weasyprint.HTML(string=markup, url_fetcher=self._fetcher)

    def write(self, document: "Document", parts: Sequence[Part] = ()) -> bytes:
        """Write what was laid out as a PDF: one letter, or the parts that several make."""
        return self._written(document, parts)[0]

    def _written(self, document: "Document", parts: Sequence[Part]) -> tuple[bytes, Any]:
        """Return a PDF, and what pydyf made it of."""
        made: list[Any] = []

        def finisher(document: "Document", pdf: Any) -> None:
            _finish(parts, document, pdf)
            made.append(pdf)

        with _complaints_raised():
            content = document.write_pdf(
                finisher=finisher, pdf_tags=True, pdf_version="1.7", pdf_identifier=True
            )
        return bytes(content), made[0]

    def blank(self, like: Any) -> Any:
        """Return a page of the same size with nothing on it."""
        size = f"@page {{ size: {like.width}px {like.height}px; margin: 0 }}"
        with _complaints_raised():
            return self._empty("", "", size).pages[0]

    def bind(self, pages: list[Any], title: str, language: str) -> "Document":
        """Return pages of several letters as one document with a title of its own."""
        with _complaints_raised():
            return self._empty(title, language, "").copy(pages)

    def _empty(self, title: str, language: str, css: str) -> "Document":
        """Lay out a document in which nothing stands."""
        markup = f'<html lang="{escape(language)}"><title>{escape(title)}</title>'
        html = self._parsed(markup)
        return html.render(font_config=self._fonts_with(()), stylesheets=[self._weasyprint.CSS(string=css)])

    def _style(self, page: Page) -> "CSS":
        """Read a page's styles, or take those that were read before."""
        key = page.css, page.faces
        if key not in self._styles:
            self._styles[key] = self._weasyprint.CSS(
                string=page.css, font_config=self._fonts_with(page.faces), url_fetcher=self._fetcher
            )
        return self._styles[key]

    def _fonts_with(self, own: tuple[fonts.Face, ...]) -> "FontConfiguration":
        """Return the fonts that a page is set in; they are shared with those alone that bring the same."""
        if own not in self._fonts:
            font_config = self._new_fonts()
            self._take_in(fonts.faces() + own, font_config)
            self._fonts[own] = font_config
        return self._fonts[own]

    def _take_in(self, faces: tuple[fonts.Face, ...], font_config: "FontConfiguration") -> None:
        """Hand faces over by made-up addresses that only this fetcher knows."""
        from weasyprint.urls import URLFetcher, URLFetcherResponse

        class Faces(URLFetcher):  # type: ignore[misc]
            def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
                return URLFetcherResponse(url, faces[int(url.removeprefix("face:"))].read())

        rules = "".join(face.rule(f"face:{number}") for number, face in enumerate(faces))
        self._weasyprint.CSS(string=rules, font_config=font_config, url_fetcher=Faces())


def _refuse_links(document: "Document") -> None:
    """Raise TypesettingError for a link that leads elsewhere than into the letter, the web or mail.

    What is no address of the web would be one of the reader's own files.
    """
    for page in document.pages:
        for kind, target, *_ in page.links:
            if kind != "internal" and not _SAFE_LINK.fullmatch(target):
                raise TypesettingError(
                    f"the link {target} leads neither to the web nor to a mailbox",
                    "Write it in full: https://example.org/page, or mailto:name@example.org.",
                )


def _finish(parts: Sequence[Part], document: "Document", pdf: Any) -> None:
    """Make a PDF conform to its standards; raise TypesettingError where it cannot."""
    for message, help in breaches(document, pdf):
        raise TypesettingError(message, help)
    finish(document, pdf)
    if parts:
        tell_apart(pdf, parts)


class _Ear(logging.Handler):
    """Hears what WeasyPrint complains of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        message = _DATA.sub(r"\1…", record.getMessage())
        if not message.startswith(_SLOW_SUBSET):
            self.heard.append(message)


@contextmanager
def _complaints_raised() -> Iterator[None]:
    """Turn every complaint into an error: a page that lost its style must not leave as a letter."""
    logger, ear = logging.getLogger("weasyprint"), _Ear()
    logger.addHandler(ear)
    try:
        yield
    finally:
        logger.removeHandler(ear)
    if ear.heard:
        raise TypesettingError(
            "the page cannot be printed as it is meant: " + "; ".join(dict.fromkeys(ear.heard)),
            "Change the layout, the style or the text that it complains of.",
        )
