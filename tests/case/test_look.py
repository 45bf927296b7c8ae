"""A look is said in a few plain words; what cannot be printed is told at its line."""

from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError

from zvarot.case.look import MIN_CONTRAST, Look, Paper, contrast_on_white
from zvarot.case.reading import read_campaign
from zvarot.findings import FaultyFiles, Finding


def look_of(**values: object) -> Look:
    return TypeAdapter(Look).validate_python(values)


def test_everything_may_be_left_out() -> None:
    look = look_of()
    assert (look.logo, look.logo_height, look.colour, look.font) == (None, 14, None, None)
    assert (look.fonts, look.paper) == ((), None)


def test_a_height_is_read_as_a_number_and_a_paper_as_a_word() -> None:
    look = look_of(logo_height="20", paper="letter")
    assert (look.logo_height, look.paper) == (20, Paper.LETTER)


@pytest.mark.parametrize("height", ["5", "31", "-3", "14.5"])
def test_a_logo_is_neither_a_speck_nor_a_poster(height: str) -> None:
    with pytest.raises(ValidationError):
        look_of(logo_height=height)


@pytest.mark.parametrize(
    ("colour", "contrast"),
    [("#000000", 21), ("#ffffff", 1), ("#767676", 4.54), ("#777777", 4.48), ("#0000FF", 8.59)],
)
def test_the_contrast_on_white_is_that_of_wcag(colour: str, contrast: float) -> None:
    assert contrast_on_white(colour) == pytest.approx(contrast, abs=0.01)
    assert MIN_CONTRAST == 4.5


def found(campaign: Path, lines: str) -> Finding:
    """Return the one finding of a campaign with these lines below `look:`."""
    file = campaign / "campaign.yaml"
    file.write_text(file.read_text().replace("letters:", f"look:\n{lines}\nletters:"))
    with pytest.raises(FaultyFiles) as stopped:
        read_campaign(campaign)
    (one,) = stopped.value.findings
    return one


@pytest.mark.parametrize(
    ("colour", "message"),
    [
        ("#1b3a5c", "`colour` has no value"),
        ("darkblue", "`colour` must be a colour"),
        ("1b3a5c", "`colour` must be a colour"),
        ('"#1b3"', "`colour` must be a colour"),
    ],
)
def test_a_colour_that_cannot_be_read_is_shown_how_to_be_written(
    base_campaign: Path, colour: str, message: str
) -> None:
    one = found(base_campaign, f"  paper: a4\n  colour: {colour}")
    assert one.message == message
    assert '"#1b3a5c"' in one.help
    assert one.place
    assert one.place.text.strip() == f"colour: {colour}"


def test_a_wrong_height_is_told_at_its_line(base_campaign: Path) -> None:
    one = found(base_campaign, "  logo: logo.png\n  logo_height: 140")
    assert one.message == "`logo_height` must be between 6 and 30"
    assert one.place
    assert one.place.text == "  logo_height: 140"


def test_a_paper_that_nobody_sells_is_told_with_those_that_there_are(base_campaign: Path) -> None:
    assert "'a4' or 'letter'" in found(base_campaign, "  paper: a5").message


def test_a_letter_has_no_look_of_its_own(base_campaign: Path) -> None:
    file = base_campaign / "campaign.yaml"
    file.write_text(file.read_text().replace("    form: ", "    look: {paper: a4}\n    form: "))
    with pytest.raises(FaultyFiles, match="1 finding"):
        read_campaign(base_campaign)
