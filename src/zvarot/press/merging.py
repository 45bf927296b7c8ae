"""Merge: the letters of a batch as one file for the printer, or several, in the order of the post.

A merged file is for whoever prints it, and holds letters to readers who may not learn the same. So each
letter is looked at for what its own reader may not learn: its page, and its sheets in the finished file.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from zvarot.case.addresses import place_in_the_post, postcode_in
from zvarot.case.parties import Recipient
from zvarot.case.records import words_in
from zvarot.case.watching import watch
from zvarot.findings import Finding, Refused, ZvarotError
from zvarot.press.collating import collate, take_in
from zvarot.press.conforming import Part
from zvarot.press.contents import Contents
from zvarot.press.html_contents import read_html
from zvarot.press.inspection import BETWEEN, WITHHELD_NAME, inspect_name, inspect_pdf
from zvarot.press.pdf_text import page_texts, read_pages
from zvarot.press.printing import Job, Press
from zvarot.press.typesetting import TypesettingError
from zvarot.writing.page import Page

MOST_SHEETS = 80
"""How many sheets a file has at most, printed on both sides: as many as fit into the tray of a printer. It
takes about 350 MB of memory to write them."""

_NOBODY = watch((), known=())
_HELP = (
    "Nothing was written. Leave this letter out to put the others together; made alone, it says more of where"
    " the name stands."
)


# The order of the post ------------------------------------------------------------------------


def postal_place(recipient: Recipient) -> tuple[bool, str, bool, str, str]:
    """Return what sorts recipients as post is sorted: by country, by postcode, then by id.

    Without a postcode they come last in their country, and without an address last of all.
    """
    address = recipient.address
    if address is None:
        return True, "", True, "", recipient.id
    postcode = address.postcode or postcode_in(address.country, address.lines)
    return False, address.country, not postcode, place_in_the_post(postcode), recipient.id


def in_postal_order(
    letters: Mapping[str, Recipient], pages: Mapping[str, int], most: int = MOST_SHEETS
) -> Iterator[tuple[str, ...]]:
    """Yield the names of the letters of each file, in the order of the post.

    `letters` says to whom each goes, by its name, and `pages` how many pages it has. A file has at most so
    many sheets, printed on both sides; a letter that has more is a file by itself.
    """
    file: list[str] = []
    sheets = 0
    for name in sorted(letters, key=lambda name: (postal_place(letters[name]), name)):
        more = sheets_of(pages[name])
        if file and sheets + more > most:
            yield tuple(file)
            file, sheets = [], 0
        file.append(name)
        sheets += more
    if file:
        yield tuple(file)


def sheets_of(pages: int) -> int:
    """Return on how many sheets a letter is printed, on both sides."""
    return (pages + 1) // 2


# The file -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MergedLetter:
    """Where a letter stands in a merged file."""

    name: str
    first_page: int
    """Counted from 1; always odd, so that the letter begins on a sheet of its own."""
    pages: int
    """Without the empty one that may follow."""


@dataclass(frozen=True)
class Merged:
    """Several letters as one PDF."""

    content: bytes
    letters: tuple[MergedLetter, ...]

    @property
    def sheets(self) -> int:
        """On how many sheets it is printed, on both sides."""
        return sum(sheets_of(letter.pages) for letter in self.letters)


def merge(jobs: Sequence[Job], press: Press, title: str) -> Merged:
    """Print letters as one file, in the order given; raise what stops one of them, with its name.

    Raise Refused where a letter names somebody whom its own reader may not learn of.
    """
    merged = _merged(jobs, press, title)
    _look_at_file(jobs, merged)
    return merged


def _merged(jobs: Sequence[Job], press: Press, title: str) -> Merged:
    parts, placed, first = list[Part](), list[MergedLetter](), 1
    for job in jobs:
        with _named_in_errors(job):
            page = press.page(job.disclosure)
            laid_out = press.typesetter.render(page).pages
            label = _label(job, page, laid_out[0].bookmarks)
            _look_at_page(job, page, label)
            parts.append(take_in(laid_out, label, page.language, press.typesetter))
        placed.append(MergedLetter(job.name, first, len(laid_out)))
        first += len(parts[-1].pages)
    return Merged(_written(jobs, parts, title, press), tuple(placed))


def _label(job: Job, page: Page, bookmarks: Sequence[tuple[int, str, object, str]]) -> str:
    """Return what stands in the outline: the office as on the envelope, and what the letter is about."""
    office = job.disclosure.frame.recipient
    names = (words_in(office.office, page.language), words_in(office.body, page.language))
    about = bookmarks[0][1] if bookmarks else page.title
    return f"{', '.join(filter(None, names))} · {about}"


def _written(jobs: Sequence[Job], parts: Sequence[Part], title: str, press: Press) -> bytes:
    """Write all letters; where that cannot be, find out which of them it is."""
    try:
        return collate(parts, title, press.typesetter)
    except TypesettingError:
        for job, part in zip(jobs, parts, strict=True):
            with _named_in_errors(job):
                collate([part], title, press.typesetter)
        raise


@contextmanager
def _named_in_errors(job: Job) -> Iterator[None]:
    """Say of what goes wrong in which letter it did."""
    try:
        yield
    except ZvarotError as error:
        error.message = f"{job.name}: {error.message}"
        raise


# The last look --------------------------------------------------------------------------------


def _look_at_page(job: Job, page: Page, label: str) -> None:
    """Raise Refused where a letter's page, or what it is called, names somebody whom it must not."""
    contents = read_html(page.markup.encode())
    contents.read("its line in the outline", label)
    _refuse((*inspect_name(job.name, job.watch), *_named(job, contents)))


def _look_at_file(jobs: Sequence[Job], merged: Merged) -> None:
    """Raise Refused where a merged file holds what no letter may, or a letter's sheets what it may not."""
    found = [*inspect_pdf(merged.content, _NOBODY)]
    _refuse(found)
    texts = [*page_texts(merged.content, 2 * merged.sheets)]
    for job, letter in zip(jobs, merged.letters, strict=True):
        first = letter.first_page - 1
        contents = Contents()
        read_pages(texts[first : first + 2 * sheets_of(letter.pages)], contents)
        found.extend(_named(job, contents))
    _refuse(found)


def _named(job: Job, contents: Contents) -> Iterator[Finding]:
    """Yield who is named where; texts are looked at one by one only where all together hold a name."""
    if not job.watch.found(BETWEEN.join(contents.texts)):
        return
    for text, place in contents.texts.items():
        for id in job.watch.found(text):
            message = f"{id} is withheld from the readers of {job.name}, but it names them: {place}"
            yield WITHHELD_NAME.broken(None, message, _HELP, id)


def _refuse(found: Sequence[Finding]) -> None:
    if found:
        raise Refused("the merged file is held back", findings=tuple(dict.fromkeys(found)))
