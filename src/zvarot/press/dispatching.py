"""Hand letters out to an executor, some at a time, and take in what came of each.

The executor may be workers on this machine or on others: it may lose a task, or carry one out twice. A letter
that ends its process costs only itself, for then each letter of its task is tried alone.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from zvarot.findings import ZvarotError
from zvarot.press.printing import Job
from zvarot.press.tasks import Outcome, Task, blamed, carry_out

_AHEAD = 2
"""How many tasks are under way for each worker: one in hand, and one that waits."""
_ATTEMPTS = 3
"""How often a letter is tried where processes end, or are lost, and nobody knows which letter is to blame."""


class HasJob(Protocol):
    """A letter that can be printed."""

    @property
    def job(self) -> Job:
        """What a press needs to know of it."""


_Letter = TypeVar("_Letter", bound=HasJob)


@dataclass
class _Bundle(Generic[_Letter]):
    """Letters that travel together, and how often that was tried."""

    letters: Sequence[_Letter]
    attempts: int = 0


class Dispatcher(Generic[_Letter]):
    """Hands letters out, and takes them in as they are finished."""

    def __init__(self, executor: Executor, campaign: Task, workers: int = 1, at_once: int = 1) -> None:
        """`campaign` is a task without jobs, `at_once` is how many jobs a task gets."""
        self._executor, self._campaign, self._workers, self._at_once = executor, campaign, workers, at_once
        self._gathered: list[_Letter] = []
        self._again: deque[_Bundle[_Letter]] = deque()
        self._running: dict[Future[tuple[Outcome, ...]], _Bundle[_Letter]] = {}

    def begin(self, job: Job) -> Future[tuple[Outcome, ...]]:
        """Have a letter printed of which nobody knows yet whether it will be handed out."""
        return self._executor.submit(carry_out, replace(self._campaign, jobs=(job,)))

    def hand_out(
        self, letter: _Letter, begun: Future[tuple[Outcome, ...]] | None = None
    ) -> Iterator[list[tuple[_Letter, Outcome]]]:
        """Have a letter printed, unless it is begun; yield what is finished meanwhile: few lie about."""
        if begun:
            self._running[begun] = _Bundle([letter], attempts=1)
        else:
            self._gathered.append(letter)
        if len(self._gathered) == self._at_once:
            self._send()
        yield from self._finished(self._workers * _AHEAD)

    def finish(self) -> Iterator[list[tuple[_Letter, Outcome]]]:
        """Yield what comes of all that is in hand."""
        if self._gathered:
            self._send()
        yield from self._finished(0)

    def _send(self) -> None:
        self._submit(_Bundle(self._gathered))
        self._gathered = []

    def _submit(self, bundle: _Bundle[_Letter]) -> None:
        bundle.attempts += 1
        task = replace(self._campaign, jobs=tuple(letter.job for letter in bundle.letters))
        self._running[self._executor.submit(carry_out, task)] = bundle

    def _finished(self, most: int) -> Iterator[list[tuple[_Letter, Outcome]]]:
        """Wait until at most so many tasks are under way, and yield what came of the others."""
        while len(self._running) > most:
            done, _ = wait(self._running, return_when=FIRST_COMPLETED)
            for future in done:
                if outcomes := self._received(future, self._running.pop(future)):
                    yield outcomes
            # One of these letters does harm: they are the last to be begun, and few at a time.
            while self._again and len(self._running) < self._workers:
                self._submit(self._again.popleft())

    def _received(
        self, future: Future[tuple[Outcome, ...]], bundle: _Bundle[_Letter]
    ) -> list[tuple[_Letter, Outcome]]:
        """Return what came of a bundle's letters; nothing where they have to be tried again.

        Raise the ZvarotError of an executor, or of a task as a whole: no other task would fare better.
        """
        error = future.exception()
        if isinstance(error, ZvarotError):
            raise error
        if error is None:
            return list(zip(bundle.letters, future.result(), strict=True))
        if len(bundle.letters) > 1:
            self._again.extend(_Bundle([letter]) for letter in bundle.letters)
        elif isinstance(error, BrokenExecutor | TimeoutError) and bundle.attempts < _ATTEMPTS:
            self._again.append(bundle)
        else:
            return [(bundle.letters[0], blamed(error, self._campaign.limits))]
        return []
