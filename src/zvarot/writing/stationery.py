"""What post is put into or stuck on: envelopes and sheets of labels, and where each of them takes words.

All lengths are in mm, all sizes of letters in pt.

Where an address may stand on an envelope, so that machines can read it:

* Deutsche Post: 40 mm from the upper edge and 15 mm from the others, at most 100 mm wide; 74 x 40 mm in the
  upper right corner are for the stamp, what is left of them for the sender; letters of 10 to 12 pt, capitals
  2.3 to 4.7 mm high, lines 0.5 to 2.5 mm apart. As printers and mailing houses quote its booklet
  "Automationsfähige Briefsendungen"; the booklet itself was not seen.
* United States: between 5/8 and 2 3/4 in from the lower edge, 1/2 in from the sides (USPS, Domestic Mail
  Manual 202.2.1, pe.usps.com); below that, 4 3/4 in from the right, is for the bar code (Publication 28,
  Appendix A1). Letters of at least 8 pt (DMM 202).
* Australia Post: the sender above and left, 40 and 15 mm; 15 mm below and right stay free (auspost.com.au,
  "Envelope zones").
* Royal Mail: unverified. Its guides were found, but not their drawings with the measures.

Each zone below keeps to all of these at once, whatever the envelope's own country, with 1 mm to spare: in
some fonts marks reach above the line, or below it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

LEADING = 1.2
"""From line to line, in sizes of the letters; the styles say the same."""
INDENT = 1.1
"""How far a line that is too long goes on indented, in sizes of the letters; the styles say the same."""


@dataclass(frozen=True)
class Box:
    """A part of a sheet, measured from its upper left corner."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Envelope:
    """A size of envelopes."""

    name: str
    width: float
    height: float
    zone: Box
    """Where the address stands."""
    sizes: Sequence[float] = (11, 10.5, 10, 9.5, 9)
    """The sizes of the letters, the first that fits being taken: capitals of Spectral are 0.66 high."""
    sender: Box = Box(10, 8, 80, 31)
    """Where the sender stands: left of the stamp, above the address."""
    sender_sizes: Sequence[float] = (8.5, 8, 7.5, 7)
    count: int = 1
    """How many addresses stand on it."""
    pages: int = 100
    """How many are printed as one file at most: as many as the tray of a printer takes."""


@dataclass(frozen=True)
class LabelSheet:
    """A sheet of labels, all of one size, row by row."""

    name: str
    width: float
    height: float
    columns: int
    rows: int
    label: Box
    """The first label: its place on the sheet and its size."""
    across: float
    """From the left edge of a label to that of the next one."""
    down: float
    """From the upper edge of a label to that of the one below."""
    inset: tuple[float, float]
    """What stays free within a label, left and right, above and below: 3 mm are what Deutsche Post asks for,
    and many printers reach no closer than 4 mm to the edge of the sheet."""
    sizes: Sequence[float] = (11, 10.5, 10, 9.5, 9, 8.5, 8)
    pages: int = 25
    """How many are printed as one file at most: as many as are in a packet."""

    @property
    def count(self) -> int:
        """How many labels a sheet has."""
        return self.columns * self.rows

    def place(self, number: int) -> tuple[float, float]:
        """Return how far the label of a number, from 0, is from the left and upper edge of its sheet."""
        row, column = divmod(number % self.count, self.columns)
        return self.label.left + column * self.across, self.label.top + row * self.down

    @property
    def words(self) -> tuple[float, float]:
        """Width and height of the part of a label that takes words."""
        return self.label.width - 2 * self.inset[0], self.label.height - 2 * self.inset[1]


class EnvelopeSize(StrEnum):
    """The envelopes that there are."""

    C5 = "c5"
    DL = "dl"
    US_10 = "us-10"


ENVELOPES = {
    EnvelopeSize.C5: Envelope("C5, 229 × 162 mm", 229, 162, Box(105, 75, 100, 71)),
    EnvelopeSize.DL: Envelope("DL, 220 × 110 mm", 220, 110, Box(103, 42, 100, 52)),
    EnvelopeSize.US_10: Envelope("US #10, 9.5 × 4.125 in", 241.3, 104.775, Box(112, 41, 100, 46.5)),
}


class SheetName(StrEnum):
    """The sheets of labels that there are, by the size or the number that stands on the packet."""

    A4_3X8 = "a4-3x8"
    L7160 = "l7160"
    L7163 = "l7163"
    US_5160 = "5160"


# From the label databases of LibreOffice (extras/source/labels/labels.xml) and gLabels (jimevins/glabels-qt,
# templates). Where they differ, LibreOffice's numbers stand here: they are those that centre the labels.
SHEETS = {
    # LibreOffice "Tower CIL-W100" and gLabels "Zweckform 3474" agree. The 24 labels are 296 mm high together.
    SheetName.A4_3X8: LabelSheet(
        "A4, 3 × 8 labels of 70 × 37 mm", 210, 297, 3, 8, Box(0, 0, 70, 37), 70, 37, (5, 4)
    ),
    # LibreOffice "L7160"; gLabels begins 0.3 mm further to the right and below.
    SheetName.L7160: LabelSheet(
        "A4, 3 × 7 labels of 63.5 × 38.1 mm", 210, 297, 3, 7, Box(7.2, 15.15, 63.5, 38.1), 66.04, 38.1, (4, 3)
    ),
    # LibreOffice "L7163"; gLabels has a distance of 103.0 mm across, and begins 1.3 mm further to the left.
    SheetName.L7163: LabelSheet(
        "A4, 2 × 7 labels of 99.1 × 38.1 mm",
        210,
        297,
        2,
        7,
        Box(4.67, 15.15, 99.1, 38.1),
        101.6,
        38.1,
        (5, 3),
    ),
    # LibreOffice "8660" and "6460", of the same cut; its own entry of the 5160 was not seen. gLabels' 5160
    # begins 0.8 mm further to the left, with 70.64 mm across.
    SheetName.US_5160: LabelSheet(
        "Letter, 3 × 10 labels of 2 5/8 × 1 in",
        *(215.9, 279.4, 3, 10),
        Box(4.78, 12.7, 66.68, 25.4),
        *(69.85, 25.4, (4, 2.5)),
    ),
}
