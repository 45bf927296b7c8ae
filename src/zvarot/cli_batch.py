"""The door to many letters at once."""

import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zvarot.findings import WrongUse
from zvarot.keeping import ledger_of, list_files, now, processors
from zvarot.speaking import FolderOption, must_be_campaign, one_of, say, say_older
from zvarot.tallying import JsonTally, Tally

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from zvarot.press.batches import Batch, Order
    from zvarot.press.ledger import Ledger
    from zvarot.press.mailbag import Mailbag
    from zvarot.press.planning import Planned, Selection
    from zvarot.press.printing import Format

batch_app = typer.Typer()


class Where(StrEnum):
    """Where letters are printed."""

    LOCAL = "local"
    DASK = "dask"


LettersArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="[LETTER]…", help="Ids of letters in campaign.yaml; all if none is named."),
]
OnlyToOption = Annotated[
    list[str] | None,
    typer.Option("--to", metavar="RECIPIENT", help="Only this recipient or table; may be repeated."),
]
KindOption = Annotated[
    list[str] | None,
    typer.Option(metavar="KIND", help="Only recipients of this kind: embassy, ngo …; may be repeated."),
]
OnlyLanguageOption = Annotated[
    list[str] | None,
    typer.Option(metavar="CODE", help="Only recipients who are written to in it; may be repeated."),
]
ToldFormatOption = Annotated[
    str, typer.Option(help="pdf, html or both, with a comma; with json too, programs can read what is said.")
]
AnywhereOption = Annotated[
    str,
    typer.Option(metavar="DIR", help="Where letters go: a folder, or an address such as s3://bucket/folder."),
]
LedgerOption = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="The folder of the ledger, where letters go to an address."),
]
ExecutorOption = Annotated[
    Where, typer.Option(help="Who prints: this machine, or the machines of a Dask cluster.")
]
SchedulerOption = Annotated[
    str, typer.Option(metavar="ADDRESS", help="The cluster's: tls://scheduler.example.org:8786.")
]
WorkersOption = Annotated[
    int, typer.Option(min=0, metavar="N", help="How many processes print; 0 is one for each processor.")
]
LimitOption = Annotated[int | None, typer.Option(min=1, metavar="N", help="Make at most so many now.")]
TimeLimitOption = Annotated[float, typer.Option(min=1, metavar="SECONDS", help="What one letter may take.")]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Say what would be made, and make nothing.")]
ForceOption = Annotated[bool, typer.Option("--force", help="Make what has not changed again, too.")]
FailFastOption = Annotated[
    bool, typer.Option("--fail-fast", help="Begin no other letter when one was not made.")
]
NoReuseOption = Annotated[
    bool,
    typer.Option("--no-reuse", help="Typeset each letter in full, as if it were the only one; much slower."),
]
MergeOption = Annotated[
    Path | None,
    typer.Option(metavar="FILE.pdf", help="Put all PDFs together in postal order, for the printer."),
]


@batch_app.command()
def batch(
    letters: LettersArgument = None,
    to: OnlyToOption = None,
    kind: KindOption = None,
    language: OnlyLanguageOption = None,
    format: ToldFormatOption = "pdf,html",
    workers: WorkersOption = 0,
    limit: LimitOption = None,
    time_limit: TimeLimitOption = 60,
    dry_run: DryRunOption = False,
    force: ForceOption = False,
    fail_fast: FailFastOption = False,
    no_reuse: NoReuseOption = False,
    executor: ExecutorOption = Where.LOCAL,
    scheduler: SchedulerOption = "",
    output: AnywhereOption = "output",
    ledger: LedgerOption = None,
    merge: MergeOption = None,
    campaign: FolderOption = Path(),
) -> None:
    """Make the letters of a campaign for all its recipients; what has not changed is not made again."""
    from zvarot.case.parties import Kind
    from zvarot.press import storage
    from zvarot.press.batches import Order
    from zvarot.press.planning import Selection
    from zvarot.press.tasks import Limits

    kinds = tuple(one_of(Kind, word, "kind of office") for word in kind or ())
    selection = Selection(tuple(letters or ()), tuple(to or ()), kinds, tuple(language or ()))
    order = Order(
        storage.output(output), _formats(format), now(), Limits(seconds=time_limit),
        workers=workers or processors(), force=force, dry=dry_run, limit=limit, fail_fast=fail_fast,
        scheduler=_agreed(executor, scheduler), ledger=ledger, reuse=not no_reuse,
    )  # fmt: skip
    must_be_campaign(campaign)
    if merge and "pdf" not in order.formats:
        raise WrongUse("--merge puts PDFs together", "Take html out of --format, or add pdf to it.")
    tally = (JsonTally if "json" in map(str.strip, format.split(",")) else Tally)(order.home)
    raise typer.Exit(_run(campaign, selection, order, tally, merge))


