"""The proof sheet is a page of words and of pictures that were drawn for it, and of nothing else."""

import re
from pathlib import Path

import pytest

from crowd import make_crowd, told
from zvarot.case.campaign import edition
from zvarot.case.reading import read_campaign
from zvarot.case.views import seen_by
from zvarot.findings import TemplateFault
from zvarot.writing.differing import fingerprint
from zvarot.writing.proving import Texts
from zvarot.writing.sheet import Answer, Findings, Remark, Sheet, make_sheet
from zvarot.writing.templating import open_templates

NOTHING = Findings((), (), ())
MANY = tuple(f"office-{number}" for number in range(30))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A campaign with an office of each kind."""
    return make_crowd(tmp_path / "campaign", 11, 2)


def sheet_of(folder: Path, found: Findings = NOTHING, recipients: int = 11) -> Sheet:
    dossier = read_campaign(folder)
    templates = open_templates(folder / "templates")
    texts = Texts(templates)
    letters = [edition(dossier.campaign.letters[0], office) for office in dossier.recipients]
    for made in letters[:recipients]:
        texts.add(made, told(dossier, made))
    view = seen_by(dossier, letters[0].audience)
    return make_sheet(dossier, view, letters[0], texts.sorted(), found, templates, str)


def words(sheet: Sheet) -> str:
    return " ".join(re.sub(r"<style>.*?</style>|<[^>]+>", " ", sheet.page.markup, flags=re.S).split())


def test_the_first_page_says_what_is_signed(folder: Path) -> None:
    text = words(sheet_of(folder))
    head = text.partition("1. Before you sign")[0]
    assert "Proof sheet: crowd Samplia: release of defenders" in head
    assert "Date of the letter 2024-03-01" in head
    assert "Letters that leave 11 , with 11 different texts in 1 language" in head
    assert "Language en 11" in head.replace("&nbsp;", " ")
    assert re.search(r"Fingerprint [0-9a-f]{4}( [0-9a-f]{4}){3} ", head)
    assert "Name Date Signature" in head


def test_the_order_is_that_of_a_careful_reader(folder: Path) -> None:
    found = re.findall(r"<h2[^>]*>(.*?)</h2>", sheet_of(folder).page.markup)
    assert found == [
        "1. Before you sign",
        "2. The texts",
        "3. Figures",
        "4. What is told, and what is not",
        "5. Sources",
    ]


def test_what_stops_letters_and_who_answers_for_what_stand_before_the_texts(folder: Path) -> None:
    found = Findings(
        stopped=(Remark("missing-text", ("case.yaml:3: no text in German",), ("Add it.",), ("berlin",)),),
        warnings=(Remark("stale-figure", MANY, (), MANY),),
        waivers=(Answer("small-group", "held", "Eva Example", "known to all", "2024-12-31", 3),),
    )
    text = words(sheet_of(folder, found)).partition("2. The texts")[0]
    assert "Letters that are stopped 1 : see 1" in text
    assert "missing-text , 1 letter: berlin case.yaml:3: no text in German Add it." in text
    assert "stale-figure , 30 letters office-0 " in text
    assert "office-11 and 18 more of this rule" in text
    assert "small-group held Eva Example : known to all 2024-12-31 3" in text


def test_what_differs_is_marked_by_elements_and_not_by_colour_alone(folder: Path) -> None:
    sheet = sheet_of(folder)
    marked = re.findall(r"<(del|ins)>(.*?)</\1>", sheet.page.markup, re.S)
    assert {kind for kind, _ in marked} == {"del", "ins"}
    assert re.search(r"del \{[^}]*line-through", sheet.page.css)
    assert re.search(r"ins \{[^}]*underline", sheet.page.css)


def test_the_common_text_stands_once_and_whole(folder: Path) -> None:
    markup = sheet_of(folder).page.markup
    assert markup.count('<div class="common"') == 1
    assert markup.count("Officers came for") == 1


def test_when_no_letter_can_be_made_there_is_a_sheet_all_the_same(folder: Path) -> None:
    text = words(sheet_of(folder, recipients=0))
    assert "Letters that leave 0 , with 0 different texts" in text
    assert "No letter can be made." in text
    assert fingerprint([]) not in text


def test_a_campaign_can_bring_a_layout_of_its_own(folder: Path) -> None:
    own = folder / "templates" / "layout" / "proof.html.j2"
    own.parent.mkdir(parents=True)
    own.write_text(
        '<!DOCTYPE html><html lang="en"><head><title>Mine</title><style>{{ css }}</style></head></html>'
    )
    assert "<title>Mine</title>" in sheet_of(folder).page.markup


@pytest.mark.parametrize(
    "active", ["<svg><text>mine</text></svg>", "<script>1</script>", '<a href="file:///x">x</a>']
)
def test_an_own_layout_draws_and_runs_nothing(folder: Path, active: str) -> None:
    own = folder / "templates" / "layout" / "proof.html.j2"
    own.parent.mkdir(parents=True)
    own.write_text(f"<!DOCTYPE html><html><body>{{{{ figures[0].svg|safe }}}}{active}</body></html>")
    with pytest.raises(TemplateFault, match="nothing in a letter may run"):
        sheet_of(folder)


def test_an_own_style_loads_nothing(folder: Path) -> None:
    own = folder / "templates" / "styles" / "proof.css"
    own.parent.mkdir(parents=True)
    own.write_text("body { background: url(https://example.org/x.png) }")
    with pytest.raises(TemplateFault, match="may load nothing"):
        sheet_of(folder)


def test_the_words_of_a_picture_stand_in_its_place_for_the_last_look(folder: Path) -> None:
    sheet = sheet_of(folder)
    assert "<svg" in sheet.page.html
    assert "<svg" not in sheet.without_pictures
    assert "counted by Other Centre" in sheet.without_pictures


def test_a_list_that_nobody_can_read_is_cut_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zvarot.writing.sheet.LISTED", 25)
    folder = make_crowd(tmp_path / "campaign", 30, 1)
    table = folder / "offices.csv"
    table.write_text(re.sub(r"(office-\d{4}),[a-z-]+,", r"\1,ngo,", table.read_text()))
    text = words(sheet_of(folder, recipients=30))
    assert "Text 1: 30 recipients, ngo" in text
    assert "12 named here, 18 in Annex A" in text
    assert "5 more get text 1: zvarot recipients lists all." in text.replace(" :", ":")
    assert len(set(re.findall(r"office-\d{4}", text))) == 25
