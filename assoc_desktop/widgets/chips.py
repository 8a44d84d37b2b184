"""Chips: a word on a coloured, rounded background. In a list they are painted by `row_delegate`."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from assoc_desktop.widgets.theme import GRID, tone_colours


class Chip(QLabel):
    """A chip outside a list."""

    def __init__(self, text: str = "", tone: str = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_state(self, text: str, tone: str, reason: str = "") -> None:
        """Show a state, and its reason as tool tip and to screen readers."""
        self._tone = tone
        self.setText(text)
        self.setToolTip(reason)
        self.setAccessibleDescription(reason)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 2 * GRID, metrics.height() + GRID // 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        draw_chip(painter, self.rect(), self.text(), self._tone, self.palette())


def draw_chip(painter: QPainter, rect: QRect, text: str, tone: str, palette: QPalette) -> None:
    """Draw one chip into a rectangle; a text too long for it ends in an ellipsis."""
    back, front, border = tone_colours(tone, palette)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(border, 1))
    painter.setBrush(back)
    outline = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(outline, outline.height() / 2, outline.height() / 2)
    painter.setPen(front)
    inner = rect.adjusted(GRID, 0, -GRID, 0)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width() + 1)
    painter.drawText(inner, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, shown)
    painter.restore()
