"""A file is there whole or not at all, and what was there before stays."""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from zvarot.findings import WrongUse, ZvarotError
from zvarot.press import shelf

LARGE = b"x" * 300_000

PUT = """
import os, pathlib, signal, sys
from zvarot.findings import ZvarotError
from zvarot.press import shelf
{before}
try:
    shelf.put(pathlib.Path(sys.argv[1]), b"x" * 300_000)
except ZvarotError as error:
    sys.exit(f"{{error.exit_code}}: {{error.message}}: {{error.help}}")
"""


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A letter that was made before."""
    path = tmp_path / "output" / "letter.pdf"
    path.parent.mkdir()
    path.write_bytes(b"old")
    return path


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def put(path: Path, before: str = "", around: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
    """Write a large file in another process, after a line of Python."""
    command = [*around, sys.executable, "-c", PUT.format(before=before), str(path)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def put_on_small_disk(path: Path, words: str = "") -> subprocess.CompletedProcess[str]:
    """Write onto a disk of its own, mounted over the file's folder, and print what lies there afterwards."""
    alone = ["unshare", "--mount", "--map-root-user", "sh", "-c"]
    mount = f'mount -t tmpfs -o size=96k none "{path.parent}"'
    if not shutil.which("unshare") or subprocess.run([*alone, mount], capture_output=True).returncode:
        pytest.skip("this machine lets nobody mount a disk")
    script = f'{mount} && printf old >"{path}" && {words} "$@"; cat "{path}"; ls -A "{path.parent}"'
    return put(path, around=[*alone, script, "sh"])


# Done -----------------------------------------------------------------------------------------------


def test_a_file_is_written_with_the_folders_above_it(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "letter.pdf"
    shelf.put(path, LARGE)
    assert path.read_bytes() == LARGE
    assert files(path.parent) == ["letter.pdf"]


def test_a_file_takes_the_place_of_the_one_before(letter: Path) -> None:
    shelf.put(letter, b"new")
    assert letter.read_bytes() == b"new"
    assert files(letter.parent) == ["letter.pdf"]


@pytest.mark.skipif(os.name != "posix", reason="Windows has other permissions")
def test_nobody_else_can_read_a_letter(letter: Path) -> None:
    shelf.put(letter, b"new")
    assert stat.S_IMODE(letter.stat().st_mode) == 0o600


def test_what_an_interrupted_run_left_is_swept_and_nothing_else(letter: Path) -> None:
    (letter.parent / ".zvarot-0123456789abcdef.part").touch()
    (letter.parent / ".other.part").touch()
    shelf.sweep(letter.parent)
    assert files(letter.parent) == [".other.part", "letter.pdf"]


def test_there_is_nothing_to_sweep_where_there_is_no_folder(tmp_path: Path) -> None:
    shelf.sweep(tmp_path / "nothing")
    assert files(tmp_path) == []


# Interrupted ----------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name != "posix", reason="only POSIX limits the size of files")
def test_a_file_that_cannot_be_written_to_its_end_leaves_the_old_one(letter: Path) -> None:
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))"
    run = put(letter, limit)
    assert run.stderr.startswith(f"1: cannot write {letter}: File too large: The file that was there")
    assert letter.read_bytes() == b"old"
    assert files(letter.parent) == ["letter.pdf"]


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    run = put_on_small_disk(path)
    assert run.stderr.startswith(f"1: cannot write {path}: No space left on device: The file that was there")
    assert run.stdout == "oldletter.pdf\n"


def test_a_disk_that_can_only_be_read_is_no_place_to_write(tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    run = put_on_small_disk(path, f'mount -o remount,ro "{tmp_path}" &&')
    assert run.stderr.startswith(
        f"2: cannot write to {tmp_path}: Read-only file system: Choose another folder"
    )
    assert run.stdout == "oldletter.pdf\n"


@pytest.mark.parametrize("call", ["open", "fdopen", "fsync"])
def test_each_call_that_fails_leaves_the_old_file(
    letter: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as broken:
        broken.setattr(os, call, fail)
        with pytest.raises(ZvarotError, match="Input/output error"):
            shelf.put(letter, b"new")
    assert letter.read_bytes() == b"old"
    assert files(letter.parent) == ["letter.pdf"]


def test_a_disk_that_cannot_sync_folders_still_takes_the_file(
    letter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync = os.fsync

    def fail_for_folders(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(22, "Invalid argument")
        sync(descriptor)

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", fail_for_folders)
        shelf.put(letter, b"new")
    assert letter.read_bytes() == b"new"


def test_a_process_that_is_killed_leaves_the_old_file(letter: Path) -> None:
    killed = put(letter, "os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)")
    assert killed.returncode != 0
    assert letter.read_bytes() == b"old"
    assert len(files(letter.parent)) == 2
    shelf.sweep(letter.parent)
    assert files(letter.parent) == ["letter.pdf"]


# No place to write ----------------------------------------------------------------------------------


def file_in_the_way(tmp_path: Path) -> Path:
    (tmp_path / "output").touch()
    return tmp_path / "output" / "letter" / "office.en.pdf"


def folder_in_the_way(tmp_path: Path) -> Path:
    (tmp_path / "office.en.pdf").mkdir()
    return tmp_path / "office.en.pdf"


def link_to_nothing(tmp_path: Path) -> Path:
    (tmp_path / "output").symlink_to(tmp_path / "nothing")
    return tmp_path / "output" / "office.en.pdf"


@pytest.mark.parametrize("obstacle", [file_in_the_way, folder_in_the_way, link_to_nothing])
def test_something_in_the_way_is_wrong_use_and_stays(
    tmp_path: Path, obstacle: Callable[[Path], Path]
) -> None:
    path = obstacle(tmp_path)
    before = files(tmp_path)
    with pytest.raises(WrongUse, match=f"cannot write to {path.parent}: ") as raised:
        shelf.put(path, b"new")
    assert "--output" in raised.value.help
    assert files(tmp_path) == before


@pytest.mark.skipif(os.name != "posix", reason="Windows has other permissions")
def test_a_folder_that_may_not_be_written_to_is_wrong_use() -> None:
    # To the administrator every folder is open, so somebody else has to try.
    somebody = "os.getuid() or os.setuid(65534)"
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o555)
        run = put(folder / "letter.pdf", somebody)
        folder.chmod(0o755)
        assert files(folder) == []
    assert run.stderr.startswith(f"2: cannot write to {folder}: Permission denied: Choose another folder")


# Piece by piece -------------------------------------------------------------------------------------


def test_a_file_that_is_written_piece_by_piece_is_in_its_place_at_the_end(letter: Path) -> None:
    with shelf.putting(letter) as file:
        file.write(b"new ")
        assert letter.read_bytes() == b"old"
        file.write(LARGE)
    assert letter.read_bytes() == b"new " + LARGE
    assert files(letter.parent) == ["letter.pdf"]


def test_a_file_whose_writer_gives_up_leaves_the_old_one(letter: Path) -> None:
    def give_up() -> None:
        with shelf.putting(letter) as file:
            file.write(LARGE)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        give_up()
    assert letter.read_bytes() == b"old"
    assert files(letter.parent) == ["letter.pdf"]
