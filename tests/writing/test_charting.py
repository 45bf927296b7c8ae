"""A figure is drawn over time: every reading where it belongs, told apart without colour."""

import datetime as dt
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from zvarot.writing.charting import SHAPES, Point, chart, shapes

SVG = "{http://www.w3.org/2000/svg}"
LETTER = dt.date(2024, 3, 1)
POINTS = (
    Point(dt.date(2023, 3, 1), 400, "400", "Sample Centre", False),
    Point(dt.date(2023, 9, 1), 4500, "4,500", "Sample Centre", False),
    Point(dt.date(2024, 1, 1), 520, "about 520", "Other <Centre>", False),
    Point(dt.date(2024, 2, 15), 560, "560", "Sample Centre", True),
)


def drawn(*points: Point) -> ElementTree.Element:
    return ElementTree.fromstring(chart("held", "people held", points or POINTS, LETTER))


def said(svg: ElementTree.Element) -> list[str]:
    return ["".join(one.itertext()) for one in svg.iter(f"{SVG}text")]


def readings(svg: ElementTree.Element) -> list[tuple[float, float, str]]:
    """Return where each reading stands, and by which shape; those of the legend left out."""
    names = {path: name for name, path in SHAPES.items()}
    found = []
    for path in svg.iter(f"{SVG}path"):
        x, y = map(float, re.findall(r"[\d.]+", path.attrib["transform"]))
        found.append((x, y, names[path.attrib["d"]]))
    return [one for one in found if one[1] <= base(svg)]


def lines(svg: ElementTree.Element) -> list[dict[str, str]]:
    return [line.attrib for line in svg.iter(f"{SVG}line")]


def base(svg: ElementTree.Element) -> float:
    """Return the height of nought."""
    return max(float(line["y1"]) for line in lines(svg) if line["y1"] == line["y2"])


def test_each_reading_stands_where_its_day_and_its_value_belong() -> None:
    svg = drawn()
    found = sorted(readings(svg))
    (letter,) = [float(line["x1"]) for line in lines(svg) if "stroke-dasharray" in line]
    first, *_, last = found
    days = [one.day.toordinal() for one in POINTS]
    per_day = (last[0] - first[0]) / (days[-1] - days[0])
    assert [x for x, _, _ in found] == pytest.approx(
        [first[0] + (day - days[0]) * per_day for day in days], abs=0.2
    )
    assert letter == pytest.approx(last[0] + (LETTER.toordinal() - days[-1]) * per_day, abs=0.2)
    heights = [base(svg) - y for _, y, _ in found]
    per_person = heights[1] / POINTS[1].value
    assert heights == pytest.approx([one.value * per_person for one in POINTS], abs=0.2)


def test_the_scale_says_what_a_height_means() -> None:
    svg = drawn()
    scale = {float(line["y1"]) for line in lines(svg) if line["y1"] == line["y2"]}
    labels = {
        float(one.attrib["y"]) - 4: int((one.text or "").replace(",", ""))
        for one in svg.iter(f"{SVG}text")
        if one.attrib["text-anchor"] == "end" and (one.text or "").replace(",", "").isdigit()
    }
    assert labels.keys() == scale
    (reading,) = [y for _, y, _ in readings(svg) if y == min(y for _, y, _ in readings(svg))]
    above, below = min(labels), max(labels)
    value = labels[above] * (below - reading) / (below - above)
    assert value == pytest.approx(4500, rel=0.01)


def test_counters_are_told_apart_by_shape_and_named_beside_it() -> None:
    svg = drawn()
    assert [shape for _, _, shape in sorted(readings(svg))] == ["circle", "circle", "square", "circle"]
    assert {"counted by Sample Centre", "counted by Other <Centre>"} <= {*said(svg)}
    dashes = {line.attrib["stroke-dasharray"] for line in svg.iter(f"{SVG}polyline")}
    assert len(dashes) == 2


def test_more_counters_than_shapes_begin_again() -> None:
    many = [replace(POINTS[0], counter=f"Centre {number}") for number in range(len(SHAPES) + 1)]
    found = shapes(many)
    assert len({*found.values()}) == len(SHAPES)
    assert found["Centre 0"] == found[f"Centre {len(SHAPES)}"]


def test_the_quoted_reading_is_ringed_and_says_so() -> None:
    svg = drawn()
    quoted = max(readings(svg))
    rings = [(float(one.attrib["cx"]), float(one.attrib["cy"])) for one in svg.iter(f"{SVG}circle")]
    assert quoted[:2] in rings
    assert "560 (quoted)" in said(svg)
    assert "letter of 2024-03-01" in said(svg)


def test_who_cannot_see_it_hears_what_matters() -> None:
    svg = drawn()
    labelled = svg.attrib["aria-labelledby"].split()
    told = {one.attrib.get("id"): one.text for one in svg}
    assert svg.attrib["role"] == "img"
    assert [told[id] for id in labelled] == [
        "people held: 4 readings by 2 counters. The letter of 2024-03-01 quotes 560 as of 2024-02-15.",
        "2023-03-01: 400, counted by Sample Centre; 2023-09-01: 4,500, counted by Sample Centre;"
        " 2024-01-01: about 520, counted by Other <Centre>; 2024-02-15: 560, counted by Sample Centre.",
    ]


def test_one_reading_of_the_letters_own_day_is_drawn_too() -> None:
    svg = drawn(replace(POINTS[3], day=LETTER))
    ((x, y, shape),) = readings(svg)
    (letter,) = [float(line["x1"]) for line in lines(svg) if "stroke-dasharray" in line]
    assert (x, shape) == (letter, "circle")
    assert 0 < y < base(svg)
    assert "2024-03-01" in said(svg)


def test_a_figure_of_nought_stands_on_the_axis() -> None:
    svg = drawn(replace(POINTS[3], value=0, words="0"))
    assert [y for _, y, _ in readings(svg)] == [base(svg)]


def test_labels_do_not_stand_on_each_other() -> None:
    crowd = [replace(POINTS[0], day=dt.date(2023, 3, day), words=f"400 on {day}") for day in range(1, 29)]
    svg = drawn(*crowd, POINTS[3])
    boxes = [
        [float(one.attrib[key]) for key in ("x", "y", "width", "height")] for one in svg.iter(f"{SVG}rect")
    ]
    assert 1 < len(boxes) < len(crowd)
    apart = [
        a[0] + a[2] <= b[0] or b[0] + b[2] <= a[0] or a[1] + a[3] <= b[1] or b[1] + b[3] <= a[1]
        for number, a in enumerate(boxes)
        for b in boxes[:number]
    ]
    assert all(apart)


def test_everything_stands_inside_the_picture() -> None:
    svg = drawn()
    _, _, width, height = map(float, svg.attrib["viewBox"].split())
    heights = [float(one.attrib["y"]) for one in svg.iter(f"{SVG}text")]
    rings = [float(one.attrib["cy"]) + float(one.attrib["r"]) for one in svg.iter(f"{SVG}circle")]
    assert max([*heights, *rings]) < height
    assert all(0 < x < width for x, _, _ in readings(svg))
