"""The categories that a new association starts from, to be ticked, each with its fee."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.fees import why_not_fee
from assoc_desktop.members.memberships import STARTING_CATEGORIES
from assoc_desktop.refusals import Refused
from assoc_desktop.widgets.fields import Field
from assoc_desktop.widgets.theme import GRID, row_height
from assoc_desktop.widgets.wide_form import plain_label


class StartingCategoriesField(Field):
    """Categories to tick, each with its fee. The value is category key → fee in minor units."""

    def __init__(self, conventions: Conventions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._conventions = conventions
        self.boxes: dict[str, QCheckBox] = {}
        self.fees: dict[str, QLineEdit] = {}
        grid = QGridLayout()
        grid.setVerticalSpacing(GRID // 2)
        grid.setHorizontalSpacing(2 * GRID)
        for row, (key, data) in enumerate(STARTING_CATEGORIES.items()):
            self.boxes[key] = QCheckBox(_(data.name))
            self.boxes[key].clicked.connect(lambda _on: self._changed())
            grid.addWidget(self.boxes[key], row, 0)
            grid.setRowMinimumHeight(row, row_height(self))
            if data.exempt:
                grid.addWidget(plain_label(_("owes nothing"), "quiet"), row, 1)
                continue
            self.fees[key] = self._fee_line(_(data.name))
            grid.addWidget(self.fees[key], row, 1)
        grid.setColumnStretch(2, 1)
        self.layout_.addLayout(grid)

    def value(self) -> dict[str, int]:
        return {
            key: self._fee(key)
            for key, box in self.boxes.items()
            if box.isChecked() and not self._trouble(key)
        }

    def set_value(self, value: dict[str, int]) -> None:
        amount = self._conventions.amount
        self.set_typed({key: [True, amount(fee) if fee else ""] for key, fee in value.items()})

    def problem(self) -> str:
        return next((text for key in self.fees if (text := self._trouble(key))), "")

    def typed(self) -> dict[str, list[Any]]:
        return {
            key: [box.isChecked(), self.fees[key].text() if key in self.fees else ""]
            for key, box in self.boxes.items()
        }

    def set_typed(self, typed: Any) -> None:
        for key, box in self.boxes.items():
            on, fee = (typed or {}).get(key, [False, ""])
            box.setChecked(on)
            if key in self.fees:
                self.fees[key].setText(fee)
        self._enable()

    def target(self) -> QWidget:
        wrong = (line for key, line in self.fees.items() if self._trouble(key))
        return next(wrong, next(iter(self.boxes.values())))

    def mark(self, wrong: bool) -> None:
        for key, line in self.fees.items():
            line.setProperty("wrong", wrong and bool(self._trouble(key)))
            line.style().unpolish(line)
            line.style().polish(line)

    def _fee_line(self, category: str) -> QLineEdit:
        line = QLineEdit(placeholderText=_("Fee in {currency}").format(currency=self._conventions.currency))
        line.setAccessibleName(_("Fee of {category}").format(category=category))
        line.setMaximumWidth(self.fontMetrics().averageCharWidth() * 18 + 4 * GRID)
        line.textEdited.connect(lambda _text: self._changed())
        return line

    def _changed(self) -> None:
        self._enable()
        self.changed.emit()

    def _enable(self) -> None:
        for key, line in self.fees.items():
            line.setEnabled(self.boxes[key].isChecked())

    def _fee(self, key: str) -> int:
        text = self.fees[key].text() if key in self.fees else ""
        return self._conventions.parse_amount(text) if text.strip() else 0

    def _trouble(self, key: str) -> str:
        if not self.boxes[key].isChecked():
            return ""
        try:
            return why_not_fee(self._fee(key))
        except Refused as refusal:
            return str(refusal)
