"""Thousands of letters that differ in a few words are the bytes that each would be on its own."""

import logging
import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import rehearsed
from mirrored import ARABIC
from press.conftest import with_logo
from samples import BELARUSIAN, LONG, RUSSIAN, SHORT
from zvarot.press import reusing
from zvarot.press.likeness import Reason
from zvarot.press.typesetting import Typesetter, TypesettingError
from zvarot.writing import fonts
from zvarot.writing.letter import Letter
from zvarot.writing.page import Page, lay_out
from zvarot.writing.templating import Templates

EXAMPLES = int(os.environ.get("ZVAROT_EXAMPLES", "500"))
"""How many letters to random recipients are compared."""

PEOPLE = [
    ("Ms Eva Invented", "Dear Ms Invented,"),
    ("Mr Łukasz Przykładny", "Dear Mr Przykładny,"),
    ("Dr Zoë Möglich-Beispiel", "Dear Dr Möglich-Beispiel,"),
    ("Office 12, Efficient Affairs", "Excellency,"),
]


@pytest.fixture
def typesetter() -> Typesetter:
    """One that has typeset nothing yet."""
    return Typesetter()


@pytest.fixture(scope="module")
def in_full() -> Callable[[Page], bytes]:
    return Typesetter(reuse=False).typeset


def reasons(typesetter: Typesetter) -> dict[Reason, int]:
    assert typesetter.letters is not None
    return dict(typesetter.letters.reasons)


def reused(typesetter: Typesetter) -> int:
    assert typesetter.letters is not None
    return typesetter.letters.reused


def to(letter: Letter, holder: str, salutation: str, *lines: str) -> Letter:
    """Address a letter to somebody else."""
    lines = (holder, *(lines or letter.addressee.lines[1:]))
    return replace(letter, addressee=replace(letter.addressee, lines=lines), salutation=salutation)


# The same bytes


@pytest.mark.parametrize("letter", [SHORT, LONG, BELARUSIAN, RUSSIAN, with_logo(LONG)])
def test_letters_to_others_are_the_bytes_that_they_are_in_full(
    letter: Letter, templates: Templates, typesetter: Typesetter, in_full: Callable[[Page], bytes]
) -> None:
    pages = [lay_out(to(letter, *person), templates) for person in PEOPLE]
    assert [typesetter.typeset(page) for page in pages] == [in_full(page) for page in pages]
    # The first is typeset in full, the second both ways.
    assert reasons(typesetter) == {Reason.FIRST: 1}
    assert reused(typesetter) == len(PEOPLE) - 2


def readdressed(page: Page, number: int) -> Page:
    """Return a page with other words where its recipient is spoken to, or in its first paragraph."""
    words = rf"\1Office {number} of Samples<"
    markup, found = re.subn(r'(<span class="line">|<p class="salutation">)[^<]*<', words, page.markup)
    if not found:
        markup = re.sub(r'(<div class="text">\s*<p>)(\w)', rf"\g<1>{'AVX'[number]}\2", page.markup, count=1)
    assert markup != page.markup
    return replace(page, markup=markup)


def test_in_every_form_and_language_letters_come_out_the_same_both_ways(
    typesetter: Typesetter, in_full: Callable[[Page], bytes], tell: Callable[[str], None]
) -> None:
    made = 0
    forms = [*rehearsed.every_form(kinds=True)]
    for name, page in forms:
        before = reused(typesetter)
        typesetter.typeset(readdressed(page, 0))
        assert typesetter.typeset(readdressed(page, 1)) == in_full(readdressed(page, 1)), name
        made += reused(typesetter) - before
    assert typesetter.letters is not None
    assert all(typesetter.letters.proven.values())
    tell(f"{made} of {len(forms)} forms, languages and kinds: the second letter was made from the first")
    assert made > 0.8 * len(forms)


def test_an_address_of_more_or_longer_lines_comes_out_the_same(
    templates: Templates, typesetter: Typesetter, in_full: Callable[[Page], bytes]
) -> None:
    street = "Street of the Long-Winded Examples and Exceptions and of All Their Invented Friends"
    lines = [f"{number} Example Street" for number in range(1, 7)]
    addressed = [("Dear all,", *lines[:count]) for count in (2, 4, 6)]
    addressed += [("Dear all,", street, *lines[:count]) for count in (1, 3, 1)]
    addressed += [("Dear all and everybody else, " * 6, *lines[:2])]
    letters = [to(SHORT, office, *words) for words in addressed for office in ("Office", "Bureau")]
    pages = [lay_out(letter, templates) for letter in letters]
    assert [typesetter.typeset(page) for page in pages] == [in_full(page) for page in pages]
    assert reused(typesetter) >= len(addressed) - 1


def test_fewer_lines_in_the_window_are_no_other_letter(
    templates: Templates, typesetter: Typesetter, in_full: Callable[[Page], bytes]
) -> None:
    lines = ("Office", "Street 1", "2nd floor", "Gate 3", "Exampleton", "SAMPLIA")
    letters = [to(SHORT, *lines[:1], "Dear all,", *lines[1:count]) for count in (3, 6, 4, 5)]
    pages = [lay_out(letter, templates) for letter in letters]
    assert [typesetter.typeset(page) for page in pages] == [in_full(page) for page in pages]
    assert reasons(typesetter) == {Reason.FIRST: 1}


