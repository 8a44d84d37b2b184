"""The form of a deposit: which cheques and how much cash go to the bank."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QWidget

from assoc_desktop.language import _, ngettext
from assoc_desktop.treasury.accounts import accounts, balance_of
from assoc_desktop.treasury.cashbook.forms.entry_form import ask_about_shortage
from assoc_desktop.treasury.deposits import (
    Cheque,
    DepositData,
    check_deposit,
    lines_of,
    record_deposit,
    waiting_cheques,
)
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import AmountField, ChoiceField, DateField, Field, LineField
from assoc_desktop.widgets.form_page import FormPage
from assoc_desktop.widgets.theme import look

_ID = Qt.ItemDataRole.UserRole


class ChequesField(Field):
    """The cheques that wait, each with a box to tick; below them their sum. The value is a list of entries' ids."""

    def __init__(self, desk: Desk, cheques: list[Cheque], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._cheques = desk, cheques
        self.list = QListWidget()
        self.list.setFixedHeight(self.fontMetrics().height() * 9)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSpacing(2)
        self._sum = QLabel()
        look(self._sum, "small")
        for cheque in cheques:
            item = QListWidgetItem(self._told(cheque))
            item.setToolTip(item.text())
            item.setData(_ID, cheque.entry_id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.list.addItem(item)
        self.list.itemChanged.connect(self._changed)
        self.layout_.addWidget(self.list)
        self.layout_.addWidget(self._sum)
        self.list.setVisible(bool(cheques))
        self._tell_sum()

    def typed(self) -> list[int]:
        items = [self.list.item(row) for row in range(self.list.count())]
        return [item.data(_ID) for item in items if item.checkState() == Qt.CheckState.Checked]

    def set_typed(self, typed: Any) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            chosen = item.data(_ID) in (typed or [])
            item.setCheckState(Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked)

    def target(self) -> QWidget:
        return self.list

    def _told(self, cheque: Cheque) -> str:
        say = self._desk.conventions
        about = " ".join(filter(None, (cheque.bank, cheque.number)))
        parts = (say.money(cheque.amount), cheque.drawer, about, say.date(cheque.day))
        return "  ·  ".join(part for part in parts if part)

    def _changed(self) -> None:
        self._tell_sum()
        self.changed.emit()

    def _tell_sum(self) -> None:
        chosen = set(self.typed())
        amount = sum(cheque.amount for cheque in self._cheques if cheque.entry_id in chosen)
        if not self._cheques:
            self._sum.setText(_("No cheque waits to be brought to the bank."))
            return
        words = ngettext("{n} cheque, {amount}", "{n} cheques, {amount}", len(chosen))
        self._sum.setText(words.format(n=len(chosen), amount=self._desk.conventions.money(amount)))


class DepositForm(FormPage):
    """Cheques and cash that are brought to the bank, as one entry with one slip."""

    dialog_signs = 112

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Deposit at the bank"), parent=parent)
        self._desk = desk
        banks = [(account.id, str(account.name)) for account in accounts(kinds=("bank", "mobile"))]
        self.add_field("day", _("&Day"), DateField(desk.conventions))
        self.add_field("bank_id", _("&Account of the bank"), ChoiceField(banks or [(None, _("None yet"))]))
        self.add_field("cheques", _("&Cheques"), ChequesField(desk, waiting_cheques()))
        self.add_field("box_id", _("Cash f&rom"), ChoiceField(self._boxes() or [(None, _("None yet"))]))
        self.add_field("cash", _("Ca&sh"), AmountField(desk.conventions))
        self.add_field("reference", _("&Number of the slip"), LineField(), _("When the bank gives one."))
        self.start()

    def load(self) -> dict[str, Any]:
        return {
            "day": self._desk.today(),
            "cheques": [each.entry_id for each in waiting_cheques() if each.day <= self._desk.today()],
        }

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        return check_deposit(self._data(values), today=self._desk.today())

    def save(self, values: dict[str, Any]) -> object:
        data = self._data(values)
        taken = [(line.account_id, line.amount) for line in lines_of(data)]
        ask_about_shortage(self._desk, self, taken, data.day or self._desk.today())
        return record_deposit(data, today=self._desk.today()).id

    def _boxes(self) -> list[tuple[int, str]]:
        say = self._desk.conventions
        words = _("{account} (holds {amount})")
        return [
            (account.id, words.format(account=account.name, amount=say.money(balance_of(account.id))))
            for account in accounts(kinds=("cash",))
        ]

    def _data(self, values: dict[str, Any]) -> DepositData:
        cash = {values["box_id"]: values["cash"]} if values["box_id"] and values["cash"] else {}
        return DepositData(
            values["day"], values["bank_id"], cash, tuple(values["cheques"]), values["reference"]
        )
