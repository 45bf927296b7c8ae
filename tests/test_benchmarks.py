"""The benchmark measures what it says, on letters that are the same for all; its page tells it truly."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks import report
from benchmarks.batches import NotMade, batch
from benchmarks.campaign import KINDS, LENGTHS, MIXED, office_id, write_campaign
from benchmarks.chart import Row, chart
from benchmarks.figures import Cost, Course, Figures, Memory, Run, Seen, Spread, Tool, ratios, read_figures
from benchmarks.fodt import fodt
from benchmarks.letters import Pages
from benchmarks.markup import classed, is_of
from benchmarks.peers import PEERS
from benchmarks.rounds import Ended, Process, opened
from benchmarks.seeing import look
from benchmarks.typ import typst
from zvarot.case.reading import read_campaign

ROOT = Path(__file__).parents[1]
OFFICES = 120
"""Enough for each pair of language and kind, and for every length of an address with each."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the campaign of the benchmark."""
    folder = tmp_path_factory.mktemp("benchmark")
    write_campaign(folder / "campaign", OFFICES)
    return folder


@pytest.fixture(scope="module")
def pages(folder: Path) -> Pages:
    """What writes the letters of that campaign for other tools."""
    return Pages(folder / "campaign", folder)


# What is printed --------------------------------------------------------------------------------------


def test_every_kind_of_office_is_written_to_in_every_language(folder: Path) -> None:
    dossier = read_campaign(folder / "campaign")
    mixed = [one for one in dossier.recipients if one.id.startswith(MIXED)]
    assert len({(one.kind, one.language) for one in mixed}) == len(KINDS) * 6 == 48


def test_addresses_have_three_to_seven_lines(pages: Pages) -> None:
    letters = [pages.letter(f"one-page/{office_id(number)}.en") for number in range(10)]
    assert {len(classed(letter.opening, "line")) for letter in letters} == {*range(3, 8)}


@pytest.mark.parametrize("plan", LENGTHS)
def test_other_tools_get_every_word_of_a_letter(plan: str, pages: Pages) -> None:
    letter = pages.letter(f"{plan}/{office_id(1)}.en")
    assert letter.sources is not None
    texts = {
        " ".join(text.split())
        for one in (*letter.main.iter(), *letter.sources.iter())
        for text in (one.text or "", one.tail or "")
        if not is_of(one, "again")
    }
    assert len(texts) > 20
    document = " ".join("".join(ElementTree.fromstring(fodt(letter)).itertext()).split())
    source = " ".join(typst(letter).replace('\\"', '"').split())
    assert {text for text in texts if text not in document} == set()
    assert {text for text in texts if text not in source} == set()


# How it is measured ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def running(folder: Path) -> Iterator[dict[str, Process]]:
    """zvarot and the naive loop, open."""
    with opened(["zvarot", "weasyprint"], folder, {}) as (processes, lacks):
        assert lacks == {}
        yield processes


def test_tools_print_the_same_letter_in_processes_of_their_own(
    running: dict[str, Process], pages: Pages, tmp_path: Path
) -> None:
    names = [f"one-page/{office_id(number)}.en" for number in range(2)]
    paths = pages.write(names)
    seen = {}
    for name, process in running.items():
        cost = process.print(paths, tmp_path)
        assert (cost.letters, cost.seconds > 0, cost.cpu > 0) == (2, True, True)
        seen[name] = look(tmp_path / f"{paths[1].name}.pdf", pages.letter(names[1]))
    ours, naive = seen["zvarot"], seen["weasyprint"]
    assert (ours.claims, naive.claims) == (("PDF/UA-1", "PDF/A-2a"), ("PDF/UA-1",))
    assert replace(ours, size=0, claims=()) == replace(naive, size=0, claims=())
    assert (ours.pages, ours.tagged, ours.readable, ours.page_numbers) == (1, True, True, True)
    assert running["zvarot"].memory(paths, tmp_path) > 30


def test_a_tool_that_is_not_there_says_so(folder: Path) -> None:
    with opened(["plutoprint"], folder, {}) as (processes, lacks):
        assert (processes, lacks) == ({}, {"plutoprint": "the package plutoprint is not installed"})


