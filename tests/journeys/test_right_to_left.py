"""A campaign in Arabic, with labels, a form and a font of its own, becomes a letter from right to left."""

import re
import shutil
from pathlib import Path

import pytest

from conformity import objections
from journeys.conftest import ROOT, zvarot
from mirrored import amiri

ARABIC = ROOT / "tests" / "arabic"


@pytest.fixture
def campaign(tmp_path: Path) -> Path:
    """The invented campaign, and the font that it is set in."""
    folder = Path(shutil.copytree(ARABIC, tmp_path / "campaign"))
    (folder / "fonts").mkdir()
    for path in amiri():
        shutil.copy(path, folder / "fonts")
    look = "".join(f"\n    - fonts/{path.name}" for path in amiri())
    text = (folder / "campaign.yaml").read_text(encoding="utf-8")
    (folder / "campaign.yaml").write_text(f"{text}\nlook:\n  fonts:{look}\n", encoding="utf-8")
    return folder


def test_an_arabic_campaign_has_no_fault(campaign: Path) -> None:
    assert zvarot("check", campaign, cwd=campaign.parent).stderr == "No findings.\n"


def test_an_arabic_letter_runs_from_right_to_left(campaign: Path) -> None:
    folder = campaign.parent
    zvarot("letter", "note", "--to", "all", "-C", campaign, cwd=folder)
    html = (folder / "output" / "note" / "office.ar.html").read_text(encoding="utf-8")
    assert '<html lang="ar" dir="rtl">' in html
    words = re.sub(r"<style>.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL)
    for said in ("أكثر من 60", "عملية تفتيش", "رهن الاحتجاز", "المصادر", "مرجعنا", "1 مارس 2024"):
        assert said in " ".join(words.split()), said
    pdf = (folder / "output" / "note" / "office.ar.pdf").read_bytes()
    assert objections(pdf) == []


def test_without_a_font_that_has_the_signs_the_letter_stops_and_says_which(tmp_path: Path) -> None:
    failed = zvarot("letter", "note", "--to", "all", "-C", ARABIC, cwd=tmp_path, code=1)
    assert "the letter's fonts have no sign for ل (U+0644)" in failed.stderr
    assert "`look:` in campaign.yaml" in failed.stderr
    assert not (tmp_path / "output").exists()
