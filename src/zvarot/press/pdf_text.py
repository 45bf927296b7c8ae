"""Read what the pages of a PDF show, and what runs on from one to the next."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise, product

from zvarot.press.contents import Contents, Unreadable

_ENDS = re.compile(r"(?:\S+ )?[^\W\d_]+-?(?=\s*$)", re.MULTILINE)
"""The last two words of a line that may go on elsewhere."""
_AT_THE_HEAD = 2
"""How many lines may stand above the one that goes on with the page before."""


def count_pages(content: bytes) -> int:
    """Return how many pages a finished PDF has."""
    import pypdfium2

    with pypdfium2.PdfDocument(content) as document:
        return len(document)


def page_texts(content: bytes, most: int, wanted: Collection[int] | None = None) -> Iterator[str]:
    """Yield the text of each page, or of those that are wanted, in the order in which it was drawn.

    Raise Unreadable where there are more pages than `most`, or none can be read.
    """
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(content) as document:
            if len(document) > most:
                raise Unreadable("it has too many pages")
            for page in document if wanted is None else map(document.get_page, wanted):
                # pdfium has a sign of its own for the hyphen of a broken word.
                yield page.get_textpage().get_text_range().replace("\ufffe", "-\n")
    except pypdfium2.PdfiumError:
        raise Unreadable("its pages cannot be read") from None


def read_pages(texts: Sequence[str], contents: Contents) -> None:
    """Take in what pages show, and what runs on from one to the next.

    Running lines and notes may have been drawn between the two, so any line may be the last.
    """
    for number, text in enumerate(texts, 1):
        contents.read(f"page {number}", text)
    for number, (before, after) in enumerate(pairwise(texts), 1):
        heads = [" ".join(line.split()[:2]) for line in after.splitlines()[:_AT_THE_HEAD]]
        for end, head in product(_ENDS.findall(before), heads):
            contents.read(f"page {number}", f"{end}\n{head}")
