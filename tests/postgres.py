"""A PostgreSQL server of the tests' own: it listens on a socket in a temporary folder, and nowhere else."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PASSWORD = "swordfish"


@dataclass(frozen=True)
class Server:
    """A running server with the user `reader`."""

    folder: Path
    account: dict[str, Any]
    programs: Path

    @property
    def url(self) -> str:
        """Its address, without the password."""
        return f"postgresql://reader@/postgres?host={self.folder}"

    def run(self, program: str, *words: str, **more: Any) -> None:
        """Run one of PostgreSQL's programs, as a user that is not root."""
        subprocess.run(
            [str(self.programs / program), *words],
            cwd=self.folder,
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **self.account,
            **more,
        )

    def sql(self, statements: str) -> None:
        """Run statements as the owner of the database."""
        words = ["-X", "-q", "-h", str(self.folder), "-U", "reader", "-v", "ON_ERROR_STOP=1"]
        environment = {**os.environ, "PGPASSWORD": PASSWORD}
        self.run("psql", *words, "-d", "postgres", "-c", statements, env=environment)


def programs() -> Path | None:
    """Return the folder with PostgreSQL's programs, which Debian keeps out of the path."""
    for folder in (*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True), None):
        found = shutil.which("initdb", path=str(folder) if folder else None)
        if found:
            return Path(found).resolve().parent
    return None


def unprivileged() -> dict[str, Any] | None:
    """Return whom the server runs as; it refuses root. None where nobody else is there."""
    if os.getuid():
        return {}
    for name in ("postgres", "nobody"):
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    return None


@contextmanager
def running(folder_of_programs: Path, account: dict[str, Any]) -> Iterator[Server]:
    """Start a server, and stop it in the end."""
    # The folder of pytest is closed to other users, and its name too long for a socket.
    folder = Path(tempfile.mkdtemp(prefix="zvarot-"))
    server = Server(folder, account, folder_of_programs)
    if account:
        os.chown(folder, account["user"], account["group"])
    words = folder / "password"
    words.write_text(PASSWORD)
    words.chmod(0o644)
    data = str(folder / "data")
    try:
        server.run(
            *("initdb", "-D", data, "-U", "reader", "-A", "scram-sha-256", f"--pwfile={words}"),
            *("-E", "UTF8", "--locale=C", "--no-sync"),
        )
        options = f"-c listen_addresses='' -c fsync=off -c unix_socket_directories='{folder}'"
        server.run("pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield server
        finally:
            server.run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)
