"""CSV, XLSX and ODS files: read whole and as they are, or not at all."""

import io
import os
import sys
import zipfile
from pathlib import Path

import pytest

from workbooks import write_ods, write_xlsx
from zvarot.case import spreadsheets
from zvarot.case.spreadsheets import read_spreadsheet
from zvarot.case.tables import MAX_ROWS, Delimiter, Grid, Table, Unreadable

HEADINGS = ("office", "postcode", "town")
SHEET = [HEADINGS, ("Камітэт; прыкладаў", 220030.0, "Minsk, Belarus"), (), ("Committee", "01067", "Dresden")]
ROWS = [(2, ("Камітэт; прыкладаў", "220030", "Minsk, Belarus")), (4, ("Committee", "01067", "Dresden"))]


def read(path: Path, **keys: object) -> Grid:
    return read_spreadsheet(path.parent, Table(id="offices", file=path.name, **keys))  # type: ignore[arg-type]


def refused(path: Path, **keys: object) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        [*read(path, **keys).rows]
    return caught.value


def csv_file(folder: Path, content: bytes | str, name: str = "offices.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


# CSV ------------------------------------------------------------------------------------------

LINES = (
    'office{0}postcode{0}town\n"Камітэт; прыкладаў"{0}220030{0}"Minsk, Belarus"\n'
    "\nCommittee{0}01067{0}Dresden\n"
)


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_csv_file_is_read_whatever_separates_its_cells(tmp_path: Path, sign: str, encoding: str) -> None:
    grid = read(csv_file(tmp_path, LINES.format(sign).encode(encoding)))
    assert (grid.headings, [*grid.rows]) == (HEADINGS, ROWS)
    assert (grid.name, grid.heading_row) == (str(tmp_path / "offices.csv"), 1)


@pytest.mark.parametrize("encoding", ["windows-1251", "utf-16", "koi8-u"])
def test_another_encoding_is_read_when_it_is_named(tmp_path: Path, encoding: str) -> None:
    path = csv_file(tmp_path, "office\nКамитет\n".encode(encoding))
    assert [*read(path, encoding=encoding).rows] == [(2, ("Камитет",))]


def test_another_encoding_is_never_guessed(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "office\nOffice\nКамитет\n".encode("windows-1251"))
    fault = refused(path)
    assert (fault.message, fault.row) == ("row 3 is not UTF-8 text", 3)
    assert "windows-1251" in fault.help


@pytest.mark.parametrize("encoding", ["rot13", "base64", "windows-9999", "hex"])
def test_what_is_no_encoding_of_text_is_refused(tmp_path: Path, encoding: str) -> None:
    assert refused(csv_file(tmp_path, "office\nOffice\n"), encoding=encoding).key == "encoding"


def test_a_delimiter_that_is_named_is_taken(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "office, town, region;note\nOffice;x\n")
    assert read(path, delimiter=Delimiter.SEMICOLON).headings == ("office, town, region", "note")


def test_rows_are_counted_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    path = csv_file(tmp_path, 'office,lines\r\nFirst,"one\r\ntwo"\r\nSecond,three\r\n')
    assert [*read(path).rows] == [(2, ("First", "one\r\ntwo")), (3, ("Second", "three"))]


@pytest.mark.parametrize("row", ['"open', '"closed" too soon'])
def test_quotation_marks_that_do_not_match_are_refused(tmp_path: Path, row: str) -> None:
    assert refused(csv_file(tmp_path, f"office\nOffice\n{row}\n")).row == 3


def test_too_many_rows_are_refused(tmp_path: Path) -> None:
    assert "too large" in refused(csv_file(tmp_path, "office\n" + "a\n" * (MAX_ROWS + 1))).message


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "")
    os.truncate(path, spreadsheets.MAX_BYTES + 1)
    assert refused(path).message == "the file holds more than 50 MB"


def test_a_row_that_is_not_text_is_named_however_far_down_it_stands(tmp_path: Path) -> None:
    good = "Камітэт прыкладаў,1\n".encode()
    path = csv_file(tmp_path, b"office,number\n" + good * 5000 + b"\xd0\xd0,2\n" + good * 5000)
    assert (refused(path).row, refused(path).key) == (5002, "file")


