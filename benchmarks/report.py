"""Write what was measured as a page, docs/benchmarks.md, with its chart."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from benchmarks.campaign import LENGTHS
from benchmarks.chart import Row, chart, times
from benchmarks.figures import NAIVE, OURS, Figures, Memory, Run, Spread, Tool, ahead, ratios, speedup
from benchmarks.prose import HOW, LABELS, WORDS

PAGES = {letter: f"{count} page{'s' if count > 1 else ''}" for letter, count in LENGTHS.items()}
MANY = 1000
"""The letters from which on it shows what a second worker is worth."""


def write_report(figures: Figures, path: Path) -> None:
    """Write page and chart beside a file."""
    path.with_suffix(".svg").write_text(drawing(figures), encoding="utf-8")
    path.with_suffix(".md").write_text(page(figures, path.with_suffix(".svg").name), encoding="utf-8")


def drawing(figures: Figures) -> str:
    """Return the chart: how many letters each tool prints while the naive loop prints one."""
    naive = _named(figures, NAIVE)

    def row(tool: Tool) -> Row:
        bars = (
            tuple(ratios(tool, naive, letter) for letter in LENGTHS)
            if not tool.lacks
            else (None,) * len(LENGTHS)
        )
        note = f"skipped: {tool.lacks}" if tool.lacks else ""
        return Row(LABELS[tool.name], bars, note, strong=tool.name == OURS)

    title = "Letters printed while the naive WeasyPrint loop prints one, in one process"
    return chart(title, [*PAGES.values()], [row(tool) for tool in _by_speed(figures)])


def page(figures: Figures, picture: str) -> str:
    """Return the page."""
    parts = (
        _head(figures, picture),
        *_races(figures),
        *_arrived(figures),
        *_said(figures),
        *_batches(figures),
        HOW,
    )
    return "\n".join(parts)


def _head(figures: Figures, picture: str) -> str:
    versions = ", ".join(
        f"{LABELS[tool.name].partition(',')[0]} {tool.version}" for tool in _once(figures.tools)
    )
    return f"""\
# Benchmarks

What a letter costs, side by side with other tools that make PDFs; written by `make bench`, not by hand.

Measured on {figures.date}, on {figures.machine}, {figures.system}, Python {figures.python}, with {versions}.

