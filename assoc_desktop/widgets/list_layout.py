"""How every tab with a list is laid out: one row above, the list with its sums at the left, the details at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from assoc_desktop.widgets.theme import GRID, card_around


def lay_out_list(
    page: QWidget, bar: QHBoxLayout, table: QWidget, sums: QWidget, details: QWidget, widths: tuple[int, int]
) -> QSplitter:
    """Fill a page with its row, list, sums and details.

    Args:
        widths: of the list and the details at first, in pixels; the list takes what room there is.

    Returns:
        The splitter between list and details.
    """
    left = QWidget()
    column = QVBoxLayout(left)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GRID // 2)
    column.addWidget(card_around(table), 1)
    column.addWidget(sums)
    split = QSplitter(Qt.Orientation.Horizontal)
    split.setHandleWidth(GRID)
    split.addWidget(left)
    split.addWidget(details)
    split.setStretchFactor(0, 1)
    split.setChildrenCollapsible(False)
    split.setSizes(list(widths))
    layout = QVBoxLayout(page)
    layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID // 2)
    layout.setSpacing(GRID)
    layout.addLayout(bar)
    layout.addWidget(split, 1)
    return split
