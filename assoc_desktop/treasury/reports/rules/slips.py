"""Deposits and refunds of a year: which there are, and what they are in a spreadsheet."""

from __future__ import annotations

from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.refusals import Refused
from assoc_desktop.reports.tables import COUNT, DAY, Column, Report, Table, Value, money, sums_of, text
from assoc_desktop.treasury.deposits import Deposit, deposit_ids, read_deposit
from assoc_desktop.treasury.desk.refunds import read_refund, refund_ids
from assoc_desktop.treasury.records import METHODS, Entry, FinancialYear

#: Slip → what its entries are called by `choices`.
KINDS = ("deposits", "refunds")


def choices(kind: str, year: FinancialYear, say: Conventions) -> list[tuple[int, str]]:
    """Entry → its day, amount and what tells it from others: of the deposits or refunds of a year, the latest first."""
    found = []
    if kind == "deposits":
        for entry_id in deposit_ids(year.id):
            deposit = read_deposit(entry_id)
            found.append(
                (entry_id, (say.date(deposit.day), say.money(deposit.total), str(deposit.bank.name)))
            )
    else:
        for entry_id in refund_ids(year.id):
            refund = read_refund(entry_id)
            found.append((entry_id, (say.date(refund.day), say.money(refund.amount), refund.name)))
    return [(entry_id, " · ".join(filter(None, parts))) for entry_id, parts in found]


def slip_named(kind: str, year: FinancialYear, number: int) -> int:
    """The entry of a deposit or refund by its voucher's number; the latest of the year when it is 0.

    Raises:
        Refused: there is none.
    """
    ids = deposit_ids(year.id) if kind == "deposits" else refund_ids(year.id)
    found = [each.id for each in Entry.select().where(Entry.id.in_(ids), Entry.number == number)]
    found = found if number else ids[:1]
    if not found:
        raise Refused(
            _("{year} has no such slip. Look into the cash book for the number of its voucher.").format(
                year=year
            )
        )
    return int(found[0])


def deposit_report(deposit: Deposit, say: Conventions) -> Report:
    """What a deposit brings to the bank, each cheque and each cash box in a row."""
    columns = (
        text(_("Drawer or cash box"), 0.36),
        text(_("Bank of the cheque"), 0.24),
        text(_("Number"), 0.2),
        *money(0.2, _("Amount")),
    )
    cash: list[tuple[Value, ...]] = [(name, "", "", amount) for name, amount in deposit.cash]
    rows = (*cash, *((each.drawer, each.bank, each.number, each.amount) for each in deposit.cheques))
    title = _("Deposit slip {number} of {year}").format(number=deposit.number, year=deposit.year)
    table = Table(
        "deposit",
        _("Deposit slip"),
        _("Cash taken from the boxes, and the cheques that went to the bank with it."),
        columns,
        rows,
        sums_of(_("Total"), columns, rows),
    )
    told = _("{account}, {day}, amounts in {currency}.").format(
        account=deposit.bank.name, day=say.date(deposit.day, "long"), currency=say.currency
    )
    return Report(title, told, (table,), title, is_list=True)


def refunds_report(year: FinancialYear, say: Conventions) -> Report:
    """All refunds of a year that stand."""
    columns = (
        Column(_("Voucher"), COUNT, 0.1),
        Column(_("Day"), DAY, 0.14),
        text(_("Given back to"), 0.3),
        text(_("How"), 0.16),
        text(_("Reference"), 0.15),
        *money(0.15, _("Amount")),
    )
    found = [read_refund(each) for each in reversed(refund_ids(year.id))]
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            each.number,
            each.day,
            each.name,
            _(METHODS[each.method]) if each.method else "",
            each.reference,
            each.amount,
        )
        for each in found
    )
    title = _("Refunds {year}").format(year=year)
    total = (None, None, _("Total"), "", "", sum(each.amount for each in found))
    table = Table(
        "refunds",
        _("Refunds"),
        _("Credit that was given back in the year; what was reversed is not there."),
        columns,
        rows,
        total,
    )
    told = _("Refunds: {n}. Amounts in {currency}.").format(n=say.number(len(rows)), currency=say.currency)
    return Report(title, told, (table,), title, is_list=True)
