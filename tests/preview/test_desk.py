"""What is previewed is what is printed, and what stops it is said instead."""

import io
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import PIL.Image
import pytest

from making import make
from shipped import wording
from zvarot.case.records import Audience
from zvarot.findings import WrongUse
from zvarot.press.printing import Format, Press
from zvarot.press.production import Workshop
from zvarot.preview.desk import PICTURE_WIDTH, Desk
from zvarot.writing.explaining import withheld


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_the_preview_has_the_bytes_that_production_saves(campaign: Path, tmp_path: Path) -> None:
    workshop = Workshop(campaign)
    (second,) = workshop.editions("second", ["mission"])
    made = make(workshop, second, list(Format), tmp_path / "output")
    desk = Desk(campaign)
    drawn = {"pdf": desk.pdf("second", "mission"), "html": desk.html("second", "mission")}
    paths = map(Path, made.paths)
    assert {path.suffix[1:]: path.read_bytes() for path in paths} == drawn


def test_without_a_choice_the_first_letter_to_its_first_recipient_is_drawn(campaign: Path) -> None:
    told = Desk(campaign).drawing("", "")
    assert (told["letter"], told["recipient"], told["language"], told["fault"]) == (
        "first",
        "office",
        "en",
        None,
    )
    assert [one["id"] for one in told["letters"]] == ["first", "second"]
    assert [one["id"] for one in told["letters"][1]["recipients"]] == ["office", "mission"]


def test_it_says_for_which_readers_it_draws_and_what_they_may_not_learn(campaign: Path) -> None:
    told = Desk(campaign).drawing("second", "mission")
    assert (told["audience"], told["may_read"]) == ("mechanism", ["mechanism", "authorities", "public"])
    assert told["withheld"] == ("p1",)
    assert [found["rule"] for found in told["findings"]] == ["unverified-recipient"]


def test_what_colleagues_may_not_quote_either_is_not_called_withheld(campaign: Path) -> None:
    workshop = Workshop(campaign)
    made = workshop.editions("first", ["office"])[0]
    dossier = workshop.dossier
    assert withheld(dossier, made, wording()) == ("p1",)
    assert withheld(dossier, replace(made, audience=Audience.INTERNAL), wording()) == ()
    internal = tuple(replace(one, audience=Audience.INTERNAL) for one in dossier.case.figures)
    # The incident quotes the figure, so it goes with it.
    assert withheld(replace(dossier, case=replace(dossier.case, figures=internal)), made, wording()) == (
        "search",
        "searches",
        "p1",
    )


def test_a_fault_of_a_file_is_told_with_its_place_and_the_choice_stays(campaign: Path) -> None:
    desk = Desk(campaign)
    letters = desk.drawing("second", "mission")["letters"]
    change(campaign / "case.yaml", "value: 60", "valeu: 60")
    told = desk.renewed().drawing("second", "mission")
    assert (told["letter"], told["recipient"], told["letters"]) == ("second", "mission", letters)
    assert {found["file"] for found in told["fault"]["findings"]} == {str(campaign / "case.yaml")}
    assert {found["rule"] for found in told["fault"]["findings"]} == {"missing-key", "unknown-key"}


def test_the_gate_that_refuses_is_named(campaign: Path) -> None:
    desk = Desk(campaign)
    with patch("zvarot.writing.disclosure.Gate.say", lambda *_: None):
        assert desk.drawing("first", "office")["fault"]["title"] == "The gate holds this letter back"


def test_a_letter_that_is_not_there_any_more_is_said_so(campaign: Path) -> None:
    fault = Desk(campaign).drawing("secnd", "mission")["fault"]
    assert fault["findings"][0]["help"] == 'did you mean "second"?'


def test_an_error_that_nobody_foresaw_shows_no_value(campaign: Path) -> None:
    with patch.object(Press, "page", side_effect=KeyError("Invented Relativeson")):
        fault = Desk(campaign).drawing("first", "office")["fault"]
    assert "KeyError" in str(fault)
    assert "Relativeson" not in str(fault)


def test_pages_have_their_sizes_and_pictures(campaign: Path) -> None:
    desk = Desk(campaign)
    pages = desk.pages("second", "office")
    assert len(pages["sizes"]) > 1
    assert [round(side) for side in pages["sizes"][0]] == [595, 842]
    picture = PIL.Image.open(io.BytesIO(desk.picture("second", "office", number="2")))
    assert (picture.format, picture.width) == ("PNG", PICTURE_WIDTH)


@pytest.mark.parametrize("number", ["0", "99", "-1", "x", ""])
def test_a_page_that_is_not_there_is_said_so(number: str, campaign: Path) -> None:
    with pytest.raises(WrongUse, match="there is no page"):
        Desk(campaign).picture("first", "office", number=number)


def test_a_press_that_stops_is_told_in_place_of_the_pages(campaign: Path) -> None:
    own = campaign / "templates" / "layout"
    own.mkdir(parents=True)
    (own / "running.css.j2").write_text('{% include "!layout/running.css.j2" %} p { colour: red }')
    desk = Desk(campaign)
    assert desk.drawing("first", "office")["fault"] is None
    assert "colour" in desk.pages("first", "office")["fault"]["findings"][0]["message"]
