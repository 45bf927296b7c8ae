"""Write docs/reference from the code, so that it says what the code does: `make docs`.

`pages` returns every page that is made here; tests/docs/test_reference.py compares them with the files.
`--picture` draws docs/images/letter.png as well. None of this is shipped with the program.
"""

import ast
import dataclasses
import datetime as dt
import inspect
import io
import json
import re
import sys
import textwrap
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Any

import typer

from zvarot import findings
from zvarot.case import linking, records, rules
from zvarot.case.campaign import edition
from zvarot.case.reading import SCHEMAS, read_campaign, schema
from zvarot.cli import app
from zvarot.writing.disclosure import disclose
from zvarot.writing.letter import Letter
from zvarot.writing.notes import Said
from zvarot.writing.telling import Telling

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "reference"
EXAMPLE = ROOT / "examples" / "belarus"

_MADE = "<!-- Made by docs/generate.py from the code: `make docs`. Changes to this page are lost. -->\n"


def pages() -> dict[str, str]:
    """Return every generated page by its file name."""
    made = {"fields": fields(), "rules": rule_page(), "commands": commands(), "templates": templates()}
    schemas = {
        f"{name}.schema.json": json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n" for name in SCHEMAS
    }
    return {f"{name}.md": text for name, text in made.items()} | schemas


def meanings(source: str) -> dict[str, str]:
    """Return the docstring below each attribute of a class or a module, by the attribute's name."""
    body: Sequence[ast.stmt] = ast.parse(textwrap.dedent(source)).body
    if isinstance(body[0], ast.ClassDef):
        body = body[0].body
    found = {}
    for line, below in pairwise(body):
        target = getattr(line, "target", None) or next(iter(getattr(line, "targets", [])), None)
        if isinstance(target, ast.Name) and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            found[target.id] = inspect.cleandoc(str(below.value.value))
    return found


def summary(thing: Any) -> str:
    """Return a docstring with its lines joined."""
    return " ".join((inspect.getdoc(thing) or "").split())


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table in Markdown."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("\n", " ") for cell in line) + " |" for line in lines) + "\n"


# --- Fields


_KINDS = {"Identifier": "id", "Language": "language code", "Country": "country code", "WebAddress": "web address"}
_KINDS |= {"Text": "text in each language", "CountedNoun": "counted noun"}
_PLAIN = {str: "text", int: "whole number", bool: "`true` or `false`", dt.date: "date, as `2021-07-26`"}

_UNSAID = {
    "id": "Its name inside the files, by which other records refer to it.",
    "sources": "Where it was taken from.",
    "provisions": "The legal grounds.",
    "person": "Who took part.",
    "title": "What it is called.",
    "place": "Where it was.",
    "publisher": "Who published it.",
    "url": "Where it can be read.",
    "value": "The number itself.",
}
"""What a key means that has no docstring and no type to speak for it."""


def fields() -> str:
    """Write the page of all records and keys."""
    parts = [_MADE, "# Every record and key\n", _FIELDS_HEAD]
    seen: list[type[Any]] = []
    for name, root in SCHEMAS.items():
        parts.append(f"## {name}.yaml\n")
        parts.extend(record_section(one) for one in records_below(root, seen))
    parts.append("## Kinds of values\n")
    about = meanings(inspect.getsource(records))
    parts.extend(f"### {kind}\n\n{' '.join(about[alias].split())}\n" for alias, kind in _KINDS.items())
    parts.append("## Words to choose from\n")
    parts.extend(word_section(one) for one in dict.fromkeys(words_of(seen)))
    return "\n".join(parts)


_FIELDS_HEAD = """\
A campaign is a folder with three files. Each of them is one record, and its keys hold further records.
A key that is not in this page is refused. *Needed* says whether a record can do without the key; where it
can, the word in brackets is what counts without it.

In your editor the same words appear while you type, if it reads the first line of the files (`$schema=`).
`zvarot schema case` prints what that line leads to; the same three schemas lie beside this page:
[case](case.schema.json), [recipients](recipients.schema.json), [campaign](campaign.schema.json).
"""


