"""What a line of a filter is compared with: the fields a test needs, and what stands in them as plain values."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from assoc_desktop.language import _
from assoc_desktop.members.filters.checking import MOST_DAYS
from assoc_desktop.members.filters.fields import Field as Asked
from assoc_desktop.members.filters.forms.many import ManyField
from assoc_desktop.members.filters.forms.offered import Offered
from assoc_desktop.members.filters.model import Condition, Value
from assoc_desktop.members.filters.tests import DAYS, MANY, NOTHING, TESTS, TWO
from assoc_desktop.widgets.fields import AmountField, DateField, Field, LineField, NumberField, TagsField
from assoc_desktop.widgets.fields.number import DecimalField
from assoc_desktop.widgets.theme import GRID

_MOST_YEARS = 200


class Values(QWidget):
    """No field, one, two, or one for several values, as the test of a condition needs.

    Signals:
        changed(): the person changed something.
    """

    changed = Signal()

    def __init__(
        self, asked: Asked, condition: Condition, offered: Offered, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._asked, self._takes = asked, TESTS[condition.test].takes
        self.fields = self._fields(condition, offered)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        for place, field in enumerate(self.fields):
            if place:
                row.addWidget(QLabel(_("and")))
            row.addWidget(field, 1)
            field.target().setAccessibleName(_("Value"))
            field.changed.connect(self.changed)
        if self._takes == DAYS:
            row.addWidget(QLabel(_("days")))
            row.addStretch(2)

    def values(self) -> tuple[Value, ...]:
        """What stands in the fields; fewer than the test needs while one is empty or cannot be read."""
        if self._takes == MANY:
            return tuple(self.fields[0].value())
        found = (self._plain(field.value()) for field in self.fields if not field.problem())
        return tuple(value for value in found if value is not None)

    def show_values(self, values: Sequence[Value]) -> None:
        """Show the values of a condition; what no field can show is left out."""
        if self._takes == MANY:
            self.fields[0].set_value([value for value in values if self._can_show(value)])
            return
        for field, value in zip(self.fields, values, strict=False):
            if self._can_show(value):
                field.set_value(self._shown(value))

    def problem(self) -> str:
        """Why what was typed cannot be read; empty when it can."""
        return next(filter(None, (field.problem() for field in self.fields)), "")

    def _fields(self, condition: Condition, offered: Offered) -> list[Field]:
        kind, takes = self._asked.kind, self._takes
        if takes == NOTHING:
            return []
        if takes == DAYS:
            return [NumberField(0, MOST_DAYS)]
        if takes == MANY and kind == "text":
            return [TagsField(offered.texts(condition.field))]
        if takes == MANY:
            return [ManyField(offered.values(self._asked, condition), or_=not condition.test.endswith("all"))]
        return [self._single(condition, offered) for _place in range(2 if takes == TWO else 1)]

    def _single(self, condition: Condition, offered: Offered) -> Field:
        kind = self._asked.kind
        if kind == "date":
            return DateField(offered.conventions)
        if kind == "years":
            return NumberField(0, _MOST_YEARS)
        if kind == "money":
            return AmountField(offered.conventions)
        if kind == "number":
            return DecimalField(offered.conventions)
        return LineField(known=offered.texts(condition.field))

    def _plain(self, value: Any) -> Value | None:
        if isinstance(value, datetime.date):
            return value.isoformat()
        if isinstance(value, Decimal):
            return format(value, "f")
        return value if value != "" else None

    def _can_show(self, value: Value) -> bool:
        if self._takes == DAYS or self._asked.kind in ("years", "money"):
            return isinstance(value, int)
        if self._asked.of:
            return not isinstance(value, (str, int))
        if not isinstance(value, str):
            return False
        try:
            self._shown(value)
        except (ValueError, InvalidOperation):
            return False
        return True

    def _shown(self, value: Any) -> Any:
        if self._takes != DAYS and self._asked.kind == "date":
            return datetime.date.fromisoformat(value)
        return Decimal(value) if self._asked.kind == "number" else value
