"""Remake: whether letters that are made once more have the same bytes.

Same input, same bytes: a letter that comes out otherwise was made by another program than this one, or
somebody put another in its place and changed the ledger too.
"""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from itertools import groupby

from zvarot.case.campaign import Edition
from zvarot.findings import FaultyFiles, WrongUse, findings_of
from zvarot.press.dispatching import Dispatcher
from zvarot.press.ledger import Entry
from zvarot.press.printing import Format, Job
from zvarot.press.production import Workshop
from zvarot.press.tasks import Limits, Outcome, Task
from zvarot.press.verifying import Flaw, again, when

_AT_ONCE = 4
"""How many letters a worker gets at a time."""


@dataclass(frozen=True)
class _Letter:
    """A letter that is printed once more, and what the ledger says of it."""

    entry: Entry
    job: Job


def remake(
    entries: Iterable[Entry],
    workshop: Workshop,
    executor: Executor,
    workers: int = 1,
    limits: Limits | None = None,
) -> Iterator[Flaw]:
    """Print letters once more, write nothing, and yield those that do not come out as the ledger says."""
    campaign = Task(workshop.folder / "templates", workshop.look, (), limits or Limits())
    dispatcher: Dispatcher[_Letter] = Dispatcher(executor, campaign, workers, _AT_ONCE)
    for entry, made in _planned(entries, workshop):
        letter = _prepared(entry, made, workshop)
        if isinstance(letter, Flaw):
            yield letter
        else:
            for finished in dispatcher.hand_out(letter):
                yield from _differences(finished)
    for finished in dispatcher.finish():
        yield from _differences(finished)


def _planned(entries: Iterable[Entry], workshop: Workshop) -> Iterator[tuple[Entry, Edition | None]]:
    """Yield entries with the letters that the campaign plans now, or nothing where it plans none."""
    for letter, alike in groupby(entries, lambda entry: entry.letter):
        try:
            planned = {made.recipient.id: made for made in workshop.editions(letter, ["all"])}
        except WrongUse:
            planned = {}
        for entry in alike:
            made = planned.get(entry.recipient)
            yield entry, made and replace(made, language=entry.language)


def _prepared(entry: Entry, made: Edition | None, workshop: Workshop) -> _Letter | Flaw:
    """Put together what a letter is made from, or say why it is not made once more."""
    if not made:
        words = "the campaign plans no such letter any more. If it is not to leave, delete its files."
        return Flaw("unplanned", entry.name, words)
    try:
        prepared = workshop.prepare(made, [Format(file.format) for file in entry.files])
    except FaultyFiles:
        words = "it could not be made any more: `zvarot check` says why. Do not send it."
        return Flaw("stopped", entry.name, words)
    except Exception as error:
        words = f"it could not be made any more: {findings_of(error)[0].message}. Do not send it."
        return Flaw("stopped", entry.name, words)
    if prepared.digest != entry.digest:
        words = f"on {when(entry)} it was made from something else, or by another zvarot: run `zvarot batch`."
        return Flaw("outdated", entry.name, words)
    return _Letter(entry, prepared.job)


def _differences(finished: Iterable[tuple[_Letter, Outcome]]) -> Iterator[Flaw]:
    """Hold what was printed once more against the ledger."""
    for letter, outcome in finished:
        entry = letter.entry
        if not isinstance(outcome, Mapping):
            words = f"it could not be made any more: {findings_of(outcome)[0].message}. Do not send it."
            yield Flaw("stopped", entry.name, words)
            continue
        for file in entry.files:
            if outcome[Format(file.format)].sha256 != file.sha256:
                words = (
                    f"made once more from the same, it differs from that of {when(entry)}. Look at it, and"
                )
                yield Flaw("different", f"{entry.name}.{file.format}", f"{words} {again(entry)}")
