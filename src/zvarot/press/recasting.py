"""Recasting: other words in a paragraph that WeasyPrint has laid out, with nothing around it moved.

This is the only module that reaches into WeasyPrint's layout. It lays the lines of one block out again
within the box that the block had, and draws the words where the old ones stood. It gives up, by a reason
with a name, wherever anything but the words might change.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import inf
from typing import Any

from weasyprint import DEFAULT_OPTIONS, Document
from weasyprint.css.targets import TargetCollector
from weasyprint.draw.text import draw_text
from weasyprint.formatting_structure import boxes
from weasyprint.formatting_structure.build import create_anonymous_boxes, element_to_box
from weasyprint.layout import LayoutContext
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.layout.inline import iter_line_boxes
from weasyprint.pdf.stream import Stream

from zvarot.press.alphabets import Fonts
from zvarot.press.likeness import Reason, Unlike, is_plain, pairs, put_in_place, refuse_ancestor, side_by_side
from zvarot.press.patching import Spot, joined


@dataclass(frozen=True)
class _Mark:
    """How the words of one box were drawn."""

    spot: Spot
    colours: tuple[Any, ...]
    fonts: tuple[tuple[str, float], ...]
    brought_signs: bool
    """Whether it was the first to use a sign beyond the alphabet."""


class _Recording(Stream):  # type: ignore[misc]
    """Draws a page, and keeps how each text was drawn."""

    page = 0

    def __init__(self, *words: Any, **named: Any) -> None:
        super().__init__(*words, **named)
        self.marks: dict[Any, _Mark] = {}
        self.used: list[tuple[str, float]] = []

    @property
    def colours(self) -> tuple[Any, ...]:
        """The colours and degrees of opacity that are set."""
        return (
            self._current_color,
            self._current_color_stroke,
            self._current_alpha,
            self._current_alpha_stroke,
        )

    @colours.setter
    def colours(self, colours: tuple[Any, ...]) -> None:
        self._current_color, self._current_color_stroke, *rest = colours
        self._current_alpha, self._current_alpha_stroke = rest

    @contextmanager
    def marked(self, box: Any, tag: str) -> Iterator[None]:
        """Keep how what is drawn within was begun and which fonts it used."""
        self.used = []
        signs, colours, spot = self._fonts.beyond(), self.colours, (self.page, len(self._tags))
        with super().marked(box, tag):
            yield
        self.marks[box] = _Mark(spot, colours, tuple(self.used), self._fonts.beyond() > signs)

    def add_font(self, pango_font: Any) -> Any:
        """Keep which fonts are used, in their order."""
        font, size = super().add_font(pango_font)
        self.used.append((font.hash, size))
        return font, size


class _Remembering(Document):  # type: ignore[misc]
    """A document whose page keeps by which styles it was laid out."""

    @classmethod
    def _build_layout_context(cls, html: Any, *more: Any) -> LayoutContext:
        context = super()._build_layout_context(html, *more)
        html.ways = context.style_for, context.counter_style
        return context


def lay_out(html: Any, font_config: Any, styles: list[Any]) -> Document:
    """Lay a page out as WeasyPrint does, so that its paragraphs can be given other words later."""
    return _Remembering._render(html, font_config, None, None, {**DEFAULT_OPTIONS, "stylesheets": styles})


class Recast:
    """A laid-out letter whose paragraphs can be given other words."""

    def __init__(self, document: Document, language: str) -> None:
        """Keep what `lay_out` has made; its elements are this object's own from now on."""
        self.root = document._html.etree_element
        self._document = document
        self._language = language
        style_for, counter_style = document._html.ways
        self._context = LayoutContext(
            style_for, _no_image, document.font_config, counter_style, TargetCollector()
        )
        self._context.page_bottom = inf
        self._places: dict[Any, list[tuple[int, tuple[Any, ...]]]] = {}
        self._floats: list[tuple[int, Any]] = []
        for number, page in enumerate(document.pages):
            self._find(number, page._page_box, ())
        self._resources: dict[str, Any] = {key: {} for key in ("ExtGState", "XObject", "Pattern", "Shading")}
        self._resources["ColorSpace"] = b""
        self._marks: dict[Any, _Mark] = {}
        self._fresh = Fonts(language)

    def draw(self) -> list[bytes]:
        """Draw all pages again and return what they draw; keeps how each text was drawn."""
        fonts = Fonts(self._language)
        drawn = []
        for number, page in enumerate(self._document.pages):
            stream = self._stream(fonts)
            stream.page = number
            stream.page_rectangle = (0, 0, page.width, page.height)
            stream.transform(d=-1, f=page.height * 0.75)
            page.paint(stream, 0.75)
            self._marks.update(stream.marks)
            drawn.append(joined(stream.stream))
        return drawn

    def _stream(self, fonts: Fonts) -> _Recording:
        return _Recording(fonts, None, self._resources, {}, {}, {}, None, compress=True)

    def _find(self, page: int, box: Any, above: tuple[Any, ...]) -> None:
        """Keep where each block stands, and what it stands in."""
        box = getattr(box, "_box", box) if isinstance(box, AbsolutePlaceholder) else box
        if isinstance(box, boxes.LineBox | boxes.InlineLevelBox) and not isinstance(
            box, boxes.InlineBlockBox
        ):
            children = [child for child in getattr(box, "children", ()) if _stands_for_itself(child)]
        else:
            self._places.setdefault(box.element, []).append((page, (*above, box)))
            children = [*box.all_children()]
        if box.is_floated():
            self._floats.append((page, box))
        for child in children:
            self._find(page, child, (*above, box))

    # Blocks

    def block(self, element: Any) -> "Block":
        """Return the plain paragraph that an element is; raise Unlike where it is none."""
        places = self._places.get(element, [])
        if len(places) != 1:
            raise Unlike(Reason.SPLIT if places else Reason.NOWHERE)
        page, (*above, box) = places[0]
        lines = box.children
        if type(box) is not boxes.BlockBox or not all(isinstance(line, boxes.LineBox) for line in lines):
            raise Unlike(Reason.SHAPE)
        if not lines or box.first_letter_style or box.first_line_style or not is_plain(box.style):
            raise Unlike(Reason.SHAPE)
        for one in (*above, box):
            refuse_ancestor(one)
        if any(number == page and side_by_side(box, other) for number, other in self._floats):
            raise Unlike(Reason.FLOAT)
        still = all(one.style["position"] == "static" and not one.is_floated() for one in (*above[1:], box))
        return Block(element, box, still)

    def is_block(self, element: Any) -> bool:
        """Tell whether an element has a box of its own that is more than a run of words."""
        return element in self._places

    def reset(self, block: "Block") -> dict[Spot, bytes]:
        """Lay a block out with the words that its element has by now, and return what is drawn where.

        Raise Unlike where anything but the words would change.
        """
        lines = self._lines(block)
        if len(lines) != len(block.box.children):
            raise Unlike(Reason.LINES)
        both: list[tuple[Any, Any]] = []
        for new, old in zip(lines, block.box.children, strict=True):
            found = [*pairs(new, old)]
            put_in_place(found, block.still)
            both += found
        return dict(self._redrawn(new, old) for new, old in both)

    def _lines(self, block: "Block") -> list[Any]:
        made = element_to_box(
            block.element,
            self._context.style_for,
            self._context.get_image_from_uri,
            None,
            TargetCollector(),
            self._context.counter_style,
            [],
        )
        if len(made) != 1:
            raise Unlike(Reason.SHAPE)
        made[0].process_whitespace()
        made[0].process_text_transform()
        box = create_anonymous_boxes(made[0])
        if len(box.children) != 1 or not isinstance(box.children[0], boxes.LineBox):
            raise Unlike(Reason.SHAPE)
        self._context.create_block_formatting_context()
        first = block.box.children[0]
        laid_out = iter_line_boxes(
            self._context, box.children[0], first.position_y, -inf, None, block.box, [], [], None, None
        )
        try:
            return [line for line, _ in laid_out]
        finally:
            self._context.finish_block_formatting_context()

    def _redrawn(self, new: Any, old: Any) -> tuple[Spot, bytes]:
        """Draw a box of words where the old one stood."""
        mark = self._marks.get(old)
        if mark is None:
            raise Unlike(Reason.SHAPE)
        stream = self._stream(self._fresh)
        stream.colours = mark.colours
        draw_text(stream, new, 0, "clip", "none")
        if tuple(stream.used) != mark.fonts:
            raise Unlike(Reason.FONTS)
        beyond = self._fresh.beyond()
        if beyond:
            self._fresh = Fonts(self._language)
        if new.text != old.text and (beyond or mark.brought_signs):
            raise Unlike(Reason.ALPHABET)
        return mark.spot, joined(stream.stream)


@dataclass(frozen=True, eq=False)
class Block:
    """A plain paragraph: one box, and nothing but lines in it."""

    element: Any
    box: Any
    still: bool
    """Whether it stands where it was laid out, as all do but those that are positioned."""


def _no_image(**named: Any) -> None:
    """Find no picture: a block that holds one does not come out as it was, and is left alone."""


def _stands_for_itself(child: Any) -> bool:
    """Tell whether what stands in a line is more than a run of words."""
    return not isinstance(child, boxes.TextBox)
