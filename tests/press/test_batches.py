"""A batch makes what is not there yet, skips what has not changed, and loses nothing."""

from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from making import LONG_AGO
from zvarot.findings import FaultyFiles
from zvarot.press.batches import AT_ONCE, Batch, Order, Result, Status, parts
from zvarot.press.ledger import Ledger
from zvarot.press.planning import Selection, faulty, grouped, select
from zvarot.press.printing import Format
from zvarot.press.production import Workshop

OFFICE = """
  - id: {id}
    kind: {kind}
    office: Office {id} of Examples
    language: en
    salutation: Dear Office {id},
"""
LATER = "2024-03-02T12:00:00+00:00"


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def write_ngo(folder: Path, body: str) -> None:
    """Write a text of the campaign's own for one kind of office."""
    path = folder / "templates" / "forms" / "open-letter" / "en" / "ngo.html.j2"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f'{{% extends "!forms/open-letter/en/letter.html.j2" %}}{{% block body %}}{body}{{% endblock %}}'
    )


@pytest.fixture
def folder(base_campaign: Path) -> Path:
    """A campaign of one letter to four offices, one of them an NGO."""
    offices = {"one": "embassy", "two": "embassy", "ngo": "ngo"}
    recipients = base_campaign / "recipients.yaml"
    more = "".join(OFFICE.format(id=id, kind=kind) for id, kind in offices.items())
    recipients.write_text(recipients.read_text(encoding="utf-8") + more, encoding="utf-8")
    change(base_campaign / "campaign.yaml", "[office]", f"[office, {', '.join(offices)}]")
    write_ngo(base_campaign, "<p>Calm.</p>")
    return base_campaign


@pytest.fixture
def executor() -> Iterator[Executor]:
    with ThreadPoolExecutor(1) as executor:
        yield executor


class Runs:
    """Runs a campaign again and again, into one folder."""

    def __init__(self, folder: Path, output: Path, executor: Executor) -> None:
        self.folder, self.output, self.executor = folder, output, executor
        self.order = Order(output, (Format.HTML,), LONG_AGO, at_once=2)

    def __call__(self, selection: Selection | None = None, **order: object) -> dict[str, Status]:
        """Return what became of each letter, by recipient."""
        return {one.called.rpartition(" ")[2]: one.status for one in self.results(selection, **order)}

    def results(self, selection: Selection | None = None, **order: object) -> list[Result]:
        workshop = Workshop(self.folder)
        selection = selection or Selection()
        letters = grouped(select(workshop.dossier, selection))
        with Ledger(self.output) as ledger:
            batch = Batch(workshop, self.executor, ledger, replace(self.order, **order))  # type: ignore[arg-type]
            editions = (one.edition(workshop.dossier) for one in letters)
            return [*batch.run(editions, faulty(workshop.dossier, selection))]

    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted((self.output / "first").iterdir())}


@pytest.fixture
def run(folder: Path, tmp_path: Path, executor: Executor) -> Runs:
    return Runs(folder, tmp_path / "output", executor)


ALL = ("office", "one", "two", "ngo")


def test_every_letter_is_made_once(run: Runs) -> None:
    assert run() == dict.fromkeys(ALL, Status.MADE)
    assert sorted(run.files()) == [f"{id}.en.html" for id in ("ngo", "office", "one", "two")]
    assert run() == dict.fromkeys(ALL, Status.UNCHANGED)
    assert run(force=True) == dict.fromkeys(ALL, Status.MADE)


def test_a_changed_fact_makes_all_letters_that_tell_it_again(run: Runs) -> None:
    run()
    before = run.files()
    change(run.folder / "case.yaml", "value: 60", "value: 61")
    assert run() == dict.fromkeys(ALL, Status.MADE)
    # The words of the campaign's own for NGOs tell no figure.
    assert [name for name, content in run.files().items() if content == before[name]] == ["ngo.en.html"]


def test_a_changed_recipient_makes_its_own_letter_again(run: Runs) -> None:
    run()
    change(run.folder / "recipients.yaml", "Dear Office two,", "Dear colleagues,")
    assert run() == {**dict.fromkeys(ALL, Status.UNCHANGED), "two": Status.MADE}


def test_a_changed_template_makes_the_letters_of_its_kind_again(run: Runs) -> None:
    run()
    write_ngo(run.folder, "<p>Quiet.</p>")
    assert run() == {**dict.fromkeys(ALL, Status.UNCHANGED), "ngo": Status.MADE}


