"""The smallest XLSX and ODS files that a spreadsheet program would open, for tests."""

import zipfile
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

Rows = Sequence[Sequence[object]]

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PART = '<Override PartName="/{0}" ContentType="application/vnd.openxmlformats-officedocument.{1}+xml"/>'


def write_xlsx(path: Path, sheets: Mapping[str, Rows | str]) -> Path:
    """Write a workbook; a sheet is its rows, or the XML that stands inside `sheetData`."""
    names = [*enumerate(sheets, 1)]
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + _PART.format("xl/workbook.xml", "spreadsheetml.sheet.main")
        + "".join(_PART.format(f"xl/worksheets/sheet{n}.xml", "spreadsheetml.worksheet") for n, _ in names)
        + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
        f'Type="{_DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}"><sheets>'
        + "".join(f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in names)
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONS}">'
        + "".join(
            f'<Relationship Id="rId{n}" Type="{_DOCUMENT}/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n, _ in names
        )
        + "</Relationships>",
    }
    for number, rows in enumerate(sheets.values(), 1):
        inner = rows if isinstance(rows, str) else "".join(_row(n, row) for n, row in enumerate(rows, 1))
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{_MAIN}"><sheetData>{inner}</sheetData></worksheet>'
        )
    return _pack(path, parts)


def _row(number: int, cells: Sequence[object]) -> str:
    written = (_cell(f"{chr(64 + column)}{number}", cell) for column, cell in enumerate(cells, 1))
    return f'<row r="{number}">{"".join(written)}</row>'


def _cell(name: str, value: object) -> str:
    if isinstance(value, int | float):
        return f'<c r="{name}"><v>{value}</v></c>'
    text = escape(str(value))
    return f'<c r="{name}" t="inlineStr"><is><t>{text}</t></is></c>' if text else ""


def write_ods(path: Path, sheets: Mapping[str, Rows | str]) -> Path:
    """Write a document; a sheet is its rows, or the XML that stands inside its table."""
    tables = "".join(
        f'<table:table table:name="{name}">'
        + (rows if isinstance(rows, str) else "".join(map(_ods_row, rows)))
        + "</table:table>"
        for name, rows in sheets.items()
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    return _pack(
        path,
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": "<manifest:manifest "
            'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
            "content.xml": f"<office:document-content {spaces}><office:body><office:spreadsheet>{tables}"
            "</office:spreadsheet></office:body></office:document-content>",
        },
    )


def _ods_row(cells: Sequence[object]) -> str:
    written = "".join(
        f'<table:table-cell office:value-type="float" office:value="{cell}"/>'
        if isinstance(cell, int | float)
        else '<table:table-cell office:value-type="string">'
        f"<text:p>{escape(str(cell))}</text:p></table:table-cell>"
        if cell
        else "<table:table-cell/>"
        for cell in cells
    )
    # As LibreOffice does: the rest of the row, up to the last column there can be.
    rest = f'<table:table-cell table:number-columns-repeated="{16384 - len(cells)}"/>'
    return f"<table:table-row>{written}{rest}</table:table-row>"


def _pack(path: Path, parts: Mapping[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            head = '<?xml version="1.0" encoding="UTF-8"?>' if text.startswith("<") else ""
            archive.writestr(zipfile.ZipInfo(name), head + text, zipfile.ZIP_DEFLATED)
    return path
