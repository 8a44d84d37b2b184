"""What runs in the process that reads a spreadsheet. It speaks in tuples; `sheets` turns them into sentences.

Messages: `("sheets", names, chosen)`, `("rows", [(line, cells)…], rows done, rows in all)`, `("done",)`, and when something is
wrong `("failed",)`, `("damaged",)`, `("no sheet", names)`, `("too wide", sheet, column)`.
"""

from __future__ import annotations

import os
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from assoc_desktop.exchange.tables import MAX_COLUMNS, Cell, tidy_value

#: Ways of reading, the fastest first.
WAYS = ("calamine", "openpyxl")

_ROWS_A_MESSAGE = 2_000
_MEMORY = 1024 * 1024 * 1024
_PROCESSOR_SECONDS = 240


class _Found(Exception):
    """Something is wrong with the file; the message to send is in `args`."""


def serve(connection: Connection, path: str, sheet: str | None, way: str) -> None:
    """Read a sheet and send its rows; entry point of the process.

    Args:
        connection: where the messages go.
        path: the spreadsheet.
        sheet: name of the sheet, or None for the first that is shown and holds something.
        way: one of `WAYS`.
    """
    _be_quiet()
    _limit_yourself()
    try:
        _check_parts(path)
        for message in _calamine(path, sheet) if way == "calamine" else _openpyxl(path, sheet):
            connection.send(message)
        connection.send(("done",))
    except _Found as found:
        connection.send(found.args)
    except BrokenPipeError:
        return  # the person stopped the reading
    except (
        BaseException
    ):  # whatever a foreign file does to a library: the other way is tried, or a sentence said
        connection.send(("failed",))


def _be_quiet() -> None:
    """A dying library prints its stack, and Windows opens a dialog; neither helps the person."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetErrorMode(0x8003)


def _limit_yourself() -> None:
    if sys.platform == "win32":
        return  # no such limits there; the sizes checked before, and the time limit, hold
    import resource

    for limit, amount in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CPU, _PROCESSOR_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        _soft, hard = resource.getrlimit(limit)
        if hard == resource.RLIM_INFINITY or amount < hard:
            with suppress(ValueError, OSError):  # macOS knows some limits by name only
                resource.setrlimit(limit, (amount, hard))


def _check_parts(path: str) -> None:
    """Unpack every part once without keeping it: a part that lies about its size is found before it does harm."""
    if not zipfile.is_zipfile(path):
        return
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.testzip() is not None:
                raise _Found("damaged")
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, zlib.error):
        raise _Found("damaged") from None


def _calamine(path: str, sheet: str | None) -> Iterator[tuple[Any, ...]]:
    import python_calamine as calamine

    with Path(path).open("rb") as file:
        book = calamine.CalamineWorkbook.from_filelike(file)
        metadata = [m for m in book.sheets_metadata if m.typ == calamine.SheetTypeEnum.WorkSheet]
        metadata.sort(key=lambda m: m.visible != calamine.SheetVisibleEnum.Visible)
        names = [m.name for m in metadata]
        found = _choose(names, sheet, book.get_sheet_by_name, lambda s: s.height > 0)
        first_column = found.start[1] if found.start else 0
        yield "sheets", names, found.name
        if first_column + found.width > MAX_COLUMNS and found.end:
            raise _Found("too wide", found.name, found.end[1] + 1)
        yield from _in_messages(found.iter_rows(), found.total_height)


def _openpyxl(path: str, sheet: str | None) -> Iterator[tuple[Any, ...]]:
    import warnings

    import openpyxl

    warnings.simplefilter("ignore")  # about styles and extensions that are not read anyway
    # An open file and not its path: openpyxl refuses by the ending of the name, which may be wrong.
    with Path(path).open("rb") as file:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        shown = sorted(book.worksheets, key=lambda s: s.sheet_state != "visible")
        names = [s.title for s in shown]
        found = _choose(
            names, sheet, book.__getitem__, lambda s: any(map(any, s.iter_rows(values_only=True)))
        )
        found.reset_dimensions()  # what a file says about its size is not to be trusted
        yield "sheets", names, found.title
        yield from _in_messages(found.iter_rows(values_only=True), 0, found.title)


def _choose(names: list[str], wanted: str | None, open_sheet: Any, holds_something: Any) -> Any:
    if wanted is not None:
        if wanted not in names:
            raise _Found("no sheet", names)
        return open_sheet(wanted)
    if not names:
        raise _Found("no sheet", names)
    for name in names:
        if holds_something(sheet := open_sheet(name)):
            return sheet
    return open_sheet(names[0])


def _in_messages(rows: Iterable[Iterable[object]], height: int, name: str = "") -> Iterator[tuple[Any, ...]]:
    batch: list[tuple[int, list[Cell]]] = []
    line = 0
    for line, values in enumerate(rows, 1):
        cells = [tidy_value(value) for value in values]
        while cells and cells[-1] == "":
            cells.pop()
        if len(cells) > MAX_COLUMNS:
            raise _Found("too wide", name, len(cells))
        if cells:
            batch.append((line, cells))
        if len(batch) >= _ROWS_A_MESSAGE:
            yield "rows", batch, line, max(line, height)
            batch = []
    yield "rows", batch, line, line