def test_a_letter_that_is_gone_or_cut_off_is_made_again(run: Runs) -> None:
    run()
    before = run.files()
    (run.output / "first" / "one.en.html").unlink()
    (run.output / "first" / "two.en.html").write_bytes(b"<!doctype")
    assert run() == {**dict.fromkeys(ALL, Status.UNCHANGED), "one": Status.MADE, "two": Status.MADE}
    assert run.files() == before


def test_another_format_is_made_beside_and_the_first_stays_known(run: Runs) -> None:
    only = Selection(to=("one",))
    run(only)
    assert run(only, formats=tuple(Format)) == {"one": Status.MADE}
    assert run(only, formats=(Format.HTML,)) == {"one": Status.UNCHANGED}
    change(run.folder / "recipients.yaml", "Dear Office one,", "Dear colleagues,")
    (result,) = run.results(only)
    assert [Path(path).name for path in result.older] == ["one.en.pdf"]
    with Ledger(run.output) as ledger:
        entry = ledger.entry("first/one.en")
    assert entry
    assert [file.format for file in entry.files] == ["html"]


def test_the_file_in_another_format_is_still_right_while_nothing_has_changed(run: Runs) -> None:
    only = Selection(to=("one",))
    run(only, formats=(Format.PDF,))
    (result,) = run.results(only)
    assert (result.status, result.older) == (Status.MADE, ())
    with Ledger(run.output) as ledger:
        entry = ledger.entry("first/one.en")
    assert entry
    assert [(file.format, file.pages) for file in entry.files] == [("html", 0), ("pdf", 2)]


def test_the_ledger_says_what_was_made_when_and_what_was_found(run: Runs) -> None:
    run()
    with Ledger(run.output) as ledger:
        entry = ledger.entry("first/one.en")
    assert entry
    assert (entry.letter, entry.recipient, entry.language, entry.made) == ("first", "one", "en", LONG_AGO)
    assert {found.rule for found in entry.findings} == {"unverified-recipient"}
    (file,) = entry.files
    assert file.size == (run.output / "first" / "one.en.html").stat().st_size


def test_what_stops_a_letter_stops_no_other_and_its_older_file_is_named(run: Runs) -> None:
    run()
    write_ngo(run.folder, "{{ nothing }}")
    results = {one.called: one for one in run.results()}
    stopped = results["first to ngo"]
    assert (stopped.status, [Path(path).name for path in stopped.older]) == (Status.FAILED, ["ngo.en.html"])
    assert "'nothing' is undefined" in stopped.findings[0].message
    assert {one.status for one in results.values() if one is not stopped} == {Status.UNCHANGED}
    with Ledger(run.output) as ledger:
        assert "first/ngo.en" not in ledger.digests()


def test_a_letter_that_was_stopped_is_made_again_once_it_may_leave(run: Runs) -> None:
    run()
    write_ngo(run.folder, "<p>Invented Relativeson</p>")
    assert run()["ngo"] is Status.FAILED
    write_ngo(run.folder, "<p>Calm.</p>")
    assert run()["ngo"] is Status.MADE