def test_rows_are_read_on_the_way_and_not_before(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "office\n" + "Office\n" * 5000 + '"open\n')
    rows = read(path).rows
    assert [next(rows) for _ in range(5000)][-1] == (5001, ("Office",))
    with pytest.raises(Unreadable, match="row 5002"):
        next(rows)


# Workbooks ------------------------------------------------------------------------------------


@pytest.mark.parametrize("write", [write_xlsx, write_ods])
@pytest.mark.parametrize("sheet", [None, "Offices"])
def test_a_workbook_is_read_as_text(tmp_path: Path, write: object, sheet: str | None) -> None:
    assert callable(write)
    path = write(tmp_path / ("a.xlsx" if write is write_xlsx else "a.ods"), {"Offices": SHEET})
    grid = read(path, sheet=sheet)
    assert (grid.headings, [*grid.rows]) == (HEADINGS, ROWS)


def test_a_workbook_of_old_excel_is_read_too() -> None:
    grid = read(Path(__file__).with_name("offices.xls"))
    assert (grid.headings, [*grid.rows]) == (HEADINGS, ROWS)


def test_the_sheet_is_the_one_that_is_named(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"Old": [["x"], ["y"]], "New": SHEET})
    assert [*read(path, sheet="New").rows] == ROWS
    assert refused(path).message == "the file has 2 sheets"
    assert refused(path, sheet="Nwe").help == 'did you mean "New"?'


def test_rows_of_a_sheet_that_begins_lower_are_counted_from_its_top(tmp_path: Path) -> None:
    row = '<row r="{0}"><c r="C{0}" t="inlineStr"><is><t>{1}</t></is></c></row>'
    path = write_xlsx(tmp_path / "a.xlsx", {"One": row.format(5, "office") + row.format(7, "Committee")})
    grid = read(path)
    assert (grid.heading_row, grid.headings) == (5, ("", "", "office"))
    assert [*grid.rows] == [(7, ("", "", "Committee"))]


def test_a_date_of_a_workbook_is_a_day(tmp_path: Path) -> None:
    cell = '<table:table-cell office:value-type="date" office:date-value="2024-02-20"/>'
    head = '<table:table-cell office:value-type="string"><text:p>verified</text:p></table:table-cell>'
    rows = f"<table:table-row>{head}</table:table-row><table:table-row>{cell}</table:table-row>"
    assert [*read(write_ods(tmp_path / "a.ods", {"One": rows})).rows] == [(2, ("2024-02-20",))]


def test_a_cell_that_shows_an_error_is_known(tmp_path: Path) -> None:
    error = '<row r="2"><c r="A2"><v>1</v></c><c t="e" r="B2"><f>1/0</f><v>#DIV/0!</v></c></row>'
    path = write_xlsx(tmp_path / "a.xlsx", {"One": '<row r="1"><c r="A1"><v>1</v></c></row>' + error})
    assert read(path).broken == {(2, 2)}


def test_cells_are_measured_wherever_the_file_is_cut_into_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = '<row r="2"><c r="A2"><v>1</v></c><c t="e" r="B2"><f>1/0</f><v>#DIV/0!</v></c></row>'
    path = write_xlsx(tmp_path / "a.xlsx", {"One": '<row r="1"><c r="A1"><v>1</v></c></row>' + error})
    for piece in (64, 65, 70, 77, 90):
        monkeypatch.setattr(spreadsheets, "_PIECE", piece)
        assert read(path).broken == {(2, 2)}


def test_without_calamine_the_file_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    path = write_xlsx(tmp_path / "a.xlsx", {"One": SHEET})
    assert 'pip install "zvarot[tables]"' in refused(path).help
    assert [*read(csv_file(tmp_path, "office\nOffice\n")).rows]


# What must not be opened ------------------------------------------------------------------------


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"One": SHEET})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.png", bytes(spreadsheets.MAX_UNPACKED + 1))
    assert path.stat().st_size < 1_000_000
    assert refused(path).message == "the file unpacks to more than 200 MB"


