"""The preview answers one browser on this machine, and nobody else."""

import http.client
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from starlette.requests import Request

from preview.conftest import previewing
from zvarot.preview.guard import Guard

HOST = "127.0.0.1:4711"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A preview of an empty folder with one empty file: whom it answers does not hang on what it shows."""
    folder = tmp_path_factory.mktemp("campaign")
    (folder / "case.yaml").touch()
    with previewing(folder) as address:
        yield address


def get(address: str, path: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
    """Ask the preview for a path, exactly as it is written."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
    connection.request(
        method, path, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def cookie_of(address: str) -> str:
    answer = get(address, f"/?{urlsplit(address).query}")
    return (answer.headers["set-cookie"] or "").split(";")[0]


def asked(guard: Guard, path: str = "/", query: str = "", **headers: str) -> int:
    """Return the status with which a guard turns a request, or 200 where it lets it in."""
    lines = {"host": HOST, **{name.replace("_", "-"): value for name, value in headers.items()}}
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in lines.items()],
    }
    turned = guard.turn(Request(scope))
    return turned.status_code if turned else 200


def test_the_first_address_gives_a_cookie_that_no_script_and_no_other_site_can_use(address: str) -> None:
    answer = get(address, f"/?{urlsplit(address).query}")
    assert (answer.status, answer.headers["location"]) == (303, "/")
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(answer.headers["set-cookie"].split("; "))
    assert urlsplit(address).query.removeprefix("token=") not in answer.headers["set-cookie"]


def test_with_the_cookie_the_page_opens_and_says_what_browsers_may_do(address: str) -> None:
    answer = get(address, "/", Cookie=cookie_of(address))
    assert answer.status == 200
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self';")
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize(
    "path", ["/", "/?token=wrong", "/drawing", "/letter", "/pdf", "/changes", "/nowhere"]
)
def test_without_the_cookie_nothing_is_told(path: str, address: str) -> None:
    answer = get(address, path)
    assert answer.status == 403
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "example.org"},
        {"Host": "localhost"},
        {"Origin": "https://example.org"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
)
def test_a_request_of_another_site_is_turned_away_even_with_cookie_and_token(
    headers: dict[str, str], address: str
) -> None:
    path = f"/?{urlsplit(address).query}"
    assert get(address, path, Cookie=cookie_of(address), **headers).status == 403
    assert get(address, "/drawing", Cookie=cookie_of(address), **headers).status == 403


@pytest.mark.parametrize(
    "path", ["/case.yaml", "/../case.yaml", "/preview/page.html", "/%2e%2e/case.yaml", "//etc/passwd"]
)
def test_no_path_leads_to_a_file(path: str, address: str) -> None:
    assert get(address, path, Cookie=cookie_of(address)).status == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_can_be_sent_in(method: str, address: str) -> None:
    assert get(address, "/drawing", method, Cookie=cookie_of(address)).status == 405


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has other addresses that lead to itself")
def test_no_other_address_of_the_machine_answers(address: str) -> None:
    port = urlsplit(address).port
    assert port
    socket.create_connection(("127.0.0.1", port), timeout=5).close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", port), timeout=5)


def test_every_preview_has_secrets_of_its_own_and_a_cookie_for_its_port() -> None:
    one, other = Guard(4711), Guard(4712)
    assert len({one.token, one.secret, other.token, other.secret}) == 4
    assert one.cookie != other.cookie
    assert one.first_address == f"http://{HOST}/?token={one.token}"


def test_the_token_opens_the_first_page_only_and_the_cookie_every_page() -> None:
    guard = Guard(4711)
    cookie = f"{guard.cookie}={guard.secret}"
    assert asked(guard, query=f"token={guard.token}") == 303
    assert asked(guard, "/drawing", query=f"token={guard.token}") == 403
    assert asked(guard, "/drawing", cookie=cookie) == 200
    assert asked(guard, "/drawing", cookie=f"{guard.cookie}={guard.token}") == 403
    assert asked(guard, "/drawing", cookie=f"{guard.cookie}=é") == 403


def test_a_taken_port_is_said_so(address: str, tmp_path: Path) -> None:
    from zvarot.findings import WrongUse
    from zvarot.preview.serving import serve

    port = urlsplit(address).port
    assert port
    with pytest.raises(WrongUse, match=f"port {port} cannot be used"):
        serve(tmp_path, port, print)