def test_a_letter_that_was_printed_ahead_is_thrown_away_where_a_question_stops_it(run: Runs) -> None:
    printed = []

    class Counting(ThreadPoolExecutor):
        def submit(self, do: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            printed.append(super().submit(do, *args, **kwargs))
            return printed[-1]

    change(run.folder / "recipients.yaml", "Dear Office two,", "Dear Invented Relativeson,")
    with Counting(1) as executor:
        run.executor = executor
        made = run(force=True, ahead=True, at_once=1)
    assert made == {**dict.fromkeys(ALL, Status.MADE), "two": Status.FAILED}
    assert len(printed) == len(ALL)
    assert [*run.files()] == ["ngo.en.html", "office.en.html", "one.en.html"]


def test_what_cannot_be_put_together_ahead_is_told_of_by_the_questions(
    run: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> Any:
        raise KeyError("nothing that anybody could use")

    write_ngo(run.folder, "<p>Invented Relativeson</p>")
    monkeypatch.setattr(Workshop, "job", stop)
    (result,) = run.results(Selection(to=("ngo",)), force=True, ahead=True, at_once=1)
    assert isinstance(result.error, FaultyFiles)


def test_what_the_last_look_finds_is_refused(run: Runs) -> None:
    write_ngo(run.folder, "<p>{{ 'Relative' }}{{ 'son' }}</p>")
    (result,) = run.results(Selection(to=("ngo",)))
    assert (result.status, {found.rule for found in result.findings}) == (Status.REFUSED, {"withheld-name"})
    assert not (run.output / "first").exists()


def test_a_letter_is_made_again_when_somebody_is_withheld_whom_its_words_may_name(
    run: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its words are the same, so its digest is; but the last look may see them with other eyes."""
    run()
    monkeypatch.setattr(Workshop, "is_clear", lambda _, made, __: made.recipient.id != "two")
    assert run() == {**dict.fromkeys(ALL, Status.UNCHANGED), "two": Status.MADE}


def test_an_office_whose_row_is_faulty_costs_its_own_letters_only(run: Runs) -> None:
    change(
        run.folder / "recipients.yaml", "recipients:\n", "tables: [{id: list, file: list.csv}]\nrecipients:\n"
    )
    row = 'id,kind,office,language,salutation\nbad,nonsense,Example Office,en,"Dear Office,"\n'
    good = 'good,ngo,Example Office,en,"Dear Office,"\n'
    (run.folder / "list.csv").write_text(row + good)
    change(run.folder / "campaign.yaml", "[office,", "[list, office,")
    results = {one.name: one for one in run.results()}
    stopped = results.pop("first/bad")
    assert (stopped.status, type(stopped.error)) == (Status.FAILED, FaultyFiles)
    assert len(results) == 5
    assert {one.status for one in results.values()} == {Status.MADE}


# How far a batch goes -----------------------------------------------------------------------------------


def test_a_limit_counts_what_is_made(run: Runs) -> None:
    assert [*run(limit=3).values()] == [Status.MADE] * 3
    assert sorted(run(limit=3).values()) == [Status.MADE, *[Status.UNCHANGED] * 3]


def test_a_dry_run_says_what_would_be_made_and_writes_nothing(run: Runs) -> None:
    run(Selection(to=("one",)))
    before = run.files()
    assert run(dry=True) == {**dict.fromkeys(ALL, Status.WANTED), "one": Status.UNCHANGED}
    assert run.files() == before


def test_a_dry_run_stops_nothing_in_the_ledger(run: Runs) -> None:
    run()
    change(run.folder / "case.yaml", "counter: sample-centre", "counter: sample-center")
    assert run(dry=True) == dict.fromkeys(ALL, Status.FAILED)
    with Ledger(run.output) as ledger:
        assert len(ledger.digests()) == len(ALL)


def test_fail_fast_begins_no_other_letter(run: Runs) -> None:
    write_ngo(run.folder, "{{ nothing }}")
    statuses = run(fail_fast=True, at_once=1)
    assert Status.FAILED in statuses.values()
    change(run.folder / "case.yaml", "counter: sample-centre", "counter: sample-center")
    assert [*run(fail_fast=True).values()] == [Status.FAILED]


def test_a_batch_that_is_stopped_finishes_what_is_in_hand(run: Runs) -> None:
    workshop = Workshop(run.folder)
    with Ledger(run.output) as ledger:
        batch = Batch(workshop, run.executor, ledger, replace(run.order, at_once=2))

        def letters() -> Iterator[object]:
            for number, one in enumerate(select(workshop.dossier, Selection())):
                if number == 3:
                    batch.stop()
                yield one.edition(workshop.dossier)

        results = [*batch.run(letters())]  # type: ignore[arg-type]
    assert [one.status for one in results] == [Status.MADE] * 3
    assert batch.looked_at == 3


def test_letters_that_are_planned_no_more_may_not_leave(run: Runs) -> None:
    run()
    change(run.folder / "campaign.yaml", ", two", "")
    workshop = Workshop(run.folder)
    planned = {one.name for one in select(workshop.dossier, Selection())}
    with Ledger(run.output) as ledger:
        entry = ledger.entry("first/one.en")
        assert entry
        ledger.record([replace(entry, name="another/one.en", letter="another")])
        batch = Batch(workshop, run.executor, ledger, run.order)
        gone = batch.put_away({parts(name)[:2] for name in planned})
        assert gone == (run.output / "first" / "two.en.html",)
        assert {*ledger.digests()} == {*planned, "another/one.en"}


@pytest.mark.parametrize(
    ("letters", "workers", "at_once"), [(1, 8, 1), (40, 2, 5), (100_000, 2, AT_ONCE), (0, 1, 1)]
)
def test_letters_are_shared_out_so_that_no_worker_is_idle(letters: int, workers: int, at_once: int) -> None:
    order = Order(Path("output"), (), LONG_AGO, workers=workers)
    assert order.for_letters(letters).at_once == at_once
