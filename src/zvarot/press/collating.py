"""Collate: the pages of several letters one after the other, as one tagged PDF for the printer.

Programs that join finished PDFs lose the tags by which people who cannot see find their way. So the letters
are laid out once more, and written together. Each begins on a sheet of its own when both sides are printed:
where its pages are odd in number, an empty one follows, also behind the last, so that files can be printed
one after the other.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from zvarot.findings import WrongUse
from zvarot.press.conforming import Part
from zvarot.press.typesetting import Typesetter


def take_in(laid_out: Sequence[Any], label: str, language: str, typesetter: Typesetter) -> Part:
    """Make the pages of a letter, as WeasyPrint laid them out, a part of a file; fill the last sheet.

    In the outline it is one line: whoever looks for a letter among many does not look for its headings.
    """
    pages = [*laid_out]
    for page in pages:
        page.bookmarks = []
    pages[0].bookmarks = [(1, label, (0, 0), "open")]
    if len(pages) % 2:
        pages.append(typesetter.blank(pages[-1]))
    return Part(label, language, tuple(pages))


def collate(parts: Sequence[Part], title: str, typesetter: Typesetter) -> bytes:
    """Write parts as one PDF; raise TypesettingError where any of it was not understood.

    What is in no letter, the title, is said to be in the language of most of them.
    """
    if not parts:
        raise WrongUse("there is no letter to put together", "Choose letters that are made.")
    for number, part in enumerate(parts, 1):
        _lead_within(part, number)
    language = Counter(part.language for part in parts).most_common(1)[0][0]
    pages = [page for part in parts for page in part.pages]
    return typesetter.write(typesetter.bind(pages, title, language), parts)


def _lead_within(part: Part, number: int) -> None:
    """Give the places that links lead to names of their own, for all letters call them alike."""
    for page in part.pages:
        page.anchors = {f"{number}-{name}": place for name, place in page.anchors.items()}
        page.links = [_renamed(link, number) for link in page.links]


def _renamed(link: tuple[Any, ...], number: int) -> tuple[Any, ...]:
    kind, target, *rest = link
    return (kind, f"{number}-{target}" if kind == "internal" else target, *rest)
