"""The letter: the plain record between what is said and how it is printed.

Every output is made from a Letter and from nothing else. Fields whose name ends in `html` hold safe
HTML in a small set of tags (p, em, strong, ul, ol, li, a, sup, span); all others hold plain text.
"""

import base64
import datetime as dt
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Logo:
    """A picture that is nothing but its pixels."""

    png: bytes = field(repr=False)
    """The file."""
    width: float
    """As printed, in mm."""
    height: float
    """As printed, in mm."""

    @property
    def src(self) -> str:
        """The file as a `data:` address."""
        return f"data:image/png;base64,{base64.b64encode(self.png).decode('ascii')}"


@dataclass(frozen=True)
class Letterhead:
    """Who writes."""

    name: str
    tagline: str = ""
    contact: tuple[str, ...] = ()
    """Address, e-mail and web address, a line each."""
    logo: Logo | None = None
    """The sender's logo, if there is one: `src`, and `width` and `height` in mm."""


_WINDOW_LINES = 6
"""So many lines fit into a window at full size."""
_SHORT_LINE = 32
"""As many signs as fit into a line of any window, be they capitals."""


@dataclass(frozen=True)
class Addressee:
    """What is read through the window of the envelope."""

    lines: tuple[str, ...]
    """Office, body, holder, street, town and, across a border, the country in capitals.

    Empty where nobody is addressed.
    """
    return_line: str = ""
    """The sender's address in one small line above."""

    @property
    def spare(self) -> int:
        """How many lines of the window stay empty; none where it is full, or a line could need two.

        Printed letters have them, so that those to other offices are made from them.
        """
        short = all(len(line) <= _SHORT_LINE for line in self.lines)
        return max(0, _WINDOW_LINES - len(self.lines)) if short else 0


@dataclass(frozen=True)
class DemandItem:
    """One numbered demand."""

    html: str
    basis: str = ""
    """The provisions that it rests on, as they are cited: `ICCPR, Articles 9 and 14`."""


@dataclass(frozen=True)
class Signature:
    """One signatory."""

    name: str
    detail: str = ""
    """Capacity and country."""


@dataclass(frozen=True)
class Note:
    """A numbered source, and how often the text refers to it."""

    number: int
    html: str
    references: int
    """How many marks point to it; the k-th mark of note n has the id `ref-n-k`."""


@dataclass(frozen=True)
class Letter:
    """Everything that stands on the paper."""

    form: str
    language: str
    direction: str
    """`ltr` or `rtl`."""
    title: str
    """The document's title: sender and subject."""
    letterhead: Letterhead
    addressee: Addressee
    window: str
    """The preset of the window envelope: `din-5008-b`."""
    date: dt.date
    dateline: str
    """Place and date as they are printed: `Geneva, 26 July 2021`."""
    reference: str
    genre: str
    """What the letter calls itself above its subject, if it does: `Press release`."""
    subject: str
    salutation: str
    """Empty where nobody is addressed, as in a press release; so is the closing."""
    epigraph: str
    body_html: str
    demands_html: str
    """The words before the list of demands."""
    demands: tuple[DemandItem, ...]
    conclusion_html: str
    """What follows the demands."""
    closing: str
    signatories: tuple[Signature, ...]
    signatories_note: str
    notes: tuple[Note, ...]
    marking: str
    """`Draft`, `Confidential` or nothing."""
    paper: str = ""
    """`a4` or `letter`; empty where the sheet follows the window."""
    accent: str = ""
    """The campaign's own colour: `#1b3a5c`; empty where it has none."""
    families: tuple[str, ...] = ()
    """The font families, each the substitute of the one before; empty where they are the styles' own."""
