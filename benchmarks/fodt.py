"""From the markup of a page to a document of LibreOffice, for the same letter: its looks are letter.fodt."""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import count
from pathlib import Path
from xml.etree.ElementTree import Element

from benchmarks.markup import Letter, classed, is_of, words

_LOOKS = Path(__file__).with_name("letter.fodt").read_text(encoding="utf-8")
_COUNTRIES = {"be": "BY", "en": "GB", "pl": "PL", "ru": "RU", "de": "DE", "fr": "FR"}
_INLINE = {"em": "emphasis", "strong": "strong", "sup": "mark", "small": "note"}
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3}
_ROLES = ("genre", "epigraph", "closing", "signatories-note")


def fodt(letter: Letter) -> str:
    """Return the document of a letter as one file of XML."""
    before, between = letter.numbered
    opening = [
        _paragraph(role, escape(words(one)))
        for role in ("marking", "sender", "tagline", "line", "reference", "date")
        for one in classed(letter.opening, role)
    ]
    sources = [letter.sources] if letter.sources is not None else []
    values = {
        "title": letter.title,
        "language": letter.language,
        "country": _COUNTRIES.get(letter.language, ""),
        "before": before,
        "between": between,
        **letter.running,
    }
    document = _LOOKS
    for name, value in values.items():
        document = document.replace(f"@{name}@", escape(value))
    return document.replace("@body@", "".join([*opening, *_blocks([*letter.main, *sources])]))


def _blocks(elements: Iterable[Element]) -> Iterator[str]:
    for element in elements:
        yield from _block(element)


def _block(element: Element) -> Iterator[str]:
    """Yield the paragraphs, lists and tables of a block."""
    tag = element.tag
    if tag in _HEADINGS:
        level = _HEADINGS[tag]
        yield f'<text:h text:style-name="{tag}" text:outline-level="{level}">{_inside(element)}</text:h>'
    elif tag in ("ul", "ol"):
        items = "".join(f"<text:list-item>{_item(one)}</text:list-item>" for one in element)
        yield f'<text:list text:style-name="{tag}">{items}</text:list>'
    elif tag == "table":
        yield _table(element)
    elif tag in ("section", "div", "dl") and not (element.text or "").strip():
        yield from _blocks(element)
    else:
        yield _paragraph(next((role for role in _ROLES if is_of(element, role)), "text"), _inside(element))


def _item(element: Element) -> str:
    return _paragraph("item", _anchor(element) + _inside(element))


def _table(table: Element) -> str:
    rows = [*table.iter("tr")]
    columns = "".join(
        f'<table:table-column table:style-name="column{place + 1}"/>' for place in range(len(rows[0]))
    )
    head = f"<table:table-header-rows>{_row(rows[0])}</table:table-header-rows>"
    body = "".join(map(_row, rows[1:]))
    name = f"figures{next(_tables)}"
    return f'<table:table table:name="{name}" table:style-name="figures">{columns}{head}{body}</table:table>'


_tables = count(1)


def _row(row: Element) -> str:
    cells = (_paragraph("cell", _inside(cell)) for cell in row)
    inside = "".join(f'<table:table-cell table:style-name="line">{cell}</table:table-cell>' for cell in cells)
    return f'<table:table-row table:style-name="row">{inside}</table:table-row>'


def _paragraph(role: str, inside: str) -> str:
    return f'<text:p text:style-name="{role}">{inside}</text:p>'


def _anchor(element: Element) -> str:
    id = element.get("id")
    return f'<text:bookmark text:name="{id}"/>' if id else ""


def _inside(element: Element) -> str:
    """Return the text of an element and of those inside it."""
    parts = [escape(element.text or "")]
    for child in element:
        parts += [_inline(child), escape(child.tail or "")]
    return "".join(parts)


def _inline(element: Element) -> str:
    if is_of(element, "again"):
        return ""
    if element.tag == "br":
        return "<text:line-break/>"
    inside = _inside(element)
    if element.tag == "a":
        href = escape(element.get("href", ""))
        return f'{_anchor(element)}<text:a xlink:type="simple" xlink:href="{href}">{inside}</text:a>'
    style = _INLINE.get(element.tag)
    return f'<text:span text:style-name="{style}">{inside}</text:span>' if style else inside