def test_a_letter_from_right_to_left_comes_out_the_same(
    arabic: Templates, typesetter: Typesetter, in_full: Callable[[Page], bytes]
) -> None:
    letter = replace(ARABIC, families=arabic.look.families)
    pages = [lay_out(to(letter, *who), arabic) for who in (("النائب", "سيدي"), ("المكتب", "سيدتي"))]
    assert [typesetter.typeset(page) for page in pages] == [in_full(page) for page in pages]


SIGNS = "AÉŁafghijlmnoprstuwyzäąß0123456789 ,.-'()&<«“ ’"
CYRILLIC = "АБЎЁІабвгдежзйлмнопрстуўыэюя №"
WORDS = st.one_of(st.text(SIGNS, min_size=1, max_size=60), st.text(CYRILLIC, min_size=1, max_size=40))
COMPARED = Typesetter()


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(WORDS, min_size=3, max_size=7), WORDS, st.sampled_from([SHORT, BELARUSIAN]))
def test_whoever_is_addressed_the_letter_is_what_it_is_in_full(
    templates: Templates,
    in_full: Callable[[Page], bytes],
    lines: list[str],
    salutation: str,
    letter: Letter,
) -> None:
    page = lay_out(to(letter, lines[0], salutation, *lines[1:]), templates)
    # Recipients come in no order here, as they never do in a batch.
    with patch.object(reusing, "KEPT", 24):
        assert COMPARED.typeset(page) == in_full(page)


def test_letters_to_random_recipients_were_made_from_others(tell: Callable[[str], None]) -> None:
    tell(f"{reused(COMPARED)} of {EXAMPLES} letters to random recipients were made from others")
    assert reused(COMPARED) > EXAMPLES / 4


# Reasons to typeset in full

STYLE = "html{font-family:Spectral;font-size:12pt} a{text-decoration:none} table{width:100%}"


def sheet(body: str, style: str = "", title: str = "A letter") -> Page:
    head = f'<head><meta charset="utf-8"><title>{title}</title><style>{style}</style></head>'
    markup = f'<!DOCTYPE html><html lang="en">{head}<body>{body}</body></html>'
    return Page(markup, STYLE, title, "en")


@pytest.mark.parametrize(
    ("reason", "body", "one", "other", "style"),
    [
        (Reason.NOWHERE, "<p>Words</p>", "p { color: #222 }", "p { color: #111 }", "{}"),
        (Reason.SIGNS, "<p>{}</p>", "Cafe", "Caf&eacute;", ""),
        (Reason.EMPTY, "<p>{}</p><p>Words</p>", "", "Words", ""),
        (Reason.SPLIT, "<ul><li>{}</li></ul>", "One", "Two", ""),
        (Reason.SHAPE, "<table><tr><td>{}</td></tr></table>", "One", "Two", ""),
        (Reason.SPLIT, "<p>{} " + "word " * 3000 + "</p>", "One", "Two", ""),
        (Reason.SPLIT, "<div>{}<p>Words</p></div>", "One", "Two", ""),
        (Reason.WIDTH, '<div class="side">{}</div>', "One", "Two", ".side { float: right }"),
        (Reason.WIDTH, '<div class="side">{}</div>', "One", "Two", ".side { position: absolute; left: 0 }"),
        (Reason.FLOAT, "<div>Aside</div><p>{}</p>", "One", "Two", "div { float: left }"),
        (Reason.ELSEWHERE, "<h1>{}</h1>", "One", "Two", ""),
        (Reason.STYLES, "<p>{}</p>", "One", "Two", "p { string-set: words content() }"),
        (Reason.LINES, "<p>{}</p>", "One", "Two " * 60, ""),
        (Reason.MOVED, '<p>{} <a href="https://example.org/">a link</a></p>', "One", "Twenty", ""),
        (Reason.MOVED, "<p>{} <u>under</u></p>", "One", "Two", ""),
        (Reason.MOVED, "<p>{} <b>more</b></p>", "One", "Twenty", "b { border-bottom: 1pt solid }"),
        (Reason.MOVED, '<div class="at">{} <em>and</em> more</div>', "One", "Two", ".at{position:relative}"),
        (Reason.ALPHABET, "<p>{}</p>", "One", "Адзін", ""),
        (Reason.ALPHABET, "<p><em>{}</em></p>", "One", "Ten", ""),
        (Reason.UNPROVEN, "<p>{}</p>", "One", "Two", "body{counter-reset:a 4} p::before{content:counter(a)}"),
    ],
)
def test_what_is_more_than_words_is_typeset_in_full(
    reason: Reason,
    body: str,
    one: str,
    other: str,
    style: str,
    typesetter: Typesetter,
    in_full: Callable[[Page], bytes],
) -> None:
    pages = [sheet(body.replace("{}", words), style.replace("{}", words)) for words in (one, other)]
    assert [typesetter.typeset(page) for page in pages] == [in_full(page) for page in pages]
    assert reasons(typesetter) == {Reason.FIRST: 1, reason: 1}


