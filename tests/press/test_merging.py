"""Many letters become one file for the printer: in order, each as it is alone, and each looked at."""

import io
import pickle
import random
import time
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from conformity import objections
from placements import picture
from zvarot.case.campaign import edition
from zvarot.case.parties import Kind, PostalAddress, Recipient
from zvarot.case.watching import Watched, watch
from zvarot.findings import Refused, WrongUse
from zvarot.press.merging import (
    MOST_SHEETS,
    Merged,
    in_postal_order,
    merge,
    postal_place,
    sheets_of,
)
from zvarot.press.pdf_contents import MAX_PAGES
from zvarot.press.printing import Format, Job, Press
from zvarot.press.production import Workshop
from zvarot.press.typesetting import TypesettingError
from zvarot.writing.disclosed import Disclosure
from zvarot.writing.page import Page

EXAMPLE = Path(__file__).parents[2] / "examples" / "belarus"
TITLE = "Letters for human rights defenders in Belarus"

LETTERS = {
    # In the order of the post, with what stands in the outline.
    "appeal-2024/foreign-minister-belarus": "Міністр замежных спраў, Міністэрства замежных спраў",
    "urgent-appeal-2021/wg-arbitrary-detention": "Working Group on Arbitrary Detention, Office of the United",
    "appeal-2024/bundestag-human-rights": "Ausschuss für Menschenrechte und humanitäre Hilfe, Deutscher",
    "press-release-2021/newsroom": "English-language newsroom, Lithuanian National Radio",
    "solidarity-2021/embassy-washington": "The Ambassador, Embassy of the Republic of Belarus",
    "solidarity-2021/adc-memorial": "Антидискриминационный центр «Мемориал», Брюссель · Беларусь: ",
}


# The order of the post ------------------------------------------------------------------------


def office(id: str, country: str = "", *lines: str, postcode: str = "") -> Recipient:
    """Return an invented office."""
    address = PostalAddress(lines=lines, country=country, postcode=postcode or None) if country else None
    return Recipient(
        id=id,
        kind=Kind.NGO,
        office={"en": id},
        address=address,
        language="en",
        salutation={"en": "Dear all,"},
    )


def test_post_is_sorted_by_country_then_by_postcode_then_by_id() -> None:
    in_order = [
        office("zebra", "BY", "220030 Minsk"),
        office("apple", "DE", "Weg 20000", "01067 Dresden"),
        office("apple-2", "DE", "10115 Berlin"),
        office("berry", "DE", "10115 Berlin"),
        office("aaa", "DE", "Invented Street", postcode="10117"),
        office("aa", "DE", "Berlin"),
        office("east-2", "GB", "London", "E2 0AA"),
        office("east-10", "GB", "London", "E10 5NP"),
        office("a"),
        office("b"),
    ]
    mixed = random.Random(7).sample(in_order, len(in_order))
    assert [one.id for one in sorted(mixed, key=postal_place)] == [one.id for one in in_order]


def test_letters_to_one_office_lie_side_by_side() -> None:
    first, second = office("a", "DE", "10115 Berlin"), office("b", "DE", "10115 Berlin")
    letters = {"y/b.en": second, "y/a.en": first, "x/b.en": second, "x/a.en": first}
    (file,) = in_postal_order(letters, dict.fromkeys(letters, 1))
    assert file == ("x/a.en", "y/a.en", "x/b.en", "y/b.en")


def test_letters_are_cut_into_files_between_two_letters() -> None:
    pages = {"a": 3, "b": 4, "c": 1, "d": 50, "e": 2, "f": 8}
    files = [*in_postal_order({name: office(name) for name in pages}, pages, most=5)]
    assert files == [("a", "b", "c"), ("d",), ("e", "f")]


def test_every_letter_is_in_one_file_and_no_file_is_too_large() -> None:
    pages = {f"letter-{number:04}": number % 7 + 1 for number in range(900)}
    files = [*in_postal_order({name: office(name) for name in pages}, pages)]
    assert [name for file in files for name in file] == [*pages]
    sheets = [sum(sheets_of(pages[name]) for name in file) for file in files]
    assert len(files) > 10
    assert max(sheets) <= MOST_SHEETS
    assert min(sheets[:-1]) > MOST_SHEETS - 4


def test_no_letters_make_no_file() -> None:
    assert [*in_postal_order({}, {})] == []