![Bars: how many letters each tool prints while the naive loop prints one]({picture})
"""


def _once(tools: Sequence[Tool]) -> list[Tool]:
    """Return the tools that were measured, one for each version of a program."""
    return [
        *{
            (LABELS[tool.name].partition(",")[0], tool.version): tool for tool in tools if tool.version
        }.values()
    ]


# One process ----------------------------------------------------------------------------------


def _races(figures: Figures) -> Iterator[str]:
    naive = _named(figures, NAIVE)
    yield "## One process, one letter to many\n"
    yield (
        "How many letters a tool prints while the naive loop prints one: the middle of"
        f" {len(naive.courses['three-pages'].rounds)} rounds, and the least and the most.\n"
    )
    for letter, pages in PAGES.items():
        rate = 1 / median(cost.each for cost in naive.courses[letter].rounds)
        rows = [_race_row(tool, naive, letter) for tool in _by_speed(figures) if not tool.lacks]
        yield f"### {pages.capitalize()}\n"
        yield _table(("", "× the loop", "least to most", "CPU ms", "memory MB", "kB"), rows)
        yield f"The loop itself made {rate:.1f} letters a second.\n"
    if skipped := [tool for tool in figures.tools if tool.lacks]:
        yield "Skipped: " + "; ".join(f"{LABELS[tool.name]}, for {tool.lacks}" for tool in skipped) + ".\n"


def _race_row(tool: Tool, naive: Tool, letter: str) -> tuple[str, ...]:
    course, spread = tool.courses[letter], ratios(tool, naive, letter)
    cpu = 1000 * median(cost.cpu_each for cost in course.rounds)
    return (
        _label(tool), times(spread.middle), _range(spread), f"{cpu:.0f}", f"{course.memory}",
        f"{course.seen.size / 1000:.0f}",
    )  # fmt: skip


def _arrived(figures: Figures) -> Iterator[str]:
    """Yield what of a letter of three pages arrived, by the files themselves."""
    yield "## What arrives\n"
    yield (
        "The letter of three pages, as each tool's file has it. Links are those from a mark to its note and"
        " back. Cold start is one such letter from nothing, in seconds.\n"
    )
    yes = {True: "yes", False: "**no**"}
    rows = []
    for tool in _measured(figures):
        seen = tool.courses["three-pages"].seen
        cold = f"{median(tool.cold):.1f}"
        rows.append((
            _label(tool), yes[seen.tagged], ", ".join(seen.claims) or "**none**", yes[seen.running_head],
            yes[seen.page_numbers], yes[seen.readable], f"{seen.note_links}", f"{seen.pages}", cold,
        ))  # fmt: skip
    heads = (
        "",
        "tagged",
        "says it is",
        "running head",
        "page x of y",
        "figures can be read",
        "links",
        "pages",
        "cold start",
    )
    yield _table(heads, rows)


def _said(figures: Figures) -> Iterator[str]:
    yield "## What each lacks, and what it does better\n"
    rows = [(_label(tool), *WORDS[tool.name]) for tool in figures.tools]
    yield _table(("", "lacks", "does well, or better"), rows)


# Batches --------------------------------------------------------------------------------------


def _batches(figures: Figures) -> Iterator[str]:
    yield "## From ten letters to thousands\n"
    yield (
        "`zvarot batch` as a person calls it, with reading the campaign, start of the workers, ledger and"
        " manifests; three pages each, PDF only. CPU is that of all its processes.\n"
    )
    sizes = sorted({(run.letters, run.workers) for run in figures.growth})
    groups = [[run for run in figures.growth if (run.letters, run.workers) == size] for size in sizes]
    heads = ("letters", "workers", "× the loop", "least to most", "seconds", "ms a letter", "CPU ms a letter")
    yield _table(heads, [*map(_batch_row, groups)])
    for letters in sorted({letters for letters, _ in sizes if letters >= MANY}):
        spread = speedup(figures.growth, letters)
        yield (
            f"Two workers are {times(spread.middle)} times as fast as one over {letters:,} letters"
            f" ({_range(spread)}).\n"
        )
    if figures.mixed:
        yield _mixed(figures.mixed)
    if figures.memory:
        yield _memory(figures.memory)


def _batch_row(runs: Sequence[Run]) -> tuple[str, ...]:
    spread, one = ahead(runs), runs[0]
    seconds = median(run.cost.seconds for run in runs)
    cpu = median(run.cost.cpu_each for run in runs)
    return (
        f"{one.letters:,}", f"{one.workers}", times(spread.middle), _range(spread), f"{seconds:.1f}",
        f"{1000 * seconds / one.letters:.1f}", f"{1000 * cpu:.1f}",
    )  # fmt: skip


def _mixed(runs: Sequence[Run]) -> str:
    spread = ahead(runs)
    return (
        f"**Mixed:** the same letter in six languages to eight kinds of office, {runs[0].letters:,}"
        f" recipients, one worker: {times(spread.middle)} × the loop ({_range(spread)}),"
        f" {_cpu_ratio(runs)} × by CPU.\n"
    )


def _cpu_ratio(runs: Sequence[Run]) -> str:
    return times(median(run.naive.cpu_each / run.cost.cpu_each for run in runs))


def _memory(memory: Memory) -> str:
    return (
        f"**Memory:** over {memory.letters:,} letters with {memory.workers} workers, {memory.parent} MB at"
        f" most in the process that leads and {memory.worker} MB in a worker, which grew by"
        f" {memory.growth} MB after its first hundred letters.\n"
    )


# In general -------------------------------------------------------------------------------------


def _named(figures: Figures, name: str) -> Tool:
    return next(tool for tool in figures.tools if tool.name == name)


def _measured(figures: Figures) -> list[Tool]:
    return [tool for tool in figures.tools if not tool.lacks]


def _by_speed(figures: Figures) -> list[Tool]:
    """Return the tools, the fastest with three pages first, those that were skipped last."""
    naive = _named(figures, NAIVE)

    def slowness(tool: Tool) -> float:
        return 0 if tool.lacks else -ratios(tool, naive, "three-pages").middle

    return sorted(figures.tools, key=slowness)


def _label(tool: Tool) -> str:
    return f"**{LABELS[tool.name]}**" if tool.name == OURS else LABELS[tool.name]


def _range(spread: Spread) -> str:
    return f"{times(spread.least)} to {times(spread.most)}"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---", *["---"] * (len(heads) - 1)], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
