"""What was changed, lost, added or stopped in an output folder is named, and nothing else."""

import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest

from zvarot.findings import Severity
from zvarot.press import verifying
from zvarot.press.batches import Batch, Order
from zvarot.press.ledger import Entry, FileEntry, Ledger
from zvarot.press.manifest import write_manifest
from zvarot.press.printing import Format
from zvarot.press.production import Workshop
from zvarot.press.verifying import Flaw

BASE = Path(__file__).parents[1] / "broken" / "base"
OFFICES = ("office", "second", "third")
MADE = "2026-11-22T14:03:59+00:00"
AGAIN = "make it again: zvarot batch first --force --to"


def campaign_of_three(folder: Path) -> Path:
    """Write a campaign with one letter to three offices."""
    shutil.copytree(BASE, folder)
    offices, plan = folder / "recipients.yaml", folder / "campaign.yaml"
    head, office = offices.read_text(encoding="utf-8").split("recipients:\n")
    all_offices = "".join(office.replace("id: office", f"id: {id}") for id in OFFICES)
    offices.write_text(f"{head}recipients:\n{all_offices}", encoding="utf-8")
    words = plan.read_text(encoding="utf-8")
    plan.write_text(words.replace("[office]", f"[{', '.join(OFFICES)}]"), encoding="utf-8")
    return folder


