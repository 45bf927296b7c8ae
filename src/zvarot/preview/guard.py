"""Whom the preview answers: one browser on this machine, and nobody else.

A page of any other site, and any other program with a port on this machine, can send requests here too. So
each must name this host, come from no other page, and bring what only the first address gives away.
"""

import secrets

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = "127.0.0.1"


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
