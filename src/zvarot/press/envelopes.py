"""Envelopes and labels for the offices that letters go to: each office once, in postal order.

Everybody reads an envelope who has it in hand on its way. So it says what the window of its letter says, and
nothing else; and whoever may not be named to the public may not stand on it, whatever the letter inside may
tell: all but the holder of an office, whom the campaign itself writes to.
"""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path

from zvarot.case.campaign import Edition
from zvarot.case.name_parts import resembling
from zvarot.case.reading import Dossier
from zvarot.case.records import REFERENCE, Audience
from zvarot.case.views import names_around, withheld_from
from zvarot.case.watching import Watch, Watched, watch
from zvarot.findings import Finding, Refused, TemplateFault, WrongUse, ZvarotError, findings_of
from zvarot.press.inspection import WITHHELD_NAME
from zvarot.press.merging import postal_place
from zvarot.press.pdf_text import count_pages
from zvarot.press.planning import Planned, Selection, select
from zvarot.press.printing import Format, Press, look_at
from zvarot.press.tasks import Limits, blamed
from zvarot.writing.addressing import addressee, return_address
from zvarot.writing.framing import framed
from zvarot.writing.looks import Appearance
from zvarot.writing.posting import Piece, Post, fitted, lay_out_post
from zvarot.writing.stationery import Envelope, LabelSheet
from zvarot.writing.templating import Templates

LIMITS = Limits(seconds=300)
"""What one file may cost: it holds hundreds of addresses."""


@dataclass(frozen=True)
class Gathered:
    """Whom post goes to."""

    pieces: tuple[Piece, ...]
    """In postal order."""
    homeless: tuple[str, ...]
    """The ids of the offices without a postal address."""
    watch: Watch
    """Whom no file may name."""
    language: str


def gather(
    dossier: Dossier, templates: Templates, selection: Selection, with_sender: bool = True
) -> Gathered:
    """Return what stands on the post of the letters that are meant.

    Raise WrongUse for what is not there, and Refused where an address names whom it must not.
    """
    chosen = select(dossier, selection)
    # An office that gets several letters gets one envelope, as of the first of them.
    first = {one.number: one for one in reversed(chosen)}
    guard = _Guard(dossier, chosen)
    pieces, homeless = list[tuple[tuple[object, ...], Piece]](), list[str]()
    for planned in first.values():
        made = planned.edition(dossier)
        if made.recipient.address is None:
            homeless.append(made.recipient.id)
            continue
        piece = _piece(dossier, made, templates, with_sender)
        guard.look_at(piece, made.recipient.holder or "")
        pieces.append((postal_place(made.recipient), piece))
    pieces.sort(key=lambda one: one[0])
    return Gathered(
        tuple(piece for _, piece in pieces), tuple(sorted(homeless)), guard.last(), dossier.campaign.language
    )


def _piece(dossier: Dossier, made: Edition, templates: Templates, with_sender: bool) -> Piece:
    """Return what stands on the post of one letter; raise Refused where it would print a reference."""
    frame, wording = framed(dossier.campaign, made), templates.wording(made.language)
    sender = return_address(frame, wording) if with_sender else ()
    lines = addressee(frame, wording).lines
    if left := REFERENCE.search("\n".join((*lines, *sender))):
        raise Refused(
            f"the address of {made.recipient.id} refers to {left[0]}, but references are not read there",
            "Take it out: addresses are printed as they stand.",
        )
    return Piece(made.recipient.id, made.language, wording.direction, lines, sender)


