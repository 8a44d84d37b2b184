"""Writing ODS files (OpenDocument 1.2, ISO/IEC 26300), row by row, in which every text stays a text.

A spreadsheet is a ZIP of a few XML files, and a list needs one table of them: written straight into the ZIP it takes no
memory, however long the list. Libraries that build the whole document first need a gigabyte for 100,000 rows.
"""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape

from assoc_desktop.exchange.files import replacing
from assoc_desktop.exchange.tables import Cell, Progress
from assoc_desktop.exchange.xml_text import xml_text
from assoc_desktop.language import _
from assoc_desktop.refusals import Refused

_MAX_ROWS = 1_048_575
_TELL_EVERY = 1_000
_WRITTEN_AT_ONCE = 256
_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
# Stronger compression takes twice the time and saves a tenth.
_LEVEL = 2
_SPACES = re.compile("  +|^ | $")
_NAMESPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
    for short, full in {
        "office": "office", "table": "table", "text": "text", "style": "style", "number": "datastyle",
        "fo": "xsl-fo-compatible", "config": "config",
    }.items()
)  # fmt: skip
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MANIFEST = (
    _HEAD + '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    ' manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.2" manifest:media-type="{_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="settings.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
# Day, month and year in the order of the reader's own country; headings bold; columns as wide as in our XLSX.
_STYLES = (
    "<office:automatic-styles>"
    '<number:date-style style:name="D" number:automatic-order="true" number:format-source="language">'
    '<number:day number:style="long"/><number:text>/</number:text><number:month number:style="long"/>'
    '<number:text>/</number:text><number:year number:style="long"/></number:date-style>'
    '<style:style style:name="day" style:family="table-cell" style:data-style-name="D"/>'
    '<style:style style:name="head" style:family="table-cell">'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="col" style:family="table-column">'
    '<style:table-column-properties style:column-width="3.4cm"/></style:style>'
    "</office:automatic-styles>"
)


def write_ods(
    path: Path,
    headings: Sequence[str],
    rows: Iterable[Sequence[Cell | Decimal | None]],
    *,
    sheet: str = "",
    total: int = 0,
    progress: Progress | None = None,
) -> None:
    """Write a list as an ODS sheet: heading line fixed and filterable, dates as dates, texts never as formulas.

    Args:
        path: replaced only when the whole list is written.
        headings: the first line.
        rows: cells; None is an empty cell.
        sheet: its name.
        total: number of rows, for the progress.
        progress: called with (rows written, rows in all); what it raises leaves the old file as it was.

    Raises:
        Refused: the disk is full, the place cannot be written to, or there are more rows than a sheet can hold.
    """
    name = _sheet_name(sheet)
    with (
        replacing(path) as unfinished,
        zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive,
    ):
        # Readers know the kind by the first bytes: this entry comes first and uncompressed.
        archive.writestr("mimetype", _TYPE, compress_type=zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("settings.xml", _settings(name))
        with archive.open("content.xml", "w", force_zip64=True) as raw:
            _fill(raw, name, headings, _told(rows, total, progress))


def _told(
    rows: Iterable[Sequence[Cell | Decimal | None]], total: int, progress: Progress | None
) -> Iterator[Sequence[Cell | Decimal | None]]:
    for number, row in enumerate(rows, 1):
        if number > _MAX_ROWS:
            raise Refused(
                _("A sheet cannot hold more than {n} rows. Save as CSV instead.").format(n=_MAX_ROWS)
            )
        yield row
        if progress and number % _TELL_EVERY == 0:
            progress(number, total)


def _fill(
    raw: IO[bytes],
    name: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[Cell | Decimal | None]],
) -> None:
    quoted = escape(name, {'"': "&quot;"})
    begin = f'{_HEAD}<office:document-content {_NAMESPACES} office:version="1.2">{_STYLES}'
    begin += f'<office:body><office:spreadsheet><table:table table:name="{quoted}">'
    begin += f'<table:table-column table:style-name="col" table:number-columns-repeated="{max(1, len(headings))}"/>'
    head = "".join(_text_cell(heading, ' table:style-name="head"') for heading in headings)
    begin += f"<table:table-header-rows><table:table-row>{head or _EMPTY}</table:table-row></table:table-header-rows>"
    raw.write(begin.encode())
    waiting: list[str] = []
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007
        waiting.append(f"<table:table-row>{_cells(row)}</table:table-row>")
        if len(waiting) == _WRITTEN_AT_ONCE:
            raw.write("".join(waiting).encode())
            waiting.clear()
    waiting.append("</table:table>")
    if headings:
        place = f"$'{quoted.replace(chr(39), chr(39) * 2)}'"
        area = f"{place}.$A$1:{place}.${_letters(len(headings))}${count + 1}"
        waiting.append(
            '<table:database-ranges><table:database-range table:name="__Anonymous_Sheet_DB__0" table:display-filter-buttons="true"'
            f' table:target-range-address="{area}"/></table:database-ranges>'
        )
    waiting.append("</office:spreadsheet></office:body></office:document-content>")
    raw.write("".join(waiting).encode())


_EMPTY = "<table:table-cell/>"


def _cells(row: Sequence[Cell | Decimal | None]) -> str:
    return "".join(map(_cell, row)) or _EMPTY


def _cell(cell: Cell | Decimal | None) -> str:
    if cell is None or cell == "":
        return _EMPTY
    if isinstance(cell, str):
        return _text_cell(cell)
    if isinstance(cell, bool):
        word = "true" if cell else "false"
        return f'<table:table-cell office:value-type="boolean" office:boolean-value="{word}"/>'
    if isinstance(cell, datetime.date):
        # A day without the style would be shown as a number.
        return (
            '<table:table-cell table:style-name="day" office:value-type="date"'
            f' office:date-value="{cell.isoformat()}"/>'
        )
    return f'<table:table-cell office:value-type="float" office:value="{cell}"/>'


def _text_cell(text: str, style: str = "") -> str:
    if text.isalnum():
        shown = f"<text:p>{text}</text:p>"
    else:
        lines = escape(xml_text(text)).replace("\r\n", "\n").replace("\r", "\n").split("\n")
        shown = "".join(f"<text:p>{_with_spaces(line)}</text:p>" for line in lines)
    return f'<table:table-cell{style} office:value-type="string">{shown}</table:table-cell>'


def _with_spaces(line: str) -> str:
    """Readers take several spaces for one, so the format has an element for them.

    It has one for tabs too, which LibreOffice drops from cells; a tab itself is read as a space by some, kept by others.
    """
    if "  " in line or line[:1] == " " or line[-1:] == " ":
        line = _SPACES.sub(lambda found: f'<text:s text:c="{len(found[0])}"/>', line)
    return line


def _letters(column: int) -> str:
    """The letters of a column counted from 1: A, Z, AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _sheet_name(name: str) -> str:
    """A name that every spreadsheet accepts: without []:*?/\\ and without an apostrophe at its ends."""
    return re.sub(r"[\[\]:*?/\\\n\r\t]", " ", xml_text(name)).strip("' ")[:31].strip("' ") or "1"


def _settings(sheet: str) -> str:
    """The first line stays in sight when one scrolls."""
    items = {
        "HorizontalSplitMode": ("short", 0),
        "VerticalSplitMode": ("short", 2),
        "HorizontalSplitPosition": ("int", 0),
        "VerticalSplitPosition": ("int", 1),
        "ActiveSplitRange": ("short", 2),
        "PositionBottom": ("int", 1),
    }
    told = "".join(
        f'<config:config-item config:name="{key}" config:type="{kind}">{value}</config:config-item>'
        for key, (kind, value) in items.items()
    )
    name = escape(sheet, {'"': "&quot;"})
    return (
        f'{_HEAD}<office:document-settings {_NAMESPACES} xmlns:ooo="http://openoffice.org/2004/office"'
        ' office:version="1.2"><office:settings>'
        '<config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views">'
        '<config:config-item-map-entry><config:config-item config:name="ViewId" config:type="string">view1'
        '</config:config-item><config:config-item-map-named config:name="Tables">'
        f'<config:config-item-map-entry config:name="{name}">{told}</config:config-item-map-entry>'
        "</config:config-item-map-named></config:config-item-map-entry></config:config-item-map-indexed>"
        "</config:config-item-set></office:settings></office:document-settings>"
    )
