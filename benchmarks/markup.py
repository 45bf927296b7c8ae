"""The markup of a finished page, taken apart: what stands where, for tools that do not read HTML."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, TreeBuilder

_VOID = {"br", "img", "meta"}
_QUOTED = r'"((?:[^"\\]|\\.)*)"'
_RUNNING = {
    "head": rf"@top-left {{ content: {_QUOTED}",
    "date": rf"@top-right {{ content: {_QUOTED}",
    "marking": rf"@bottom-left {{ content: {_QUOTED}",
}
_NUMBERED = rf"@bottom-right {{ content: {_QUOTED} counter\(page\) {_QUOTED} counter\(pages\)"


@dataclass(frozen=True)
class Letter:
    """A page as its parts."""

    title: str
    language: str
    running: dict[str, str]
    """What runs along at the head and the foot: `head`, `date`, `marking`."""
    numbered: tuple[str, str]
    """The words in front of a page's number and between it and their total."""
    opening: Element
    main: Element
    sources: Element | None


class _Tree(HTMLParser):
    """Builds a tree of a document whose tags are all closed, as those of a page are."""

    def __init__(self) -> None:
        super().__init__()
        self.builder = TreeBuilder()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        if tag in _VOID:
            self.builder.end(tag)

    def handle_endtag(self, tag: str) -> None:
        self.builder.end(tag)

    def handle_data(self, data: str) -> None:
        self.builder.data(data)


def take_apart(markup: str) -> Letter:
    """Return the parts of a finished page."""
    tree = _Tree()
    tree.feed(markup)
    root = tree.builder.close()
    styles = "".join(style.text or "" for style in root.iter("style"))
    numbered = re.search(_NUMBERED, styles)
    running = {name: re.search(pattern, styles) for name, pattern in _RUNNING.items()}
    return Letter(
        title=the(root, "head/title").text or "",
        language=root.get("lang", ""),
        running={name: found[1] if found else "" for name, found in running.items()},
        numbered=(numbered[1], numbered[2]) if numbered else ("", ""),
        opening=the(root, "body/header"),
        main=the(root, "body/main"),
        sources=root.find("body/footer/section"),
    )


def the(within: Element, path: str) -> Element:
    """Return an element that must be there."""
    found = within.find(path)
    assert found is not None, path
    return found


def is_of(element: Element, word: str) -> bool:
    """Tell whether an element has a class."""
    return word in element.get("class", "").split()


def classed(within: Element, word: str) -> list[Element]:
    """Return the elements that have a class and any word, in their order."""
    return [one for one in within.iter() if is_of(one, word) and any(map(str.isalnum, words(one)))]


def words(element: Element) -> str:
    """Return the text of an element without its tags."""
    return " ".join("".join(element.itertext()).split())
