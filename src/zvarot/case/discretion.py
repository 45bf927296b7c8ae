"""What a finding may show: no line that holds something which is not meant for everybody.

Findings travel, to a terminal, into the log of a build machine, into a chat. Whatever is unknown falls to the
narrow side: as long as nobody can tell who is withheld, no line is shown.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

from zvarot.case.file_rules import (
    DUPLICATE_COLUMN,
    DUPLICATE_KEY,
    FORMULA_CELL,
    HIDDEN_CHARACTER,
    LOST_ZERO,
    MISSING_COLUMN,
    MIXED_SCRIPT,
    TABLE_VALUE,
    UNKNOWN_COLUMN,
    UNKNOWN_KEY,
    UNKNOWN_REFERENCE,
)
from zvarot.case.texts import SAME, naming
from zvarot.case.watching import Watched, watch
from zvarot.case.yamlfile import Path_, YamlFile
from zvarot.findings import Finding, Place

_REPEATING = frozenset(
    rule.id
    for rule in (
        DUPLICATE_COLUMN,
        DUPLICATE_KEY,
        FORMULA_CELL,
        HIDDEN_CHARACTER,
        LOST_ZERO,
        MISSING_COLUMN,
        MIXED_SCRIPT,
        TABLE_VALUE,
        UNKNOWN_COLUMN,
        UNKNOWN_KEY,
        UNKNOWN_REFERENCE,
    )
)
"""The rules whose findings repeat what the user wrote."""

PASSWORD = re.compile(r"://[^\s/@]*:[^\s@]*@|(password|passwd|pwd)\s*=", re.I)
"""What a database's URL looks like when a password stands in it."""


def discreet(findings: Iterable[Finding], files: Mapping[str, YamlFile]) -> tuple[Finding, ...]:
    """Return the findings of a campaign's files without the lines that not everybody may read."""
    case = files["case"]
    if not isinstance(case.data, dict):
        return tuple(_without_line(found) for found in findings)
    lines, names_somebody = _withheld(case)

    def may_show(place: Place) -> bool:
        withheld = place.file == case.name and place.line - 1 in lines
        line = place.text.replace("\N{REPLACEMENT CHARACTER}", "").strip()
        return not (withheld or line.startswith("#") or PASSWORD.search(line) or names_somebody(line))

    def tells(found: Finding) -> bool:
        words = f"{found.message} {found.help} {found.subject.replace('-', ' ')}"
        return found.rule in _REPEATING and names_somebody(words)

    return tuple(
        _without_words(found)
        if tells(found)
        else found
        if found.place and may_show(found.place)
        else _without_line(found)
        for found in findings
    )


# Of the same campaign it is asked for every letter.
@lru_cache(maxsize=1)
def _withheld(case: YamlFile) -> tuple[frozenset[int], Callable[[str], bool]]:
    """Return the lines, from 0, that not everybody may read, and what tells whether a line names somebody."""
    names = tuple(_withheld_names(case.data))
    likely, exactly = watch([Watched("withheld", names)], ()), naming(names)

    @lru_cache(maxsize=SAME)
    def names_somebody(line: str) -> bool:
        return exactly(line) or bool(likely.found(line))

    return _withheld_lines(case), names_somebody


def _without_words(found: Finding) -> Finding:
    """Return a finding whose own words would tell a withheld name."""
    message = "what stands here holds the name of a person who is withheld"
    return replace(_without_line(found), message=message, help="Look at the line in the file.", subject="")


def _without_line(found: Finding) -> Finding:
    return replace(found, place=replace(found.place, text="")) if found.place else found


def _withheld_lines(case: YamlFile) -> frozenset[int]:
    """Return the lines, from 0, of the records that are not meant for the public."""
    starts = [(path, *mark) for path, mark in case.keys.items() if len(path) == 1 or _is_record(path)]
    ends = [*starts, ((), len(case.lines), 0)]
    return frozenset(
        line
        for (path, start, _), (_, end, column) in pairwise(ends)
        if _is_record(path) and not _public(case.data, path)
        for line in range(start, end + _shared(case, end, column))
    )


def _is_record(path: Path_) -> bool:
    return len(path) == 2 and isinstance(path[1], int)


def _shared(case: YamlFile, line: int, column: int) -> bool:
    """Tell whether something stands on a line before a column, as in `[{id: a}, {id: b}]`."""
    return line < len(case.lines) and bool(case.lines[line][:column].strip(" -"))


def _public(data: Any, path: Path_) -> bool:
    """Tell whether a list item, and everything in it, says that the public may read it."""
    collection, index = path
    items = data.get(collection)
    # A list that stands a second time is not in the data.
    if not isinstance(items, list) or not isinstance(item := items[int(index)], dict):
        return False
    own = item.get("audience", None if collection == "people" else data.get("audience"))
    consented = collection != "people" or _consented(item.get("consent"))
    return consented and own == "public" and all(inner == "public" for inner in _audiences(item))


def _consented(consent: Any) -> bool:
    return isinstance(consent, dict) and "audience" in consent and "withdrawn" not in consent


def _audiences(value: Any) -> Iterator[Any]:
    """Yield every audience that a record and what is in it name."""
    if isinstance(value, dict):
        if "audience" in value:
            yield value["audience"]
        for inner in value.values():
            yield from _audiences(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _audiences(inner)


def _withheld_names(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield every spelling of the names of people who are not known to everybody."""
    people = data.get("people")
    for index, person in enumerate(people if isinstance(people, list) else ()):
        if not _public(data, ("people", index)) and isinstance(person, dict):
            yield from _words(person.get("names"))
            yield from _words(person.get("spellings"))


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _words(inner)
