"""A campaign in which nothing is wrong, and the means to break it."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from zvarot.case.reading import Dossier, read_campaign, survey_campaign
from zvarot.case.review import review
from zvarot.findings import Finding


@dataclass(frozen=True)
class Folder:
    """A campaign's folder, and what the house says of it."""

    path: Path

    def change(self, file: str, old: str, new: str) -> None:
        """Put something in the place of words that stand in a file once."""
        path = self.path / f"{file}.yaml"
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands in {file}.yaml {text.count(old)} times"
        path.write_bytes(text.replace(old, new).encode())

    def add(self, file: str, text: str) -> None:
        """Write at the end of a file."""
        path = self.path / f"{file}.yaml"
        path.write_bytes(path.read_bytes() + text.encode())

    def findings(self) -> tuple[Finding, ...]:
        """Return what `zvarot check` finds."""
        dossier, faults = survey_campaign(self.path)
        return (*faults, *(review(dossier) if dossier else ()))

    def found(self) -> list[str]:
        """Return what `zvarot check` finds, as `case.yaml:41:7 unknown-key`."""
        return [f"{place_of(one)} {one.rule}" for one in self.findings()]

    def only(self) -> Finding:
        """Return the one thing that is found."""
        (found,) = self.findings()
        return found

    def dossier(self) -> Dossier:
        """Return the campaign, which has no faults."""
        return read_campaign(self.path)


def place_of(found: Finding) -> str:
    """Return file, line and column of a finding, without the folder."""
    assert found.place is not None
    return f"{Path(found.place.file).name}:{found.place.line}:{found.place.column}"


def line_of(found: Finding) -> str:
    """Return the line that a finding shows."""
    assert found.place is not None
    return found.place.text


@pytest.fixture
def folder(base_campaign: Path) -> Folder:
    """A campaign in which nothing is wrong."""
    return Folder(base_campaign)
