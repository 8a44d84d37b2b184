"""A number with or without decimals, typed as the country writes it."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from assoc_desktop.language.conventions import Conventions
from assoc_desktop.refusals import Refused
from assoc_desktop.widgets.fields.base import OneLineField


class DecimalField(OneLineField):
    """A number, or None when nothing is typed. The value is a `Decimal`.

    Args:
        conventions: how the country writes numbers.
    """

    def __init__(self, conventions: Conventions, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._conventions = conventions
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.layout_.addWidget(self.line)
        self.keep_narrow()

    def value(self) -> Decimal | None:
        return None if self.problem() else self._conventions.parse_number(self.line.text())

    def set_value(self, value: Decimal | None) -> None:
        self.line.setText("" if value is None else self._conventions.number(value))

    def problem(self) -> str:
        try:
            self._conventions.parse_number(self.line.text())
        except Refused as refusal:
            return str(refusal)
        return ""
