"""Runs of the command that cost no start: a process that has loaded everything forks one for each.

As a program it is given a campaign, makes a letter of it so that all is warm, then reads an order a line,
carries it out, and answers with a line. Whatever is started for an order is a group of processes of its own;
an answer comes when the last of them has ended.
"""

import ctypes
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from multiprocessing import context
from pathlib import Path
from pkgutil import walk_packages
from typing import Any, NoReturn

import zvarot
from endurance import faults
from making import make
from zvarot.cli import main
from zvarot.press import native
from zvarot.press.printing import Format
from zvarot.press.production import Workshop

_ADOPT = 36
"""PR_SET_CHILD_SUBREAPER: whoever loses its parent becomes a child of this process."""


def serve() -> None:
    """Carry out orders until there are none."""
    ctypes.CDLL(None, use_errno=True).prctl(_ADOPT, 1, 0, 0, 0)
    _warm(Path(sys.argv[1]))
    # The other way to start workers, anew, costs a second or two each time.
    multiprocessing.get_context = lambda _: context.ForkContext()  # type: ignore[assignment]
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGCHLD])
    for line in sys.stdin:
        order = json.loads(line)
        answer = subprocess.call(order["shell"], shell=True) if "shell" in order else carried_out(order)
        sys.stdout.write(f"{json.dumps(answer)}\n")
        sys.stdout.flush()


def _warm(campaign: Path) -> None:
    """Load everything, and make a letter."""
    for module in walk_packages(zvarot.__path__, "zvarot."):
        if not module.name.endswith("__"):
            import_module(module.name)
    native.load()
    workshop = Workshop(campaign)
    with tempfile.TemporaryDirectory() as folder:
        make(workshop, workshop.editions("first", ["all"])[0], [Format.HTML], Path(folder))


def carried_out(order: dict[str, Any]) -> dict[str, Any]:
    """Run a command, kill it if its time has come, and say what was seen of it."""
    with tempfile.TemporaryDirectory() as folder:
        begun = time.monotonic()
        if not (child := os.fork()):
            _run(order, Path(folder))
        os.setpgid(child, child)
        code = _ended(child, order)
        seconds = time.monotonic() - begun
        _wait_for_all(child)
        said = {path.name: path.read_text(encoding="utf-8") for path in Path(folder).iterdir()}
        calls = json.loads(said.pop("calls", "[]"))
        return {"code": code, "seconds": seconds, "calls": calls, **said}


def _ended(child: int, order: dict[str, Any]) -> int:
    """Return the exit code of a child, or minus the signal that ended it."""
    if order["kill_after"] is not None and signal.sigtimedwait([signal.SIGCHLD], order["kill_after"]) is None:
        (os.killpg if order["whole"] else os.kill)(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _wait_for_all(group: int) -> None:
    """Wait until a group has no process left: those whose parent was killed have to end by themselves."""
    try:
        while True:
            os.waitpid(-group, 0)
    except ChildProcessError:
        # What they were told by the kernel meanwhile is of no use to the next order.
        while signal.sigtimedwait([signal.SIGCHLD], 0):
            pass


def _run(order: dict[str, Any], folder: Path) -> NoReturn:
    """Be the command, and end."""
    os.setpgid(0, 0)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGCHLD])
    for stream, name in ((1, "out"), (2, "err")):
        os.dup2(os.open(folder / name, os.O_WRONLY | os.O_CREAT), stream)
    sys.argv = ["zvarot", *order["words"]]
    code = 1
    try:
        with faults.made(order, folder / "calls"):
            main()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else bool(ended.code)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    serve()
