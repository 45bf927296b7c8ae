"""A letter that is made once more is the same, or it is said why not."""

from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from zvarot.press.batches import Batch, Order
from zvarot.press.ledger import Entry, Ledger
from zvarot.press.printing import Format
from zvarot.press.production import Workshop
from zvarot.press.remaking import remake
from zvarot.press.tasks import Limits


@pytest.fixture
def executor() -> Iterator[Executor]:
    with ThreadPoolExecutor(1) as executor:
        yield executor


def make(campaign: Path, executor: Executor, *formats: Format, language: str = "") -> list[Entry]:
    """Make the letter of a campaign, and return what the ledger says of it."""
    output = campaign / "output"
    workshop = Workshop(campaign)
    with Ledger(output) as ledger:
        order = Order(output, formats, "2026-11-22T14:03:59+00:00")
        letters = workshop.editions("first", ["all"], None, language)
        (result,) = Batch(workshop, executor, ledger, order).run(letters)
        assert result.status == "made"
        return [*ledger.entries()]


def change(campaign: Path, name: str, old: str, new: str) -> None:
    path = campaign / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def remade(campaign: Path, entries: list[Entry], executor: Executor) -> list[str]:
    return [str(flaw) for flaw in remake(entries, Workshop(campaign), executor)]


def test_a_letter_that_is_made_once_more_is_the_same_and_nothing_is_written(
    base_campaign: Path, executor: Executor
) -> None:
    entries = make(base_campaign, executor, Format.PDF, Format.HTML)
    before = {path: path.stat().st_mtime_ns for path in base_campaign.rglob("*")}
    assert remade(base_campaign, entries, executor) == []
    assert {path: path.stat().st_mtime_ns for path in base_campaign.rglob("*")} == before


def test_a_letter_in_another_language_is_made_in_that_language(
    base_campaign: Path, executor: Executor
) -> None:
    for name in ("case", "recipients", "campaign"):
        change(base_campaign, name, "\nlanguage: en\n", "\nlanguage: de\n")
    change(base_campaign, "case", "en: Invented", "any: Invented")
    entries = make(base_campaign, executor, Format.HTML, language="de")
    assert [entry.name for entry in entries] == ["first/office.de"]
    assert remade(base_campaign, entries, executor) == []


def test_one_that_comes_out_otherwise_is_named(base_campaign: Path, executor: Executor) -> None:
    (entry,) = make(base_campaign, executor, Format.HTML)
    forged = replace(entry, files=(replace(entry.files[0], sha256="00" * 32),))
    assert remade(base_campaign, [forged], executor) == [
        "different  first/office.en.html: made once more from the same, it differs from that of "
        "2026-11-22 14:03 UTC. Look at it, and make it again: zvarot batch first --force --to office"
    ]


def test_one_that_was_made_from_something_else_is_not_compared(
    base_campaign: Path, executor: Executor
) -> None:
    entries = make(base_campaign, executor, Format.HTML)
    change(base_campaign, "case", "value: 60", "value: 61")
    assert remade(base_campaign, entries, executor) == [
        "outdated   first/office.en: on 2026-11-22 14:03 UTC it was made from something else, or by another "
        "zvarot: run `zvarot batch`."
    ]


def test_what_is_withheld_makes_no_letter_outdated(base_campaign: Path, executor: Executor) -> None:
    entries = make(base_campaign, executor, Format.HTML)
    change(base_campaign, "case", "Invented Relativeson", "Invented Otherwise")
    assert remade(base_campaign, entries, executor) == []


@pytest.mark.parametrize(
    ("old", "new"), [("id: first", "id: other"), ("recipients: [office]", "recipients: [second]")]
)
def test_a_letter_that_is_planned_no_more_is_named(
    base_campaign: Path, executor: Executor, old: str, new: str
) -> None:
    entries = make(base_campaign, executor, Format.HTML)
    path = base_campaign / "recipients.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + text.split("recipients:\n")[1].replace("id: office", "id: second"))
    change(base_campaign, "campaign", old, new)
    assert remade(base_campaign, entries, executor) == [
        "unplanned  first/office.en: the campaign plans no such letter any more. "
        "If it is not to leave, delete its files."
    ]


def test_a_letter_that_a_rule_stops_by_now_is_named(base_campaign: Path, executor: Executor) -> None:
    entries = make(base_campaign, executor, Format.HTML)
    change(base_campaign, "case", "counter: sample-centre", "counter: sample-center")
    assert remade(base_campaign, entries, executor) == [
        "stopped    first/office.en: it could not be made any more: `zvarot check` says why. Do not send it."
    ]


def test_a_letter_that_the_gate_holds_back_by_now_is_named(base_campaign: Path, executor: Executor) -> None:
    entries = make(base_campaign, executor, Format.HTML)
    change(base_campaign, "campaign", "date: 2024-03-01", "date: 2024-02-14")
    (line,) = remade(base_campaign, entries, executor)
    assert line.startswith("stopped    first/office.en: it could not be made any more: ")
    assert line.endswith(". Do not send it.")


def test_a_letter_that_costs_too_much_to_be_made_once_more_is_named(
    base_campaign: Path, executor: Executor
) -> None:
    entries = make(base_campaign, executor, Format.HTML)
    flaws = remake(entries, Workshop(base_campaign), executor, limits=Limits(size=10))
    assert [flaw.message for flaw in flaws] == [
        "it could not be made any more: its files hold more than 0 kB. Do not send it."
    ]


def test_many_letters_are_all_made_once_more(base_campaign: Path, executor: Executor) -> None:
    (entry,) = make(base_campaign, executor, Format.HTML)
    forged = replace(entry, files=(replace(entry.files[0], sha256="00" * 32),))
    assert len(remade(base_campaign, [forged, entry, forged] * 5, executor)) == 10
