"""What leaves is looked at once more: names, what could run, and what tells of the writers."""

import time
from collections.abc import Callable, Sequence

import pikepdf
import pytest
from pikepdf import Dictionary, String

from placements import (
    BYTES,
    CYRILLIC,
    KEY,
    NAME,
    OBJECTS,
    PRINTED,
    SAVED,
    between_packed_objects,
    led_to_by_nothing,
    written_anew,
)
from samples import BELARUSIAN, CROWDED, LONG, RUSSIAN, SHORT
from zvarot.case.watching import Watched, watch
from zvarot.findings import Finding, Severity
from zvarot.press import inspection
from zvarot.press.html_contents import read_html
from zvarot.press.inspection import (
    ACTIVE_CONTENT,
    RULES,
    TELLING_METADATA,
    WITHHELD_NAME,
    inspect_html,
    inspect_name,
    inspect_pdf,
)
from zvarot.press.typesetting import Typesetter
from zvarot.writing.letter import Letter
from zvarot.writing.page import Page, lay_out
from zvarot.writing.templating import Templates

HIDDEN = watch([Watched("relative", (NAME, CYRILLIC))], known=(), key=KEY)
NOBODY = watch([], known=(), key=KEY)
OTHERS = watch(
    [Watched("other", ("Halina Unrelatedova", "Галіна Пабочная")), Watched("third", ("Pavel Elsewhereski",))],
    known=(),
    key=KEY,
)
LETTERS = (SHORT, LONG, CROWDED, BELARUSIAN, RUSSIAN)


@pytest.fixture(scope="session")
def page(templates: Templates) -> Page:
    return lay_out(SHORT, templates)


@pytest.fixture(scope="session")
def pdf(page: Page, typesetter: Typesetter) -> bytes:
    return typesetter.typeset(page)


def told(findings: Sequence[Finding]) -> list[tuple[str, str]]:
    """Return rule and message of each finding; none of them repeats a name."""
    for found in findings:
        words = f"{found.message} {found.help} {found.subject}".casefold()
        assert [word for word in ("hidd", "marya", "гіддэн", "марыя") if word in words] == []
    return [(found.rule, found.message) for found in findings]


def names(findings: Sequence[Finding]) -> bool:
    """Tell whether the one person is found; nothing else of them is told than the id."""
    told(findings)
    return "relative" in {found.subject for found in findings if found.rule == "withheld-name"}


# Placements -------------------------------------------------------------------------------------------


def test_a_name_is_found_wherever_it_stands_in_a_pdf(page: Page, pdf: bytes, typesetter: Typesetter) -> None:
    files = {place: typesetter.typeset(change(page)) for place, change in PRINTED.items()}
    files |= {f"object: {place}": written_anew(pdf, change) for place, change in OBJECTS.items()}
    files |= {f"bytes: {place}": change(pdf) for place, change in BYTES.items()}
    files |= {
        "between packed objects": between_packed_objects(pdf),
        "led to by nothing": led_to_by_nothing(pdf),
    }
    found = [place for place, content in files.items() if names(inspect_pdf(content, HIDDEN))]
    print(f"placements found: {len(found)} of {len(files)}")  # noqa: T201
    assert len(files) >= 55
    assert [place for place in files if place not in found] == []


def test_a_name_is_found_wherever_it_stands_in_a_page(page: Page) -> None:
    files = {place: change(page.html) for place, change in SAVED.items()}
    assert [place for place, html in files.items() if html == page.html] == []
    found = [place for place, html in files.items() if names(inspect_html(html.encode(), HIDDEN))]
    print(f"placements found: {len(found)} of {len(files)}")  # noqa: T201
    assert len(files) >= 40
    assert [place for place in files if place not in found] == []


@pytest.mark.parametrize(
    "name",
    [
        "first/marya-hiddenson.en.pdf",
        "hiddenson-release/office.en.html",
        "first/Hiddenson_M.pdf",
        "first/hid\u00addenson.pdf",
        f"first/{CYRILLIC}.pdf",
        "first/hid%64enson.pdf",
    ],
)
def test_a_name_is_found_in_the_name_of_a_file(name: str) -> None:
    (found,) = inspect_name(name, HIDDEN)
    assert found == Finding(
        "withheld-name",
        Severity.ERROR,
        "relative is withheld from this letter's readers, but the letter names them: the file name",
        WITHHELD_HELP,
        None,
        "relative",
    )


WITHHELD_HELP = (
    "Nothing was written. Look for the name in what this letter is made of: its texts, the templates, the"
    " records of others. If it is another word, a waiver of likely-name can say so."
)


