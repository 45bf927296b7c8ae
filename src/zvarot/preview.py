"""A page on this machine alone, which redraws a letter as its files change.

The letter is made by the workshop that prints it, opened anew for every saved change: what is previewed is
what is printed. Nobody else can look: the page answers on the loopback address only, to the browser that
opened its first address, and none of its paths leads to a file.
"""

import asyncio
import hashlib
import io
import secrets
import socket
import textwrap
import threading
import traceback
from collections.abc import AsyncIterator, Callable, Hashable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar, cast

import pypdfium2
import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from watchfiles import awatch

from zvarot.case.campaign import Edition
from zvarot.case.records import Audience
from zvarot.findings import FaultyFiles, Finding, Refused, Severity, WrongUse, ZvarotError, as_text
from zvarot.press.production import Format, Workshop
from zvarot.writing.disclosure import withheld
from zvarot.writing.page import Page
from zvarot.writing.templating import shipped_templates

_Made = TypeVar("_Made")

LOOPBACK = "127.0.0.1"
PICTURE_WIDTH = 1000
"""Of a printed page, in pixels: sharp when it fills half of a large screen."""


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
    announce(guard.first_address)
    config = uvicorn.Config(
        application(folder, guard),
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


# --- What is drawn


class Desk:
    """A campaign as its files stood at one moment, and what was made of it so far."""

    _pressing = threading.RLock()
    """Neither WeasyPrint nor pdfium does two things at once."""

    def __init__(self, folder: Path, number: int = 1, letters: list[dict[str, Any]] | None = None) -> None:
        self.folder = folder
        self.number = number
        self.letters = letters or []
        """What there is to choose from, as far as it was last known."""
        self._writing = threading.RLock()
        self._made: dict[Hashable, Any] = {}

    def renewed(self) -> "Desk":
        """Return the desk for the files as they stand now."""
        return Desk(self.folder, self.number + 1, self.letters)

    def drawing(self, letter: str, recipient: str) -> dict[str, Any]:
        """Return what there is to say of a letter; `fault` is what stops it."""
        told: dict[str, Any] = {"letter": letter, "recipient": recipient, "fault": None}
        told |= {"letters": self.letters, "audience": "", "withheld": (), "findings": ()}
        try:
            told["letters"] = self.letters = _choices(self._workshop())
            made = self._edition(letter, recipient)
            told |= _about(self._workshop(), made)
            told["findings"] = [_plain(found) for found in self._review(made)]
            told["html"] = _digest(self._rendered(made, Format.HTML, self._writing))
        except Exception as error:
            told["fault"] = _fault(error)
        return told

    def html(self, letter: str, recipient: str) -> bytes:
        """Return the file that would be saved."""
        return self._rendered(self._edition(letter, recipient), Format.HTML, self._writing)

    def pdf(self, letter: str, recipient: str) -> bytes:
        """Return the file that would be saved."""
        return self._rendered(self._edition(letter, recipient), Format.PDF, self._pressing)

    def pages(self, letter: str, recipient: str) -> dict[str, Any]:
        """Return the sizes of the printed pages, in points; `fault` is what stops the press."""
        try:
            pdf = self.pdf(letter, recipient)
        except Exception as error:
            return {"fault": _fault(error)}
        with self._pressing, pypdfium2.PdfDocument(pdf) as document:
            return {"fault": None, "pdf": _digest(pdf), "sizes": [page.get_size() for page in document]}

    def picture(self, letter: str, recipient: str, number: str) -> bytes:
        """Return one printed page, counted from 1, as a PNG."""
        pdf = self.pdf(letter, recipient)
        with self._pressing, pypdfium2.PdfDocument(pdf) as document:
            if number not in map(str, range(1, len(document) + 1)):
                raise WrongUse(f"there is no page {number}")
            page = document[int(number) - 1]
            bitmap = page.render(scale=PICTURE_WIDTH / page.get_width())
            picture = io.BytesIO()
            bitmap.to_pil().save(picture, "PNG", compress_level=1)
        return picture.getvalue()

    def _workshop(self) -> Workshop:
        return self._once("workshop", lambda: Workshop(self.folder), self._writing)

    def _edition(self, letter: str, recipient: str) -> Edition:
        """Return the edition that was chosen; where nothing was, the first there is."""
        workshop = self._workshop()
        first = workshop.dossier.campaign.letters[0].id
        return workshop.editions(letter or first, [recipient or "all"])[0]

    def _review(self, made: Edition) -> tuple[Finding, ...]:
        return self._once(("review", *_key(made)), lambda: self._workshop().review(made), self._writing)

    def _page(self, made: Edition) -> Page:
        """Write a letter that nothing stops."""
        self._review(made)
        return self._once(("page", *_key(made)), lambda: self._workshop().page(made), self._writing)

    def _rendered(self, made: Edition, format: Format, lock: threading.RLock) -> bytes:  # type: ignore[valid-type]
        workshop, page = self._workshop(), self._page(made)
        return self._once((format, *_key(made)), lambda: workshop.render(page, [format])[format], lock)

    def _once(self, key: Hashable, make: Callable[[], _Made], lock: Any) -> _Made:
        """Make a thing the first time that it is asked for, and keep it; a failure is not kept."""
        with lock:
            if key not in self._made:
                self._made[key] = make()
            return cast(_Made, self._made[key])


def _key(made: Edition) -> tuple[str, str]:
    return made.plan.id, made.recipient.id


def _choices(workshop: Workshop) -> list[dict[str, Any]]:
    """Return the letters and, for each, the offices that it is addressed to."""
    dossier = workshop.dossier
    offices = {
        one.id: {"id": one.id, "language": one.language, "name": _in(one.language, one.office)}
        for one in dossier.recipients
    }
    return [
        {
            "id": plan.id,
            "title": textwrap.shorten(_in(dossier.campaign.language, plan.subject), 70, placeholder="…"),
            "recipients": [offices[id] for id in plan.recipients if id in offices],
        }
        for plan in dossier.campaign.letters
    ]


def _in(language: str, text: Any) -> str:
    """Return a text in a language, or else in the first that it has."""
    return str(text.get(language, next(iter(text.values()))))


def _about(workshop: Workshop, made: Edition) -> dict[str, Any]:
    """Return for whom a letter is drawn, and what its reader may not learn."""
    return {
        "letter": made.plan.id,
        "recipient": made.recipient.id,
        "language": made.language,
        "audience": made.audience,
        "may_read": [circle for circle in Audience if made.audience.may_read(circle)],
        "withheld": withheld(workshop.dossier.case, made),
    }


def _fault(error: Exception) -> dict[str, Any]:
    title = "The gate holds this letter back" if isinstance(error, Refused) else "The letter cannot be made yet"
    return {"title": title, "findings": [_plain(found) for found in _findings(error)]}


def _findings(error: Exception) -> tuple[Finding, ...]:
    """Return what stops a letter; of an error that nobody foresaw, no value that could be confidential."""
    if isinstance(error, FaultyFiles):
        return error.findings
    if isinstance(error, ZvarotError):
        place = getattr(error, "place", None)
        return (Finding("", Severity.ERROR, error.message, error.help, place),)
    frame = traceback.extract_tb(error.__traceback__)[-1]
    message = f"zvarot failed ({type(error).__name__} in {Path(frame.filename).name}:{frame.lineno})"
    help = "This is a fault of the program, not yours. Please report it with the line above."
    return (Finding("", Severity.ERROR, message, help),)


def _plain(found: Finding) -> dict[str, Any]:
    place = found.place
    return {
        "severity": found.severity,
        "rule": found.rule,
        "message": found.message,
        "help": found.help,
        "file": place.file if place else "",
        "line": place.line if place else 0,
        "column": place.column if place else 0,
        "text": place.text if place else "",
    }


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


# --- What is answered

_PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'"
)
_LETTER = (
    "sandbox allow-same-origin; default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
"""Without `allow-scripts` nothing in it can run; the same origin lets the page keep its place."""
_PDF = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"


def application(folder: Path, guard: "Guard") -> Starlette:
    """Return the page and all that it asks for."""
    preview = _Preview(folder)
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
        lifespan=preview.watching,
    )


