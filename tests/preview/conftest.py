"""A campaign with something to choose, a preview that runs, and a browser to look at it."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

MISSION = """
  - id: mission
    kind: un-mechanism
    office: Mission of Examples
    language: en
    salutation: Dear Mission,
"""
LONG_LETTER = """
  - id: second
    form: appeal
    date: 2024-03-01
    recipients: [office, mission]
    subject: "A long appeal"
    opening: "We ask for {person:person}. REPEATED"
    hook: "We write now. REPEATED"
    incidents: [search]
    demands: [release]
    signatories:
      - name: Example Committee
""".replace("REPEATED", "This sentence makes the letter long enough to scroll. " * 60)


def long_campaign(folder: Path) -> Path:
    """Give the small campaign a second letter, long, and a second office, not checked yet."""
    for name, more in (("recipients", MISSION), ("campaign", LONG_LETTER)):
        file = folder / f"{name}.yaml"
        file.write_text(file.read_text(encoding="utf-8").rstrip() + more, encoding="utf-8")
    return folder


@contextmanager
def previewing(folder: Path) -> Iterator[str]:
    """Run the command as a user does, and give its first address."""
    command = [sys.executable, "-m", "zvarot", "preview", "-C", str(folder), "--no-open"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout
        try:
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


@pytest.fixture
def campaign(base_campaign: Path) -> Path:
    """The campaign that is previewed."""
    return long_campaign(base_campaign)
