"""CSV, XLSX, ODS and XLS files, read as text row by row; nothing is unpacked that could fill the memory."""

import codecs
import csv
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol
from xml.parsers import expat

from zvarot.case.bounds import leads_out
from zvarot.case.tables import MAX_COLUMNS, MAX_ROWS, Delimiter, Grid, Table, Unreadable, gridded, written
from zvarot.findings import did_you_mean

MAX_BYTES = 50_000_000
MAX_UNPACKED = 200_000_000
MAX_CELLS = 5_000_000
_PIECE = 1_000_000
"""As much of a packed file is held at once before its size is known."""

_CSV = {".csv", ".tsv", ".txt"}
_WORKBOOKS = {".xlsx", ".xlsm", ".ods", ".xls"}
_CELL = re.compile(rb"""<(?:\w+:)?(?:c|row)\b[^<>]*?\br\s*=\s*["']([A-Za-z]*)(\d+)["'][^<>]*>""")
_ERROR_TYPE = re.compile(rb"""\bt\s*=\s*["']e["']""")
_SHEET = re.compile(r"xl/worksheets/.*\.xml$")
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_NO_ARCHIVE = (
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    expat.ExpatError,
    zipfile.BadZipFile,
    zlib.error,
)
_DAMAGED = "this is no spreadsheet, or it is damaged or has a password"
_SAVE = "Open it in a spreadsheet program, take off its password, and save it again as XLSX."
_TOO_LARGE = (
    f"Keep to {MAX_ROWS:,} rows and {MAX_COLUMNS:,} columns; delete the columns that letters do not need."
)


def read_spreadsheet(folder: Path, table: Table) -> Grid:
    """Read the file of a table; raise Unreadable when that cannot be done."""
    path = _inside(folder, table.file or "")
    kind = path.suffix.lower()
    if kind not in _CSV | _WORKBOOKS:
        raise Unreadable("file", "this is no kind of table that can be read", "Save it as XLSX, ODS or CSV.")
    try:
        if path.stat().st_size > MAX_BYTES:
            raise Unreadable("file", "the file holds more than 50 MB", _TOO_LARGE)
        with path.open("rb") as file:
            start = file.read(len(_OLD_EXCEL))
    except OSError as error:
        raise Unreadable(
            "file", f"the file cannot be read: {error.strerror}", "Check its permissions."
        ) from None
    if kind in _CSV:
        return gridded(str(path), _csv(path, table))
    return _workbook(path, table, packed=start != _OLD_EXCEL)


def _inside(folder: Path, file: str) -> Path:
    """Return the path of a file that stands inside a folder, and is not a link that leads out of it."""
    path = folder / file
    if leads_out(path, folder):
        raise Unreadable("file", "this file is outside the campaign's folder", "Copy it into the folder.")
    if not path.is_file():
        raise Unreadable("file", "there is no such file", "Write its path from the campaign's folder on.")
    return path


# CSV ------------------------------------------------------------------------------------------


def _csv(path: Path, table: Table) -> Iterator[list[str]]:
    """Yield the rows of a file as they are read."""
    sign = (table.delimiter or _delimiter(_lines(path, table.encoding))).sign
    row = 0
    try:
        for row, cells in enumerate(csv.reader(_lines(path, table.encoding), delimiter=sign, strict=True), 1):
            if row > MAX_ROWS or len(cells) > MAX_COLUMNS:
                raise Unreadable("file", "the table is too large", _TOO_LARGE)
            yield [cell.strip() for cell in cells]
    except csv.Error as error:
        row += 1
        if "field limit" in str(error):
            raise Unreadable("file", f"a cell in row {row} is too long", "Shorten it.", row) from None
        raise Unreadable(
            "file",
            f"the quotation marks in row {row} do not match",
            'A cell that holds a quotation mark stands in them, and has it doubled: "Hotel ""Minsk""".',
            row,
        ) from None


def _lines(path: Path, encoding: str | None, read: int = 0) -> Iterator[str]:
    """Yield the lines of a file in NFC; nothing is guessed, and nothing is left out."""
    try:
        with path.open(encoding=codecs.lookup(encoding or "utf-8-sig").name, newline="") as file:
            for line in file:
                read += 1
                yield unicodedata.normalize("NFC", line)
    except LookupError:
        raise Unreadable(
            "encoding", "there is no encoding of this name", "Such as: windows-1251, windows-1252, utf-16."
        ) from None
    except UnicodeError as error:
        # The piece of the file that cannot be read begins behind the lines that could.
        row = read + 1
        row += error.object[: error.start].count(b"\n") if isinstance(error, UnicodeDecodeError) else 0
        raise Unreadable(
            "file",
            f"row {row} is not {encoding or 'UTF-8'} text",
            "Save the table as UTF-8, or name its encoding: `encoding: windows-1251`.",
            row,
        ) from None


def _delimiter(lines: Iterator[str]) -> Delimiter:
    """Return what separates most cells of the headings."""
    headings = next((line for line in lines if line.strip()), "")
    cells = {sign: next(csv.reader([headings], delimiter=sign.sign), []) for sign in Delimiter}
    return max(Delimiter, key=lambda sign: len(cells[sign]))


# Workbooks ------------------------------------------------------------------------------------


def _workbook(path: Path, table: Table, packed: bool) -> Grid:
    try:
        from python_calamine import CalamineWorkbook
    except ModuleNotFoundError:
        help = 'Run: pip install "zvarot[tables]", or save the table as CSV.'
        raise Unreadable("file", "reading this kind of table needs python-calamine", help) from None
    broken = _checked(path) if packed else frozenset()
    with _undamaged():
        book: Any = CalamineWorkbook.from_path(str(path))
        sheet = book.get_sheet_by_index(_sheet(book.sheet_names, table.sheet))
    if sheet.total_height > MAX_ROWS + 1 or sheet.total_height * sheet.total_width > MAX_CELLS:
        raise Unreadable("file", "the table is too large", _TOO_LARGE)
    return gridded(str(path), _cells(sheet), broken)


