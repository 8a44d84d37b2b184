"""Writing CSV files that no spreadsheet mistakes for a program.

A spreadsheet runs a cell that begins with = + - @ or a control sign as a formula, even in a CSV. As OWASP advises
(https://owasp.org/www-community/attacks/CSV_Injection), such a text gets an apostrophe in front and every text is
quoted. Our own reader takes that one apostrophe off again, so a list that is written and read back is the same: a
text that already begins with apostrophes before such a sign gets one more. Numbers are written bare; they cannot be
formulas. What no CSV can carry is replaced visibly: a nul by ␀, half a character by �.
"""

from __future__ import annotations

import csv
import datetime
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from assoc_desktop.exchange.files import replacing
from assoc_desktop.exchange.tables import Cell, Progress

#: Texts that get an apostrophe: a dangerous sign, after any number of apostrophes. OWASP names also the wide forms.
_DANGEROUS = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_HALF_CHARACTERS = re.compile("[\ud800-\udfff]")
_TELL_EVERY = 1_000


def guarded(text: str) -> str:
    """The text as a spreadsheet may safely meet it; `csv_reader.unguarded` is the reverse."""
    return "'" + text if text[:1] in "'=+-@\t\r\n＝＋－＠" and _DANGEROUS.match(text) else text


def write_csv(
    path: Path,
    headings: Sequence[str],
    rows: Iterable[Sequence[Cell | None]],
    *,
    delimiter: str = ",",
    total: int = 0,
    progress: Progress | None = None,
) -> None:
    """Write a list as CSV in UTF-8.

    Args:
        path: replaced only when the whole list is written.
        headings: the first line.
        rows: cells; None is an empty cell.
        delimiter: `";"` for the spreadsheets of French-speaking countries (see `list_separator`).
        total: number of rows, for the progress.
        progress: called with (rows written, rows in all); what it raises leaves the old file as it was.

    Raises:
        Refused: the disk is full or the place cannot be written to; the old file is as it was.
    """
    # Excel knows UTF-8 by the mark at the beginning only.
    with replacing(path) as unfinished, unfinished.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
        writer.writerow([_cell(heading) for heading in headings])
        for number, row in enumerate(rows, 1):
            writer.writerow([_cell(cell) for cell in row])
            if progress and number % _TELL_EVERY == 0:
                progress(number, total)


def list_separator(language: str) -> str:
    """The sign between cells that spreadsheets set to a language expect: `;` where the comma is the decimal sign."""
    return "," if language == "en" else ";"


def _cell(cell: Cell | None) -> str | int | float:
    if cell is None:
        return ""
    if isinstance(cell, str):
        text = cell.replace("\0", "␀")
        if not text.isascii():
            text = _HALF_CHARACTERS.sub("\ufffd", text)
        return guarded(text)
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(sep=" ", timespec="minutes")
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    return int(cell) if isinstance(cell, bool) else cell
