"""The door to the proof sheet: what a responsible person signs instead of every letter."""

from pathlib import Path
from typing import Annotated

import typer

from zvarot.speaking import DateOption, FolderOption, day, must_be_campaign, say

proof_app = typer.Typer()


@proof_app.command()
def proof(
    letter: Annotated[str, typer.Argument(metavar="LETTER", help="The letter's id in campaign.yaml.")],
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to", metavar="RECIPIENT", help="A recipient's id; may be repeated. Without it: all of them."
        ),
    ] = None,
    output: Annotated[
        Path, typer.Option(metavar="DIR", help="Where the sheet goes; no folder of letters.")
    ] = Path("proof"),
    campaign: FolderOption = Path(),
    date: DateOption = None,
) -> None:
    """Make the sheet that a responsible person signs for all letters of a plan: internal, as PDF and HTML."""
    from zvarot.press.production import Workshop
    from zvarot.press.proof import prove

    on = day(date)
    must_be_campaign(campaign)
    workshop = Workshop(campaign)
    proof = prove(workshop, workshop.editions(letter, to or ["all"], on), output)
    for path in proof.paths:
        typer.echo(path)
    say(f"{_counted(proof.recipients, 'letter')} with {_counted(proof.texts, 'text')}.")
    if proof.stopped:
        say(f"{_counted(proof.stopped, 'letter')} cannot be made: the sheet says why.")
        raise typer.Exit(1)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"
