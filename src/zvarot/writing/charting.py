"""A figure over time as a picture: every reading, by its counter's own shape, and the day of the letter.

The picture is drawn here, from numbers and escaped words, in a handful of SVG elements.
"""

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

WIDTH = 640
LOW, HIGH = 96, 170
"""The height of what lies between the axes, for a reading or two and for more."""
LEFT, RIGHT, TOP = 66, 24, 30
_LINE = 17
_AXIS = 26
"""Between the lower end of the axes and the first counter's name."""
_TICKS_X, _TICKS_Y = 7, 4
_SHORT = 100
"""Up to as many days the axis has days, and not months."""
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120)
_SIGN_WIDTH = 6.2
"""Of a letter of a label, about."""

SHAPES = {
    "circle": "M-5 0A5 5 0 1 0 5 0A5 5 0 1 0 -5 0Z",
    "square": "M-4.5 -4.5H4.5V4.5H-4.5Z",
    "triangle": "M0 -6L5.5 4.5H-5.5Z",
    "diamond": "M0 -6.5L6.5 0L0 6.5L-6.5 0Z",
    "hourglass": "M-5 -5H5L-5 5H5Z",
    "cross": "M-1.8 -5.5H1.8V-1.8H5.5V1.8H1.8V5.5H-1.8V1.8H-5.5V-1.8H-1.8Z",
}
_DASHES = ("none", "6 3", "2 3", "9 3 2 3", "1 2", "12 4")


@dataclass(frozen=True)
class Point:
    """One reading."""

    day: dt.date
    value: int
    words: str
    """The value as it is told: `more than 60`."""
    counter: str
    quoted: bool


def shapes(points: Iterable[Point]) -> dict[str, str]:
    """Return the shape of each counter, in the order in which they come; after the last one the first."""
    counters = dict.fromkeys(point.counter for point in points)
    names = [*SHAPES]
    return {counter: names[number % len(names)] for number, counter in enumerate(counters)}


def chart(id: str, title: str, points: Sequence[Point], letter: dt.date) -> str:
    """Draw readings and the letter's day as an SVG; `id` is this picture's own on its page.

    The title says all that matters for who cannot see it; the table beside has the rest.
    """
    plot = _Plot(points, letter)
    height = plot.base + _AXIS + _LINE * (len(plot.shapes) + 1) + 8
    drawn = "".join([*plot.axes(), *plot.letter_line(), *plot.lines(), *plot.marks(), *plot.legend()])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}"'
        f' height="{height}" role="img" aria-labelledby="{escape(id)}-title {escape(id)}-desc"'
        ' font-family="Spectral, serif" font-size="12">'
        f'<title id="{escape(id)}-title">{escape(_summary(title, points, letter))}</title>'
        f'<desc id="{escape(id)}-desc">{escape(_description(points))}</desc>{drawn}</svg>'
    )


def _summary(title: str, points: Sequence[Point], letter: dt.date) -> str:
    counters = len({point.counter for point in points})
    quoted = "; ".join(f"{one.words} as of {one.day}" for one in points if one.quoted)
    told = f"quotes {quoted}" if quoted else "quotes none of them"
    return (
        f"{title}: {len(points)} {'reading' if len(points) == 1 else 'readings'} by {counters}"
        f" {'counter' if counters == 1 else 'counters'}. The letter of {letter} {told}."
    )


def _description(points: Iterable[Point]) -> str:
    return "; ".join(f"{one.day}: {one.words}, counted by {one.counter}" for one in points) + "."


