"""The ledger holds whole lines only, whatever happens, and tells nothing that a letter withholds."""

import copy
import datetime as dt
import os
import sqlite3
import stat
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

import pytest

from zvarot.case.campaign import Waiver
from zvarot.case.plain import as_data, told_otherwise
from zvarot.findings import Finding, Place, Severity, WrongUse, ZvarotError
from zvarot.press.knowing import Reader
from zvarot.press.ledger import Entry, FileEntry, Ledger
from zvarot.press.manifest import write_manifest
from zvarot.press.printing import Format
from zvarot.press.production import Workshop
from zvarot.press.tasks import File
from zvarot.press.veiling import other_secrets

FOUND = Finding("stale-figure", Severity.WARNING, "A figure is «old»", "Count anew.", None, "searches")
WAIVER = Waiver(
    rule="stale-figure", on="searches", by="Invented", why="nobody counts", until=dt.date(2025, 1, 2)
)
FILES = (FileEntry("pdf", "ab" * 32, 12345, 2), FileEntry("html", "cd" * 32, 678, 0))
ENTRY = Entry(
    "first/office.en", "first", "office", "en", "0f" * 32, "2026-11-22T14:03:59Z", FILES, (FOUND,), (WAIVER,)
)


def lines(count: int, word: str = "") -> Iterator[Entry]:
    """Make lines of so many letters; the recipient's id says of which run they are."""
    return (
        replace(ENTRY, name=f"first/office-{number:06}.en", recipient=f"office{word}")
        for number in range(count)
    )


def modes(folder: Path) -> dict[str, int]:
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}


# What is noted ----------------------------------------------------------------------------------


