"""The field for a plan: at once, or in parts with their days and amounts."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from assoc_desktop.language import _, ngettext
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.treasury.plans import MOST_PARTS, Part, proposed_plan
from assoc_desktop.widgets.fields import AmountField, DateField, Field
from assoc_desktop.widgets.fields.choice import ComboBox
from assoc_desktop.widgets.theme import GRID, look

_OFFERED = (0, 2, 3, 4, 6, 10, 12)


class PartsField(Field):
    """How something is paid. The value is the list of `plans.Part`, empty when all is due at once.

    Args:
        conventions: how days and amounts are written.
        due: gives what is due now, for the parts that are proposed.
        first: the day of the first part that is proposed.
    """

    def __init__(
        self,
        conventions: Conventions,
        due: Callable[[], int | None],
        first: datetime.date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._say, self._due, self._first = conventions, due, first
        self._rows: list[tuple[DateField, AmountField]] = []
        self.box = ComboBox()
        for count in _OFFERED:
            words = ngettext("In {n} part", "In {n} parts", count).format(n=count) if count else _("At once")
            self.box.addItem(words, count)
        self.box.activated.connect(lambda _place: self._counted())
        self._inner = QWidget()
        self._grid = QGridLayout(self._inner)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GRID // 2)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        self.layout_.addWidget(self.box)
        self.layout_.addWidget(self._inner)

    def propose_again(self) -> None:
        """Divide anew what is due: the fee was changed."""
        if self._rows:
            self._show_parts(
                proposed_plan(self._due() or 0, len(self._rows), self._rows[0][0].value() or self._first)
            )

    def value(self) -> list[Part]:
        parts = []
        for day, amount in self._rows:
            due_on = day.value()
            if due_on is not None:
                parts.append(Part(due_on, amount.value() or 0))
        return parts

    def set_value(self, value: list[Part]) -> None:
        self._show_parts(value)

    def problem(self) -> str:
        for day, amount in self._rows:
            if found := day.problem() or amount.problem():
                return found
            if day.value() is None:
                return _("Each part needs the day on which it is due.")
        return ""

    def typed(self) -> Any:
        return [[day.typed(), amount.typed()] for day, amount in self._rows]

    def set_typed(self, typed: Any) -> None:
        self._make_rows(len(typed or []))
        for (day, amount), (day_text, amount_text) in zip(self._rows, typed or [], strict=True):
            day.set_typed(day_text)
            amount.set_typed(amount_text)

    def target(self) -> QWidget:
        return self.box

    def _counted(self) -> None:
        count = self.box.currentData()
        self._show_parts(proposed_plan(self._due() or 0, count, self._first) if count else [])
        self.changed.emit()

    def _show_parts(self, parts: list[Part]) -> None:
        self._make_rows(len(parts))
        for (day, amount), part in zip(self._rows, parts, strict=True):
            day.set_value(part.due_on)
            amount.set_value(part.amount)

    def _make_rows(self, count: int) -> None:
        while item := self._grid.takeAt(0):
            item.widget().hide()
            item.widget().deleteLater()
        self._rows = []
        for number in range(min(count, MOST_PARTS)):
            day, amount = DateField(self._say), AmountField(self._say)
            label = QLabel(_("Part {n}").format(n=number + 1))
            look(label, "quiet")
            day.target().setAccessibleName(_("Day of part {n}").format(n=number + 1))
            amount.target().setAccessibleName(_("Amount of part {n}").format(n=number + 1))
            for column, widget in enumerate((label, day, amount)):
                self._grid.addWidget(widget, number, column)
            for field in (day, amount):
                field.changed.connect(self.changed)
            self._rows.append((day, amount))
        self._inner.setVisible(bool(self._rows))
        if self.box.findData(count) < 0:
            self.box.addItem(ngettext("In {n} part", "In {n} parts", count).format(n=count), count)
        self.box.setCurrentIndex(self.box.findData(count))
