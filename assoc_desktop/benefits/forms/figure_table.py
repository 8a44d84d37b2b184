"""A table of a report on screen; a number with members behind it opens their list by a click or Enter."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem, QWidget

from assoc_desktop.benefits.figures import Behind
from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.reports.tables import Table, written
from assoc_desktop.widgets.theme import GRID, row_height

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class FigureTable(QTableWidget):
    """Rows and, in bold, their total.

    Signals:
        opened(Behind): a number was asked for its members.
    """

    opened = Signal(object)

    def __init__(self, conventions: Conventions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = conventions
        self._behind: Mapping[tuple[int, int], Behind] = {}
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.setMouseTracking(True)
        self.clicked.connect(self._open)
        self.entered.connect(self._point)

    def show_table(self, table: Table, behind: Mapping[tuple[int, int], Behind]) -> None:
        """Show a table; `behind` says who is behind the numbers, by row and column."""
        self._behind = behind
        rows = [*table.rows, table.total] if table.total else list(table.rows)
        self.clear()
        self.setRowCount(len(rows))
        self.setColumnCount(len(table.columns))
        self.setHorizontalHeaderLabels([column.heading for column in table.columns])
        self.setAccessibleName(table.title)
        self.verticalHeader().setDefaultSectionSize(row_height(self))
        for at, row in enumerate(rows):
            for place, (value, column) in enumerate(zip(row, table.columns, strict=True)):
                item = QTableWidgetItem(written(value, column.kind, self._say))
                item.setTextAlignment(_RIGHT if column.is_right else _LEFT)
                item.setToolTip(self._tip(at, place) or item.text())
                if at == len(table.rows):
                    font = self.font()
                    font.setBold(True)
                    item.setFont(font)
                self.setItem(at, place, item)
        for place, column in enumerate(table.columns):
            heading = self.horizontalHeaderItem(place)
            heading.setTextAlignment(_RIGHT if column.is_right else _LEFT)
            heading.setToolTip(column.heading)
        self._widths()
        self.setCurrentCell(0, min(1, self.columnCount() - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._widths()

    def _widths(self) -> None:
        """Numbers take what they need; the names have the rest, and at least some room."""
        header = self.horizontalHeader()
        for place in range(1, self.columnCount()):
            header.resizeSection(
                place, max(self.sizeHintForColumn(place), header.sectionSizeHint(place)) + GRID
            )
        numbers = sum(header.sectionSize(place) for place in range(1, self.columnCount()))
        least = 22 * self.fontMetrics().averageCharWidth()
        if self.columnCount():
            header.resizeSection(0, max(least, self.viewport().width() - numbers))

    def _tip(self, row: int, column: int) -> str:
        behind = self._behind.get((row, column))
        return _("Show the list: {members}").format(members=behind.told) if behind else ""

    def _open(self, index: QModelIndex) -> None:
        if behind := self._behind.get((index.row(), index.column())):
            self.opened.emit(behind)

    def _point(self, index: QModelIndex) -> None:
        leads = (index.row(), index.column()) in self._behind
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)