def records_below(root: type[Any], seen: list[type[Any]]) -> Iterator[type[Any]]:
    """Yield a record and, after it, each kind of record in it that was not seen before."""
    if root in seen:
        return
    seen.append(root)
    yield root
    for hint in typing.get_type_hints(root).values():
        for inner in types_in(hint):
            if dataclasses.is_dataclass(inner):
                yield from records_below(inner, seen)


def types_in(hint: Any) -> Iterator[type[Any]]:
    """Yield the classes that a type hint speaks of."""
    if isinstance(hint, type) and not typing.get_args(hint):
        yield hint
    for argument in typing.get_args(hint):
        yield from types_in(argument)


def words_of(seen: Iterable[type[Any]]) -> Iterator[type[StrEnum]]:
    """Yield the enumerations that records choose their words from."""
    for one in seen:
        for hint in typing.get_type_hints(one).values():
            yield from (inner for inner in types_in(hint) if issubclass(inner, StrEnum))


def record_section(one: type[Any]) -> str:
    """Write one record's table of keys."""
    about = meanings(inspect.getsource(one))
    hints = typing.get_type_hints(one, include_extras=True)
    rows = [
        (f"`{field.name}`", needed(field), value(hints[field.name], field.name), meaning(field, about, hints))
        for field in dataclasses.fields(one)
    ]
    return f"### {one.__name__}\n\n{summary(one)}\n\n{table(('key', 'needed', 'value', 'meaning'), rows)}"


def needed(field: Any) -> str:
    """Say whether a record can do without a key, and what counts then."""
    default = getattr(field.default, "default", field.default)  # of pydantic's Field, or plain
    if default in (None, ()):
        return "no"
    if default is dataclasses.MISSING or type(default).__name__ == "PydanticUndefinedType":
        return "yes"
    return f"no (`{str(default).lower()}`)"


def value(hint: Any, key: str) -> str:
    """Say in plain words what a key holds."""
    for alias, kind in _KINDS.items():
        if hint == getattr(records, alias):
            of = linking._REFERS_TO.get(key)
            return f"id in `{of}`" if of else f"[{kind}](#{kind.replace(' ', '-')})"
    arguments = [one for one in typing.get_args(hint) if one not in (type(None), Ellipsis)]
    if typing.get_origin(hint) is tuple:
        return f"list of {value(arguments[0], key)}"
    if typing.get_origin(hint) in (typing.Union, types.UnionType, typing.Annotated):
        return value(arguments[0], key)
    return _PLAIN.get(hint) or f"[{hint.__name__}](#{hint.__name__.lower()})"


def meaning(field: Any, about: dict[str, str], hints: dict[str, Any]) -> str:
    """Return a key's docstring; else that of the records or words it holds."""
    if field.name in about:
        return " ".join(about[field.name].split())
    for inner in types_in(hints[field.name]):
        if dataclasses.is_dataclass(inner) or issubclass(inner, StrEnum):
            return inspect.getdoc(inner).splitlines()[0]  # type: ignore[union-attr]
    return _UNSAID[field.name]


def word_section(one: type[StrEnum]) -> str:
    """List the words of an enumeration."""
    about = meanings(inspect.getsource(one))
    lines = [f"* `{word}`" + (f": {about[word.name]}" if word.name in about else "") for word in one]
    return f"### {one.__name__}\n\n{summary(one)}\n\n" + "\n".join(lines) + "\n"


# --- Rules


_RULES_HEAD = """\
`zvarot check` asks a campaign every question at once and prints what it finds. An **error** stops the letter
that it is about. A **warning** asks you to look, and the letter is made all the same. Each finding
names the file, the line and the column, the rule in square brackets, and what to do.

Some rules can be *waived*: a person who answers for it writes into `campaign.yaml` why a finding may stand, and
until which letter date. A waiver stands under its own name, so that colleagues can ask.

```yaml campaign.yaml
waivers:
  - rule: unverified-recipient
    on: wg-arbitrary-detention
    by: N. N., campaign officer
    why: The office confirmed its address to us by telephone.
    until: 2026-12-31
```
"""


