"""The tools, each in a process of its own: `python -m benchmarks.peers NAME FOLDER`.

A process opens its tool, says on a line what it is, or why it cannot be had, and then prints the letters of
each line that it is given. Every tool gets finished pages, as HTML with styles and fonts beside it, as a
source of Typst, or as a document of LibreOffice; zvarot alone makes its pages itself. A module that each
interpreter can load: it needs nothing but the tool.
"""

import json
import os
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

ROOT = Path(__file__).parents[1]
UA = "ua-1"
BOTH = ["a-2a", UA]
TAGGED = {"UseTaggedPDF": True, "PDFUACompliance": True}
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


class Lacking(Exception):
    """The tool cannot be had here; the message says why."""


class Peer(Protocol):
    """A tool that is open."""

    version: str

    def print(self, pages: Sequence[Path], into: Path) -> None:
        """Print letters, whose files have these paths but for their endings, into a folder."""


class Zvarot:
    """The campaign's own road: the questions, the gate, the page, the PDF, the last look, the digest."""

    def __init__(self, folder: Path) -> None:
        from zvarot.press.production import Workshop

        with (ROOT / "pyproject.toml").open("rb") as file:
            self.version = tomllib.load(file)["project"]["version"]
        self._workshop = Workshop(folder / "campaign")

    def print(self, pages: Sequence[Path], into: Path) -> None:
        from zvarot.press.printing import Format
        from zvarot.press.tasks import File, Limits, Task, carry_out

        jobs = []
        for page in pages:
            (edition,) = self._workshop.editions(page.parent.name, [page.name.partition(".")[0]])
            jobs.append(self._workshop.prepare(edition, [Format.PDF]).job)
        own = self._workshop.folder / "templates"
        outcomes = carry_out(Task(own, self._workshop.look, tuple(jobs), Limits()))
        for page, outcome in zip(pages, outcomes, strict=True):
            if isinstance(outcome, Exception):
                raise outcome
            file = outcome[Format.PDF]
            assert isinstance(file, File)
            assert file.sha256
            _target(page, into).write_bytes(file.content)


class Naive:
    """What anybody would write first: one call of WeasyPrint for each letter."""

    def __init__(self, folder: Path) -> None:
        self._weasyprint = _module("weasyprint", "WeasyPrint is not installed")
        self.version = self._weasyprint.__version__

    def print(self, pages: Sequence[Path], into: Path) -> None:
        for page in pages:
            html = self._weasyprint.HTML(string=_file(page, "html").read_text(encoding="utf-8"))
            html.write_pdf(_target(page, into), pdf_tags=True, pdf_variant=f"pdf/{UA}")


class CommandLine(Naive):
    """WeasyPrint's command, once for each letter."""

    def print(self, pages: Sequence[Path], into: Path) -> None:
        options = ["--pdf-tags", "--pdf-variant", f"pdf/{UA}", "--quiet"]
        for page in pages:
            command = [sys.executable, "-m", "weasyprint", *options]
            subprocess.run([*command, _file(page, "html"), _target(page, into)], check=True)


class Typst:
    """Typst with its compiler kept: what stays the same from letter to letter it remembers."""

    def __init__(self, folder: Path) -> None:
        typst = _module("typst", "the package typst is not installed")
        self.version = version("typst")
        self._compiler = typst.Compiler(root=folder, font_paths=[folder / "fonts"], ignore_system_fonts=True)

    def print(self, pages: Sequence[Path], into: Path) -> None:
        for page in pages:
            source = self._source(_file(page, "typ"))
            self._compiler.compile(source, output=str(_target(page, into)), format="pdf", pdf_standards=BOTH)

    def _source(self, file: Path) -> bytes | str:
        """Return the source without a name: one of its own would make it a stranger to what is remembered."""
        return file.read_bytes()


class TypstFiles(Typst):
    """Typst with its compiler kept, and its letters named."""

    def _source(self, file: Path) -> bytes | str:
        return str(file)


class Chromium:
    """A browser that stays open, one page for all letters."""

    def __init__(self, folder: Path) -> None:
        try:
            from playwright.sync_api import Error, sync_playwright
        except ImportError:
            raise Lacking("Playwright is not installed") from None
        found = next(filter(None, map(shutil.which, CHROMIUM)), None)
        try:
            browser = sync_playwright().start().chromium.launch(executable_path=found, args=["--no-sandbox"])
        except Error as error:
            raise Lacking(f"no Chromium starts: {str(error).splitlines()[0]}") from None
        self.version = browser.version
        self._page = browser.new_page()

    def print(self, pages: Sequence[Path], into: Path) -> None:
        for page in pages:
            self._page.goto(_file(page, "html").as_uri())
            self._page.pdf(path=_target(page, into), prefer_css_page_size=True, tagged=True)


