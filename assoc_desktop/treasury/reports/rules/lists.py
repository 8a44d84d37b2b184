"""The long reports: cash book, register of receipts, statement of account of a member."""

from __future__ import annotations

import datetime

from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.records import Member
from assoc_desktop.reports.tables import COUNT, DAY, Column, Report, Table, Value, money, text
from assoc_desktop.storage.database import database
from assoc_desktop.treasury.accounts import accounts
from assoc_desktop.treasury.balances import credit_of
from assoc_desktop.treasury.cashbook.listing import CashBook, Choice
from assoc_desktop.treasury.dues.account import account_of
from assoc_desktop.treasury.receipts import receipt_rows
from assoc_desktop.treasury.records import METHODS, MONEY_KINDS, Account, FinancialYear


def cash_book(year: FinancialYear, say: Conventions) -> Report:
    """The cash book of a year, account by account: every entry with the balance after it."""
    tables = [_book(account, year) for account in accounts(kinds=MONEY_KINDS, archived=True)]
    return Report(
        _("Cash book {year}").format(year=year),
        _("{first} to {last}, amounts in {currency}.").format(
            first=say.date(year.starts_on), last=say.date(year.ends_on), currency=say.currency
        ),
        tuple(table for table in tables if table.rows or table.total[-1]),
        _("Cash book {year}").format(year=year),
        is_list=True,
    )


def _book(account: Account, year: FinancialYear) -> Table:
    book = CashBook(Choice(account_id=account.id, year_id=year.id))
    rows: list[tuple[Value, ...]] = []
    if book.carried:
        rows.append((None, year.starts_on, _("Carried forward"), "", None, None, book.carried))
    for row in reversed(book.rows(book.ids)):
        words = " · ".join(part for part in (row.text, row.party) if part)
        rows.append(
            (
                row.number, row.day, words, row.category,
                row.money_in or None, row.money_out or None, row.balance,
            )
        )  # fmt: skip
    return Table(
        str(account.code),
        _("{code} {name}").format(code=account.code, name=account.name),
        _(
            "Every entry that moved money in the account, in the order of days; what was reversed stands with what reversed "
            "it. “Balance” is what was there after the entry."
        ),
        (
            Column(_("No."), COUNT, 0.06),
            Column(_("Day"), DAY, 0.11),
            text(_("Text"), 0.3),
            text(_("Account"), 0.17),
            *money(0.12, _("In"), _("Out"), _("Balance")),
        ),
        tuple(rows),
        (None, None, _("Total"), "", book.money_in, book.money_out, book.balance),
        sums=(4, 5),
        lasts=(6,),
    )


def receipts_register(year: FinancialYear, say: Conventions) -> Report:
    """All receipts of a year, in the order of their numbers; what was reversed stays, and is not added up."""
    ids = [
        row[0]
        for row in database.execute_sql(
            "SELECT id FROM receipt WHERE year_id = ? ORDER BY number", (year.id,)
        )
    ]
    kinds = {"dues": _("Dues"), "donation": _("Donation")}
    found = receipt_rows(ids)
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            row.number, row.day, row.payer, kinds.get(row.kind, row.kind),
            _(METHODS[row.method]) if row.method else "", row.amount, row.reversed_on,
        )
        for row in found
    )  # fmt: skip
    standing = sum(row.amount for row in found if row.reversed_on is None)
    table = Table(
        "receipts",
        _("Receipts"),
        _("Every number is there. A receipt that was reversed stays in the list and is not added up."),
        (
            text(_("Number"), 0.13),
            Column(_("Day"), DAY, 0.12),
            text(_("From"), 0.27),
            text(_("For"), 0.11),
            text(_("How"), 0.13),
            *money(0.12, _("Amount")),
            Column(_("Reversed"), DAY, 0.12),
        ),
        rows,
        ("", None, _("Total"), "", "", standing, None),
        sums=(5,),
        counts=lambda row: row[6] is None,
    )
    title = _("Register of receipts {year}").format(year=year)
    told = _("Receipts: {n}. Amounts in {currency}.").format(n=say.number(len(rows)), currency=say.currency)
    return Report(title, told, (table,), title, is_list=True)


def member_statement(member: Member, say: Conventions, *, today: datetime.date) -> Report:
    """What a member owed and paid, day by day, over all seasons."""
    lines = account_of(member.id)
    left = lines[-1].left if lines else 0
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (line.day, line.text, line.due or None, line.paid or None, line.left) for line in lines
    )
    table = Table(
        "statement",
        _("Statement of account"),
        _("“Left to pay” is what was left after each line; below zero when too much was paid."),
        (
            Column(_("Day"), DAY, 0.14),
            text(_("What"), 0.41),
            *money(0.15, _("Due"), _("Paid"), _("Left to pay")),
        ),
        rows,
        (None, _("Total"), sum(line.due for line in lines), sum(line.paid for line in lines), left),
        sums=(2, 3),
        lasts=(4,),
    )
    title = _("Statement of account: {name}").format(name=member.full_name)
    told = _("No. {number}, {day}: {amount} left to pay").format(
        number=member.number or "—", day=say.date(today, "long"), amount=say.money(left)
    )
    if credit := credit_of(member.id):
        told = _("{sentence}; credit {amount}").format(sentence=told, amount=say.money(credit))
    return Report(title, told, (table,), title, is_list=True)
