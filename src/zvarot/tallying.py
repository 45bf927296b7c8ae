"""What came of a batch: counted while it runs, and told at its end."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from zvarot.findings import Finding, as_data
from zvarot.speaking import complain, progress, say, say_older, table

if TYPE_CHECKING:
    from zvarot.press.batches import Result

_NAMED = 20
"""How many letters are named that were stopped by one and the same."""


class Tally:
    """Counts the letters of a batch, and tells a person what came of them."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self.counts: Counter[str] = Counter()
        self.unplanned: tuple[Path | str, ...] = ()
        """Files of letters that the campaign does not plan any more."""
        self.left = 0
        """How many letters nobody has looked at, since the batch was stopped."""
        self._code = 0
        self._warnings: Counter[str] = Counter()
        self._stopped: dict[tuple[Finding, ...], list[Result]] = {}
        self._older: list[Path | str] = []

    @contextmanager
    def counting(self, letters: int) -> Iterator[None]:
        """Show how far the batch has come, for as long as it runs."""
        with progress(letters) as self._shown:
            yield

    def take(self, result: "Result") -> None:
        """Count a letter."""
        self.counts[result.status] += 1
        self._older.extend(result.older)
        if result.error:
            self._code = max(self._code, int(getattr(result.error, "exit_code", 1)))
            self._stopped.setdefault(result.findings, []).append(result)
        else:
            self._warnings.update({found.rule for found in result.findings})
        self._shown(self.counts)

    def tell(self) -> int:
        """Say what came of all letters, and return the exit code."""
        for results in self._stopped.values():
            called = [result.called for result in results]
            more = f" and {len(called) - _NAMED} more" if len(called) > _NAMED else ""
            say(f"{', '.join(called[:_NAMED])}{more}: not made:")
            assert results[0].error
            complain(results[0].error)
        say_older(self._older)
        for path in self.unplanned:
            say(f"{path} belongs to no letter of the campaign any more: delete it, unless you know better.")
        if self._warnings:
            rules = ", ".join(f"{rule} ({count})" for rule, count in sorted(self._warnings.items()))
            say(f"Warnings, and of how many letters: {rules}. `zvarot check` says where each of them stands.")
        table(("letters", ""), [(status, str(count)) for status, count in sorted(self.counts.items())])
        if self.left:
            left = "1 letter is" if self.left == 1 else f"{self.left} letters are"
            say(f"{left} left. The same command goes on from here.")
        return self._code


class JsonTally(Tally):
    """Counts the letters of a batch, and tells programs: a line for each letter, and one at the end."""

    def take(self, result: "Result") -> None:
        """Count a letter, and print its line."""
        super().take(result)
        line = {
            "letter": result.name,
            "status": result.status,
            "files": [str(path) for path in result.paths],
            "older": [str(path) for path in result.older],
            "findings": [as_data(found) for found in result.findings],
        }
        typer.echo(json.dumps(line, ensure_ascii=False))

    def tell(self) -> int:
        """Print what came of all letters together, and return the exit code."""
        line = {"letters": dict(self.counts), "left": self.left, "unplanned": [*map(str, self.unplanned)]}
        typer.echo(json.dumps(line, ensure_ascii=False))
        return self._code
