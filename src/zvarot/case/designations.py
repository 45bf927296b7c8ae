"""Organisations that a country has designated: a letter that goes there carries none of their links."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from zvarot.case.campaign import Edition
from zvarot.case.yamlfile import read_yaml

TABLE = Path(__file__).with_name("designations.yaml")


@dataclass(frozen=True)
class Designation:
    """An organisation whose links can be punished in a country."""

    name: str
    country: str
    since: dt.date
    domains: tuple[str, ...]


@cache
def designations() -> tuple[Designation, ...]:
    """Return the table."""
    rows: Iterable[dict[str, Any]] = read_yaml(TABLE).data["designations"]
    return tuple(
        Designation(row["name"], row["country"], dt.date.fromisoformat(row["since"]), tuple(row["domains"]))
        for row in rows
    )


def designated(address: str, made: Edition) -> bool:
    """Tell whether a web or e-mail address must not reach the country that a letter goes to."""
    host = (urlsplit(address).hostname or address.rpartition("@")[2]).lower()
    domains = (domain for one in reaching(made) for domain in one.domains)
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def reaching(made: Edition) -> tuple[Designation, ...]:
    """Return the designations that stand, on its date, where a letter goes or whose office it goes to."""
    office = made.recipient
    countries = (office.country, office.address.country if office.address else None)
    return tuple(one for one in designations() if one.country in countries and one.since <= made.date)
