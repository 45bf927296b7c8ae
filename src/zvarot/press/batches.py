"""Make many letters: none lost, none twice, and what stops one of them stops no other.

Letters are prepared here, printed by an executor, and put on the shelf here; the ledger remembers each.
"""

import errno
from collections.abc import Container, Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from zvarot.case.campaign import Edition
from zvarot.findings import FaultyFiles, Finding, Refused, ZvarotError, findings_of
from zvarot.press import shelf
from zvarot.press.dispatching import Dispatcher
from zvarot.press.ledger import Entry, FileEntry, Ledger
from zvarot.press.planning import name_of
from zvarot.press.printing import Format
from zvarot.press.production import Prepared, Workshop
from zvarot.press.storage import Address, Output, home_of, shelf_at
from zvarot.press.tasks import Delivered, File, Limits, Outcome, Task

AT_ONCE = 16
"""The letters of one task, at most: sending it costs little, and there are few to do again."""
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
"""What says that no other letter could be written, either."""


class Status(StrEnum):
    """What became of a letter."""

    MADE = "made"
    UNCHANGED = "unchanged"
    WANTED = "to make"
    """It would be made; this is a dry run."""
    REFUSED = "refused"
    """The gate held it back."""
    FAILED = "failed"


@dataclass(frozen=True)
class Result:
    """What became of a letter, with its files or what stopped it."""

    name: str
    """The name of its files below the output folder, without an ending."""
    status: Status
    paths: tuple[Path | str, ...] = ()
    """Where its files lie: paths, or addresses."""
    findings: tuple[Finding, ...] = ()
    error: Exception | None = None
    older: tuple[Path | str, ...] = ()
    """Files of an earlier run, which are not what would be made now."""

    @property
    def called(self) -> str:
        """The letter as people speak of it: `first-letter to office`."""
        letter, recipient, _ = parts(self.name)
        return f"{letter} to {recipient}"


