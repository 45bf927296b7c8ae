"""YAML as plain text: every scalar stays a string, and every place is kept.

PyYAML's own loaders turn `NO` into False and `01234` into 668, and let the last duplicate key win. This
reader takes only the parser's events, refuses whatever could hide a meaning, and goes on after a fault.
"""

import re
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from zvarot.case.characters import (
    DELETE_HIDDEN,
    HIDDEN,
    MIXES_SCRIPTS,
    TYPE_AGAIN,
    hidden,
    mixed_words,
)
from zvarot.case.file_rules import (
    DUPLICATE_KEY,
    HIDDEN_CHARACTER,
    MIXED_SCRIPT,
    UNREADABLE_FILE,
    YAML_FEATURE,
    YAML_SYNTAX,
)
from zvarot.findings import Finding, Place, Rule

MAX_BYTES = 2_000_000
MAX_DEPTH = 12
MAX_TEXT = 50_000
"""Characters of one text: some fifteen pages, where a letter has two."""
MAX_FAULTS = 100
"""As many as anybody reads; then the file is given up."""

Path_ = tuple[str | int, ...]
"""The way to a value: `("figures", 3, "readings", 0, "as_of")`."""

_LINE_END = re.compile(r"\r\n|\r|\n")


class GivenUp(Exception):
    """The rest of a file is not read; why is among its findings."""


@dataclass(eq=False)
class YamlFile:
    """One parsed file: its data as dicts, lists and strings, its places, its faults."""

    name: str
    """The path as the user knows it."""
    lines: list[str] = field(default_factory=list)
    data: Any = None
    keys: dict[Path_, tuple[int, int]] = field(default_factory=dict)
    """Where each key or list item begins: (line, column) from 0."""
    values: dict[Path_, tuple[int, int]] = field(default_factory=dict)
    """Where each value begins: (line, column) from 0."""
    findings: list[Finding] = field(default_factory=list)

    def place(self, *path: str | int, of_key: bool = False) -> Place:
        """Return the place of a value, or of the nearest record that holds it."""
        marks = self.keys if of_key else self.values
        return self.at(*marks.get(self.known(path), (0, 0)))

    def known(self, path: Path_) -> Path_:
        """Return the way to a value, or to the nearest record that holds it and stands in the file."""
        while path and path not in self.values:
            path = path[:-1]
        return path

    def at(self, line: int, column: int) -> Place:
        """Return the place of a line and column, both counted from 0; hidden characters are made visible."""
        text = self.lines[line] if line < len(self.lines) else ""
        return Place(self.name, line + 1, column + 1, HIDDEN.sub("\N{REPLACEMENT CHARACTER}", text))

    def report(self, rule: Rule, line: int, column: int, message: str, help: str = "") -> None:
        """Note that a rule is broken at a line and column counted from 0."""
        self.add(rule.broken(self.at(line, column), message, help))

    def add(self, found: Finding) -> None:
        """Note a finding; raise GivenUp when there are more than anybody reads."""
        if len(self.findings) < MAX_FAULTS:
            self.findings.append(found)
        else:
            help = "Mend these first, then look again."
            self.findings.append(replace(found, message="there are more faults than these", help=help))
            raise GivenUp


def read_yaml(path: Path) -> YamlFile:
    """Read and parse one file; faults are collected in it, nothing is raised."""
    parsed = YamlFile(str(path))
    text = _read_text(path, parsed)
    if text is None:
        return parsed
    parsed.lines = _LINE_END.split(text)
    with suppress(GivenUp):
        _look_for_hidden_characters(parsed)
        if not parsed.findings:
            _parse(text, parsed)
            _look_for_mixed_scripts(parsed)
    return parsed


def _parse(text: str, parsed: YamlFile) -> None:
    try:
        events = yaml.parse(text, Loader=yaml.CSafeLoader)
        parsed.data = _Walker(parsed, events).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        parsed.report(
            YAML_SYNTAX,
            mark.line if mark else 0,
            mark.column if mark else 0,
            f"this is not YAML: {error.problem or error.context}",
            "Check indentation (spaces only), and put text that holds a colon and a space in quotation"
            " marks.",
        )


def _read_text(path: Path, parsed: YamlFile) -> str | None:
    """Return the file's text in NFC, or None with a finding."""
    place = Place(str(path), 1, 1)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            message, help = "it is not a file", "Put the file itself in its place."
        elif path.stat().st_size > MAX_BYTES:
            message, help = (
                "the file holds more than 2 MB",
                "Split the case into several campaigns.",
            )
        else:
            text = path.read_bytes().decode("utf-8-sig")
            return unicodedata.normalize("NFC", text)
    except FileNotFoundError:
        message, help = (
            "there is no such file",
            "`zvarot new DIR` makes a folder that has all three.",
        )
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode().split("\n")
        place = Place(str(path), len(before), len(before[-1]) + 1)
        message, help = "the file is not UTF-8 text", "Save it with the encoding UTF-8."
    except OSError as error:
        message, help = f"the file cannot be read: {error.strerror}", "Check its permissions."
    parsed.findings.append(UNREADABLE_FILE.broken(place, message, help))
    return None