class PlutoPrint:
    """PlutoPrint, a book for each letter."""

    def __init__(self, folder: Path) -> None:
        self._plutoprint = _module("plutoprint", "the package plutoprint is not installed")
        self.version = version("plutoprint")

    def print(self, pages: Sequence[Path], into: Path) -> None:
        for page in pages:
            book = self._plutoprint.Book(self._plutoprint.PAGE_SIZE_A4)
            book.load_url(_file(page, "html").as_uri())
            book.write_to_pdf(str(_target(page, into)))


class LibreOffice:
    """LibreOffice's command, once for all letters of a round."""

    def __init__(self, folder: Path) -> None:
        command = shutil.which("soffice") or shutil.which("libreoffice")
        if not command:
            raise Lacking("LibreOffice is not installed")
        self.version = _said([command, "--version"]).split()[1]
        home = (folder / f"libreoffice-{os.getpid()}").as_uri()
        self.command = [command, f"-env:UserInstallation={home}", "--headless", "--norestore"]

    def print(self, pages: Sequence[Path], into: Path) -> None:
        options = {name: {"type": "boolean", "value": str(on).lower()} for name, on in TAGGED.items()}
        filter = f"pdf:writer_pdf_Export:{json.dumps(options)}"
        files = [str(_file(page, "fodt")) for page in pages]
        words = [*self.command, "--convert-to", filter, "--outdir", str(into), *files]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL)


class LibreOfficeKept(LibreOffice):
    """LibreOffice kept open, spoken to over UNO."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        uno = self._uno = _module("uno", "there is no Python with uno; Debian calls it python3-uno")
        pipe = f"pipe,name=benchmark{os.getpid()};urp"
        self._office = subprocess.Popen([*self.command, f"--accept={pipe};StarOffice.ServiceManager"])
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        context = self._reached(resolver, f"uno:{pipe};StarOffice.ComponentContext")
        self._desktop = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", context
        )

    def _reached(self, resolver: Any, address: str) -> Any:
        """Wait until LibreOffice answers."""
        refused = self._uno.getClass("com.sun.star.connection.NoConnectException")
        while self._office.poll() is None:
            try:
                return resolver.resolve(address)
            except refused:
                time.sleep(0.05)
        raise Lacking("LibreOffice ended before it could be spoken to")

    def print(self, pages: Sequence[Path], into: Path) -> None:
        filter = self._uno.Any("[]com.sun.star.beans.PropertyValue", self._values(TAGGED))
        saving = self._values({"FilterName": "writer_pdf_Export", "FilterData": filter})
        for page in pages:
            hidden = self._values({"Hidden": True})
            document = self._desktop.loadComponentFromURL(_file(page, "fodt").as_uri(), "_blank", 0, hidden)
            document.storeToURL(_target(page, into).as_uri(), saving)
            document.close(True)

    def _values(self, values: dict[str, Any]) -> tuple[Any, ...]:
        made = tuple(self._uno.createUnoStruct("com.sun.star.beans.PropertyValue") for _ in values)
        for one, (name, value) in zip(made, values.items(), strict=True):
            one.Name, one.Value = name, value
        return made


PEERS: dict[str, type] = {
    "zvarot": Zvarot,
    "weasyprint": Naive,
    "weasyprint-cli": CommandLine,
    "typst": Typst,
    "typst-files": TypstFiles,
    "chromium": Chromium,
    "plutoprint": PlutoPrint,
    "libreoffice": LibreOffice,
    "libreoffice-kept": LibreOfficeKept,
}


def _module(name: str, lacks: str) -> Any:
    """Load what a tool is called by; raise Lacking where it is not there."""
    try:
        return import_module(name)
    except ImportError:
        raise Lacking(lacks) from None


def _file(page: Path, ending: str) -> Path:
    return page.with_name(f"{page.name}.{ending}")


def _target(page: Path, into: Path) -> Path:
    return into / f"{page.name}.pdf"


def _said(command: Sequence[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def main() -> None:
    """Open a tool and print what is asked for, until nothing more is."""
    with os.fdopen(os.dup(1), "w") as answers:
        # What a tool says is no answer.
        os.dup2(2, 1)

        def answer(**words: str) -> None:
            answers.write(f"{json.dumps(words)}\n")
            answers.flush()

        try:
            peer: Peer = PEERS[sys.argv[1]](Path(sys.argv[2]))
        except Lacking as lacking:
            answer(lacks=str(lacking))
            return
        answer(version=peer.version)
        for line in sys.stdin:
            order = json.loads(line)
            peer.print([Path(page) for page in order["pages"]], Path(order["into"]))
            answer()


if __name__ == "__main__":
    main()
