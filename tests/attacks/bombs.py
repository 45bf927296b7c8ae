"""Files that ask for more time or memory than there is, and what must come of each.

A bomb is one file of a campaign. Each is made where it is used, for some are large. `expected` are the kinds
of failure that it may end in; which limit is met first can depend on the machine.
"""

import struct
import zipfile
import zlib
from base64 import b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import invented
import workbooks
from zvarot.findings import FaultyFiles, TemplateFault, ZvarotError
from zvarot.press.tasks import OutOfBounds
from zvarot.writing.folders import shipped_templates

LETTER = "templates/forms/open-letter/en/letter.html.j2"
PAGE, STYLE, LABELS = "templates/layout/opening.html.j2", "templates/styles/own.css", "templates/labels/en.po"
CASE, TABLE, PICTURE, FONT = "case.yaml", "offices", "logo.png", "font.ttf"

TOO_MUCH = (OutOfBounds,)
IN_TEMPLATE = (TemplateFault,)
IN_FILES = (FaultyFiles,)
EITHER = (OutOfBounds, TemplateFault)
"""Time or memory, whichever is at its end first."""


@dataclass(frozen=True)
class Bomb:
    """One file that asks for too much."""

    id: str
    where: str
    """The file, as seen from the campaign's folder."""
    make: Callable[[Path], None]
    """Writes it into a campaign's folder."""
    expected: tuple[type[ZvarotError], ...]


