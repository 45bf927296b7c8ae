"""The preview in a real browser: choose, edit, see the change, see a fault, see it mended."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from preview.conftest import long_campaign, previewing
from zvarot.preview.serving import Preview

pytestmark = pytest.mark.browser

MANY_LANGUAGES = """
  - id: abroad
    form: open-letter
    date: 2024-03-01
    recipients: [english, german]
    sender:
      name: {en: Sample Board, de: Musterrat, fr: Conseil modèle}
    subject: {en: An invented call, de: Ein erfundener Aufruf, fr: Un appel inventé}
    opening: {en: We ask for nothing., de: Wir bitten um nichts., fr: Nous ne demandons rien.}
"""
MANY_TONGUES = """
  - id: english
    kind: ngo
    office: {en: English Office, de: Englisches Amt, fr: Bureau anglais}
    language: en
    salutation: {en: "Dear English Office,", de: "Liebes Englisches Amt,", fr: "Cher Bureau anglais,"}
  - id: german
    kind: ngo
    office: {en: German Office, de: Deutsches Amt, fr: Bureau allemand}
    language: de
    salutation: {en: "Dear German Office,", de: "Liebes Deutsches Amt,", fr: "Cher Bureau allemand,"}
"""
"""A letter with texts in three languages, to offices with languages of their own."""


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def drawn(page: Any) -> Any:
    """Wait until all of a letter is there."""
    page.locator("#status").filter(has_text="Drawn at").wait_for()
    return page


def letter(page: Any) -> Any:
    """Return the letter that is seen, not one that is still arriving."""
    return page.frame_locator("iframe:not(.arriving)")


def written(page: Any, words: str) -> None:
    """Wait until words stand in the letter."""
    letter(page).get_by_text(words).first.wait_for()


def said(page: Any, *words: str) -> None:
    """Wait until all of these words stand in place of the letter."""
    fault = page.locator("#fault")
    for one in words:
        fault = fault.filter(has_text=one)
    fault.wait_for()
    assert not page.locator("iframe").first.is_visible()
    assert not page.get_by_role("img").first.is_visible()


def scrolled(page: Any) -> tuple[float, float]:
    """Return how far the letter and the printed pages are scrolled."""
    web: float = page.evaluate("document.querySelector('iframe:not(.arriving)').contentWindow.scrollY")
    return web, page.evaluate("document.getElementById('sheets').scrollTop")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A campaign and the address of its preview; one for all tests, for it loads WeasyPrint."""
    base = Path(__file__).parents[1] / "broken" / "base"
    folder = long_campaign(Path(shutil.copytree(base, tmp_path_factory.mktemp("preview") / "campaign")))
    shutil.copytree(folder, folder.with_name("unchanged"))
    with previewing(folder) as address:
        yield folder, address


@pytest.fixture
def first_address(running: tuple[Path, str]) -> str:
    """The address that opens the preview."""
    return running[1]


@pytest.fixture
def campaign(running: tuple[Path, str]) -> Path:
    """The campaign that is previewed, as it was in the beginning."""
    folder = running[0]
    shutil.rmtree(folder / "templates", ignore_errors=True)
    for original in folder.with_name("unchanged").glob("*.yaml"):
        if (folder / original.name).read_bytes() != original.read_bytes():
            shutil.copy(original, folder)
    return folder


@pytest.fixture
def page(chromium: Any, campaign: Path, first_address: str) -> Iterator[Any]:
    """The preview of the small campaign, as it is after the first drawing."""
    assert campaign.is_dir()
    page = chromium.new_page(viewport={"width": 1200, "height": 760})
    page.set_default_timeout(20_000)
    page.requests, page.troubles = [], []
    page.on("request", lambda asked: page.requests.append(asked.url))
    page.on("console", lambda said: page.troubles.append(said.text))
    page.on("pageerror", lambda error: page.troubles.append(str(error)))
    page.goto(first_address)
    yield drawn(page)
    page.close()


