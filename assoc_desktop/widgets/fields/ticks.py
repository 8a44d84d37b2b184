"""Several of a few, by ticks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QWidget

from assoc_desktop.widgets.fields.base import Field
from assoc_desktop.widgets.theme import GRID
from assoc_desktop.widgets.wide_form import plain_label


class TicksField(Field):
    """Records by ticks, in their order. The value is the ids of those that are ticked.

    Args:
        offered: id and name of each.
        none: what stands there when nothing is offered.
    """

    def __init__(self, offered: Sequence[tuple[int, str]], none: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.layout_.setSpacing(GRID // 2)
        self.boxes: dict[int, QCheckBox] = {}
        for record_id, name in offered:
            box = self.boxes[record_id] = QCheckBox(name.replace("&", "&&"))
            box.clicked.connect(lambda _on: self.changed.emit())
            self.layout_.addWidget(box)
        if not offered:
            self.layout_.addWidget(plain_label(none, "quiet"))

    def typed(self) -> list[int]:
        return [each for each, box in self.boxes.items() if box.isChecked()]

    def set_typed(self, typed: object) -> None:
        ticked = typed if isinstance(typed, list) else []
        for each, box in self.boxes.items():
            box.setChecked(each in ticked)

    def target(self) -> QWidget:
        return next(iter(self.boxes.values()), self)