def write(path: Path, content: str | bytes) -> None:
    """Write a file, with the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


# Templates --------------------------------------------------------------------------------------------


def _template(id: str, words: str, *expected: type[ZvarotError]) -> Bomb:
    """Return a bomb in the words of a letter."""

    def make(folder: Path) -> None:
        shipped = LETTER.removeprefix("templates/")
        write(folder / LETTER, f'{{% extends "!{shipped}" %}}{{% block body %}}{words}{{% endblock %}}')

    return Bomb(id, LETTER, make, expected or TOO_MUCH)


def _file(id: str, template: str) -> Bomb:
    """Return a bomb that is a whole template."""
    return Bomb(id, LETTER, lambda folder: write(folder / LETTER, template), IN_TEMPLATE)


_MANY = "range(99999)"
LOOPS = f"{{% for a in {_MANY} %}}{{% for b in {_MANY} %}}{{% endfor %}}{{% endfor %}}"

IN_WORDS = (
    _template("loops", LOOPS),
    _template("range", "{{ range(10**12)|list|length }}", *IN_TEMPLATE),
    _template("macro", "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", *IN_TEMPLATE),
    _template(
        "macro-twice",
        "{% macro a(n) %}{% if n %}{{ a(n - 1) }}{{ a(n - 1) }}{% endif %}{% endmacro %}{{ a(60) }}",
    ),
    _file("include", '{% include "forms/open-letter/en/letter.html.j2" %}'),
    _file("extends", '{% extends "forms/open-letter/en/letter.html.j2" %}'),
    _template("block", "{{ self.body() }}", *IN_TEMPLATE),
    _template("multiplication", "{{ 'x' * 10**10 }}", *EITHER),
    _template(
        "doubling",
        "{% set ns = namespace(a='x') %}{% for i in range(60) %}{% set ns.a = ns.a ~ ns.a %}{% endfor %}",
        *EITHER,
    ),
    _template("exponent", "{{ (9**(9**9))|string|length }}"),
    _template("list-of-joins", f"{{{{ {_MANY}|map('string')|map('center', 99999)|join|length }}}}", *EITHER),
    _template("list", f"{{{{ ({_MANY}|list * 99999)|length }}}}", *EITHER),
    _template("center", "{{ 'x'|center(10**10) }}", *EITHER),
    _template("indent", "{{ ('x\\n' * 10**6)|indent(10**6) }}", *EITHER),
    _template("wordwrap", "{{ ('x' * 10**8)|wordwrap(1) }}", *EITHER),
    _template("format", "{{ '%10000000000d'|format(1) }}", *EITHER),
    _template("format-of-python", "{{ '{:10000000000}'.format(1) }}", *EITHER),
    _template("batch", "{{ range(9)|batch(10**10, 'x')|list }}", *EITHER),
    _template("sort", f"{{{{ ({_MANY}|list * 3000)|sort|length }}}}", *EITHER),
    _template("striptags", "{{ ('<' * 10**8)|striptags }}", *EITHER),
    _template("replace", "{{ ('x' * 10**5)|replace('x', 'x' * 10**5)|length }}", *EITHER),
)

# Pages ------------------------------------------------------------------------------------------------


def _page(id: str, html: str, *expected: type[ZvarotError]) -> Bomb:
    """Return a bomb in the layout."""
    return Bomb(id, PAGE, lambda folder: write(folder / PAGE, html), expected or TOO_MUCH)


def _style(id: str, css: str | Iterable[str], *expected: type[ZvarotError]) -> Bomb:
    """Return a bomb in the stylesheet."""
    return Bomb(id, STYLE, lambda folder: write(folder / STYLE, "".join(css)), expected or TOO_MUCH)


def _nested(element: str, depth: int, end: str = "") -> str:
    closing = end or f"</{element.split()[0]}>"
    return f"{{{{ ('<{element}>' * {depth})|safe }}}}x{{{{ ('{closing}' * {depth})|safe }}}}"


def _packed(kind: str, data: bytes) -> str:
    return f"data:image/{kind};base64,{b64encode(data).decode()}"


_USES = "<g id='g0'/>" + "".join(
    f"<g id='g{level}'>" + f"<use href='#g{level - 1}'/>" * 10 + "</g>" for level in range(1, 12)
)
"""Groups each of which holds the one before it ten times."""


def png(width: int, height: int) -> bytes:
    """Return a PNG of so many points, all of them white."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(9)
    line = bytes(1 + width // 8)
    rows = b"".join([*(packer.compress(line) for _ in range(height)), packer.flush()])
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


ON_PAGES = (
    _page("flex", _nested('div style="display:flex"', 15, "</div>")),
    _page("grid", _nested('div style="display:grid"', 15, "</div>")),
    _page("tables", _nested("table><tr><td", 90, "</td></tr></table>")),
    _page("floats", _nested('div style="float:left"', 300, "</div>")),
    _page("inline-blocks", _nested('div style="display:inline-block"', 150, "</div>")),
    _page("deep", _nested("div", 50_000)),
    _page("combining", "<p>a{{ '\u0301' * 100000 }}</p>"),
    _page("rows", "<table>{{ ('<tr><td>x</td><td>y</td></tr>' * 20000)|safe }}</table>"),
    _page("word", "<p>{{ 'x' * 5000000 }}</p>"),
    _page("soft-hyphens", "<p>{{ ('x&shy;' * 1000000)|safe }}</p>"),
    _page(
        "data", '<img alt="x" src="data:image/png;base64,{{ "QUJD" * 7000000 }}">', *TOO_MUCH, *IN_TEMPLATE
    ),
    _page("picture", f'<img alt="x" src="{_packed("png", png(9000, 9000))}">', *IN_TEMPLATE),
    _style("picture-behind", f'body{{background:url("{_packed("png", png(9000, 9000))}")}}', *IN_TEMPLATE),
    _page("drawing-of-itself", f"<svg>{_USES}</svg>", *IN_TEMPLATE),
    _page(
        "selectors",
        "<style>{{ 'div:not(:has(p~p p))>*+*~*,' * 20000 }}p{color:red}</style>"
        "{{ ('<p><b>x</b></p>' * 500)|safe }}",
    ),
    _style(
        "variables",
        [
            "html{--a0:x x;",
            *(f"--a{n}:var(--a{n - 1}) var(--a{n - 1});" for n in range(1, 60)),
            "}p{font-family:var(--a59)}",
        ],
    ),
    _style("calc", "p{width:" + "calc(1px + " * 9000 + "1px" + ")" * 9000 + "}"),
    _style("size-of-page", "@page{size:1000000mm}p{margin:1e9mm}"),
    _style("stops", "body{background:linear-gradient(" + "red," * 100_000 + "red)}"),
    _style("page-in-page", "@page{margin:49.99% 0;size:10mm 1mm}"),
    _style("brackets", "p{color:" + "(" * 400_000 + "}"),
)

# Labels and data --------------------------------------------------------------------------------------


def _labels(id: str, change: Callable[[str], str]) -> Bomb:
    def make(folder: Path) -> None:
        shipped = (shipped_templates() / "labels" / "en.po").read_text(encoding="utf-8")
        write(folder / LABELS, change(shipped))

    return Bomb(id, LABELS, make, (*IN_TEMPLATE, *IN_FILES))


def _case(id: str, old: str, new: Callable[[], str], *expected: type[ZvarotError]) -> Bomb:
    """Return a bomb in the case file."""

    def make(folder: Path) -> None:
        text = (folder / CASE).read_text(encoding="utf-8")
        assert old in text
        write(folder / CASE, text.replace(old, new(), 1))

    return Bomb(id, CASE, make, expected or IN_FILES)


def _offices(folder: Path, name: str) -> None:
    recipients = (folder / "recipients.yaml").read_text(encoding="utf-8")
    write(folder / "recipients.yaml", f"{recipients}\ntables:\n  - id: offices\n    file: {name}\n")


_HEADS = ("id", "kind", "office", "language", "source", "verified", "quality")


def _zip_bomb(folder: Path) -> None:
    _offices(folder, "offices.xlsx")
    path = workbooks.write_xlsx(folder / "offices.xlsx", {"a": [_HEADS]})
    sheet = "xl/worksheets/sheet2.xml"
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open(sheet, "w") as packed:
        for _ in range(400):
            packed.write(bytes(1_000_000))


def _giant_cell(folder: Path) -> None:
    _offices(folder, "offices.csv")
    row = ("giant", "authority", "x" * 10_000_000, "en", "https://example.org/", "2024-02-20", "verified")
    write(folder / "offices.csv", "\n".join(map(",".join, (_HEADS, row))))


def _many_cells(folder: Path) -> None:
    _offices(folder, "offices.csv")
    write(folder / "offices.csv", ",".join(_HEADS) + "\n" + "x\n" * 9_000_000)


def _look(folder: Path, line: str) -> None:
    campaign = (folder / "campaign.yaml").read_text(encoding="utf-8")
    write(folder / "campaign.yaml", f"{campaign}\nlook:\n  {line}\n")


def _huge_logo(folder: Path) -> None:
    _look(folder, "logo: logo.png")
    write(folder / PICTURE, png(60_000, 60_000))


def _font(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        _look(folder, f"fonts: [{FONT}]")
        write(folder / FONT, change(invented.font()))

    return make


def _many_tables(font: bytes) -> bytes:
    """Return a font that says that it has as many tables as can be counted, all of them the same."""
    entry = b"OS/2" + font[16:28]
    return font[:4] + struct.pack(">H", 65535) + font[6:12] + entry * 65535 + font


IN_DATA = (
    _labels("plural-power", lambda text: text.replace("(n != 1)", "n**n**n")),
    _labels("plural-long", lambda text: text.replace("(n != 1)", "n" + "*n" * 2_000)),
    _labels("plural-deep", lambda text: text.replace("(n != 1)", "(" * 300 + "n" + ")" * 300)),
    _labels("plural-many", lambda text: text.replace("nplurals=2", "nplurals=999999999")),
    _labels("labels-large", lambda text: text + "# x\n" * 300_000),
    _case("text", "Officers came with", lambda: "word " * 380_000),
    _case("text-without-space", "Officers came with", lambda: "x" * 1_900_000),
    _case("text-of-references", "Officers came with", lambda: "{person:person}" * 120_000),
    _case("text-of-braces", "Officers came with", lambda: "{" * 1_900_000),
    _case("text-over-limit", "Officers came with", lambda: "word " * 900_000),
    _case("depth", "title: Invented defenders", lambda: "title: " + "[" * 500_000),
    _case(
        "aliases", "title: Invented defenders", lambda: "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\ntitle: x"
    ),
    _case("value", "value: 60", lambda: "value: " + "9" * 1_900_000),
    _case("date", "date: 2024-02-01", lambda: "date: " + "9" * 1_900_000),
    Bomb("zip", TABLE, _zip_bomb, IN_FILES),
    Bomb("cell", TABLE, _giant_cell, IN_FILES),
    Bomb("cells", TABLE, _many_cells, IN_FILES),
    Bomb("logo", PICTURE, _huge_logo, IN_FILES),
    Bomb("font-tables", FONT, _font(_many_tables), IN_FILES),
    Bomb("font-packed", FONT, _font(lambda _: b"wOF2" + bytes(20_000_000)), IN_FILES),
)

BOMBS = (*IN_WORDS, *ON_PAGES, *IN_DATA)
