"""A page on this machine alone, which redraws a letter as its files change.

None of its paths leads to a file: what it shows is made on the desk, or is one of three files of our own.
"""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from watchfiles import awatch

from zvarot.findings import WrongUse, as_text, findings_of
from zvarot.preview.desk import Desk
from zvarot.preview.guard import LOOPBACK, Guard
from zvarot.writing.folders import shipped_templates

_PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'"
)
_LETTER = (
    "sandbox allow-same-origin; default-src 'none'; style-src 'unsafe-inline'; font-src data:; "
    "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
"""Without `allow-scripts` nothing in it can run; the same origin lets the page keep its place."""
_PDF = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"


def serve(folder: Path, port: int, announce: Callable[[str], None]) -> None:
    """Show the letters of a campaign until the user presses Ctrl-C; port 0 takes any that is free.

    `announce` is given the first address as soon as it answers. That is before WeasyPrint is loaded, so
    that a browser started by it keeps the fonts of the system. Raises WrongUse where the port is taken.
    """
    try:
        listener = socket.create_server((LOOPBACK, port))
    except (OSError, OverflowError) as error:
        raise WrongUse(f"port {port} cannot be used", "Leave --port out: a free one is taken.") from error
    guard = Guard(listener.getsockname()[1])
    config = uvicorn.Config(
        application(folder, guard, lambda: announce(guard.first_address)),
        log_level="critical",
        log_config=None,
        access_log=False,
        ws="none",
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=0,
    )
    with listener, suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listener])


def application(folder: Path, guard: Guard, started: Callable[[], None]) -> Starlette:
    """Return the page and all that it asks for; `started` is called when Ctrl-C will end it well."""
    preview = Preview(folder)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        started()
        async with preview.watching():
            yield

    return Starlette(
        routes=[
            Route("/", _shipped("page.html", "text/html", _PAGE)),
            Route("/preview.css", _shipped("preview.css", "text/css")),
            Route("/preview.js", _shipped("preview.js", "text/javascript")),
            Route("/changes", preview.changes),
            Route("/drawing", preview.drawing),
            Route("/pages", preview.pages),
            Route("/letter", preview.letter),
            Route("/pdf", preview.pdf),
            Route("/page", preview.page),
        ],
        middleware=[Middleware(guard.before)],
        lifespan=lifespan,
    )


def _shipped(name: str, kind: str, policy: str = "") -> Callable[[Request], Response]:
    """Return what answers with one file of our own."""
    path = shipped_templates() / "preview" / name
    return lambda _: _answer(path.read_bytes, kind, policy)


def _chosen(request: Request) -> tuple[str, str, str]:
    letter, recipient, language = (
        request.query_params.get(name, "") for name in ("letter", "recipient", "language")
    )
    return letter, recipient, language


def _answer(make: Callable[[], bytes], kind: str, policy: str = "") -> Response:
    """Answer with what was made, or with what stops it."""
    try:
        headers = {"content-security-policy": policy} if policy else {}
        return Response(make(), headers=headers, media_type=kind)
    except Exception as error:
        return PlainTextResponse(as_text(findings_of(error)), 409)


class Preview:
    """Answers from the desk as it is now; a file that changes makes a new one."""

    def __init__(self, folder: Path) -> None:
        self.desk = Desk(folder)
        self._change = asyncio.Condition()

    def drawing(self, request: Request) -> Response:
        return JSONResponse(self.desk.drawing(*_chosen(request)))

    def pages(self, request: Request) -> Response:
        return JSONResponse(self.desk.pages(*_chosen(request)))

    def letter(self, request: Request) -> Response:
        return _answer(lambda: self.desk.html(*_chosen(request)), "text/html", _LETTER)

    def pdf(self, request: Request) -> Response:
        return _answer(lambda: self.desk.pdf(*_chosen(request)), "application/pdf", _PDF)

    def page(self, request: Request) -> Response:
        number = request.query_params.get("number", "")
        return _answer(lambda: self.desk.picture(*_chosen(request), number), "image/png")

    async def changes(self, request: Request) -> Response:
        """Tell of every change, and of the state at the beginning."""
        return StreamingResponse(self._numbers(), media_type="text/event-stream")

    async def _numbers(self) -> AsyncIterator[str]:
        told = None
        while True:
            async with self._change:
                while told is self.desk:
                    await self._change.wait()
            told = self.desk
            yield f"data: {told.number}\n\n"

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        """Watch the files for as long as the page answers."""
        task = asyncio.create_task(self.watch())
        yield
        task.cancel()

    async def watch(self) -> None:
        """Renew the desk at every change; where the system can watch no more files, by looking often."""
        folders = self.desk.folder, shipped_templates()
        for polling in (None, True):
            with suppress(OSError, RuntimeError):
                async for _ in awatch(*folders, debounce=200, step=20, force_polling=polling):
                    await self._renew()

    async def _renew(self) -> None:
        async with self._change:
            self.desk = self.desk.renewed()
            self._change.notify_all()
