"""Reading spreadsheets (XLSX, XLSM, XLSB, XLS, ODS) in a process of their own that can be stopped.

The fast reader ends its whole process on some sheets, and a hostile file can ask for any amount of memory or time.
So the work is done in a second process with limits (see `sheet_worker`); when the fast reader fails there, openpyxl
is tried, and the window never notices more than a sentence. The process is made by multiprocessing's "spawn", which
works on all systems and in a packaged program whose start calls `multiprocessing.freeze_support()`.
"""

from __future__ import annotations

import multiprocessing
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from assoc_desktop.exchange import sheet_worker
from assoc_desktop.exchange.sniffing import damaged, protected
from assoc_desktop.exchange.tables import MAX_COLUMNS, Intake, Progress, Table, table_of
from assoc_desktop.language import _
from assoc_desktop.refusals import Refused

#: Seconds without a word from the process after which it is ended, for any file and for each megabyte unpacked. The
#: fast reader takes a tenth of a second a megabyte; an endless loop in it (damaged ODS files) must not last.
SILENCE, SILENCE_A_MEGABYTE = 10.0, 1.0
#: Bytes that all parts of a spreadsheet may take unpacked.
MAX_UNPACKED = 768 * 1024 * 1024

_MAX_PARTS = 10_000
_SUSPECT_SIZE = 32 * 1024 * 1024
_SUSPECT_RATIO = 200
_ASK_SECONDS = 0.1


@dataclass(frozen=True)
class _Archive:
    """What is known of a file before it is opened."""

    has_macros: bool
    unpacked: int

    @property
    def patience(self) -> float:
        """Seconds of silence that are allowed."""
        return SILENCE + SILENCE_A_MEGABYTE * self.unpacked / 1_000_000


def read_sheet(path: Path, *, sheet: str | None = None, progress: Progress | None = None) -> Table:
    """Read one sheet of a spreadsheet; formulas give the value they last had, macros are never run.

    Args:
        path: the file, of any name.
        sheet: its name; else the first shown sheet that holds something.
        progress: called with (rows read, rows in all), also while nothing is heard, so that it can end the reading.

    Raises:
        Refused: the file is hostile, damaged or protected, or the sheet does not exist.
    """
    archive = _check_archive(path)
    for way in sheet_worker.WAYS:
        result = _attempt(path, sheet, way, archive.patience, progress)
        if result is not None:
            break
    else:
        raise _unreadable(path)
    names, chosen, intake = result
    table = table_of(intake.rows, kind="sheet")
    table.sheet, table.sheets = chosen, names
    if archive.has_macros:
        table.notes.append(_("The file holds macros; they were not run."))
    return table


def read_sheet_names(path: Path) -> list[str]:
    """Names of the sheets of a spreadsheet, in its order.

    Raises:
        Refused: the file is hostile, damaged or protected.
    """
    archive = _check_archive(path)
    for way in sheet_worker.WAYS:
        for message in _messages(path, None, way, archive.patience):
            if message[0] == "sheets":
                return list(message[1])
            _refuse(message, path, None)
    raise _unreadable(path)


def _attempt(
    path: Path,
    sheet: str | None,
    way: str,
    patience: float,
    progress: Progress | None,
) -> tuple[list[str], str, Intake] | None:
    """Names of the sheets, name of the one read and its rows; None when this way of reading failed."""
    intake, names, chosen = Intake(), [], ""
    done = total = 0
    for message in _messages(path, sheet, way, patience):
        if message[0] == "sheets":
            names, chosen = message[1], message[2]
        elif message[0] == "rows":
            for line, cells in message[1]:
                intake.add(line, cells)
            done, total = message[2], message[3]
        elif message[0] == "done":
            return names, chosen, intake
        else:
            _refuse(message, path, sheet)
        if progress:
            progress(done, total)
    return None


def _messages(path: Path, sheet: str | None, way: str, patience: float) -> Iterator[Any]:
    """What the process says, until it ends or falls silent; it is always ended, however the reading stops.

    `("silent",)` is given ten times a second while it says nothing.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=sheet_worker.serve, args=(theirs, str(path), sheet, way), daemon=True)
    process.start()
    theirs.close()
    try:
        yield from _listen(ours, patience)
    finally:
        ours.close()
        process.kill()
        process.join()
        process.close()


def _listen(connection: Connection, patience: float) -> Iterator[Any]:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        try:
            if not connection.poll(_ASK_SECONDS):
                yield ("silent",)
                continue
            message = connection.recv()
        except (EOFError, OSError):
            break
        yield message
        deadline = time.monotonic() + patience


def _check_archive(path: Path) -> _Archive:
    """Look at the sizes a spreadsheet declares before anything is unpacked.

    Raises:
        Refused: it is damaged, or would grow out of all measure (a ZIP bomb).
    """
    if not zipfile.is_zipfile(path):
        return _Archive(False, path.stat().st_size)  # an old .xls
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise protected(path)
    suspect = any(
        part.file_size > _SUSPECT_SIZE and part.file_size > _SUSPECT_RATIO * max(1, part.compress_size)
        for part in parts
    )
    unpacked = sum(part.file_size for part in parts)
    if suspect or len(parts) > _MAX_PARTS or unpacked > MAX_UNPACKED:
        raise _bomb(path)
    return _Archive(any(part.filename.endswith("vbaProject.bin") for part in parts), unpacked)


def _refuse(message: Any, path: Path, sheet: str | None) -> None:
    """Raise the sentence for what the process found wrong with the file, if it is that kind of message."""
    what = message[0]
    if what == "damaged":
        raise damaged(path)
    if what == "no sheet":
        raise Refused(
            _("“{file}” has no sheet “{sheet}”. It has: {sheets}.").format(
                file=path.name, sheet=sheet, sheets=", ".join(message[1])
            )
        )
    if what == "too wide":
        raise Refused(
            _(
                "The sheet “{sheet}” has something in column {column}, far from the list; at most {most} "
                "columns are read. Delete what lies outside the list and save the file again."
            ).format(sheet=message[1], column=_letters(message[2]), most=MAX_COLUMNS)
        )


def _letters(column: int) -> str:
    """The name a spreadsheet gives to a column: 1 is A, 16384 is XFD."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _bomb(path: Path) -> Refused:
    return Refused(
        _("“{file}” would fill the computer's memory when unpacked, so it is not opened.").format(
            file=path.name
        )
    )


def _unreadable(path: Path) -> Refused:
    return Refused(
        _(
            "“{file}” cannot be read as a spreadsheet. Open it in your spreadsheet and save the list as Excel "
            "(.xlsx) or CSV."
        ).format(file=path.name)
    )
