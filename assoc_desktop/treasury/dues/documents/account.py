"""The statement of account of a member, in the association's language."""

from __future__ import annotations

import datetime

from assoc_desktop.association.records import the_association
from assoc_desktop.language import _, speaking
from assoc_desktop.members.records import Member
from assoc_desktop.pdf.table import Column, table_report
from assoc_desktop.treasury.balances import credit_of
from assoc_desktop.treasury.dues.account import account_of


def account_statement(member_id: int, *, today: datetime.date) -> bytes:
    """The PDF: every amount due and paid, day by day, and what is left to pay."""
    association, member = the_association(), Member.get_by_id(member_id)
    say = association.conventions
    with speaking(association.language):
        lines = account_of(member_id)
        columns = (
            Column(_("Day")),
            Column(_("What")),
            Column(_("Due"), align="right"),
            Column(_("Paid"), align="right"),
            Column(_("Left to pay"), align="right"),
        )
        rows = [
            (
                say.date(line.day),
                line.text,
                say.amount(line.due) if line.due else "",
                say.amount(line.paid) if line.paid else "",
                say.amount(line.left),
            )
            for line in lines
        ]
        told = _("{association}, {day}: {amount} left to pay").format(
            association=association.name,
            day=say.date(today, "long"),
            amount=say.money(lines[-1].left if lines else 0),
        )
        if credit := credit_of(member_id):
            told = _("{sentence}; credit {amount}").format(sentence=told, amount=say.money(credit))
        name = member.full_name
        if member.number:
            name = _("{name}, No. {number}").format(name=name, number=member.number)
        return table_report(
            _("Statement of account: {name}").format(name=name),
            columns,
            rows,
            author=association.name,
            language=association.language,
            paper=say.paper(),
            subtitle=told,
        )
