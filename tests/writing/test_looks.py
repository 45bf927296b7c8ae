"""What `look` asks for is opened and examined before any letter is made. Logos and fonts are invented."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import invented
from zvarot.case.reading import read_campaign
from zvarot.findings import FaultyFiles, Finding
from zvarot.writing.looks import PLAIN, Appearance, read_look, review_look


@pytest.fixture
def campaign(base_campaign: Path) -> Path:
    """A campaign with a logo and a family of fonts beside its files."""
    (base_campaign / "logo.png").write_bytes(invented.logo())
    invented.write_family(base_campaign / "fonts")
    return base_campaign


def put(campaign: Path, lines: str) -> None:
    file = campaign / "campaign.yaml"
    indented = "".join(f"  {line}\n" for line in lines.splitlines())
    file.write_text(file.read_text().replace("letters:", f"look:\n{indented}\nletters:"))


def look(campaign: Path, lines: str) -> Appearance:
    put(campaign, lines)
    dossier = read_campaign(campaign)
    return read_look(dossier.campaign, campaign, dossier.place)


def faults(campaign: Path, lines: str) -> tuple[Finding, ...]:
    """Return what stops a look, the same when it is asked for as when it is reviewed."""
    put(campaign, lines)
    dossier = read_campaign(campaign)
    with pytest.raises(FaultyFiles) as stopped:
        read_look(dossier.campaign, campaign, dossier.place)
    assert tuple(review_look(dossier.campaign, campaign, dossier.place)) == stopped.value.findings
    return stopped.value.findings


def fault(campaign: Path, lines: str) -> tuple[str, str, str]:
    """Return rule, message and line of the only fault."""
    (one,) = faults(campaign, lines)
    assert one.place
    assert one.help
    return one.rule, one.message, one.place.text.strip()


def test_a_campaign_without_a_look_is_plain(campaign: Path) -> None:
    dossier = read_campaign(campaign)
    assert read_look(dossier.campaign, campaign, dossier.place) == PLAIN
    assert [*review_look(dossier.campaign, campaign, dossier.place)] == []


def test_everything_together(campaign: Path) -> None:
    made = look(
        campaign,
        "logo: logo.png\nlogo_height: 20\ncolour: '#1B3A5C'\npaper: letter\nfonts:\n"
        "  - fonts/regular.ttf\n  - fonts/italic.ttf\n  - fonts/bold.ttf",
    )
    assert made.logo
    assert (made.logo.width, made.logo.height) == (20, 20)
    assert (made.accent, made.paper) == ("#1b3a5c", "letter")
    assert made.families == ("Invented", "Spectral")
    assert [(face.weight, face.style) for face in made.faces] == [
        (400, "normal"),
        (400, "italic"),
        (600, "normal"),
    ]


def test_spectral_by_name_is_as_without_a_look(campaign: Path) -> None:
    assert look(campaign, "font: Spectral") == PLAIN


def test_a_family_can_only_stand_in_for_spectral(campaign: Path) -> None:
    made = look(campaign, "font: Spectral\nfonts: [fonts/regular.ttf]")
    assert made.families == ("Spectral", "Invented")


def test_the_same_files_in_another_folder_make_the_same_look(campaign: Path, tmp_path: Path) -> None:
    import shutil

    first = look(campaign, "logo: logo.png")
    other = Path(shutil.copytree(campaign, tmp_path / "elsewhere"))
    dossier = read_campaign(other)
    assert read_look(dossier.campaign, other, dossier.place) == first


PICTURE_FAULTS = [
    ("missing.png", "there is no such file"),
    ("fonts.png", "there is no such file"),
    ("drawing.svg", "an SVG drawing can load and run things"),
    ("disguised.png", "an SVG drawing can load and run things"),
    ("logo.tiff", "this kind of file cannot be used"),
    ("cut.png", "the picture's file is damaged"),
    ("../outside.png", "the file lies outside the campaign's folder"),
    ("link.png", "the file lies outside the campaign's folder"),
]


@pytest.mark.parametrize(("name", "message"), PICTURE_FAULTS)
def test_a_logo_that_cannot_be_used_is_told_at_its_line(campaign: Path, name: str, message: str) -> None:
    (campaign / "fonts.png").mkdir()
    (campaign / "drawing.svg").write_text("<svg/>")
    (campaign / "disguised.png").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (campaign / "logo.tiff").write_bytes(b"II*\0")
    (campaign / "cut.png").write_bytes(invented.logo()[:-500])
    (campaign.parent / "outside.png").write_bytes(invented.logo())
    (campaign / "link.png").symlink_to(campaign.parent / "outside.png")
    assert fault(campaign, f"logo: {name}") == ("unusable-picture", message, f"logo: {name}")


def test_a_link_within_the_folder_is_followed(campaign: Path) -> None:
    (campaign / "link.png").symlink_to("logo.png")
    assert look(campaign, "logo: link.png").logo


@pytest.fixture
def locked(campaign: Path) -> Iterator[None]:
    """A logo that may not be read."""
    file = campaign / "logo.png"
    file.chmod(0)
    yield
    file.chmod(0o600)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is locked for this user")
@pytest.mark.usefixtures("locked")
def test_a_file_that_may_not_be_read_is_told(campaign: Path) -> None:
    assert "cannot be read" in fault(campaign, "logo: logo.png")[1]


FONT_FAULTS = [
    ("missing.ttf", "there is no such file"),
    ("letters.woff2", "this kind of file cannot be used"),
    ("../outside.ttf", "the file lies outside the campaign's folder"),
    ("logo.ttf", "the file is not a TrueType or OpenType font"),
    ("again.otf", "another file holds the same style of this family"),
]


@pytest.mark.parametrize(("name", "message"), FONT_FAULTS)
def test_a_font_that_cannot_be_used_is_told_at_its_line(campaign: Path, name: str, message: str) -> None:
    (campaign.parent / "outside.ttf").write_bytes(invented.font())
    (campaign / "logo.ttf").write_bytes(invented.logo())
    (campaign / "again.otf").write_bytes(invented.font(family="INVENTED"))
    found = fault(campaign, f"fonts:\n  - fonts/regular.ttf\n  - {name}")
    assert found == ("unusable-font", message, f"- {name}")


def test_a_family_needs_its_regular_style(campaign: Path) -> None:
    rule, message, _ = fault(campaign, "fonts: [fonts/italic.ttf, fonts/bold.ttf]")
    assert (rule, message) == ("unusable-font", "Invented has no regular style here")


def test_a_family_that_is_not_there_is_told_with_the_nearest(campaign: Path) -> None:
    (one,) = faults(campaign, "font: Invent\nfonts: [fonts/regular.ttf]")
    assert (one.rule, one.help) == ("unusable-font", 'did you mean "Invented"?')
    assert one.place
    assert one.place.text == "  font: Invent"


@pytest.mark.parametrize("colour", ["#777777", "#ff0000", "#FFFFFF"])
def test_a_colour_that_is_too_pale_to_read_is_refused(campaign: Path, colour: str) -> None:
    rule, message, line = fault(campaign, f'colour: "{colour}"')
    assert (rule, line) == ("pale-colour", f'colour: "{colour}"')
    assert "its contrast on white is" in message


def test_no_pale_colour_is_said_to_have_enough_contrast(campaign: Path) -> None:
    assert "4.4 to 1" in fault(campaign, 'colour: "#777777"')[1]


@pytest.mark.parametrize("window", ["us-9", "us-9-double"])
def test_a_sheet_that_does_not_fit_into_its_envelope_is_refused(campaign: Path, window: str) -> None:
    file = campaign / "campaign.yaml"
    file.write_text(file.read_text().replace("letters:", f"window: {window}\n\nletters:"))
    assert fault(campaign, "paper: a4")[::2] == ("oversize-paper", "paper: a4")


@pytest.mark.parametrize("window", ["din-5008-a", "din-5008-b", "nf", "sn-010130-left", "sn-010130-right"])
def test_letter_paper_fits_into_every_european_envelope(campaign: Path, window: str) -> None:
    file = campaign / "campaign.yaml"
    file.write_text(file.read_text().replace("letters:", f"window: {window}\n\nletters:"))
    assert look(campaign, "paper: letter").paper == "letter"


def test_everything_that_is_wrong_is_told_at_once(campaign: Path) -> None:
    lines = 'logo: no.png\ncolour: "#eeeeee"\nfonts: [no.ttf, no.woff]'
    rules = [one.rule for one in faults(campaign, lines)]
    assert rules == ["unusable-picture", "pale-colour", "unusable-font", "unusable-font"]