@pytest.fixture
def second(page: Any) -> Any:
    """The preview after the long letter to the mission was chosen."""
    page.get_by_label("Letter", exact=True).select_option("second")
    page.get_by_label("To", exact=True).select_option("mission")
    page.locator("#reader").filter(has_text="mechanism").wait_for()
    written(page, "Dear Mission,")
    return drawn(page)


def test_letter_pages_and_notes_stand_side_by_side(page: Any) -> None:
    written(page, "Dear Office of Examples,")
    boxes = [page.locator(f"#{name}").bounding_box() for name in ("web", "print", "notes")]
    assert len({box["y"] for box in boxes}) == 1
    assert [box["x"] for box in boxes] == sorted(box["x"] for box in boxes)
    assert all(box["width"] > 250 for box in boxes)
    assert page.evaluate("document.documentElement.scrollWidth") == 1200
    assert page.get_by_role("img").first.get_attribute("alt") == "Page 1 of 2"
    assert page.get_by_role("img").first.evaluate("image => image.naturalWidth") == 1000


def test_it_says_who_reads_the_letter_and_what_is_withheld(second: Any) -> None:
    assert second.locator("#reader").inner_text() == (
        "Drawn for the audience “mechanism”, in English. "
        "It tells only what is marked mechanism, authorities or public."
    )
    assert second.locator("#withheld").inner_text() == "p1"
    assert "unverified-recipient" in second.locator("#findings").inner_text()


def test_the_choice_stays_when_the_page_is_loaded_again(second: Any) -> None:
    second.reload()
    written(drawn(second), "Dear Mission,")


def test_a_letter_is_drawn_in_another_language_until_another_recipient_is_chosen(
    page: Any, campaign: Path
) -> None:
    for name, more in (("recipients", MANY_TONGUES), ("campaign", MANY_LANGUAGES)):
        file = campaign / f"{name}.yaml"
        file.write_text(file.read_text(encoding="utf-8").rstrip() + more, encoding="utf-8")
    page.locator("#letter option[value=abroad]").wait_for(state="attached")
    language = page.locator("#language")

    def is_drawn(code: str, salutation: str, reader: str) -> None:
        written(page, salutation)
        assert letter(drawn(page)).locator("html").get_attribute("lang") == code
        assert language.input_value() == code
        assert f", in {reader}." in page.locator("#reader").inner_text()
        assert f"language={code}" in page.url

    def theirs() -> list[str]:
        return [name for name in language.locator("option").all_inner_texts() if "(theirs)" in name]

    page.get_by_label("Letter", exact=True).select_option("abroad")
    is_drawn("en", "Dear English Office,", "English")
    offered = {one.get_attribute("value") for one in language.locator("option").all()}
    assert offered == {"be", "de", "en", "fr", "pl", "ru"}
    assert theirs() == ["English (theirs)"]
    language.select_option(label="French")
    is_drawn("fr", "Cher Bureau anglais,", "French")
    assert theirs() == ["English (theirs)"]
    drawn(page).reload()
    is_drawn("fr", "Cher Bureau anglais,", "French")
    page.get_by_label("To", exact=True).select_option("german")
    is_drawn("de", "Liebes Deutsches Amt,", "German")
    assert theirs() == ["German (theirs)"]
    page.get_by_label("To", exact=True).select_option("english")
    is_drawn("en", "Dear English Office,", "English")


