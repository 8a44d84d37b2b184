"""One step of the import assistant, and the trail that shows which step it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from assoc_desktop.language import _
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.theme import GRID


class Step(QWidget):
    """A step: what it asks, and whether the person may go on.

    Signals:
        changed(): `problem()` or `next_label()` may be another now.
        go_on(): the step is done by itself; the assistant goes to the next one.
    """

    changed = Signal()
    go_on = Signal()

    def enter(self) -> None:
        """The step is shown now, coming from the step before or after it."""

    def problem(self) -> str:
        """Why the person cannot go on yet, as a sentence; empty when they can."""
        return ""

    def is_needed(self) -> bool:
        """Whether there is anything to ask here; a step with nothing to ask is passed over."""
        return True

    def is_busy(self) -> bool:
        """Whether a long work runs, during which nobody goes back or on."""
        return False

    def next_label(self) -> str:
        """What the button that goes on says; `&` marks its letter."""
        return _("&Next")

    def first_field(self) -> QWidget | None:
        """What takes the keyboard when the step is shown."""
        return None


class Trail(QWidget):
    """The names of all steps in a row; those done have a tick, the present one the accent."""

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = list(names)
        self._now = 0
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.show_step(0)

    def show_step(self, now: int) -> None:
        """Show which step it is, counted from 0."""
        self._now = now
        self.setAccessibleName(
            _("Step {n} of {count}: {name}").format(n=now + 1, count=len(self._names), name=self._names[now])
        )
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        names = sum(self._width(name) for name in self._names)
        return QSize(names, metrics.height() + GRID)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _width(self, name: str) -> int:
        font = self.font()
        font.setBold(True)
        return QFontMetrics(font).horizontalAdvance(name) + self._side() + 3 * GRID

    def _side(self) -> int:
        return self.fontMetrics().height() + 2

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = 0
        for number, name in enumerate(self._names):
            self._paint_step(painter, x, number, name)
            x += self._width(name)

    def _paint_step(self, painter: QPainter, x: int, number: int, name: str) -> None:
        palette, side = self.palette(), self._side()
        now, done = number == self._now, number < self._now
        disc = QRectF(x, (self.height() - side) / 2, side, side)
        accent = palette.color(QPalette.ColorRole.Accent)
        painter.setPen(accent if now or done else palette.color(QPalette.ColorRole.Dark))
        painter.setBrush(accent if now else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(disc.adjusted(0.5, 0.5, -0.5, -0.5))
        font = self.font()
        if done:
            icons.paint(painter, "check", disc.adjusted(3, 3, -3, -3), palette.color(QPalette.ColorRole.Link))
        else:
            font.setPointSizeF(self.font().pointSizeF() * 0.85)
            painter.setFont(font)
            role = QPalette.ColorRole.HighlightedText if now else QPalette.ColorRole.PlaceholderText
            painter.setPen(palette.color(role))
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(number + 1))
        font = self.font()
        font.setBold(now)
        painter.setFont(font)
        role = QPalette.ColorRole.WindowText if now else QPalette.ColorRole.PlaceholderText
        painter.setPen(palette.color(role))
        left = x + side + GRID // 2
        room = QRectF(left, 0, self._width(name) - side, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
