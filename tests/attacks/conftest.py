"""A small invented campaign that strangers wrote the templates of, and what must never leave it."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from attacks.trap import Trap, set_trap
from zvarot.press.printing import Format
from zvarot.press.production import Workshop
from zvarot.writing.page import Page

BASE = Path(__file__).parents[1] / "broken" / "base"

SECRETS = ("Relativeson", "canary-in-the-environment", "root:x:0:0", "p1", "Everything here is invented")
"""A withheld name and its id, the environment, a file of the machine, a remark in the campaign's files."""


@dataclass(frozen=True)
class Campaign:
    """A folder whose templates can be written."""

    folder: Path

    def write(self, name: str, text: str) -> Path:
        """Write one of the campaign's own templates."""
        path = self.folder / "templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def open(self) -> Workshop:
        """Read the campaign."""
        return Workshop(self.folder)

    def pages(self) -> Iterator[Page]:
        """Lay out its one letter, again and again with the same templates."""
        workshop = self.open()
        (made,) = workshop.editions("first", ["office"])
        while True:
            yield workshop.press.page(workshop.job(made, [Format.HTML]).disclosure)

    def page(self) -> Page:
        """Lay out its one letter."""
        return next(self.pages())


@pytest.fixture
def campaign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Campaign:
    """A campaign in an empty working directory, with a secret in the environment."""
    monkeypatch.setenv("ZVAROT_SECRET", "canary-in-the-environment")
    monkeypatch.chdir(tmp_path)
    return Campaign(Path(shutil.copytree(BASE, tmp_path / "campaign")))


@pytest.fixture
def trap(tmp_path: Path) -> Iterator[Trap]:
    """A trap outside of the campaign's folder."""
    yield from set_trap(tmp_path)
