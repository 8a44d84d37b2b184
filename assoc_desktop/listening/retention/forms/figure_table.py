"""A figure as a table on screen; a number with members behind it opens their list by a click or Enter."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem, QWidget

from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.listening.retention.rules.shown import Shown
from assoc_desktop.reports.tables import written
from assoc_desktop.widgets.elided import plain_tip
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
        self._shown: Shown | None = None
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
        self.setMouseTracking(True)
        self.clicked.connect(self._open)
        self.entered.connect(self._point)

    def show_figure(self, shown: Shown) -> None:
        """Show a figure."""
        self._shown = shown
        table = shown.table
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
                item.setToolTip(plain_tip(self._tip(at, place) or item.text()))
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

    def wanted_width(self) -> int:
        """What the table needs to show every number, and the names without cutting them."""
        needed = sum(self._needed(at) for at in range(self.columnCount()))
        return needed + self.verticalScrollBar().sizeHint().width() + GRID

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._widths()

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
        numbers = sum(header.sectionSize(column) for column in range(1, self.columnCount()))
        least = min(self._needed(0), 22 * self.fontMetrics().averageCharWidth())
        header.resizeSection(0, max(least, self.viewport().width() - numbers))

    def _tip(self, row: int, column: int) -> str:
        behind = self._shown.behind.get((row, column)) if self._shown else None
        return _("Show the list: {members}").format(members=behind.told) if behind else ""

    def _open(self, index: QModelIndex) -> None:
        behind = self._shown.behind.get((index.row(), index.column())) if self._shown else None
        if behind:
            self.opened.emit(behind)

    def _point(self, index: QModelIndex) -> None:
        leads = self._shown is not None and (index.row(), index.column()) in self._shown.behind
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)
