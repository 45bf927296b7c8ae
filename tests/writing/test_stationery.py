"""The measures of envelopes and label sheets: within what postal services ask for, and within the paper."""

import pytest

from zvarot.writing.fonts import faces
from zvarot.writing.stationery import ENVELOPES, SHEETS, Box, EnvelopeSize, SheetName

INCH = 25.4

WIDTHS = {
    EnvelopeSize.C5: (229, 162),
    EnvelopeSize.DL: (220, 110),
    EnvelopeSize.US_10: (9.5 * INCH, 4.125 * INCH),
}


def edges(box: Box, width: float, height: float) -> tuple[float, float, float, float]:
    """Return how far a box is from the left, upper, right and lower edge of its paper."""
    return box.left, box.top, width - box.left - box.width, height - box.top - box.height


@pytest.mark.parametrize("size", list(EnvelopeSize))
def test_an_address_stands_where_machines_read_it_in_germany_and_the_united_states(
    size: EnvelopeSize,
) -> None:
    envelope = ENVELOPES[size]
    assert (envelope.width, envelope.height) == pytest.approx(WIDTHS[size])
    left, top, right, bottom = edges(envelope.zone, envelope.width, envelope.height)
    assert min(left, right) >= 15
    assert bottom >= 15 + 1
    assert top >= 40 + 1
    assert envelope.zone.width <= 100
    if size is EnvelopeSize.US_10:
        assert bottom >= 5 / 8 * INCH + 1
        assert envelope.zone.top >= envelope.height - 2.75 * INCH + 1


@pytest.mark.parametrize("size", list(EnvelopeSize))
def test_the_sender_is_left_of_the_stamp_and_above_the_address(size: EnvelopeSize) -> None:
    envelope = ENVELOPES[size]
    _, _, right, _ = edges(envelope.sender, envelope.width, envelope.height)
    assert right >= 74
    assert envelope.sender.top + envelope.sender.height < min(40, envelope.zone.top)


def test_letters_on_envelopes_have_the_height_that_machines_ask_for() -> None:
    from fontTools.ttLib import TTFont

    font = TTFont(faces()[0].path)
    capital = font["OS/2"].sCapHeight / font["head"].unitsPerEm * INCH / 72
    sizes = ENVELOPES[EnvelopeSize.DL].sizes
    assert 2.3 <= sizes[0] * capital <= 4.7
    assert min(*sizes, *SHEETS[SheetName.A4_3X8].sizes) == 8
    assert [*sizes] == sorted(sizes, reverse=True)


@pytest.mark.parametrize(
    ("name", "count", "first", "last"),
    [
        (SheetName.A4_3X8, 24, (0, 0), (140, 259)),
        (SheetName.L7160, 21, (7.2, 15.15), (139.28, 243.75)),
        (SheetName.L7163, 14, (4.67, 15.15), (106.27, 243.75)),
        (SheetName.US_5160, 30, (4.78, 12.7), (144.48, 241.3)),
    ],
)
def test_labels_stand_row_by_row_and_within_their_sheet(
    name: SheetName, count: int, first: tuple[float, float], last: tuple[float, float]
) -> None:
    sheet = SHEETS[name]
    places = [sheet.place(number) for number in range(sheet.count)]
    assert len({*places}) == sheet.count == count
    assert places[0] == pytest.approx(first)
    assert places[-1] == pytest.approx(last)
    assert places[1][1] == places[0][1]
    assert sheet.place(count) == places[0]
    assert last[0] + sheet.label.width <= sheet.width
    assert last[1] + sheet.label.height <= sheet.height
    assert sheet.across >= sheet.label.width
    assert sheet.down >= sheet.label.height


@pytest.mark.parametrize("name", list(SheetName))
def test_words_keep_two_millimetres_from_the_edges_of_a_label(name: SheetName) -> None:
    sheet = SHEETS[name]
    assert min(sheet.inset) >= 2
    width, height = sheet.label.width - 2 * sheet.inset[0], sheet.label.height - 2 * sheet.inset[1]
    assert sheet.words == pytest.approx((width, height))
