"""The page of what templates may print, and of the blocks that they fill."""

import dataclasses
import re
from collections.abc import Iterator
from typing import Any

from pages.markdown import EXAMPLE, MADE, ROOT, meanings, summary, table
from zvarot.case.campaign import edition
from zvarot.case.reading import read_campaign
from zvarot.writing import letter
from zvarot.writing.disclosure import disclose
from zvarot.writing.notes import Said
from zvarot.writing.telling import Telling

_HEAD = """\
A form is a folder: `forms/<form>/<language>/`. To an office of the kind `embassy` zvarot writes with
`embassy.html.j2` if the form has one, else with `letter.html.j2`. It looks into the `templates` folder of
your campaign first, then into its own. A name that begins with `!` is always zvarot's own: `{% extends
"!forms/appeal/en/letter.html.j2" %}`.

Templates are written in [Jinja](https://jinja.palletsprojects.com). They run shut in: no file, no address
and no program can be reached from them. What they print is escaped, so that no text can become a command. A
name that is not on this page is an error and not an empty place, so that a misspelling is found before the
letter leaves.
"""

_FORM_HEAD = """\
`people[].name` means the name of each person: `{% for person in people %}{{ person.name }}{% endfor %}`.
*Text with notes* sets the numbers of its sources when it is printed: print it once, where it is to be read.
Every list holds only what the reader of this letter may learn on its date, and may be empty.
"""

_LAYOUT_HEAD = """\
The files in `layout/` set the finished letter on the page. They know the letter and nothing of the case.
Names that end in `html` hold finished HTML and are printed with `|safe`. Beside `letter` there are `css`
(the styles), `running_head` and `css_text(TEXT)` (for `layout/running.css.j2`), and `_("…")` for the few
short words.
"""

VALUES = {
    "letter.subject": "The subject line.",
    "letter.opening": "The first sentence.",
    "letter.hook": "Why now; empty where the plan gives none.",
    "letter.date": "The letter's date in words.",
    "country": "The name of the country that the case is about.",
    "recipient.kind": "What the office is: `embassy`, `ngo` …",
    "recipient.office": "The functional title.",
    "recipient.body": "The institution; may be empty.",
    "recipient.holder": "Who is in office; may be empty.",
    "recipient.country": "The country that the office stands for; may be empty.",
    "recipient.concerned": "Whether it is an office of the country that the case is about.",
    "recipient.salutation": "The opening, with its comma.",
    "recipient.closing": "The closing formula; may be empty.",
    "sender.name": "Who writes.",
    "signatories[].name": "Who signs.",
    "signatories[].capacity": "In what capacity; may be empty.",
    "signatories[].country": "Where the signatory is based; may be empty.",
    "incidents[].title": "What the incident is called.",
    "incidents[].place": "Where it was; may be empty.",
    "incidents[].date": "Its first day in words.",
    "incidents[].account": "What happened, ending with the sources that it has not named by then.",
    "background": "What came before; each as in `incidents`.",
    "figures[].sentence": "The figure's own sentence, with day and counter where they must be said.",
    "figures[].number": "The number with its qualifier: `more than 1,500`.",
    "figures[].label": "What is counted, for a table.",
    "figures[].as_of": "The day of the reading, in words.",
    "figures[].counter": "Who counts; may be empty.",
    "figures[].caveat": "What a reader must know of how it was counted; may be empty.",
    "figures[].mark": "The raised numbers of its sources, for a table.",
    "held": "Those of `people` who are held on the letter's date.",
    "freed": "Those of `people` who have left detention.",
    "people[].name": "The name.",
    "people[].role": "What the person is known for; may be empty.",
    "people[].held": "Whether the person is held on the letter's date.",
    "people[].freed": "Whether the person has left detention.",
    "people[].status": "What is known, with its day where it is old or tells of a release; may be empty.",
    "demands.authorities": "What is asked of the authorities.",
    "demands.international_community": "What is asked of the international community.",
    "demands.organisations": "What is asked of organisations.",
    "demands.colleagues": "What is asked of colleagues.",
    "figure": "`figure('ID')`: number and unit of one figure; empty where it may not be quoted.",
    "listed_html": "`listed_html(LIST)`: the demands of a list as one phrase, A, B and C.",
}
"""What each value means. The names and their kinds are taken from a real letter."""

_ALIKE = ("background", "held", "freed")
"""Lists whose items are as those of another list."""

