"""A file to write, or a folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from assoc_desktop.language import _
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.fields.base import OneLineField
from assoc_desktop.widgets.theme import GRID


class PathField(OneLineField):
    """A path as text, typed or chosen. The value is a text; empty means none.

    Args:
        kinds: filter of the file dialog for a file to write; None chooses a folder.
        title: title of the dialog.
        hint: shown in the empty field.
    """

    def __init__(
        self, title: str, *, kinds: str | None = None, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(hint, parent)
        self._title, self._kinds = title, kinds
        self.button = QPushButton(icons.icon("folder"), _("Choose…"))
        self.button.clicked.connect(self.choose)
        row = QHBoxLayout()
        row.setSpacing(GRID // 2)
        row.addWidget(self.line, 1)
        row.addWidget(self.button)
        self.layout_.addLayout(row)

    def value(self) -> str:
        return self.line.text().strip()

    def choose(self) -> None:
        """Let the person choose."""
        start = self.value() or str(Path.home())
        if self._kinds is None:
            name = QFileDialog.getExistingDirectory(self, self._title, start)
        else:
            name, _kind = QFileDialog.getSaveFileName(self, self._title, start, self._kinds)
        if name:
            self.line.setText(name)
            self.changed.emit()
