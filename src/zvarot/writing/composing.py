"""Fill the prose: a disclosure and a recipient become a Letter."""

from markupsafe import Markup

from zvarot.case.look import Paper
from zvarot.case.records import REFERENCE
from zvarot.findings import Place, Refused, TemplateFault, did_you_mean
from zvarot.writing.addressing import addressee, lines_of
from zvarot.writing.disclosed import Disclosure
from zvarot.writing.letter import Addressee, Letter, Letterhead, Logo, Signature
from zvarot.writing.locales import LETTER_PAPER
from zvarot.writing.telling import TARGETS, Telling
from zvarot.writing.templating import Blocks, Templates
from zvarot.writing.values import SignatoryValues


def compose(disclosure: Disclosure, templates: Templates) -> Letter:
    """Write the letter of a disclosure; raise TemplateFault or WrongUse when its template cannot be used."""
    return write(Telling(disclosure, templates.wording(disclosure.language)), templates)


def write(telling: Telling, templates: Templates) -> Letter:
    """Write the letter of what is told.

    The blocks are filled in the order in which they are read, since that numbers the notes.
    """
    disclosure, frame = telling.disclosure, telling.frame
    name = templates.folders.choose(frame.form, disclosure.language, telling.kind)
    blocks = templates.blocks(name, telling.values())
    telling.begin()
    subject = _line(blocks.fill("subject"))
    salutation = _line(blocks.fill("salutation"))
    letter = Letter(
        form=frame.form,
        language=disclosure.language,
        direction=telling.wording.direction,
        title=f"{telling.text(frame.sender.name)}: {subject}",
        letterhead=_letterhead(telling, templates.look.logo),
        addressee=addressee(telling.frame, telling.wording) if salutation else Addressee(()),
        window=_window(telling, templates.look.paper),
        date=disclosure.date,
        dateline=_dateline(telling),
        reference=frame.reference,
        genre=_line(blocks.fill("genre", optional=True)),
        subject=subject,
        salutation=salutation,
        epigraph=disclosure.epigraph,
        body_html=blocks.fill("body"),
        demands_html=blocks.fill("demands"),
        demands=telling.numbered(_target(blocks)),
        conclusion_html=blocks.fill("conclusion"),
        closing=_line(blocks.fill("closing")),
        signatories=_signatures(telling),
        signatories_note=frame.signatories_note,
        notes=telling.notes.listed(),
        marking=frame.marking,
        paper=templates.look.paper,
        accent=templates.look.accent,
        families=templates.look.families,
    )
    return _resolved(letter)


def _resolved(letter: Letter) -> Letter:
    """Return the letter; raise Refused where it would print a reference, and with it an id."""
    if left := REFERENCE.search(repr(letter)):
        raise Refused(
            f"a text of the letter refers to {left[0]}, but references are not read there",
            "Take it out: sender, signatories, recipients and the like are printed as they stand.",
        )
    return letter


def _target(blocks: Blocks) -> str:
    """Return whose demands are numbered; raise TemplateFault where it is nobody of whom anything is asked."""
    target = blocks.fill("numbered")
    if target and target not in TARGETS:
        raise TemplateFault(
            f"the block `numbered` must name one of {', '.join(TARGETS)}",
            did_you_mean(target, TARGETS),
            Place(str(blocks.templates.folders.path(blocks.name)), 1, 1),
        )
    return target


def _signatures(telling: Telling) -> tuple[Signature, ...]:
    """Return who signs; the sender where nobody is named."""
    signed = tuple(_signature(one) for one in telling.signatories())
    return signed or (Signature(telling.text(telling.frame.sender.name)),)


def _signature(signatory: SignatoryValues) -> Signature:
    """Return a signatory's lines."""
    detail = (signatory["capacity"], signatory["country"])
    return Signature(signatory["name"], ", ".join(part for part in detail if part))


def _letterhead(telling: Telling, logo: Logo | None) -> Letterhead:
    """Return who writes, and where an answer can be sent."""
    sender = telling.frame.sender
    contact = (*lines_of(sender.address), sender.email, sender.website)
    return Letterhead(
        telling.text(sender.name),
        telling.text(sender.tagline),
        tuple(line for line in contact if line),
        logo,
    )


def _window(telling: Telling, paper: str) -> str:
    """Choose the envelope: the campaign's, else one for its paper, or for the recipient's country."""
    address = telling.frame.recipient.address
    letter_paper = address is not None and address.country in LETTER_PAPER
    if paper:
        letter_paper = paper == Paper.LETTER
    return telling.frame.window or ("us-9" if letter_paper else "din-5008-b")


def _dateline(telling: Telling) -> str:
    """Write place and date."""
    place = telling.text(telling.frame.sender.place)
    day = telling.wording.date(telling.disclosure.date)
    return f"{place}, {day}" if place else day


def _line(html: str) -> str:
    """Return a block's text on one line, without markup."""
    return str(Markup(html).striptags())
