"""YAML as plain text: every scalar stays a string, and every place is kept.

PyYAML's own loaders turn `NO` into False and `01234` into 668, and let the last duplicate key win. This
reader takes only the parser's events, refuses whatever could hide a meaning, and goes on after a fault.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from zvarot.case.rules import (
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

Path_ = tuple[str | int, ...]
"""The way to a value: `("figures", 3, "readings", 0, "as_of")`."""

_HIDDEN = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]"
)
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = re.compile("(?=.*[A-Za-z])(?=.*[\u0400-\u04ff])")


@dataclass
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
        while path and path not in marks:
            path = path[:-1]
        return self.at(*marks.get(path, (0, 0)))

    def at(self, line: int, column: int) -> Place:
        """Return the place of a line and column, both counted from 0."""
        text = self.lines[line] if line < len(self.lines) else ""
        return Place(self.name, line + 1, column + 1, text)

    def report(self, rule: Rule, line: int, column: int, message: str, help: str = "") -> None:
        """Note that a rule is broken at a line and column counted from 0."""
        self.findings.append(rule.broken(self.at(line, column), message, help))


def read_yaml(path: Path) -> YamlFile:
    """Read and parse one file; faults are collected in it, nothing is raised."""
    parsed = YamlFile(str(path))
    text = _read_text(path, parsed)
    if text is None:
        return parsed
    parsed.lines = text.splitlines()
    _look_for_hidden_characters(parsed)
    if parsed.findings:
        return parsed
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
    _look_for_mixed_scripts(parsed)
    return parsed


def _read_text(path: Path, parsed: YamlFile) -> str | None:
    """Return the file's text in NFC, or None with a finding."""
    place = Place(str(path), 1, 1)
    try:
        if path.stat().st_size > MAX_BYTES:
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
        before = error.object[: error.start].split(b"\n")
        place = Place(str(path), len(before), len(before[-1]) + 1)
        message, help = "the file is not UTF-8 text", "Save it with the encoding UTF-8."
    except OSError as error:
        message, help = f"the file cannot be read: {error.strerror}", "Check its permissions."
    parsed.findings.append(UNREADABLE_FILE.broken(place, message, help))
    return None


def _look_for_hidden_characters(parsed: YamlFile) -> None:
    for number, line in enumerate(parsed.lines):
        for match in _HIDDEN.finditer(line):
            _report_hidden(parsed, number, match.start(), match[0])


def _report_hidden(parsed: YamlFile, line: int, column: int, character: str) -> None:
    name = unicodedata.name(character, "control character").lower()
    message = f"an invisible character (U+{ord(character):04X}, {name})"
    parsed.report(HIDDEN_CHARACTER, line, column, message, "Delete it and type the word again.")


def _look_for_mixed_scripts(parsed: YamlFile) -> None:
    for number, line in enumerate(parsed.lines):
        for match in _WORD.finditer(line):
            if _SCRIPTS.match(match[0]):
                parsed.report(
                    MIXED_SCRIPT,
                    number,
                    match.start(),
                    "this word mixes Latin and Cyrillic letters",
                    "Type the word again in one keyboard layout.",
                )


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
            raise yaml.MarkedYAMLError(problem="nested too deeply", problem_mark=mark)
        if isinstance(event, yaml.AliasEvent):
            self.refuse(event, "an alias (*)", "Write the record out.")
            return ""
        if event.anchor:
            self.refuse(event, "an anchor (&)", "Write the record out where it is needed.")
        if event.tag:
            self.refuse(event, "a tag (!)", "Delete it; every value is read as text.")
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path)
        return self.scalar(event)

    def scalar(self, event: Any) -> str:
        """Return a scalar's text, whatever it looks like; an escape can hide characters too."""
        for character in _HIDDEN.findall(event.value):
            mark = event.start_mark
            _report_hidden(self.parsed, mark.line, mark.column, character)
        return str(event.value)

    def mapping(self, path: Path_) -> dict[str, Any]:
        """Return a record; of duplicate keys the first is kept and the others are reported."""
        record: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise yaml.MarkedYAMLError(problem="a key must be one word", problem_mark=event.start_mark)
            key: str = event.value
            mark: Any = event.start_mark
            if key == "<<":
                self.refuse(event, "a merge key (<<)", "Write the record out.")
            if key in record:
                self.parsed.report(
                    DUPLICATE_KEY,
                    mark.line,
                    mark.column,
                    f"`{key}` stands here a second time",
                    f"It stands in line {self.parsed.keys[*path, key][0] + 1} too; keep one.",
                )
                self.value(next(self.events), (*path, f"{key} (again)"))
                continue
            self.parsed.keys[*path, key] = (mark.line, mark.column)
            record[key] = self.value(next(self.events), (*path, key))
        return record

    def sequence(self, path: Path_) -> list[Any]:
        """Return a list."""
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            mark = event.start_mark
            self.parsed.keys[*path, len(items)] = (mark.line, mark.column)
            items.append(self.value(event, (*path, len(items))))
        return items

    def refuse(self, event: Any, what: str, help: str) -> None:
        """Report a feature of YAML that is not allowed here."""
        mark = event.start_mark
        self.parsed.report(YAML_FEATURE, mark.line, mark.column, f"{what} is not allowed here", help)
