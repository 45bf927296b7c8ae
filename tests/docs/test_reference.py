"""The documentation is true: made pages are fresh, commands run as printed, links lead somewhere.

What the pages say is tried in a temporary folder that looks like a fresh checkout. Blocks are read so:

    ```console            commands after `$ ` and what they print; a line `…` stands for any lines
    ```console exit=1     the same, where the commands fail
    ```yaml FILE LIST     a record that is put into a list, in place of the one with the same id
    ```yaml FILE          keys that are put at the top of a file, in place of those of the same name
    ```yaml FILE … broken the same, with a fault in it that `check` is about to find
    ```jinja FILE         a template or a stylesheet, whole; also ```css, and ```csv for a table
    ```jinja FILE below   lines that are put into a template, below the first of them
    > words               words that stand in a letter made before
"""

import html
import importlib
import inspect
import io
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
import typer

from zvarot import findings
from zvarot.case.reading import SCHEMAS, schema, survey_campaign
from zvarot.case.rules import RULES, WAIVABLE
from zvarot.cli import app, main
from zvarot.findings import Severity, ZvarotError

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
WALKS = [
    ROOT / "README.md",
    DOCS / "tutorial.md",
    *sorted((DOCS / "how-to").glob("*.md")),
]
"""The pages that are tried step by step."""
PAGES = sorted({*WALKS, *DOCS.rglob("*.md"), ROOT / "CHANGELOG.md", *(ROOT / "examples").rglob("*.md")})

_BLOCK = re.compile(r"^```(\w+)(?: ([^\n]*))?\n(.*?)^```$|^(>[^\n]*\n(?:>[^\n]*\n)*)", re.M | re.S)
_LINK = re.compile(r"\]\(([^)\s]+)\)")


@dataclass(frozen=True)
class Block:
    """A fenced block of a page, or words quoted from a letter."""

    kind: str
    about: tuple[str, ...]
    """The words behind the kind."""
    text: str
    line: int


def blocks(page: Path) -> list[Block]:
    """Return the blocks of a page, in order."""
    text = page.read_text(encoding="utf-8")
    return [
        Block(
            found[1] or "quote",
            tuple((found[2] or "").split()),
            found[3] if found[1] else re.sub(r"^> ?", "", found[4], flags=re.M),
            text.count("\n", 0, found.start()) + 1,
        )
        for found in _BLOCK.finditer(text)
    ]


# --- The pages that are made from the code


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    """The pages as the code says them now."""
    with patch.object(sys, "path", [str(DOCS), *sys.path]):
        pages: dict[str, str] = importlib.import_module("generate").pages()
    return pages


def test_the_reference_is_what_the_code_says(made: dict[str, str]) -> None:
    there = {path.name: path.read_text(encoding="utf-8") for path in REFERENCE.iterdir()}
    assert len(there) == 8
    assert sorted(there) == sorted(made)
    stale = [name for name in made if made[name] != there[name]]
    assert stale == [], "type `make docs`"


def test_every_field_is_in_the_reference() -> None:
    page = (REFERENCE / "fields.md").read_text(encoding="utf-8")
    found = 0
    for name in SCHEMAS:
        root = schema(name)
        for record in (root, *root.get("$defs", {}).values()):
            section = page.partition(f"### {record['title']}\n")[2].partition("\n### ")[0]
            for key in record.get("properties", ()):
                assert f"\n| `{key}` | " in section, f"{record['title']}.{key}"
                found += 1
            for word in record.get("enum", ()):
                assert f"\n* `{word}`" in section, f"{record['title']}: {word}"
    assert found > 100


def test_every_rule_is_in_the_reference() -> None:
    page = (REFERENCE / "rules.md").read_text(encoding="utf-8")
    assert len(RULES) > 20
    for rule in RULES:
        waived = "can be waived" if rule.id in WAIVABLE else "cannot be waived"
        assert f"### {rule.id}\n\n*{rule.severity}, {waived}.* {rule.why}\n" in page