def test_a_saved_change_is_drawn_and_choice_and_place_are_kept(second: Any, campaign: Path) -> None:
    second.evaluate("document.querySelector('iframe').contentWindow.scrollTo(0, 700)")
    second.evaluate("document.getElementById('sheets').scrollTop = 300")
    pictures = second.get_by_role("img").first.get_attribute("src")
    change(campaign / "recipients.yaml", "Dear Mission,", "Dear members,")
    written(second, "Dear members,")
    second.wait_for_function("old => document.images[0].getAttribute('src') != old", arg=pictures)
    assert scrolled(second) == (700, 300)
    assert second.get_by_label("Letter", exact=True).input_value() == "second"
    assert second.get_by_label("To", exact=True).input_value() == "mission"


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("case.yaml", "at once", "without delay", "without delay"),
        ("recipients.yaml", "Office of Examples\n", "Bureau of Examples\n", "Bureau of Examples"),
        (
            "campaign.yaml",
            "name: Example Committee\n\nletters",
            "name: Sample Board\n\nletters",
            "Sample Board",
        ),
    ],
)
def test_every_file_of_the_campaign_is_watched(
    file: str, old: str, new: str, words: str, page: Any, campaign: Path
) -> None:
    change(campaign / file, old, new)
    written(page, words)


def test_a_style_that_appears_is_drawn(page: Any, campaign: Path) -> None:
    styles = campaign / "templates" / "layout"
    styles.mkdir(parents=True)
    (styles / "running.css.j2").write_text(
        '{% include "!layout/running.css.j2" %} h1 { color: rgb(1, 2, 3) }', encoding="utf-8"
    )
    page.wait_for_function(
        "() => [...document.querySelectorAll('iframe:not(.arriving)')].some(frame =>"
        " getComputedStyle(frame.contentDocument.querySelector('h1')).color == 'rgb(1, 2, 3)')"
    )


def test_a_fault_is_shown_with_its_place_and_goes_when_it_is_mended(second: Any, campaign: Path) -> None:
    second.evaluate("document.querySelector('iframe').contentWindow.scrollTo(0, 700)")
    line = (campaign / "case.yaml").read_text(encoding="utf-8").splitlines().index("  - id: p1") + 1
    change(campaign / "case.yaml", "  - id: p1\n", "  - id: p1: p2\n")
    said(second, "this is not YAML", f"{campaign / 'case.yaml'}, line {line}")
    assert "mend" in second.locator("#status").inner_text()
    change(campaign / "case.yaml", "  - id: p1: p2\n", "  - id: p1\n")
    written(second, "Dear Mission,")
    drawn(second).locator("#fault").wait_for(state="hidden")
    assert scrolled(second)[0] == 700
    assert second.get_by_label("To", exact=True).input_value() == "mission"


def test_a_fault_of_a_template_is_shown_with_its_file_and_line(page: Any, campaign: Path) -> None:
    own = campaign / "templates" / "forms" / "open-letter" / "en" / "letter.html.j2"
    own.parent.mkdir(parents=True)
    extends = '{% extends "!forms/open-letter/en/letter.html.j2" %}\n\n{% block salutation %}'
    own.write_text(f"{extends}{{{{ letter.subjct }}}}{{% endblock %}}", encoding="utf-8")
    said(page, "subjct", f"{own}, line 3")
    own.write_text(f"{extends}Hello {{{{ letter.subject }}}}{{% endblock %}}", encoding="utf-8")
    written(page, "Hello Samplia")


def test_a_letter_whose_opening_may_not_be_said_is_not_shown(page: Any, campaign: Path) -> None:
    change(campaign / "case.yaml", "  - id: searches\n", "  - id: searches\n    audience: internal\n")
    said(page, "searches", f"{campaign / 'campaign.yaml'}, line")


def test_files_that_are_faulty_from_the_beginning_are_no_hindrance(
    chromium: Any, base_campaign: Path
) -> None:
    change(base_campaign / "case.yaml", "title:", "titel:")
    page = chromium.new_page()
    with previewing(base_campaign) as address:
        page.goto(address)
        page.locator("#fault").filter(has_text="titel").wait_for()
        change(base_campaign / "case.yaml", "titel:", "title:")
        written(page, "Dear Office of Examples,")
    page.close()


def test_all_of_it_works_with_the_keyboard_alone(page: Any) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "letter"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    written(page, "Dear Mission,")
    drawn(page)
    reached = []
    for _ in range(13):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.localName"))
    assert reached[:4] == ["language", "show-web", "show-print", "show-notes"]
    assert {"iframe", "pdf", "sheets", "notes"} <= set(reached)


