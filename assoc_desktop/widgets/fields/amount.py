"""Amounts in minor units, and plain numbers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.refusals import Refused
from assoc_desktop.widgets.fields.base import OneLineField


class AmountField(OneLineField):
    """An amount of money. The value is an integer in minor units, or None when nothing is typed.

    Args:
        conventions: the currency, and how the country writes amounts.
    """

    def __init__(self, conventions: Conventions, parent: QWidget | None = None) -> None:
        super().__init__(conventions.currency, parent)
        self._conventions = conventions
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.editingFinished.connect(self._tidy)
        self.layout_.addWidget(self.line)
        self.keep_narrow()

    def value(self) -> int | None:
        if not self.line.text().strip() or self.problem():
            return None
        return self._conventions.parse_amount(self.line.text())

    def set_value(self, value: int | None) -> None:
        self.line.setText("" if value is None else self._conventions.amount(value))

    def problem(self) -> str:
        text = self.line.text()
        try:
            minor = self._conventions.parse_amount(text) if text.strip() else 0
        except Refused as refusal:
            return str(refusal)
        return _("An amount here is not below zero.") if minor < 0 else ""

    def _tidy(self) -> None:
        if not self.problem():
            self.set_value(self.value())


class NumberField(OneLineField):
    """A whole number within limits, or None when nothing is typed."""

    def __init__(self, lowest: int = 0, highest: int = 2**31 - 1, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._lowest, self._highest = lowest, highest
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.layout_.addWidget(self.line)
        self.keep_narrow()

    def value(self) -> int | None:
        text = self.line.text().strip()
        return int(text) if text and not self.problem() else None

    def set_value(self, value: int | None) -> None:
        self.line.setText("" if value is None else str(value))

    def problem(self) -> str:
        text = self.line.text().strip()
        if not text:
            return ""
        try:
            number = int(text)
        except ValueError:
            return _("“{text}” is not a whole number.").format(text=text)
        if self._lowest <= number <= self._highest:
            return ""
        return _("Write a number from {lowest} to {highest}.").format(
            lowest=self._lowest, highest=self._highest
        )