def test_another_name_of_a_file_is_none() -> None:
    assert inspect_name("first/office.en.pdf", HIDDEN) == ()
    assert inspect_name("first/marya-hiddenson.en.pdf", NOBODY) == ()


# What is said -----------------------------------------------------------------------------------------


def test_a_finding_says_who_is_named_where_and_what_to_do(page: Page, typesetter: Typesetter) -> None:
    found = inspect_pdf(typesetter.typeset(PRINTED["a link"](page)), HIDDEN)
    message = "relative is withheld from this letter's readers, but the PDF names them: a link"
    assert found == (Finding("withheld-name", Severity.ERROR, message, WITHHELD_HELP, None, "relative"),)
    found = inspect_html(SAVED["printed by a style in escapes"](page.html).encode(), HIDDEN)
    message = "relative is withheld from this letter's readers, but the HTML names them: a style"
    assert found == (Finding("withheld-name", Severity.ERROR, message, WITHHELD_HELP, None, "relative"),)


@pytest.mark.parametrize(
    ("placement", "place"),
    [
        ("text", "page 1"),
        ("over two pages", "page 1"),
        ("a heading", "a bookmark"),
        ("the title", "the document's title"),
        ("an alternative text", "an alternative text"),
        ("an anchor", "an object"),
    ],
)
def test_the_place_of_a_name_in_a_pdf_is_said(
    placement: str, place: str, page: Page, typesetter: Typesetter
) -> None:
    found = inspect_pdf(typesetter.typeset(PRINTED[placement](page)), HIDDEN)
    assert found[0].message.rpartition(": ")[2] == place


def test_everybody_who_is_named_is_told_of_once_a_place(page: Page) -> None:
    both = watch(
        [Watched("relative", (NAME,)), Watched("other", ("Halina Unrelatedova",))], known=(), key=KEY
    )
    body = f"<p>{NAME}</p><p>Halina Unrelatedova, {NAME}</p></main>"
    found = inspect_html(page.html.replace("</main>", body).encode(), both)
    assert [(one.subject, one.message.rpartition(": ")[2]) for one in found] == [
        ("other", "the text"),
        ("relative", "the text"),
    ]


def test_what_could_run_is_told_with_what_to_do(pdf: bytes) -> None:
    script = written_anew(pdf, lambda one: one.Root.__setitem__("/AA", Dictionary(Author=String("x"))))
    assert inspect_pdf(script, NOBODY) == (
        Finding("active-content", Severity.ERROR, "the PDF holds /AA", ACTIVE_HELP),
        Finding("active-content", Severity.ERROR, "the PDF holds /AA in the catalog", ACTIVE_HELP),
        Finding("telling-metadata", Severity.ERROR, "the PDF holds /Author", TELLING_HELP),
    )


ACTIVE_HELP = (
    "Nothing was written. Take it out of the template or the text that it comes from; zvarot itself writes"
    " nothing of the kind."
)
TELLING_HELP = "Nothing was written. Take it out of the picture or the template that it comes from."


def test_what_a_page_may_not_hold_is_told_of_the_page(page: Page) -> None:
    html = page.html.replace("</main>", "<script></script></main>").encode()
    (found,) = inspect_html(html, NOBODY)
    assert (found.rule, found.help) == ("active-content", ACTIVE_HELP)
    assert found.message.startswith("the HTML holds what no page may: the page holds <script>")


def test_the_same_thing_twice_is_told_once(pdf: bytes) -> None:
    def change(one: pikepdf.Pdf) -> None:
        for page in (one.Root, one.pages[0].obj):
            page.PieceInfo = Dictionary()

    found = told(inspect_pdf(written_anew(pdf, change), NOBODY))
    assert found == [
        ("active-content", "the PDF holds /PieceInfo in the catalog"),
        ("telling-metadata", "the PDF holds /PieceInfo"),
    ]


def test_a_key_that_is_itself_a_name_is_not_repeated(pdf: bytes, page: Page) -> None:
    named = written_anew(pdf, lambda one: one.Root.__setitem__("/Hiddenson", True))
    unsaid = "something whose own name would tell who is withheld"
    assert told(inspect_pdf(named, HIDDEN))[1:] == [("active-content", f"the PDF holds {unsaid}")]
    assert told(inspect_html(SAVED["the name of an element"](page.html).encode(), HIDDEN))[1:] == [
        ("active-content", f"the HTML holds {unsaid}")
    ]
    assert ("active-content", "the PDF holds /Hiddenson in the catalog") in [
        (found.rule, found.message) for found in inspect_pdf(named, NOBODY)
    ]


# What is let through ----------------------------------------------------------------------------------