def _formats(words: str) -> "tuple[Format, ...]":
    """Return the kinds of file that are asked for; `json` is none of them."""
    from zvarot.press.printing import Format

    stripped = [word.strip() for word in words.split(",")]
    return tuple(one_of(Format, word, "format") for word in stripped if word != "json") or tuple(Format)


def _agreed(executor: Where, scheduler: str) -> str:
    """Return the address of the scheduler, or nothing where this machine prints."""
    if (executor is Where.DASK) != bool(scheduler):
        raise WrongUse(
            "--executor dask and --scheduler belong together",
            "Name both, or neither: --executor dask --scheduler tls://scheduler.example.org:8786",
        )
    return scheduler


def _run(
    campaign: Path, selection: "Selection", order: "Order", tally: Tally, merge: Path | None = None
) -> int:
    """Make a batch, tell of it, and return the exit code."""
    from zvarot.press.batches import Batch
    from zvarot.press.mailbag import Mailbag
    from zvarot.press.planning import faulty, grouped, meant, select
    from zvarot.press.production import Workshop

    workshop = Workshop(campaign)
    dossier = workshop.dossier
    letters = grouped(select(dossier, selection))
    with (
        ledger_of(order.output, order.home, order.dry) as ledger,
        _printing(order, len(letters)) as (who, order),
    ):
        run = Batch(workshop, who, ledger, order)
        with tally.counting(len(letters)), _interruptible(run):
            for result in run.run((one.edition(dossier) for one in letters), faulty(dossier, selection)):
                tally.take(result)
        tally.left = len(letters) - run.looked_at
        if ledger and not order.dry:
            tally.unplanned = run.put_away(meant(dossier))
            list_files(order.output, order.home, ledger)
        code = tally.tell()
        if merge and ledger and not order.dry and not tally.left:
            _merge({one.name: one for one in letters}, ledger, Mailbag(workshop, who, order), merge)
    return code or (130 if run.interrupted else 0)


def _merge(letters: "Mapping[str, Planned]", ledger: "Ledger", bag: "Mailbag", file: Path) -> None:
    """Put the letters that may leave together, and say what came of it."""
    from zvarot.press.mailbag import left_from_before

    written = 0
    for tray in bag.put(letters, ledger, file):
        written += 1
        say(f"{tray.path}: {tray}, printed on both sides")
    say_older(left_from_before(file, written))
    say(
        "Whoever prints this can read every letter in it." if written else "There was no PDF to put together."
    )


@contextmanager
def _printing(order: "Order", letters: int) -> "Iterator[tuple[Executor, Order]]":
    """Open what prints so many letters, and say how many of them it gets at a time."""
    if order.scheduler and not order.dry:
        from zvarot.press.clusters import AT_ONCE, Cluster

        with Cluster(order.scheduler) as cluster:
            yield cluster, replace(order, workers=cluster.count).for_letters(letters, AT_ONCE)
        return
    from zvarot.press.workers import Workers

    with Workers(order.workers, order.limits, pdf="pdf" in order.formats) as workers:
        yield workers, order.for_letters(letters)


@contextmanager
def _interruptible(run: "Batch") -> Iterator[None]:
    """Let Ctrl-C finish the letters in hand, and a second one end at once."""
    before = signal.getsignal(signal.SIGINT)
    if before == signal.SIG_IGN:
        # Started in the background: the Ctrl-C of the terminal is not meant for this run.
        yield
        return

    def interrupt(*_: Any) -> None:
        signal.signal(signal.SIGINT, before)
        say("The letters in hand are being finished. Ctrl-C once more ends at once.")
        run.stop()
        run.interrupted = True

    signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
