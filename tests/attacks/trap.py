"""A trap for whatever loads an address or opens a file: a server that counts, and a file that is watched."""

import io
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pikepdf

CANARY = "canary-of-a-file-that-nobody-may-read"


@dataclass
class Trap:
    """A server that counts its visitors, and a file that is watched; `steps` is what was done to either."""

    file: Path
    port: int = 0
    steps: list[str] = field(default_factory=list)

    @property
    def addresses(self) -> tuple[str, str]:
        """The two addresses that must never be loaded."""
        return f"http://127.0.0.1:{self.port}/visit", self.file.as_uri()

    def baited(self, code: str) -> Iterator[str]:
        """Yield an attack for each address."""
        for url in self.addresses:
            yield code.format(url=url, name=self.file.name, path=self.file, port=self.port)


WATCHED: list[Trap] = []
"""An audit hook stays for good, so it is hung up once; it looks only at the trap that is set."""


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    for trap in WATCHED:
        if event in ("open", "os.open") and str(trap.file) in str(arguments[0]):
            trap.steps.append(f"{event} {arguments[0]}")
        if event in ("socket.connect", "socket.getaddrinfo"):
            trap.steps.append(f"{event} {arguments}")


sys.addaudithook(_watch)


def set_trap(folder: Path) -> Iterator[Trap]:
    """Set the trap in a folder for as long as the iterator lasts."""
    trap = Trap(folder / "canary.txt")
    trap.file.write_text(CANARY)

    class Visited(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            trap.steps.append(f"request {self.path}")
            self.send_response(200)
            self.end_headers()
            self.wfile.write(CANARY.encode())

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Visited) as server:
        trap.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        WATCHED.append(trap)
        yield trap
        WATCHED.clear()
        server.shutdown()
        thread.join()


def holds_canary(pdf: bytes) -> bool:
    """Tell whether any stream or string of a PDF holds the canary."""
    found = [CANARY.encode() in pdf]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for thing in opened.objects:
            packed = isinstance(thing, pikepdf.Stream) and "/DCTDecode" not in str(thing.get("/Filter", ""))
            found.append(packed and CANARY.encode() in thing.read_bytes())
    return any(found)
