"""A paragraph gets other words, and all else stays where it was laid out."""

from typing import Any

import pytest

from zvarot.press.likeness import Reason, Unlike
from zvarot.press.patching import joined
from zvarot.press.recasting import Recast
from zvarot.press.typesetting import Typesetter
from zvarot.writing.page import Page

STYLE = "html{font-family:Spectral}"
BODY = "<p>First words</p><p id='b'>Second <b>words</b></p><ul><li>Item</li></ul><img alt=''>"


def laid_out(typesetter: Typesetter, body: str = BODY) -> tuple[Recast, list[bytes], Any]:
    """Return a letter that can be recast, what its pages draw, and its elements."""
    page = Page(f'<html lang="en"><body>{body}</body></html>', STYLE, "", "en")
    document = typesetter.render(page)
    drawn: list[bytes] = []

    def read(_: Any, pdf: Any) -> None:
        pages = [pdf.objects[number] for number in pdf.pages["Kids"][::3]]
        drawn.extend(joined(pdf.objects[int(page["Contents"].split()[0])].stream) for page in pages)

    document.write_pdf(finisher=read, pdf_tags=True)
    return Recast(document, "en"), drawn, document._html.etree_element


def test_pages_are_drawn_again_as_they_were(typesetter: Typesetter) -> None:
    recast, drawn, _ = laid_out(typesetter)
    assert recast.draw() == drawn


def test_a_paragraph_with_its_own_words_comes_out_as_it_was(typesetter: Typesetter) -> None:
    recast, _, root = laid_out(typesetter)
    (drawn,) = recast.draw()
    texts = recast.reset(recast.block(root.find("body/p[@id='b']")))
    assert [*texts] == [(0, 1), (0, 2)]
    assert all(text in drawn for text in texts.values())


def test_other_words_are_drawn_where_the_old_ones_stood(typesetter: Typesetter) -> None:
    recast, _, root = laid_out(typesetter)
    (drawn,) = recast.draw()
    first = root.find("body/p")
    first.text = "Other words"
    ((spot, text),) = recast.reset(recast.block(first)).items()
    assert spot == (0, 0)
    assert text not in drawn
    place = [line for line in text.split(b"\n") if line.endswith(b"Tm")]
    assert all(line in drawn for line in place)


@pytest.mark.parametrize(
    ("path", "reason"), [("body/ul/li", Reason.SPLIT), ("body", Reason.SHAPE), ("head", Reason.NOWHERE)]
)
def test_what_is_no_plain_paragraph_is_no_block(path: str, reason: Reason, typesetter: Typesetter) -> None:
    recast, _, root = laid_out(typesetter)
    with pytest.raises(Unlike) as unlike:
        recast.block(root.find(path))
    assert unlike.value.reason is reason


def test_runs_of_words_are_no_blocks(typesetter: Typesetter) -> None:
    recast, _, root = laid_out(typesetter)
    assert recast.is_block(root.find("body/p"))
    assert not recast.is_block(root.find("body/p/b"))