class _Guard:
    """Sees that nobody stands on the post who is withheld from the public, but for the holders of offices."""

    def __init__(self, dossier: Dossier, chosen: Sequence[Planned]) -> None:
        self._found: list[Finding] = []
        self._namesakes: dict[str, None] = {}
        self._withheld: tuple[Watched, ...] = ()
        self._known: tuple[str, ...] = ()
        if chosen:
            # What looks like a name counts as another word only if somebody answers for it on all the days.
            latest = max(chosen, key=lambda one: one.plan.date).edition(dossier)
            made = replace(latest, plan=replace(latest.plan, signatories=()), audience=Audience.PUBLIC)
            self._withheld, self._known = withheld_from(dossier, made), names_around(dossier, made)
        self._is_namesake = resembling(one.spellings for one in self._withheld)
        self._watch = self._watch_with(())

    def look_at(self, piece: Piece, holder: str) -> None:
        """Look at one address, but for the line of the holder."""
        lines = (line for line in (*piece.lines, *piece.sender) if line != holder)
        for id in self._watch.found("\n".join(lines)):
            message = f"{id} is withheld from the public, but the address of {piece.id} names them"
            help = (
                "Nothing was written. Look at the office's lines in the list of recipients, and the sender's."
            )
            self._found.append(WITHHELD_NAME.broken(None, message, help, id))
        if holder and self._is_namesake(holder):
            self._namesakes[holder] = None

    def last(self) -> Watch:
        """Return what is watched for in the finished files; raise Refused where an address named somebody."""
        if self._found:
            raise Refused("the addresses are held back", findings=tuple(self._found))
        return self._watch_with(self._namesakes)

    def _watch_with(self, holders: Iterable[str]) -> Watch:
        return watch(self._withheld, (*self._known, *holders))


def print_post(
    gathered: Gathered,
    paper: Envelope | LabelSheet,
    skip: int,
    press: tuple[Path, Appearance],
    workers: Executor,
) -> Iterator[bytes]:
    """Yield PDFs of envelopes or sheets of labels, each with no more pages than a printer takes at once.

    `press` is the folder of the campaign's own templates, and its look. Before anything is printed,
    raise FaultyFiles where an address is too long. `workers` should keep to LIMITS.
    """
    for post in _parts(gathered, paper, skip, press[1]):
        try:
            yield workers.submit(partial(carry_out, *press, post, gathered.watch)).result()
        except ZvarotError:
            raise
        except Exception as error:
            raise blamed(error, LIMITS) from None


def _parts(gathered: Gathered, paper: Envelope | LabelSheet, skip: int, look: Appearance) -> Iterator[Post]:
    """Yield what is printed together; a sheet of labels is filled before the next one begins."""
    if not 0 <= skip < paper.count:
        raise WrongUse(
            f"of a sheet with {paper.count} labels {skip} cannot be skipped",
            f"Give a number from 0 to {paper.count - 1}.",
        )
    # What is used up counts as if something stood there.
    places = (None,) * skip + fitted(gathered.pieces, paper, look)
    a_file = paper.pages * paper.count
    for start in range(0, len(places), a_file):
        part = tuple(piece for piece in places[start : start + a_file] if piece)
        yield Post(paper, part, gathered.language, skip if start == 0 else 0)


# In a worker ------------------------------------------------------------------------------------------


def carry_out(own: Path, look: Appearance, post: Post, watch: Watch) -> bytes:
    """Print a part of the post; an error that nobody foresaw is told without its values."""
    press = _press(own, look)
    try:
        pdf = press.typesetter.typeset(lay_out_post(post, press.templates))
        look_at("post", {Format.PDF: pdf}, watch)
        _refuse_other_pages(post, count_pages(pdf))
    except (ZvarotError, MemoryError):
        raise
    except Exception as error:
        found = findings_of(error)[0]
        raise ZvarotError(found.message, found.help) from None
    return pdf


def _refuse_other_pages(post: Post, pages: int) -> None:
    """Raise TemplateFault where an own layout or style has moved addresses to other pages than their own."""
    due = -(-(post.skip + len(post.pieces)) // post.paper.count)
    if pages != due:
        raise TemplateFault(
            f"{due} pages of {post.paper.name} were to be printed, but the layout makes {pages} of them",
            "Look at your own layout and styles: something in them is larger than its page.",
        )


@lru_cache(maxsize=1)
def _press(own: Path, look: Appearance) -> Press:
    """Return what is opened once for a campaign."""
    return Press(own, look)
