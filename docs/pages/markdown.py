"""What every generated page is written with: docstrings, tables, and where the project lies."""

import ast
import inspect
import textwrap
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "belarus"

MADE = "<!-- Made from the code by docs/generate.py (`make docs`). What you change here is lost. -->\n"
"""The first line of every page."""


def summary(thing: Any) -> str:
    """Return a docstring on one line."""
    return on_one_line(inspect.getdoc(thing) or "")


def on_one_line(text: str) -> str:
    """Return a text with its lines joined."""
    return " ".join(text.split())


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def meanings(thing: Any) -> dict[str, str]:
    """Return the docstring below each attribute of a class or a module, by the attribute's name."""
    body: Sequence[ast.stmt] = ast.parse(textwrap.dedent(inspect.getsource(thing))).body
    if isinstance(body[0], ast.ClassDef):
        body = body[0].body
    found = {}
    for line, below in pairwise(body):
        name = _name(line)
        if name and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            found[name] = on_one_line(str(below.value.value))
    return found


def _name(line: ast.stmt) -> str:
    """Return the name that a line gives a value to, or nothing."""
    target = line.target if isinstance(line, ast.AnnAssign) else None
    if isinstance(line, ast.Assign):
        target = line.targets[0]  # type: ignore[assignment]
    return target.id if isinstance(target, ast.Name) else ""
