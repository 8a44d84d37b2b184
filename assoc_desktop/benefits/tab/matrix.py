"""The matrix of categories and benefits, edited in place and saved as one change."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout

from assoc_desktop.benefits.forms.matrix_table import MatrixTable
from assoc_desktop.benefits.matrix import Matrix, read_matrix, save_matrix
from assoc_desktop.language import _
from assoc_desktop.refusals import Refused
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.messages import DISCARD, SAVE, ask_unsaved, show_refusal
from assoc_desktop.widgets.own_keys import OwnKeys
from assoc_desktop.widgets.places import Place
from assoc_desktop.widgets.theme import GRID, card_around, look


class MatrixPlace(Place):
    """Who is entitled to what, in one table."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.table = MatrixTable()
        self.save_button = QPushButton(
            icons.icon("save", QPalette.ColorRole.HighlightedText), _("&Save the matrix")
        )
        look(self.save_button, "main")
        self.drop_button = QPushButton(icons.icon("undo"), _("Dr&op the changes"))
        hint = QLabel(
            _(
                "Space ticks and unticks; digits write how often in a season, where that differs from the benefit."
            ),
            wordWrap=True,
        )
        look(hint, "quiet")
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(hint, 1)
        row.addWidget(self.drop_button)
        row.addWidget(self.save_button)
        empty = EmptyState(
            "columns",
            _("Nothing to tick yet"),
            _(
                "Benefits stand in the rows and categories in the columns, once the catalogue holds a benefit."
            ),
            (_("Open the catalogue"), lambda: desk.wanted.emit("benefits", {"place": "catalogue"})),
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(empty)
        self.stack.addWidget(card_around(self.table))
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        column.setSpacing(GRID)
        column.addLayout(row)
        column.addWidget(self.stack, 1)
        self.table.edited.connect(self._enable)
        self.save_button.clicked.connect(self.save)
        self.drop_button.clicked.connect(self.drop)
        OwnKeys(self, {"Ctrl+S": self.save})
        self.drop()

    def read_again(self) -> None:
        """Read the matrix again; what is ticked and not saved stays ticked."""
        self._show(self.table.show_again)

    def take_keyboard(self) -> None:
        self.table.setFocus()

    def may_go(self) -> bool:
        """Whether the matrix can go now; one that is not saved asks the person."""
        if not self.table.is_changed():
            return True
        answer = ask_unsaved(self)
        if answer == SAVE:
            self.save()
        elif answer == DISCARD:
            self.drop()
        return not self.table.is_changed()

    def save(self) -> None:
        """Keep the ticks and quotas as one change."""
        if not self.table.is_changed():
            return
        try:
            save_matrix(self.table.cells())
        except Refused as refusal:
            show_refusal(self, str(refusal))
            return
        self.drop()
        self.desk.tell_change(self, _("Who is entitled was saved."))

    def drop(self) -> None:
        """Show the matrix as it is kept."""
        self._show(self.table.show_matrix)

    def _show(self, show: Callable[[Matrix], None]) -> None:
        matrix = read_matrix()
        show(matrix)
        self.stack.setCurrentIndex(int(bool(matrix.benefits and matrix.categories)))
        self._enable()

    def _enable(self) -> None:
        for button in (self.save_button, self.drop_button):
            button.setEnabled(self.table.is_changed())
