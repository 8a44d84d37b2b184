"""Texts of one line and of several."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QPlainTextEdit, QWidget

from assoc_desktop.widgets.fields.base import Field, OneLineField


class LineField(OneLineField):
    """A text of one line; spaces around it are dropped.

    Args:
        hint: shown in the empty field.
        known: texts to complete from (towns, professions…).
        longest: longest text allowed.
    """

    def __init__(
        self,
        hint: str = "",
        known: list[str] | None = None,
        longest: int = 500,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(hint, parent)
        self.line.setMaxLength(longest)
        self.layout_.addWidget(self.line)
        if known:
            completer = QCompleter(known, self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.activated.connect(lambda _text: self.changed.emit())
            self.line.setCompleter(completer)

    def value(self) -> str:
        return self.line.text().strip()

    def set_typed(self, typed: object) -> None:
        super().set_typed(typed)
        self.line.setCursorPosition(0)


class TextField(Field):
    """A text of several lines; Tab goes to the next field."""

    def __init__(self, lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = _Lines(lines)
        self.text.textChanged.connect(self.changed)
        self.layout_.addWidget(self.text)

    def value(self) -> str:
        return self.text.toPlainText().strip()

    def typed(self) -> str:
        return self.text.toPlainText()

    def set_typed(self, typed: object) -> None:
        self.text.blockSignals(True)
        self.text.setPlainText(str(typed or ""))
        self.text.blockSignals(False)

    def target(self) -> QWidget:
        return self.text


class _Lines(QPlainTextEdit):
    """As high as its lines; grows with the text size."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self._lines = lines
        self.setTabChangesFocus(True)

    def sizeHint(self) -> QSize:
        height = self.fontMetrics().lineSpacing() * self._lines + 24
        return QSize(super().sizeHint().width(), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Return and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        super().keyPressEvent(event)