def rule_page() -> str:
    """Write the page of all rules."""
    rows = [
        (f"[{rule.id}](#{rule.id})", rule.severity, "yes" if rule.id in rules.WAIVABLE else "no")
        for rule in rules.RULES
    ]
    parts = [_MADE, "# Every rule\n", _RULES_HEAD, table(("rule", "severity", "can be waived"), rows)]
    for title, ids in rule_groups().items():
        parts.append(f"## {title}\n")
        parts.extend(rule_section(rule) for rule in rules.RULES if rule.id in ids)
    return "\n".join(parts)


def rule_groups() -> dict[str, list[str]]:
    """Return the rules' ids below the headings that stand among them in rules.py."""
    groups: dict[str, list[str]] = {}
    for line in inspect.getsource(rules).splitlines():
        if heading := re.fullmatch(r"# (.+?) -{3,}", line):
            groups[heading[1]] = []
        elif name := re.match(r"([A-Z_]+) = Rule\(", line):
            groups[next(reversed(groups))].append(getattr(rules, name[1]).id)
    return groups


def rule_section(rule: findings.Rule) -> str:
    """Write why a rule is there, and what it looks like when it is broken."""
    waived = "can be waived" if rule.id in rules.WAIVABLE else "cannot be waived"
    expected = ROOT / "tests" / "broken" / rule.id / "expected.txt"
    example = ""
    if expected.is_file():
        example = f"\n```text\n{expected.read_text(encoding='utf-8').strip()}\n```\n"
    return f"### {rule.id}\n\n*{rule.severity}, {waived}.* {rule.why}\n{example}"


# --- Commands


_COMMANDS_HEAD = """\
What you ask for is printed on standard output: paths, tables, schemas, and findings as `json` or `github`.
What zvarot says to you on the way, findings as text included, goes to standard error. So
`zvarot letter … > made.txt` keeps the list of the files and still shows you the warnings.
"""


def commands() -> str:
    """Write the page of all commands."""
    program: Any = typer.main.get_command(app)
    listed = [(f"[zvarot {' '.join(path)}](#zvarot-{'-'.join(path)})", about.help) for path, about in leaves(program)]
    parts = [_MADE, "# Every command\n", _COMMANDS_HEAD, table(("command", "what it does"), listed)]
    parts.extend(command_section(path, command) for path, command in leaves(program))
    parts += ["## Options of zvarot itself\n", options(program.params), "## Exit codes\n", exit_codes()]
    return "\n".join(parts) + "\n" + _ENVIRONMENT