@pytest.mark.parametrize("letter", LETTERS)
def test_letters_about_others_pass(letter: Letter, templates: Templates, typesetter: Typesetter) -> None:
    page = lay_out(letter, templates)
    assert inspect_pdf(typesetter.typeset(page), OTHERS) == ()
    assert inspect_html(page.html.encode(), OTHERS) == ()


def test_where_nobody_is_withheld_nobody_is_looked_for(page: Page, typesetter: Typesetter) -> None:
    named = PRINTED["text"](page)
    assert inspect_pdf(typesetter.typeset(named), NOBODY) == ()
    assert inspect_html(named.html.encode(), NOBODY) == ()


def test_texts_that_do_not_belong_together_name_nobody(page: Page) -> None:
    """The surname alone tells nothing here: somebody who may be named has it too."""
    shared = watch([Watched("relative", (NAME,))], known=("Pavel Hiddenson",), key=KEY)
    apart = "<p>Pavel Hiddenson</p><p>was held for one and a half years. Marya is a name.</p></main>"
    assert inspect_html(page.html.replace("</main>", apart).encode(), shared) == ()
    together = apart.replace("Pavel", "Marya")
    assert names(inspect_html(page.html.replace("</main>", together).encode(), shared))


# What is no letter ------------------------------------------------------------------------------------


def test_bytes_that_are_no_letter_are_findings_and_never_a_crash(pdf: bytes, page: Page) -> None:
    html = page.html.encode()
    broken = [pdf[:length] for length in range(0, len(pdf), len(pdf) // 40)]
    broken += [pdf[:at] + b"\0\xff" + pdf[at + 2 :] for at in range(0, len(pdf), len(pdf) // 40)]
    begun = time.monotonic()
    for content in broken:
        rules = {found.rule for found in inspect_pdf(content, HIDDEN)}
        assert rules <= {"active-content", "telling-metadata"}
        assert rules
    assert {found.rule for found in inspect_html(html + b"\xff", HIDDEN)} == {"active-content"}
    assert time.monotonic() - begun < 60


@pytest.mark.parametrize("content", [b"", b"\0" * 1000, b"%PDF-1.7\n", b"%" * 10_000, b"(" * 100_000])
def test_garbage_is_a_finding_in_both_formats(content: bytes) -> None:
    for inspect in (inspect_pdf, inspect_html):
        assert {found.rule for found in inspect(content, HIDDEN)} == {"active-content"}


def test_a_name_in_bytes_that_are_no_text_is_found() -> None:
    for encoding in ("cp1251", "utf-16"):
        assert names(inspect_html(CYRILLIC.encode(encoding), HIDDEN))
        assert names(inspect_pdf(CYRILLIC.encode(encoding), HIDDEN))


def test_far_more_words_than_a_letter_has_are_not_looked_through(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    html = page.html.replace("</main>", f"<p>{NAME}</p></main>").encode()
    signs = sum(len(text) for text in read_html(html).texts)
    monkeypatch.setattr(inspection, "MAX_SIGNS", signs)
    assert names(inspect_html(html, HIDDEN))
    monkeypatch.setattr(inspection, "MAX_SIGNS", signs - 1)
    assert inspect_html(html, HIDDEN) == (
        Finding(
            "active-content", Severity.ERROR, "the HTML holds far more words than a letter has", ACTIVE_HELP
        ),
    )


# Rules ------------------------------------------------------------------------------------------------


def test_every_rule_is_an_error_that_says_why() -> None:
    assert RULES == (WITHHELD_NAME, ACTIVE_CONTENT, TELLING_METADATA)
    assert [rule.id for rule in RULES] == ["withheld-name", "active-content", "telling-metadata"]
    assert {rule.severity for rule in RULES} == {Severity.ERROR}
    for rule in RULES:
        assert rule.why.endswith(".")
        assert 60 < len(rule.why) < 300


def test_inspecting_takes_at_most_a_quarter_of_the_time_of_a_letter(
    templates: Templates, tell: Callable[[str], None]
) -> None:
    page, typesetter = lay_out(LONG, templates), Typesetter(reuse=False)
    content, html = typesetter.typeset(page), page.html.encode()
    works = (
        lambda: (inspect_pdf(content, OTHERS), inspect_html(html, OTHERS)),
        lambda: typesetter.typeset(lay_out(LONG, templates)),
    )
    rounds = [[seconds(work) for work in works] for _ in range(5)]
    inspecting, making = (min(times) for times in zip(*rounds, strict=True))
    tell(f"inspection: {inspecting / making:.2f} of the time of a letter")
    assert inspecting < making / 4


def seconds(work: Callable[[], object]) -> float:
    """Return the processor's time that some work takes."""
    begun = time.process_time()
    work()
    return time.process_time() - begun
