"""Change the gate and the last look in small ways, one at a time, and see that a test notices each change.

`make mutants` runs it. What mutmut may change, and by which tests, stands in pyproject.toml. A change that
no test can notice stands in survivors.txt, with the reason above it.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
NEEDED = ("src", "tests", "templates", "examples")
LISTED = ROOT / "tests" / "survivors.txt"
MIN_SCORE = 90
"""Percent of all changes that have to be noticed."""
NOTICED = {"killed", "timeout"}


def main(folder: Path) -> None:
    """Try all changes on a copy of the code in a folder; stop with what is wrong with the outcome."""
    copy(folder)
    mutmut(folder, "run", "--max-children", "1", quiet=False)
    lines = mutmut(folder, "results", "--all", "true").splitlines()
    outcome = dict(line.strip().rsplit(": ", 1) for line in lines)
    unnoticed = {change(folder, name) for name, status in outcome.items() if status not in NOTICED}
    share = 100 * sum(status in NOTICED for status in outcome.values()) / max(len(outcome), 1)
    sys.stdout.write(f"{share:.1f} % of {len(outcome)} changes are noticed\n")
    if wrong := faults(share, unnoticed, listed(LISTED.read_text(encoding="utf-8"))):
        sys.exit("\n\n".join(wrong))


def copy(folder: Path) -> None:
    """Copy what the tests need into a folder of their own, in place of what was there."""
    shutil.rmtree(folder, ignore_errors=True)
    for name in NEEDED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)


def mutmut(folder: Path, *words: str, quiet: bool = True) -> str:
    """Run mutmut in a folder, and return what it says unless it says so at once."""
    command = [str(Path(sys.executable).with_name("mutmut")), *words]
    result = subprocess.run(
        command, cwd=folder, text=True, check=True, stdout=subprocess.PIPE if quiet else None
    )
    return result.stdout or ""


def change(folder: Path, name: str) -> str:
    """Return a change as survivors.txt has it: the function, the line before, the line after.

    mutmut numbers the changes of a function; a number would be another one after the next edit.
    """
    function = re.sub(r"__mutmut_\d+$", "", name).replace(".xǁ", ".").replace("ǁ", ".").replace(".x_", ".")
    differences = mutmut(folder, "show", name).partition("@@")[2].splitlines()[1:]
    return "\n".join([function, *(line for line in differences if line[:1] in ("-", "+"))])


def listed(text: str) -> set[str]:
    """Return the changes of survivors.txt; each needs a reason."""
    found = set()
    for paragraph in text.strip().split("\n\n"):
        lines = paragraph.splitlines()
        words = [line for line in lines if not line.startswith("#")]
        if words and len(words) == len(lines):
            sys.exit(f"{LISTED.name} says no reason for\n{paragraph}")
        found.add("\n".join(words))
    return found - {""}


def faults(share: float, unnoticed: set[str], known: set[str]) -> list[str]:
    """Return what is wrong: too few changes noticed, one that is not in the list, one that should not be."""
    few = [f"At least {MIN_SCORE} % of the changes have to be noticed."] if share < MIN_SCORE else []
    new = [
        f"No test notices this change; write one, or say in {LISTED.name} why not:\n{one}"
        for one in sorted(unnoticed - known)
    ]
    old = [
        f"{LISTED.name} has a change that is noticed, or not made any more:\n{one}"
        for one in sorted(known - unnoticed)
    ]
    return few + new + old


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
