"""Make letters in a test as the doors make them, and raise what stopped one."""

from collections.abc import Iterable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from zvarot.case.campaign import Edition
from zvarot.findings import ZvarotError
from zvarot.press.batches import Batch, Order, Result
from zvarot.press.dispatching import Dispatcher
from zvarot.press.printing import Format, Job, Printed
from zvarot.press.production import Workshop
from zvarot.press.tasks import File, Limits, Outcome, Task

LONG_AGO = "2024-03-01T12:00:00+00:00"


def make(workshop: Workshop, made: Edition, formats: Iterable[Format], output: Path) -> Result:
    """Make one letter in this process, without a ledger."""
    order = Order(output, tuple(formats), LONG_AGO, force=True)
    with ThreadPoolExecutor(1) as executor:
        (result,) = Batch(workshop, executor, None, order).run([made])
    if result.error:
        raise result.error
    return result


@dataclass(frozen=True)
class _Letter:
    job: Job


def outcomes(executor: Executor, campaign: Task, *jobs: Job, at_once: int = 1) -> list[Outcome]:
    """Have jobs printed by an executor, and return what came of them in the order in which it was known."""
    dispatcher: Dispatcher[_Letter] = Dispatcher(executor, campaign, at_once=at_once)
    finished = [one for job in jobs for one in dispatcher.hand_out(_Letter(job))]
    return [outcome for some in (*finished, *dispatcher.finish()) for _, outcome in some]


def print_job(executor: Executor, workshop: Workshop, job: Job, limits: Limits | None = None) -> Printed:
    """Have one letter printed by an executor."""
    campaign = Task(workshop.folder / "templates", workshop.look, (), limits or Limits())
    (outcome,) = outcomes(executor, campaign, job)
    return contents(outcome)


def contents(outcome: Outcome) -> Printed:
    """Return the files of a letter that came back; raise what stopped it."""
    if isinstance(outcome, ZvarotError):
        raise outcome
    return {format: file.content for format, file in outcome.items() if isinstance(file, File)}
