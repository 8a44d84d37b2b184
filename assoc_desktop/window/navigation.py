"""The row of tabs: icon and word side by side, or one above the other when the window is narrow or the text large."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from assoc_desktop.language import N_, _
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.theme import GRID

_ICON = 18
_LINE = 3
_GAP = 6
#: What a word that stands below its icon has beside it, in all; less where the text is large.
_LOOSE, _CLOSE = 12, 4


@dataclass(frozen=True)
class Place:
    """One tab: its key (also the name of its icon) and its word."""

    key: str
    word: str


PLACES = (
    Place("home", N_("Home")),
    Place("members", N_("Members")),
    Place("treasury", N_("Treasury")),
    Place("benefits", N_("Benefits")),
    Place("listening", N_("Listening")),
    Place("visits", N_("Library visits")),
    Place("committees", N_("Committees")),
    Place("workshops", N_("Workshop activities")),
    Place("letters", N_("Letters & reports")),
)


class NavigationBar(QTabBar):
    """The tabs of the window. Arrow keys, Ctrl+Tab and Alt+number change them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stacked = self._tight = False
        self._hovered = -1
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setMouseTracking(True)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setAccessibleName(_("Tabs"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for number, place in enumerate(PLACES, start=1):
            # Qt takes & for a shortcut's mark.
            self.addTab(_(place.word).replace("&", "&&"))
            self.setTabToolTip(number - 1, _("{tab} (Alt+{number})").format(tab=_(place.word), number=number))

    def tabSizeHint(self, index: int) -> QSize:
        return self._size(index, self._stacked)

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self._size(index, self._stacked)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height(self._stacked))

    def minimumSizeHint(self) -> QSize:
        return QSize(8 * GRID, self._height(self._stacked))

    def resizeEvent(self, event: QResizeEvent) -> None:
        needed = sum(self._size(index, False).width() for index in range(self.count()))
        stacked = needed > event.size().width()
        beside = sum(self._size(index, True).width() for index in range(self.count()))
        tight = beside + (_LOOSE - _CLOSE) * self.count() * self._tight > event.size().width()
        if (stacked, tight) != (self._stacked, self._tight):
            self._stacked, self._tight = stacked, tight
            self.updateGeometry()
        super().resizeEvent(event)

    def mouseMoveEvent(self, event: object) -> None:
        self._hover(self.tabAt(event.position().toPoint()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index in range(self.count()):
            self._paint_tab(painter, index)
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)

    def _paint_tab(self, painter: QPainter, index: int) -> None:
        rect, chosen = self.tabRect(index), index == self.currentIndex()
        quiet = QPalette.ColorRole.PlaceholderText
        role = QPalette.ColorRole.WindowText if chosen or index == self._hovered else quiet
        colour = self.palette().color(role)
        sign = self.palette().color(QPalette.ColorRole.Link) if chosen else colour
        font = self._bold_font() if chosen else self.font()
        place, words, align = self._parts(rect, QFontMetrics(font).horizontalAdvance(_(PLACES[index].word)))
        icons.paint(painter, PLACES[index].key, place, sign)
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(words, align | Qt.TextFlag.TextSingleLine, _(PLACES[index].word))
        if chosen:
            line = QRect(rect.left() + GRID // 2, rect.bottom() - _LINE + 1, rect.width() - GRID, _LINE)
            painter.fillRect(line, self.palette().color(QPalette.ColorRole.Accent))
            if self.hasFocus():
                painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Accent), 1))
                painter.drawRoundedRect(QRectF(rect).adjusted(3.5, 3.5, -3.5, -6.5), 4, 4)

    def _parts(self, rect: QRect, words_width: int) -> tuple[QRectF, QRect, Qt.AlignmentFlag]:
        """Where the icon and the word of a tab stand, and how the word is aligned."""
        if self._stacked:
            icon = QRectF(rect.center().x() - _ICON / 2, rect.top() + 6, _ICON, _ICON)
            words = QRect(rect.left(), rect.top() + 6 + _ICON, rect.width(), rect.height() - _ICON - 10)
            return icon, words, Qt.AlignmentFlag.AlignCenter
        # Tabs are wide enough for the bold word; icon and word stand together in the middle.
        left = rect.left() + (rect.width() - _ICON - _GAP - words_width) // 2
        icon = QRectF(left, rect.center().y() - _ICON / 2, _ICON, _ICON)
        words = QRect(left + _ICON + _GAP, rect.top(), words_width + GRID, rect.height() - 1)
        return icon, words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter

    def _size(self, index: int, stacked: bool) -> QSize:
        words = QFontMetrics(self._bold_font()).horizontalAdvance(_(PLACES[index].word))
        beside = _CLOSE if self._tight else _LOOSE
        across = words + (beside if stacked else 2 * GRID + _GAP + _ICON + _GAP)
        return QSize(across, self._height(stacked))

    def _height(self, stacked: bool) -> int:
        line = self.fontMetrics().height()
        return line + _ICON + 2 * GRID if stacked else max(line, _ICON) + 2 * GRID + 4

    def _bold_font(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _hover(self, index: int) -> None:
        if index != self._hovered:
            self._hovered = index
            self.update()
