"""A process that has typeset thousands of lines is no larger than one that has typeset some."""

import subprocess
import sys
from pathlib import Path

import pytest

MANY = """
import re, sys
from pathlib import Path
from zvarot.press import native
from zvarot.press.leaks import stop_leaks

native.load()
if sys.argv[1] == "stopped":
    stop_leaks()
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.text.line_break import Layout
from zvarot.writing import fonts

font_config = FontConfiguration()
css = CSS(string="".join(face.rule(face.path.as_uri()) for face in fonts.faces()), font_config=font_config)
style = CSS(string="p { font: 10pt 'Zvarot Serif'; font-variant-numeric: oldstyle-nums }")
page = HTML(string="<p>1984").render(font_config=font_config, stylesheets=[css, style]).pages[0]
(of_paragraph,) = [box.style for box in page._page_box.descendants() if box.element_tag == "p"][:1]
for _ in range(2):
    for _ in range(20_000):
        layout = Layout(of_paragraph)
        layout.set_text("1984")
        layout.get_first_line()
    print(re.search(r"VmRSS:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
"""


def grown(word: str) -> float:
    """Return by how many megabytes a process grows that lays out 20,000 lines once more."""
    command = [sys.executable, "-c", MANY, word]
    first, last = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return (int(last) - int(first)) / 1024


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells what a process takes")
def test_what_a_layout_takes_it_gives_back() -> None:
    assert grown("stopped") < 1 < grown("not stopped")
