"""A campaign becomes letters: with the figures of their day, and with nothing that is withheld."""

import io
import os
import re
import shutil
import textwrap
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
import yaml

from conformity import objections
from journeys.conftest import DOSSIER, EXAMPLE, PLANNED, TRANSLATED, Batch, zvarot
from zvarot.writing.folders import TemplateFolders

REFERENCES = Path(__file__).parents[1] / "references"

EXPECTED = {
    "solidarity-2021": [
        "161 human rights organisations",
        "561 political prisoners",
        "more than 35,000 people",
        "about 3,000 politically motivated criminal cases",
        "at least 2,500 cases of torture",
        "more than 60 searches",
        "more than 30 people",
        "13 people",
        "more than 40 non-profit organisations",
        "more than 30 media workers",
        "1,052 days",
    ],
    "appeal-2024": [
        "more than 1,500 political prisoners",
        "according to Dissidentby",
        "more than 13,000 people",
        "at least 5,000 cases of beatings and torture",
        "more than 6,500 criminal prosecutions",
        "more than 37,000 administrative cases",
        "23 recorded deaths",
        "6 of these deaths while serving a sentence",
    ],
}

TELLING = [
    *("withheld", "Cascade", "Grodno", "Orsha", "Brest", "KGB", "infant", "mother", "undercover", "camera"),
    *("10,000", "railway", "ambulance", "parcel", "Black Book", "four months", "Country for Life"),
    "Third day of crackdown",
]
"""Places, ties and numbers that would lead to somebody."""


@pytest.fixture
def campaign(tmp_path: Path) -> Path:
    """A copy of the campaign, to be changed."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "belarus"))


def change(path: Path, *pairs: tuple[str, str]) -> None:
    """Replace words in a file that are there."""
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


@cache
def text_of(pdf: bytes) -> str:
    """Return the words of a PDF; what was divided at the end of a line is joined."""
    with pypdfium2.PdfDocument(pdf) as document:
        text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    return re.sub(r"\s+", " ", re.sub(r"[\ufffe\u00ad\u2010]\s*", "", text))


def innards_of(pdf: bytes) -> str:
    """Return every name and string in the objects of a PDF, and what its streams hold beside glyphs."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return " ".join(dict.fromkeys(word for one in opened.objects for word in strings_in(one)))


def strings_in(thing: Any) -> Iterator[str]:
    """Yield the names and strings of one PDF object, without those of the objects it refers to."""
    if isinstance(thing, pikepdf.Stream) and "/Length1" not in thing:
        yield thing.read_bytes().decode("utf-8", "replace")
    if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream, pikepdf.Array)):
        entries = thing.items() if not isinstance(thing, pikepdf.Array) else (("", item) for item in thing)
        for key, item in entries:
            yield str(key)
            if not getattr(item, "is_indirect", False):
                yield from strings_in(item)
    else:
        yield str(thing)


