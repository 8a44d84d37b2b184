"""The view of a list: rows of one height, whole rows chosen, typing searches, Enter opens."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from assoc_desktop.widgets.row_delegate import RowDelegate
from assoc_desktop.widgets.theme import row_height

#: No column is narrower, in pixels.
MINIMUM_COLUMN = 48

_Select = QItemSelectionModel.SelectionFlag


class RecordView(QTableView):
    """The table itself: rows of one height, whole rows chosen, typing searches, Enter opens."""

    typed = Signal(str)
    entered_record = Signal(int)
    resized = Signal()
    plain_choice = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setItemDelegate(RowDelegate(self))
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(row_height(self))
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setMinimumSectionSize(MINIMUM_COLUMN)
        header.setHighlightSections(False)
        self.doubleClicked.connect(lambda index: self.entered_record.emit(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.entered_record.emit(self.currentIndex().row())
            return
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if event.text().strip() and event.text().isprintable() and not held:
            self.typed.emit(event.text())
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Nothing: the search field of the tab searches all columns."""

    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        flags = super().selectionCommand(index, event)
        if flags & _Select.Clear:
            self.plain_choice.emit()
        return flags

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.verticalHeader().setDefaultSectionSize(row_height(self))
