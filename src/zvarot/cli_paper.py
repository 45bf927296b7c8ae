"""The doors to what goes to the post beside the letters: envelopes and labels."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zvarot.findings import WrongUse
from zvarot.speaking import FolderOption, must_be_campaign, one_of, say

if TYPE_CHECKING:
    from zvarot.writing.stationery import Envelope, LabelSheet

paper_app = typer.Typer()

LettersArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[LETTER]…", help="The letters' ids in campaign.yaml; all letters if none is named."
    ),
]
ToOption = Annotated[
    list[str] | None,
    typer.Option(
        "--to", metavar="RECIPIENT", help="A recipient's id, a table's, or `all`; may be repeated. Else all."
    ),
]


@paper_app.command()
def envelopes(
    letters: LettersArgument = None,
    to: ToOption = None,
    size: Annotated[str, typer.Option(metavar="c5|dl|us-10", help="The size of the envelopes.")] = "dl",
    file: Annotated[Path, typer.Option(metavar="FILE.pdf", help="Where they go.")] = Path(
        "output/envelopes.pdf"
    ),
    no_sender: Annotated[
        bool, typer.Option("--no-sender", help="Leave out where the letter comes from.")
    ] = False,
    campaign: FolderOption = Path(),
) -> None:
    """Address an envelope to each office that gets a letter, in postal order, one on each page."""
    from zvarot.writing.stationery import ENVELOPES, EnvelopeSize

    paper = ENVELOPES[one_of(EnvelopeSize, size, "size of envelopes")]
    _print(paper, letters, to, file, campaign, with_sender=not no_sender)


@paper_app.command()
def labels(
    letters: LettersArgument = None,
    to: ToOption = None,
    sheet: Annotated[
        str, typer.Option(metavar="a4-3x8|l7160|l7163|5160", help="The sheets that the labels are on.")
    ] = "a4-3x8",
    skip: Annotated[
        int, typer.Option(metavar="N", help="How many labels of the first sheet are used up.")
    ] = 0,
    file: Annotated[Path, typer.Option(metavar="FILE.pdf", help="Where they go.")] = Path(
        "output/labels.pdf"
    ),
    campaign: FolderOption = Path(),
) -> None:
    """Address a label to each office that gets a letter, in postal order, on sheets of labels."""
    from zvarot.writing.stationery import SHEETS, SheetName

    paper = SHEETS[one_of(SheetName, sheet, "sheet of labels")]
    _print(paper, letters, to, file, campaign, skip, with_sender=False)


def _print(
    paper: "Envelope | LabelSheet",
    letters: list[str] | None,
    to: list[str] | None,
    file: Path,
    campaign: Path,
    skip: int = 0,
    with_sender: bool = True,
) -> None:
    """Print the post of letters and tell where it lies, and for whom there is none."""
    from zvarot.press.envelopes import LIMITS, gather, print_post
    from zvarot.press.planning import Selection
    from zvarot.press.workers import Workers

    if file.suffix.lower() != ".pdf":
        raise WrongUse(f"{file} is no name for a PDF", "Let it end in .pdf.")
    must_be_campaign(campaign)
    # While the campaign is read, the worker loads what it needs.
    with Workers(limits=LIMITS) as workers:
        workers.start()
        from zvarot.press import shelf
        from zvarot.press.production import Workshop

        workshop = Workshop(campaign)
        selection = Selection(letters=tuple(letters or ()), to=tuple(to or ()))
        gathered = gather(workshop.dossier, workshop.press.templates, selection, with_sender)
        _say_left_out(gathered.homeless)
        if not gathered.pieces:
            raise WrongUse("none of these offices has a postal address", "Add `address` in recipients.yaml.")
        press = (campaign / "templates", workshop.look)
        parts = print_post(gathered, paper, skip, press, workers)
        for number, part in enumerate(parts, 1):
            path = file if number == 1 else file.with_stem(f"{file.stem}-{number}")
            shelf.put(path, part)
            typer.echo(path)
    count = len(gathered.pieces)
    say(f"{count} {'address' if count == 1 else 'addresses'} on {paper.name}.")


def _say_left_out(ids: tuple[str, ...]) -> None:
    if ids:
        has = (
            "office has no postal address and is"
            if len(ids) == 1
            else "offices have no postal address and are"
        )
        say(f"{len(ids)} {has} left out: {', '.join(ids)}")
