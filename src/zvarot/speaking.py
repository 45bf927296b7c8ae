"""How the doors speak: results to standard output, everything else beside them; and what all of them ask."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from zvarot.findings import FaultyFiles, Finding, Severity, WrongUse, as_text, findings_of

FolderOption = Annotated[Path, typer.Option("-C", "--campaign", metavar="DIR", help="The campaign's folder.")]
DateOption = Annotated[
    str | None, typer.Option(metavar="YYYY-MM-DD", help="Another date than the letter's own.")
]
LanguageOption = Annotated[
    str, typer.Option(metavar="CODE", help="Another language than the recipient's own: de, fr, uk …")
]

_Word = TypeVar("_Word", bound=StrEnum)


def one_of(words: type[_Word], word: str, what: str) -> _Word:
    """Return the word of a fixed set that was written; raise WrongUse for any other."""
    if word not in list(words):
        raise WrongUse(f'there is no {what} "{word}"', f"There are: {', '.join(words)}.")
    return words(word)


def day(date: str | None) -> dt.date | None:
    """Return a day that was written as YYYY-MM-DD."""
    try:
        return dt.date.fromisoformat(date) if date else None
    except ValueError:
        raise WrongUse(f'"{date}" is not a date', "Write year, month and day: 2021-07-26.") from None


def must_be_campaign(folder: Path) -> None:
    """Stop at once where a folder holds none of the three files of a campaign."""
    if not any((folder / f"{name}.yaml").exists() for name in ("case", "recipients", "campaign")):
        where = "this folder" if folder == Path() else folder
        raise WrongUse(
            f"there is no campaign in {where}",
            "Name the folder that holds case.yaml with -C, or make one with `zvarot new DIR`.",
        )


def count(findings: Sequence[Finding]) -> str:
    """Say how many errors and warnings there are."""
    errors = sum(found.severity is Severity.ERROR for found in findings)
    warnings = len(findings) - errors
    if not findings:
        return "No findings."
    return f"{errors} error{'s' * (errors != 1)}, {warnings} warning{'s' * (warnings != 1)}."


def table(heads: Iterable[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table for eyes on a terminal, and tab-separated lines for programs."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    if not console.is_terminal:
        for row in rows:
            typer.echo("\t".join(row))
        return
    table = Table(*heads)
    for row in rows:
        table.add_row(*map(Text, row))
    console.print(table)


@contextmanager
def progress(letters: int) -> Iterator[Callable[[Mapping[str, int]], None]]:
    """Show on a terminal how far a batch has come, and nothing elsewhere; yield what takes the counts."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.fields[counts]}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[speed]}"),
        TimeRemainingColumn(),
    )
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task("", total=letters, counts="", speed="")

        def show(counts: Mapping[str, int]) -> None:
            words = ", ".join(f"{count} {status}" for status, count in counts.items())
            speed = f"{bar.tasks[0].speed or 0:.1f} a second"
            bar.update(task, completed=sum(counts.values()), counts=words, speed=speed)

        yield show


def complain(error: Exception) -> None:
    """Say what stopped a letter or a command, and how to go on."""
    found = findings_of(error)
    say_all(found)
    if isinstance(error, FaultyFiles):
        say(count(found))


def say_all(findings: Sequence[Finding]) -> None:
    """Print findings for a person."""
    if findings:
        say(as_text(findings))


def say_new(findings: Iterable[Finding], said: Collection[Finding]) -> list[Finding]:
    """Print the findings that were not said before, and return them."""
    new = [found for found in findings if found not in said]
    say_all(new)
    return new


def say_older(paths: Iterable[Path | str]) -> None:
    """Name files that an earlier run has left, and that would come out otherwise now."""
    for path in paths:
        say(f"{path} is of an earlier run: delete it, unless you know that it may stay.")


def say(words: str) -> None:
    """Speak to the person, beside the results."""
    typer.echo(words, err=True)
