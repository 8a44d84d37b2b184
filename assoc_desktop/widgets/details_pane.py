"""The details on the right of a list: one record written from top to bottom, and below it what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from assoc_desktop.widgets import icons
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.facts import FactsGrid
from assoc_desktop.widgets.flow import FlowLayout
from assoc_desktop.widgets.theme import GRID, look, named_page
from assoc_desktop.widgets.wide_form import plain_label


class DetailsPane(QFrame):
    """A pane that is written anew for each record.

    Signals:
        wanted(what): a button was pressed: its key.

    Args:
        none: shown when no record is chosen.
        buttons: key, icon and words of what can be done; the first is the main one.
    """

    wanted = Signal(str)

    def __init__(self, none: EmptyState, buttons: Sequence[tuple[str, str, str]]) -> None:
        super().__init__()
        look(self, "card")
        self.setMinimumWidth(300)
        self.buttons: dict[str, QPushButton] = {}
        self._none = none
        self._stack = QStackedWidget()
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        row = FlowLayout()
        for key, sign, words in buttons:
            button = self.buttons[key] = QPushButton(icons.icon(sign), words)
            button.clicked.connect(lambda _on=False, key=key: self.wanted.emit(key))
            row.addWidget(button)
        one = QWidget()
        column = QVBoxLayout(one)
        column.setContentsMargins(2 * GRID, 2 * GRID, GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(self._scroll, 1)
        column.addLayout(row)
        self._stack.addWidget(none)
        self._stack.addWidget(one)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self._stack)
        self._column = QVBoxLayout()

    def show_none(self) -> None:
        """No record is chosen."""
        self._stack.setCurrentIndex(0)

    def begin(self, title: str) -> None:
        """Begin a record under its title."""
        body = named_page()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, GRID, 0)
        self._column.setSpacing(GRID)
        self._column.addWidget(plain_label(title, "title"))
        self._column.addStretch(1)
        self._scroll.setWidget(body)
        self._scroll.verticalScrollBar().setValue(0)
        self._stack.setCurrentIndex(1)

    def add(self, widget: QWidget) -> None:
        """Add a widget below what stands there."""
        self._column.insertWidget(self._column.count() - 1, widget)

    def add_text(self, text: str, name: str = "") -> None:
        """Add words that people typed; `name` is one of the looks of labels."""
        self.add(plain_label(text, name))

    def add_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Add captions with their values; those without a value are left out."""
        grid = FactsGrid()
        grid.show_facts(list(facts))
        self._column.insertLayout(self._column.count() - 1, grid)

    def offer(self, *keys: str) -> None:
        """Show only the buttons that make sense."""
        for key, button in self.buttons.items():
            button.setVisible(key in keys)
