"""Draw bars as SVG: text as text, readable on white and on black."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from benchmarks.figures import Spread

WIDTH, LABEL, ROOM = 780, 215, 90
"""The picture, the place of the names at its left, and that of the figures behind the bars."""
BAR, GAP, TOP = 13, 14, 64
COLOURS = ("#2a7f9e", "#b3543c", "#8a7a2e")

_STYLE = """
text { font: 13px system-ui, sans-serif; fill: #1f2328 }
.small { font-size: 11px; fill: #59636e }
.line { stroke: #59636e; stroke-width: 1 }
.grid { stroke: #8c959f; stroke-width: .5; stroke-dasharray: 2 3 }
.strong { font-weight: 600 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 }
  .small { fill: #9198a1 }
  .line { stroke: #9198a1 }
}
"""


@dataclass(frozen=True)
class Row:
    """A group of bars."""

    label: str
    bars: tuple[Spread | None, ...]
    """One for each of the chart's series."""
    note: str = ""
    """What is said where there are no bars."""
    strong: bool = False


def chart(title: str, series: Sequence[str], rows: Sequence[Row]) -> str:
    """Return a bar chart: the middle of each spread, with a line from its least to its most."""
    most = max(bar.most for row in rows for bar in row.bars if bar)
    scale = (WIDTH - LABEL - ROOM) / most
    parts, y = [], float(TOP)
    for row in rows:
        parts.append(_row(row, y, scale))
        y += BAR * len(series) + GAP
    grid = "".join(_grid(value, scale, y - GAP / 2) for value in _steps(most))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y + 8:.0f}" role="img">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n"
        f'<text x="8" y="20" class="strong">{escape(title)}</text>\n'
        f"{_legend(series)}{grid}{''.join(parts)}</svg>\n"
    )


def _legend(series: Sequence[str]) -> str:
    places = [LABEL + number * 110 for number in range(len(series))]
    return "".join(
        f'<rect x="{x}" y="31" width="12" height="10" fill="{colour}"/>'
        f'<text x="{x + 17}" y="40" class="small">{escape(name)}</text>\n'
        for x, colour, name in zip(places, COLOURS, series, strict=False)
    )


def _steps(most: float) -> list[int]:
    """Return round numbers from 0 up to what is shown, about five of them."""
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if most / step <= 6)
    return [*range(0, int(most) + 1, step)]


def _grid(value: int, scale: float, bottom: float) -> str:
    x = LABEL + value * scale
    return (
        f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 4}" y2="{bottom:.1f}"/>'
        f'<text class="small" x="{x:.1f}" y="{TOP - 8}" text-anchor="middle">{value}×</text>\n'
    )


def _row(row: Row, y: float, scale: float) -> str:
    middle = y + BAR * len(row.bars) / 2 + 5
    weight = ' class="strong"' if row.strong else ""
    parts = [
        f'<text x="{LABEL - 10}" y="{middle:.1f}" text-anchor="end"{weight}>{escape(row.label)}</text>\n'
    ]
    if row.note:
        parts.append(f'<text x="{LABEL + 4}" y="{middle:.1f}" class="small">{escape(row.note)}</text>\n')
    for number, bar in enumerate(row.bars):
        if bar:
            parts.append(_bar(bar, y + number * BAR, scale, COLOURS[number]))
    return "".join(parts)


def _bar(bar: Spread, y: float, scale: float, colour: str) -> str:
    least, middle, most = (LABEL + value * scale for value in (bar.least, bar.middle, bar.most))
    centre = y + BAR / 2
    return (
        f'<rect x="{LABEL}" y="{y + 1:.1f}" width="{middle - LABEL:.1f}" height="{BAR - 2}" fill="{colour}"/>'
        f'<line class="line" x1="{least:.1f}" x2="{most:.1f}" y1="{centre:.1f}" y2="{centre:.1f}"/>'
        f'<text class="small" x="{most + 6:.1f}" y="{centre + 4:.1f}">{times(bar.middle)}</text>\n'
    )


def times(value: float) -> str:
    """Return a ratio as it is printed."""
    return f"{value:.2f}" if value < 1.95 else f"{value:.1f}" if value < 9.95 else f"{value:.0f}"
