"""The doors to the templates: list, copy, check and show them."""

from pathlib import Path
from typing import Annotated

import typer

from zvarot.speaking import FolderOption, count, must_be_campaign, say, say_all, table

templates_app = typer.Typer(help="The templates that letters are written with.", no_args_is_help=True)


@templates_app.command("list")
def templates_list(campaign: FolderOption = Path()) -> None:
    """List every template, where it comes from, and which shipped ones your own folder replaces."""
    from zvarot.writing.folders import TemplateFolders

    folders = TemplateFolders(campaign / "templates")
    whose = {
        (False, True): "shipped",
        (True, False): "your own",
        (True, True): "your own, in place of the shipped one",
    }
    rows = [
        (name, whose[folders.is_own(name), folders.is_shipped(name)], str(folders.path(name)))
        for name in folders.list_templates()
    ]
    table(("template", "comes from", "file"), rows)


@templates_app.command("copy")
def templates_copy(
    template: Annotated[
        str,
        typer.Argument(
            metavar="FORM[/LANG[/KIND]]", help="What to copy: appeal/de/embassy, or a name of the list."
        ),
    ],
    campaign: FolderOption = Path(),
) -> None:
    """Put a copy into your campaign, to change there; the campaign's copy is used from then on."""
    from zvarot.press.copying import copy_templates

    must_be_campaign(campaign)
    for path in copy_templates(template, campaign / "templates"):
        typer.echo(path)
    say("Change it as you like. `zvarot templates check` says whether it can be filled.")


@templates_app.command("check")
def templates_check(campaign: FolderOption = Path()) -> None:
    """Fill every template with sample data, in every language and for every kind, and say what fails."""
    from zvarot.writing.rehearsal import rehearse

    rehearsal = rehearse(campaign / "templates")
    say_all(rehearsal.faults)
    say(f"{rehearsal.letters} letters were filled. {count(rehearsal.faults)}")
    if rehearsal.faults:
        raise typer.Exit(1)


@templates_app.command("show")
def templates_show() -> None:
    """List the values that a template may print, and what each of them is."""
    from zvarot.writing.values import described

    table(("name", "value", "meaning"), described())
