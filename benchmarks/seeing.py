"""Look at a finished PDF: what of the letter arrived, and what it says of itself."""

import re
from pathlib import Path

import pikepdf
import pypdfium2

from benchmarks.figures import Seen
from benchmarks.markup import Letter

_CLAIMS = {"PDF/UA-1": r"pdfuaid:part\W+1", "PDF/A-2a": r"pdfaid:conformance\W+A"}


def look(path: Path, letter: Letter) -> Seen:
    """Return what a finished letter is like."""
    with pikepdf.open(path) as pdf:
        root = pdf.Root
        tagged = "/StructTreeRoot" in root and "/MarkInfo" in root and bool(root.MarkInfo.Marked)
        packet = root.Metadata.read_bytes().decode("utf-8", "replace") if "/Metadata" in root else ""
        links = sum(_leads_inside(link) for page in pdf.pages for link in page.get("/Annots", ()))
        pages = len(pdf.pages)
    texts = _texts(path)
    before, between = letter.numbered
    return Seen(
        pages=pages,
        size=path.stat().st_size,
        tagged=tagged,
        claims=tuple(name for name, sign in _CLAIMS.items() if re.search(sign, packet)),
        running_head=_letters(letter.running["head"]) in _letters(texts[-1]) or pages == 1,
        page_numbers=_letters(before + between) in _letters(texts[-1]),
        readable=_plain(f"{before}{pages}{between}{pages}") in _plain(texts[-1]),
        note_links=links,
    )


def _leads_inside(link: pikepdf.Object) -> bool:
    return "/Dest" in link or ("/A" in link and link.A.S == "/GoTo")


def _texts(path: Path) -> list[str]:
    """Return the text of each page."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def _plain(text: str) -> str:
    """Return a text without its spaces: tools put them where they like."""
    return "".join(text.split()).casefold()


def _letters(text: str) -> str:
    """Return the letters of a text alone, for figures may have been lost."""
    return "".join(filter(str.isalpha, text)).casefold()
