"""Fields of the design page: several of a list, and one colour or the categories' own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QRadioButton, QWidget

from assoc_desktop.language import _
from assoc_desktop.widgets.fields import Field
from assoc_desktop.widgets.fields.colour import ColourField
from assoc_desktop.widgets.theme import GRID


class ChecksField(Field):
    """Any of several choices. The value is a list, in the order of the choices.

    Args:
        choices: pairs (value, word shown).
    """

    def __init__(self, choices: Sequence[tuple[Any, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes = {value: QCheckBox(word.replace("&", "&&")) for value, word in choices}
        for box in self.boxes.values():
            box.clicked.connect(lambda _on: self.changed.emit())
        self.layout_.addWidget(_Columns(list(self.boxes.values())))

    def typed(self) -> list[Any]:
        return [value for value, box in self.boxes.items() if box.isChecked()]

    def set_typed(self, typed: Sequence[Any]) -> None:
        for value, box in self.boxes.items():
            box.setChecked(value in typed)

    def target(self) -> QWidget:
        return next(iter(self.boxes.values()), self)


class _Columns(QWidget):
    """Boxes in as many columns as the width has room for."""

    def __init__(self, boxes: list[QCheckBox]) -> None:
        super().__init__()
        self._boxes = boxes
        for box in boxes:
            box.setParent(self)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        policy.setVerticalPolicy(policy.Policy.Fixed)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        return QSize(2 * self._widest() + 2 * GRID, self.heightForWidth(2 * self._widest() + 2 * GRID))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self._widest(), 160), self._row())

    def heightForWidth(self, width: int) -> int:
        return -(-len(self._boxes) // self._columns(width)) * self._row()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = self._columns(self.width())
        across = min(self._widest() + 2 * GRID, self.width() // columns)
        for place, box in enumerate(self._boxes):
            row, column = divmod(place, columns)
            box.setGeometry(column * across, row * self._row(), across, self._row())

    def _columns(self, width: int) -> int:
        return min(2, max(1, (width + 2 * GRID) // (self._widest() + 2 * GRID)))

    def _widest(self) -> int:
        return max((box.sizeHint().width() for box in self._boxes), default=80)

    def _row(self) -> int:
        return max((box.sizeHint().height() for box in self._boxes), default=20) + GRID // 2


class CardColourField(Field):
    """The colour of each category (the value is empty), or one colour for all cards (`#rrggbb`)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.by_category = QRadioButton(_("The colour of each category"))
        self.one = QRadioButton(_("One colour for all"))
        self.colour = ColourField()
        for widget in (self.by_category, self.one, self.colour):
            self.layout_.addWidget(widget)
        self.layout_.setSpacing(GRID // 2)
        for button in (self.by_category, self.one):
            button.clicked.connect(lambda _on: self._choice_changed())
        self.colour.changed.connect(self.changed)
        self.set_typed("")

    def value(self) -> str:
        return self.colour.value() if self.one.isChecked() else ""

    def problem(self) -> str:
        return self.colour.problem() if self.one.isChecked() else ""

    def typed(self) -> str:
        return self.colour.typed() if self.one.isChecked() else ""

    def set_typed(self, typed: object) -> None:
        text = str(typed or "")
        self.one.setChecked(bool(text))
        self.by_category.setChecked(not text)
        if text:
            self.colour.set_typed(text)
        self.colour.setVisible(bool(text))

    def target(self) -> QWidget:
        return self.by_category

    def _choice_changed(self) -> None:
        if self.one.isChecked() and not self.colour.typed():
            self.colour.set_value("#1F6F5C")
        self.colour.setVisible(self.one.isChecked())
        self.changed.emit()
