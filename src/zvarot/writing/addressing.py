"""Whom post goes to and who sends it: the lines in the window of a letter, on an envelope, on a label."""

from zvarot.case.parties import PostalAddress
from zvarot.case.records import Text, words_in
from zvarot.writing.disclosed import Frame
from zvarot.writing.letter import Addressee
from zvarot.writing.locales import Wording


def addressee(frame: Frame, wording: Wording) -> Addressee:
    """Return the lines in the window of the envelope."""
    office, sender = frame.recipient, frame.sender
    lines = [office.holder or "", _text(office.office, wording), _text(office.body, wording)]
    lines.extend(lines_of(office.address))
    if office.address and abroad(frame):
        lines.append(wording.country(office.address.country).upper())
    name = _text(sender.name, wording)
    back = " · ".join([name, *lines_of(sender.address)]) if sender.address else ""
    return Addressee(tuple(line for line in lines if line), back)


def return_address(frame: Frame, wording: Wording) -> tuple[str, ...]:
    """Return where post goes back to, as on an envelope; nothing where the sender has no postal address.

    Across a border the country stands below, for there nobody else can know it.
    """
    sender = frame.sender
    if sender.address is None:
        return ()
    country = wording.country(sender.address.country).upper() if abroad(frame) else ""
    lines = (_text(sender.name, wording), *sender.address.lines, country)
    return tuple(line for line in lines if line)


def abroad(frame: Frame) -> bool:
    """Tell whether post crosses a border; also where nobody knows where it is sent from."""
    home = frame.sender.address.country if frame.sender.address else None
    return frame.recipient.address is not None and frame.recipient.address.country != home


def lines_of(address: PostalAddress | None) -> tuple[str, ...]:
    """Return the lines of an address."""
    return address.lines if address else ()


def _text(text: Text | None, wording: Wording) -> str:
    return words_in(text, wording.language)
