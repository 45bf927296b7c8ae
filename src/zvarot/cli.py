"""The doors: parse a command, call the house, show what came of it."""

import json
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from zvarot.cli_batch import batch_app
from zvarot.cli_letters import letters_app
from zvarot.cli_paper import paper_app
from zvarot.cli_proof import proof_app
from zvarot.cli_templates import templates_app
from zvarot.cli_verify import verify_app
from zvarot.findings import FaultyFiles, Severity, WrongUse, ZvarotError, as_github, as_json
from zvarot.speaking import (
    DateOption,
    FolderOption,
    LanguageOption,
    complain,
    count,
    day,
    must_be_campaign,
    say,
    say_all,
    table,
)

app = typer.Typer(
    name="zvarot",
    help="Turn a case file into open letters and appeals, as PDF and HTML.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)
for doors in (letters_app, batch_app, verify_app, proof_app, paper_app):
    app.add_typer(doors)
app.add_typer(templates_app, name="templates")


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
        complain(error)
        sys.exit(error.exit_code)
    except Exception as error:
        complain(error)
        sys.exit(1)
    sys.exit(0)


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make.")],
) -> None:
    """Make a small campaign that works at once, to begin from."""
    import shutil

    from zvarot.press.starting import start_campaign

    for path in start_campaign(folder):
        typer.echo(path)
    zvarot = "zvarot" if shutil.which("zvarot") else sys.argv[0]
    say(f"Now try: {zvarot} check {folder}")
    say(f"     and: {zvarot} letter first-letter --to all -C {folder}")


@app.command()
def check(
    folder: Annotated[
        Path | None, typer.Argument(metavar="DIR", help="The campaign's folder, as with -C.")
    ] = None,
    campaign: FolderOption = Path(),
    format: Annotated[ReportFormat, typer.Option(help="How findings are written.")] = ReportFormat.TEXT,
) -> None:
    """Ask a campaign's files every question, and print all findings at once."""
    from zvarot.case.contents import planned
    from zvarot.case.discretion import discreet
    from zvarot.case.reading import survey_campaign
    from zvarot.case.review import review
    from zvarot.writing.folders import TemplateFolders
    from zvarot.writing.looks import review_look
    from zvarot.writing.readiness import review_readiness

    must_be_campaign(folder := folder or campaign)
    dossier, findings = survey_campaign(folder, os.environ)
    if dossier:
        folders = TemplateFolders(folder / "templates")
        made = planned(dossier, dossier.campaign.letters)
        missing = review_readiness(dossier, made, folders)
        look = discreet(review_look(dossier.campaign, folder, dossier.place), dossier.files)
        findings = (*findings, *missing, *look, *review(dossier))
    if format is ReportFormat.TEXT:
        say_all(findings)
        say(count(findings))
    else:
        typer.echo({"json": as_json, "github": as_github}[format](findings))
    if any(found.severity is Severity.ERROR for found in findings):
        raise typer.Exit(1)


@app.command()
def explain(
    letter: Annotated[str, typer.Argument(metavar="LETTER", help="The letter's id in campaign.yaml.")],
    to: Annotated[str, typer.Option("--to", metavar="RECIPIENT", help="A recipient's id.")],
    campaign: FolderOption = Path(),
    date: DateOption = None,
    language: LanguageOption = "",
) -> None:
    """Say which template a recipient's letter takes, and what it tells or does not tell, and why."""
    from zvarot.press.production import Workshop
    from zvarot.writing.explaining import explanation

    must_be_campaign(campaign)
    workshop = Workshop(campaign)
    editions = workshop.editions(letter, [to], day(date), language)
    if len(editions) != 1:
        raise WrongUse(f'"{to}" stands for {len(editions)} recipients', "Name one of them.")
    edition = editions[0]
    told = explanation(workshop.dossier, edition, workshop.press.templates)
    say(f"reader:   {told.reader}")
    say(f"template: {told.template}")
    if told.stopped:
        say(f"stopped:  {told.stopped}")
    try:
        workshop.review(edition)
    except FaultyFiles as faulty:
        say("stopped:  by what stands below")
        say_all([found for found in faulty.findings if found.severity is Severity.ERROR])
    rows = [(one.kind, one.id, "told" if one.told else "left out", one.why) for one in told.choices]
    table(("what", "id", "", "why"), rows)


@app.command()
def preview(
    campaign: FolderOption = Path(),
    port: Annotated[int, typer.Option(help="The page's port; 0 takes one that is free.")] = 0,
    no_open: Annotated[bool, typer.Option("--no-open", help="Only print the page's address.")] = False,
) -> None:
    """Show the letters on a page that redraws them whenever you save a file; Ctrl-C ends it."""
    must_be_campaign(campaign)
    try:
        from zvarot.preview.serving import serve
    except ModuleNotFoundError as error:
        raise WrongUse(f"the preview needs {error.name}", 'Run: pip install "zvarot[preview]"') from None
    serve(campaign, port, lambda address: _show(address, no_open))


@app.command()
def selftest(
    campaign: FolderOption = Path(),
    pairs: Annotated[int, typer.Option(min=1, help="How many pairs of campaigns for each letter.")] = 4,
    seed: Annotated[str, typer.Option(metavar="WORD", help="Draws the same pairs again.")] = "",
) -> None:
    """Try on pairs of campaigns whether any letter depends on what its reader may not learn."""
    import secrets

    from zvarot.press.production import Workshop
    from zvarot.press.selftest import try_letters

    must_be_campaign(campaign)
    seed = seed or secrets.token_hex(4)
    tried = []
    for one in try_letters(Workshop(campaign), pairs, seed):
        typer.echo(one)
        tried.append(one)
    say(f"{pairs} pairs a letter, and one more as PDF. To draw the same again: --pairs {pairs} --seed {seed}")
    if any(one.leaks for one in tried):
        raise typer.Exit(3)
    raise typer.Exit(any(one.stopped for one in tried))


@app.command()
def recipients(campaign: FolderOption = Path()) -> None:
    """List the offices of a campaign, and how far each of them was checked."""
    from zvarot.case.reading import read_campaign

    must_be_campaign(campaign)
    dossier = read_campaign(campaign, os.environ)
    rows = (
        (
            office.id,
            office.kind,
            office.office.get(office.language, next(iter(office.office.values()))),
            office.language,
            office.country or "",
            str(office.verified or "never"),
            office.quality,
        )
        for office in dossier.recipients
    )
    table(("id", "kind", "office", "language", "country", "verified", "quality"), rows)
    if left_out := len(dossier.faulty):
        say(f"Left out, for their rows have faults: {left_out}. `zvarot check` says which.")


@app.command()
def doctor(
    output: Annotated[Path, typer.Option(metavar="DIR", help="Where letters go.")] = Path("output"),
) -> None:
    """Say what this machine has and lacks for making letters, and what to install."""
    from zvarot.press.doctor import examine, installing

    checks = examine(output)
    rows = [(_mark(check.good, check.needed), check.name, check.found) for check in checks]
    table(("", "what", "found"), rows)
    lacking = [check for check in checks if not check.good and check.help]
    for check in lacking:
        say(f"{check.name}: {check.help}")
    if lacking:
        say("On other systems:")
        for system, line in installing():
            say(f"  {system}: {line}")
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
    say("The page opens at this address. Keep it to yourself. Ctrl-C ends the preview.")
    if not no_open:
        typer.launch(address)


def _mark(good: bool, needed: bool) -> str:
    return "ok" if good else ("missing" if needed else "lacks")
