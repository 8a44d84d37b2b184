"""The deposit slip: what goes to the bank, each cheque with its bank and number, and who brought it."""

from __future__ import annotations

from assoc_desktop.language import _, speaking
from assoc_desktop.reports.paper import Head, Paper
from assoc_desktop.treasury.accounts import spaced_iban
from assoc_desktop.treasury.deposits import Deposit


def deposit_slip(deposit: Deposit, head: Head) -> bytes:
    """The PDF of a deposit slip."""
    say = head.conventions
    with speaking(say.language):
        paper = Paper(_("Deposit slip"), head)
        paper.facts(
            [
                (_("Account"), str(deposit.bank.name)),
                (_("Bank"), str(deposit.bank.holder)),
                (_("IBAN or number"), spaced_iban(deposit.bank.iban) or str(deposit.bank.number)),
                (_("Holder"), head.name),
                (_("Date"), say.date(deposit.day, "long")),
                (_("Voucher"), _("{number} of {year}").format(number=deposit.number, year=deposit.year)),
                (_("Number of the slip"), deposit.reference),
            ]
        )
        if deposit.cash:
            paper.heading(_("Cash"))
            amounts = [(name, say.money(amount)) for name, amount in deposit.cash]
            paper.table((_("Taken from"), _("Amount")), amounts, (0.7, 0.3), right=(1,))
        if deposit.cheques:
            _cheques(paper, deposit, head)
        paper.heading(_("Total of the deposit: {amount}").format(amount=say.money(deposit.total)))
        paper.signatures(_("For the association"), _("For the bank: stamp and signature"))
        return paper.finish()


def _cheques(paper: Paper, deposit: Deposit, head: Head) -> None:
    say = head.conventions
    paper.heading(_("Cheques ({count})").format(count=say.number(len(deposit.cheques))))
    rows = [
        (str(place), cheque.drawer, cheque.bank or "—", cheque.number or "—", say.money(cheque.amount))
        for place, cheque in enumerate(deposit.cheques, start=1)
    ]
    total = say.money(sum(cheque.amount for cheque in deposit.cheques))
    paper.table(
        ("", _("Drawer"), _("Bank of the cheque"), _("Number"), _("Amount")),
        rows,
        (0.06, 0.34, 0.22, 0.18, 0.2),
        right=(4,),
        total=("", _("Total of the cheques"), "", "", total),
    )
