"""The mailbag: the letters of a batch, put together for the printer in files of one tray each."""

from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from zvarot.case.parties import Recipient
from zvarot.case.records import words_in
from zvarot.findings import ZvarotError
from zvarot.press import shelf
from zvarot.press.batches import Order
from zvarot.press.ledger import Ledger
from zvarot.press.merging import Merged, in_postal_order
from zvarot.press.planning import Planned
from zvarot.press.printing import Format
from zvarot.press.production import Workshop
from zvarot.press.tasks import Task, blamed, put_together


@dataclass(frozen=True)
class Tray:
    """A file for the printer."""

    path: Path
    letters: int
    sheets: int
    """Printed on both sides."""

    def __str__(self) -> str:
        letters, sheets = (
            f"{self.letters} letter{'s' * (self.letters != 1)}",
            f"sheet{'s' * (self.sheets != 1)}",
        )
        return f"{letters} on {self.sheets} {sheets}"


class Mailbag:
    """Puts letters that were made together."""

    def __init__(self, workshop: Workshop, executor: Executor, order: Order) -> None:
        self._workshop, self._executor = workshop, executor
        self._limits, self._workers = order.limits, order.workers
        self._title = words_in(workshop.dossier.campaign.title, workshop.dossier.campaign.language)

    def put(self, letters: Mapping[str, Planned], ledger: Ledger, file: Path) -> Iterator[Tray]:
        """Write letters in the order of the post to one file, or to several that are numbered.

        Raise ZvarotError, with the letter's name, where one of them cannot be printed; what is written by
        then is whole.
        """
        pages = dict(_pages(letters, ledger))
        made = {name: letters[name] for name in pages}
        trays = [*in_postal_order(_Offices(self._workshop, made), pages)]
        paths = _paths(file, len(trays))
        waiting: deque[tuple[Path, Future[Merged | ZvarotError]]] = deque()
        for path, names in zip(paths, trays, strict=False):
            waiting.append(
                (path, self._executor.submit(put_together, self._task(names, letters), self._title))
            )
            if len(waiting) > self._workers:
                yield self._written(*waiting.popleft())
        for one in waiting:
            yield self._written(*one)

    def _task(self, names: tuple[str, ...], letters: Mapping[str, Planned]) -> Task:
        shop = self._workshop
        jobs = (shop.job(letters[name].edition(shop.dossier), (Format.PDF,)) for name in names)
        return Task(shop.folder / "templates", shop.look, tuple(jobs), self._limits)

    def _written(self, path: Path, future: Future[Merged | ZvarotError]) -> Tray:
        try:
            merged = future.result()
        except Exception as error:
            raise blamed(error, self._limits) from None
        if isinstance(merged, ZvarotError):
            raise merged
        shelf.put(path, merged.content)
        return Tray(path, len(merged.letters), merged.sheets)


class _Offices(Mapping[str, Recipient]):
    """To whom letters go, by the letters' names; looked up when asked for, since there can be many."""

    def __init__(self, workshop: Workshop, letters: Mapping[str, Planned]) -> None:
        self._recipients, self._letters = workshop.dossier.recipients, letters

    def __getitem__(self, name: str) -> Recipient:
        return self._recipients[self._letters[name].number]

    def __iter__(self) -> Iterator[str]:
        return iter(self._letters)

    def __len__(self) -> int:
        return len(self._letters)


def left_from_before(file: Path, written: int) -> tuple[Path, ...]:
    """Return the files of an earlier run beside those that are written now."""
    now = {path for path, _ in zip(_paths(file, written), range(written), strict=False)}
    numbered = (path for path in file.parent.glob(f"{file.stem}-*{file.suffix}") if _is_numbered(path, file))
    return tuple(path for path in (file, *sorted(numbered)) if path not in now and path.exists())


def _is_numbered(path: Path, file: Path) -> bool:
    return path.stem.removeprefix(f"{file.stem}-").isdecimal()


def _pages(letters: Mapping[str, Planned], ledger: Ledger) -> Iterator[tuple[str, int]]:
    """Yield how many pages each letter has that may leave."""
    for name in letters:
        entry = ledger.entry(name)
        if (
            pages := next((file.pages for file in entry.files if file.format == Format.PDF), 0)
            if entry
            else 0
        ):
            yield name, pages


def _paths(file: Path, trays: int) -> Iterator[Path]:
    """Yield the names of as many files: letters.pdf, or letters-1.pdf and so on."""
    if trays == 1:
        yield file
        return
    width = len(str(trays))
    yield from (file.with_name(f"{file.stem}-{number:0{width}}{file.suffix}") for number in count(1))
