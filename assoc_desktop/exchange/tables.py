"""What every reader gives: headings and rows, with the line each row has in its file.

Readers hand their raw lines to `table_of`, which finds the heading line, names headings that are empty or
repeated, and says in `notes` what it had to do.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from assoc_desktop.language import _, ngettext
from assoc_desktop.refusals import Refused

#: A text, a date (or date with time), a number or a yes/no, as the file holds it.
Cell = str | date | int | float
#: Called now and then with (work done, work in all). It stops the work by raising `Cancelled`.
Progress = Callable[[int, int], None]

#: A list of members has a few dozen columns; a spreadsheet with more is not one.
MAX_COLUMNS = 1_000
#: No spreadsheet keeps more than 32,767 characters in a cell; a longer one is a quotation mark never closed.
MAX_CELL = 100_000
#: Cells taken in at once: 100,000 rows of 60 columns, some 400 MB.
MAX_CELLS = 6_000_000
#: Files larger than this are not lists of members.
MAX_BYTES = 256 * 1024 * 1024

#: Memory of a row besides its cells, counted in cells.
_ROW_WEIGHT = 4
_TITLE_LINES = 20
_MEASURED_LINES = 50
_DATE = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}")


class Row(NamedTuple):
    """One row of a table.

    Attributes:
        line: where it begins in its file, counted from 1 (of a sheet: the row number shown beside it).
        cells: one cell per heading, `""` where the file has none.
        problem: why the row could not be read; empty when it was.
    """

    line: int
    cells: list[Cell]
    problem: str = ""


@dataclass(slots=True)
class Table:
    """A list read from a file.

    Attributes:
        headings: unique and never empty, in the order of the columns.
        rows: the rows that hold something.
        kind: "csv", "sheet", "page" (a web page) or "cards".
        encoding: Python's name of the text encoding; empty for sheets.
        delimiter: the sign between the columns of a CSV; empty for one column and for other files.
        sheet: name of the sheet that was read; else empty.
        sheets: names of all sheets of the file.
        notes: sentences about what was skipped, renamed or mended.
    """

    headings: list[str]
    rows: list[Row]
    kind: str
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Intake:
    """Takes raw lines one by one and stops at the limits, so that no file can fill the memory.

    Raises:
        Refused: a cell, a line or the whole list is larger than a list of members can be.
    """

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self._cells = 0

    def add(self, line: int, cells: list[Cell], problem: str = "") -> None:
        """Keep a line, without its empty end; a line of nothing is passed over."""
        while cells and (cells[-1] == "" or cells[-1] is None):
            cells.pop()
        if not cells and not problem:
            return
        if len(cells) > MAX_COLUMNS:
            raise too_wide(line, len(cells))
        self._cells += len(cells) + _ROW_WEIGHT
        if self._cells > MAX_CELLS:
            raise Refused(
                _("The list is too large to be taken in at once. Split it into several files of 50,000 rows.")
            )
        self.rows.append(Row(line, cells, problem))


def too_wide(line: int, columns: int) -> Refused:
    """The refusal for a line that has more columns than a list of members can have."""
    return Refused(
        _(
            "Line {line} has something in column {columns}, far from the list; at most {most} columns are "
            "read. Delete what lies outside the list and save the file again."
        ).format(line=line, columns=columns, most=MAX_COLUMNS)
    )


def table_of(rows: list[Row], *, kind: str) -> Table:
    """A table from raw rows: the heading line found and named, every row as wide as the headings.

    Lines above the headings (a title, a date) are passed over and reported. A list whose first line is
    already data, seen by an e-mail address or a date in it, gets "Column 1", "Column 2"…

    Raises:
        Refused: there is not a single cell.
    """
    if not rows:
        raise Refused(_("There is nothing in this list. Choose another file or another sheet."))
    notes: list[str] = []
    top = _heading_index(rows)
    if top:
        notes.append(
            ngettext(
                "{n} line above the headings was passed over.",
                "{n} lines above the headings were passed over.",
                top,
            ).format(n=top)
        )
    if _is_data(rows[top].cells):
        notes.append(_("The first line already is a member, so the columns were given numbers."))
        named, body = [], rows[top:]
    else:
        named, body = rows[top].cells, rows[top + 1 :]
    headings = _name(named, max((len(row.cells) for row in body), default=0))
    _report_long_rows(body, len(named), notes)
    return Table(headings, [_padded(row, len(headings)) for row in body], kind, notes=notes)


def tidy_value(value: object) -> Cell:
    """A value of a spreadsheet library as a cell: whole floats as int, midnight as a plain date."""
    if value is None:
        return ""
    if isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if isinstance(value, datetime):
        at_midnight = (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0)
        return value.date() if at_midnight else value
    return value if isinstance(value, date) else str(value)


def text_of(cell: Cell) -> str:
    """A cell as text, without spaces around: 75001 is "75001", a date is 2025-12-31."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="minutes")
    if isinstance(cell, float):
        return repr(cell)
    return str(cell)


def _heading_index(rows: list[Row]) -> int:
    """The first line that fills at least half as many columns as the fullest of the first lines."""
    filled = [sum(1 for cell in row.cells if cell != "") for row in rows[:_MEASURED_LINES]]
    enough = max(filled) / 2
    return next((i for i, count in enumerate(filled[:_TITLE_LINES]) if count >= enough), 0)


def _is_data(cells: Iterable[Cell]) -> bool:
    for cell in cells:
        if isinstance(cell, date):
            return True
        if isinstance(cell, str) and (_DATE.fullmatch(cell.strip()) or re.fullmatch(r"\S+@\S+\.\w+", cell)):
            return True
    return False


def _name(cells: list[Cell], width: int) -> list[str]:
    """Headings for all columns: spaces tidied, empty ones numbered, repeated ones counted."""
    headings: list[str] = []
    taken: set[str] = set()
    for number in range(1, max(len(cells), width) + 1):
        raw = text_of(cells[number - 1]) if number <= len(cells) else ""
        heading = " ".join(html.unescape(raw).replace("\ufeff", "").split())[:200]
        heading = heading or _("Column {number}").format(number=number)
        unique, count = heading, 1
        while unique.casefold() in taken:
            count += 1
            unique = f"{heading} ({count})"
        taken.add(unique.casefold())
        headings.append(unique)
    return headings


def _report_long_rows(body: list[Row], named: int, notes: list[str]) -> None:
    if not named:
        return
    long = [row.line for row in body if len(row.cells) > named]
    if long:
        notes.append(
            ngettext(
                "{n} row has more cells than there are headings (line {line}); nothing of it is lost.",
                "{n} rows have more cells than there are headings (the first on line {line}); "
                "nothing of them is lost.",
                len(long),
            ).format(n=len(long), line=long[0])
        )


def _padded(row: Row, width: int) -> Row:
    missing = width - len(row.cells)
    if missing > 0:
        row.cells.extend([""] * missing)
    return row
