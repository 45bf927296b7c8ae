"""How soon a command begins: it opens what it needs and nothing else, and a letter waits for no other."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from journeys.conftest import DOSSIER, EXAMPLE, zvarot

ROUNDS = 3
MOST = 4.0
"""How much longer than WeasyPrint's own command a single letter may take on two processors that others use
too; and how much more of their time."""

ASKED = """
import sys
from zvarot import cli
sys.argv = ["zvarot", *sys.argv[1:]]
try:
    cli.main()
finally:
    heavy = {"weasyprint", "fontTools", "uharfbuzz", "cffi", "jinja2", "babel", "pikepdf", "pypdfium2", "PIL",
        "pebble", "pydantic", "sqlite3", "yaml", "rich.markdown"}
    print("opened:", *sorted(heavy & {*sys.modules}))
    data = sys.modules.get("babel.localedata")
    print("languages:", *sorted(data._cache if data else ()))
"""


def opened(*words: str) -> tuple[str, str]:
    """Run a command to its end; return what it has opened by then, and the languages that it knows of."""
    command = [sys.executable, "-c", ASKED, *words]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    *_, modules, languages = done.stdout.splitlines()
    return modules.removeprefix("opened:").strip(), languages.removeprefix("languages:").strip()


def test_help_opens_nothing_but_what_writes_it() -> None:
    assert opened("--help") == ("rich.markdown", "")


def test_check_opens_neither_templates_nor_fonts_and_only_the_languages_of_the_campaign() -> None:
    # To ask for labels and plurals takes Babel, with what it knows of the languages that are written in.
    written = {office.language for office in DOSSIER.recipients}
    assert len(written) > 2
    assert opened("check", str(EXAMPLE)) == ("babel pydantic yaml", " ".join(sorted({"root", *written})))


# One letter -------------------------------------------------------------------------------------------


class Cost(NamedTuple):
    """What a command took, in seconds."""

    wall: float
    cpu: float


def cost(command: Sequence[object], env: dict[str, str]) -> Cost:
    """Run a command to its end."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([*map(str, command)], env=env, capture_output=True, check=True)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells nothing of what a process took")
def test_one_letter_takes_little_longer_than_weasyprint_takes_for_its_page(
    tmp_path: Path, tell: Callable[[str], None]
) -> None:
    letter = ["letter", "appeal-2024", "--to", "irct", "-C", EXAMPLE, "--output", tmp_path]
    zvarot(*letter, "--format", "html", cwd=tmp_path)
    page = tmp_path / "appeal-2024" / "irct.en.html"
    python = [sys.executable, "-m"]
    ways = {
        "letter": [*python, "zvarot", *letter, "--format", "pdf"],
        "page": [
            *python,
            "weasyprint",
            "--pdf-tags",
            "--pdf-variant",
            "pdf/ua-1",
            page,
            tmp_path / "page.pdf",
        ],
    }
    # As for whoever uses them: what was compiled once stays so.
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(tmp_path / "compiled")}
    costs = [{way: cost(command, env) for way, command in ways.items()} for _ in range(1 + ROUNDS)][1:]
    least = {way: Cost(*map(min, zip(*(one[way] for one in costs), strict=True))) for way in ways}
    wall, cpu = (ours / theirs for ours, theirs in zip(least["letter"], least["page"], strict=True))
    tell(f"one letter as PDF: {wall:.2f} times as long as WeasyPrint's command, {cpu:.2f} times its work")
    assert max(wall, cpu) < MOST
