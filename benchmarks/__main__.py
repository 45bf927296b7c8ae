"""The benchmark: it measures, and writes docs/benchmarks.json, .md and .svg. `make bench` runs it."""

import argparse
import tempfile
from pathlib import Path

from benchmarks.bench import Bench, say
from benchmarks.figures import read_figures, write_figures
from benchmarks.report import write_report

FIGURES = Path(__file__).parents[1] / "docs" / "benchmarks.json"


def main() -> None:
    """Measure and write, or only write anew what was measured before."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="how often all is measured")
    parser.add_argument("--letters", type=int, default=10_000, help="the letters of the largest batch")
    parser.add_argument("--again", action="store_true", help="measure nothing, write page and chart anew")
    parser.add_argument(
        "--into", type=Path, default=FIGURES, help="the figures; page and chart lie beside them"
    )
    asked = parser.parse_args()
    if not asked.again:
        with tempfile.TemporaryDirectory(prefix="zvarot-benchmark-") as folder:
            write_figures(Bench(Path(folder), asked.rounds, asked.letters).run(), asked.into)
    write_report(read_figures(asked.into), asked.into)
    say(f"written: {asked.into.with_suffix('.md')}")


if __name__ == "__main__":
    main()
