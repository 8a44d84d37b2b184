"""Facts in two columns: a quiet caption, and the text beside it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel

from assoc_desktop.widgets.elided import breakable
from assoc_desktop.widgets.theme import GRID, look


class FactsGrid(QGridLayout):
    """Captions with their texts, one below the other."""

    def __init__(self) -> None:
        super().__init__()
        self.setHorizontalSpacing(2 * GRID)
        self.setVerticalSpacing(GRID // 2)
        self.setColumnStretch(1, 1)

    def show_facts(self, facts: Iterable[tuple[str, str]]) -> None:
        """Show these (caption, text) in place of those before; what has no text is left out."""
        while item := self.takeAt(0):
            item.widget().hide()
            item.widget().deleteLater()
        for row, (label, value) in enumerate((label, value) for label, value in facts if value):
            caption, text = QLabel(label, wordWrap=True), QLabel(breakable(value), wordWrap=True)
            text.setTextFormat(Qt.TextFormat.PlainText)
            look(caption, "quiet")
            text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            self.addWidget(caption, row, 0, Qt.AlignmentFlag.AlignTop)
            self.addWidget(text, row, 1)
