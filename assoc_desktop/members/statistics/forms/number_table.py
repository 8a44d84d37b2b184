"""A table of numbers, each of which opens its list: by a click, or by Enter on the cell with the focus."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem, QWidget

from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.statistics.rules.tables import Behind, Table, all_rows, written
from assoc_desktop.widgets.theme import GRID, row_height

_NUMBERS = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class NumberTable(QTableWidget):
    """Rows with a name and numbers, the total last.

    Signals:
        opened(Behind): a number was asked for its members.
    """

    opened = Signal(object)

    def __init__(self, conventions: Conventions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = conventions
        self._table: Table | None = None
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(5 * GRID)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.clicked.connect(self._open)
        self.setMouseTracking(True)
        self.entered.connect(self._point)

    def show_table(self, table: Table) -> None:
        """Show the numbers of a table."""
        self._table = table
        self.clear()
        rows = all_rows(table)
        self.setRowCount(len(rows))
        self.setColumnCount(1 + len(table.headings))
        self.setHorizontalHeaderLabels([table.heading, *table.headings])
        self.setAccessibleName(table.title)
        self.verticalHeader().setDefaultSectionSize(row_height(self))
        for at, row in enumerate(rows):
            texts = [row.name, *(written(cell, self._say) for cell in row.cells)]
            for column, text in enumerate(texts):
                self.setItem(at, column, self._item(text, at, column))
        for column in range(1 + len(table.headings)):
            heading = self.horizontalHeaderItem(column)
            heading.setToolTip(heading.text())
            heading.setTextAlignment(
                _NUMBERS if column else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            )
        self._widths()
        self.setCurrentCell(0, 1)

    def _item(self, text: str, row: int, column: int) -> QTableWidgetItem:
        item = QTableWidgetItem(text)
        item.setToolTip(text if not column else self._tip(row, column))
        if column:
            item.setTextAlignment(_NUMBERS)
        if self._table and row == len(self._table.rows):
            font = self.font()
            font.setBold(True)
            item.setFont(font)
        return item

    def _tip(self, row: int, column: int) -> str:
        behind = self.behind(row, column)
        return _("Show the list: {members}").format(members=behind.told) if behind else ""

    def wanted_width(self) -> int:
        """What the table needs to show every number and the names without cutting them."""
        needed = sum(self._needed(at) for at in range(self.columnCount()))
        return needed + self.verticalScrollBar().sizeHint().width() + GRID

    def _needed(self, column: int) -> int:
        heading = self.horizontalHeader().sectionSizeHint(column)
        return max(self.sizeHintForColumn(column), heading) + GRID

    def _widths(self) -> None:
        """Numbers take what they need; the names have the rest, and at least some room."""
        if not self.columnCount():
            return
        header = self.horizontalHeader()
        for column in range(1, self.columnCount()):
            header.resizeSection(column, self._needed(column))
        least = min(self._needed(0), 22 * self.fontMetrics().averageCharWidth())
        numbers = sum(header.sectionSize(at) for at in range(1, self.columnCount()))
        header.resizeSection(0, max(least, self.viewport().width() - numbers))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._widths()

    def behind(self, row: int, column: int) -> Behind | None:
        """The members behind a cell."""
        if self._table is None or row < 0 or column < 1:
            return None
        return all_rows(self._table)[row].cells[column - 1].behind

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        # The name of a row stands for its first number.
        behind = self.behind(index.row(), max(1, index.column()))
        if behind:
            self.opened.emit(behind)

    def _point(self, index: QModelIndex) -> None:
        leads = self.behind(index.row(), max(1, index.column())) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)
