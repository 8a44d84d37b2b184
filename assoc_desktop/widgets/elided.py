"""A label of one line that ends in an ellipsis where there is no room, and never makes its window wider."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

#: More is never drawn: a line of 10,000 signs is measured on every move of the window.
_LONGEST = 400


class ElidedLabel(QLabel):
    """A heading made of words that people typed. The whole text stands in the tool tip when it is cut."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(" ".join(text.split()))
        self._tell_whole()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().height() + 2)

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self.text()[:_LONGEST]) + 2
        return QSize(width, self.fontMetrics().height() + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_whole()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        place = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(self.rect(), place, self._shown())

    def _shown(self) -> str:
        text = self.text()[:_LONGEST]
        return self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, self.width())

    def _tell_whole(self) -> None:
        cut = self._shown() != self.text()
        self.setToolTip(plain_tip(self.text()) if cut else "")


def plain_tip(text: str) -> str:
    """A tool tip reads markup in a text that looks like it; a text made of escapes is shown as it was typed."""
    escaped = text[:2000].replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    escaped = escaped.replace("\n", "<br>")
    return f"<qt>{escaped}</qt>"


def breakable(text: str, longest: int = 24) -> str:
    """A text whose very long words may be broken anywhere, so that a wrapped label never widens its window."""
    words = text[:2000].split(" ")
    return " ".join(
        "\u200b".join(word[at : at + longest] for at in range(0, len(word), longest)) or word
        for word in words
    )
