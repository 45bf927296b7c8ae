"""The page of what an appeal asks of each kind of recipient, read out of the templates themselves."""

import html
import re
from collections.abc import Iterator
from dataclasses import replace

from pages.markdown import MADE, on_one_line, table
from zvarot.case.campaign import edition
from zvarot.case.parties import Kind
from zvarot.case.reading import read_campaign
from zvarot.writing.disclosure import disclose
from zvarot.writing.folders import shipped_templates
from zvarot.writing.telling import Telling
from zvarot.writing.templating import open_templates

_HEAD = """\
One appeal goes to many offices, and asks each for what it can do. The words are those of the shipped English
templates, filled with invented sample data; the numbered demands are those of your case file, of which an
office reads only what it can grant or pass on. `zvarot explain LETTER --to RECIPIENT` says so for your own.
"""

_NUMBERED = {
    "authorities": "what is asked of the authorities",
    "international-community": "what is asked of the international community",
    "colleagues": "what is asked of colleagues, donors and the media",
}


def page() -> str:
    """Write the page."""
    heads = ("recipient", "template", "the words before the demands", "numbered", "what else is asked")
    return "\n".join([MADE, "# What an appeal asks of whom\n", _HEAD, table(heads, _rows())])


def _rows() -> Iterator[tuple[str, str, str, str, str]]:
    """Yield one row for each kind, and a second for the country's own embassy."""
    for kind in Kind:
        yield _row(kind, "CH", kind.value)
    yield _row(Kind.EMBASSY, "BY", "embassy of the country concerned")


def _row(kind: Kind, country: str, called: str) -> tuple[str, str, str, str, str]:
    templates = open_templates()
    sample = read_campaign(shipped_templates() / "sample")
    office = replace(sample.recipients[0], kind=kind, country=country)
    made = edition(sample.campaign.letters[0], office)
    wording = templates.wording("en")
    telling = Telling(disclose(sample.case, sample.campaign, made, wording), wording)
    name = templates.folders.choose("appeal", "en", kind)
    blocks = templates.blocks(name, telling.values())
    link = f"[{name.rsplit('/', 1)[1]}](../../templates/{name})"
    asked = (_plain(blocks.fill("demands")), _NUMBERED[blocks.fill("numbered")], _plain(blocks.fill("ask")))
    return (f"`{called}`" if called == kind else called, link, *asked)


def _plain(markup: str) -> str:
    """Return the words of a block on one line, without headings and without the marks of notes."""
    without = re.sub(r"<(h2|sup)\b.*?</\1>", "", markup, flags=re.DOTALL)
    return on_one_line(html.unescape(re.sub(r"<[^>]+>", " ", without)))
