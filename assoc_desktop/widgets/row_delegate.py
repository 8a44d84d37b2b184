"""Paints the cells of a list: texts, amounts on the right, chips."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPalette
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from assoc_desktop.widgets.chips import draw_chip
from assoc_desktop.widgets.elided import plain_tip
from assoc_desktop.widgets.record_model import RecordModel
from assoc_desktop.widgets.theme import GRID

_Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Paints the cells of a `RecordModel`: texts, amounts on the right, chips."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        if not isinstance(model, RecordModel):
            raise TypeError("RowDelegate paints a RecordModel")
        row, column = model.row(index.row()), model.columns[index.column()]
        text = row.texts.get(column.key, "")
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        palette = option.palette
        if selected:
            painter.fillRect(option.rect, palette.brush(QPalette.ColorRole.Highlight))
        if column.chip and text:
            self._draw_chip(painter, option, text, row.tones.get(column.key, "neutral"))
        elif text:
            role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
            if row.quiet and not selected:
                role = QPalette.ColorRole.PlaceholderText
            painter.setPen(palette.color(role))
            self._draw_text(painter, option, text, right=column.right)
        if option.state & QStyle.StateFlag.State_HasFocus and not selected:
            painter.setPen(palette.color(QPalette.ColorRole.Accent))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, _option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        """The tool tip of the cell; a text that does not fit is shown whole."""
        tip = index.data(Qt.ItemDataRole.ToolTipRole)
        text = index.data(Qt.ItemDataRole.DisplayRole)
        room = view.visualRect(index).width() - 2 * GRID
        if not tip and text and view.fontMetrics().horizontalAdvance(text) > room:
            tip = text
        QToolTip.showText(event.globalPos() if tip else QPoint(), plain_tip(tip) if tip else "", view)
        return True

    def _draw_text(self, painter: QPainter, option: QStyleOptionViewItem, text: str, *, right: bool) -> None:
        rect = option.rect.adjusted(GRID, 0, -GRID, 0)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        line = text.replace("\n", " ")
        shown = option.fontMetrics.elidedText(line, Qt.TextElideMode.ElideRight, rect.width())
        painter.setFont(option.font)
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)

    def _draw_chip(self, painter: QPainter, option: QStyleOptionViewItem, text: str, tone: str) -> None:
        metrics = option.fontMetrics
        height = metrics.height() + GRID // 2
        room = option.rect.width() - GRID
        width = min(metrics.horizontalAdvance(text) + 2 * GRID, room)
        top = option.rect.top() + (option.rect.height() - height) // 2
        painter.setFont(option.font)
        rect = QRect(option.rect.left() + GRID // 2, top, width, height)
        draw_chip(painter, rect, text, tone, option.palette)
