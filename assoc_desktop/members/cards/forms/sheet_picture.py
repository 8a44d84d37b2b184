"""A small picture of a sheet of cards, on which a click says where the first card goes."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from assoc_desktop.language import _
from assoc_desktop.pdf.sheets import CARD_HEIGHT, CARD_WIDTH, Sheet
from assoc_desktop.widgets.theme import tone_colours

_HEIGHT_IN_LINES = 10
_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class SheetPicture(QWidget):
    """The first sheet with its places: used ones empty, those that will be printed coloured and numbered.

    A click, or the arrow keys, choose the place of the first card.

    Signals:
        start_changed(place): the person chose another first place, counted from 1.
    """

    start_changed = Signal(int)

    def __init__(self, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._count = 0
        self._start = 1
        self._under_mouse = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._describe()

    @property
    def start(self) -> int:
        """Place of the first card, counted from 1."""
        return self._start

    def show_sheet(self, sheet: Sheet) -> None:
        """Show another kind of sheet; the place stays if the sheet has it, else it is the first."""
        self._sheet = sheet
        self._under_mouse = -1
        if self._start > sheet.cards:
            self._start = 1
        self.updateGeometry()
        self._describe()

    def show_count(self, count: int) -> None:
        """Show how many cards will be printed."""
        self._count = count
        self._describe()

    def set_start(self, place: int) -> None:
        """Let the first card go to a place, counted from 1, as if the person had clicked on it."""
        if not 1 <= place <= self._sheet.cards or place == self._start:
            return
        self._start = place
        self._describe()
        self.start_changed.emit(place)

    def place_rect(self, place: int) -> QRectF:
        """Where a place (from 1) is drawn, in pixels."""
        x, y = self._sheet.corner(place - 1)
        scale, paper = self._scale(), self._paper()
        top = self._sheet.page_height - y - CARD_HEIGHT
        return QRectF(
            paper.left() + x * scale, paper.top() + top * scale, CARD_WIDTH * scale, CARD_HEIGHT * scale
        ).adjusted(1, 1, -1, -1)

    def sizeHint(self) -> QSize:
        height = self.fontMetrics().height() * _HEIGHT_IN_LINES
        if self._sheet.page_width > self._sheet.page_height:
            height //= 2
        return QSize(round(height * self._sheet.page_width / self._sheet.page_height) + 2, height + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position())
        if place and event.button() == Qt.MouseButton.LeftButton:
            self.set_start(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._under_mouse = self._place_at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if self._under_mouse else Qt.CursorShape.ArrowCursor)
        self.update()

    def leaveEvent(self, event: object) -> None:
        super().leaveEvent(event)
        self._under_mouse = -1
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.set_start(1 if event.key() == Qt.Key.Key_Home else self._sheet.cards)
            return
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        row, column = divmod(self._start - 1, self._sheet.columns)
        column = min(max(column + step[0], 0), self._sheet.columns - 1)
        row = min(max(row + step[1], 0), self._sheet.rows - 1)
        self.set_start(row * self._sheet.columns + column + 1)

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        focus = self.hasFocus()
        role = QPalette.ColorRole.Accent if focus else QPalette.ColorRole.Dark
        painter.setPen(QPen(palette.color(role), 2 if focus else 1))
        painter.setBrush(palette.base())
        painter.drawRect(self._paper())
        for place in range(1, self._sheet.cards + 1):
            self._paint_place(painter, place)

    def _paint_place(self, painter: QPainter, place: int) -> None:
        palette, rect = self.palette(), self.place_rect(place)
        filled = self._start <= place < self._start + self._count
        back, front, border = tone_colours("good" if filled else "neutral", palette)
        line = Qt.PenStyle.SolidLine if filled else Qt.PenStyle.DashLine
        hovered = place == self._under_mouse
        pen = palette.color(QPalette.ColorRole.Accent) if hovered or place == self._start else border
        painter.setPen(QPen(pen, 2 if hovered or place == self._start else 1, line))
        painter.setBrush(back if filled else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect, 2, 2)
        if not filled:
            painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
            if place >= self._start:
                return
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, "×")
            return
        painter.setPen(front)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(place - self._start + 1))

    def _scale(self) -> float:
        return min((self.width() - 2) / self._sheet.page_width, (self.height() - 2) / self._sheet.page_height)

    def _paper(self) -> QRectF:
        scale = self._scale()
        return QRectF(1, 1, self._sheet.page_width * scale, self._sheet.page_height * scale)

    def _place_at(self, point: QPointF) -> int:
        places = range(1, self._sheet.cards + 1)
        return next((place for place in places if self.place_rect(place).contains(point)), 0)

    def _describe(self) -> None:
        self.setAccessibleName(
            _("First card at place {place} of {places}").format(place=self._start, places=self._sheet.cards)
        )
        self.setToolTip(_("Click where the first card goes: places before it stay empty."))
        self.update()
