"""Reading CSV files of any encoding and delimiter, whatever program wrote them."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TextIO

from assoc_desktop.exchange.encodings import MIXED, detect_encoding
from assoc_desktop.exchange.tables import MAX_CELL, Cell, Intake, Progress, Table, table_of
from assoc_desktop.language import _
from assoc_desktop.refusals import Refused

#: The signs between columns that are looked for, the most telling first.
DELIMITERS = ("\t", ";", "|", ",")
#: What a spreadsheet would run: a cell that begins so is guarded by an apostrophe (see `csv_writer`).
GUARDED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")

_MAX_LINE = 8_000_000
_SAMPLE = 200
#: Share of the first rows that a delimiter must cut alike.
_ENOUGH = 0.6
#: Stands for a delimiter where there is one column: a sign that no text holds.
_NONE = "\x1f"
_TELL_EVERY = 2_000


def read_csv(
    path: Path,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    progress: Progress | None = None,
) -> Table:
    """Read a CSV file.

    Args:
        path: the file.
        encoding: Python's name of the encoding, when the person knows better than the guess.
        delimiter: the sign between columns, when the person knows better than the guess; "" for one column.
        progress: called with (bytes read, bytes in all).

    Raises:
        Refused: the file is no text, or larger in some way than a list can be.
    """
    name, errors = (encoding, "replace") if encoding else detect_encoding(path)
    with path.open(encoding=name, errors=errors, newline="") as file, _field_limit():
        skipped = _skip_separator_line(file)
        sign = skipped or _detect_delimiter(file) if delimiter is None else delimiter
        file.seek(0)
        if skipped:
            file.readline()
        intake = Intake()
        _take_rows(file, sign, intake, 1 if skipped else 0, path.stat().st_size, progress)
    table = table_of(intake.rows, kind="csv")
    table.encoding, table.delimiter = name, sign
    if errors == MIXED and name == "utf-8":
        table.notes.append(_("Some letters were in another encoding and were read as Windows text."))
    return table


def unguarded(text: str) -> str:
    """A cell without the apostrophe that guards a spreadsheet from it; the reverse of `csv_writer.guarded`."""
    return text[1:] if text.startswith("'") and GUARDED.match(text) else text


def _take_rows(
    file: TextIO,
    delimiter: str,
    intake: Intake,
    lines_before: int,
    size: int,
    progress: Progress | None,
) -> None:
    reader = csv.reader(_lines(file), delimiter=delimiter or _NONE)
    line = lines_before + 1
    try:
        for count, raw in enumerate(reader, 1):
            cells: list[Cell] = [unguarded(text) if text[:1] == "'" else text for text in raw]
            intake.add(line, cells)
            line = lines_before + reader.line_num + 1
            if progress and count % _TELL_EVERY == 0:
                progress(min(file.buffer.tell(), size), size)
    except csv.Error as error:  # the only one a lenient reading knows: a cell without end
        raise _endless_cell(line) from error


def _lines(file: TextIO) -> Iterator[str]:
    """The lines of a file, none of them longer than the limit, so that a file without ends fills no memory."""
    number = 0
    while text := file.readline(_MAX_LINE):
        number += 1
        if len(text) >= _MAX_LINE:
            raise Refused(
                _("Line {line} is longer than {most} signs, so this is not a list.").format(
                    line=number, most=_MAX_LINE
                )
            )
        yield text


@contextmanager
def _field_limit() -> Iterator[None]:
    before = csv.field_size_limit(MAX_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _endless_cell(line: int) -> Refused:
    return Refused(
        _(
            "From line {line} on, one cell holds more than {most} signs: a quotation mark is probably "
            "not closed. Mend that line in the program the list comes from."
        ).format(line=line, most=MAX_CELL)
    )


def _skip_separator_line(file: TextIO) -> str:
    """Excel may begin a CSV with a line `sep=;` that names the delimiter: its sign, or nothing."""
    first = file.readline(10).strip().strip('"')
    file.seek(0)
    return first[4] if len(first) == 5 and first.lower().startswith("sep=") else ""


def _detect_delimiter(file: TextIO) -> str:
    """The sign that cuts the first rows into the same number of columns, the heading row included.

    Where no sign does, it is the one that cuts the heading row; where none cuts that either, there is one column: "".
    """
    best, best_score = "", (_ENOUGH, 0)
    headings = {}
    for sign in DELIMITERS:
        widths, strict = _widths(file, sign)
        if not widths:
            return sign  # there is nothing but this sign
        headings[sign] = widths[0]
        width, count = Counter(widths).most_common(1)[0]
        share = count / len(widths) * (1 if strict else 0.7) * (1 if width == widths[0] else 0.6)
        if width > 1 and (score := (round(share, 1), width)) > best_score:
            best, best_score = sign, score
    widest = max(headings, key=headings.__getitem__)
    return best or (widest if headings[widest] > 1 else "")


def _widths(file: TextIO, sign: str) -> tuple[list[int], bool]:
    """Numbers of columns of the first rows, and whether all quotation marks fit this sign."""
    try:
        return _sample_widths(file, sign, strict=True), True
    except csv.Error:
        pass  # a stray quotation mark: what the lenient reading gives counts less
    try:
        return _sample_widths(file, sign, strict=False), False
    except csv.Error:
        return [1], False


def _sample_widths(file: TextIO, sign: str, *, strict: bool) -> list[int]:
    file.seek(0)
    rows = csv.reader(_lines(file), delimiter=sign, strict=strict)
    widths = [len(row) for row in islice(rows, _SAMPLE) if any(row)]
    # Titles above the list are short: the columns begin at the first row as wide as most.
    usual = Counter(widths).most_common(1)[0][0] if widths else 0
    start = next((i for i, width in enumerate(widths[:5]) if width == usual), 0)
    return widths[start:] if usual > 2 and widths[0] == 1 else widths
