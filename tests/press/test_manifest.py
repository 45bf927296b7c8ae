"""The manifest lists finished files for those who print and post them, and every spreadsheet can open it."""

import csv
import json
import os
import stat
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, repeat
from pathlib import Path

import pytest

from zvarot.findings import WrongUse
from zvarot.press.ledger import Entry, FileEntry, Ledger
from zvarot.press.manifest import COLUMNS, write_manifest

OFFICE = Entry(
    "first/office.en",
    "first",
    "office",
    "en",
    "0f" * 32,
    "2026-11-22T14:03:59Z",
    (FileEntry("pdf", "ab" * 32, 12345, 2), FileEntry("html", "cd" * 32, 678, 0)),
    (),
    (),
)
OTHER = replace(OFFICE, name="first/other.de", recipient="other", language="de", files=OFFICE.files[:1])


def members(folder: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads((folder / "manifest.json").read_bytes())
    return found


def test_each_file_has_its_line(tmp_path: Path) -> None:
    paths = write_manifest(tmp_path, [OFFICE, OTHER])
    assert paths == (tmp_path / "manifest.csv", tmp_path / "manifest.json")
    assert paths[0].read_bytes().decode("ascii").split("\r\n") == [
        "letter,recipient,language,format,pages,file,sha256,bytes",
        f"first,office,en,html,0,first/office.en.html,{'cd' * 32},678",
        f"first,office,en,pdf,2,first/office.en.pdf,{'ab' * 32},12345",
        f"first,other,de,pdf,2,first/other.de.pdf,{'ab' * 32},12345",
        "",
    ]


def test_both_manifests_say_the_same(tmp_path: Path) -> None:
    write_manifest(tmp_path, [OFFICE, OTHER])
    with (tmp_path / "manifest.csv").open(newline="") as file:
        table = [*csv.DictReader(file)]
    assert [{name: str(value) for name, value in one.items()} for one in members(tmp_path)] == table
    assert {tuple(one) for one in members(tmp_path)} == {COLUMNS}
    assert [one["pages"] for one in members(tmp_path)] == [0, 2, 2]


def test_only_the_letters_that_are_named_are_listed(tmp_path: Path) -> None:
    write_manifest(tmp_path, [OFFICE, OTHER], {"first/other.de", "first/unknown.de"})
    assert [one["file"] for one in members(tmp_path)] == ["first/other.de.pdf"]


def test_a_manifest_of_no_letters_is_empty_and_can_be_read(tmp_path: Path) -> None:
    write_manifest(tmp_path, [])
    assert (tmp_path / "manifest.csv").read_bytes() == ",".join(COLUMNS).encode() + b"\r\n"
    assert members(tmp_path) == []


def test_a_stopped_letter_is_not_listed(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.record([OFFICE, OTHER])
        ledger.stop([OFFICE.name])
        write_manifest(tmp_path, ledger.entries())
    assert [one["recipient"] for one in members(tmp_path)] == ["other"]


def test_the_same_letters_give_the_same_bytes_whenever_and_in_whatever_order_they_were_made(
    tmp_path: Path,
) -> None:
    written = []
    later = replace(OFFICE, made="2027-01-01T00:00:00Z", files=OFFICE.files[::-1])
    for number, entries in enumerate(([OFFICE, OTHER], [OTHER, later])):
        folder = tmp_path / str(number)
        with Ledger(folder) as ledger:
            ledger.record(entries)
            written.append([path.read_bytes() for path in write_manifest(folder, ledger.entries())])
    assert written[0] == written[1]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_is_a_formula_whatever_an_id_may_be(tmp_path: Path, sign: str) -> None:
    id = f'{sign}HYPERLINK("https://example.org"),x'
    write_manifest(tmp_path, [replace(OTHER, name=f"{id}/x", letter=id, recipient=id, language=id)])
    with (tmp_path / "manifest.csv").open(newline="") as file:
        _, line = csv.reader(file)
    assert line[:3] == [f"'{id}"] * 3
    assert line[5] == f"'{id}/x.pdf"
    assert members(tmp_path)[0]["letter"] == id


@pytest.mark.skipif(os.name != "posix", reason="Windows has other permissions")
def test_nobody_else_can_read_to_whom_letters_go(tmp_path: Path) -> None:
    paths = write_manifest(tmp_path, [OFFICE])
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths} == {0o600}


def test_a_manifest_that_cannot_be_finished_leaves_the_old_ones(tmp_path: Path) -> None:
    def breaking() -> Iterator[Entry]:
        yield OTHER
        raise WrongUse("the ledger is gone")

    before = [path.read_bytes() for path in write_manifest(tmp_path, [OFFICE])]
    with pytest.raises(WrongUse, match="the ledger is gone"):
        write_manifest(tmp_path, breaking())
    assert [(tmp_path / f"manifest.{one}").read_bytes() for one in ("csv", "json")] == before
    assert len([*tmp_path.iterdir()]) == 2


def test_many_letters_need_no_more_memory_than_a_few(tmp_path: Path) -> None:
    def memory(count: int) -> int:
        tracemalloc.start()
        write_manifest(tmp_path, chain.from_iterable(repeat((OFFICE, OTHER), count // 2)))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    few = memory(200)
    assert memory(20_000) < 2 * few
    assert (tmp_path / "manifest.csv").read_bytes().count(b"\r\n") == 1 + 30_000
