"""Letters of all kinds become parts of one tagged PDF."""

import io
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest

from conformity import objections
from mirrored import ARABIC
from press.conftest import Print, with_logo
from samples import BELARUSIAN, CROWDED, LONG, SHORT
from zvarot.findings import WrongUse
from zvarot.press.collating import collate, take_in
from zvarot.press.conforming import Part
from zvarot.press.typesetting import Typesetter, TypesettingError
from zvarot.writing.letter import Letter
from zvarot.writing.page import lay_out
from zvarot.writing.templating import Templates


@pytest.fixture(scope="module")
def crowd(templates: Templates, arabic: Templates) -> tuple[tuple[Letter, Templates], ...]:
    """Letters with logos, tables, another paper, another direction, other fonts, one page and many."""
    mirrored = replace(with_logo(ARABIC), families=arabic.look.families)
    letters = (LONG, with_logo(LONG), SHORT, replace(SHORT, paper="letter"), CROWDED, BELARUSIAN)
    return (*((letter, templates) for letter in letters), (mirrored, arabic))


def part(letter: Letter, templates: Templates, typesetter: Typesetter) -> Part:
    laid_out = typesetter.render(lay_out(letter, templates)).pages
    return take_in(laid_out, letter.subject, letter.language, typesetter)


@pytest.fixture(scope="module")
def collated(crowd: tuple[tuple[Letter, Templates], ...], typesetter: Typesetter) -> bytes:
    return collate([part(*one, typesetter) for one in crowd], "Letters of all kinds", typesetter)


def test_letters_of_all_kinds_together_are_pdf_a_2a_and_pdf_ua_1(collated: bytes) -> None:
    assert objections(collated) == []


def test_a_blank_page_is_as_large_as_the_one_before_and_holds_nothing(collated: bytes) -> None:
    with pypdfium2.PdfDocument(collated) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
        sizes = [page.get_size() for page in document]
    blanks = [number for number, text in enumerate(texts) if not text]
    assert len(blanks) > 3
    assert [sizes[number] for number in blanks] == [sizes[number - 1] for number in blanks]
    assert len({*sizes}) == 2
    with pikepdf.open(io.BytesIO(collated)) as opened:
        tree = pikepdf.NumberTree(opened.Root.StructTreeRoot.ParentTree)
        for number in blanks:
            assert len(tree[int(opened.pages[number].StructParents)]) == 0
            assert "/Annots" not in opened.pages[number]


def test_a_logo_is_kept_once_for_all_letters(
    templates: Templates, typesetter: Typesetter, print_letter: Print
) -> None:
    letters = [with_logo(LONG), with_logo(SHORT)]
    pdf = collate([part(one, templates, typesetter) for one in letters], "Logos", typesetter)
    assert pictures(pdf) == pictures(print_letter(with_logo(LONG)))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len([thing for thing in opened.objects if getattr(thing, "S", "") == "/Figure"]) == 2


def pictures(pdf: bytes) -> int:
    """Return how many pictures a file holds, with those that say what is seen through."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len([thing for thing in opened.objects if getattr(thing, "Subtype", "") == "/Image"])


def test_names_that_tags_go_by_are_given_once(templates: Templates, typesetter: Typesetter) -> None:
    pdf = collate([part(LONG, templates, typesetter) for _ in range(2)], "Twice", typesetter)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        ids = [str(thing.ID) for thing in opened.objects if "/ID" in keys(thing)]
        places = [str(name) for name in pikepdf.NameTree(opened.Root.Names.Dests)]
    assert len(ids) == len({*ids}) == 14
    assert len(places) == len({*places}) > 20


def keys(thing: pikepdf.Object) -> list[str]:
    return [*thing.keys()] if isinstance(thing, pikepdf.Dictionary) else []


def test_the_title_of_the_whole_may_hold_any_sign(templates: Templates, typesetter: Typesetter) -> None:
    pdf = collate([part(SHORT, templates, typesetter)], 'Rights & <b>"freedoms"', typesetter)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.docinfo["/Title"] == 'Rights & <b>"freedoms"'


def test_a_letter_is_printed_alone_as_if_it_had_not_been_with_others(
    collated: bytes, print_letter: Print, long_pdf: bytes
) -> None:
    assert collated
    assert print_letter(LONG) == long_pdf


def test_a_link_that_leads_nowhere_in_its_own_letter_is_refused(
    templates: Templates, typesetter: Typesetter
) -> None:
    astray = lay_out(SHORT, templates)
    astray = replace(astray, markup=astray.markup.replace("</main>", '<a href="#note-1">1</a></main>'))
    parts = [
        part(LONG, templates, typesetter),
        take_in(typesetter.render(astray).pages, "Astray", "en", typesetter),
    ]
    with pytest.raises(TypesettingError, match="2-note-1"):
        collate(parts, "Two letters", typesetter)


def test_no_letters_are_no_file(typesetter: Typesetter) -> None:
    with pytest.raises(WrongUse, match="no letter") as raised:
        collate([], "Nothing", typesetter)
    assert raised.value.help