def _shipped(name: str, kind: str, policy: str = "") -> Callable[[Request], Response]:
    """Return what answers with one file of our own."""
    headers = {"content-security-policy": policy} if policy else {}

    def answer(request: Request) -> Response:
        return Response((shipped_templates() / "preview" / name).read_bytes(), headers=headers, media_type=kind)

    return answer


def _chosen(request: Request) -> tuple[str, str]:
    return request.query_params.get("letter", ""), request.query_params.get("recipient", "")


def _answer(make: Callable[[], bytes], kind: str, policy: str = "") -> Response:
    """Answer with what was made, or with what stops it."""
    try:
        headers = {"content-security-policy": policy} if policy else {}
        return Response(make(), headers=headers, media_type=kind)
    except Exception as error:
        return PlainTextResponse(as_text(_findings(error)), 409)


class _Preview:
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
        told = 0
        while True:
            async with self._change:
                await self._change.wait_for(lambda: self.desk.number > told)
            told = self.desk.number
            yield f"data: {told}\n\n"

    @asynccontextmanager
    async def watching(self, _: Starlette) -> AsyncIterator[None]:
        """Watch the files for as long as the page answers."""
        task = asyncio.create_task(self._watch())
        yield
        task.cancel()

    async def _watch(self) -> None:
        async for _ in awatch(self.desk.folder, shipped_templates(), debounce=200, step=20):
            async with self._change:
                self.desk = self.desk.renewed()
                self._change.notify_all()


