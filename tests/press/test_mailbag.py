"""The letters of a batch are put together for the printer, a tray of them in each file."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from making import LONG_AGO
from zvarot.findings import ZvarotError
from zvarot.press.batches import Batch, Order
from zvarot.press.ledger import Ledger
from zvarot.press.mailbag import Mailbag, Tray, left_from_before
from zvarot.press.pdf_text import count_pages
from zvarot.press.planning import Planned, Selection, select
from zvarot.press.printing import Format
from zvarot.press.production import Workshop

OFFICE = """
  - id: {id}
    kind: embassy
    office: Office {id} of Examples
    address: {{lines: [1 Invented Street, {postcode} Exampleton], country: DE}}
    language: en
    salutation: Dear Office {id},
"""


@pytest.fixture
def folder(base_campaign: Path) -> Path:
    recipients, plan = base_campaign / "recipients.yaml", base_campaign / "campaign.yaml"
    more = OFFICE.format(id="south", postcode="80331") + OFFICE.format(id="north", postcode="20095")
    recipients.write_text(recipients.read_text(encoding="utf-8") + more, encoding="utf-8")
    plan.write_text(plan.read_text(encoding="utf-8").replace("[office]", "[south, office, north]"))
    return base_campaign


def write_embassy(folder: Path, body: str) -> None:
    """Write a text of the campaign's own for embassies."""
    path = folder / "templates" / "forms" / "open-letter" / "en" / "embassy.html.j2"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f'{{% extends "!forms/open-letter/en/letter.html.j2" %}}{{% block body %}}{body}{{% endblock %}}'
    )


def put(folder: Path, file: Path, formats: tuple[Format, ...] = (Format.PDF,)) -> list[Tray]:
    """Make all letters of a campaign and put them together."""
    workshop = Workshop(folder)
    letters: dict[str, Planned] = {one.name: one for one in select(workshop.dossier, Selection())}
    output = folder / "output"
    with Ledger(output) as ledger, ThreadPoolExecutor(1) as executor:
        order = Order(output, formats, LONG_AGO)
        made = Batch(workshop, executor, ledger, order)
        results = [*made.run(one.edition(workshop.dossier) for one in letters.values())]
        assert [one.error for one in results] == [None] * 3
        return [*Mailbag(workshop, executor, order).put(letters, ledger, file)]


def test_all_letters_go_into_one_file_each_on_a_sheet_of_its_own(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "print" / "letters.pdf"
    assert put(folder, file) == [Tray(file, 3, 3)]
    assert count_pages(file.read_bytes()) == 6


def test_more_than_a_tray_goes_into_numbered_files(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zvarot.press.merging.in_postal_order.__defaults__", (2,))
    file = tmp_path / "letters.pdf"
    trays = put(folder, file)
    assert [(tray.path.name, tray.letters) for tray in trays] == [("letters-1.pdf", 2), ("letters-2.pdf", 1)]
    assert not file.exists()


def test_a_tray_is_told_in_words() -> None:
    assert str(Tray(Path("a.pdf"), 1, 1)) == "1 letter on 1 sheet"
    assert str(Tray(Path("a.pdf"), 38, 79)) == "38 letters on 79 sheets"


def test_a_letter_without_a_pdf_is_not_among_them(folder: Path, tmp_path: Path) -> None:
    assert put(folder, tmp_path / "letters.pdf", (Format.HTML,)) == []


def test_a_letter_that_cannot_be_printed_is_named_and_its_file_not_written(
    folder: Path, tmp_path: Path
) -> None:
    write_embassy(folder, "<p>Calm.</p>")
    put(folder, tmp_path / "first.pdf")
    write_embassy(folder, "{{ x }}")
    workshop = Workshop(folder)
    letters = {one.name: one for one in select(workshop.dossier, Selection())}
    with Ledger(folder / "output") as ledger, ThreadPoolExecutor(1) as executor:
        bag = Mailbag(workshop, executor, Order(folder / "output", (Format.PDF,), LONG_AGO))
        with pytest.raises(ZvarotError, match=r"^first/north\.en: "):
            [*bag.put(letters, ledger, tmp_path / "letters.pdf")]
    assert not (tmp_path / "letters.pdf").exists()


def test_files_of_an_earlier_run_are_known(tmp_path: Path) -> None:
    names = ("letters.pdf", "letters-1.pdf", "letters-2.pdf", "letters-3.pdf", "letters-old.pdf", "more.pdf")
    for name in names:
        (tmp_path / name).touch()
    file = tmp_path / "letters.pdf"
    assert [path.name for path in left_from_before(file, 2)] == ["letters.pdf", "letters-3.pdf"]
    assert [path.name for path in left_from_before(file, 1)] == [f"letters-{n}.pdf" for n in (1, 2, 3)]
    assert len(left_from_before(file, 0)) == 4