def leaves(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every command that does something, with the words that call it."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from leaves(command, (*path, name))
        else:
            yield (*path, name), command


def command_section(path: tuple[str, ...], command: Any) -> str:
    """Write one command: how it is called, and what each word means."""
    words = [word for parameter in command.params if (word := in_usage(parameter))]
    usage = " ".join(("zvarot", *path, *words))
    return f"## zvarot {' '.join(path)}\n\n```text\n{usage}\n```\n\n{command.help}\n\n{options(command.params)}"


def in_usage(parameter: Any) -> str:
    """Write a parameter as it stands in the line that is typed; nothing for what is seldom typed."""
    name = placeholder(parameter)
    if parameter.param_type_name == "argument":
        return name if parameter.required else f"[{name}]"
    words = f"{parameter.opts[-1]} {name}"
    return words + (f" [{words} …]" if parameter.multiple else "") if parameter.required else f"[{words}]"


def placeholder(parameter: Any) -> str:
    """Return the word in capitals that stands for a value."""
    choices = getattr(parameter.type_descriptor.annotation, "__members__", None)
    if choices:
        return "|".join(choices.values())
    return str(parameter.metavar or parameter.name.upper()).strip("[]")


def options(parameters: Iterable[Any]) -> str:
    """Write a table of arguments and options."""
    rows = []
    for one in parameters:
        name = placeholder(one).replace("|", "\\|")
        option = f"`{'`, `'.join(one.opts)}`" + ("" if getattr(one, "is_flag", False) else f" `{name}`")
        words = f"`{name}`" if one.param_type_name == "argument" else option
        default = "needed" if one.required else f"`{one.default}`" if one.default not in (None, False) else ""
        rows.append((words, one.help or "", default))
    return table(("word", "meaning", "without it"), rows)


def exit_codes() -> str:
    """Write what each exit code means, from the exceptions that end a command with it."""
    kinds = [
        kind
        for kind in vars(findings).values()
        if isinstance(kind, type) and issubclass(kind, findings.ZvarotError) and kind is not findings.ZvarotError
    ]
    said = {0: ["Everything that was asked for was made; there may be warnings."]}
    for kind in kinds:
        said.setdefault(kind.exit_code, []).append(summary(kind))
    return table(("code", "meaning"), [(f"`{code}`", " ".join(said[code])) for code in sorted(said)])


_ENVIRONMENT = """\
## Environment

`ZVAROT_LIBS` names a folder that holds the libraries of Pango, for machines where `zvarot doctor` does not find
them although they are there. Then nothing else is searched.
"""


# --- Templates


_VALUES = {
    "letter.subject": "The subject line.",
    "letter.opening": "The first sentence.",
    "letter.hook": "Why now; empty where the plan gives none.",
    "letter.date": "The letter's date in words.",
    "country": "The name of the country that the case is about.",
    "recipient.kind": "What the office is: `embassy`, `ngo` …",
    "recipient.office": "The functional title.",
    "recipient.body": "The institution; may be empty.",
    "recipient.holder": "Who is in office; may be empty.",
    "recipient.country": "The name of the country that the office stands for; may be empty.",
    "recipient.salutation": "The opening, with its comma.",
    "recipient.closing": "The closing formula; may be empty.",
    "sender.name": "Who writes.",
    "signatories[].name": "Who signs.",
    "signatories[].capacity": "In what capacity; may be empty.",
    "signatories[].country": "The name of the signatory's country; may be empty.",
    "incidents[].title": "What the incident is called.",
    "incidents[].place": "Where it was; may be empty.",
    "incidents[].date": "Its first day in words.",
    "incidents[].account": "What happened, ending with the sources it has not named by then.",
    "background[]": "What came before; each as in `incidents`.",
    "figures[].sentence": "The figure's own sentence, with day and counter where they must be said.",
    "figures[].number": "The number with its qualifier: `more than 1,500`.",
    "figures[].label": "What is counted, for a table.",
    "figures[].as_of": "The day of the reading, in words.",
    "figures[].counter": "Who counts; may be empty.",
    "figures[].caveat": "What a reader must know of how it was counted; may be empty.",
    "figures[].mark": "The raised numbers of its sources, for a table.",
    "held[]": "Those of `people` who are held on the letter's date.",
    "freed[]": "Those of `people` who have left detention.",
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
    "listed_html": "`listed_html(LIST)`: the demands of a list as one phrase: A, B and C.",
}
"""What each value of a template means; the names themselves are taken from the code."""

_ALIKE = ("background", "held", "freed")

_TEMPLATES_HEAD = """\
A form is a folder, `forms/<form>/<language>/`. For a recipient of the kind `embassy` zvarot looks for
`embassy.html.j2` in it, then for `letter.html.j2`; first in the `templates` folder of your campaign,
then among its own. A name that begins with `!` always means zvarot's own:
`{% extends "!forms/appeal/en/letter.html.j2" %}`.

Templates are written in the language of Jinja. They run in a sandbox: no file, no address and no program can be
reached from them. Everything that is printed is escaped. A name that is not in these tables is an error, not an
empty place, so that a misspelling is found before the letter leaves.
"""


def templates() -> str:
    """Write the page of what templates may print and which blocks they fill."""
    root = (ROOT / "templates" / "forms" / "letter.html.j2").read_text(encoding="utf-8")
    blocks = [
        (f"`{name}`", about) for name, about in re.findall(r"^  (\w+)  +(.+)$", root, flags=re.MULTILINE)
    ]
    about = meanings(inspect.getsource(Letter))
    layout = [
        (f"`letter.{field.name}`", " ".join(about.get(field.name, "").split()))
        for field in dataclasses.fields(Letter)
    ]
    parts = [_MADE, "# What templates may print\n", _TEMPLATES_HEAD]
    parts += ["## The blocks of a form\n", table(("block", "holds"), blocks), shipped_blocks()]
    parts += ["## What a form may print\n", _SAID_HEAD, table(("name", "value", "meaning"), value_rows())]
    parts += ["## What the layout may print\n", _LAYOUT_HEAD, table(("name", "holds"), layout)]
    return "\n".join(parts)


_SAID_HEAD = """\
`people[].name` is the name of each person: `{% for person in people %}{{ person.name }}{% endfor %}`. *Text with
notes* sets the numbers of its sources when it is printed, so print it once, where it is to be read. A list holds
only what this letter's reader may learn on this letter's date; it may be empty.
"""

_LAYOUT_HEAD = """\
The files in `layout/` set the finished letter on the page. They know the letter and nothing of the case. A name
that ends in `html` holds finished HTML: print it with `|safe`. Beside it there are `css`, the styles, and for
`layout/running.css.j2` also `running_head` and `css_text(TEXT)`.
"""


def value_rows() -> list[tuple[str, str, str]]:
    """Return each name that a real letter's templates receive, with what it is and means."""
    dossier = read_campaign(EXAMPLE)
    plan = dossier.campaign.letters[0]
    office = next(one for one in dossier.recipients if one.id in plan.recipients)
    made = edition(plan, office)
    telling = Telling(disclose(dossier.case, made), made, dossier.campaign)
    found = dict(leaf for name, value in telling.values().items() for leaf in leaf_values(name, value))
    if found.keys() != _VALUES.keys():
        lacking, idle = found.keys() - _VALUES.keys(), _VALUES.keys() - found.keys()
        raise LookupError(f"_VALUES in docs/generate.py lacks {sorted(lacking)}, and is idle in {sorted(idle)}")
    return [(f"`{name}`", found[name], _VALUES[name]) for name in found]


def leaf_values(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """Yield the names below a value, with the kind of each."""
    if name in _ALIKE:
        yield f"{name}[]", "list"
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from leaf_values(f"{name}.{key}", inner)
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for key, inner in value[0].items():
            yield from leaf_values(f"{name}[].{key}", inner)
    else:
        kinds = {Said: "text with notes", str: "text", bool: "true or false", list: "list of texts with notes"}
        yield name, kinds.get(type(value), "function")


def shipped_blocks() -> str:
    """Say which blocks each shipped form has, those inside another included."""
    rows = []
    for path in sorted((ROOT / "templates" / "forms").glob("*/*/*.html.j2")):
        names = re.findall(r"{% block (\w+) %}", path.read_text(encoding="utf-8"))
        name = path.relative_to(ROOT / "templates").as_posix()
        rows.append((f"[{name}](../../templates/{name})", ", ".join(f"`{one}`" for one in names)))
    head = "The forms that come with zvarot have further blocks inside `body`, so that you can change a part:\n"
    return f"{head}\n{table(('form', 'blocks, in their order'), rows)}"


# --- The picture


def picture() -> bytes:
    """Draw the first and the third page of the open letter, side by side."""
    import pypdfium2
    from PIL import Image, ImageOps

    from zvarot.press.production import Format, Workshop

    workshop = Workshop(EXAMPLE)
    made = workshop.editions("solidarity-2021", ["embassy-brussels"])[0]
    pdf = workshop.render(workshop.page(made), [Format.PDF])[Format.PDF]
    with pypdfium2.PdfDocument(pdf) as document:
        sheets = [ImageOps.expand(document[n].render(scale=1.15).to_pil(), 1, "#bbb") for n in (0, 2)]
    wide = Image.new("RGB", (sum(one.width for one in sheets) + 24, sheets[0].height), "white")
    wide.paste(sheets[0], (0, 0))
    wide.paste(sheets[1], (sheets[0].width + 24, 0))
    drawn = io.BytesIO()
    wide.quantize(32).save(drawn, "PNG", optimize=True)
    return drawn.getvalue()


def main(words: Sequence[str]) -> None:
    """Write the pages."""
    REFERENCE.mkdir(exist_ok=True)
    for name, text in pages().items():
        (REFERENCE / name).write_text(text, encoding="utf-8")
    if "--picture" in words:
        (ROOT / "docs" / "images" / "letter.png").write_bytes(picture())


if __name__ == "__main__":
    main(sys.argv[1:])