_PRINTED = {
    "form": "The kind of letter.",
    "language": "Its language: `en`.",
    "date": "The letter's date.",
    "reference": "The sender's reference; may be empty.",
    "subject": "The subject line.",
    "salutation": "The opening, with its comma.",
    "epigraph": "A motto above the text; may be empty.",
    "body_html": "Everything up to the demands.",
    "closing": "The words above the signatories.",
    "signatories_note": "A line below the signatories; may be empty.",
    "name": "The name.",
    "tagline": "One line below the name; may be empty.",
    "number": "Its number.",
    "html": "Its text.",
}
"""What a part of the letter means that has no docstring."""


def page() -> str:
    """Write the page."""
    root = (ROOT / "templates" / "forms" / "letter.html.j2").read_text(encoding="utf-8")
    blocks = [(f"`{name}`", said) for name, said in re.findall(r"^  (\w+)  +(.+)$", root, flags=re.MULTILINE)]
    parts = [MADE, "# What templates may print\n", _HEAD]
    parts += ["## The blocks of a form\n", table(("block", "holds"), blocks), _shipped_blocks()]
    parts += ["## What a form may print\n", _FORM_HEAD, table(("name", "value", "meaning"), _value_rows())]
    parts += ["## What the layout may print\n", _LAYOUT_HEAD, *map(_part, _parts_of_a_letter())]
    return "\n".join(parts)


def _shipped_blocks() -> str:
    """Say which blocks each shipped form has, those inside another included."""
    folder = ROOT / "templates"
    rows = []
    for path in sorted((folder / "forms").glob("*/*/*.html.j2")):
        name = path.relative_to(folder).as_posix()
        blocks = re.findall(r"{% block (\w+) %}", path.read_text(encoding="utf-8"))
        rows.append((f"[{name}](../../templates/{name})", ", ".join(f"`{one}`" for one in blocks)))
    head = (
        "The forms that come with zvarot have further blocks inside `body`, so that you can change a part:\n"
    )
    return f"{head}\n{table(('form', 'blocks, in their order'), rows)}"


def _value_rows() -> list[tuple[str, str, str]]:
    """Return each name that the templates of a real letter receive, what it is, and what it means."""
    dossier = read_campaign(EXAMPLE)
    plan = dossier.campaign.letters[0]
    office = next(one for one in dossier.recipients if one.id in plan.recipients)
    made = edition(plan, office)
    values = Telling(disclose(dossier.case, made), made, dossier.campaign).values()
    kinds = dict(leaf for name, value in values.items() for leaf in _leaves(name, value))
    if kinds.keys() != VALUES.keys():
        lacking, idle = sorted(kinds.keys() - VALUES.keys()), sorted(VALUES.keys() - kinds.keys())
        raise LookupError(f"VALUES in {__file__} lacks {lacking} and has no use for {idle}")
    return [(f"`{name}`", kinds[name], VALUES[name]) for name in kinds]


def _leaves(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """Yield the names below a value, with the kind of each."""
    if name in _ALIKE:
        yield name, "list"
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(f"{name}.{key}", inner)
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        yield from _leaves(f"{name}[]", value[0])
    else:
        kinds = {
            Said: "text with notes",
            str: "text",
            bool: "true or false",
            list: "list of texts with notes",
        }
        yield name, kinds.get(type(value), "function")


def _parts_of_a_letter() -> Iterator[type[Any]]:
    """Yield the letter and the records that it is made of."""
    yield letter.Letter
    for one in vars(letter).values():
        if dataclasses.is_dataclass(one) and isinstance(one, type) and one is not letter.Letter:
            yield one


def _part(one: type[Any]) -> str:
    """Write a table of what a part of the letter holds."""
    about = meanings(one)
    rows = [
        (f"`{field.name}`", about.get(field.name) or _PRINTED.get(field.name) or _held_by(field.type))
        for field in dataclasses.fields(one)
    ]
    return f"### {one.__name__}\n\n{summary(one)}\n\n{table(('name', 'holds'), rows)}"


def _held_by(kind: Any) -> str:
    """Name the part of a letter that a field holds, one or several."""
    name = re.findall(r"\w+", str(getattr(kind, "__name__", kind) if isinstance(kind, type) else kind))
    part = next(word for word in reversed(name) if dataclasses.is_dataclass(getattr(letter, word, None)))
    words = f"[{part}](#{part.lower()})"
    return f"list of {words}" if str(kind).startswith("tuple") else words
