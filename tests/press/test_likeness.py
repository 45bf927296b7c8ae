"""Two lines are alike when nothing but their words differs."""

from typing import Any

import pytest

from zvarot.press.likeness import Reason, Unlike, pairs, put_in_place, side_by_side
from zvarot.press.typesetting import Typesetter


def lines(typesetter: Typesetter, body: str) -> list[Any]:
    """Return the lines of a text, laid out by themselves."""
    from weasyprint.formatting_structure import boxes

    html = typesetter._parsed(f'<html lang="en"><body>{body}</body></html>')
    page = html.render(font_config=typesetter._fonts_with(())).pages[0]
    found = [box for box in page._page_box.descendants() if isinstance(box, boxes.LineBox)]
    for box in (one for line in found for one in line.descendants()):
        box.element = None
    return found


def test_words_are_paired_with_those_in_whose_place_they_stand(typesetter: Typesetter) -> None:
    (new,), (old,) = (
        lines(typesetter, "<p>One <i>more</i></p>"),
        lines(typesetter, "<p>Two <i>others</i></p>"),
    )
    assert [(one.text, other.text) for one, other in pairs(new, old)] == [
        ("One ", "Two "),
        ("more", "others"),
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>One</p>", "<div>One</div>"),
        ("<p>One</p>", "<p>One <i>more</i></p>"),
        ("<p>One</p>", "<p style='line-height: 3'>One</p>"),
        ("<p>One</p>", "<br><p>One</p>"),
    ],
)
def test_other_boxes_heights_and_places_are_unlike(one: str, other: str, typesetter: Typesetter) -> None:
    with pytest.raises(Unlike) as unlike:
        [*pairs(lines(typesetter, one)[-1], lines(typesetter, other)[-1])]
    assert unlike.value.reason is Reason.LINES


def test_a_link_may_not_move(typesetter: Typesetter) -> None:
    link = '<a href="https://example.org/" style="text-decoration: none">link</a>'
    (new,), (old,) = lines(typesetter, f"<p>One {link}</p>"), lines(typesetter, f"<p>Twenty {link}</p>")
    assert len([*pairs(old, old)]) == 2
    with pytest.raises(Unlike) as unlike:
        [*pairs(new, old)]
    assert unlike.value.reason is Reason.MOVED


def test_words_take_the_place_of_the_old_ones_where_these_were_moved(typesetter: Typesetter) -> None:
    (new,), (old,) = lines(typesetter, "<p>One</p>"), lines(typesetter, "<p>Two</p>")
    old.translate(1e-9, 1e-9)
    found = [*pairs(new, old)]
    put_in_place(found, still=False)
    assert [(one.position_x, one.position_y) for one, _ in found] == [
        (other.position_x, other.position_y) for _, other in found
    ]


def test_a_line_of_several_parts_that_was_moved_is_left_alone(typesetter: Typesetter) -> None:
    (line,) = lines(typesetter, "<p>One <i>more</i></p>")
    put_in_place([*pairs(line, line)], still=True)
    with pytest.raises(Unlike):
        put_in_place([*pairs(line, line)], still=False)


def test_boxes_stand_side_by_side_when_they_share_some_height(typesetter: Typesetter) -> None:
    one, other = lines(typesetter, "<p>One</p><p>Two</p>")
    assert side_by_side(one, one)
    assert not side_by_side(one, other)
