"""Envelopes and labels: addresses laid out as one HTML document, a page for each envelope or sheet.

Layout and styles are templates like those of letters, so a campaign may bring its own. What they receive is
what a postman reads, and nothing else of a letter.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from markupsafe import Markup

from zvarot.findings import FaultyFiles, Finding, Place, Severity, TemplateFault
from zvarot.writing import fonts
from zvarot.writing.fitting import Measure
from zvarot.writing.looks import Appearance
from zvarot.writing.page import Page, css_text
from zvarot.writing.passive import refuse_active, refuse_fetching
from zvarot.writing.stationery import Box, Envelope, LabelSheet
from zvarot.writing.templating import Templates

ENVELOPES, LABELS = "layout/envelopes.html.j2", "layout/labels.html.j2"
"""The layouts."""

_PLACE_OF_STYLES = "/*zvarot*/"


@dataclass(frozen=True)
class Piece:
    """Something to post: whom it goes to, and who sends it."""

    id: str
    """The recipient's id; not to be printed."""
    language: str
    """The language of the letter inside: `en`."""
    direction: str
    """`ltr` or `rtl`."""
    lines: tuple[str, ...]
    """The addressee, as in the window of the letter."""
    sender: tuple[str, ...] = ()
    """Where it goes back to; empty on labels, and where the envelope is not to say it."""
    size: float = 0
    """How large the addressee is printed, in pt."""
    sender_size: float = 0
    """How large the sender is printed, in pt."""


@dataclass(frozen=True)
class Label:
    """A piece in its place on a sheet."""

    piece: Piece
    left: float
    """How far it is from the left edge of the sheet, in mm."""
    top: float
    """How far it is from the upper edge of the sheet, in mm."""


@dataclass(frozen=True)
class Post:
    """Pieces that are printed together."""

    paper: Envelope | LabelSheet
    pieces: tuple[Piece, ...]
    language: str
    """The document's."""
    skip: int = 0
    """How many labels of the first sheet are used up."""


def fitted(pieces: Iterable[Piece], paper: Envelope | LabelSheet, look: Appearance) -> tuple[Piece, ...]:
    """Return pieces with the sizes that they are printed at.

    Raise FaultyFiles, naming every recipient, where an address is too long or has a sign without a font.
    """
    measure, faults, sized = Measure(look), list[Finding](), list[Piece]()
    for piece in pieces:
        size, sender_size = _sizes(piece, paper, measure)
        faults.extend(_faults(piece, paper, look, size, sender_size))
        sized.append(replace(piece, size=size or 0, sender_size=sender_size or 0))
    if faults:
        raise FaultyFiles(tuple(dict.fromkeys(faults)))
    return tuple(sized)


def _sizes(piece: Piece, paper: Envelope | LabelSheet, measure: Measure) -> tuple[float | None, float | None]:
    """Return how large addressee and sender can be printed, None where they cannot be."""
    if isinstance(paper, LabelSheet):
        return measure.largest(piece.lines, *paper.words, paper.sizes), 0
    zone, corner = paper.zone, paper.sender
    return (
        measure.largest(piece.lines, zone.width, zone.height, paper.sizes),
        measure.largest(piece.sender, corner.width, corner.height, paper.sender_sizes),
    )


def _faults(
    piece: Piece,
    paper: Envelope | LabelSheet,
    look: Appearance,
    size: float | None,
    sender_size: float | None,
) -> Iterable[Finding]:
    if size is None:
        yield _fault(
            f"the address of {piece.id} is too long for {paper.name}, even at {paper.sizes[-1]:g} pt",
            "Shorten its lines in the list of recipients, take something larger, or leave it out with --to.",
            piece.id,
        )
    if sender_size is None:
        help = "Shorten it below `sender:` in campaign.yaml, or leave it out with --no-sender."
        yield _fault(f"the sender's address is too long for {paper.name}", help)
    if missing := fonts.missing_characters("".join((*piece.lines, *piece.sender)), look.faces):
        signs = ", ".join(f"{sign} (U+{ord(sign):04X})" for sign in missing)
        help = "Write it otherwise, or bring a font that has them: name its files below `look:`."
        yield _fault(
            f"the letters' fonts have no sign for {signs} in the address of {piece.id}", help, piece.id
        )


def _fault(message: str, help: str, subject: str = "") -> Finding:
    return Finding("", Severity.ERROR, message, help, subject=subject)


def lay_out_post(post: Post, templates: Templates) -> Page:
    """Lay pieces out; raise TemplateFault where layout or styles cannot be used."""
    layout, values = _envelopes(post) if isinstance(post.paper, Envelope) else _sheets(post, post.paper)
    shared = {"language": post.language, "title": post.paper.name, "css": Markup(_PLACE_OF_STYLES)}
    markup = templates.render(layout, {**shared, **values})
    if _PLACE_OF_STYLES not in markup:
        raise TemplateFault("the layout takes in no styles", "Put <style>{{ css }}</style> into its <head>.")
    refuse_active(markup)
    return Page(markup, _styles(post.paper, templates), post.paper.name, post.language, templates.look.faces)


def _envelopes(post: Post) -> tuple[str, dict[str, Any]]:
    return ENVELOPES, {"pieces": post.pieces}


def _sheets(post: Post, paper: LabelSheet) -> tuple[str, dict[str, Any]]:
    """Return sheets of labels; the first of them begins behind those that are used up."""
    numbered = enumerate(post.pieces, post.skip)
    sheets = groupby(numbered, lambda one: one[0] // paper.count)
    return LABELS, {
        "sheets": [[Label(piece, *paper.place(number)) for number, piece in sheet] for _, sheet in sheets]
    }


def _styles(paper: Envelope | LabelSheet, templates: Templates) -> str:
    """Return the styles of a paper, with its measures in front."""
    name = "envelopes" if isinstance(paper, Envelope) else "labels"
    file = f"styles/{name}.css"
    css = templates.folders.read(file)
    refuse_fetching(css, file, Place(str(templates.folders.path(file)), 1, 1))
    families = ", ".join(str(css_text(family)) for family in templates.look.families)
    font = f"html{{font-family:{families}, serif}}" if families else ""
    return f"@page{{size:{paper.width}mm {paper.height}mm;margin:0}}:root{{{_measures(paper)}}}{css}{font}"


def _measures(paper: Envelope | LabelSheet) -> str:
    """Return the places on a paper as CSS variables."""
    if isinstance(paper, LabelSheet):
        boxes = {"label": paper.label, "inset": Box(*paper.inset, *paper.words)}
    else:
        boxes = {"zone": paper.zone, "sender": paper.sender}
    whole = {"paper": Box(0, 0, paper.width, paper.height)}
    return "".join(_variables(name, box) for name, box in {**whole, **boxes}.items())


def _variables(name: str, box: Box) -> str:
    sides: Sequence[tuple[str, float]] = [*vars(box).items()]
    return "".join(f"--{name}-{side}:{length:g}mm;" for side, length in sides)