def test_a_zip_bomb_that_lies_about_its_size_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreadsheets, "MAX_UNPACKED", 100_000)
    path = write_xlsx(tmp_path / "a.xlsx", {"One": "<row/>" * 50_000})
    data = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        (true,) = {info.file_size for info in archive.infolist() if info.file_size > 100_000}
    path.write_bytes(data.replace(true.to_bytes(4, "little"), (100).to_bytes(4, "little")))
    with zipfile.ZipFile(path) as archive:
        assert sum(info.file_size for info in archive.infolist()) < 10_000
    assert "unpacks to more than" in refused(path).message


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        "<row r='1'><c s='1' r = 'XFD1'><v>1</v></c></row>",
        '<x:row xmlns:x="a" r="1048576"><c><v>1</v></c></x:row>',
    ],
)
def test_cells_that_lie_far_apart_are_not_spread_out(tmp_path: Path, rows: str) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"One": rows})
    assert refused(path).message == "the table is too large"


def test_cells_that_repeat_without_end_are_not_spread_out(tmp_path: Path) -> None:
    cell = '<table:table-cell {0} office:value-type="float" office:value="1"/>'
    repeated = cell.format('table:number-columns-repeated="16384"')
    wide = f"<table:table-row>{repeated}</table:table-row>"
    long = '<table:table-row table:number-rows-repeated="1048576">' + cell.format("") + "</table:table-row>"
    for rows in (wide, long):
        assert refused(write_ods(tmp_path / "a.ods", {"One": rows})).message == "the table is too large"


@pytest.mark.parametrize(
    "content", [b"", b"no workbook", b"PK\x03\x04 cut off", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)]
)
@pytest.mark.parametrize("name", ["a.xlsx", "a.ods", "a.xls"])
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes, name: str) -> None:
    assert "damaged" in refused(csv_file(tmp_path, content, name)).message


def test_an_archive_that_is_damaged_inside_is_refused(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"One": SHEET})
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 60
    data = bytearray(path.read_bytes())
    data[start : start + 20] = bytes(20)
    path.write_bytes(data)
    assert "damaged" in refused(path).message


def test_numbers_that_are_none_are_refused(tmp_path: Path) -> None:
    row = '<table:table-row table:number-rows-repeated="many"><table:table-cell/></table:table-row>'
    assert "damaged" in refused(write_ods(tmp_path / "a.ods", {"One": row})).message


# Where the file stands ------------------------------------------------------------------------


def test_a_file_outside_the_folder_is_not_read(tmp_path: Path) -> None:
    folder = tmp_path / "campaign"
    (folder / "lists").mkdir(parents=True)
    csv_file(tmp_path, "office\nSecret\n")
    csv_file(folder / "lists", "office\nOffice\n")
    (folder / "link.csv").symlink_to(tmp_path / "offices.csv")
    (folder / "inner.csv").symlink_to(folder / "lists" / "offices.csv")
    (folder / "away").symlink_to(tmp_path)
    names = (
        "../offices.csv",
        str(tmp_path / "offices.csv"),
        "link.csv",
        "away/offices.csv",
        "lists/../../offices.csv",
    )
    for name in names:
        with pytest.raises(Unreadable, match="outside the campaign's folder"):
            read_spreadsheet(folder, Table(id="a", file=name))
    for name in ("lists/offices.csv", "inner.csv"):
        assert [*read_spreadsheet(folder, Table(id="a", file=name)).rows]


@pytest.mark.parametrize("name", ["nowhere.csv", "folder.csv", "pipe.csv", "nul\0.csv"])
def test_what_is_no_file_is_not_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.csv").mkdir()
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(Unreadable):
        read_spreadsheet(tmp_path, Table(id="a", file=name))


@pytest.mark.parametrize("name", ["a.pdf", "a.xlsb", "a", "a.docx"])
def test_another_kind_of_file_is_refused(tmp_path: Path, name: str) -> None:
    assert "no kind of table" in refused(csv_file(tmp_path, "office\nOffice\n", name)).message
