"""The page of what templates may print, and of the blocks that they fill."""

import dataclasses
import re
from collections.abc import Iterator
from typing import Any

from pages.markdown import MADE, ROOT, meanings, summary, table
from zvarot.writing import letter, posting
from zvarot.writing.values import described

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

_POST_HEAD = """\
`layout/envelopes.html.j2` and `layout/labels.html.j2` know what a postman reads, and nothing else: `title`,
`language` and `css`, and beside these `pieces`, the envelopes in their order, or `sheets`: of each sheet a
list of its labels.
"""

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
    "piece": "[Piece](#piece)",
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
    parts += [
        "## What envelopes and labels may print\n",
        _POST_HEAD,
        *map(_part, (posting.Piece, posting.Label)),
    ]
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
    """Return each name that a form receives, what it is, and what it means."""
    return [(f"`{name}`", kind, meaning) for name, kind, meaning in described()]


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
