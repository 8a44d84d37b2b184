"""A chart on screen, drawn by the same code as on paper, in the colours and text size of the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontInfo,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from assoc_desktop.widgets.theme import GRID

if TYPE_CHECKING:
    from assoc_desktop.pdf.charts import Chart, Colours, Part, Style

#: Width in points and style → the chart, as high as it needs.
MakeChart = Callable[[float, "Style"], "Chart"]
_LEAST = 220
_ROOM = GRID // 2


class ChartView(QWidget):
    """A chart as wide as the widget; a click, or Enter on the part chosen with the arrow keys, tells which part.

    Signals:
        part_chosen(key): the key of the bar or value.
    """

    part_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make: MakeChart | None = None
        self._write: Callable[[int], str] = str
        self._chart: Chart | None = None
        self._image = QImage()
        self._drawn_for: tuple[object, ...] = ()
        self._focused = 0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumWidth(_LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_chart(self, make: MakeChart | None, *, title: str, write: Callable[[int], str]) -> None:
        """Show a chart; None shows nothing.

        Args:
            title: its name for who cannot see it.
            write: how numbers are written.
        """
        self._make, self._write = make, write
        self._focused, self._drawn_for = 0, ()
        self.setAccessibleName(title)
        self._draw()
        self.update()

    def chart(self) -> Chart | None:
        """The chart on screen."""
        return self._chart

    def sizeHint(self) -> QSize:
        height = self._chart.height if self._chart else 0
        return QSize(_LEAST, round(height) + 2 * _ROOM)

    # Inside

    def _draw(self) -> None:
        """Draw anew when the width, the colours, the text or the density of the screen are others."""
        room = self.width() - 2 * _ROOM
        pixels = QFontInfo(self.font()).pixelSize()
        wanted = (room, self.palette().cacheKey(), pixels, self.devicePixelRatioF(), self._make)
        if self._make is None or room < 1:
            self._chart, self._image = None, QImage()
        elif wanted != self._drawn_for:
            from assoc_desktop.pdf.charts import Style
            from assoc_desktop.pdf.charts.output import chart_pdf
            from assoc_desktop.widgets.pdf_preview import PdfDocument

            self._drawn_for = wanted
            self._chart = self._make(room, Style(pixels * 0.92, self._colours(), self._write))
            document = PdfDocument(chart_pdf(self._chart))
            self._image = document.image(0, self.devicePixelRatioF())
            document.close()
            self._image.setDevicePixelRatio(self.devicePixelRatioF())
            self.setAccessibleDescription(self._chart.alternative)
        self.setMinimumHeight(self.sizeHint().height())
        self.updateGeometry()

    def _colours(self) -> Colours:
        from assoc_desktop.pdf.charts import Colours

        role = QPalette.ColorRole
        roles = (role.Text, role.PlaceholderText, role.Mid, role.Base, role.Link)
        found = [self.palette().color(each) for each in roles]
        return Colours(*((each.redF(), each.greenF(), each.blueF()) for each in found))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Base))
        painter.drawImage(QPointF(_ROOM, _ROOM), self._image)
        if self.hasFocus() and self._chart and self._chart.parts:
            painter.setPen(QPen(QColor(self.palette().color(QPalette.ColorRole.Accent)), 2))
            painter.drawRoundedRect(self.place_of(self._chart.parts[self._focused]), 3, 3)

    def place_of(self, part: Part) -> QRectF:
        """Where a part stands in the widget."""
        height = self._chart.height if self._chart else 0
        return QRectF(_ROOM + part.x, _ROOM + height - part.y - part.height, part.width, part.height)

    def part_at(self, point: QPointF) -> Part | None:
        """The part at a point of the widget."""
        chart = self._chart
        return chart.at(point.x() - _ROOM, chart.height - point.y() + _ROOM) if chart else None

    def resizeEvent(self, _event: QEvent) -> None:
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._draw()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        part = self.part_at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if part else Qt.CursorShape.ArrowCursor)
        QToolTip.showText(event.globalPosition().toPoint(), part.words if part else "", self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        part = self.part_at(event.position())
        if part and event.button() == Qt.MouseButton.LeftButton:
            self.part_chosen.emit(part.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        parts = self._chart.parts if self._chart else ()
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}
        if parts and event.key() in steps:
            self._focused = (self._focused + steps[Qt.Key(event.key())]) % len(parts)
            self.update()
        elif parts and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.part_chosen.emit(parts[self._focused].key)
        else:
            super().keyPressEvent(event)
