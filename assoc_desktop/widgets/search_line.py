"""The line above a list in which one searches: a magnifying glass, a way to empty it, and keys that lead into the list."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QLineEdit, QWidget

from assoc_desktop.widgets import icons
from assoc_desktop.widgets.record_table import RecordTable


class SearchLine(QLineEdit):
    """A line to search in.

    Args:
        words: what is searched; also what the line is called for those who cannot see it.
        tip: what the search looks in.
    """

    def __init__(self, words: str, tip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table: RecordTable | None = None
        self._prepare: Callable[[], object] | None = None
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        self.setToolTip(tip)
        self.setClearButtonEnabled(True)
        self.addAction(
            icons.icon("search", QPalette.ColorRole.PlaceholderText), QLineEdit.ActionPosition.LeadingPosition
        )

    def lead_into(self, table: RecordTable, prepare: Callable[[], object] | None = None) -> None:
        """Have Down and Enter lead into a list, and what is typed in the list go on here.

        Args:
            prepare: called before, when the list is read only some time after typing.
        """
        self._table, self._prepare = table, prepare
        table.typed.connect(self._type_on)

    def find(self) -> None:
        """Put the keyboard into the line; what stands in it is typed over."""
        self.setFocus()
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down and Enter go from the search into the list; Esc empties the search."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._go_into():
            event.accept()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _go_into(self) -> bool:
        if self._table is None:
            return False
        if self._prepare is not None:
            self._prepare()
        ids = self._table.model.ids
        if not ids:
            return False
        if self._table.current_id() is None:
            self._table.select_id(ids[0])
        self._table.setFocus()
        return True

    def _type_on(self, text: str) -> None:
        self.setFocus()
        self.setText(self.text() + text)