def _cells(sheet: Any) -> Iterator[list[str]]:
    """Yield the rows of a sheet, the empty ones above and the empty columns before the first cell too."""
    before = [""] * (sheet.start or (0, 0))[1]
    with _undamaged():
        for cells in sheet.iter_rows():
            yield [*before, *map(written, cells)]


@contextmanager
def _undamaged() -> Iterator[None]:
    """Say of whatever calamine raises that the file is damaged."""
    try:
        yield
    except Unreadable:
        raise
    except BaseException as error:
        # A panic of calamine is no Exception.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise Unreadable("file", _DAMAGED, _SAVE) from None


def _sheet(names: list[str], wanted: str | None) -> int:
    """Return the number of a sheet, from 0."""
    if wanted in names:
        return names.index(wanted)
    if wanted is not None:
        help = did_you_mean(wanted, names) or f"There are: {', '.join(names)}."
        raise Unreadable("sheet", "the file has no sheet of this name", help)
    if len(names) != 1:
        raise Unreadable("file", f"the file has {len(names)} sheets", "Say which one: `sheet: …`.")
    return 0


def _checked(path: Path) -> frozenset[tuple[int, int]]:
    """Look into a packed workbook before it is opened; return the cells that show an error."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _looked_into(archive)
    except _NO_ARCHIVE:
        raise Unreadable("file", _DAMAGED, _SAVE) from None


def _looked_into(archive: zipfile.ZipFile) -> frozenset[tuple[int, int]]:
    if "xl/workbook.bin" in archive.namelist():
        # The cells of this kind cannot be measured.
        raise zipfile.BadZipFile
    left = MAX_UNPACKED
    sheets: list[_Sheet] = []
    for info in archive.infolist():
        measure = _measure(info.filename)
        sheets += [measure] if isinstance(measure, _Sheet) else []
        for piece in _pieces(archive, info, left):
            left -= len(piece)
            if measure:
                measure.feed(piece)
    if len(sheets) > 1 and any(sheet.errors for sheet in sheets):
        # Which file is which sheet is known only where there is one.
        help = "Mend the cells that begin with #, or save the one sheet that is meant as a file of its own."
        raise Unreadable("file", "the file has several sheets, and an error in a cell of one", help)
    return frozenset(sheets[0].errors) if sheets else frozenset()


def _pieces(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> Iterator[bytes]:
    """Unpack one file of an archive piece by piece, but no more of it than a limit allows."""
    # The size that an archive tells may be a lie: so read on until it ends.
    info.file_size = limit + 2
    left = limit
    with archive.open(info) as packed:
        while piece := packed.read(min(_PIECE, left + 1)):
            left -= len(piece)
            if left < 0:
                raise Unreadable("file", "the file unpacks to more than 200 MB", _TOO_LARGE)
            yield piece


class _Measure(Protocol):
    """Refuses a sheet whose cells lie far apart: the space between them would fill the memory."""

    def feed(self, piece: bytes) -> None:
        """Take the next piece of the sheet's file."""


def _measure(name: str) -> _Measure | None:
    """Return what measures a file of an archive; nothing does where it is no sheet."""
    if _SHEET.match(name):
        return _Sheet()
    return _Document() if name == "content.xml" else None


class _Sheet:
    """Measures a sheet of XLSX, and finds the cells that show an error."""

    def __init__(self) -> None:
        self.rows = self.columns = 0
        self.errors: set[tuple[int, int]] = set()
        self.rest = b""

    def feed(self, piece: bytes) -> None:
        """Take the next piece; a tag that is cut off waits for the one behind it."""
        piece = self.rest + piece
        end = piece.rfind(b"<")
        end = end if end >= 0 and b">" not in piece[end:] else len(piece)
        self.rest = piece[end:]
        if len(self.rest) > _PIECE:
            raise zipfile.BadZipFile
        for found in _CELL.finditer(piece, 0, end):
            row, column = int(found[2]), _number(found[1])
            self.rows, self.columns = max(self.rows, row), max(self.columns, column)
            if _ERROR_TYPE.search(found[0]):
                self.errors.add((row, column))
        _refuse_large(self.rows, self.columns)


def _number(letters: bytes) -> int:
    """Return the number of a column: 28 for `AB`."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


class _Document:
    """Measures an ODS document: the rows and columns up to the last cell that holds something."""

    def __init__(self) -> None:
        self.row = self.column = self.repeated = 0
        self.columns = 0
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.begin

    def feed(self, piece: bytes) -> None:
        """Take the next piece."""
        self.parser.Parse(piece, False)

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        if name == "table:table":
            self.row = self.columns = 0
        elif name == "table:table-row":
            self.repeated = int(attributes.get("table:number-rows-repeated", "1"))
            self.row, self.column = self.row + self.repeated, 0
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self.column += int(attributes.get("table:number-columns-repeated", "1"))
            if any(key.startswith(("office:", "calcext:", "table:formula")) for key in attributes):
                self.columns = max(self.columns, self.column)
                _refuse_large(self.row, self.columns)


def _refuse_large(rows: int, columns: int) -> None:
    if rows > MAX_ROWS + 1 or columns > MAX_COLUMNS or rows * columns > MAX_CELLS:
        raise Unreadable("file", "the table is too large", _TOO_LARGE)
