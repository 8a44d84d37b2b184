"""Reports as a spreadsheet: a sheet for each table, amounts as numbers, definitions on the last."""

from __future__ import annotations

from pathlib import Path

from assoc_desktop.exchange.tables import Cell, Progress
from assoc_desktop.exchange.xlsx_writer import Sheet, write_sheets
from assoc_desktop.language import _
from assoc_desktop.reports.tables import MONEY, Report, Table, Value


def write_report(path: Path, report: Report, decimals: int, *, progress: Progress | None = None) -> None:
    """Write all tables of a report.

    Args:
        decimals: of the currency.

    Raises:
        Refused: it cannot be written there.
    """
    sheets = [
        Sheet(
            table.title,
            [column.heading for column in table.columns],
            [_cells(row, table, decimals) for row in (*table.rows, table.total) if row],
        )
        for table in report.tables
    ]
    notes = [[table.title, table.definition] for table in report.tables if table.definition]
    sheets.append(
        Sheet(_("Definitions"), (_("Table"), _("What is counted")), [[report.title, report.told], *notes])
    )
    write_sheets(path, sheets, progress=progress)


def _cells(row: tuple[Value, ...], table: Table, decimals: int) -> list[Cell | None]:
    return [
        _major(value, decimals) if column.kind == MONEY and isinstance(value, int) else value
        for value, column in zip(row, table.columns, strict=True)
    ]


def _major(minor: int, decimals: int) -> int | float:
    """An amount in the currency itself; the nearest number a spreadsheet has is exact to the minor unit."""
    return minor if decimals == 0 else minor / 10**decimals
