"""A batch over the example campaign with a list of invented offices: what is made, what is not made again.

`make thousand` runs it with 1,000 offices.
"""

import csv
import os
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from journeys.conftest import EXAMPLE, begin, end
from zvarot.press.ledger import Ledger

OFFICES = int(os.environ.get("OFFICES", "48"))
KINDS = ("embassy", "parliament", "ngo", "donor", "media", "government", "intergovernmental")
OPENINGS = {"en": "Dear Office {},", "de": "Guten Tag, Amt {},", "pl": "Szanowni Państwo {},"}
COLUMNS = (
    *("id", "kind", "office", "language", "salutation"),
    *("street", "postcode", "town", "country", "address_country"),
)
LISTS = {"appeal-2024": "even", "solidarity-2021": "odd"}


@dataclass
class Outcome:
    """What a batch did."""

    counts: dict[str, int]
    seconds: float


def write_list(path: Path, numbers: range) -> None:
    """Write a table of invented offices in three languages."""
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow([*COLUMNS])
        for number in numbers:
            language = [*OPENINGS][number // 2 % 3]
            opening = OPENINGS[language].format(number)
            place = (f"Invented Street {number}", f"{10115 + number % 80000}", "Berlin", "DE", "DE")
            kind = KINDS[number // 6 % len(KINDS)]
            table.writerow([f"crowd-{number}", kind, f"Office {number}", language, opening, *place])


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def crowd(tmp_path: Path) -> Path:
    """The example campaign, with two of its letters written to a list of offices each and to nobody else."""
    folder = Path(shutil.copytree(EXAMPLE, tmp_path / "crowd"))
    tables = "tables:\n"
    for first, (letter, name) in enumerate(LISTS.items()):
        write_list(folder / f"{name}.csv", range(first, OFFICES, 2))
        tables += f"  - {{id: {name}, file: {name}.csv}}\n"
        plan = (folder / "campaign.yaml").read_text(encoding="utf-8")
        before, mark, behind = plan.partition(f"  - id: {letter}\n")
        kept, _, rest = behind.partition("    recipients:\n")
        rest = rest[rest.index("    reference:") :]
        text = f"{before}{mark}{kept}    recipients: [{name}]\n{rest}"
        (folder / "campaign.yaml").write_text(text, encoding="utf-8")
    edit(folder / "recipients.yaml", "\nrecipients:\n", f"\n{tables}recipients:\n")
    return folder


@pytest.fixture
def batch(crowd: Path) -> Callable[[], Outcome]:
    """Return what runs the batch as a person does."""

    def run() -> Outcome:
        began = time.monotonic()
        done = end(begin(["batch", *LISTS, "-C", crowd], crowd, {}), 0)
        seconds = time.monotonic() - began
        counts = dict(line.split("\t") for line in done.stdout.splitlines())
        return Outcome({status: int(count) for status, count in counts.items()}, seconds)

    return run


def test_what_has_not_changed_is_not_made_again(
    crowd: Path, batch: Callable[[], Outcome], tell: Callable[[str], None]
) -> None:
    output = crowd / "output"
    first = batch()
    files = {path: path.stat().st_mtime_ns for letter in LISTS for path in (output / letter).iterdir()}
    assert (first.counts, len(files)) == ({"made": OFFICES}, 2 * OFFICES)
    again = batch()
    assert again.counts == {"unchanged": OFFICES}
    # What a command costs before its first letter weighs more in a short list.
    assert again.seconds < first.seconds / (10 if OFFICES >= 1000 else 2)
    tell(
        f"a batch of {OFFICES} letters as PDF and HTML, made again without a change:"
        f" {first.seconds / again.seconds:.0f} times as fast"
    )
    text = (crowd / "case.yaml").read_text(encoding="utf-8")
    before, mark, behind = text.partition("  - id: deaths # F23\n")
    assert mark
    (crowd / "case.yaml").write_text(before + mark + behind.replace("value: 23\n", "value: 24\n", 1), "utf-8")
    changed = batch()
    assert changed.counts == {"made": OFFICES // 2, "unchanged": OFFICES // 2}
    touched = {path for path, made in files.items() if path.stat().st_mtime_ns != made}
    assert touched == {*(output / "appeal-2024").iterdir()}
    with Ledger(output) as ledger:
        assert len(ledger.digests()) == OFFICES