def _look_for_hidden_characters(parsed: YamlFile) -> None:
    for number, line in enumerate(parsed.lines):
        for match in HIDDEN.finditer(line):
            _report_hidden(parsed, number, match.start(), match[0])


def _report_hidden(parsed: YamlFile, line: int, column: int, character: str) -> None:
    parsed.report(HIDDEN_CHARACTER, line, column, hidden(character), DELETE_HIDDEN)


def _look_for_mixed_scripts(parsed: YamlFile) -> None:
    for number, line in enumerate(parsed.lines):
        for match in mixed_words(line):
            _report_mixed(parsed, number, match.start())


def _report_mixed(parsed: YamlFile, line: int, column: int) -> None:
    parsed.report(MIXED_SCRIPT, line, column, MIXES_SCRIPTS, TYPE_AGAIN)


class _Walker:
    """Builds plain data from the parser's events."""

    def __init__(self, parsed: YamlFile, events: Iterator[Any]) -> None:
        self.parsed = parsed
        self.events = events

    def document(self) -> Any:
        """Return the one document's data, or None when the file is empty."""
        next(self.events)  # the stream's start
        if isinstance(next(self.events), yaml.StreamEndEvent):
            self.parsed.report(YAML_SYNTAX, 0, 0, "the file is empty", "See `zvarot new DIR`.")
            return None
        data = self.value(next(self.events), ())
        next(self.events)  # the document's end
        following = next(self.events)
        if not isinstance(following, yaml.StreamEndEvent):
            self.refuse(following, "a second document in the file", "Delete the line `---`.")
        return data

    def value(self, event: Any, path: Path_) -> Any:
        """Return the data that begins with this event."""
        mark = event.start_mark
        self.parsed.values[path] = (mark.line, mark.column)
        if len(path) > MAX_DEPTH:
            self.refuse(event, f"a record more than {MAX_DEPTH} levels deep", "Check the indentation.")
            raise GivenUp
        if isinstance(event, yaml.AliasEvent):
            self.refuse(event, "an alias (*)", "Write the record out.")
            return ""
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event)
        self.refuse_properties(event)
        return self.mapping(path) if isinstance(event, yaml.MappingStartEvent) else self.sequence(path)

    def scalar(self, event: Any) -> str:
        """Return a scalar's text, whatever it looks like; an escape can hide characters too."""
        self.refuse_properties(event)
        if len(event.value) > MAX_TEXT:
            self.refuse(event, f"a text of more than {MAX_TEXT:,} characters", "Shorten it.")
            return ""
        if event.value.isascii() and event.value.isprintable():
            return str(event.value)
        mark, end = event.start_mark, event.end_mark
        text = unicodedata.normalize("NFC", event.value)
        for character in HIDDEN.findall(text):
            _report_hidden(self.parsed, mark.line, mark.column, character)
        for match in mixed_words(text):
            if match[0] not in "\n".join(self.parsed.lines[mark.line : end.line + 1]):
                _report_mixed(self.parsed, mark.line, mark.column)
        return HIDDEN.sub("", text)

    def mapping(self, path: Path_) -> dict[str, Any]:
        """Return a record; of duplicate keys the first is kept and the others are reported."""
        record: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.key(event)
            if key in record:
                self.refuse_duplicate(event, key, path)
                self.value(next(self.events), (*path, f"{key} (again)"))
                continue
            self.parsed.keys[*path, key] = (event.start_mark.line, event.start_mark.column)
            record[key] = self.value(next(self.events), (*path, key))
        return record

    def key(self, event: Any) -> str:
        """Return a key's text."""
        if not isinstance(event, yaml.ScalarEvent):
            self.refuse(event, "a key that is not one word", "Write `key: value`.")
            raise GivenUp
        key = self.scalar(event)
        if key == "<<":
            self.refuse(event, "a merge key (<<)", "Write the record out.")
        return key

    def sequence(self, path: Path_) -> list[Any]:
        """Return a list."""
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            mark = event.start_mark
            self.parsed.keys[*path, len(items)] = (mark.line, mark.column)
            items.append(self.value(event, (*path, len(items))))
        return items

    def refuse_duplicate(self, event: Any, key: str, path: Path_) -> None:
        """Report a key that the record has already."""
        mark = event.start_mark
        first = self.parsed.keys[*path, key][0] + 1
        message = f"`{key}` stands here a second time"
        help = f"It stands in line {first} too; keep one."
        self.parsed.report(DUPLICATE_KEY, mark.line, mark.column, message, help)

    def refuse_properties(self, event: Any) -> None:
        """Report an anchor or a tag in front of a key or a value."""
        if event.anchor:
            self.refuse(event, "an anchor (&)", "Write the record out where it is needed.")
        if event.tag:
            self.refuse(event, "a tag (!)", "Delete it; every value is read as text.")

    def refuse(self, event: Any, what: str, help: str) -> None:
        """Report a feature of YAML that is not allowed here."""
        mark = event.start_mark
        self.parsed.report(YAML_FEATURE, mark.line, mark.column, f"{what} is not allowed here", help)
