"""The two dimensions of a table: one down, one across."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from assoc_desktop.language import _
from assoc_desktop.members.statistics.rules import Dimension
from assoc_desktop.widgets.fields.choice import ComboBox
from assoc_desktop.widgets.theme import GRID


class CrossingRow(QWidget):
    """Two choices of dimensions.

    Signals:
        changed(): another pair was chosen.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._dimensions: dict[str, Dimension] = {}
        self.down, self.across = ComboBox(), ComboBox()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        for words, box in ((_("&Down"), self.down), (_("&Across"), self.across)):
            label = QLabel(words)
            label.setBuddy(box)
            box.setAccessibleName(words.replace("&", ""))
            row.addWidget(label)
            row.addWidget(box, 2)
            box.activated.connect(self.changed)
        row.addStretch(1)

    def show_dimensions(self, dimensions: Sequence[Dimension]) -> None:
        """Offer these; what was chosen stays chosen. At first, category by region stands there."""
        self._dimensions = {each.key: each for each in dimensions}
        for box, usual in ((self.down, "category"), (self.across, "region")):
            before = box.currentData() or usual
            box.clear()
            for each in dimensions:
                box.addItem(each.title, each.key)
            box.setCurrentIndex(max(box.findData(before), 0))

    def chosen(self) -> tuple[Dimension, Dimension] | None:
        """The dimension down and the one across."""
        one, other = (self._dimensions.get(box.currentData()) for box in (self.down, self.across))
        return (one, other) if one and other else None
