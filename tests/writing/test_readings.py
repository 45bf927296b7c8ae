"""Every reading of a figure is listed and drawn, but none that no reader may learn."""

from pathlib import Path

import pytest

from crowd import READINGS, make_crowd, told
from zvarot.case.campaign import edition
from zvarot.case.reading import read_campaign
from zvarot.case.records import Audience
from zvarot.case.views import seen_by
from zvarot.writing.proving import Texts
from zvarot.writing.readings import FigureSheet, figure_sheets
from zvarot.writing.templating import Templates


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A campaign with an office of each kind."""
    return make_crowd(tmp_path / "campaign", 11, 1)


def drawn(folder: Path, templates: Templates, audience: Audience = Audience.PARTNERS) -> FigureSheet:
    dossier = read_campaign(folder)
    texts = Texts(templates)
    for office in dossier.recipients:
        made = edition(dossier.campaign.letters[0], office)
        texts.add(made, told(dossier, made))
    (figure,) = figure_sheets(seen_by(dossier, audience), texts.sorted())
    return figure


def test_every_reading_that_some_reader_may_learn_is_listed(folder: Path, templates: Templates) -> None:
    figure = drawn(folder, templates)
    open_ones = [(day, f"{value:,}") for day, value, _, audience in READINGS if audience == "public"]
    assert [(str(row.as_of), row.words) for row in figure.rows] == open_ones
    assert (figure.label, figure.language) == ("people who are held", "en")


def test_a_reading_that_nobody_may_learn_is_neither_listed_nor_drawn(
    folder: Path, templates: Templates
) -> None:
    (secret,) = [f"{value:,}" for _, value, _, audience in READINGS if audience == "internal"]
    assert secret not in repr(drawn(folder, templates))
    assert secret in repr(drawn(folder, templates, Audience.INTERNAL))


def test_the_quoted_reading_names_the_texts_that_quote_it(folder: Path, templates: Templates) -> None:
    figure = drawn(folder, templates)
    assert [row.words for row in figure.rows if row.texts == "all"] == ["560"]
    assert {row.texts for row in figure.rows if row.words != "560"} == {"none"}
    assert "560 (quoted)" in figure.svg


def test_the_shape_of_the_picture_stands_in_the_table(folder: Path, templates: Templates) -> None:
    rows = drawn(folder, templates).rows
    assert {(row.counter, row.shape) for row in rows} == {
        ("Sample Centre", "circle"),
        ("Other Centre", "square"),
    }


def test_mixed_counters_are_to_be_minded(folder: Path, templates: Templates) -> None:
    assert drawn(folder, templates).remarks == (
        "Mixed: not all readings are by one counter. No rise or fall may be read from them.",
    )


def test_a_stale_reading_is_to_be_minded_with_its_age(folder: Path, templates: Templates) -> None:
    campaign = folder / "campaign.yaml"
    campaign.write_text(campaign.read_text().replace("2024-03-01", "2025-03-01"))
    assert drawn(folder, templates).remarks[0] == (
        "Stale: the reading of 2024-06-15 was 259 days old on the letter's date."
    )


def test_a_figure_that_no_text_can_quote_is_shown_by_its_id(folder: Path, templates: Templates) -> None:
    campaign = folder / "campaign.yaml"
    text = campaign.read_text().replace("2024-03-01", "2023-02-01").replace("{figure:held}", "all this")
    campaign.write_text(text.replace("  incidents:\n  - search\n", ""))
    figure = drawn(folder, templates)
    assert (figure.label, figure.remarks) == ("held", ("No text quotes it.",))
    assert {row.texts for row in figure.rows} == {"none"}


def test_a_reading_without_a_counter_says_so(folder: Path, templates: Templates) -> None:
    case = folder / "case.yaml"
    case.write_text(case.read_text().replace("counter: other-centre\n    ", ""))
    assert "nobody named" in {row.counter for row in drawn(folder, templates).rows}


def test_a_counter_whose_name_runs_from_right_to_left_is_drawn_by_its_id(
    folder: Path, templates: Templates
) -> None:
    case = folder / "case.yaml"
    case.write_text(case.read_text().replace("Other Centre", "مركز آخر"), encoding="utf-8")
    figure = drawn(folder, templates)
    assert "counted by other-centre" in figure.svg
    assert "مركز" not in figure.svg