class _Plot:
    """Where things stand in the picture."""

    def __init__(self, points: Sequence[Point], letter: dt.date) -> None:
        self.points = sorted(points, key=lambda point: point.day)
        self.letter = letter
        self.shapes = shapes(points)
        self.height = HIGH if len(points) > 2 else LOW
        self.base = TOP + self.height
        days = [letter.toordinal(), *(point.day.toordinal() for point in points)]
        pad = max(10, (max(days) - min(days)) // 25)
        self.first, self.last = min(days) - pad, max(days) + pad
        self.step = _nice(max([1, *(point.value for point in points)]) / (_TICKS_Y - 1))
        self.top = self.step * math.ceil(max([1, *(point.value for point in points)]) * 1.08 / self.step)
        self.taken: list[tuple[float, float, float]] = []
        """Left and right end and height of each label that was set."""

    def x(self, day: dt.date) -> float:
        """Return how far from the left a day stands."""
        share = (day.toordinal() - self.first) / (self.last - self.first)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def y(self, value: float) -> float:
        """Return how far from the upper edge a value stands."""
        return round(self.base - self.height * value / self.top, 1)

    def axes(self) -> Iterator[str]:
        """Draw the scales: values from nought, and months or years."""
        for value in range(0, self.top + 1, self.step):
            y = self.y(value)
            colour = "#111" if value == 0 else "#ccc"
            yield _line(LEFT, y, WIDTH - RIGHT, y, f'stroke="{colour}"')
            yield _text(LEFT - 8, y + 4, f"{value:,}", "end")
        span = self.last - self.first
        short = span <= _SHORT
        days = (
            [dt.date.fromordinal(self.first + span * n // 6) for n in (1, 3, 5)] if short else self.months()
        )
        for day in days:
            x = self.x(day)
            yield _line(x, self.base, x, self.base + 4, 'stroke="#111"')
            yield _text(x, self.base + 17, f"{day}" if short else f"{day:%Y-%m}")

    def months(self) -> list[dt.date]:
        """Return the first days of the months that are written below the axis."""
        first, last = dt.date.fromordinal(self.first), dt.date.fromordinal(self.last)
        for step in _MONTHS:
            numbers = range(first.year * 12 + first.month, last.year * 12 + last.month)
            found = [dt.date(n // 12, n % 12 + 1, 1) for n in numbers if n % step == 0]
            if len(found) <= _TICKS_X:
                return found
        return found[:: len(found) // _TICKS_X + 1]

    def letter_line(self) -> Iterator[str]:
        """Draw the letter's day."""
        x = self.x(self.letter)
        yield _line(x, TOP - 8, x, self.base, 'stroke="#6b1f2a" stroke-width="1.5" stroke-dasharray="5 3"')
        anchor = "end" if x > WIDTH / 2 else "start"
        yield _text(x, TOP - 13, f"letter of {self.letter}", anchor, 'fill="#6b1f2a" font-weight="600"')

    def lines(self) -> Iterator[str]:
        """Join the readings of each counter by a line with its own dashes."""
        for number, counter in enumerate(self.shapes):
            own = [f"{self.x(one.day)},{self.y(one.value)}" for one in self.points if one.counter == counter]
            dashes = _DASHES[number % len(_DASHES)]
            yield (
                f'<polyline points="{" ".join(own)}" fill="none" stroke="#777" stroke-dasharray="{dashes}"/>'
            )

    def marks(self) -> Iterator[str]:
        """Draw each reading; the quoted one is filled, ringed and named as such."""
        for point in sorted(self.points, key=lambda one: not one.quoted):
            x, y = self.x(point.day), self.y(point.value)
            if point.quoted:
                yield f'<circle cx="{x}" cy="{y}" r="10" fill="none" stroke="#111" stroke-width="1.5"/>'
            yield _shape(self.shapes[point.counter], x, y, point.quoted)
            yield from self.label(point, x, y)

    def label(self, point: Point, x: float, y: float) -> Iterator[str]:
        """Write a reading's value above or below it, where no other label stands."""
        words = f"{point.words} (quoted)" if point.quoted else point.words
        half = len(words) * _SIGN_WIDTH / 2
        middle = min(max(x, LEFT + half), WIDTH - half - 2)
        for height in (y - 14, y + 22):
            apart = [
                abs(height - other) > 13 or middle + half < left or right < middle - half
                for left, right, other in self.taken
            ]
            if TOP - 2 < height < self.base - 2 and all(apart):
                self.taken.append((middle - half, middle + half, height))
                weight = 'font-weight="600"' if point.quoted else ""
                yield (
                    f'<rect x="{round(middle - half, 1)}" y="{round(height - 10, 1)}"'
                    f' width="{round(2 * half, 1)}" height="13" fill="#fff"/>'
                )
                yield _text(middle, height, words, "middle", weight)
                return

    def legend(self) -> Iterator[str]:
        """Name the counter of each shape, and what a ring means."""
        y = self.base + _AXIS + _LINE
        for counter, shape in self.shapes.items():
            yield _shape(shape, LEFT + 6, y - 4, False)
            yield _text(LEFT + 20, y, f"counted by {counter}", "start")
            y += _LINE
        yield f'<circle cx="{LEFT + 6}" cy="{y - 4}" r="7" fill="none" stroke="#111" stroke-width="1.5"/>'
        yield _text(LEFT + 20, y, "ringed and filled: the reading that the letter quotes", "start")


def _nice(least: float) -> int:
    """Return the smallest round number not below another: 1, 2 or 5 times a power of ten."""
    power: int = 10 ** max(0, math.floor(math.log10(max(least, 1))))
    steps: list[int] = [step * power for step in (1, 2, 5, 10)]
    return next(step for step in steps if step >= least)


def _line(x1: float, y1: float, x2: float, y2: float, drawn: str) -> str:
    return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" {drawn}/>'


def _shape(name: str, x: float, y: float, filled: bool) -> str:
    fill = "#111" if filled else "#fff"
    return (
        f'<path transform="translate({x} {y})" d="{SHAPES[name]}" fill="{fill}" stroke="#111"'
        ' stroke-width="1.2"/>'
    )


def _text(x: float, y: float, words: str, anchor: str = "middle", drawn: str = "") -> str:
    extra = f" {drawn}" if drawn else ""
    return f'<text x="{round(x, 1)}" y="{round(y, 1)}" text-anchor="{anchor}"{extra}>{escape(words)}</text>'
