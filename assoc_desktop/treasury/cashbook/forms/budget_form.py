"""The page of a budget: every income and expenditure of a year, planned against actual."""

from __future__ import annotations

import datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from assoc_desktop.language import _
from assoc_desktop.refusals import Refused
from assoc_desktop.treasury.budgets import BudgetRow, budget, copied_budget, save_budget
from assoc_desktop.treasury.records import FinancialYear
from assoc_desktop.treasury.years import open_year, year_on, years
from assoc_desktop.widgets import icons
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import AmountField, Field
from assoc_desktop.widgets.fields.choice import ComboBox
from assoc_desktop.widgets.form_page import FormPage
from assoc_desktop.widgets.messages import show_refusal
from assoc_desktop.widgets.theme import GRID, look

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class BudgetField(Field):
    """A line for each income and expenditure. The value is account → amount or None."""

    def __init__(self, desk: Desk, rows: list[BudgetRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say, self.rows = desk.conventions, rows
        self.amounts: dict[int, AmountField] = {}
        self._left: dict[int, QLabel] = {}
        self._sums: dict[str, list[QLabel]] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(GRID // 2)
        self._grid.setColumnStretch(1, 1)
        self._headings()
        for kind, title in (("income", _("Income")), ("expense", _("Expenditure"))):
            self._part(kind, title)
        self.layout_.addLayout(self._grid)
        self._tell()

    def value(self) -> dict[int, int | None]:
        return {account_id: field.value() for account_id, field in self.amounts.items()}

    def problem(self) -> str:
        return next(filter(None, (field.problem() for field in self.amounts.values())), "")

    def typed(self) -> dict[str, str]:
        return {str(account_id): field.typed() for account_id, field in self.amounts.items()}

    def set_typed(self, typed: Any) -> None:
        for account_id, text in (typed or {}).items():
            if int(account_id) in self.amounts:
                self.amounts[int(account_id)].set_typed(text)
        self._tell()

    def set_value(self, value: dict[int, int | None]) -> None:
        for account_id, amount in value.items():
            if account_id in self.amounts:
                self.amounts[account_id].set_value(amount)
        self._tell()

    def target(self) -> QWidget:
        return next(iter(self.amounts.values())).target() if self.amounts else self

    # Inside

    def _headings(self) -> None:
        headings = ("", "", _("Year before"), _("Budget"), _("Actual"), _("Still open"))
        for column, words in enumerate(headings):
            label = QLabel(words)
            look(label, "quiet")
            label.setAlignment(_RIGHT)
            self._grid.addWidget(label, 0, column)

    def _part(self, kind: str, title: str) -> None:
        heading = QLabel(title)
        look(heading, "heading")
        self._grid.addWidget(heading, self._grid.rowCount(), 0, 1, 2)
        for row in self.rows:
            if row.kind == kind:
                self._line(row)
        at = self._grid.rowCount()
        self._grid.addWidget(QLabel(_("Total")), at, 1)
        self._sums[kind] = [self._number(at, column, "") for column in range(2, 6)]

    def _line(self, row: BudgetRow) -> None:
        at = self._grid.rowCount()
        name = QLabel(row.name)
        name.setTextFormat(Qt.TextFormat.PlainText)
        code = QLabel(row.code)
        look(code, "quiet")
        field = self.amounts[row.account_id] = AmountField(self._say)
        field.target().setAccessibleName(_("Budget of {account}").format(account=row.name))
        field.set_value(row.planned)
        field.changed.connect(self._typed_in)
        self._grid.addWidget(code, at, 0)
        self._grid.addWidget(name, at, 1)
        self._number(at, 2, self._say.amount(row.before) if row.before else "—")
        self._grid.addWidget(field, at, 3)
        self._number(at, 4, self._say.amount(row.actual) if row.actual else "—")
        self._left[row.account_id] = self._number(at, 5, "")

    def _number(self, at: int, column: int, text: str) -> QLabel:
        label = QLabel(text)
        label.setAlignment(_RIGHT)
        self._grid.addWidget(label, at, column)
        return label

    def _typed_in(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        amounts = self.value()
        for row in self.rows:
            planned = amounts[row.account_id]
            told = "—" if planned is None else self._say.amount(planned - row.actual)
            self._left[row.account_id].setText(told)
        for kind, labels in self._sums.items():
            rows = [row for row in self.rows if row.kind == kind]
            planned = sum(amounts[row.account_id] or 0 for row in rows)
            actual = sum(row.actual for row in rows)
            sums = (sum(row.before for row in rows), planned, actual, planned - actual)
            for label, amount in zip(labels, sums, strict=True):
                label.setText(self._say.amount(amount))


class BudgetForm(FormPage):
    """The budget of a year. Another year is chosen in the heading.

    Args:
        year: the year to begin with; the present one without it.
    """

    def __init__(self, desk: Desk, year: FinancialYear | None = None, parent: QWidget | None = None) -> None:
        super().__init__(_("Budget"), parent=parent)
        self._desk = desk
        self.year = year or year_on(desk.today()) or open_year(desk.today())
        self.years = ComboBox()
        self.years.setAccessibleName(_("Year"))
        self._offer_years()
        self.years.activated.connect(lambda _place: self._choose_year())
        self.copy = QPushButton(
            icons.icon("paste", QPalette.ColorRole.ButtonText), _("&Copy from the year before")
        )
        self.copy.clicked.connect(self.copy_before)
        self.heading.addWidget(self.copy)
        self.heading.addWidget(self.years)
        self.field = BudgetField(desk, budget(self.year))
        self.add_field("amounts", "", self.field)
        self._show_closed()
        self.start()

    def load(self) -> dict[str, Any]:
        return {"amounts": {row.account_id: row.planned for row in self.field.rows}}

    def save(self, values: dict[str, Any]) -> object:
        save_budget(self.year, values["amounts"])
        return self.year.id

    def copy_before(self) -> None:
        """Put what the year before planned, or brought, into the lines; it is kept with Save."""
        try:
            self.field.set_value(dict(copied_budget(self.year)))
        except Refused as refusal:
            show_refusal(self, str(refusal))

    def _offer_years(self) -> None:
        """All years, and the one that comes after the last: its budget is made before it begins."""
        self.years.clear()
        for each in years():
            self.years.addItem(each.label, each.id)
        self.years.addItem(_("Next year…"), None)
        self.years.setCurrentIndex(self.years.findData(self.year.id))

    def _choose_year(self) -> None:
        wanted = self.years.currentData()
        if not self.may_leave():
            self.years.setCurrentIndex(self.years.findData(self.year.id))
            return
        if wanted is None:
            last: datetime.date = years()[0].ends_on
            wanted = open_year(last + datetime.timedelta(days=1)).id
        self.year = FinancialYear.get_by_id(wanted)
        self._offer_years()
        before, self.field = self.field, BudgetField(self._desk, budget(self.year))
        self.replace_field("amounts", before, self.field)
        self._show_closed()
        self.start()

    def replace_field(self, name: str, before: Field, after: Field) -> None:
        """Put another field in the place of one: another year has other lines."""
        cell = self._grid.itemAtPosition(1, 0).layout()
        cell.replaceWidget(before, after)
        before.hide()
        before.deleteLater()
        self.fields[name] = after
        after.changed.connect(lambda: self._field_changed(name))

    def _show_closed(self) -> None:
        is_open = self.year.closed_on is None
        self.field.setEnabled(is_open)
        self.copy.setEnabled(is_open)
        self.save_button.setEnabled(is_open)
        self.title.setText(_("Budget {year}").format(year=self.year))
