"""Nothing that a page can hold makes the house load an address or read a file."""

import os
import subprocess
import sys
from collections.abc import Callable
from html import escape
from urllib.request import urlopen

import pytest
from weasyprint.urls import URLFetchingError

from attacks.conftest import Campaign
from attacks.escapes import LETTER, PAGE, STYLE
from attacks.fetches import BODY, CSS, FETCHES, HEAD, Fetch
from attacks.trap import CANARY, Trap, holds_canary
from zvarot.findings import ZvarotError
from zvarot.press.typesetting import Typesetter, TypesettingError
from zvarot.writing.folders import shipped_templates
from zvarot.writing.page import Page

# The whole road --------------------------------------------------------------------------------------


def plant(fetch: Fetch, code: str, campaign: Campaign) -> None:
    """Write an attack into the campaign's own form, layout or style."""
    if fetch.where == BODY:
        words = f"{{% raw %}}{code}{{% endraw %}}"
        campaign.write(LETTER, f'{{% extends "!{LETTER}" %}}{{% block body %}}{words}{{% endblock %}}')
    if fetch.where == HEAD:
        page = (shipped_templates() / PAGE).read_text(encoding="utf-8")
        assert "</head>" in page
        campaign.write(PAGE, page.replace("</head>", f"{code}</head>"))
    if fetch.where == CSS:
        campaign.write(STYLE, code)


@pytest.mark.parametrize("fetch", FETCHES, ids=lambda fetch: fetch.id)
def test_a_template_that_would_load_something_makes_no_letter(
    fetch: Fetch, campaign: Campaign, trap: Trap
) -> None:
    for code in trap.baited(fetch.code):
        plant(fetch, code, campaign)
        with pytest.raises(ZvarotError):
            campaign.page()
    assert trap.steps == []


# The press alone -------------------------------------------------------------------------------------


def bare(fetch: Fetch, code: str) -> Page:
    """Return a page that nobody has looked at."""
    parts = {BODY: "", HEAD: "", CSS: "", fetch.where: code}
    markup = (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>x</title>{parts[HEAD]}</head>'
        f"<body><main><p>x</p>{parts[BODY]}</main></body></html>"
    )
    return Page(markup, parts[CSS], "x", "en")


def test_the_press_loads_nothing_either_when_nobody_has_looked_at_the_page(
    trap: Trap, typesetter: Typesetter, tell: Callable[[str], None]
) -> None:
    refused, printed = set(), set()
    for fetch in FETCHES:
        for code in trap.baited(fetch.code):
            try:
                pdf = typesetter.typeset(bare(fetch, code))
            except (TypesettingError, URLFetchingError):
                refused.add(fetch.id)
            else:
                printed.add(fetch.id)
                assert not holds_canary(pdf), fetch.id
            assert trap.steps == [], fetch.id
    assert refused | printed == {fetch.id for fetch in FETCHES}
    assert len(FETCHES) > 90
    assert len(refused) > len(printed)
    tell(f"fetch vectors: {len(FETCHES)} tried, 0 requests, 0 files read")


NAIVE = "import sys, weasyprint; sys.stdout.buffer.write(weasyprint.HTML(string=sys.argv[1]).write_pdf())"


def test_the_trap_is_sprung_by_a_naive_program(trap: Trap) -> None:
    remote, local = trap.addresses
    code = f'<img alt="" src="{escape(remote)}"><a rel="attachment" href="{escape(local)}">x</a>'
    # WeasyPrint hides the fonts of the system in this process.
    plain = {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"}
    pdf = subprocess.run(
        [sys.executable, "-c", NAIVE, f"<p>{code}</p>"], env=plain, capture_output=True, check=True
    ).stdout
    assert trap.steps == ["request /visit"]
    assert holds_canary(pdf)


def test_the_trap_is_sprung_by_whatever_this_process_opens(trap: Trap) -> None:
    with urlopen(trap.addresses[0]) as answer:
        assert answer.read() == trap.file.read_bytes() == CANARY.encode()
    assert {step.split()[0] for step in trap.steps} == {
        "socket.getaddrinfo",
        "socket.connect",
        "request",
        "open",
    }
