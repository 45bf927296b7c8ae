"""A font of one's own is taken where letters can be set in it and its maker allows it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import newTable
from fontTools.ttLib.tables._f_v_a_r import Axis
from fontTools.ttLib.tables.DefaultTable import DefaultTable

from invented import font
from zvarot.writing import typefaces
from zvarot.writing.typefaces import FontFault, open_face

HERE = Path("font.ttf")


@pytest.mark.parametrize(
    ("number", "weight", "style"),
    [(0, 400, "normal"), (1, 400, "italic"), (2, 600, "normal"), (3, 600, "italic")],
)
def test_a_face_says_its_family_weight_and_style(number: int, weight: int, style: str) -> None:
    face = open_face(HERE, font(number, "Invented Serif 4"))
    assert (face.family, face.weight, face.style) == ("Invented Serif 4", weight, style)


def test_a_family_is_known_by_the_name_that_holds_all_its_weights() -> None:
    def change(opened: Any) -> None:
        opened["name"].setName("Invented Sans", 16, 3, 1, 0x409)

    assert open_face(HERE, font(0, "Invented Sans Medium", change)).family == "Invented Sans"


@pytest.mark.parametrize(("weight", "expected"), [(1, 100), (349, 300), (450, 400), (1000, 900)])
def test_an_odd_weight_becomes_the_next_that_css_knows(weight: int, expected: int) -> None:
    def change(opened: Any) -> None:
        opened["OS/2"].usWeightClass = weight

    assert open_face(HERE, font(change=change)).weight == expected


def as_variable(opened: Any) -> None:
    table, axis = newTable("fvar"), Axis()
    axis.axisTag, axis.minValue, axis.defaultValue, axis.maxValue = "wght", 200, 400, 900
    table.axes.append(axis)
    opened["fvar"] = table


def with_table(tag: str) -> Callable[[Any], None]:
    def change(opened: Any) -> None:
        opened[tag] = DefaultTable(tag)
        opened[tag].data = b"\0\0\0\0"

    return change


def allowing(permission: int) -> Callable[[Any], None]:
    def change(opened: Any) -> None:
        opened["OS/2"].fsType = permission

    return change


def test_a_variable_font_is_refused_and_the_static_files_are_named() -> None:
    with pytest.raises(FontFault, match="variable") as refused:
        open_face(HERE, font(change=as_variable))
    assert "static" in refused.value.help


@pytest.mark.parametrize("tag", ["CBDT", "COLR", "SVG ", "sbix"])
def test_a_colour_font_is_refused(tag: str) -> None:
    with pytest.raises(FontFault, match="colour font"):
        open_face(HERE, font(change=with_table(tag)))


@pytest.mark.parametrize("permission", [0x0002, 0x0100, 0x0104, 0x0200, 0x0208])
def test_a_font_that_may_not_travel_is_refused(permission: int) -> None:
    with pytest.raises(FontFault, match="does not allow"):
        open_face(HERE, font(change=allowing(permission)))


@pytest.mark.parametrize("permission", [0, 0x0004, 0x0008, 0x000C, 0x000E])
def test_a_font_that_may_travel_is_taken(permission: int) -> None:
    assert open_face(HERE, font(change=allowing(permission))).family == "Invented"


@pytest.mark.parametrize("name", ["", "A" * 80, 'x"; } * { color: red', "Emoji ☺", "-dash", "</style>"])
def test_a_name_that_css_could_read_otherwise_is_refused(name: str) -> None:
    with pytest.raises(FontFault, match="no usable name"):
        open_face(HERE, font(0, name))


def test_spectral_is_not_brought_twice() -> None:
    with pytest.raises(FontFault, match="comes with zvarot"):
        open_face(HERE, font(0, "SPECTRAL"))


@pytest.mark.parametrize(
    "data", [b"", b"no font", b"wOFF" + b"\0" * 60, b"wOF2" + b"\0" * 60, b"ttcf" + b"\0" * 60]
)
def test_another_kind_of_file_is_refused(data: bytes) -> None:
    with pytest.raises(FontFault, match="not a TrueType"):
        open_face(HERE, data)


@pytest.mark.parametrize("size", [4, 12, 100, 1_000, 20_000])
def test_half_a_font_is_refused(size: int) -> None:
    with pytest.raises(FontFault, match="damaged"):
        open_face(HERE, font()[:size])


def test_a_huge_file_is_not_read() -> None:
    with pytest.raises(FontFault, match="too large"):
        open_face(HERE, b"\0" * (typefaces.MAX_BYTES + 1))
