"""From the markup of a page to a source of Typst, for the same letter: its looks are letter.typ."""

import json
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from benchmarks.markup import Letter, classed, is_of, words

_INLINE = {"em": "emph", "strong": "strong", "sup": "super", "small": "note"}
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3}


def typst(letter: Letter) -> str:
    """Return the source of a letter."""
    before, between = letter.numbered
    lines: dict[str, str | list[str]] = {
        "title": letter.title,
        "lang": letter.language,
        "numbered": [before, between],
        **letter.running,
        **{name: [words(one) for one in classed(letter.opening, name)] for name in ("sender", "tagline")},
        "address": [words(one) for one in classed(letter.opening, "line")],
        "reference": [words(one) for one in classed(letter.opening, "reference")],
    }
    named = ", ".join(f"{name}: {_value(value)}" for name, value in lines.items())
    parts = [*letter.main, *([letter.sources] if letter.sources is not None else [])]
    return f'#import "/letter.typ": *\n#show: letter.with({named})\n{_blocks(parts)}'


def _value(value: str | list[str]) -> str:
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return f"({''.join(f'{_value(one)}, ' for one in value)})"


def _blocks(elements: Iterable[Element]) -> str:
    return "\n\n".join(_block(one) for one in elements)


def _block(element: Element) -> str:
    """Return one block as Typst, with those inside it."""
    tag = element.tag
    if tag in _HEADINGS:
        return f"#heading(level: {_HEADINGS[tag]})[{_inside(element)}]"
    if tag in ("ul", "ol"):
        list = "signatures" if is_of(element, "signatures") else {"ul": "list", "ol": "enum"}[tag]
        return f"#{list}({''.join(_item(one) for one in element)})"
    if tag == "table":
        return _table(element)
    if tag in ("section", "div", "dl") and not _is_text(element):
        return _blocks(element)
    role = next(
        (word for word in ("genre", "epigraph", "closing", "signatories-note") if is_of(element, word)), "par"
    )
    return f"#{role}[{_inside(element)}]"


def _is_text(element: Element) -> bool:
    return bool((element.text or "").strip())


def _item(element: Element) -> str:
    anchor = f"#metadata(none)<{element.get('id')}>" if element.get("id") else ""
    return f"[{anchor}{_inside(element)}],"


def _table(table: Element) -> str:
    rows = [[f"[{_inside(cell)}]" for cell in row] for row in table.iter("tr")]
    head, *body = (", ".join(row) for row in rows)
    return f"#figures({len(rows[0])}, ({head},), {', '.join(body)})"


def _inside(element: Element) -> str:
    """Return the text of an element and of those inside it."""
    parts = [_text(element.text)]
    for child in element:
        parts += [_inline(child), _text(child.tail)]
    return "".join(parts)


def _inline(element: Element) -> str:
    if is_of(element, "again"):
        return ""
    if element.tag == "br":
        return "#linebreak();"
    if element.tag == "a":
        return _link(element)
    inside = _inside(element)
    name = _INLINE.get(element.tag)
    return f"#{name}[{inside}]" if name else inside


def _link(element: Element) -> str:
    href, id = element.get("href", ""), element.get("id")
    target = f"label({_value(href[1:])})" if href.startswith("#") else _value(href)
    return f"#link({target})[{_inside(element)}]{f'<{id}>' if id else ''}"


def _text(text: str | None) -> str:
    """Return a text so that nothing in it is markup; spaces in a row are one."""
    if not text:
        return ""
    plain = " ".join(text.replace("\n", " ").split(" "))
    while "  " in plain:
        plain = plain.replace("  ", " ")
    return f"#{_value(plain)};"
