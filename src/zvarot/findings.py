"""What the house says when something is wrong: places, rules, findings, and the exceptions.

    ZvarotError              anything that stops a letter
    ├── WrongUse             the command names something that is not there      (exit 2)
    ├── FaultyFiles          the user's files have faults: carries the findings (exit 1)
    ├── TemplateFault        a template cannot be used: carries its place       (exit 1)
    └── Refused              the gate holds a letter back                       (exit 3)

Exceptions carry data, print nothing, and survive being sent between processes.
"""

import json
import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path

_LONG = 160


class Severity(StrEnum):
    """How much a finding matters: an error stops its letter, a warning asks for a look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class Place:
    """A position in one of the user's files; line and column count from 1."""

    file: str
    line: int
    column: int
    text: str = ""
    """The line itself, or nothing where it could show a withheld name."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: which rule, where, what, and what to do about it."""

    rule: str
    severity: Severity
    message: str
    help: str = ""
    place: Place | None = None
    subject: str = ""
    """The id of the record that it is about; a waiver names it."""


@dataclass(frozen=True)
class Rule:
    """Something that the house insists on; `why` is printed in the reference."""

    id: str
    severity: Severity
    why: str

    def broken(self, place: Place | None, message: str, help: str = "", subject: str = "") -> Finding:
        """Return the finding that this rule is broken at a place."""
        return Finding(self.id, self.severity, message, help, place, subject)


class ZvarotError(Exception):
    """Stops a letter; says what happened and how to go on."""

    exit_code = 1

    def __init__(self, message: str, help: str = "") -> None:
        super().__init__(message, help)
        self.message = message
        self.help = help

    def __str__(self) -> str:
        return self.message


class WrongUse(ZvarotError):
    """The command names something that is not there or cannot be used."""

    exit_code = 2


class FaultyFiles(ZvarotError):
    """The user's files have faults."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(f"{len(findings)} findings")
        self.args = (findings,)
        self.findings = findings


class TemplateFault(ZvarotError):
    """A template cannot be used; `place` is in the template."""

    def __init__(self, message: str, help: str = "", place: Place | None = None) -> None:
        super().__init__(message, help)
        self.args = (message, help, place)
        self.place = place


class Refused(ZvarotError):
    """The gate holds a letter back; `findings` say what the finished files hold, if they got that far."""

    exit_code = 3

    def __init__(self, message: str, help: str = "", findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(message, help)
        self.args = (message, help, findings)
        self.findings = findings


def findings_of(error: BaseException) -> tuple[Finding, ...]:
    """Return what stopped a letter or a command.

    Of an error that nobody foresaw it says no value, for that could be confidential.
    """
    if isinstance(error, FaultyFiles | Refused) and error.findings:
        return error.findings
    if isinstance(error, ZvarotError):
        place = error.place if isinstance(error, TemplateFault) else None
        return (Finding("", Severity.ERROR, error.message, error.help, place),)
    frames = traceback.extract_tb(error.__traceback__)
    # What was raised in another process has lost its way here.
    where = f" in {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    message = f"zvarot failed ({type(error).__name__}{where})"
    help = "This is a fault of the program, not yours. Please report it with the line above."
    return (Finding("", Severity.ERROR, message, help),)


def as_text(findings: Iterable[Finding]) -> str:
    """Write findings for a reader: place, rule, message, the line with a caret, and what to do."""
    return "\n".join(_as_text(found) for found in findings)


def _as_text(found: Finding) -> str:
    place = f"{found.place}: " if found.place else ""
    rule = f"[{found.rule}]" if found.rule else ""
    lines = [f"{place}{found.severity}{rule}: {found.message}"]
    if found.place and found.place.text.strip():
        lines += [f"  {line}" for line in _excerpt(found.place)]
    if found.help:
        lines.append(f"  help: {found.help}")
    return "\n".join(lines)


def _excerpt(place: Place) -> tuple[str, str]:
    """Return the line, or the part of a long one that matters, and a caret below the column."""
    text, column = place.text, place.column - 1
    if len(text) > _LONG:
        start = max(0, column - _LONG // 2)
        text, column = f"…{text[start : start + _LONG]}…", column - start + 1
    # A tab stays a tab, so that the caret stands below its character.
    before = "".join("\t" if sign == "\t" else " " for sign in text[:column])
    return text, f"{before}^"


def as_json(findings: Iterable[Finding]) -> str:
    """Write findings for a program: a list of objects, without the lines of the files."""
    return json.dumps([as_data(found) for found in findings], ensure_ascii=False, indent=2)


def as_data(found: Finding) -> dict[str, str | int | None]:
    """Return a finding for a program, without the line of the file."""
    return {
        "rule": found.rule,
        "severity": found.severity,
        "message": found.message,
        "help": found.help,
        "file": found.place.file if found.place else None,
        "line": found.place.line if found.place else None,
        "column": found.place.column if found.place else None,
        "subject": found.subject,
    }


def as_github(findings: Iterable[Finding]) -> str:
    """Write findings as annotations of a GitHub workflow."""
    return "\n".join(_as_github(found) for found in findings)


def _as_github(found: Finding) -> str:
    place = found.place
    file = _escaped(place.file).replace(":", "%3A").replace(",", "%2C") if place else ""
    where = f" file={file},line={place.line},col={place.column},title={found.rule}" if place else ""
    message = " ".join(part for part in (found.message, found.help) if part)
    return f"::{found.severity}{where}::{_escaped(message)}"


def _escaped(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `did you mean "x"?` for the nearest known word, or nothing."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f'did you mean "{near[0]}"?' if near else ""
