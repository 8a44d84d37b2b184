"""A table of written numbers; one with a list behind it opens it by a click or Enter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem, QWidget

from assoc_desktop.language import _
from assoc_desktop.widgets.elided import plain_tip
from assoc_desktop.widgets.theme import GRID, row_height

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
#: The names at the left keep room for so many signs.
_NAME_SIGNS = 22


class FigureTable(QTableWidget):
    """Rows and, in bold, their total.

    Signals:
        opened(behind): a number was asked for the list behind it.
    """

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._behind: Mapping[tuple[int, int], Any] = {}
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
        self.setMouseTracking(True)
        self.clicked.connect(self._open)
        self.entered.connect(self._point)

    def show_written(
        self,
        name: str,
        headings: Sequence[tuple[str, bool]],
        rows: Sequence[Sequence[str]],
        behind: Mapping[tuple[int, int], Any],
        *,
        total: bool,
    ) -> None:
        """Show a table.

        Args:
            name: what it is called for those who cannot see it.
            headings: of the columns, and whether they stand on the right.
            rows: the texts; with `total` the last row is in bold.
            behind: row and column → what `opened` hands on; its `told` says it in words.
        """
        self._behind = behind
        self.clear()
        self.setRowCount(len(rows))
        self.setColumnCount(len(headings))
        self.setHorizontalHeaderLabels([heading for heading, _right in headings])
        self.setAccessibleName(name)
        self.verticalHeader().setDefaultSectionSize(row_height(self))
        bold = self.font()
        bold.setBold(True)
        for at, row in enumerate(rows):
            for place, (text, (_heading, is_right)) in enumerate(zip(row, headings, strict=True)):
                item = QTableWidgetItem(text)
                item.setTextAlignment(_RIGHT if is_right else _LEFT)
                if tip := self._tip(at, place) or text:
                    item.setToolTip(plain_tip(tip))
                if total and at == len(rows) - 1:
                    item.setFont(bold)
                self.setItem(at, place, item)
        for place, (heading, is_right) in enumerate(headings):
            self.horizontalHeaderItem(place).setTextAlignment(_RIGHT if is_right else _LEFT)
            self.horizontalHeaderItem(place).setToolTip(plain_tip(heading))
        self._widths()
        self.setCurrentCell(0, min(1, self.columnCount() - 1))

    def behind(self, row: int, column: int) -> Any:
        """What a cell leads to; None when it leads nowhere."""
        return self._behind.get((row, column))

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

    # Inside

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
        least = min(self._needed(0), _NAME_SIGNS * self.fontMetrics().averageCharWidth())
        header.resizeSection(0, max(least, self.viewport().width() - numbers))

    def _tip(self, row: int, column: int) -> str:
        behind = self._behind.get((row, column))
        return _("Show the list: {members}").format(members=behind.told) if behind else ""

    def _open(self, index: QModelIndex) -> None:
        if behind := self.behind(index.row(), index.column()):
            self.opened.emit(behind)

    def _point(self, index: QModelIndex) -> None:
        leads = self.behind(index.row(), index.column()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)
