"""A short list with its buttons: memberships of a member, categories, seasons, tags."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from assoc_desktop.widgets import icons
from assoc_desktop.widgets.flow import FlowLayout
from assoc_desktop.widgets.record_table import Column, RecordTable, Row
from assoc_desktop.widgets.theme import GRID, look


@dataclass(frozen=True)
class Action:
    """A button above the list.

    Attributes:
        sign: name of its icon.
        label: its word.
        do: called when it is pressed.
        needs_choice: only when a row is chosen.
        main: the one main action of the list.
        seldom: seen only while it makes sense, to leave room for the others.
        enabled: whether it makes sense for the chosen row, by id.
    """

    sign: str
    label: str
    do: Callable[[], object]
    needs_choice: bool = True
    main: bool = False
    seldom: bool = False
    enabled: Callable[[int], bool] = lambda _id: True


class ListPane(QWidget):
    """Rows that are all read at once, and the buttons that work on them. Enter or a double click opens a row.

    Args:
        name: of the list, under which column widths are remembered.
        columns: its columns.
        read: gives id → row of everything, in order.
        actions: buttons; the one with the sign `edit` is what opening a row does.
        empty: shown when there is nothing.
        hint: what the list is for, in a sentence.
    """

    def __init__(
        self,
        name: str,
        columns: Sequence[Column],
        read: Callable[[], Mapping[int, Row]],
        actions: Sequence[Action],
        *,
        empty: QWidget | None = None,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._read, self._actions = read, actions
        self._rows: Mapping[int, Row] = {}
        self.table = RecordTable(name, columns, lambda ids: [self._rows[each] for each in ids], empty=empty)
        self.table.view.horizontalHeader().setSortIndicatorShown(False)
        self.table.selection_changed.connect(self._enable)
        self.buttons = [self._button(action) for action in actions]
        row = FlowLayout()
        for button in self.buttons:
            row.addWidget(button)
        #: Where a pane lays what stands below its list.
        self.column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, GRID)
        column.setSpacing(GRID)
        if hint:
            text = QLabel(hint, wordWrap=True)
            look(text, "quiet")
            column.addWidget(text)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        for button, action in zip(self.buttons, actions, strict=True):
            if action.sign == "edit":
                self.table.opened.connect(lambda _id, button=button: button.click())

    def show_again(self) -> None:
        """Read everything again; what was chosen stays chosen."""
        self._rows = self._read()
        self.table.show_ids(self._rows)
        self._enable()

    def chosen(self) -> int | None:
        """The id of the chosen row, the first if there are several."""
        return next((each for each in self.table.selected_ids() if each in self._rows), None)

    def _button(self, action: Action) -> QPushButton:
        role = QPalette.ColorRole.HighlightedText if action.main else QPalette.ColorRole.ButtonText
        button = QPushButton(icons.icon(action.sign, role), action.label)
        button.clicked.connect(lambda: action.do())
        if action.main or action.needs_choice:
            look(button, "main" if action.main else "plain")
        return button

    def _enable(self) -> None:
        chosen = self.chosen()
        for button, action in zip(self.buttons, self._actions, strict=True):
            if action.needs_choice:
                sensible = chosen is not None and action.enabled(chosen)
                button.setEnabled(sensible)
                button.setVisible(bool(self._rows) and (sensible or not action.seldom))