def test_the_largest_file_is_one_that_is_looked_through() -> None:
    assert 2 * MOST_SHEETS <= MAX_PAGES


# The example campaign -------------------------------------------------------------------------


@dataclass(frozen=True)
class Run:
    """Letters of the example campaign, one by one and together."""

    jobs: tuple[Job, ...]
    alone: tuple[bytes, ...]
    merged: Merged
    seconds: tuple[float, float]
    """How long they took one by one and together."""


@pytest.fixture(scope="module")
def run() -> Run:
    workshop = Workshop(EXAMPLE)
    jobs = {}
    for plan in workshop.dossier.campaign.letters:
        for recipient in workshop.dossier.recipients:
            if f"{plan.id}/{recipient.id}" in LETTERS:
                job = workshop.job(edition(plan, recipient), (Format.PDF,))
                jobs[job.name] = job
    press = workshop.press
    press.print(next(iter(jobs.values())))
    begin = time.perf_counter()
    alone = {name: press.print(job)[Format.PDF] for name, job in jobs.items()}
    between = time.perf_counter()
    (order,) = in_postal_order(
        {name: job.disclosure.frame.recipient for name, job in jobs.items()},
        {name: count(pdf) for name, pdf in alone.items()},
    )
    in_order = tuple(jobs[name] for name in order)
    merged = merge(in_order, press, TITLE)
    seconds = between - begin, time.perf_counter() - between
    return Run(in_order, tuple(alone[name] for name in order), merged, seconds)


def count(pdf: bytes) -> int:
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def test_the_letters_of_the_example_are_in_the_order_of_the_post(run: Run) -> None:
    names = [letter.name for letter in run.merged.letters]
    assert [name.rpartition(".")[0] for name in names] == [*LETTERS]
    assert names == [job.name for job in run.jobs]
    assert len({name.rpartition(".")[2] for name in names}) == 4


def test_each_page_looks_exactly_as_in_the_letter_alone(run: Run) -> None:
    compared = 0
    with pypdfium2.PdfDocument(run.merged.content) as merged:
        for letter, pdf in zip(run.merged.letters, run.alone, strict=True):
            with pypdfium2.PdfDocument(pdf) as alone:
                assert len(alone) == letter.pages
                for number, page in enumerate(alone):
                    assert drawn(merged[letter.first_page - 1 + number]) == drawn(page)
                    compared += 1
    assert compared > 20


def drawn(page: Any) -> tuple[str, tuple[float, float], bytes]:
    """Return the text of a page, its size, and its dots."""
    picture = page.render(scale=2).to_pil()
    return page.get_textpage().get_text_range(), page.get_size(), picture.tobytes()


def test_each_letter_begins_on_a_sheet_of_its_own(run: Run) -> None:
    blanks = 0
    with pypdfium2.PdfDocument(run.merged.content) as merged:
        assert len(merged) == 2 * run.merged.sheets
        for letter in run.merged.letters:
            assert letter.first_page % 2 == 1
            if letter.pages % 2:
                first, blank = merged[letter.first_page - 1], merged[letter.first_page - 1 + letter.pages]
                text, size, dots = drawn(blank)
                assert (text, {*dots}, size) == ("", {255}, first.get_size())
                blanks += 1
    assert blanks > 2


def test_the_merged_file_is_pdf_a_2a_and_pdf_ua_1(run: Run) -> None:
    assert objections(run.merged.content) == []


def test_it_says_its_title_and_the_language_of_most_letters_and_nothing_of_its_making(run: Run) -> None:
    with pikepdf.open(io.BytesIO(run.merged.content)) as opened:
        assert {key: str(value) for key, value in opened.docinfo.items()} == {"/Title": TITLE}
        assert opened.Root.Lang == "en"
        assert "/PageLabels" not in opened.Root


