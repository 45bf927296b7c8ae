"""The letter: the plain record between what is said and how it is printed.

Every output is made from a Letter and from nothing else. Fields whose name ends in `html` hold safe
HTML in a small set of tags (p, em, strong, ul, ol, li, a, sup, span); all others hold plain text.
"""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Letterhead:
    """Who writes."""

    name: str
    tagline: str = ""
    contact: tuple[str, ...] = ()
    """Address, e-mail and web address, a line each."""


@dataclass(frozen=True)
class Addressee:
    """What is read through the window of the envelope."""

    lines: tuple[str, ...]
    """Office, body, holder, street, town and, across a border, the country in capitals."""
    return_line: str = ""
    """The sender's address in one small line above."""


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
    subject: str
    salutation: str
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
