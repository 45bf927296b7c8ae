"""Which column of a table holds what: the headings that its record names, checked once for all rows."""

import dataclasses
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, get_args, get_origin, get_type_hints

from zvarot.case.file_rules import DUPLICATE_COLUMN, MISSING_COLUMN, UNKNOWN_COLUMN
from zvarot.case.parties import Recipient
from zvarot.case.tables import Grid, Table
from zvarot.findings import Finding, Place, did_you_mean

ADDRESS = ("lines", "street", "postcode", "town", "region")
"""The keys that together are an address."""

_MORE = (*ADDRESS, "address_country", "title", "first_name", "last_name")
"""What a recipient's row can have besides the fields of its record."""

# As https://help.actionnetwork.org/hc/en-us/articles/203112879 says (2026): "Columns for title, first_name,
# last_name, zip_code, country, gender, email, and phone are required." `zip_code` says which activists write
# to the target, it is no address; `gender` and `phone` go into no letter. So none of them is read.
ACTION_NETWORK = ("title", "first_name", "last_name", "email", "country")
_ITS_SIGN = {"title", "first_name", "last_name", "email", "zip_code"}

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")


@dataclass
class Layout:
    """The columns of a table by what they hold."""

    columns: dict[str, int] = field(default_factory=dict)
    """The column of each key, from 0; a text in one language is `office.de`."""
    headings: dict[str, str] = field(default_factory=dict)
    """The heading of each key, as the user's own map or the documentation spells it."""
    findings: list[Finding] = field(default_factory=list)

    def has(self, key: str) -> bool:
        """Tell whether a column holds a key, in whatever language."""
        return any(known.partition(".")[0] == key for known in self.columns)


def fields_of(kind: type[Any]) -> Mapping[str, bool]:
    """Return the keys that a row of a record can have, and whether each is a text per language."""
    hints = get_type_hints(kind)
    known = {one.name: _is_text(hints[one.name]) for one in dataclasses.fields(kind) if one.name != "address"}
    return known | (dict.fromkeys(_MORE, False) if kind is Recipient else {})


def _is_text(hint: Any) -> bool:
    return get_origin(hint) is not None and (
        issubclass(origin, Mapping)
        if isinstance(origin := get_origin(hint), type)
        else any(_is_text(inner) for inner in get_args(hint))
    )


def lay_out(table: Table, grid: Grid, kind: type[Any], place: Callable[..., Place]) -> Layout:
    """Find the columns of a table; `place` returns where a value of its record stands in the YAML file."""
    known = fields_of(kind)
    layout = Layout()
    layout.findings.extend(_unknown(table, known, place))
    headings = [_plain(heading) for heading in grid.headings]
    wanted = dict(table.columns) or _by_heading(headings, known)
    for key, heading in wanted.items():
        if not _knows(known, key):
            continue
        count = Counter(headings)[_plain(heading)]
        if count == 1:
            layout.columns[key] = headings.index(_plain(heading))
            layout.headings[key] = heading
        elif count:
            layout.findings.append(_twice(grid, headings, heading))
        else:
            message, help = f'the table has no column "{heading}"', "Write the heading as it stands there."
            layout.findings.append(MISSING_COLUMN.broken(place("columns", key), message, help, table.id))
    if not layout.findings:
        layout.findings.extend(_lacking(table, layout, kind, place))
    return layout


def _plain(heading: str) -> str:
    """Return a heading as it is compared: capitals, line breaks and double spaces do not matter."""
    return " ".join(unicodedata.normalize("NFC", heading).casefold().split())


def _knows(known: Mapping[str, bool], key: str) -> bool:
    name, dot, language = key.partition(".")
    return name in known and (not dot or (known[name] and bool(LANGUAGE.fullmatch(language))))


def _unknown(table: Table, known: Mapping[str, bool], place: Callable[..., Place]) -> Iterator[Finding]:
    for where in ("columns", "defaults"):
        for key, value in getattr(table, where).items():
            if not _knows(known, key) or (isinstance(value, Mapping) and not known[key.partition(".")[0]]):
                help = did_you_mean(key, known) or f"There are: {', '.join(known)}."
                yield UNKNOWN_COLUMN.broken(
                    place(where, key, of_key=True), f"no record knows what this key of `{where}` means", help
                )


def _by_heading(headings: list[str], known: Mapping[str, bool]) -> dict[str, str]:
    """Return the map of a table that names no columns: its headings are the keys, or Action Network's."""
    keys = ACTION_NETWORK if {*headings} >= _ITS_SIGN and "office" in known else headings
    lowered = {key: _with_language(key) for key in keys if key in headings}
    return {key: heading for heading, key in lowered.items() if _knows(known, key)}


def _with_language(heading: str) -> str:
    """Return the key that a plain heading spells: `address country` and `address_country` are one."""
    return heading.replace(" ", "_")


def _twice(grid: Grid, headings: list[str], heading: str) -> Finding:
    first, second = [number for number, one in enumerate(headings) if one == _plain(heading)][:2]
    return DUPLICATE_COLUMN.broken(
        Place(grid.name, max(grid.heading_row, 1), second + 1),
        f'the columns {first + 1} and {second + 1} both have the heading "{heading}"',
        "Give one of them another heading, or delete it.",
    )


def _lacking(table: Table, layout: Layout, kind: type[Any], place: Callable[..., Place]) -> Iterator[Finding]:
    """Yield what no row of a table can have, though its record cannot do without."""
    given = {key.partition(".")[0] for key in table.defaults}
    stand_ins = {"office": "title", "id": "", "salutation": "title" if table.salutations else "salutation"}
    for one in dataclasses.fields(kind):
        optional = one.default is not dataclasses.MISSING or one.default_factory is not dataclasses.MISSING
        if optional or one.name == "id" or one.name in given or layout.has(one.name):
            continue
        if not layout.has(stand_ins.get(one.name, one.name)):
            yield MISSING_COLUMN.broken(
                place(),
                f"neither a column nor a default gives `{one.name}`",
                f"Name its column below `columns:`, or write `{one.name}:` below `defaults:`.",
                table.id,
            )
