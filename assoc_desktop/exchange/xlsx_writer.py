"""Writing XLSX files in which every text stays a text."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from assoc_desktop.exchange.files import replacing
from assoc_desktop.exchange.tables import Cell, Progress
from assoc_desktop.exchange.xml_text import xml_text
from assoc_desktop.language import _
from assoc_desktop.refusals import Refused

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_MAX_TEXT = 32_767
_MAX_ROWS = 1_048_575
_TELL_EVERY = 1_000
_FIRST_DAY = datetime.date(1900, 3, 1)


def write_xlsx(
    path: Path,
    headings: Sequence[str],
    rows: Iterable[Sequence[Cell | None]],
    *,
    sheet: str = "",
    total: int = 0,
    progress: Progress | None = None,
) -> None:
    """Write a list as an XLSX sheet: heading line fixed and filterable, dates as dates, texts never as formulas.

    Signs that XML cannot hold are replaced by the picture Unicode has for them (␀, ␛); a text longer than the
    32,767 signs a cell can hold is cut with "…".

    Args:
        path: replaced only when the whole list is written.
        headings: the first line.
        rows: cells; None is an empty cell.
        sheet: its name; signs that a sheet's name cannot have are left out.
        total: number of rows, for the progress.
        progress: called with (rows written, rows in all); what it raises leaves the old file as it was.

    Raises:
        Refused: the disk is full, the place cannot be written to, or there are more rows than a sheet can hold.
    """
    write_sheets(path, [Sheet(sheet, headings, rows)], total=total, progress=progress)


@dataclass(frozen=True)
class Sheet:
    """One sheet of a book: its name, its first line, its cells."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Cell | None]]


def write_sheets(
    path: Path, sheets: Sequence[Sheet], *, total: int = 0, progress: Progress | None = None
) -> None:
    """Write several lists as the sheets of one book; see `write_xlsx`. Names that are there already get a number.

    Raises:
        Refused: see `write_xlsx`.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import XlsxFileError

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    # The rows wait beside the target, so that a full disk is noticed on the disk the person chose.
    with replacing(path) as unfinished, TemporaryDirectory(prefix=".", dir=path.parent) as waiting:
        book = xlsxwriter.Workbook(str(unfinished), options | {"tmpdir": waiting})
        try:
            names: list[str] = []
            for sheet in sheets:
                names.append(_free_name(sheet.name, names))
                _fill(book, sheet.headings, sheet.rows, names[-1], total, progress)
            book.close()
        except XlsxFileError as error:
            cause = error.__cause__ or error.__context__
            raise cause if isinstance(cause, OSError) else OSError(str(error)) from error
        finally:
            _close_parts(book)


def _free_name(name: str, taken: Sequence[str]) -> str:
    """The name as Excel accepts it, with a number when a sheet has it already, whatever its case."""
    wanted = found = _sheet_name(name)
    number = 1
    while found.casefold() in [each.casefold() for each in taken]:
        number += 1
        found = f"{wanted[:25]} ({number})"
    return found


def _fill(
    book: Any,
    headings: Sequence[str],
    rows: Iterable[Sequence[Cell | None]],
    sheet: str,
    total: int,
    progress: Progress | None,
) -> None:
    page = book.add_worksheet(sheet)
    bold = book.add_format({"bold": True})
    day = book.add_format({"num_format": 14})  # the short date of the reader's own country
    page.freeze_panes(1, 0)
    page.set_column(0, max(0, len(headings) - 1), 18)
    for column, heading in enumerate(headings):
        page.write_string(0, column, _xml_text(heading), bold)
    number = 0
    for number, row in enumerate(rows, 1):
        if number > _MAX_ROWS:
            raise Refused(
                _("A sheet cannot hold more than {n} rows. Save as CSV instead.").format(n=_MAX_ROWS)
            )
        for column, cell in enumerate(row):
            _write(page, number, column, cell, day)
        if progress and number % _TELL_EVERY == 0:
            progress(number, total)
    if headings:
        page.autofilter(0, 0, number, len(headings) - 1)


def _write(page: Worksheet, row: int, column: int, cell: Cell | None, day: Any) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, str):
        page.write_string(row, column, _xml_text(cell))
    elif isinstance(cell, bool):
        page.write_boolean(row, column, cell)
    elif isinstance(cell, datetime.date):
        # Excel's calendar begins in 1900, with a day too many until the end of its February.
        if (cell.date() if isinstance(cell, datetime.datetime) else cell) < _FIRST_DAY:
            page.write_string(row, column, cell.isoformat())
        else:
            page.write_datetime(row, column, cell, day)
    else:
        page.write_number(row, column, cell)


def _xml_text(text: str) -> str:
    text = xml_text(text)
    return text if len(text) <= _MAX_TEXT else text[: _MAX_TEXT - 1] + "…"


def _sheet_name(name: str) -> str:
    """A name Excel accepts: at most 31 signs, without []:*?/\\ and no apostrophe at its ends."""
    return re.sub(r"[\[\]:*?/\\]", " ", _xml_text(name)).strip("' ")[:31].strip("' ")


def _close_parts(book: Any) -> None:
    """Close the waiting rows of a book that was not finished, so that they can be removed on every system."""
    for page in book.worksheets():
        if page.row_data_fh is not None:
            with suppress(OSError):  # on a full disk even closing fails; the reason is on its way already
                page.row_data_fh.close()
