"""A colour, chosen from a few that print well or from all."""

from __future__ import annotations

import re

from PySide6.QtCore import QModelIndex, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import (
    QColorDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from assoc_desktop.language import _
from assoc_desktop.widgets.fields.base import Field
from assoc_desktop.widgets.theme import GRID

#: Colours on which white or black text can be read well, on screen and on paper.
COLOURS = ("#1F6F5C", "#2F6DB5", "#7A5195", "#8A5A00", "#37474F", "#A8322D", "#B8860B", "#0F4C75")
_SIDE = 26


class ColourField(Field):
    """A colour; the value is a text such as `#1F6F5C`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit(maxLength=7)
        self.line.setFixedWidth(self.fontMetrics().horizontalAdvance("#DDDDDDD") + 24)
        self.line.textEdited.connect(lambda _text: self._changed())
        self.swatches = [_Swatch(colour) for colour in COLOURS]
        self.more = QPushButton(_("Another colour…"))
        self.more.clicked.connect(self.choose)
        self._shown = _Swatch("#000000")
        self._shown.setEnabled(False)
        first, second = QHBoxLayout(), QHBoxLayout()
        for widget in (self._shown, self.line, self.more):
            first.addWidget(widget)
        for swatch in self.swatches:
            swatch.clicked.connect(lambda _on=False, swatch=swatch: self._take(swatch.colour))
            second.addWidget(swatch)
        for row in (first, second):
            row.setSpacing(GRID // 2)
            row.addStretch(1)
            self.layout_.addLayout(row)

    def value(self) -> str:
        return self.line.text().strip().upper()

    def typed(self) -> str:
        return self.line.text()

    def set_typed(self, typed: object) -> None:
        self.line.setText(str(typed or ""))
        self._show()

    def problem(self) -> str:
        if re.fullmatch("#[0-9A-F]{6}", self.value()):
            return ""
        return _("A colour is written like #1F6F5C.")

    def target(self) -> QWidget:
        return self.line

    def choose(self) -> QColorDialog:
        """Open the dialog with all colours."""
        dialog = QColorDialog(QColor(self.value()), self)
        dialog.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
        dialog.setWindowTitle(_("Choose a colour"))
        dialog.colorSelected.connect(lambda colour: self._take(colour.name()))
        dialog.open()
        return dialog

    def _take(self, colour: str) -> None:
        self.line.setText(colour.upper())
        self._changed()

    def _changed(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        if not self.problem():
            self._shown.show_colour(self.value())


class _Swatch(QPushButton):
    """A small button filled with its colour."""

    def __init__(self, colour: str) -> None:
        super().__init__()
        self.setFixedSize(QSize(_SIDE, _SIDE))
        self.show_colour(colour)

    def show_colour(self, colour: str) -> None:
        self.colour = colour
        self.setAccessibleName(_("Colour {colour}").format(colour=colour))
        self.setToolTip(colour)
        self.update()

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        draw_swatch(painter, QRectF(self.rect()), self.colour, self.palette(), focus=self.hasFocus())


class SwatchDelegate(QStyledItemDelegate):
    """Paints a cell whose text is a colour as a patch of that colour."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        side = min(option.rect.height() - GRID, _SIDE)
        place = QRectF(option.rect.left() + GRID, option.rect.center().y() - side / 2, 2 * side, side)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, option.palette.brush(QPalette.ColorRole.Highlight))
        draw_swatch(painter, place, index.data(), option.palette)


def draw_swatch(
    painter: QPainter, place: QRectF, colour: str, palette: QPalette, *, focus: bool = False
) -> None:
    """Draw a rounded patch of a colour with the border that buttons have."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(colour))
    painter.setPen(palette.color(QPalette.ColorRole.Text if focus else QPalette.ColorRole.Mid))
    painter.drawRoundedRect(place.adjusted(1.5, 1.5, -1.5, -1.5), 4, 4)
    painter.restore()
