"""Printing invented letters, for the tests of the press."""

from collections.abc import Callable
from dataclasses import replace

import pytest

import invented
from mirrored import arabic_templates
from samples import LONG
from zvarot.press.typesetting import Typesetter
from zvarot.writing.letter import Letter
from zvarot.writing.page import lay_out
from zvarot.writing.pictures import clean_logo
from zvarot.writing.templating import Templates

Print = Callable[[Letter], bytes]

SMALL = ((300, 300), 14)
"""The size of a logo in points, and its height in mm as campaign.yaml asks for."""


def with_logo(letter: Letter, shape: tuple[tuple[int, int], int] = SMALL) -> Letter:
    """Return a letter with an invented logo."""
    logo = clean_logo(invented.logo(shape[0]), shape[1])
    return replace(letter, letterhead=replace(letter.letterhead, logo=logo))


@pytest.fixture(scope="session")
def print_letter(templates: Templates, typesetter: Typesetter) -> Print:
    """Print a letter as it is shipped."""
    return lambda letter: typesetter.typeset(lay_out(letter, templates))


@pytest.fixture(scope="session")
def long_pdf(print_letter: Print) -> bytes:
    """The long letter, printed."""
    return print_letter(LONG)


@pytest.fixture(scope="session")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    """The templates of a campaign that writes in Arabic."""
    return arabic_templates(tmp_path_factory.mktemp("arabic") / "templates")


@pytest.fixture(scope="session")
def print_arabic(arabic: Templates, typesetter: Typesetter) -> Print:
    """Print a letter in Arabic."""
    return lambda letter: typesetter.typeset(lay_out(replace(letter, families=arabic.look.families), arabic))
