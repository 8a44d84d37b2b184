"""One way to open a statement, whatever its format: the content decides, not the name."""

from __future__ import annotations

from pathlib import Path

from assoc_desktop.exchange import sniffing
from assoc_desktop.exchange.opening import open_table
from assoc_desktop.exchange.statements.camt import read_camt
from assoc_desktop.exchange.statements.model import Statement, check_size
from assoc_desktop.exchange.statements.mt940 import looks_like_mt940, read_mt940
from assoc_desktop.exchange.statements.ofx import looks_like_ofx, read_ofx
from assoc_desktop.exchange.statements.table import Columns, guess_columns, read_table
from assoc_desktop.exchange.tables import Progress, Table

_HEAD = 65_536
_PAGES = (b"<html", b"<table", b"<!doctype html", b"office:spreadsheet")


def open_statements(
    path: Path, *, columns: Columns | None = None, progress: Progress | None = None
) -> list[Statement]:
    """Read a statement: CAMT.053, MT940, OFX, or a list (CSV, spreadsheet) with a line for each movement.

    Args:
        path: the file; its name's ending may be wrong.
        columns: what the columns of a list are, when the guess is known to be wrong.
        progress: called with (work done, work in all); what it raises ends the reading.

    Raises:
        Refused: it cannot be read; the sentence says why, names the line, and says what to do.
    """
    kind = kind_of_statement(path)
    if kind == "table":
        table = statement_table(path, progress=progress)
        return [read_table(table, columns or guess_columns(table))]
    readers = {"ofx": read_ofx, "mt940": read_mt940, "camt": read_camt}
    return readers[kind](path, progress)


def kind_of_statement(path: Path) -> str:
    """`camt`, `mt940`, `ofx`, or `table` for a list.

    Raises:
        Refused: it is not there, empty, too large, or nothing of these.
    """
    check_size(path)
    try:
        with path.open("rb") as file:
            start = file.read(_HEAD)
    except OSError as error:
        raise sniffing.unreachable(path, error) from error
    plain = start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if looks_like_ofx(start):
        return "ofx"
    if looks_like_mt940(plain):
        return "mt940"
    head = plain[:4096].lower()
    if head.startswith((b"<?xml", b"<document", b"<!doctype", b"<!entity")) and not any(
        sign in head for sign in _PAGES
    ):
        return "camt"
    return "table"


def statement_table(path: Path, *, progress: Progress | None = None) -> Table:
    """The list that a CSV or spreadsheet holds.

    Raises:
        Refused: see `open_table`.
    """
    check_size(path)
    return open_table(path, progress=progress)