def folded(words: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", words).casefold())


@cache
def withheld_words() -> tuple[str, ...]:
    """Return the names and spellings of withheld people, their surnames, and what else would tell."""
    case = yaml.safe_load((EXAMPLE / "case.yaml").read_text(encoding="utf-8"))
    people = [one for one in case["people"] if one["audience"] == "internal"]
    names = [name for one in people for name in (*one.get("names", {}).values(), *one.get("spellings", []))]
    surnames = [name.split()[-1] for name in names if name.istitle()]
    return tuple(folded(word) for word in (*names, *surnames, *TELLING))


def found_in(name: str, content: bytes) -> set[str]:
    """Return the withheld words that stand in a file's name, in its text or in its innards."""
    if name.endswith(".html"):
        # Fonts are noise in which a short word could come up by chance.
        text = re.sub(r"base64,[A-Za-z0-9+/=]+", "", content.decode())
    else:
        text = f"{text_of(content)} {innards_of(content)}"
    text = folded(f"{name} {text}")
    return {word for word in withheld_words() if word in text and re.search(rf"\b{re.escape(word)}", text)}


# What is made ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("letter", PLANNED)
def test_standard_output_holds_the_paths_of_the_files_and_nothing_else(letters: Batch, letter: str) -> None:
    wanted = [*PLANNED[letter], *TRANSLATED.get(letter, [])]
    said = [
        line for (one, _), run in letters.runs.items() if one == letter for line in run.stdout.splitlines()
    ]
    assert sorted(Path(path).name for path in said) == sorted(
        f"{office}.{language}.{format}" for office, language in wanted for format in ("pdf", "html")
    )
    assert sorted(said) == sorted(str(path) for path in letters.files() if path.parent.name == letter)


def test_every_file_is_whole(letters: Batch) -> None:
    content = letters.content()
    assert len(content) > 80
    for name, bytes_ in content.items():
        begin, close = (b"%PDF-1.7", b"%%EOF") if name.endswith("pdf") else (b"<!DOCTYPE html>", b"</html>")
        assert bytes_.startswith(begin), name
        assert bytes_.rstrip().endswith(close), name


def test_every_letter_shows_the_figures_of_its_day_and_its_own_office(letters: Batch) -> None:
    titles = {office.id: office.office for office in DOSSIER.recipients}
    for letter, figures in EXPECTED.items():
        english = [office for office, language in PLANNED[letter] if language == "en"]
        assert len(english) > 5
        for recipient in english:
            text = text_of(letters.content()[f"{letter}/{recipient}.en.pdf"])
            assert [words for words in figures if words not in text] == []
            assert titles[recipient]["en"] in text


def test_no_letter_shows_the_figures_of_another_day(letters: Batch) -> None:
    for name, content in letters.content().items():
        if name.endswith(".en.pdf"):
            later = {"1,437", "1,500"} if "2021" in name else {"561", "1,437", "35,000"}
            assert [words for words in later if words in text_of(content)] == []


def test_a_letter_of_december_2022_quotes_the_count_of_its_day(tmp_path: Path) -> None:
    words = ["letter", "solidarity-2021", "--to", "icj", "-C", EXAMPLE, "--date", "2022-12-14"]
    run = zvarot(*words, "--format", "pdf", cwd=tmp_path)
    path = tmp_path / "output" / "solidarity-2021" / "icj.en.pdf"
    assert run.stdout == ("output/solidarity-2021/icj.en.pdf\n")
    text = text_of(path.read_bytes())
    assert "1,437 political prisoners" in text
    assert "561" not in text
    assert "14 December 2022" in text


# What is withheld -----------------------------------------------------------------------------------


def test_no_file_of_any_letter_holds_anything_that_is_withheld(letters: Batch) -> None:
    assert {"romanchuk", "sazonau", "yaroslav romanchuk", "cascade"} <= {*withheld_words()}
    assert {name: found_in(name, content) for name, content in letters.content().items()} == {
        name: set() for name in letters.content()
    }


def test_what_is_withheld_would_be_found(campaign: Path, tmp_path: Path) -> None:
    """The same search, on a letter that does tell."""
    consent = "consent: {basis: given, by: nobody, on: 2021-07-14, audience: public}"
    change(
        campaign / "case.yaml",
        ("audience: internal", "audience: public"),
        ("    stand_in: ", f"    {consent}\n    stand_in: "),
    )
    change(
        campaign / "campaign.yaml",
        ("      - raids-july-2021", "      - raids-july-2021\n      - withheld-c"),
        ("      - detained-at-protests", "      - detained-at-protests\n      - advised-to-leave"),
        ('en: "Belarus: release', 'en: "{person:withheld-2}: release'),
        ("2021-07-26\n    recipients", "2022-12-14\n    recipients"),
    )
    zvarot("letter", "solidarity-2021", "--to", "icj", "-C", campaign, cwd=tmp_path)
    html, pdf = (tmp_path / "output/solidarity-2021" / f"icj.en.{format}" for format in ("html", "pdf"))
    told = {"kazmerchak", "igor kazmerchak", "kafanov", "viktor sazonov", "10,000"}
    assert told <= found_in(html.name, html.read_bytes())
    assert told <= found_in(pdf.name, pdf.read_bytes())
    assert "Viktor Sazonov" in innards_of(pdf.read_bytes())


def test_letters_do_not_change_with_what_is_withheld(letters: Batch, campaign: Path, tmp_path: Path) -> None:
    """Other names, ids and numbers, one person more and one incident fewer: the same bytes."""
    path = campaign / "case.yaml"
    change(
        path,
        ("Yaroslav Romanchuk", "Zyxwvu Tsrqponm Lkjihgfedcba"),
        ("withheld-4", "withheld-44"),
        ("value: 10000", "value: 3"),
        (
            "  - id: withheld-5\n",
            "  - id: withheld-0\n    audience: internal\n    names: Zyx Wvutsrq\n\n  - id: withheld-5\n",
        ),
    )
    text = path.read_text(encoding="utf-8")
    without = re.sub(r"  - id: withheld-d\n(?:    .*\n)+", "", text)
    assert len(without) < len(text) - 200
    path.write_text(without, encoding="utf-8")
    for letter, recipient in (("solidarity-2021", "prosecutor-general"), ("appeal-2024", "irct")):
        zvarot("letter", letter, "--to", recipient, "-C", campaign, cwd=tmp_path)
        for format in ("html", "pdf"):
            name = f"{letter}/{recipient}.en.{format}"
            assert (tmp_path / "output" / name).read_bytes() == letters.content()[name], name


# The same again -------------------------------------------------------------------------------------


def test_two_processes_in_two_places_make_the_same_bytes(letters: Batch, letters_again: Batch) -> None:
    first, second = letters.content(), letters_again.content()
    assert len(second) == 8
    assert [name for name in second if first[name] != second[name]] == []


def test_a_second_run_over_the_same_folder_leaves_no_trace_of_itself(tmp_path: Path) -> None:
    words = ["letter", "appeal-2024", "--to", "irct", "-C", EXAMPLE, "--format", "html"]
    folder = tmp_path / "output" / "appeal-2024"
    zvarot(*words, cwd=tmp_path)
    before = (folder / "irct.en.html").read_bytes()
    (folder / ".zvarot-0123456789abcdef.part").touch()
    zvarot(*words, cwd=tmp_path)
    assert [path.name for path in folder.iterdir()] == ["irct.en.html"]
    assert (folder / "irct.en.html").read_bytes() == before


# Golden letters -------------------------------------------------------------------------------------

GOLDEN = [
    f"{letter}/{office}.{language}.{format}"
    for letter in PLANNED
    for office, language in [*PLANNED[letter], *TRANSLATED.get(letter, [])]
    for format in ("html", "pdf")
]
"""Every letter of the campaign, as a web page and as the text of its print."""


def as_reference(name: str, content: bytes) -> str:
    """Return a letter as text in which a reader sees what changed; its styles and its paging stay out."""
    if name.endswith(".html"):
        html = re.sub(r"<style>.*?</style>", "", content.decode(), flags=re.DOTALL)
        return re.sub(r"(?<=>)(?=<(?:p|li|tr|td|th|h\d|section|div)\b)", "\n", html)
    return textwrap.fill(text_of(content), 100, break_long_words=False, break_on_hyphens=False) + "\n"


def reference_of(name: str) -> Path:
    return REFERENCES / name.replace(".pdf", ".txt")


@pytest.mark.parametrize("name", GOLDEN)
def test_a_letter_is_what_it_was(letters: Batch, name: str) -> None:
    """`UPDATE=1 pytest tests/journeys/test_letter.py` writes the references anew; look at the difference."""
    made = as_reference(name, letters.content()[name])
    reference = reference_of(name)
    if os.environ.get("UPDATE"):
        reference.parent.mkdir(parents=True, exist_ok=True)
        reference.write_text(made, encoding="utf-8")
    assert made.splitlines() == reference.read_text(encoding="utf-8").splitlines()


def test_there_is_a_reference_for_every_letter_and_for_nothing_else() -> None:
    there = {path for path in REFERENCES.rglob("*") if path.is_file()}
    assert len(there) > 80
    assert there == {reference_of(name) for name in GOLDEN}


def test_every_form_and_language_has_a_reference() -> None:
    forms = {plan.id: plan.form for plan in DOSSIER.campaign.letters}
    seen = {(forms[letter], name.split(".")[1]) for name in GOLDEN for letter in [name.split("/")[0]]}
    shipped = TemplateFolders().forms()
    assert len(seen) > 20
    assert seen == {(form, language) for form, languages in shipped.items() for language in languages}


# Nobody is shut out ---------------------------------------------------------------------------------


def test_every_pdf_is_pdf_a_2a_and_pdf_ua_1(letters: Batch) -> None:
    printed = {name: pdf for name, pdf in letters.content().items() if name.endswith(".pdf")}
    assert len(printed) > 40
    found = {name: objections(pdf) for name, pdf in printed.items()}
    assert {name: said for name, said in found.items() if said} == {}


@pytest.mark.browser
def test_axe_finds_nothing_to_mend_on_any_letter(letters: Batch, chromium: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    # The checker is a script, so it cannot run under the page's own policy.
    page = chromium.new_context(bypass_csp=True).new_page()
    found = {}
    for path in (path for path in letters.files() if path.suffix == ".html"):
        page.goto(path.as_uri())
        found[f"{path.parent.name}/{path.name}"] = [
            one["id"] for one in Axe().run(page).response["violations"]
        ]
    page.close()
    assert len(found) > 30
    assert {name: ids for name, ids in found.items() if ids} == {}
