"""The doors: parse a command, call the house, show what came of it."""

import datetime as dt
import json
import shutil
import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn, TypeVar

import typer
from rich.console import Console
from rich.table import Table

from zvarot.findings import (
    FaultyFiles,
    Finding,
    Severity,
    WrongUse,
    ZvarotError,
    as_github,
    as_json,
    as_text,
    findings_of,
)

app = typer.Typer(
    name="zvarot",
    help="Turn a case file into open letters and appeals, as PDF and HTML.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)
templates_app = typer.Typer(help="The templates that letters are written with.", no_args_is_help=True)
app.add_typer(templates_app, name="templates")

FolderOption = Annotated[Path, typer.Option("-C", "--campaign", metavar="DIR", help="The campaign's folder.")]

_Word = TypeVar("_Word", bound=StrEnum)


class ReportFormat(StrEnum):
    """How findings are written."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def main() -> NoReturn:
    """Run the command line; every failure becomes one message and an exit code."""
    try:
        app(standalone_mode=True)
    except ZvarotError as error:
        _complain(error)
        sys.exit(error.exit_code)
    except Exception as error:
        _complain(error)
        sys.exit(1)
    sys.exit(0)


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make.")],
) -> None:
    """Make a small campaign that works at once, to begin from."""
    from zvarot.press.starting import start_campaign

    for path in start_campaign(folder):
        typer.echo(path)
    zvarot = "zvarot" if shutil.which("zvarot") else sys.argv[0]
    _say(f"Now try: {zvarot} check {folder}")
    _say(f"     and: {zvarot} letter first-letter --to all -C {folder}")


@app.command()
def check(
    folder: Annotated[
        Path | None, typer.Argument(metavar="DIR", help="The campaign's folder, as with -C.")
    ] = None,
    campaign: FolderOption = Path(),
    format: Annotated[ReportFormat, typer.Option(help="How findings are written.")] = ReportFormat.TEXT,
) -> None:
    """Ask a campaign's files every question, and print all findings at once."""
    from zvarot.case.reading import survey_campaign
    from zvarot.case.review import review
    from zvarot.writing.folders import TemplateFolders, review_templates

    folder = folder or campaign
    _must_be_campaign(folder)
    dossier, findings = survey_campaign(folder)
    if dossier:
        plans, folders = dossier.campaign.letters, TemplateFolders(folder / "templates")
        missing = review_templates(plans, dossier.recipients, folders, dossier.place)
        findings = (*findings, *missing, *review(dossier))
    if format is ReportFormat.TEXT:
        _say_all(findings)
        _say(_count(findings))
    else:
        typer.echo({"json": as_json, "github": as_github}[format](findings))
    if any(found.severity is Severity.ERROR for found in findings):
        raise typer.Exit(1)


@app.command()
def letter(
    letter: Annotated[str, typer.Argument(metavar="LETTER", help="The letter's id in campaign.yaml.")],
    to: Annotated[
        list[str],
        typer.Option("--to", metavar="RECIPIENT", help="A recipient's id, or `all`; may be repeated."),
    ],
    format: Annotated[str, typer.Option(help="pdf, html or both, with a comma.")] = "pdf,html",
    output: Annotated[Path, typer.Option(metavar="DIR", help="Where letters go.")] = Path("output"),
    campaign: FolderOption = Path(),
    date: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="Another date than the letter's own.")
    ] = None,
) -> None:
    """Make a letter for one or more recipients, and print the paths of its files."""
    from zvarot.press.production import Format, Workshop

    formats = [_one_of(Format, word.strip(), "format") for word in format.split(",")]
    day = _day(date)
    _must_be_campaign(campaign)
    workshop = Workshop(campaign)
    said: set[Finding] = set()
    failures: list[int] = []
    for edition in workshop.editions(letter, to, day):
        try:
            made = workshop.make(edition, formats, output)
        except Exception as error:
            _say(f"{edition.plan.id} to {edition.recipient.id} was not made:")
            _complain(error)
            failures.append(getattr(error, "exit_code", 1))
            continue
        fresh = [found for found in made.findings if found not in said]
        _say_all(fresh)
        said.update(fresh)
        for path in made.paths:
            typer.echo(path)
    raise typer.Exit(max(failures, default=0))


@app.command()
def preview(
    campaign: FolderOption = Path(),
    port: Annotated[int, typer.Option(help="The page's port; 0 takes one that is free.")] = 0,
    no_open: Annotated[bool, typer.Option("--no-open", help="Only print the page's address.")] = False,
) -> None:
    """Show the letters on a page that redraws them whenever you save a file; Ctrl-C ends it."""
    _must_be_campaign(campaign)
    try:
        from zvarot.preview.serving import serve
    except ModuleNotFoundError as error:
        raise WrongUse(f"the preview needs {error.name}", 'Run: pip install "zvarot[preview]"') from None
    serve(campaign, port, lambda address: _show(address, no_open))


