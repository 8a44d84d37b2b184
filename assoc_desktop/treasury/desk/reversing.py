"""Taking back what was written by mistake, and giving credit back. Nothing is removed: both rows stay."""

from __future__ import annotations

import datetime

from assoc_desktop.association.records import the_association
from assoc_desktop.language import N_, _, language
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.history import operation
from assoc_desktop.treasury.accounts import balance_of, first_account
from assoc_desktop.treasury.balances import credit_of
from assoc_desktop.treasury.desk.payments import account_for
from assoc_desktop.treasury.ledger import Draft, Line, post, reverse
from assoc_desktop.treasury.receipts import number_of
from assoc_desktop.treasury.records import MONEY_KINDS, Account, Entry, Receipt


def reverse_receipt(receipt_id: int, *, on: datetime.date, reason: str, today: datetime.date) -> Entry:
    """Take back a payment: an entry with the contrary amounts. The receipt keeps its number and is marked reversed.

    Raises:
        Refused: see `ledger.reverse`.
    """
    receipt = Receipt.get_by_id(receipt_id)
    if problem := _why_not_reversed(receipt):
        raise Refused(problem)
    number = number_of(receipt.year.label, receipt.number)
    with operation(N_("Reverse receipt {number}"), undoable=False, number=number):
        return reverse(receipt.entry_id, on=on, reason=reason, today=today)


def _why_not_reversed(receipt: Receipt) -> str:
    if receipt.entry.reversed_by.exists():
        return _("Receipt {number} was reversed already.").format(
            number=number_of(receipt.year.label, receipt.number)
        )
    return ""


def refund_credit(
    member_id: int,
    amount: int,
    *,
    day: datetime.date,
    today: datetime.date,
    method: str = "cash",
    account_id: int | None = None,
    reference: str = "",
) -> Entry:
    """Give credit back to a member.

    Args:
        account_id: from which the money is taken; by default the first that suits the method.

    Raises:
        Invalid: the credit is less, or less is in the cash box.
        Refused: the books refuse the entry; see `ledger.post`.
    """
    say, credit = the_association().conventions_in(language()), credit_of(member_id)
    account = account_for(method) if account_id is None else Account.get_by_id(account_id)
    if not 0 < amount <= credit:
        raise Invalid(
            {
                "amount": _("Write an amount from {least} to {credit}: that is the credit.").format(
                    least=say.money(1), credit=say.money(credit)
                )
                if credit > 0
                else _("There is no credit to give back.")
            }
        )
    if account.kind not in MONEY_KINDS:
        raise Invalid({"account_id": _("Choose an account where money is kept.")})
    there = balance_of(account.id, until=day.isoformat())
    if account.kind == "cash" and there < amount:
        raise Invalid(
            {
                "amount": _("There is only {amount} in {account}.").format(
                    amount=say.money(there), account=account.name
                )
            }
        )
    lines = (Line(first_account("credit").id, amount, member_id), Line(account.id, -amount))
    draft = Draft("refund", day, lines, text=_("Credit given back"), method=method, reference=reference)
    return post(draft, today=today)
