"""The page of every command, option and exit code."""

from collections.abc import Iterable, Iterator
from typing import Any

import typer

from pages.markdown import MADE, table
from zvarot.cli import app

_HEAD = """\
What you asked for goes to standard output: paths, tables, schemas, and findings as `json` or `github`. What
zvarot says on the way goes to standard error, findings as `text` included. So `zvarot letter … > made.txt`
keeps the list of files and still shows you the warnings.
"""

EXIT_CODES = {
    0: "What was asked for was made. There may be warnings.",
    1: "`check` found errors, or a letter could not be made. Other letters of the same command were.",
    2: "Wrong use: the command names something that is not there, or a folder that cannot be written to.",
    3: "The gate held a letter back, because its reader may not learn what it cannot do without.",
    130: "Ctrl-C stopped a batch. The same command goes on from there.",
}

_ENVIRONMENT = """\
## Environment

`ZVAROT_LIBS` names a folder with Pango and the libraries that belong to it, for a machine where `zvarot
doctor` does not find them although they are there. Nothing else is searched then.
"""


def page() -> str:
    """Write the page."""
    program: Any = typer.main.get_command(app)
    listed = [(f"[`{name}`](#{name.replace(' ', '-')})", command.help) for name, command in leaves(program)]
    codes = [(f"`{code}`", said) for code, said in EXIT_CODES.items()]
    parts = [MADE, "# Every command\n", _HEAD, table(("command", "what it does"), listed)]
    parts.extend(_section(name, command) for name, command in leaves(program))
    parts += ["## Options of zvarot itself\n", _parameters(program.params)]
    parts += ["## Exit codes\n", table(("code", "meaning"), codes), _ENVIRONMENT]
    return "\n".join(parts)


def leaves(group: Any, words: str = "zvarot") -> Iterator[tuple[str, Any]]:
    """Yield every command that does something, with the words that call it."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from leaves(command, f"{words} {name}")
        else:
            yield f"{words} {name}", command


def _section(name: str, command: Any) -> str:
    """Write one command: how it is called, and what each word means."""
    usage = " ".join((name, *map(_in_usage, command.params)))
    return f"## {name}\n\n```text\n{usage}\n```\n\n{command.help}\n\n{_parameters(command.params)}"


def _in_usage(parameter: Any) -> str:
    """Write a parameter as it stands in the line that is typed."""
    value = _placeholder(parameter)
    words = value if _is_argument(parameter) else f"{parameter.opts[0]} {value}"
    if not parameter.required:
        return f"[{words}]"
    return f"{words} [{words} …]" if parameter.multiple else words


def _is_argument(parameter: Any) -> bool:
    return bool(parameter.param_type_name == "argument")


def _placeholder(parameter: Any) -> str:
    """Return the words that stand for a value: the choices, or a name in capitals."""
    choices = getattr(parameter.type_descriptor.annotation, "__members__", {})
    return "|".join(choices.values()) or str(parameter.metavar or parameter.name.upper()).strip("[]")


def _parameters(parameters: Iterable[Any]) -> str:
    """Write a table of arguments and options."""
    rows = []
    for one in parameters:
        value = f"`{_placeholder(one)}`".replace("|", "` or `")
        names = [f"`{name}`" for name in one.opts]
        flag = getattr(one, "is_flag", False)
        typed = value if _is_argument(one) else ", ".join(names) + ("" if flag else f" {value}")
        without = "must be given" if one.required else f"`{one.default}`"
        rows.append(
            (typed, one.help or "", "" if one.default in (None, False) and not one.required else without)
        )
    return table(("you type", "meaning", "without it"), rows)
