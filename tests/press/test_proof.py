"""One sheet is signed instead of all letters: true, whole, internal, and without a name that is withheld."""

import re
import stat
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import yaml

from conformity import objections
from crowd import HIDDEN, make_crowd
from zvarot.case.watching import Watched, watch
from zvarot.findings import Refused, WrongUse
from zvarot.press.html_contents import read_html
from zvarot.press.pdf_contents import read_pdf
from zvarot.press.production import Workshop
from zvarot.press.proof import Proof, prove

SURNAME = HIDDEN.split()[1]


def change(folder: Path, name: str, alter: Callable[[Any], None]) -> None:
    """Alter what stands in a file of a campaign."""
    path = folder / f"{name}.yaml"
    data = yaml.safe_load(path.read_text())
    alter(data)
    path.write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True))


def proved(folder: Path, output: Path) -> Proof:
    workshop = Workshop(folder)
    return prove(workshop, [*workshop.editions("crowd", ["all"])], output)


def plain(html: bytes) -> str:
    """Return the words of a page."""
    page = re.sub(r"<style>.*?</style>|<[^>]+>", " ", html.decode(), flags=re.S)
    return " ".join(page.replace("&nbsp;", " ").split())


def _spoil(data: Any) -> None:
    """Add an office that is written to in a language that the case has no texts in."""
    german = {"id": "german", "kind": "ngo", "office": {"any": "Amt"}, "language": "de"}
    data["recipients"] = [{**german, "salutation": {"de": "Guten Tag,"}, "verified": "2024-02-20"}]


def _waive(data: Any) -> None:
    """Write to that office too, and answer for the two counters."""
    data["letters"][0]["recipients"].append("german")
    answered = {"rule": "mixed-counters", "on": "held", "by": "Eva Example", "why": "Both are told."}
    data["waivers"] = [{**answered, "until": "2024-12-31"}]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Proof, bytes, bytes]:
    """The sheet of a public letter to many, one of whom cannot get it: with its PDF and its HTML."""
    base = tmp_path_factory.mktemp("proof")
    folder = make_crowd(base / "campaign", 110, 25, form="open-letter")
    change(folder, "recipients", _spoil)
    change(folder, "campaign", _waive)
    proof = proved(folder, base / "proof")
    pdf, html = proof.paths
    return proof, pdf.read_bytes(), html.read_bytes()


@pytest.fixture(scope="module")
def pages(made: tuple[Proof, bytes, bytes]) -> list[str]:
    """The words of each printed page."""
    with pypdfium2.PdfDocument(BytesIO(made[1])) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def test_all_letters_are_counted(made: tuple[Proof, bytes, bytes]) -> None:
    proof = made[0]
    assert (proof.recipients, proof.stopped) == (110, 1)
    assert 1 < proof.texts < 11


def test_every_page_is_marked_as_internal(pages: list[str], made: tuple[Proof, bytes, bytes]) -> None:
    assert len(pages) > 5
    assert [number for number, text in enumerate(pages, 1) if text.count("INTERNAL") < 2] == []
    assert "<title>INTERNAL: proof of crowd" in made[2].decode()


def test_the_files_are_for_their_owner_alone_and_named_as_internal(made: tuple[Proof, bytes, bytes]) -> None:
    assert [path.name for path in made[0].paths] == ["internal-proof-crowd.pdf", "internal-proof-crowd.html"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in made[0].paths} == {0o600}


def test_a_stopped_letter_stands_on_the_first_page_with_its_finding(pages: list[str]) -> None:
    assert "Letters that are stopped 1: see 1" in pages[0]
    assert "missing-text, 1 letter: german" in pages[0]
    assert "has no text in" in pages[0]


def test_a_waiver_stands_with_name_and_reason_and_its_warning_does_not(
    made: tuple[Proof, bytes, bytes],
) -> None:
    text = plain(made[2])
    warnings, waivers = text.partition("Waivers Rules that")[::2]
    assert "mixed-counters held Eva Example : Both are told. 2024-12-31 110" in waivers
    assert "held is counted here by" not in warnings


def test_every_recipient_stands_on_the_sheet(made: tuple[Proof, bytes, bytes], pages: list[str]) -> None:
    ids = [f"office-{number:04}" for number in range(1, 111)]
    for text in (plain(made[2]), " ".join(pages)):
        assert [id for id in ids if id not in text] == []


def test_long_lists_go_on_in_annexes_between_whole_names(pages: list[str]) -> None:
    text = " ".join(pages)
    assert "12 named here, 14 in Annex B." in text
    more = [int(number) for number in re.findall(r"12 named here, (\d+) in Annex A", text)]
    assert more
    (annex,) = [number for number, page in enumerate(pages) if "Annex A: more recipients" in page]
    listed = re.findall(r"office-\d{4}", " ".join(pages[annex:]))
    assert len({*listed}) == len(listed) == sum(more)


