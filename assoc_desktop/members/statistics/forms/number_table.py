"""A table of the statistics: a number opens its members, and so does the name of its row."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.statistics.rules.tables import Behind, Table, all_rows, written
from assoc_desktop.widgets.figure_table import FigureTable


class NumberTable(FigureTable):
    """Rows with a name and numbers, the total last.

    Signals:
        opened(Behind): a number was asked for its members.
    """

    def __init__(self, conventions: Conventions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = conventions

    def show_table(self, table: Table) -> None:
        """Show the numbers of a table."""
        rows = all_rows(table)
        self.show_written(
            table.title,
            [(table.heading, False), *((heading, True) for heading in table.headings)],
            [[row.name, *(written(cell, self._say) for cell in row.cells)] for row in rows],
            {
                (at, column): cell.behind
                for at, row in enumerate(rows)
                for column, cell in enumerate(row.cells, start=1)
                if cell.behind
            },
            total=True,
        )

    def behind(self, row: int, column: int) -> Behind | None:
        """The members behind a cell; the name of a row stands for its first number."""
        found: Behind | None = super().behind(row, max(1, column))
        return found
