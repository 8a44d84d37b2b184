"""The tables of statistics as a spreadsheet: a sheet for each, numbers as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assoc_desktop.exchange.tables import Cell, Progress
from assoc_desktop.exchange.xlsx_writer import Sheet, write_sheets
from assoc_desktop.language import _
from assoc_desktop.members.statistics.rules.tables import PER_CENT, Row, Table, all_rows


def write_spreadsheet(
    path: Path, tables: Sequence[Table], *, told: str, progress: Progress | None = None
) -> None:
    """Write all tables; the last sheet says what each counts.

    Args:
        told: who is counted and who is left out.

    Raises:
        Refused: it cannot be written there.
    """
    sheets = [
        Sheet(table.title, (table.heading, *table.headings), [_cells(row) for row in all_rows(table)])
        for table in tables
    ]
    definitions: list[list[Cell | None]] = [[_("All tables"), told]]
    definitions += [[table.title, table.definition] for table in tables]
    sheets.append(Sheet(_("Definitions"), (_("Table"), _("What is counted")), definitions))
    write_sheets(path, sheets, progress=progress)


def _cells(row: Row) -> list[Cell | None]:
    """The name and the numbers; per cents with one decimal, so that they read as they do on paper."""
    numbers: list[Cell | None] = [
        round(cell.value, 1) if cell.value is not None and cell.kind == PER_CENT else cell.value
        for cell in row.cells
    ]
    return [row.name, *numbers]