# --- Who is answered


class Guard:
    """Lets in only the browser that opened the first address, and only from the preview's own page."""

    def __init__(self, port: int) -> None:
        self.host = f"{LOOPBACK}:{port}"
        self.cookie = f"zvarot-{port}"
        self.token, self.secret = secrets.token_urlsafe(32), secrets.token_urlsafe(32)

    @property
    def first_address(self) -> str:
        """The address that opens the page; good for as long as the preview runs."""
        return f"http://{self.host}/?token={self.token}"

    def before(self, app: ASGIApp) -> ASGIApp:
        """Stand before an application."""

        async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
            turned = self.turn(Request(scope)) if scope["type"] == "http" else None
            await (turned or app)(scope, receive, _closing(send))

        return guarded

    def turn(self, request: Request) -> Response | None:
        """Return the answer to a request that goes no further: into the house, or away."""
        if not self._comes_from_here(request):
            return PlainTextResponse("This page answers only to itself.", 403)
        if request.url.path == "/" and _same(request.query_params.get("token", ""), self.token):
            inside = RedirectResponse("/", 303)
            inside.set_cookie(self.cookie, self.secret, httponly=True, samesite="strict")
            return inside
        if not _same(request.cookies.get(self.cookie, ""), self.secret):
            return PlainTextResponse("Open the address that zvarot printed when it started.", 403)
        return None

    def _comes_from_here(self, request: Request) -> bool:
        """Tell whether a request names this very host, and no page of another one made it."""
        headers = request.headers
        return (
            headers.get("host") == self.host
            and headers.get("origin", f"http://{self.host}") == f"http://{self.host}"
            and headers.get("sec-fetch-site", "none") in ("none", "same-origin")
        )


def _same(given: str, expected: str) -> bool:
    return secrets.compare_digest(given.encode(), expected.encode())


def _closing(send: Send) -> Send:
    """Close every answer: nothing is stored, guessed, framed or loaded that is not named."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.setdefault("content-security-policy", "default-src 'none'; frame-ancestors 'none'")
            headers["cache-control"] = "no-store"
            headers["x-content-type-options"] = "nosniff"
            headers["referrer-policy"] = "no-referrer"
            headers["cross-origin-opener-policy"] = "same-origin"
            headers["cross-origin-resource-policy"] = "same-origin"
        await send(message)

    return sending
