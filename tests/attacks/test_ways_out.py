"""No link, pipe, device or folder in a campaign leads the house to a file that is not the campaign's."""

import io
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from attacks.conftest import Campaign
from attacks.escapes import KIND, LABELS, LETTER, OPENING, PAGE, RUNNING, STYLE
from attacks.trap import CANARY, Trap
from zvarot.findings import FaultyFiles, ZvarotError, as_json, findings_of
from zvarot.writing.folders import MAX_BYTES, shipped_templates

PLACES = (LETTER, KIND, PAGE, OPENING, RUNNING, LABELS, STYLE, "styles/letter.css", "layout/sources.html.j2")


@pytest.fixture(autouse=True)
def in_time() -> Iterator[None]:
    """Stop whatever waits for a pipe to speak."""

    def too_long(*_: Any) -> None:
        raise AssertionError("it waits")

    before = signal.signal(signal.SIGALRM, too_long)
    signal.alarm(20)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def refused(campaign: Campaign, trap: Trap) -> str:
    """Return what stops the letter; nothing outside may have been opened, and nothing of it be told."""
    trap.steps.clear()
    with pytest.raises(ZvarotError) as raised:
        campaign.page()
    assert trap.steps == []
    told = as_json(findings_of(raised.value))
    assert CANARY not in told
    return told


# One template ----------------------------------------------------------------------------------------


def linked(target: str) -> Callable[[Path, Path], None]:
    """Return what puts a link in a place, to `target` or to a file outside."""
    return lambda path, outside: path.symlink_to(target.format(outside=outside, itself=path.name))


def detour(path: Path, outside: Path) -> None:
    """Put a link to a link in a place."""
    (path.parent / "detour").symlink_to(outside)
    path.symlink_to("detour")


def huge(path: Path, _: Path) -> None:
    """Put a file in a place that would fill the memory."""
    with path.open("wb") as file:
        file.truncate(100_000_000)


WAYS: dict[str, tuple[Callable[[Path, Path], None], str]] = {
    "link": (linked("{outside}"), "leads out of"),
    "link-by-detour": (detour, "leads out of"),
    "link-to-device": (linked("/dev/zero"), "cannot be used"),
    "link-to-process": (linked("/proc/self/environ"), "leads out of"),
    "link-to-nothing": (linked("nothing"), "cannot be used"),
    "link-to-itself": (linked("{itself}"), "cannot be used"),
    "hard-link": (lambda path, outside: path.hardlink_to(outside), "hard link"),
    "pipe": (lambda path, _: os.mkfifo(path), "cannot be used"),
    "folder": (lambda path, _: path.mkdir(), "cannot be used"),
    "huge": (huge, "too large"),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_stands_in_place_of_a_template_is_refused_and_not_read(
    way: str, campaign: Campaign, trap: Trap
) -> None:
    plant, said = WAYS[way]
    for name in PLACES:
        path = campaign.folder / "templates" / name
        path.parent.mkdir(parents=True)
        plant(path, trap.file)
        told = refused(campaign, trap)
        assert said in told, name
        assert path.name in told
        shutil.rmtree(campaign.folder / "templates")


def test_the_ways_are_told(tell: Callable[[str], None]) -> None:
    assert {(shipped_templates() / name).is_file() for name in PLACES} == {True, False}
    tell(f"ways out: {len(WAYS)} kinds in {len(PLACES)} places each, 0 files read")


def test_a_template_that_may_not_be_read_is_told_of(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = campaign.write(LETTER, "secret")
    opened = io.open

    def guarded(file: Any, *args: Any, **more: Any) -> Any:
        if str(file) == str(path):
            raise PermissionError(13, "Permission denied")
        return opened(file, *args, **more)

    monkeypatch.setattr("io.open", guarded)
    monkeypatch.setattr("builtins.open", guarded)
    with pytest.raises(ZvarotError, match=r"letter\.html\.j2 cannot be read: Permission denied"):
        campaign.page()


def test_a_template_as_large_as_may_be_is_read(campaign: Campaign) -> None:
    campaign.write(STYLE, "p { color: teal } " + " " * (MAX_BYTES - 18))
    assert "p { color: teal }" in campaign.page().css


# The folders that templates lie in ---------------------------------------------------------------------


@pytest.mark.parametrize("name", ["templates", "templates/forms", "templates/forms/open-letter/en"])
@pytest.mark.parametrize("way", ["link", "link to nothing", "pipe", "file"])
def test_what_stands_in_place_of_a_folder_is_refused_and_not_entered(
    name: str, way: str, campaign: Campaign, trap: Trap
) -> None:
    path = campaign.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    outside = trap.file.parent / "outside"
    below = Path(LETTER).relative_to(Path(*Path(name).parts[1:]))
    (outside / below).parent.mkdir(parents=True)
    (outside / below).write_text(CANARY)
    if way == "pipe":
        os.mkfifo(path)
    elif way == "file":
        path.write_text(CANARY)
    else:
        path.symlink_to(outside if way == "link" else "nothing")
    assert path.name in refused(campaign, trap) or way == "link"


# What campaign.yaml and recipients.yaml name -------------------------------------------------------------


NAMES = (
    "../canary.txt",
    "./x/../../canary.txt",
    "{canary}",
    "link",
    "pipe",
    "folder",
    "file://{canary}",
    "/dev/zero",
)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", ["logo", "font", "table"])
def test_a_file_that_is_named_outside_of_the_campaign_is_not_read(
    name: str, kind: str, campaign: Campaign, trap: Trap
) -> None:
    ending = {"logo": ".png", "font": ".ttf", "table": ".csv"}[kind]
    outside = trap.file.rename(trap.file.with_suffix(ending))
    trap.file = outside
    (campaign.folder / f"link{ending}").symlink_to(outside)
    os.mkfifo(campaign.folder / f"pipe{ending}")
    (campaign.folder / f"folder{ending}").mkdir()
    named = name.replace("canary.txt", outside.name).format(canary=outside)
    named = named if named.endswith(ending) or named == "/dev/zero" else f"{named}{ending}"
    asked = {
        "logo": ("campaign", f"look:\n  logo: {named}\n"),
        "font": ("campaign", f"look:\n  fonts: [{named}]\n"),
        "table": ("recipients", f"tables:\n  - id: offices\n    file: {named}\n"),
    }
    file, text = asked[kind]
    with (campaign.folder / f"{file}.yaml").open("a") as opened:
        opened.write(text)
    trap.steps.clear()
    with pytest.raises(FaultyFiles) as raised:
        campaign.open()
    assert trap.steps == []
    told = as_json(raised.value.findings)
    assert any(rule in told for rule in ("unusable-picture", "unusable-font", "unreadable-table"))
    assert CANARY not in told