def test_a_letter_with_another_title_is_typeset_in_full(typesetter: Typesetter) -> None:
    made = [typesetter.typeset(sheet("<p>Words</p>", title=title)) for title in ("One", "Two")]
    assert made[0] != made[1]
    assert reasons(typesetter) == {Reason.FIRST: 1, Reason.NOWHERE: 1}


def test_words_that_need_another_font_are_typeset_in_full(
    typesetter: Typesetter, in_full: Callable[[Page], bytes]
) -> None:
    plain = fonts.faces()[0]
    twin = replace(plain, family="Twin", content=fonts._subset(plain, "Office"))
    pages = [
        replace(sheet(f"<p>{words}</p>"), css="html{font-family:Twin,Spectral}", faces=(twin,))
        for words in ("Office", "Offiče")
    ]
    assert [typesetter.typeset(page) for page in pages] == [in_full(page) for page in pages]
    assert reasons(typesetter) == {Reason.FIRST: 1, Reason.FONTS: 1}


def test_another_weasyprint_typesets_every_letter_in_full(
    typesetter: Typesetter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reusing, "PROVEN", "69.0")
    for words in ("One", "Two", "Three"):
        typesetter.typeset(sheet(f"<p>{words}</p>"))
    assert reasons(typesetter) == {Reason.VERSION: 3}


def test_a_kind_of_letter_that_came_out_otherwise_is_typeset_in_full_from_then_on(
    typesetter: Typesetter, caplog: pytest.LogCaptureFixture
) -> None:
    letters = typesetter.letters
    assert letters is not None
    typesetter.typeset(sheet("<p>One</p>"))
    with caplog.at_level(logging.WARNING):
        assert letters.address(sheet("<p>Two</p>"), lambda: b"another file") == b"another file"
    assert caplog.messages == [Reason.DIFFERS]
    typesetter.typeset(sheet("<p>Three</p>"))
    assert reasons(typesetter) == {Reason.FIRST: 1, Reason.DIFFERS: 1}


def test_every_reason_is_taken_by_a_test() -> None:
    source = Path(__file__).read_text(encoding="utf-8")
    assert [reason.name for reason in Reason if f"Reason.{reason.name}" not in source] == []


def test_a_link_that_leads_nowhere_is_refused_though_a_letter_like_it_was_made(
    typesetter: Typesetter,
) -> None:
    typesetter.typeset(sheet('<p>One</p><p><a href="https://example.org/">there</a></p>'))
    with pytest.raises(TypesettingError, match="leads neither"):
        typesetter.typeset(sheet('<p>Two</p><p><a href="file:///etc/passwd">there</a></p>'))


# What is kept


def test_no_more_letters_are_kept_than_memory_allows(
    typesetter: Typesetter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reusing, "KEPT", 2)
    for form in ("<p>{}</p>", "<div>{}</div>", "<section>{}</section>"):
        typesetter.typeset(sheet(form.format("One")))
    typesetter.typeset(sheet("<p>Two</p>"))
    typesetter.typeset(sheet("<section>Two</section>"))
    assert reasons(typesetter) == {Reason.FIRST: 4}


def test_letters_with_the_same_tags_and_other_lines_are_kept_side_by_side(typesetter: Typesetter) -> None:
    for words in ("One", "Many " * 40, "Two", "Very " * 40):
        typesetter.typeset(sheet(f"<p>{words}</p>"))
    assert reasons(typesetter) == {Reason.FIRST: 1, Reason.LINES: 1}


def test_without_reuse_nothing_is_kept() -> None:
    assert Typesetter(reuse=False).letters is None


def test_a_letter_made_from_another_holds_none_of_its_words(typesetter: Typesetter) -> None:
    import pypdfium2

    letters = [sheet(f"<p>{name}</p><p>Words that all share.</p>") for name in ("Eve", "Ada", "Ida")]
    with pypdfium2.PdfDocument([typesetter.typeset(page) for page in letters][-1]) as document:
        assert document[0].get_textpage().get_text_range() == "Ida\r\nWords that all share."
    assert reused(typesetter) == 1


# Speed


def test_letters_to_others_are_made_ten_times_as_fast(
    templates: Templates,
    typesetter: Typesetter,
    in_full: Callable[[Page], bytes],
    tell: Callable[[str], None],
) -> None:
    from time import process_time

    pages = [lay_out(to(LONG, f"Office {number}", "Dear all,"), templates) for number in range(8)]
    spent = {typesetter.typeset: 0.0, in_full: 0.0}
    for page in pages[:2]:
        typesetter.typeset(page)
    for page in pages[2:]:
        for way in spent:
            begun = process_time()
            way(page)
            spent[way] += process_time() - begun
    ratio = spent[in_full] / spent[typesetter.typeset]
    tell(f"a letter like another one is typeset {ratio:.0f} times as fast")
    assert ratio > 10
