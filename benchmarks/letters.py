"""The finished pages that the other tools are given: the very markup that zvarot lays out."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from benchmarks.fodt import fodt
from benchmarks.markup import Letter, take_apart
from benchmarks.typ import typst
from zvarot.press.printing import Format
from zvarot.press.production import Workshop
from zvarot.writing import fonts
from zvarot.writing.page import Page

_LOOKS = Path(__file__).with_name("letter.typ")


class Pages:
    """Writes finished pages below a folder, and the fonts that they name."""

    def __init__(self, campaign: Path, folder: Path) -> None:
        """Read the campaign, and put fonts and looks into the folder."""
        self._workshop = Workshop(campaign)
        self._folder = folder
        (folder / "fonts").mkdir(parents=True)
        for face in fonts.faces():
            shutil.copy(face.path, folder / "fonts")
        shutil.copy(_LOOKS, folder)

    def write(self, names: Iterable[str]) -> list[Path]:
        """Write letters, and return their paths without endings; a name is that of a letter's files."""
        return [self._write(name) for name in names]

    def _write(self, name: str) -> Path:
        page = self._page(name)
        letter = take_apart(page.markup)
        path = self._folder / name
        path.parent.mkdir(exist_ok=True)
        for ending, text in (("html", _html(page)), ("typ", typst(letter)), ("fodt", fodt(letter))):
            path.with_name(f"{path.name}.{ending}").write_text(text, encoding="utf-8")
        return path

    def letter(self, name: str) -> Letter:
        """Return the parts of a letter."""
        return take_apart(self._page(name).markup)

    def _page(self, name: str) -> Page:
        plan, _, file = name.partition("/")
        office, _, _ = file.partition(".")
        (edition,) = self._workshop.editions(plan, [office])
        job = self._workshop.prepare(edition, [Format.PDF]).job
        return self._workshop.press.page(job.disclosure)


def _html(page: Page) -> str:
    """Return a page with its styles inside, for tools on whose system its fonts are installed."""
    return page.markup.replace("<style>", f"<style>{page.css}", 1)