def test_a_pane_can_be_put_away_to_make_room(page: Any) -> None:
    width = page.locator("#web").bounding_box()["width"]
    page.get_by_role("checkbox", name="printed pages").uncheck()
    assert not page.locator("#print").is_visible()
    assert page.locator("#web").bounding_box()["width"] > 1.5 * width


def test_the_pdf_opens_beside_it(page: Any) -> None:
    assert page.locator("#pdf").get_attribute("target") == "_blank"
    answer = page.request.get(page.evaluate("document.getElementById('pdf').href"))
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF-")


def test_nothing_is_asked_of_anybody_else_and_nothing_is_blocked(second: Any, first_address: str) -> None:
    own = first_address.split("?")[0]
    assert len(second.requests) > 8
    assert [url for url in second.requests if not url.startswith((own, "data:"))] == []
    assert second.troubles == []


def test_a_script_in_a_letter_is_a_fault_and_does_not_run(page: Any, campaign: Path) -> None:
    own = campaign / "templates" / "layout" / "opening.html.j2"
    own.parent.mkdir(parents=True)
    own.write_text("<p>No head</p><script>parent.document.title = document.title = 'ran'</script>")
    said(page, "the page holds <script>")
    assert page.title() == "Preview – zvarot"


def test_a_link_out_of_the_letter_stays_closed(second: Any, campaign: Path) -> None:
    own = campaign / "templates" / "layout" / "opening.html.j2"
    own.parent.mkdir(parents=True)
    own.write_text('<p><a href="https://example.org/out">Way out</a></p>')
    letter(second).get_by_text("Way out").click()
    second.locator("#status").filter(has_text="stay closed").wait_for()
    written(second, "Dear Mission,")
    assert not [url for url in second.requests if "example.org" in url and url.startswith("https:")]


@pytest.mark.parametrize("faulty", [False, True])
def test_axe_finds_nothing_to_mend(faulty: bool, chromium: Any, first_address: str, campaign: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    # The checker is a script from elsewhere, so it cannot run under the page's own policy.
    context = chromium.new_context(bypass_csp=True)
    page = context.new_page()
    if faulty:
        change(campaign / "case.yaml", "value: 60", "valeu: 60")
    page.goto(first_address)
    if faulty:
        page.locator("#fault").filter(has_text="valeu").wait_for()
    else:
        drawn(page)
    result = Axe().run(page)
    context.close()
    assert len(result.response["passes"]) > 20
    assert result.response["violations"] == [], result.generate_report()


def test_where_the_system_can_watch_no_more_files_they_are_looked_at_often(tmp_path: Path) -> None:
    async def awatch(*_: Path, force_polling: bool | None, **__: Any) -> AsyncIterator[None]:
        if not force_polling:
            raise OSError("OS file watch limit reached")
        yield

    preview = Preview(tmp_path)
    # The browser's own loop runs in this thread.
    with patch("zvarot.preview.serving.awatch", awatch), ThreadPoolExecutor() as threads:
        threads.submit(lambda: asyncio.run(preview.watch())).result()
    assert preview.desk.number == 2


def test_the_page_says_when_the_preview_has_ended(chromium: Any, base_campaign: Path) -> None:
    page = chromium.new_page()
    with previewing(base_campaign) as address:
        page.goto(address)
        drawn(page)
    page.locator("#status").filter(has_text="zvarot has stopped").wait_for()
    page.close()


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such signal")
def test_ctrl_c_ends_it_at_once_and_quietly(base_campaign: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "zvarot",
        "preview",
        "-C",
        str(long_campaign(base_campaign)),
        "--no-open",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout
        assert server.stderr
        assert server.stdout.readline().startswith("http://127.0.0.1:")
        server.send_signal(signal.SIGINT)
        assert server.wait(10) == 0
        assert "Traceback" not in server.stderr.read()