def commands(group: Any, words: str = "zvarot") -> Iterator[tuple[str, Any]]:
    """Yield every command that does something, with the words that call it."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{words} {name}")
        else:
            yield f"{words} {name}", command


def test_every_command_and_option_is_in_the_reference() -> None:
    page = (REFERENCE / "commands.md").read_text(encoding="utf-8")
    found = dict(commands(typer.main.get_command(app)))
    assert len(found) >= 7
    for name, command in found.items():
        section = page.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
        assert command.help in section
        for parameter in command.params:
            assert parameter.help, f"{name} {parameter.name}"
            assert parameter.help in section
            for option in parameter.opts if parameter.param_type_name == "option" else ():
                assert f"`{option}`" in section, f"{name} {option}"


def test_every_command_is_met_outside_the_reference() -> None:
    text = "\n".join(page.read_text(encoding="utf-8") for page in WALKS)
    found = dict(commands(typer.main.get_command(app)))
    assert found
    assert [name for name in found if name not in text] == []


def test_every_exit_code_is_in_the_reference() -> None:
    page = (REFERENCE / "commands.md").read_text(encoding="utf-8")
    codes = {
        kind.exit_code
        for kind in vars(findings).values()
        if inspect.isclass(kind) and issubclass(kind, ZvarotError)
    }
    assert codes == {1, 2, 3}
    assert all(f"\n| `{code}` | " in page for code in {0, *codes})


def test_every_environment_variable_is_in_the_reference() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py")]
    names = {name for text in sources for name in re.findall(r"\bZVAROT_[A-Z]+\b", text)}
    assert names
    page = (REFERENCE / "commands.md").read_text(encoding="utf-8")
    assert [name for name in names if name not in page] == []


# --- What the pages show, tried


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with what a person finds in a fresh checkout and the pages speak of."""
    for name in ("templates", "examples"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize("page", WALKS, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_shows_is_what_happens(page: Path, checkout: Path) -> None:
    steps = blocks(page)
    assert any(step.kind == "console" and "zvarot" in step.text for step in steps)
    for step in steps:
        take(step, checkout, f"{page.name}:{step.line}")


def take(step: Block, folder: Path, where: str) -> None:
    """Do what a block says, and compare."""
    if step.kind == "console":
        converse(step, folder, where)
    elif step.kind == "yaml":
        put(step, folder)
    elif step.kind in ("jinja", "css", "csv"):
        path = folder / step.about[0]
        path.parent.mkdir(parents=True, exist_ok=True)
        text = step.text
        if "below" in step.about:
            there = path.read_text(encoding="utf-8")
            first = text.splitlines(keepends=True)[0]
            assert there.count(first) == 1, where
            text = there.replace(first, text)
        path.write_text(text, encoding="utf-8")
    elif step.kind == "quote":
        assert " ".join(step.text.split()) in said_in_letters(folder), where
    else:
        assert step.kind == "text", f"{where}: what is a block of {step.kind}?"


def converse(step: Block, folder: Path, where: str) -> None:
    """Type the commands of a block; each ends with the exit code that the block names."""
    turns = re.findall(r"^\$ ([^\n]*)\n((?:(?!\$ )[^\n]*\n)*)", step.text, re.M)
    assert turns, where
    expected = next((int(word[5:]) for word in step.about if word.startswith("exit=")), 0)
    for line, shown in turns:
        code, said = answer(shlex.split(line), folder)
        assert code == expected, f"{where}: {line}\n{said}"
        if shown.strip():
            wanted = "".join(
                ".*" if shown_line == "…" else re.escape(shown_line) + "\n"
                for shown_line in shown.splitlines()
            )
            assert re.fullmatch(wanted, said, re.S), f"{where}: {line}\nsays\n{said}"


def answer(words: list[str], folder: Path) -> tuple[int, str]:
    """Run one command line, and return its exit code and everything that it said."""
    if words[0] == "make":
        makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
        return int(not re.search(rf"^{words[1]}:", makefile, re.M)), ""
    if words[0] in ("mkdir", "cp"):
        return subprocess.run(words, cwd=folder, check=False).returncode, ""
    if words[:2] == [".", ".venv/bin/activate"]:
        return 0, ""
    assert words[0] in ("zvarot", ".venv/bin/zvarot"), words
    said = io.StringIO()
    with (
        chdir(folder),
        patch.object(sys, "argv", ["zvarot", *words[1:]]),
        redirect_stdout(said),
        redirect_stderr(said),
        pytest.raises(SystemExit) as end,
    ):
        main()
    assert isinstance(end.value.code, int)
    return end.value.code, said.getvalue()


def put(step: Block, folder: Path) -> None:
    """Put the records of a block into the file of a campaign; one without a folder is only shown."""
    path = folder / step.about[0]
    if "/" in step.about[0]:
        path.write_text(with_records(path.read_text(encoding="utf-8"), step), encoding="utf-8")


def with_records(text: str, step: Block) -> str:
    """Return a file's text with a list's record or some top keys put in, in place of those of that name."""
    words = [word for word in step.about[1:] if word != "broken"]
    if not words:
        for section, key in re.findall(r"^((\w+):.*\n(?: .*\n|\n)*)", step.text, re.M):
            text = re.sub(rf"^{key}:.*\n(?: .*\n|\n)*", "", text, flags=re.M) + f"\n{section}"
        return text
    assert step.text.startswith("  - id: "), step
    before, key, rest = text.partition(f"\n{words[0]}:\n")
    assert key, words[0]
    records = re.match(r"(?: .*\n|\n)*", rest)
    listed, after = (records[0], rest[records.end() :]) if records else ("", rest)
    for first in re.findall(r"^  - id: .*\n", step.text, re.M):
        listed = re.sub(rf"^{re.escape(first)}(?:    .*\n|\n)*", "", listed, flags=re.M)
    return before + key + step.text + listed + after


def said_in_letters(folder: Path) -> str:
    """Return the words of all letters that were made as HTML."""
    pages = [path.read_text(encoding="utf-8") for path in folder.rglob("output/**/*.html")]
    assert pages
    plain = [re.sub(r"<style>.*?</style>|<[^>]*>", "", page, flags=re.S) for page in pages]
    return " ".join(html.unescape(" ".join(plain)).split())


RECORDS = [
    pytest.param(block, page, id=f"{page.name}:{block.line}")
    for page in PAGES
    for block in blocks(page)
    if block.kind == "yaml"
]


def test_there_are_records_in_the_pages() -> None:
    assert len(RECORDS) > 5


@pytest.mark.parametrize(("block", "page"), RECORDS)
def test_every_record_in_the_pages_is_one(block: Block, page: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "templates" / "new", tmp_path, dirs_exist_ok=True)
    for table in blocks(page):
        if table.kind == "csv" and table.line < block.line:
            (tmp_path / Path(table.about[0]).name).write_text(table.text, encoding="utf-8")
    file = tmp_path / Path(block.about[0]).name
    file.write_text(with_records(file.read_text(encoding="utf-8"), block), encoding="utf-8")
    errors = [found for found in survey_campaign(tmp_path)[1] if found.severity is Severity.ERROR]
    assert bool(errors) is ("broken" in block.about), findings.as_text(errors)


# --- The pages themselves


def test_the_readme_fits_into_150_lines() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    assert 50 < len(lines) < 150


def test_the_two_commands_are_in_the_first_screen_of_the_readme() -> None:
    screen = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:25]
    assert {"$ make demo", "$ make test"} <= set(screen)


def headings(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    for link in _LINK.findall(text):
        if link.startswith("https://"):
            continue
        file, _, anchor = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        assert target.is_relative_to(ROOT), link
        assert target.exists(), link
        assert not anchor or anchor in headings(target), link


def test_the_pages_have_links() -> None:
    assert len(PAGES) >= 11
    assert sum(len(_LINK.findall(page.read_text(encoding="utf-8"))) for page in PAGES) > 40


def test_every_word_of_the_code_in_the_glossary_is_in_the_code() -> None:
    words = set(re.findall(r"^\| `([A-Z]\w+)`", (DOCS / "glossary.md").read_text(encoding="utf-8"), re.M))
    assert len(words) > 30
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    assert [word for word in sorted(words) if not re.search(rf"\bclass {word}\b", sources)] == []


def test_every_record_is_in_the_glossary() -> None:
    glossary = (DOCS / "glossary.md").read_text(encoding="utf-8")
    titles = [
        record["title"]
        for name in SCHEMAS
        for record in (schema(name), *schema(name).get("$defs", {}).values())
        if "properties" in record
    ]
    assert len(titles) > 15
    assert [title for title in titles if f"\n| `{title}` | " not in glossary] == []