@app.command()
def recipients(campaign: FolderOption = Path()) -> None:
    """List the offices of a campaign, and how far each of them was checked."""
    from zvarot.case.reading import read_campaign

    _must_be_campaign(campaign)
    rows = [
        (
            office.id,
            office.kind,
            office.office.get(office.language, next(iter(office.office.values()))),
            office.language,
            office.country or "",
            str(office.verified or "never"),
            office.quality,
        )
        for office in read_campaign(campaign).recipients
    ]
    _table(("id", "kind", "office", "language", "country", "verified", "quality"), rows)


@templates_app.command("list")
def templates_list(campaign: FolderOption = Path()) -> None:
    """List the forms, the languages they are written in, and the kinds with words of their own."""
    from zvarot.writing.folders import TemplateFolders

    folders = TemplateFolders(campaign / "templates")
    rows = [
        (form, language, kind, str(folders.path(f"forms/{form}/{language}/{kind}.html.j2")))
        for form, languages in sorted(folders.forms().items())
        for language, kinds in sorted(languages.items())
        for kind in kinds
    ]
    _table(("form", "language", "for", "file"), rows)


@app.command()
def doctor(
    output: Annotated[Path, typer.Option(metavar="DIR", help="Where letters go.")] = Path("output"),
) -> None:
    """Say what this machine has and lacks for making letters, and what to install."""
    from zvarot.press.doctor import examine, installing

    checks = examine(output)
    rows = [(_mark(check.good, check.needed), check.name, check.found) for check in checks]
    _table(("", "what", "found"), rows)
    lacking = [check for check in checks if not check.good and check.help]
    for check in lacking:
        _say(f"{check.name}: {check.help}")
    if lacking:
        _say("On other systems:")
        for system, line in installing():
            _say(f"  {system}: {line}")
    if any(check.needed for check in lacking):
        raise typer.Exit(1)


@app.command()
def schema(
    name: Annotated[str, typer.Argument(metavar="case|recipients|campaign", help="Which file.")],
) -> None:
    """Print the JSON Schema of a file, with which editors complete and check it."""
    from zvarot.case.reading import SCHEMAS, schema

    if name not in SCHEMAS:
        raise WrongUse(f'there is no schema "{name}"', f"There are: {', '.join(SCHEMAS)}.")
    typer.echo(json.dumps(schema(name), ensure_ascii=False, indent=2))


def _show(address: str, no_open: bool) -> None:
    typer.echo(address)
    _say("The page opens at this address. Keep it to yourself. Ctrl-C ends the preview.")
    if not no_open:
        typer.launch(address)


def _one_of(words: type[_Word], word: str, what: str) -> _Word:
    if word not in list(words):
        raise WrongUse(f'there is no {what} "{word}"', f"There are: {', '.join(words)}.")
    return words(word)


def _day(date: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(date) if date else None
    except ValueError:
        raise WrongUse(f'"{date}" is not a date', "Write year, month and day: 2021-07-26.") from None


def _must_be_campaign(folder: Path) -> None:
    """Stop at once where a folder holds none of the three files of a campaign."""
    if not any((folder / f"{name}.yaml").exists() for name in ("case", "recipients", "campaign")):
        where = "this folder" if folder == Path() else folder
        raise WrongUse(
            f"there is no campaign in {where}",
            "Name the folder that holds case.yaml with -C, or make one with `zvarot new DIR`.",
        )


def _count(findings: Sequence[Finding]) -> str:
    errors = sum(found.severity is Severity.ERROR for found in findings)
    warnings = len(findings) - errors
    if not findings:
        return "No findings."
    return f"{errors} error{'s' * (errors != 1)}, {warnings} warning{'s' * (warnings != 1)}."


def _table(heads: Iterable[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table for eyes on a terminal, and tab-separated lines for programs."""
    console = Console()
    if not console.is_terminal:
        for row in rows:
            typer.echo("\t".join(row))
        return
    table = Table(*heads)
    for row in rows:
        table.add_row(*row)
    console.print(table)


def _mark(good: bool, needed: bool) -> str:
    return "ok" if good else ("missing" if needed else "lacks")


def _complain(error: Exception) -> None:
    """Say what stopped a letter or a command, and how to go on."""
    found = findings_of(error)
    _say_all(found)
    if isinstance(error, FaultyFiles):
        _say(_count(found))


def _say_all(findings: Sequence[Finding]) -> None:
    if findings:
        _say(as_text(findings))


def _say(words: str) -> None:
    """Speak to the person, beside the results."""
    typer.echo(words, err=True)
