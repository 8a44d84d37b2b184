"""What a place shows when it holds nothing: what it is for, and the one thing to do next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from assoc_desktop.widgets import icons
from assoc_desktop.widgets.theme import GRID, look

_ICON = 56


class EmptyState(QWidget):
    """A picture, a title, one or two sentences and at most two buttons, in the middle of the room.

    Args:
        sign: name of the icon.
        title: what is not here yet, in a few words.
        text: what the place is for, in one or two sentences.
        action: label and function of the main button.
        second: label and function of a second, plain button.
    """

    def __init__(
        self,
        sign: str,
        title: str,
        text: str,
        action: tuple[str, Callable[[], object]] | None = None,
        second: tuple[str, Callable[[], object]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._sign = sign
        self._picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.title = QLabel(title, alignment=Qt.AlignmentFlag.AlignCenter)
        self.title.setWordWrap(True)
        look(self.title, "title")
        self.text = QLabel(text, alignment=Qt.AlignmentFlag.AlignCenter)
        self.text.setWordWrap(True)
        look(self.text, "quiet")
        self.button = self._button(action, "main")
        self.second = self._button(second, "")
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self._paint_picture()

    def _lay_out(self) -> None:
        inner = QVBoxLayout()
        inner.setSpacing(GRID)
        inner.addWidget(self._picture)
        inner.addWidget(self.title)
        inner.addWidget(self.text)
        inner.addSpacing(GRID)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self.button, self.second):
            if button:
                buttons.addWidget(button)
        buttons.addStretch(1)
        inner.addLayout(buttons)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addLayout(inner, 8)
        across.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.addStretch(1)
        column.addLayout(across)
        column.addStretch(1)
        self._paint_picture()

    def _button(self, action: tuple[str, Callable[[], object]] | None, style: str) -> QPushButton | None:
        if not action:
            return None
        label, do = action
        button = QPushButton(label)
        button.clicked.connect(lambda: do())
        if style:
            look(button, style)
        return button

    def _paint_picture(self) -> None:
        colour = self.palette().color(QPalette.ColorRole.PlaceholderText)
        self._picture.setPixmap(icons.pixmap(self._sign, _ICON, colour, self.devicePixelRatioF()))
