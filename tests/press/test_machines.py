"""Machines that are not alike do not print together."""

import re

from zvarot.press.machines import LIBRARIES, differences, setup


def test_a_machine_says_everything_that_decides_about_bytes() -> None:
    parts = setup()
    assert {
        "zvarot",
        "its templates",
        "its fonts",
        "Python",
        "zlib",
        "pango-1.0",
        "harfbuzz",
        *LIBRARIES,
    } <= {*parts}
    assert re.fullmatch("[0-9a-f]{64}", parts["zvarot"])
    assert parts["weasyprint"] == "70.0"


def test_a_machine_does_not_differ_from_itself() -> None:
    assert differences(setup(), dict(setup())) == ()


def test_what_differs_is_named_with_both_versions() -> None:
    ours = {"pango-1.0": "1.56.3", "zlib": "1.3", "harfbuzz-subset": "6.0.0"}
    theirs = {"pango-1.0": "1.50.12", "zlib": "1.3", "fribidi": "1"}
    assert differences(theirs, ours) == (
        "pango-1.0 1.50.12, not 1.56.3",
        "harfbuzz-subset none, not 6.0.0",
        "fribidi 1, not none",
    )
