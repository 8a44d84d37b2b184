"""How dues may be paid, as letters say it."""

from __future__ import annotations

from assoc_desktop.association.records import the_association
from assoc_desktop.language import _
from assoc_desktop.pdf.payment_qr import LEAST, MOST, payment_text
from assoc_desktop.treasury.accounts import accounts


def ways_to_pay(number: str) -> list[str]:
    """One line for each way: the banks, the wallets, cash. `number` is the member's, to be named with the payment."""
    lines = []
    for account in accounts(kinds=("bank", "mobile")):
        told = f"{account.name} ({account.holder})" if account.holder else str(account.name)
        if account.iban:
            iban = "\u00a0".join(account.iban[place : place + 4] for place in range(0, len(account.iban), 4))
            lines.append(_("By transfer to {account}: IBAN {iban}").format(account=told, iban=iban))
        elif account.number and account.kind == "mobile":
            lines.append(
                _("By mobile money to {account}: {number}").format(
                    account=told, number=the_association().conventions.phone(account.number)
                )
            )
        elif account.number:
            lines.append(
                _("By transfer to {account}: No. {number}").format(account=told, number=account.number)
            )
    lines.append(_("In cash or by cheque to the treasurer, against a receipt"))
    if number:
        lines.append(_("Please name your number {number} with the payment.").format(number=number))
    return lines


def payment_code(association: str, currency: str, amount: int, text: str) -> str:
    """What the code for banking apps says; empty when no account of ours takes such transfers."""
    bank = next((each for each in accounts(kinds=("bank",)) if each.iban), None)
    if bank is None or currency != "EUR" or not association.strip() or not LEAST <= amount <= MOST:
        return ""
    return payment_text(name=association, iban=bank.iban, amount=amount, text=text)