def test_a_line_comes_back_as_it_was_noted(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.record([ENTRY])
    with Ledger(tmp_path, create=False) as ledger:
        assert ledger.entry("first/office.en") == ENTRY
        assert ledger.entry("first/other.en") is None
        assert ledger.digests() == {"first/office.en": "0f" * 32}


def test_a_letter_that_is_made_again_has_one_line_still(tmp_path: Path) -> None:
    again = replace(ENTRY, digest="11" * 32, made="2026-11-23T01:00:00Z", files=FILES[:1], findings=())
    with Ledger(tmp_path) as ledger:
        ledger.record([ENTRY])
        ledger.record([again])
        assert [*ledger.entries()] == [again]


def test_lines_are_read_in_order_of_name_however_many_there_are(tmp_path: Path) -> None:
    noted = [*lines(2500)]
    with Ledger(tmp_path) as ledger:
        ledger.record(reversed(noted))
        assert [*ledger.entries()] == noted


def test_a_reader_that_goes_away_or_writes_between_disturbs_nothing(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.record(lines(1500))
        reading = ledger.entries()
        for _ in range(1200):
            ledger.stop([next(reading).name])
        assert len(ledger.digests()) == 300
    assert [*modes(tmp_path)] == ["ledger.sqlite"]


def test_a_stopped_letter_may_not_leave_until_it_is_made_again(tmp_path: Path) -> None:
    other = replace(ENTRY, name="first/other.en")
    with Ledger(tmp_path) as ledger:
        ledger.record([ENTRY, other])
        ledger.stop(["first/office.en", "first/never-made.en"])
        assert [*ledger.entries()] == [other]
        assert [*ledger.entries(stopped=True)] == [ENTRY]
        assert (ledger.entry("first/office.en"), [*ledger.digests()]) == (None, ["first/other.en"])
        ledger.record([ENTRY])
        assert [*ledger.entries()] == [ENTRY, other]
        assert [*ledger.entries(stopped=True)] == []


def test_a_place_is_never_noted(tmp_path: Path) -> None:
    """Its number would tell how much stands above it that the reader may not learn."""
    placed = replace(FOUND, place=Place("case.yaml", 48151, 6, "Invented Relativeson"))
    with Ledger(tmp_path) as ledger:
        ledger.record([replace(ENTRY, findings=(placed,))])
        assert [*ledger.entries()] == [ENTRY]
    noted = (tmp_path / "ledger.sqlite").read_bytes()
    assert b"48151" not in noted
    assert b"Relativeson" not in noted


def test_what_was_replaced_lingers_nowhere(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.record(
            replace(one, findings=(replace(FOUND, message="forgetful " * 50),)) for one in lines(50)
        )
    assert b"forgetful" in (tmp_path / "ledger.sqlite").read_bytes()
    with Ledger(tmp_path) as ledger:
        ledger.record(replace(one, findings=()) for one in lines(50))
    assert [*modes(tmp_path)] == ["ledger.sqlite"]
    assert b"forgetful" not in (tmp_path / "ledger.sqlite").read_bytes()


@pytest.mark.skipif(os.name != "posix", reason="Windows has other permissions")
def test_nobody_else_can_read_the_ledger_or_what_stands_beside_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with Ledger(tmp_path / "a" / "output") as ledger:
            ledger.record([ENTRY])
            assert modes(ledger.path.parent) == {"ledger.sqlite": 0o600, "ledger.sqlite-wal": 0o600}
    finally:
        os.umask(before)


def test_a_folder_may_have_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "50% off? #1 лист"
    with Ledger(folder) as ledger:
        ledger.record([ENTRY])
    assert [*modes(folder)] == ["ledger.sqlite"]


def test_a_hundred_thousand_digests_are_read_quickly_and_fit_in_little_memory(
    tmp_path: Path, tell: Callable[[str], None]
) -> None:
    with Ledger(tmp_path) as ledger:
        start = perf_counter()
        ledger.record(lines(100_000))
        noted = perf_counter()
        assert len(ledger.digests()) == 100_000
        read = perf_counter()
        tracemalloc.start()
        digests = ledger.digests()
        memory = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert len(digests) == 100_000
    tell(f"ledger: 100,000 lines noted in {noted - start:.1f} s, digests read in {read - noted:.2f} s")
    assert read - noted < (noted - start) / 4
    assert memory < 40_000_000


# What a letter withholds --------------------------------------------------------------------------


def twin(workshop: Workshop, seed: str) -> Workshop:
    """Return a campaign that differs only in what the reader of its letter may not learn."""
    (made,) = workshop.editions("first", ["all"])
    case, plan = as_data(workshop.dossier.case), as_data(made.plan)
    reader = Reader(case, made.audience, made.language)
    other = copy.copy(workshop)
    other.dossier = told_otherwise(workshop.dossier, *other_secrets(case, plan, reader, Random(seed)))
    return other


def noted(workshop: Workshop, folder: Path) -> dict[str, bytes]:
    """Make a campaign's letter, note it, and return the ledger and the manifests."""
    (made,) = workshop.editions("first", ["all"])
    prepared = workshop.prepare(made, [Format.HTML])
    file = File(workshop.press.print(prepared.job)[Format.HTML], 0)
    entry = replace(
        ENTRY,
        digest=prepared.digest,
        files=(FileEntry("html", file.sha256, len(file.content), file.pages),),
        findings=prepared.findings,
        waivers=prepared.waivers,
    )
    with Ledger(folder) as ledger:
        ledger.record([entry])
        write_manifest(folder, ledger.entries())
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_ledger_and_manifests_do_not_depend_on_what_is_withheld(base_campaign: Path, tmp_path: Path) -> None:
    workshop = Workshop(base_campaign)
    own = noted(workshop, tmp_path / "own")
    assert {*own} == {"ledger.sqlite", "manifest.csv", "manifest.json"}
    cases = {repr(workshop.dossier.case)}
    for number in range(10):
        other = twin(workshop, f"{number}")
        cases.add(repr(other.dossier.case))
        assert noted(other, tmp_path / f"{number}") == own
    assert len(cases) > 8


# Another run, another file ------------------------------------------------------------------------

HOLD = """
import pathlib, sys
from zvarot.press.ledger import Ledger
with Ledger(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_run_is_told_at_once_and_a_killed_one_is_forgotten(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout
        assert other.stdout.readline() == b"held\n"
        for create in (True, False):
            with pytest.raises(WrongUse, match=f"another zvarot writes to {tmp_path}"):
                Ledger(tmp_path, create)
        other.kill()
        other.wait()
    with Ledger(tmp_path) as ledger:
        ledger.record([ENTRY])


def test_two_runs_in_one_process_do_not_share_a_ledger_either(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        with pytest.raises(WrongUse, match="another zvarot writes to"):
            Ledger(tmp_path)
        ledger.record([ENTRY])
    with Ledger(tmp_path) as ledger:
        assert [*ledger.entries()] == [ENTRY]


@pytest.mark.parametrize("found", [None, b""])
def test_where_no_ledger_is_none_is_made_unless_asked_for(tmp_path: Path, found: bytes | None) -> None:
    if found is not None:
        (tmp_path / "ledger.sqlite").write_bytes(found)
    before = modes(tmp_path)
    with pytest.raises(WrongUse, match=f"there is no ledger in {tmp_path}") as raised:
        Ledger(tmp_path, create=False)
    assert "zvarot batch" in raised.value.help
    assert modes(tmp_path) == before


def test_an_empty_file_that_a_killed_run_left_becomes_a_ledger(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").touch()
    with Ledger(tmp_path) as ledger:
        ledger.record([ENTRY])
        assert len(ledger.digests()) == 1


def letter_to_mother(path: Path) -> None:
    path.write_text("Dear mother, this is no ledger.\n" * 100)


def other_database(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE letter (name TEXT)")
    database.close()


def torn(path: Path) -> None:
    shelf(path)
    path.write_bytes(path.read_bytes()[:9000])


def overwritten_in_the_middle(path: Path) -> None:
    shelf(path)
    content = bytearray(path.read_bytes())
    content[4096 : 4096 * 3] = b"\xff" * 4096 * 2
    path.write_bytes(content)


def shelf(path: Path) -> None:
    """Make a ledger of some pages."""
    with Ledger(path.parent) as ledger:
        ledger.record(lines(200))


@pytest.mark.parametrize("create", [True, False])
@pytest.mark.parametrize("damage", [letter_to_mother, other_database, torn, overwritten_in_the_middle])
def test_a_damaged_or_foreign_file_is_refused_and_left_as_it_is(
    tmp_path: Path, damage: Callable[[Path], None], create: bool
) -> None:
    path = tmp_path / "ledger.sqlite"
    damage(path)
    before = path.read_bytes()
    with pytest.raises(WrongUse, match=f"{path} is damaged, or is no ledger of zvarot") as raised:
        Ledger(tmp_path, create)
    assert "left as it is" in raised.value.help
    assert path.read_bytes() == before
    assert [*modes(tmp_path)] == ["ledger.sqlite"]


def changed(folder: Path, statement: str) -> Path:
    """Note a letter, and change the ledger from outside."""
    with Ledger(folder) as ledger:
        ledger.record([ENTRY])
    with sqlite3.connect(ledger.path) as database:
        database.execute(statement)
    database.close()
    return ledger.path


def test_a_ledger_of_a_newer_zvarot_is_refused(tmp_path: Path) -> None:
    path = changed(tmp_path, "PRAGMA user_version = 2")
    before = path.read_bytes()
    with pytest.raises(WrongUse, match=f"{path} was written by a newer zvarot"):
        Ledger(tmp_path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE letter SET files = 'nonsense'",
        "UPDATE letter SET files = '[{}]'",
        "UPDATE letter SET findings = '[[1]]'",
        'UPDATE letter SET findings = \'[["", "fatal", "", "", ""]]\'',
        'UPDATE letter SET waivers = \'[["a", "b", "c", "d", "never"]]\'',
        "UPDATE letter SET name = CAST(x'ff' AS TEXT)",
        "DROP TABLE letter",
    ],
)
def test_a_line_that_cannot_be_read_is_damage_and_not_a_crash(tmp_path: Path, statement: str) -> None:
    changed(tmp_path, statement)
    with Ledger(tmp_path) as ledger, pytest.raises(WrongUse, match="is damaged, or is no ledger of zvarot"):
        [*ledger.entries()]


def test_a_fault_of_the_program_is_not_said_to_be_one_of_the_file(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.record([ENTRY])
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        ledger.digests()


# Disks --------------------------------------------------------------------------------------------

ELSEWHERE = """
import itertools, os, pathlib, resource, shutil, sys
from collections import Counter
from zvarot.findings import ZvarotError
from zvarot.press.ledger import Entry, Ledger

def lines(count, word):
    for number in range(count):
        yield Entry(f"first/office-{number:04}.en", "first", "office", "en", word, word * 200, (), (), ())

folder = pathlib.Path(sys.argv[1])
"""

SMALL_DISK = (
    ELSEWHERE
    + """
def limited(size, folder):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))
    try:
        with Ledger(folder) as ledger:
            ledger.record(lines(100, "new"))
    except ZvarotError as error:
        return f"{error.exit_code}: {error.message}"
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

with Ledger(folder / "old") as ledger:
    ledger.record(lines(100, "old"))
_, most = resource.getrlimit(resource.RLIMIT_FSIZE)
for size, word in itertools.product(range(1000, 200_000, 2000), ("old", "")):
    there = folder / f"{word}{size}"
    if word:
        shutil.copytree(folder / word, there)
    said = limited(size, there)
    with Ledger(there) as ledger:
        held = dict(Counter(ledger.digests().values()))
    assert held == ({word: 100} if word else {}) if said else {"new": 100}, (size, word, said, held)
    assert said in (None, f"1: cannot write {there / 'ledger.sqlite'}: disk I/O error"), said
    print("failed" if said else "noted")
"""
)

KILLED = (
    ELSEWHERE
    + """
def told(lines):
    for line in lines:
        yield line
        os.write(writing, b".")

for round in range(20):
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        with Ledger(folder) as ledger:
            for number in itertools.count():
                ledger.record(told(lines(50, f"{round} {number}")))
    os.close(writing)
    told_of = 51 + 17 * round
    for _ in range(told_of):
        os.read(reading, 1)
    os.kill(child, 9)
    os.waitpid(child, 0)
    os.close(reading)
    with Ledger(folder) as ledger:
        ((word, count),) = Counter(ledger.digests().values()).items()
        assert len([*ledger.entries()]) == count == 50, count
    of_round, number = map(int, word.split())
    assert of_round == round and number >= (told_of - 1) // 50 - 1, (word, told_of)
    print(number)
"""
)

READ_ONLY = (
    ELSEWHERE
    + """
os.getuid() or os.setuid(65534)
for create in (False, True):
    try:
        with Ledger(folder, create) as ledger:
            print(len(ledger.digests()))
            ledger.record(lines(1, "new"))
    except ZvarotError as error:
        print(f"{error.exit_code}: {error.message}")
"""
)


def elsewhere(script: str, folder: Path) -> list[str]:
    """Run a script in another process, and return the lines that it prints."""
    command = [sys.executable, "-c", script, str(folder)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout.splitlines()


@pytest.mark.skipif(os.name != "posix", reason="only POSIX limits the size of files")
def test_each_write_that_fails_leaves_what_was_noted_and_no_half(tmp_path: Path) -> None:
    outcomes = elsewhere(SMALL_DISK, tmp_path)
    assert min(outcomes.count("failed"), outcomes.count("noted")) > 30


@pytest.mark.skipif(os.name != "posix", reason="Windows forks no processes")
def test_a_run_that_is_killed_in_the_middle_leaves_whole_lines_only(tmp_path: Path) -> None:
    assert len(elsewhere(KILLED, tmp_path)) == 20


@pytest.fixture
def for_everybody() -> Iterator[Path]:
    """A folder with a ledger that everybody may read and nobody write, but the administrator."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        with Ledger(folder) as ledger:
            ledger.record(lines(3))
        ledger.path.chmod(0o444)
        folder.chmod(0o555)
        yield folder
        folder.chmod(0o755)


@pytest.mark.skipif(os.name != "posix", reason="Windows has other permissions")
def test_a_ledger_that_cannot_be_written_can_be_read_and_nothing_more(for_everybody: Path) -> None:
    path = for_everybody / "ledger.sqlite"
    assert elsewhere(READ_ONLY, for_everybody) == [
        "3",
        f"2: cannot use {path}: attempt to write a readonly database",
        f"2: cannot use {path}: it cannot be written to",
    ]


@pytest.mark.skipif(os.name != "posix", reason="Windows has other permissions")
def test_a_ledger_that_may_not_be_read_is_no_damaged_one(for_everybody: Path) -> None:
    path = for_everybody / "ledger.sqlite"
    path.chmod(0)
    assert elsewhere(READ_ONLY, for_everybody) == [
        f"2: cannot use {path}: unable to open database file",
        f"2: cannot use {path}: it cannot be written to",
    ]


@pytest.mark.skipif(os.name != "posix", reason="Windows has other permissions")
def test_a_ledger_with_a_journal_that_cannot_be_read_in_is_not_read_without_it(for_everybody: Path) -> None:
    for_everybody.chmod(0o755)
    (for_everybody / "ledger.sqlite-wal").touch()
    for_everybody.chmod(0o555)
    said = elsewhere(READ_ONLY, for_everybody)[0]
    assert (
        said
        == f"2: {for_everybody / 'ledger.sqlite'} was left in the middle of a run, and cannot be written to"
    )


def test_a_file_in_place_of_the_folder_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "output").touch()
    with pytest.raises(WrongUse, match=f"{tmp_path / 'output'} is no folder") as raised:
        Ledger(tmp_path / "output")
    assert "--output" in raised.value.help


def test_lines_that_are_cut_short_by_their_maker_are_not_noted_at_all(tmp_path: Path) -> None:
    def breaking() -> Iterator[Entry]:
        yield from lines(3)
        raise KeyboardInterrupt

    with Ledger(tmp_path) as ledger:
        ledger.record([ENTRY])
        with pytest.raises(KeyboardInterrupt):
            ledger.record(breaking())
        assert [*ledger.entries()] == [ENTRY]


def test_a_full_disk_is_said_and_nothing_that_was_noted_is_lost(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.record(lines(20))
        # SQLite takes this bound for the end of the disk.
        ledger._ask("max_page_count = 12")
        with pytest.raises(
            ZvarotError, match=f"cannot write {ledger.path}: database or disk is full"
        ) as full:
            ledger.record(lines(400, "-later"))
        assert (full.value.exit_code, "Make room on the disk" in full.value.help) == (1, True)
        assert [*ledger.entries()] == [*lines(20)]
        ledger._ask("max_page_count = 100000")
        ledger.record(lines(400, "-later"))
    with Ledger(tmp_path) as ledger:
        assert [*ledger.entries()] == [*lines(400, "-later")]
