"""Small dialogs: take a payment back, give credit back."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from assoc_desktop.language import _
from assoc_desktop.members.references import name_of_member
from assoc_desktop.treasury.balances import credit_of
from assoc_desktop.treasury.desk import refund_credit, reverse_receipt
from assoc_desktop.treasury.receipts import receipt_rows
from assoc_desktop.treasury.records import METHODS
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import AmountField, ChoiceField, DateField, LineField
from assoc_desktop.widgets.form_page import FormPage


class ReverseForm(FormPage):
    """Why a receipt is taken back, and on which day."""

    def __init__(self, desk: Desk, receipt_id: int, parent: QWidget | None = None) -> None:
        (row,) = receipt_rows([receipt_id])
        title = _("Reverse receipt {number}").format(number=row.number)
        super().__init__(title, parent=parent)
        self._desk, self._receipt_id = desk, receipt_id
        hint = _("{amount} of {payer}. Both stay in the books: the payment, and what takes it back.")
        money = desk.conventions.money(row.amount)
        self.add_field("reason", _("&Reason"), LineField(), hint.format(amount=money, payer=row.payer))
        self.add_field("day", _("&Day"), DateField(desk.conventions))
        self.start()

    def load(self) -> dict[str, Any]:
        return {"day": self._desk.today()}

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        problems = {}
        if not values["reason"]:
            problems["reason"] = _("Say why it is reversed: the reason is kept.")
        if values["day"] is None:
            problems["day"] = _("Say on which day.")
        return problems

    def save(self, values: dict[str, Any]) -> object:
        today = self._desk.today()
        reverse_receipt(self._receipt_id, on=values["day"], reason=values["reason"], today=today)
        return self._receipt_id


class RefundForm(FormPage):
    """How much credit is given back, and how."""

    def __init__(self, desk: Desk, member_id: int, parent: QWidget | None = None) -> None:
        title = _("Give credit back to {name}").format(name=name_of_member(member_id))
        super().__init__(title, parent=parent)
        self._desk, self._member_id = desk, member_id
        self.add_field("amount", _("&Amount"), AmountField(desk.conventions))
        methods = ChoiceField([(key, _(word)) for key, word in METHODS.items()])
        self.add_field("method", _("&Method"), methods)
        self.add_field("reference", _("Refere&nce"), LineField())
        self.add_field("day", _("&Day"), DateField(desk.conventions))
        self.start()

    def load(self) -> dict[str, Any]:
        return {"amount": credit_of(self._member_id), "method": "cash", "day": self._desk.today()}

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        problems = {}
        if values["amount"] is None:
            problems["amount"] = _("Write an amount.")
        if values["day"] is None:
            problems["day"] = _("Say on which day.")
        return problems

    def save(self, values: dict[str, Any]) -> object:
        return refund_credit(self._member_id, today=self._desk.today(), **values).id
