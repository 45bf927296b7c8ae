"""Print one letter: from a disclosure to finished bytes, looked at for the last time.

This is the work that can be handed to other processes. A job holds what its letter's reader may learn, and
nothing from which more could be found out.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Protocol

from zvarot.case.watching import Watch
from zvarot.findings import Refused, ZvarotError
from zvarot.press.inspection import inspect_name
from zvarot.press.relooking import Inspector
from zvarot.press.typesetting import Typesetter
from zvarot.writing import fonts
from zvarot.writing.composing import compose
from zvarot.writing.disclosed import Disclosure
from zvarot.writing.looks import PLAIN, Appearance
from zvarot.writing.page import Page, lay_out
from zvarot.writing.templating import open_templates


class Format(StrEnum):
    """The kinds of file that a letter is made as."""

    PDF = "pdf"
    HTML = "html"


@dataclass(frozen=True)
class Job:
    """One letter to make."""

    name: str
    """The file's name below the output folder, without its ending: `first-letter/office.en`."""
    disclosure: Disclosure
    formats: tuple[Format, ...]
    watch: Watch
    """Whom the finished letter must not name."""


Printed = Mapping[Format, bytes]


class Printer(Protocol):
    """Whatever prints jobs: a press in this process, or workers in others."""

    def print(self, job: Job) -> Printed:
        """Return the finished bytes in each format; raise ZvarotError where there are none."""


class Press:
    """Prints letters in this process; what is opened once for all of them stays open."""

    def __init__(self, own: Path | None = None, look: Appearance = PLAIN, reuse: bool = True) -> None:
        """Open the templates, the campaign's own before the shipped ones.

        Without `reuse` each letter is typeset, and looked at, as if it were the only one.
        """
        self.templates = open_templates(own, look)
        self.inspector = Inspector()
        self._reuse = reuse

    @cached_property
    def typesetter(self) -> Typesetter:
        """WeasyPrint; opened when the first PDF is made."""
        return Typesetter(self._reuse)

    def print(self, job: Job) -> Printed:
        """Write, lay out and print a letter."""
        return self.render(self.page(job.disclosure), job)

    def page(self, disclosure: Disclosure) -> Page:
        """Write and lay out a letter."""
        return lay_out(compose(disclosure, self.templates), self.templates)

    def render(self, page: Page, job: Job) -> Printed:
        """Return a page as the files that a job asks for; raise Refused where one holds what it must not."""
        if missing := fonts.missing_characters(page.markup, page.faces):
            signs = ", ".join(f"{sign} (U+{ord(sign):04X})" for sign in missing)
            raise ZvarotError(
                f"the letter's fonts have no sign for {signs}",
                "Write it otherwise, or bring a font that has them: name its files below `look:` in"
                " campaign.yaml. `zvarot doctor` says which alphabets can be printed without.",
            )
        making: dict[Format, Callable[[], bytes]] = {
            Format.PDF: lambda: self.typesetter.typeset(page),
            Format.HTML: lambda: page.html.encode(),
        }
        printed = {format: making[format]() for format in job.formats}
        look_at(job.name, printed, job.watch, self.inspector if self._reuse else None)
        return printed


def look_at(name: str, printed: Printed, watch: Watch, inspector: Inspector | None = None) -> None:
    """Look at finished files for the last time; raise Refused where one holds what no letter may hold.

    An inspector remembers what was clean in the letters before.
    """
    inspector = inspector or Inspector()
    looking = {Format.PDF: inspector.inspect_pdf, Format.HTML: inspector.inspect_html}
    found = [*inspect_name(name, watch)]
    for format, content in printed.items():
        found.extend(looking[format](content, watch))
    if found:
        raise Refused("the finished letter is held back", findings=tuple(dict.fromkeys(found)))
