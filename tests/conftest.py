"""What many tests need, opened once."""

import shutil
from pathlib import Path

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


@pytest.fixture
def base_campaign(tmp_path: Path) -> Path:
    """A copy of the small invented campaign in which nothing is wrong."""
    return Path(shutil.copytree(Path(__file__).parent / "broken" / "base", tmp_path / "campaign"))
