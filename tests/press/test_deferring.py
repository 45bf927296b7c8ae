"""A module that is put off is there when it is called, and not before."""

import subprocess
import sys

import pytest

from zvarot.press.deferring import deferred

ABSENT = "colorsys"
"""A module that nothing here has imported."""


@pytest.fixture(autouse=True)
def absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, ABSENT, raising=False)


def test_a_module_is_imported_when_it_is_called() -> None:
    with deferred(ABSENT):
        from colorsys import rgb_to_hsv
    assert ABSENT not in sys.modules
    assert rgb_to_hsv(1, 1, 1) == (0, 0, 1)
    assert ABSENT in sys.modules


def test_nobody_else_meets_the_stand_in() -> None:
    with deferred(ABSENT):
        import colorsys as stand_in
    import colorsys

    assert colorsys is not stand_in
    assert colorsys.__file__


def test_what_is_there_already_stays() -> None:
    import colorsys

    with deferred(ABSENT):
        assert sys.modules[ABSENT] is colorsys
    assert sys.modules[ABSENT] is colorsys


def test_a_stand_in_says_nothing_of_itself() -> None:
    with deferred(ABSENT):
        import colorsys

        assert not hasattr(colorsys, "__file__")


def test_weasyprint_is_loaded_without_the_tools_that_cut_fonts_slowly() -> None:
    code = (
        "import sys; from zvarot.press import native; native.load(); print('fontTools.subset' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True).stdout == b"False\n"
