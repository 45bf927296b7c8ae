"""Letters are handed out some at a time, and one that ends its process costs only itself."""

from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from making import contents, outcomes
from zvarot.findings import ZvarotError
from zvarot.press.dispatching import Dispatcher
from zvarot.press.printing import Format, Job
from zvarot.press.production import Workshop
from zvarot.press.tasks import Limits, Task
from zvarot.writing.looks import PLAIN

CAMPAIGN = Task(Path("nowhere"), PLAIN, (), Limits(seconds=5))


def job(name: str) -> Job:
    """Return a job of which nobody here reads more than the name."""
    return Job(name, None, (Format.HTML,), None)  # type: ignore[arg-type]


class Scripted(Executor):
    """Carries tasks out as a script says, and writes down which letters travelled together."""

    def __init__(self, script: Callable[[Task], Any]) -> None:
        self.script = script
        self.tasks: list[tuple[str, ...]] = []

    def submit(self, do: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        (task,) = args
        self.tasks.append(tuple(job.name for job in task.jobs))
        future: Future[Any] = Future()
        try:
            future.set_result(self.script(task))
        except BaseException as error:
            future.set_exception(error)
        return future


def names(task: Task) -> tuple[str, ...]:
    return tuple(one.name for one in task.jobs)


def ends_at(poison: str, error: Exception) -> Callable[[Task], Any]:
    """Return a script in which one letter ends the process of whatever task it is in."""

    def run(task: Task) -> Any:
        if poison in names(task):
            raise error
        return names(task)

    return run


class Ended(Exception):
    exitcode = -9


def test_letters_travel_together_and_the_last_ones_too() -> None:
    executor = Scripted(names)
    jobs = [job(name) for name in "abcde"]
    assert sorted(outcomes(executor, CAMPAIGN, *jobs, at_once=2), key=str) == [*"abcde"]
    assert executor.tasks == [("a", "b"), ("c", "d"), ("e",)]


def test_the_letter_that_ends_its_process_costs_only_itself() -> None:
    executor = Scripted(ends_at("c", Ended()))
    found = outcomes(executor, CAMPAIGN, *[job(name) for name in "abcdef"], at_once=3)
    blamed = [one for one in found if isinstance(one, ZvarotError)]
    assert sorted(str(one) for one in found if one not in blamed) == [*"abdef"]
    assert [one.message for one in blamed] == ["the process that printed it ended in mid-letter: SIGKILL"]
    assert executor.tasks == [("a", "b", "c"), ("d", "e", "f"), ("a",), ("b",), ("c",)]


def test_where_nobody_knows_who_is_to_blame_a_letter_is_tried_again() -> None:
    times: list[str] = []

    def run(task: Task) -> Any:
        times.extend(names(task))
        if len(times) < 3:
            raise BrokenExecutor
        return names(task)

    assert [*map(str, outcomes(Scripted(run), CAMPAIGN, job("a")))] == ["a"]
    assert times == ["a", "a", "a"]


def test_a_letter_is_not_tried_for_ever() -> None:
    executor = Scripted(ends_at("a", BrokenExecutor()))
    (outcome,) = outcomes(executor, CAMPAIGN, job("a"))
    assert isinstance(outcome, ZvarotError)
    assert outcome.message == "no process that prints letters stays alive"
    assert len(executor.tasks) == 3


@dataclass
class Letter:
    job: Job


def test_a_letter_that_is_begun_is_not_printed_again() -> None:
    executor = Scripted(names)
    dispatcher: Dispatcher[Letter] = Dispatcher(executor, CAMPAIGN)
    letter, thrown_away = Letter(job("a")), job("b")
    dispatcher.begin(thrown_away)
    ((found,),) = [*dispatcher.hand_out(letter, dispatcher.begin(letter.job)), *dispatcher.finish()]
    assert (found[0], str(found[1])) == (letter, "a")
    assert executor.tasks == [("b",), ("a",)]


def test_a_letter_that_was_begun_and_lost_is_tried_again() -> None:
    times: list[str] = []

    def run(task: Task) -> Any:
        times.extend(names(task))
        if len(times) == 1:
            raise BrokenExecutor
        return names(task)

    dispatcher: Dispatcher[Letter] = Dispatcher(Scripted(run), CAMPAIGN)
    letter = Letter(job("a"))
    ((found,),) = [*dispatcher.hand_out(letter, dispatcher.begin(letter.job)), *dispatcher.finish()]
    assert (found[0], str(found[1]), times) == (letter, "a", ["a", "a"])


def test_no_more_is_under_way_than_the_workers_need() -> None:
    """However long the list is, the letters in hand stay few."""
    handed: list[int] = []

    class Counting(ThreadPoolExecutor):
        def submit(self, do: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            handed.append(1)
            return super().submit(lambda: [len(handed)] * 2)

    with Counting(2) as executor:
        dispatcher: Dispatcher[Letter] = Dispatcher(executor, CAMPAIGN, workers=2, at_once=2)
        known = 0
        for number in range(100):
            for finished in dispatcher.hand_out(Letter(job(str(number)))):
                known += len(finished)
            assert number + 1 - known <= 2 * 2 * 2 + 1
        known += sum(len(finished) for finished in dispatcher.finish())
    assert known == 100


@pytest.fixture
def workshop(base_campaign: Path) -> Workshop:
    return Workshop(base_campaign)


def test_any_executor_will_do(workshop: Workshop) -> None:
    (made,) = workshop.editions("first", ["office"])
    one = workshop.job(made, [Format.HTML])
    campaign = Task(workshop.folder / "templates", workshop.look, (), Limits())
    with ThreadPoolExecutor(1) as executor:
        (outcome,) = outcomes(executor, campaign, one)
    assert contents(outcome) == workshop.press.print(one)