@dataclass(frozen=True)
class Order:
    """How letters are to be made."""

    output: Output
    formats: tuple[Format, ...]
    made: str
    """The time that the ledger will name: ISO 8601, UTC."""
    limits: Limits = field(default_factory=Limits)
    workers: int = 1
    at_once: int = 1
    """How many letters a worker gets at a time."""
    reuse: bool = True
    """Whether letters may be made from those before them; their bytes are the same."""
    force: bool = False
    """Whether letters are made again that have not changed."""
    dry: bool = False
    """Whether nothing is to be printed and written."""
    limit: int | None = None
    """How many letters to make at most."""
    fail_fast: bool = False
    """Whether to begin no other letter when one was not made."""
    ahead: bool = False
    """Whether letters are printed while their questions are asked; those that are stopped are thrown away."""
    scheduler: str = ""
    """The address of Dask's; without one, letters are printed on this machine."""
    ledger: Path | None = None
    """The folder of ledger and manifests, where letters go to an address."""

    @property
    def home(self) -> Path:
        """The folder of ledger and manifests; raise WrongUse where it is not said."""
        return home_of(self.output, self.ledger)

    def for_letters(self, count: int, most: int = AT_ONCE) -> "Order":
        """Return the order with as many letters for a worker at a time as keep all of them busy."""
        return replace(self, at_once=max(1, min(most, count // (self.workers * 4))))


class Batch:
    """One run over letters of a campaign."""

    def __init__(self, workshop: Workshop, executor: Executor, ledger: Ledger | None, order: Order) -> None:
        """A dry run does without a ledger where there is none yet."""
        self._workshop, self._ledger, self._order = workshop, ledger, order
        self._shelf = shelf_at(order.output)
        address = order.output if isinstance(order.output, Address) else None
        own = workshop.folder / "templates"
        campaign = Task(own, workshop.look, (), order.limits, address, order.reuse)
        self._dispatcher: Dispatcher[Prepared] = Dispatcher(executor, campaign, order.workers, order.at_once)
        self.looked_at = 0
        """How many letters it has come to, whatever became of them."""
        self.interrupted = False
        """Whether somebody did not let it come to its end."""
        self._stopping = False
        self._begun = 0

    def stop(self) -> None:
        """Begin no other letter; those in hand are finished."""
        self._stopping = True

    def run(
        self, letters: Iterable[Edition], faulty: Iterable[tuple[str, tuple[Finding, ...]]] = ()
    ) -> Iterator[Result]:
        """Make letters, and yield what became of each as soon as it is known.

        `faulty` are letters that could not even be addressed. Raise ZvarotError where the ledger cannot be
        written: then nothing could be remembered.
        """
        self._sweep()
        for name, findings in faulty:
            yield self._seen(self._stopped(name, FaultyFiles(findings)))
        for made in letters:
            if self._stopping or self._begun == self._order.limit:
                break
            self.looked_at += 1
            yield from map(self._seen, self._taken(made))
        for finished in self._dispatcher.finish():
            yield from map(self._seen, self._put(finished))

    def put_away(self, planned: Container[tuple[str, str]]) -> tuple[Path | str, ...]:
        """Note that letters which are not planned any more may not leave, and return their files.

        `planned` are the ids of letters and recipients. Letters of other campaigns can lie here, too.
        """
        if self._ledger is None:
            return ()
        ours = {plan.id for plan in self._workshop.dossier.campaign.letters}
        names = [
            entry.name
            for entry in self._ledger.entries()
            if entry.letter in ours and (entry.letter, entry.recipient) not in planned
        ]
        self._ledger.stop(names)
        return tuple(path for name in names for path in self._there(name, Format))

    def _sweep(self) -> None:
        """Remove what a killed run left; whoever holds the ledger is alone here."""
        if self._ledger and not self._order.dry:
            # A folder that cannot be looked into is told of by the first file that cannot be written there.
            with suppress(OSError):
                shelf.sweep(self._ledger.path.parent)
                for plan in self._workshop.dossier.campaign.letters:
                    self._shelf.sweep(plan.id)

    def _seen(self, result: Result) -> Result:
        if self._order.fail_fast and result.error:
            self.stop()
        return result

    def _taken(self, made: Edition) -> Iterator[Result]:
        """Prepare a letter, and yield what is known by then, of this one and of others."""
        name = name_of(made.plan, made.recipient, made.language)
        begun = self._begin(made) if self._order.ahead else None
        try:
            prepared = self._workshop.prepare(made, self._order.formats)
        except Exception as error:
            yield self._stopped(name, error)
            return
        if not self._order.force and self._unchanged(made, prepared):
            paths = self._paths(name, self._order.formats)
            yield Result(name, Status.UNCHANGED, paths, prepared.findings)
            return
        self._begun += 1
        if self._order.dry:
            yield Result(name, Status.WANTED, findings=prepared.findings)
            return
        self._displace(prepared)
        for finished in self._dispatcher.hand_out(prepared, begun):
            yield from self._put(finished)

    def _begin(self, made: Edition) -> Future[tuple[Outcome, ...]] | None:
        """Have a letter printed that is not asked about yet."""
        # Whatever is wrong with it is found, and told of, where it is prepared.
        with suppress(Exception):
            return self._dispatcher.begin(self._workshop.job(made, self._order.formats))
        return None

    def _unchanged(self, made: Edition, prepared: Prepared) -> bool:
        """Tell whether a letter lies there as it would be made now, and names nobody who is withheld now."""
        entry = self._ledger.entry(prepared.job.name) if self._ledger else None
        if entry is None or entry.digest != prepared.digest:
            return False
        sizes = {file.format: file.size for file in entry.files}
        there = [self._shelf.size(f"{prepared.job.name}.{format}") for format in self._order.formats]
        wanted = [sizes.get(format) for format in self._order.formats]
        return None not in wanted and there == wanted and self._workshop.is_clear(made, prepared.job)

    def _displace(self, letter: Prepared) -> None:
        """Note that what lies there may not leave, for something else will take its place.

        Whatever ends this run, at no moment has the ledger a line that is not true of what lies there.
        """
        before = self._ledger.entry(letter.job.name) if self._ledger else None
        if self._ledger and before and before.digest != letter.digest:
            self._ledger.stop([letter.job.name])

    # What was printed ---------------------------------------------------------------------------

    def _put(self, finished: Iterable[tuple[Prepared, Outcome]]) -> Iterator[Result]:
        """Put finished letters on the shelf, and then into the ledger."""
        entries, results = [], []
        for letter, outcome in finished:
            try:
                if isinstance(outcome, ZvarotError):
                    raise outcome
                self._write(letter.job.name, outcome)
            except ZvarotError as error:
                results.append(self._stopped(letter.job.name, error))
                continue
            entries.append(self._entry(letter, outcome))
            results.append(self._made(letter, entries[-1]))
        if self._ledger:
            self._ledger.record(entries)
        yield from results

    def _write(self, name: str, files: Mapping[Format, File | Delivered]) -> None:
        try:
            for format, file in files.items():
                if isinstance(file, File):
                    self._shelf.put(f"{name}.{format}", file.content)
        except ZvarotError as error:
            if getattr(error.__cause__, "errno", None) in _NO_ROOM:
                self.stop()
            raise

    def _entry(self, letter: Prepared, files: Mapping[Format, File | Delivered]) -> Entry:
        """Return the ledger's line of a letter; a file in another format stays in it while it is the same."""
        name, recipient, language = parts(letter.job.name)
        now = [FileEntry(format, file.sha256, file.size, file.pages) for format, file in files.items()]
        before = self._ledger.entry(letter.job.name) if self._ledger else None
        same = before.files if before and before.digest == letter.digest else ()
        kept = [file for file in same if file.format not in files]
        return Entry(
            name=letter.job.name,
            letter=name,
            recipient=recipient,
            language=language,
            digest=letter.digest,
            made=self._order.made,
            files=tuple(sorted((*now, *kept), key=lambda file: file.format)),
            findings=letter.findings,
            waivers=letter.waivers,
        )

    def _made(self, letter: Prepared, entry: Entry) -> Result:
        name = entry.name
        known = {file.format for file in entry.files}
        older = self._there(name, (format for format in Format if format not in known))
        return Result(name, Status.MADE, self._paths(name, letter.job.formats), letter.findings, older=older)

    def _stopped(self, name: str, error: Exception) -> Result:
        """Say what stopped a letter; what an earlier run made of it may not leave."""
        if self._ledger and not self._order.dry:
            self._ledger.stop([name])
        status = Status.REFUSED if isinstance(error, Refused) else Status.FAILED
        return Result(name, status, (), findings_of(error), error, self._there(name, Format))

    def _paths(self, name: str, formats: Iterable[Format]) -> tuple[Path | str, ...]:
        return tuple(self._shelf.place(f"{name}.{format}") for format in formats)

    def _there(self, name: str, formats: Iterable[Format]) -> tuple[Path | str, ...]:
        there = (format for format in formats if self._shelf.size(f"{name}.{format}") is not None)
        return self._paths(name, there)


def parts(name: str) -> tuple[str, str, str]:
    """Return a letter's plan, recipient and language, by the name of its files."""
    plan, _, file = name.partition("/")
    recipient, _, language = file.partition(".")
    return plan, recipient, language
