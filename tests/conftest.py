"""What many tests need, opened once."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import sync_playwright

from zvarot import cli
from zvarot.press.typesetting import Typesetter
from zvarot.writing.templating import Templates, open_templates

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
FIGURE = "figure"
"""What a report calls something that its test has measured."""

# WeasyPrint hides the fonts of the system from whatever is started after it.
OWN_FONTS: dict[str, str | float | bool] = {k: v for k, v in os.environ.items() if k != "FONTCONFIG_FILE"}


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Tell a figure that a test has measured to whoever runs the tests."""
    return lambda words: record_property(FIGURE, words)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print the figures at the end, also those that other processes have measured."""
    reports = [report for reports in terminalreporter.stats.values() for report in reports]
    called = (report for report in reports if getattr(report, "when", "") == "call")
    told = (pair for report in called for pair in report.user_properties)
    if figures := sorted(str(words) for name, words in told if name == FIGURE):
        terminalreporter.section("figures")
        terminalreporter.write_line("\n".join(figures))


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


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A browser: the system's, else the one that Playwright brought."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET, env=OWN_FONTS)
        yield browser
        browser.close()


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Return a runner of commands; it gives exit code, standard output and standard error."""

    def run(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["zvarot", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    return run
