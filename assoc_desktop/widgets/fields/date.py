"""A date as the association's country writes it, or nothing."""

from __future__ import annotations

import datetime

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QVBoxLayout, QWidget

from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.refusals import Refused
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.fields.base import OneLineField


class DateField(OneLineField):
    """A day or nothing. The value is a `datetime.date` or None; a bad date is told, never dropped.

    Args:
        conventions: how the country writes dates.
    """

    def __init__(self, conventions: Conventions, parent: QWidget | None = None) -> None:
        super().__init__(conventions.date_hint(), parent)
        self._conventions = conventions
        self.line.editingFinished.connect(self._tidy)
        pick = QAction(icons.icon("calendar", QPalette.ColorRole.PlaceholderText), _("Choose a day"), self)
        pick.triggered.connect(self._pick)
        self.line.addAction(pick, QLineEdit.ActionPosition.TrailingPosition)
        self.layout_.addWidget(self.line)
        self.keep_narrow()

    def value(self) -> datetime.date | None:
        return self._conventions.parse_date(self.line.text()) if not self.problem() else None

    def set_value(self, value: datetime.date | None) -> None:
        self.line.setText(self._conventions.date(value))

    def problem(self) -> str:
        try:
            self._conventions.parse_date(self.line.text())
        except Refused as refusal:
            return str(refusal)
        return ""

    def _tidy(self) -> None:
        """`1/2/26` becomes `01/02/2026` when the field is left, so that the person sees what was understood."""
        if not self.problem():
            self.line.setText(self._conventions.date(self.value()))

    def _pick(self) -> None:
        calendar = _Calendar(self, self.value())
        calendar.chosen.connect(self._picked)
        calendar.open_below(self.line)

    def _picked(self, day: QDate) -> None:
        self.set_value(datetime.date(day.year(), day.month(), day.day()))
        self.changed.emit()
        self.line.setFocus()


class _Calendar(QFrame):
    """A month that pops up below the field."""

    def __init__(self, parent: QWidget, day: datetime.date | None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._month = QCalendarWidget(self)
        self._month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        if day:
            self._month.setSelectedDate(QDate(day.year, day.month, day.day))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self._month)
        self.chosen = self._month.activated
        self._month.clicked.connect(self._month.activated)
        self._month.activated.connect(self.close)

    def open_below(self, line: QWidget) -> None:
        self.adjustSize()
        place = line.mapToGlobal(QPoint(0, line.height()))
        room = line.screen().availableGeometry()
        x = max(room.left(), min(place.x(), room.right() - self.width()))
        below = place.y() + self.height() <= room.bottom()
        y = place.y() if below else line.mapToGlobal(QPoint(0, 0)).y() - self.height()
        self.move(x, y)
        self.show()
        self._month.setFocus()
