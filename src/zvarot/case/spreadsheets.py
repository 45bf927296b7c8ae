"""CSV, XLSX, ODS and XLS files, read as text; nothing is unpacked that could fill the memory."""

import codecs
import csv
import io
import re
import unicodedata
import zipfile
import zlib
from pathlib import Path
from typing import Any
from xml.parsers import expat

from zvarot.case.bounds import leads_out
from zvarot.case.tables import MAX_COLUMNS, MAX_ROWS, Delimiter, Grid, Table, Unreadable, gridded, written
from zvarot.findings import did_you_mean

MAX_BYTES = 20_000_000
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
            raise Unreadable("file", "the file holds more than 20 MB", _TOO_LARGE)
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(
            "file", f"the file cannot be read: {error.strerror}", "Check its permissions."
        ) from None
    return _csv(str(path), data, table) if kind in _CSV else _workbook(str(path), data, table)


def _inside(folder: Path, file: str) -> Path:
    """Return the path of a file that stands inside a folder, and is not a link that leads out of it."""
    path = folder / file
    if leads_out(path, folder):
        raise Unreadable("file", "this file is outside the campaign's folder", "Copy it into the folder.")
    if not path.is_file():
        raise Unreadable("file", "there is no such file", "Write its path from the campaign's folder on.")
    return path


# CSV ------------------------------------------------------------------------------------------


def _csv(name: str, data: bytes, table: Table) -> Grid:
    text = _decoded(data, table.encoding)
    sign = (table.delimiter or _delimiter(text)).sign
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    raw: list[list[str]] = []
    try:
        for cells in reader:
            raw.append([cell.strip() for cell in cells])
            if len(raw) > MAX_ROWS or len(cells) > MAX_COLUMNS:
                raise Unreadable("file", "the table is too large", _TOO_LARGE)
    except csv.Error as error:
        row = len(raw) + 1
        if "field limit" in str(error):
            raise Unreadable("file", f"a cell in row {row} is too long", "Shorten it.", row) from None
        raise Unreadable(
            "file",
            f"the quotation marks in row {row} do not match",
            'A cell that holds a quotation mark stands in them, and has it doubled: "Hotel ""Minsk""".',
            row,
        ) from None
    return gridded(name, raw)


def _decoded(data: bytes, encoding: str | None) -> str:
    """Return the text in NFC; nothing is guessed, and nothing is left out."""
    try:
        text = data.decode(codecs.lookup(encoding or "utf-8-sig").name)
    except LookupError:
        raise Unreadable(
            "encoding", "there is no encoding of this name", "Such as: windows-1251, windows-1252, utf-16."
        ) from None
    except UnicodeError as error:
        row = data[: error.start].count(b"\n") + 1 if isinstance(error, UnicodeDecodeError) else 1
        raise Unreadable(
            "file",
            f"row {row} is not {encoding or 'UTF-8'} text",
            "Save the table as UTF-8, or name its encoding: `encoding: windows-1251`.",
            row,
        ) from None
    return unicodedata.normalize("NFC", text)


def _delimiter(text: str) -> Delimiter:
    """Return what separates most cells of the headings."""
    headings = next((line for line in text.splitlines() if line.strip()), "")
    cells = {sign: next(csv.reader([headings], delimiter=sign.sign), []) for sign in Delimiter}
    return max(Delimiter, key=lambda sign: len(cells[sign]))


# Workbooks ------------------------------------------------------------------------------------


def _workbook(name: str, data: bytes, table: Table) -> Grid:
    try:
        from python_calamine import CalamineWorkbook
    except ModuleNotFoundError:
        help = 'Run: pip install "zvarot[tables]", or save the table as CSV.'
        raise Unreadable("file", "reading this kind of table needs python-calamine", help) from None
    packed = zipfile.is_zipfile(io.BytesIO(data)) or not data.startswith(_OLD_EXCEL)
    broken = _checked(data) if packed else frozenset()
    try:
        book: Any = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheet = book.get_sheet_by_index(_sheet(book.sheet_names, table.sheet))
        if sheet.total_height > MAX_ROWS + 1 or sheet.total_height * sheet.width > MAX_CELLS:
            raise Unreadable("file", "the table is too large", _TOO_LARGE)
        rows = sheet.to_python(skip_empty_area=False)
    except Unreadable:
        raise
    except BaseException as error:
        # A panic of calamine is no Exception.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise Unreadable("file", _DAMAGED, _SAVE) from None
    raw = [[written(cell) for cell in cells] for cells in rows]
    return gridded(name, raw, broken)


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


def _checked(data: bytes) -> frozenset[tuple[int, int]]:
    """Look into a packed workbook before it is opened; return the cells that show an error."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _looked_into(archive)
    except _NO_ARCHIVE:
        raise Unreadable("file", _DAMAGED, _SAVE) from None


def _looked_into(archive: zipfile.ZipFile) -> frozenset[tuple[int, int]]:
    if "xl/workbook.bin" in archive.namelist():
        # The cells of this kind cannot be measured.
        raise zipfile.BadZipFile
    left = MAX_UNPACKED
    broken: list[set[tuple[int, int]]] = []
    for info in archive.infolist():
        content = _unpacked(archive, info, left)
        left -= len(content)
        if info.filename == "content.xml":
            _measure_ods(content)
        elif _SHEET.match(info.filename):
            broken.append(_measure_xlsx(content))
    if len(broken) > 1 and any(broken):
        # Which file is which sheet is known only where there is one.
        help = "Mend the cells that begin with #, or save the one sheet that is meant as a file of its own."
        raise Unreadable("file", "the file has several sheets, and an error in a cell of one", help)
    return frozenset(broken[0]) if broken else frozenset()


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes:
    """Unpack one file of an archive, but no more of it than a limit allows."""
    # The size that an archive tells may be a lie: so read on until it ends.
    info.file_size = limit + 2
    left = limit
    with archive.open(info) as packed:
        while piece := packed.read(min(_PIECE, left + 1)):
            left -= len(piece)
            if left < 0:
                raise Unreadable("file", "the file unpacks to more than 200 MB", _TOO_LARGE)
    with archive.open(info) as packed:
        return packed.read(limit + 1)


def _measure_xlsx(content: bytes) -> set[tuple[int, int]]:
    """Refuse a sheet whose cells lie far apart: the space between them would fill the memory."""
    rows, columns, errors = 0, 0, set()
    for found in _CELL.finditer(content):
        row, column = int(found[2]), _number(found[1])
        rows, columns = max(rows, row), max(columns, column)
        if _ERROR_TYPE.search(found[0]):
            errors.add((row, column))
    _refuse_large(rows, columns)
    return errors


def _number(letters: bytes) -> int:
    """Return the number of a column: 28 for `AB`."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _measure_ods(content: bytes) -> None:
    """Refuse a document whose repeated cells would fill the memory."""
    parser = expat.ParserCreate()
    size = _Size()
    parser.StartElementHandler = size.begin
    parser.Parse(content, True)


class _Size:
    """Counts the rows and columns up to the last cell that holds something."""

    def __init__(self) -> None:
        self.row = self.column = self.repeated = 0
        self.columns = 0

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