def make_letters(campaign: Path, output: Path, *formats: Format) -> None:
    """Make all letters of a campaign, as `zvarot batch` does."""
    workshop = Workshop(campaign)
    with ThreadPoolExecutor(1) as executor, Ledger(output) as ledger:
        run = Batch(workshop, executor, ledger, Order(output, formats, MADE))
        results = [*run.run(workshop.editions("first", ["all"]))]
        write_manifest(output, ledger.entries())
    assert [result.status for result in results] == ["made"] * 3


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder as a batch of HTML leaves it."""
    folder = tmp_path_factory.mktemp("finished")
    make_letters(campaign_of_three(folder / "campaign"), folder / "output", Format.HTML)
    return folder / "output"


@pytest.fixture
def output(finished: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    return Path(shutil.copytree(finished, tmp_path / "output"))


def verify(output: Path) -> list[str]:
    """Return what is wrong as a person reads it."""
    with Ledger(output, create=False) as ledger:
        return [str(flaw) for flaw in verifying.verify(ledger)]


def test_nothing_is_wrong_with_letters_as_they_were_made(output: Path) -> None:
    assert sorted(path.name for path in (output / "first").iterdir()) == [f"{id}.en.html" for id in OFFICES]
    (output / "README.md").write_text("Letters land here.")
    (output / "all.pdf").write_text("All letters in one file.")
    before = {path: path.read_bytes() for path in output.rglob("*") if path.is_file()}
    assert verify(output) == []
    assert {path: path.read_bytes() for path in output.rglob("*") if path.is_file()} == before


def test_pdfs_are_held_against_the_ledger_too(tmp_path: Path) -> None:
    campaign, output = campaign_of_three(tmp_path / "campaign"), tmp_path / "output"
    make_letters(campaign, output, Format.PDF, Format.HTML)
    assert verify(output) == []
    pdf = output / "first" / "second.en.pdf"
    pdf.write_bytes(pdf.read_bytes().replace(b"%PDF-1.7", b"%PDF-1.6"))
    assert verify(output) == [
        "changed    first/second.en.pdf: not what zvarot made on 2026-11-22 14:03 UTC. "
        f"If nobody meant to change it, {AGAIN} second"
    ]


# Letters ----------------------------------------------------------------------------------------


def one_byte_more(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n")


def one_byte_other(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"<", b">", 1))


def nothing_in_it(path: Path) -> None:
    path.write_bytes(b"")


def link_to_the_same(path: Path) -> None:
    path.rename(path.parents[1] / "elsewhere.html")
    path.symlink_to(path.parents[1] / "elsewhere.html")


def folder_in_its_place(path: Path) -> None:
    path.unlink()
    path.mkdir()


def pipe_that_nobody_writes_to(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


CHANGES = [one_byte_more, one_byte_other, nothing_in_it, folder_in_its_place]
if os.name == "posix":
    CHANGES += [link_to_the_same, pipe_that_nobody_writes_to]


@pytest.mark.parametrize("change", CHANGES)
def test_a_file_that_was_changed_is_named_with_what_to_do(
    output: Path, change: Callable[[Path], None]
) -> None:
    change(output / "first" / "second.en.html")
    assert verify(output) == [
        "changed    first/second.en.html: not what zvarot made on 2026-11-22 14:03 UTC. "
        f"If nobody meant to change it, {AGAIN} second"
    ]


def test_a_file_that_is_gone_is_named(output: Path) -> None:
    (output / "first" / "third.en.html").unlink()
    assert verify(output) == [
        "lost       first/third.en.html: zvarot made it on 2026-11-22 14:03 UTC, and it is gone. "
        f"If nobody meant to delete it, {AGAIN} third"
    ]


def test_a_folder_that_is_gone_is_every_letter_lost(output: Path) -> None:
    shutil.rmtree(output / "first")
    assert [line.split(":")[0] for line in verify(output)] == [
        f"lost       first/{id}.en.html" for id in OFFICES
    ]


def test_a_disk_that_cannot_be_read_is_not_an_unchanged_letter(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("hashlib.file_digest", fail)
    assert verify(output) == [
        f"unreadable first/{id}.en.html: it cannot be read: Input/output error. "
        "Look at its permissions, and at the disk."
        for id in OFFICES
    ]


def test_two_letters_in_each_others_place_are_both_changed(tmp_path: Path) -> None:
    names = ["first/office.en.html", "first/second.en.html"]
    entries = [
        Entry(name[:-5], "first", name[6:-8], "en", "", MADE, (_file(name),), (), ()) for name in names
    ]
    with Ledger(tmp_path) as ledger:
        ledger.record(entries)
        write_manifest(tmp_path, ledger.entries())
    (tmp_path / "first").mkdir()
    for name, other in zip(names, reversed(names), strict=True):
        (tmp_path / name).write_text(other[6:10])
    assert [line.split(":")[0] for line in verify(tmp_path)] == [f"changed    {name}" for name in names]
    for name in names:
        (tmp_path / name).write_text(name[6:10])
    assert verify(tmp_path) == []


@pytest.mark.skipif(os.name != "posix", reason="Windows asks for a right to make links")
def test_a_link_is_not_the_letter_though_size_and_content_are_the_same(tmp_path: Path) -> None:
    name = "first/copy.en.html"
    with Ledger(tmp_path) as ledger:
        ledger.record([Entry(name[:-5], "first", "copy", "en", "", MADE, (_file(name),), (), ())])
        write_manifest(tmp_path, ledger.entries())
    (tmp_path / "first").mkdir()
    (tmp_path / "first" / "copy").write_text("copy")
    (tmp_path / name).symlink_to("copy")
    assert [line.split(":")[0] for line in verify(tmp_path)] == [
        f"changed    {name}",
        "added      first/copy",
    ]


def _file(name: str) -> FileEntry:
    """Return what the ledger says of a file that holds four letters of its own name."""
    return FileEntry("html", sha256(name[6:10].encode()).hexdigest(), 4, 0)


def test_a_stopped_letter_that_still_lies_there_is_to_be_deleted(output: Path) -> None:
    with Ledger(output) as ledger:
        ledger.stop(["first/second.en"])
        write_manifest(output, ledger.entries())
    assert verify(output) == [
        "stopped    first/second.en.html: made on 2026-11-22 14:03 UTC, but a later run stopped it, or the "
        "campaign plans it no longer: this letter may not leave any more. Delete it."
    ]
    (output / "first" / "second.en.html").unlink()
    assert verify(output) == []


def test_a_file_of_another_hand_in_a_folder_of_letters_is_named(output: Path) -> None:
    folder = output / "first"
    (folder / "deep").mkdir()
    for path in (folder / "copy of office.en.html", folder / "office.en.pdf", folder / "deep" / "x"):
        path.touch()
    assert verify(output) == [
        f"added      first/{name}: zvarot has no note of making it. Do not send it. "
        "Delete it, unless you know what it is."
        for name in ("copy of office.en.html", "deep/x", "office.en.pdf")
    ]


@pytest.mark.skipif(os.name != "posix", reason="Windows asks for a right to make links")
def test_a_link_to_a_folder_is_named_and_not_followed(output: Path) -> None:
    (output / "first" / "home").symlink_to(Path.home())
    assert [line.split(":")[0] for line in verify(output)] == ["added      first/home"]


@pytest.mark.skipif(os.name != "posix", reason="Windows allows no such names")
def test_the_name_of_a_file_cannot_play_with_the_terminal(output: Path) -> None:
    for name in (b"\x1b[2Jall is well\n", b"\xff.html", "\u202efdp.html".encode()):
        (output / "first" / os.fsdecode(name)).touch()
    lines = verify(output)
    assert len(lines) == 3
    assert all(line.isprintable() and line.startswith("added      first/") for line in lines)


def test_what_an_interrupted_run_left_is_named_and_no_error(output: Path) -> None:
    (output / "first" / ".zvarot-0123456789abcdef.part").touch()
    with Ledger(output) as ledger:
        (flaw,) = verifying.verify(ledger)
    assert (flaw.kind, flaw.file) == ("unfinished", "first/.zvarot-0123456789abcdef.part")
    assert flaw.severity is Severity.WARNING
    assert Flaw("", "", "").severity is Severity.ERROR


# Manifests --------------------------------------------------------------------------------------

MANIFESTS = ("manifest.csv", "manifest.json")


@pytest.mark.parametrize("name", MANIFESTS)
@pytest.mark.parametrize(("before", "after"), [(b"second", b"sekond"), (b"html", b"pdf"), (b"0", b"1")])
def test_a_manifest_that_was_changed_is_named_with_its_line(
    output: Path, name: str, before: bytes, after: bytes
) -> None:
    lines = (output / name).read_bytes().split(b"\n")
    lines[2] = lines[2].replace(before, after, 1)
    (output / name).write_bytes(b"\n".join(lines))
    assert verify(output) == [
        f"changed    {name}: line 3 is not what zvarot noted: it was changed, or is older than the letters. "
        "`zvarot batch` writes it anew."
    ]


@pytest.mark.parametrize("name", MANIFESTS)
@pytest.mark.parametrize("number", [0, 1, 4, 5])
def test_a_line_that_somebody_added_is_seen_wherever_it_stands(output: Path, name: str, number: int) -> None:
    lines = (output / name).read_bytes().splitlines(keepends=True)
    lines.insert(number, lines[1].replace(b"office", b"forged"))
    (output / name).write_bytes(b"".join(lines))
    (line,) = verify(output)
    assert line.startswith(f"changed    {name}: line ")


@pytest.mark.parametrize("name", MANIFESTS)
def test_a_manifest_with_a_line_too_few_or_another_file_is_named(output: Path, name: str) -> None:
    content = (output / name).read_bytes()
    (output / name).write_bytes(content.replace(b"second.en", b"sekond.en"))
    assert [line[:7] for line in verify(output)] == ["older  "]
    (output / name).write_bytes(b"")
    assert [line[:7] for line in verify(output)] == ["older  "]


@pytest.mark.parametrize("name", MANIFESTS)
def test_a_manifest_that_is_older_than_the_letters_is_named(output: Path, name: str) -> None:
    with Ledger(output) as ledger:
        older = [entry for entry in ledger.entries() if entry.recipient != "third"]
    write_manifest(output / "older", older)
    (output / "older" / name).replace(output / name)
    assert verify(output) == [
        f"older      {name}: it leaves out letters that lie here (1). `zvarot batch` writes it anew."
    ]


def test_a_manifest_that_names_a_stopped_letter_is_not_to_be_used(output: Path) -> None:
    with Ledger(output) as ledger:
        ledger.stop(["first/second.en"])
    (output / "first" / "second.en.html").unlink()
    assert verify(output) == [
        f"stopped    {name}: it names letters that may not leave any more (1). `zvarot batch` writes it anew."
        for name in MANIFESTS
    ]


@pytest.mark.parametrize("name", MANIFESTS)
def test_a_manifest_that_is_gone_is_named(output: Path, name: str) -> None:
    (output / name).unlink()
    assert verify(output) == [
        f"lost       {name}: it is gone, or a run was interrupted before it was written. "
        "`zvarot batch` writes it anew."
    ]


def test_a_manifest_that_cannot_be_read_is_named(output: Path) -> None:
    (output / "manifest.csv").unlink()
    (output / "manifest.csv").mkdir()
    assert [flaw.split(":")[0] for flaw in verify(output)] == ["unreadable manifest.csv"]


def test_a_ledger_without_letters_needs_no_manifest(tmp_path: Path) -> None:
    Ledger(tmp_path).close()
    assert verify(tmp_path) == []