def test_the_tags_of_each_letter_say_which_it_is_and_in_what_language(run: Run) -> None:
    with pikepdf.open(io.BytesIO(run.merged.content)) as opened:
        (whole,) = opened.Root.StructTreeRoot.K
        parts = [(str(part.S), str(part.Lang), str(part.T)) for part in whole.K]
        assert [kid.P.objgen for part in whole.K for kid in part.K] == [
            part.objgen for part in whole.K for _ in part.K
        ]
        for part, letter in zip(whole.K, run.merged.letters, strict=True):
            first = letter.first_page - 1
            sheets = {sheet.objgen for sheet in list(opened.pages)[first : first + letter.pages]}
            assert {kid.Pg.objgen for kid in part.K} == sheets
    assert [kind for kind, _, _ in parts] == ["/Part"] * len(LETTERS)
    assert [language for _, language, _ in parts] == [job.disclosure.language for job in run.jobs]
    for (_, _, label), expected in zip(parts, LETTERS.values(), strict=True):
        assert label.startswith(expected)


def test_the_tags_within_a_letter_are_those_of_the_letter_alone(run: Run) -> None:
    with pikepdf.open(io.BytesIO(run.merged.content)) as opened:
        parts = [[shape(kid) for kid in part.K] for part in opened.Root.StructTreeRoot.K[0].K]
    assert parts == [tags(pdf) for pdf in run.alone]


def tags(pdf: bytes) -> list[Any]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [shape(kid) for kid in opened.Root.StructTreeRoot.K[0].K]


def shape(tag: Any) -> Any:
    """Return the names of a tag and of all below it."""
    if not isinstance(tag, pikepdf.Dictionary):
        return "drawn"
    kids: Any = tag.get("/K", [])
    return str(tag.get("/S", tag.get("/Type"))), [shape(kid) for kid in kids]


def test_the_outline_has_a_line_for_each_letter(run: Run) -> None:
    with pypdfium2.PdfDocument(run.merged.content) as merged:
        lines = [(line.level, line.get_title(), line.get_dest().get_index() + 1) for line in merged.get_toc()]
    assert [(level, page) for level, _, page in lines] == [
        (0, letter.first_page) for letter in run.merged.letters
    ]
    for (_, title, _), expected in zip(lines, LETTERS.values(), strict=True):
        assert title.startswith(expected)
    assert " · Беларусь: освобождение правозащитников, находящихся под стражей" in lines[-1][1]


def test_links_lead_to_the_same_place_within_their_own_letter(run: Run) -> None:
    together = iter(led(run.merged.content))
    found = 0
    for letter, pdf in zip(run.merged.letters, run.alone, strict=True):
        for page, target, top in led(pdf):
            moved = letter.first_page - 1
            assert next(together) == (page + moved, target + moved, top)
            found += 1
    assert next(together, None) is None
    assert found > 100


