"""The door to what lies in an output folder: verify it."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zvarot.findings import Severity, WrongUse
from zvarot.keeping import processors
from zvarot.speaking import FolderOption, must_be_campaign, say

if TYPE_CHECKING:
    from zvarot.press.ledger import Ledger
    from zvarot.press.verifying import Flaw

verify_app = typer.Typer()


class VerdictFormat(StrEnum):
    """How a verdict is written."""

    TEXT = "text"
    JSON = "json"


@verify_app.command("verify")
def verify_output(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where the letters lie.")] = Path("output"),
    format: Annotated[VerdictFormat, typer.Option(help="How it is written.")] = VerdictFormat.TEXT,
    remake: Annotated[
        bool, typer.Option("--remake", help="Make every letter of the campaign once more, and compare.")
    ] = False,
    campaign: FolderOption = Path(),
) -> None:
    """Say whether every letter is still as it was made, and which of them may not leave."""
    from zvarot.press.ledger import Ledger
    from zvarot.press.storage import address_noted
    from zvarot.press.verifying import verify

    if remake:
        must_be_campaign(campaign)
    if address := address_noted(folder):
        raise WrongUse(
            f"these letters lie at {address}",
            "Copy them into a folder, put ledger.sqlite and both manifests beside them, and verify that one.",
        )
    with Ledger(folder, create=False) as ledger:
        flaws = [*_told(verify(ledger), format)]
        if remake:
            flaws += _told(_remade(ledger, campaign), format)
        letters = len(ledger.digests())
    if format is VerdictFormat.JSON:
        typer.echo(json.dumps([asdict(flaw) for flaw in flaws], ensure_ascii=False, indent=2))
    wrong = sum(flaw.severity is Severity.ERROR for flaw in flaws)
    say(_verdict(letters, wrong))
    raise typer.Exit(min(wrong, 1))


def _told(flaws: "Iterator[Flaw]", format: VerdictFormat) -> "Iterator[Flaw]":
    """Hand flaws on, and print them at once for a person who waits."""
    for flaw in flaws:
        if format is VerdictFormat.TEXT:
            typer.echo(flaw)
        yield flaw


def _remade(ledger: "Ledger", campaign: Path) -> "Iterator[Flaw]":
    """Make every letter once more, on all processors."""
    from zvarot.press.production import Workshop
    from zvarot.press.remaking import remake
    from zvarot.press.workers import Workers

    count = processors()
    with Workers(count) as workers:
        yield from remake(ledger.entries(), Workshop(campaign), workers, count, workers.limits)


def _verdict(letters: int, wrong: int) -> str:
    counted = f"{letters} letter{'s' * (letters != 1)}"
    if wrong:
        return f"{counted}. Look at what is named above ({wrong}) before anything is sent."
    return f"{counted}: all is as it was made."
