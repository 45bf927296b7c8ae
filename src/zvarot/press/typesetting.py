"""Typesetting: from a Page to the bytes of a PDF.

The PDF is tagged for PDF/UA-1 and says its language and title, and nothing about who or what made it
or when. No file and no address is ever opened: fonts are handed over in memory before, and of what a
page may bring along only `data:` is read.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from zvarot.findings import ZvarotError
from zvarot.press import native
from zvarot.writing import fonts
from zvarot.writing.page import Page

if TYPE_CHECKING:
    from weasyprint import CSS, Document
    from weasyprint.text.fonts import FontConfiguration

_SLOW_SUBSET = "Using fontTools instead of HarfBuzz-Subset"
"""Beginning of the one complaint that leaves the PDF right: it only took long. `doctor` speaks of it."""


_SAFE_LINK = re.compile(r"https?://\S+|mailto:[^?\s]+")


class TypesettingError(ZvarotError):
    """A page could not be printed as it was meant."""


class Typesetter:
    """Prints pages; opened once, it keeps the fonts and the styles that it has read."""

    def __init__(self) -> None:
        """Load WeasyPrint and the fonts: about a second, once per process."""
        native.load()
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher

        self._weasyprint = weasyprint
        self._fetcher = URLFetcher(allowed_protocols=["data"])
        self._new_fonts = FontConfiguration
        self._fonts: dict[tuple[fonts.Face, ...], FontConfiguration] = {}
        self._styles: dict[tuple[str, tuple[fonts.Face, ...]], CSS] = {}
        with _complaints_raised():
            self._fonts_with(())

    def typeset(self, page: Page) -> bytes:
        """Print a page; raise TypesettingError where any of it was not understood."""
        with _complaints_raised():
            html = self._weasyprint.HTML(string=page.markup, url_fetcher=self._fetcher)
            font_config = self._fonts_with(page.faces)
            document = html.render(font_config=font_config, stylesheets=[self._style(page)])
            _refuse_links(document)
            pdf = document.write_pdf(finisher=finish, pdf_tags=True, pdf_version="1.7")
        return bytes(pdf)

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


def finish(document: "Document", pdf: Any) -> None:
    """Leave language and title as the only metadata, and complete the tags."""
    from weasyprint.pdf import pydyf

    title = document.metadata.title or ""
    pdf.info.clear()
    pdf.info["Title"] = pydyf.String(title)
    # Left uncompressed, so that readers that look no further find it.
    metadata = pydyf.Stream([_xmp(title)], {"Type": "/Metadata", "Subtype": "/XML"}, compress=False)
    pdf.add_object(metadata)
    pdf.catalog["Metadata"] = metadata.reference
    _say_what_headers_head(document)
    _gather_list_items(pdf)


def _xmp(title: str) -> bytes:
    """Return the metadata that PDF/UA-1 asks for: that it is one, and the title."""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        '<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        "<pdfuaid:part>1</pdfuaid:part>\n"
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>\n'
        "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n"
        '<?xpacket end="r"?>'
    ).encode()


def _say_what_headers_head(document: "Document") -> None:
    """Write the scope of table headers, which WeasyPrint 70 leaves out of the tags."""
    for page in document.pages:
        for box in page._page_box.descendants():
            tag = getattr(box, "mark", None)
            if tag is not None and box.element_tag == "th":
                row = box.element.attrib.get("scope") == "row"
                tag["A"]["Scope"] = "/Row" if row else "/Column"


def _gather_list_items(pdf: Any) -> None:
    """Put all that a list item holds beside its number into one body, as PDF/UA demands.

    WeasyPrint 70 leaves a block within an item - a demand's legal basis - beside the body.
    """
    for item in [tag for tag in pdf.objects if _is_tag(tag, "LI")]:
        kids = [pdf.objects[int(reference.split()[0])] for reference in item["K"]]
        held = [kid for kid in kids if not _is_tag(kid, "Lbl")]
        if not all(_is_tag(kid, "LBody") for kid in held):
            _gather(pdf, item, kids, held)


def _gather(pdf: Any, item: Any, kids: list[Any], held: list[Any]) -> None:
    """Hang the tags that an item holds under a new body."""
    from weasyprint.pdf import pydyf

    body = pydyf.Dictionary({"Type": "/StructElem", "S": "/LBody", "P": item.reference})
    if "Pg" in item:
        body["Pg"] = item["Pg"]
    pdf.add_object(body)
    for tag in held:
        tag["P"] = body.reference
        if _is_tag(tag, "LBody"):
            tag["S"] = "/NonStruct"
    body["K"] = pydyf.Array([tag.reference for tag in held])
    labels = [tag.reference for tag in kids if _is_tag(tag, "Lbl")]
    item["K"] = pydyf.Array([*labels, body.reference])


def _is_tag(thing: Any, name: str) -> bool:
    return isinstance(thing, dict) and thing.get("S") == f"/{name}" and "K" in thing


class _Ear(logging.Handler):
    """Hears what WeasyPrint complains of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
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
