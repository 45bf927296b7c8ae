"""Findings about thousands of rows: the first of each kind, and how many more of them there are."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from dataclasses import replace

from zvarot.findings import Finding

FEW = 20
"""As many findings of one rule are told of one table, where all of them say the same."""


class Gathered:
    """Findings, each once, and of those that are alike no more than anybody reads."""

    def __init__(self, limit: int, alike: Callable[[Finding], Hashable]) -> None:
        """Keep as many as `limit` for each answer of `alike`; all for which it answers None."""
        self.limit, self.alike = limit, alike
        self.found: dict[Finding, None] = {}
        self.counts: Counter[Hashable] = Counter()
        self.next: dict[Hashable, Finding] = {}

    def add(self, found: Finding) -> bool:
        """Take a finding, unless it is there already; tell whether it is kept."""
        if found in self.found:
            return True
        kind = self.alike(found)
        if kind is not None:
            self.counts[kind] += 1
            if self.counts[kind] > self.limit:
                self.next.setdefault(kind, found)
                return False
        self.found[found] = None
        return True

    def __iter__(self) -> Iterator[Finding]:
        """Yield what is kept in its order, then what is left out as one finding for each kind."""
        yield from self.found
        for kind, found in self.next.items():
            message = f"and {self.counts[kind] - self.limit:,} more like these, from here on"
            yield replace(found, message=message, help="Mend these first, then look again.", subject="")


def by_rule_and_file(found: Finding) -> Hashable:
    """Take findings of one rule in one file for alike."""
    return found.rule, found.place.file if found.place else ""
