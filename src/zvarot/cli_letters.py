"""The door to single letters."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zvarot.findings import Finding, WrongUse
from zvarot.keeping import ledger_of, list_files, now
from zvarot.speaking import (
    DateOption,
    FolderOption,
    LanguageOption,
    complain,
    day,
    must_be_campaign,
    one_of,
    say,
    say_new,
    say_older,
)

if TYPE_CHECKING:
    from zvarot.press.batches import Result

letters_app = typer.Typer()

_ADDRESS = re.compile(r"[a-z0-9+]{2,}:/")

LetterArgument = Annotated[str, typer.Argument(metavar="LETTER", help="The letter's id in campaign.yaml.")]
ToOption = Annotated[
    list[str],
    typer.Option("--to", metavar="RECIPIENT", help="A recipient's id, a table's, or `all`; may be repeated."),
]
FormatOption = Annotated[str, typer.Option(help="pdf, html or both, with a comma.")]
OutputOption = Annotated[Path, typer.Option(metavar="DIR", help="Where letters go.")]


@letters_app.command()
def letter(
    letter: LetterArgument,
    to: ToOption,
    format: FormatOption = "pdf,html",
    output: OutputOption = Path("output"),
    campaign: FolderOption = Path(),
    date: DateOption = None,
    language: LanguageOption = "",
) -> None:
    """Make a letter for one or more recipients, and print the paths of its files."""
    from zvarot.press.workers import Workers

    on = day(date)
    must_be_campaign(campaign)
    if _ADDRESS.match(str(output)):
        raise WrongUse("single letters go to a folder", "`zvarot batch` puts letters at an address.")
    with Workers(pdf="pdf" in format) as workers:
        # While this process loads what it needs and reads the campaign, the worker loads what prints.
        workers.start()
        from zvarot.press.batches import Batch, Order
        from zvarot.press.printing import Format
        from zvarot.press.production import Workshop

        formats = tuple(one_of(Format, word.strip(), "format") for word in format.split(","))
        workshop = Workshop(campaign)
        editions = workshop.editions(letter, to, on, language)
        with ledger_of(output, output) as ledger:
            order = Order(output, formats, now(), force=True, ahead=True)
            code = _tell_each(Batch(workshop, workers, ledger, order).run(editions))
            list_files(output, output, ledger)
    raise typer.Exit(code)


def _tell_each(results: "Iterable[Result]") -> int:
    """Say what came of each letter, and each finding once; return the exit code."""
    said: set[Finding] = set()
    codes = [0]
    for result in results:
        if result.error:
            say(f"{result.called} was not made:")
            complain(result.error)
            codes.append(int(getattr(result.error, "exit_code", 1)))
        else:
            said.update(say_new(result.findings, said))
            for path in result.paths:
                typer.echo(path)
        say_older(result.older)
    if said:
        say("`zvarot check` says where each of these stands.")
    return max(codes)
