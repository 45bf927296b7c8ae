"""What many tests need, opened once."""

import pytest

from zvarot.press.typesetting import Typesetter
from zvarot.writing.templating import Templates, open_templates


@pytest.fixture(scope="session")
def templates() -> Templates:
    """The shipped templates."""
    return open_templates()


@pytest.fixture(scope="session")
def typesetter() -> Typesetter:
    """WeasyPrint with the fonts."""
    return Typesetter()