def test_a_wrong_reading_is_there_to_be_seen(pages: list[str], made: tuple[Proof, bytes, bytes]) -> None:
    (page,) = [text for text in pages if "Every reading of held" in text]
    assert "4,900" in page
    assert "560 (quoted)" in page
    assert made[2].decode().count("<svg") == 1


def test_no_withheld_name_stands_in_either_file(made: tuple[Proof, bytes, bytes]) -> None:
    guard = watch([Watched("hidden", (HIDDEN,))], (), b"sixteen bytes or more")
    assert guard.found(f"a letter of {HIDDEN}") == ("hidden",)
    for file, read in ((made[1], read_pdf), (made[2], read_html)):
        assert SURNAME.encode() not in file
        assert [place for text, place in read(file).texts.items() if guard.found(text)] == []
    assert "hidden none all: the audience public may not learn it" in plain(made[2])


def test_the_pdf_can_be_archived_and_read_by_everybody(made: tuple[Proof, bytes, bytes]) -> None:
    assert objections(made[1]) == []


@pytest.mark.browser
def test_the_page_has_nothing_to_mend_and_loads_nothing(
    made: tuple[Proof, bytes, bytes], chromium: Any
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = chromium.new_context(bypass_csp=True, viewport={"width": 1100, "height": 900})
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(made[0].paths[1].as_uri())
    result = Axe().run(page)
    width = page.evaluate("document.documentElement.scrollWidth")
    mark = page.locator("header .internal").bounding_box()
    page.mouse.wheel(0, 5000)
    context.close()
    assert result.response["violations"] == [], result.generate_report()
    assert width <= 1100
    assert mark["y"] < 900
    assert [url for url in requests if not url.startswith("data:")] == [made[0].paths[1].as_uri()]


# Who is withheld --------------------------------------------------------------------------------------


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """An appeal to a parliament, an organisation and a donor."""
    return make_crowd(tmp_path / "campaign", 3, 2)


def test_the_sheet_is_the_same_whoever_is_withheld(small: Path, tmp_path: Path) -> None:
    first = [path.read_bytes() for path in proved(small, tmp_path / "proof").paths]
    change(small, "case", lambda case: case["people"][-1].update(names="Olena Drakmarenko"))
    second = [path.read_bytes() for path in proved(small, tmp_path / "proof").paths]
    assert first == second


def test_who_is_known_to_partners_alone_stands_in_their_texts_alone(small: Path, tmp_path: Path) -> None:
    def narrow(case: Any) -> None:
        case["people"][0]["audience"] = "partners"

    change(small, "case", narrow)
    html = proved(small, tmp_path / "proof").paths[1].read_bytes()
    texts = re.findall(r'<section class="text">.*?</section>', html.decode(), re.S)
    naming = {re.search(r"Text \d+: \d+ recipients?, ([\w-]+)", one)[1] for one in texts if "Borilski" in one}  # type: ignore[index]
    assert naming == {"ngo"}


def test_an_id_that_tells_a_name_is_not_shown(small: Path, tmp_path: Path) -> None:
    telling = SURNAME.lower()
    for name in ("case", "campaign"):
        path = small / f"{name}.yaml"
        path.write_text(re.sub(r"\bhidden\b", telling, path.read_text()))
    text = plain(proved(small, tmp_path / "proof").paths[1].read_bytes())
    assert "(an id that would tell a name) none" in text
    assert telling not in text.lower()


def test_a_waiver_that_names_somebody_withheld_holds_the_sheet_back(small: Path, tmp_path: Path) -> None:
    why = f"The centres differ, says {HIDDEN}."
    waiver = {"rule": "mixed-counters", "on": "held", "by": "Eva Example", "why": why, "until": "2024-12-31"}
    change(small, "campaign", lambda campaign: campaign.update(waivers=[waiver]))
    with pytest.raises(Refused) as refused:
        proved(small, tmp_path / "proof")
    assert {found.subject for found in refused.value.findings} == {"hidden"}
    assert SURNAME not in repr(refused.value.findings)
    assert not (tmp_path / "proof").exists()


# Where it lies ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", ["output", "output/crowd"], ids=["beside", "within"])
def test_no_sheet_lies_in_a_folder_of_letters(small: Path, tmp_path: Path, folder: str) -> None:
    (tmp_path / "output" / "crowd").mkdir(parents=True)
    with pytest.raises(WrongUse, match="folder of letters"):
        proved(small, tmp_path / folder)
    assert [path.name for path in (tmp_path / "output").rglob("*")] == ["crowd"]


def test_when_every_letter_is_stopped_the_sheet_says_so(small: Path, tmp_path: Path) -> None:
    change(
        small, "campaign", lambda campaign: campaign["letters"][0].update(opening="About {figure:nothing}.")
    )
    proof = proved(small, tmp_path / "proof")
    assert (proof.recipients, proof.texts, proof.stopped) == (0, 0, 3)
    assert "No letter can be made." in plain(proof.paths[1].read_bytes())
