"""A file like a clean one is looked at where it is new; what is found is what a full look finds."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from samples import LONG
from zvarot.case.watching import Watch, Watched, watch
from zvarot.press import relooking
from zvarot.press.inspection import ACTIVE_CONTENT, WITHHELD_NAME, inspect_html, inspect_pdf
from zvarot.press.relooking import Inspector
from zvarot.press.typesetting import Typesetter
from zvarot.writing.page import lay_out
from zvarot.writing.templating import Templates

KEY = b"a key of sixteen or more bytes"
NAME = Watched("withheld-1", ("Yarema Zyzanowicz",))

Printing = Callable[..., bytes]


@pytest.fixture(scope="module")
def printed(templates: Templates, typesetter: Typesetter) -> Printing:
    """Print a long letter to somebody."""

    def make(holder: str, **changes: Any) -> bytes:
        lines = (holder, *LONG.addressee.lines[1:])
        letter = replace(LONG, addressee=replace(LONG.addressee, lines=lines), **changes)
        return typesetter.typeset(lay_out(letter, templates))

    return make


@pytest.fixture
def watching() -> Watch:
    return watch([NAME], [], KEY)


def test_a_letter_to_somebody_else_is_looked_at_in_part(printed: Printing, watching: Watch) -> None:
    inspector = Inspector()
    found = [inspector.inspect_pdf(printed(f"Office {number}"), watching) for number in range(4)]
    assert found == [()] * 4
    assert inspector.spared == 3


def test_a_withheld_name_in_what_is_new_is_found_as_ever(printed: Printing, watching: Watch) -> None:
    inspector = Inspector()
    inspector.inspect_pdf(printed("Office"), watching)
    telling = printed("Yarema Zyzanowicz")
    found = inspector.inspect_pdf(telling, watching)
    assert WITHHELD_NAME.id in {one.rule for one in found}
    assert found == inspect_pdf(telling, watching)
    assert inspector.spared == 0


def test_a_name_that_goes_on_with_the_next_page_is_found(printed: Printing, watching: Watch) -> None:
    inspector = Inspector()
    paragraphs = "<p>Some words that fill a page of a letter. </p>" * 60
    bodies = [f"{paragraphs[:-4]} {end}</p>" + LONG.body_html for end in ("Yarema", "Another", "Nobody")]
    for body in (*bodies[1:], bodies[0] + "<p>Zyzanowicz</p>"):
        content = printed("Office", body_html=body)
        assert inspector.inspect_pdf(content, watching) == inspect_pdf(content, watching)


def test_what_was_clean_for_one_watch_is_looked_at_again_for_another(
    printed: Printing, watching: Watch
) -> None:
    inspector = Inspector()
    inspector.inspect_pdf(printed("Office 1"), watching)
    other = watch([Watched("withheld-2", ("Adam Exampleski",))], [], KEY)
    assert inspector.inspect_pdf(printed("Office 2"), other) == inspect_pdf(printed("Office 2"), other) != ()
    assert inspector.spared == 0


def test_a_watch_for_the_same_surnames_finds_a_letter_without_any_clean_too(printed: Printing) -> None:
    inspector = Inspector()
    for number in range(3):
        known = [f"Known Person{number}"]
        assert inspector.inspect_pdf(printed(f"Office {number}"), watch([NAME], known, KEY)) == ()
    assert inspector.spared == 2


def test_a_letter_with_a_namesake_is_clean_for_its_own_watch_alone(printed: Printing) -> None:
    namesake = [Watched("withheld-3", ("Xenia Sample",))]
    one, other = (watch(namesake, known, KEY) for known in ([], ["Known Person"]))
    inspector = Inspector()
    content = [printed(f"Office {number}") for number in range(3)]
    first = [inspector.inspect_pdf(content[0], one), inspector.inspect_pdf(content[1], other)]
    assert first == [inspect_pdf(content[0], one), inspect_pdf(content[1], other)]
    assert inspector.spared == 0


CHANGES: dict[str, Callable[[bytes], bytes]] = {
    "more than a page": lambda content: content.replace(b"/Type /Metadata", b"/Type /Metadatb", 1),
    "bytes behind the end": lambda content: content + b"Yarema Zyzanowicz",
    "a comment": lambda content: content.replace(b"endobj\n", b"endobj\n%Yarema Zyzanowicz\n", 1),
    "a table that leads elsewhere": lambda content: re.sub(
        rb"startxref\n(\d+)", lambda found: b"startxref\n%d" % (int(found[1]) - 1), content
    ),
    "an object twice": lambda content: content.replace(
        b"%\xf0\x9f\x96\xa4\n", b"%\xf0\x9f\x96\xa4\n4 0 obj\n<<>>\nendobj\n", 1
    ),
    "an action of a page": lambda content: content.replace(b"<</Filter", b"<</AA 1 0 R /Filter", 1),
    "a length that is wrong": lambda content: re.sub(rb"/Length \d+", b"/Length 7", content, count=1),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_else_is_new_has_the_whole_file_looked_at(
    change: Callable[[bytes], bytes], printed: Printing, watching: Watch
) -> None:
    inspector = Inspector()
    inspector.inspect_pdf(printed("Office 1"), watching)
    content = change(printed("Office 2"))
    assert content != printed("Office 2")
    assert inspector.inspect_pdf(content, watching) == inspect_pdf(content, watching)
    assert inspector.spared == 0


def test_a_file_in_which_something_was_found_is_no_measure(printed: Printing, watching: Watch) -> None:
    inspector = Inspector()
    content = printed("Office") + b"% more"
    for _ in range(2):
        assert ACTIVE_CONTENT.id in {one.rule for one in inspector.inspect_pdf(content, watching)}
    assert inspector.spared == 0


def test_the_latest_clean_files_are_kept(
    printed: Printing, watching: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relooking, "KEPT", 1)
    inspector = Inspector()
    for subject in ("One", "Two", "One"):
        inspector.inspect_pdf(printed("Office", subject=subject, title=subject), watching)
    assert inspector.spared == 0


def test_where_nobody_is_withheld_letters_are_looked_at_in_part_too(printed: Printing) -> None:
    inspector, nobody = Inspector(), watch([], [], KEY)
    assert [inspector.inspect_pdf(printed(f"Office {number}"), nobody) for number in range(3)] == [()] * 3
    assert inspector.spared == 2


# Saved pages


@pytest.fixture(scope="module")
def saved(templates: Templates) -> Printing:
    """Save a long letter to somebody as a page."""

    def make(holder: str, **changes: Any) -> bytes:
        lines = (holder, *LONG.addressee.lines[1:])
        letter = replace(LONG, **{"addressee": replace(LONG.addressee, lines=lines), **changes})
        return lay_out(letter, templates).html.encode()

    return make


def test_a_page_to_somebody_else_is_looked_at_in_part(saved: Printing, watching: Watch) -> None:
    inspector = Inspector()
    names = ("Office 1", "Office & Söhne", "Office of “Samples”", "Office 4")
    assert [inspector.inspect_html(saved(name), watching) for name in names] == [()] * 4
    assert inspector.spared == 3


@pytest.mark.parametrize(
    "holder",
    ["Yarema Zyzanowicz", "Zyza-", "Зызановіч", "Z y z a n o w i c z", "&lt;b&gt;Zyzanowicz", "<Zyzanowicz"],
)
def test_a_withheld_name_in_a_page_is_found_as_ever(holder: str, saved: Printing, watching: Watch) -> None:
    inspector = Inspector()
    rest = ("nowicz", *LONG.addressee.lines[2:])
    for name in ("Office", holder):
        content = saved(name, addressee=replace(LONG.addressee, lines=(name, *rest)))
        assert inspector.inspect_html(content, watching) == inspect_html(content, watching)
    assert inspector.spared == 0


OF_PAGES: dict[str, Callable[[bytes], bytes]] = {
    "another tag": lambda content: content.replace(b"</main>", b"<p>More</p></main>"),
    "an attribute": lambda content: content.replace(b"<main>", b'<main onclick="x">'),
    "a style": lambda content: content.replace(b"<style>@page", b"<style>@import 'x';@page"),
    "packed words": lambda content: content.replace(b"Office", b"base64,WmFubw=="),
    "a control character": lambda content: content.replace(b"Office", b"Off\x07ice"),
    "no text": lambda content: content.replace(b"Office", b"Off\xffice"),
    "a bracket": lambda content: content.replace(b"Office", b"Off < ice"),
    "a comment": lambda content: content.replace(b"Office", b"<!-- Zyzanowicz -->"),
}


@pytest.mark.parametrize("change", OF_PAGES.values(), ids=OF_PAGES)
def test_whatever_else_is_new_has_the_whole_page_looked_at(
    change: Callable[[bytes], bytes], saved: Printing, watching: Watch
) -> None:
    inspector = Inspector()
    inspector.inspect_html(saved("Office"), watching)
    content = change(saved("Office"))
    assert content != saved("Office")
    assert inspector.inspect_html(content, watching) == inspect_html(content, watching)
    assert inspector.spared == 0


def test_a_page_with_a_namesake_is_looked_at_as_a_whole(saved: Printing) -> None:
    inspector, namesake = Inspector(), watch([Watched("withheld-3", ("Xenia Sample",))], [], KEY)
    for number in range(2):
        content = saved(f"Office {number}")
        assert inspector.inspect_html(content, namesake) == inspect_html(content, namesake)
    assert inspector.spared == 0