def test_a_tool_that_ends_in_mid_letter_says_its_last_words(folder: Path, tmp_path: Path) -> None:
    process = Process("weasyprint", folder)
    with pytest.raises(Ended, match="FileNotFoundError"):
        process.print([folder / "nothing"], tmp_path)
    process.end()


def test_a_batch_that_lacks_a_letter_is_no_measurement(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(NotMade, match="0 of 3 letters were made"):
        batch(folder / "campaign", "no-such-letter", 3, 1, tmp_path / "output")


# What is told of it ---------------------------------------------------------------------------------------

SEEN = Seen(3, 48_000, True, ("PDF/UA-1",), True, True, True, 22)


def tool(name: str, *seconds: float, **more: str) -> Tool:
    """Return a tool that took so many seconds for eight letters, round by round."""
    course = Course(tuple(Cost(8, one, one) for one in seconds), 100, SEEN)
    return Tool(name, "1.0", cold=(1.0,), courses=dict.fromkeys(LENGTHS, course) if seconds else {}, **more)


def figures(*tools: Tool) -> Figures:
    runs = tuple(Run(1000, workers, Cost(1000, 20 / workers, 20), Cost(10, 2, 2)) for workers in (1, 2))
    memory = Memory(1000, 2, 90, 120, 3)
    return Figures("2024-03-01", "a machine", "Linux", "3.11", tools, runs[:1], runs, memory)


NAIVE, OURS = tool("weasyprint", 2.0, 3.0, 2.0), tool("zvarot", 0.2, 0.2, 0.1)


def test_a_ratio_compares_what_ran_in_the_same_round() -> None:
    naive, ours = tool("weasyprint", 2, 3, 2), tool("zvarot", 0.25, 0.25, 0.125)
    assert ratios(ours, naive, "three-pages") == Spread(8, 12, 16)


def test_the_page_tells_the_figures() -> None:
    page = report.page(figures(OURS, NAIVE), "chart.svg")
    assert "| **zvarot** | 15 | 10 to 20 | 25 | 100 | 48 |" in page
    assert "| WeasyPrint, naive loop | 1.00 | 1.00 to 1.00 |" in page
    assert "Two workers are 2.0 times as fast as one over 1,000 letters" in page
    assert "grew by 3 MB" in page


def test_a_tool_that_was_skipped_is_named_with_the_reason() -> None:
    skipped = Tool("typst", lacks="the package typst is not installed")
    measured = figures(OURS, NAIVE, skipped)
    assert "Skipped: Typst, kept, sources as bytes, for the package typst is not installed." in report.page(
        measured, ""
    )
    assert "skipped: the package typst is not installed" in report.drawing(measured)


def test_a_chart_says_its_figures_as_text() -> None:
    rows = [Row("first & last", (Spread(1, 2, 3), Spread(4, 5, 6))), Row("none", (None, None), "skipped")]
    drawn = ElementTree.fromstring(chart("A title", ("one", "two"), rows))
    texts = [one.text for one in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert {"A title", "one", "two", "first & last", "2.0", "5.0", "skipped"} <= {*texts}


def test_page_and_chart_are_those_of_the_figures_that_were_measured(tmp_path: Path) -> None:
    measured = ROOT / "docs" / "benchmarks.json"
    report.write_report(read_figures(measured), tmp_path / measured.name)
    for ending in (".md", ".svg"):
        written = (tmp_path / measured.name).with_suffix(ending).read_text(encoding="utf-8")
        assert written == measured.with_suffix(ending).read_text(encoding="utf-8"), (
            "benchmarks --again writes it"
        )


def test_the_figures_were_taken_with_every_tool_and_at_least_five_rounds() -> None:
    measured = read_figures(ROOT / "docs" / "benchmarks.json")
    assert {one.name for one in measured.tools} == {*PEERS}
    courses = [course for one in measured.tools for course in one.courses.values()]
    assert courses
    assert min(len(course.rounds) for course in courses) >= 5
