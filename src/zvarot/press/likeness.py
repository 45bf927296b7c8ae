"""Likeness: whether a paragraph that was laid out again stands just as the old one stood.

Everything is compared that another box or another page could notice; what alone may differ is the words.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from weasyprint.formatting_structure import boxes

_NEAR = 1e-6
"""How far apart two places may be, in CSS pixels, that differ by nothing but rounding."""


class Reason(StrEnum):
    """Why a letter cannot be made from another one."""

    VERSION = "another WeasyPrint than the one that this was proven with"
    FIRST = "no letter like it was made before"
    UNPROVEN = "the letter before cannot be taken apart"
    DIFFERS = "the letter before did not come out the same both ways"
    STYLES = "its styles show words from elsewhere in the text"
    NOWHERE = "the words stand in no block of the text: in the title, a style"
    SIGNS = "the words hold what is not plain text"
    EMPTY = "there are words where there were none, or the other way round"
    SHAPE = "the block is not a plain paragraph"
    SPLIT = "the block stands in several places, as one that goes on with the next page"
    WIDTH = "the width of the block hangs on its words"
    FLOAT = "the block stands beside something that floats"
    ELSEWHERE = "the words are shown elsewhere too, as a bookmark is"
    LINES = "the block has other lines"
    MOVED = "something else than words would move: a link, a border, a line under words"
    FONTS = "the words need another font"
    ALPHABET = "the words hold a sign beyond the alphabet of the language"


class Unlike(Exception):
    """A letter cannot be made from another one."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


def is_plain(style: Any) -> bool:
    """Tell whether a block shows its words as they are, in lines from top to bottom."""
    return bool(
        style["text_overflow"] == "clip"
        and style["max_lines"] in (None, "none")
        and style["block_ellipsis"] == "none"
        and "list-item" not in style["display"]
    )


def refuse_ancestor(box: Any) -> None:
    """Raise Unlike where a box has a width that hangs on its words, or shows them elsewhere too."""
    if box.bookmark_label or box.string_set or box.missing_link or box.transformation_matrix:
        raise Unlike(Reason.ELSEWHERE)
    style = box.style
    if isinstance(box, boxes.PageBox) or box.is_for_root_element:
        return
    if not isinstance(box, boxes.BlockBox) or box.is_floated() or box.is_column or box.is_table_wrapper:
        raise Unlike(Reason.WIDTH)
    held = style["width"] != "auto" or "auto" not in (style["left"], style["right"])
    if style["position"] not in ("static", "relative") and not held:
        raise Unlike(Reason.WIDTH)


def side_by_side(box: Any, other: Any) -> bool:
    """Tell whether two boxes share some of their height."""
    end, other_end = (one.position_y + one.margin_height() for one in (box, other))
    return bool(box.position_y < other_end - _NEAR and other.position_y < end - _NEAR)


def pairs(new: Any, old: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each box of words with the old one in whose place it stands; raise Unlike where one has none."""
    alike = type(new) is type(old) and new.element is old.element and new.element_tag == old.element_tag
    if not alike or not _near(new.height, old.height) or not _near(new.position_y, old.position_y):
        raise Unlike(Reason.LINES)
    if isinstance(new, boxes.TextBox):
        if not _near(new.baseline, old.baseline):
            raise Unlike(Reason.LINES)
        if new.style["text_decoration_line"] != "none":
            raise Unlike(Reason.MOVED)
        yield new, old
        return
    if not isinstance(new, boxes.LineBox | boxes.InlineBox) or len(new.children) != len(old.children):
        raise Unlike(Reason.LINES)
    if isinstance(new, boxes.InlineBox) and _shows(new):
        _refuse_to_move(new, old)
    for one, other in zip(new.children, old.children, strict=True):
        yield from pairs(one, other)


def _near(one: float, other: float) -> bool:
    return abs(one - other) < _NEAR


def _shows(box: Any) -> bool:
    """Tell whether more of a run of words is to be seen, or found, than its words."""
    style = box.style
    sides = ("top", "right", "bottom", "left")
    return bool(
        box.link
        or style["anchor"]
        or box.bookmark_label
        or box.string_set
        or box.footnote
        or style["background_color"].alpha
        or style["background_image"] != (("none", None),)
        or style["outline_style"] != "none"
        or style["box_shadow"] not in ((), "none", None)
        or any(getattr(box, f"border_{side}_width") for side in sides)
    )


def _refuse_to_move(new: Any, old: Any) -> None:
    if (new.position_x, new.width) != (old.position_x, old.width):
        raise Unlike(Reason.MOVED)


def put_in_place(found: list[tuple[Any, Any]], still: bool) -> None:
    """Give the words of a line the places of the old ones where these were moved after they were laid out.

    How far down words stand hangs on no word. How far right they begin hangs on those before them.
    """
    for new, old in found:
        new.position_y, new.baseline = old.position_y, old.baseline
    if still:
        return
    if len(found) != 1 or not _near(found[0][0].position_x, found[0][1].position_x):
        raise Unlike(Reason.MOVED)
    new, old = found[0]
    new.position_x = old.position_x