def led(pdf: bytes) -> list[tuple[int, int, float]]:
    """Return page, page led to, and how high on it, of each link within a file."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        sheets = {sheet.objgen: number for number, sheet in enumerate(opened.pages)}
        places = pikepdf.NameTree(opened.Root.Names.Dests)
        links: list[tuple[int, Any]] = [
            (number, places[str(link.Dest)])
            for number, sheet in enumerate(opened.pages)
            for link in sheet.get("/Annots", ())
            if "/Dest" in link
        ]
        return [(number, sheets[place[0].objgen], float(place[3])) for number, place in links]


def test_the_same_letters_give_the_same_bytes(run: Run) -> None:
    assert merge(run.jobs, Press(EXAMPLE / "templates", Workshop(EXAMPLE).look), TITLE) == run.merged


def test_what_is_merged_travels_between_processes(run: Run) -> None:
    assert pickle.loads(pickle.dumps(run.merged)) == run.merged


def test_fonts_are_shared_and_merging_costs_little_more_than_the_letters(
    run: Run, tell: Callable[[str], None]
) -> None:
    alone, merged = run.seconds
    smaller = len(run.merged.content) / sum(map(len, run.alone))
    tell(f"merging takes {merged / alone:.1f} times as long as the letters, and {smaller:.0%} of their bytes")
    assert smaller < 0.8
    assert merged < 3 * alone


# What stops a letter stops its file -----------------------------------------------------------


class Changed(Press):
    """A press that changes the pages of some letters, which go by their references."""

    def __init__(self, changes: Mapping[str, Callable[[Page], Page]]) -> None:
        super().__init__()
        self.changes = changes

    def page(self, disclosure: Disclosure) -> Page:
        page = super().page(disclosure)
        change = self.changes.get(disclosure.frame.reference)
        return change(page) if change else page


def marked(words: str = "", css: str = "") -> Callable[[Page], Page]:
    """Return a change that puts something at the end of a page."""
    return lambda page: replace(
        page, markup=page.markup.replace("</main>", f"{words}</main>"), css=page.css + css
    )


@pytest.fixture
def pair(base_campaign: Path) -> tuple[Job, Job]:
    """Two letters: one whose reader may know of everybody, and one whose reader may not."""
    workshop = Workshop(base_campaign)
    (plan,), (recipient,) = workshop.dossier.campaign.letters, workshop.dossier.recipients
    job = workshop.job(edition(plan, recipient), (Format.PDF,))
    open_, closed = (
        replace(job, name=f"{name}/office.en", disclosure=referred(job.disclosure, name))
        for name in ("open", "closed")
    )
    return replace(open_, watch=watch((), known=(), key=bytes(16))), closed


def referred(disclosure: Disclosure, reference: str) -> Disclosure:
    return replace(disclosure, frame=replace(disclosure.frame, reference=reference))


NAME = "Invented Relativeson"


def test_a_letter_may_name_somebody_whom_the_readers_of_another_may_not_know(pair: tuple[Job, Job]) -> None:
    merged = merge(pair, Changed({"open": marked(f"<p>{NAME}</p>")}), "Two letters")
    assert NAME.encode() not in merged.content
    assert [letter.name for letter in merged.letters] == ["open/office.en", "closed/office.en"]


@pytest.mark.parametrize(
    ("words", "css", "place"),
    [
        (f"<p>{NAME}</p>", "", "the text"),
        (f'<p><a href="https://example.org/{NAME.replace(" ", "-")}">here</a></p>', "", "a link"),
        ("<p class=told>It:</p>", f'.told::after {{ content: "{NAME}" }}', "page 1"),
        ("<p>It:</p>", f'@page :first {{ @bottom-center {{ content: "{NAME}" }} }}', "page 1"),
    ],
    ids=["words", "link", "style", "margin"],
)
def test_a_letter_that_names_somebody_withheld_stops_the_file(
    words: str, css: str, place: str, pair: tuple[Job, Job]
) -> None:
    change = marked(words, css)
    with pytest.raises(Refused, match="held back") as raised:
        merge(pair, Changed({"closed": change, "open": change}), "Two letters")
    assert {(found.rule, found.subject) for found in raised.value.findings} == {("withheld-name", "p1")}
    for found in raised.value.findings:
        assert "closed/office.en" in found.message
        assert "Relativeson" not in repr(found)
    assert any(place in found.message for found in raised.value.findings)


def test_the_line_in_the_outline_is_looked_at(pair: tuple[Job, Job]) -> None:
    about = pair[1].disclosure.frame.recipient.office["en"]
    stopped = replace(pair[1], watch=watch([Watched("one", (about,))], known=(), key=bytes(16)))
    with pytest.raises(Refused) as raised:
        merge([stopped], Press(), "One letter")
    assert any("its line in the outline" in found.message for found in raised.value.findings)


def test_what_no_letter_may_hold_stops_the_file(pair: tuple[Job, Job]) -> None:
    photo = f"data:image/jpeg;base64,{b64encode(picture('JPEG', comment=b'taken by somebody')).decode()}"
    with pytest.raises(Refused, match="held back") as raised:
        merge(pair, Changed({"open": marked(f'<img src="{photo}" alt="A photo">')}), "Two letters")
    assert {found.rule for found in raised.value.findings} == {"telling-metadata"}


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (marked("<p>one</p>", "p { colour: red }"), "unknown property"),
        (marked("<p>漢</p>"), "notdef"),
        (marked('<p><a href="#note-9">9</a></p>'), "note-9"),
        (marked("<p class=pale>Pale</p>", ".pale { opacity: 0.5 }"), "half transparent"),
    ],
)
def test_a_letter_that_cannot_be_printed_stops_the_file_and_is_named(
    change: Callable[[Page], Page], complaint: str, pair: tuple[Job, Job]
) -> None:
    with pytest.raises(TypesettingError, match=f"^closed/office.en: .*{complaint}") as raised:
        merge(pair, Changed({"closed": change}), "Two letters")
    assert str(pickle.loads(pickle.dumps(raised.value))) == str(raised.value)


def test_nothing_to_merge_is_said() -> None:
    with pytest.raises(WrongUse, match="no letter"):
        merge((), Press(), "Nothing")
