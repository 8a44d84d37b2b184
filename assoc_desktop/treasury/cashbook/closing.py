"""Closing a year: what should be done before, what the year brought, and the entry that ends it for good."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from assoc_desktop.language import N_, _, ngettext
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.database import database
from assoc_desktop.storage.history import operation
from assoc_desktop.treasury.accounts import accounts, balance_of, first_account
from assoc_desktop.treasury.budgets import BudgetRow, budget
from assoc_desktop.treasury.cashbook.listing import MISSING_SQL
from assoc_desktop.treasury.checking import check_books
from assoc_desktop.treasury.deposits import waiting_cheques
from assoc_desktop.treasury.ledger import Draft, Line, post
from assoc_desktop.treasury.records import MONEY_KINDS, CashCount, Entry, FinancialYear
from assoc_desktop.treasury.years import open_year

#: A count of so many days before the end of the year is as good as one on its last day.
_COUNT_WITHIN = datetime.timedelta(days=7)


@dataclass(frozen=True)
class Step:
    """A line of the checklist: whether it is done, what is the matter, and whether the year cannot be closed before."""

    is_done: bool
    sentence: str
    must: bool = False


@dataclass(frozen=True)
class YearResult:
    """What a year brought; amounts in minor units.

    Attributes:
        rows: incomes and expenditures that have an amount or a budget.
        balances: (account of money, what it held before the year, at its end).
    """

    year: FinancialYear
    rows: tuple[BudgetRow, ...]
    balances: tuple[tuple[str, int, int], ...]

    @property
    def income(self) -> int:
        """All that came in."""
        return sum(row.actual for row in self.rows if row.kind == "income")

    @property
    def expense(self) -> int:
        """All that was spent."""
        return sum(row.actual for row in self.rows if row.kind == "expense")

    @property
    def result(self) -> int:
        """What is left; below zero when more was spent than came in."""
        return self.income - self.expense


def result_of(year: FinancialYear) -> YearResult:
    """What a year brought, closed or not."""
    starts_on: datetime.date = year.starts_on
    day_before = (starts_on - datetime.timedelta(days=1)).isoformat()
    balances = []
    for account in accounts(kinds=MONEY_KINDS, archived=True):
        before, after = (
            balance_of(account.id, until=day_before),
            balance_of(account.id, until=str(year.ends_on)),
        )
        if not account.archived or before or after:
            balances.append((str(account.name), before, after))
    rows = tuple(row for row in budget(year) if row.planned is not None or row.actual)
    return YearResult(year, rows, tuple(balances))


def checklist(
    year: FinancialYear,
    *,
    today: datetime.date,
    conventions: Conventions,
    progress: Callable[[int, int], None] | None = None,
) -> list[Step]:
    """What should be done before a year is closed, the most important first."""
    return [
        _ended(year, today, conventions),
        _earlier_closed(year),
        _proven(progress),
        *_counted(year, conventions),
        _deposited(year),
        _vouched(year),
        _receipted(year),
    ]


def _ended(year: FinancialYear, today: datetime.date, conventions: Conventions) -> Step:
    if today > year.ends_on:
        return Step(True, _("The year {year} is over.").format(year=year))
    sentence = _("The year {year} goes on until {day}: it is closed after that day.")
    return Step(False, sentence.format(year=year, day=conventions.date(year.ends_on)), must=True)


def _earlier_closed(year: FinancialYear) -> Step:
    earlier = (
        FinancialYear.select()
        .where((FinancialYear.ends_on < year.starts_on) & FinancialYear.closed_on.is_null())
        .order_by(FinancialYear.starts_on)
        .first()
    )
    if earlier is None:
        return Step(True, _("No year before it is open."))
    return Step(False, _("The year {year} is still open: close it first.").format(year=earlier), must=True)


def _proven(progress: Callable[[int, int], None] | None) -> Step:
    findings = check_books(progress=progress)
    if not findings:
        return Step(True, _("The books were proven: sums, numbers and seals are right."))
    return Step(
        False, _("The books are not right: {finding}").format(finding="\n".join(findings[:3])), must=True
    )


def _counted(year: FinancialYear, conventions: Conventions) -> list[Step]:
    steps = []
    for account in accounts(kinds=("cash",)):
        count = (
            CashCount.select()
            .where((CashCount.account == account) & (CashCount.day >= year.ends_on - _COUNT_WITHIN))
            .order_by(CashCount.day.desc(), CashCount.id.desc())
            .first()
        )
        named = {"account": account.name}
        if count is None:
            sentence = _("{account} was not counted at the end of the year.").format(**named)
            steps.append(Step(False, sentence))
        elif count.counted != count.expected and count.entry_id is None:
            amount = conventions.money(count.counted - count.expected)
            sentence = _("{account} was counted; a difference of {amount} is not booked.")
            steps.append(Step(False, sentence.format(amount=amount, **named)))
        else:
            sentence = _("{account} was counted on {day}.")
            steps.append(Step(True, sentence.format(day=conventions.date(count.day), **named)))
    return steps


def _deposited(year: FinancialYear) -> Step:
    n = sum(cheque.day <= year.ends_on for cheque in waiting_cheques())
    if not n:
        return Step(True, _("No cheque waits to be brought to the bank."))
    sentence = ngettext(
        "{n} cheque of the year is not at the bank yet.",
        "{n} cheques of the year are not at the bank yet.",
        n,
    )
    return Step(False, sentence.format(n=n))


def _vouched(year: FinancialYear) -> Step:
    n = _number(f"SELECT count(*) FROM entry WHERE year_id = ? AND {MISSING_SQL}", year)
    if not n:
        return Step(True, _("Every entry that wants a voucher has one."))
    sentence = ngettext("{n} entry has no voucher.", "{n} entries have no voucher.", n)
    return Step(False, sentence.format(n=n))


def _receipted(year: FinancialYear) -> Step:
    sql = """
        SELECT count(*) FROM entry WHERE year_id = ? AND kind IN ('dues', 'donation')
        AND NOT EXISTS (SELECT 1 FROM receipt WHERE receipt.entry_id = entry.id)
        AND NOT EXISTS (SELECT 1 FROM entry AS back WHERE back.reverses_id = entry.id)
    """
    n = _number(sql, year)
    if not n:
        return Step(True, _("Every payment and donation has its receipt."))
    sentence = ngettext(
        "{n} payment or donation has no receipt.", "{n} payments or donations have no receipt.", n
    )
    return Step(False, sentence.format(n=n))


def _number(sql: str, year: FinancialYear) -> int:
    return int(database.execute_sql(sql, (year.id,)).fetchone()[0])


def close_year(year_id: int, *, today: datetime.date, conventions: Conventions) -> Entry | None:
    """End a year for good: incomes and expenditures go to “Carried forward”, the year is locked, the next one opened.

    The balances of cash boxes and banks simply go on.

    Returns:
        The closing entry; None when nothing came in and nothing was spent.

    Raises:
        Refused: the year is closed, is not over, has an open year before it, or the books are not right.
    """
    year = FinancialYear.get_by_id(year_id)
    if year.closed_on is not None:
        raise Refused(_("The books of {year} are closed already.").format(year=year))
    missing = [
        step
        for step in checklist(year, today=today, conventions=conventions)
        if step.must and not step.is_done
    ]
    if missing:
        raise Refused(missing[0].sentence)
    lines = _closing_lines(year)
    with operation(N_("Close the books of {year}"), undoable=False, year=str(year)):
        entry = None
        if lines:
            text = _("Result of {year}").format(year=year)
            entry = post(Draft("closing", year.ends_on, lines, text=text), today=today)
        open_year(year.ends_on + datetime.timedelta(days=1))
        FinancialYear.update(closed_on=today).where(FinancialYear.id == year_id).execute()
    return entry


def _closing_lines(year: FinancialYear) -> tuple[Line, ...]:
    """The lines that bring every income and expenditure to zero; the last carries the result forward."""
    sql = """
        SELECT account.id, sum(amount) FROM posting JOIN entry ON entry.id = posting.entry_id
        JOIN account ON account.id = posting.account_id
        WHERE account.kind IN ('income', 'expense') AND entry.day <= ?
        GROUP BY account.id HAVING sum(amount) != 0 ORDER BY account.position, account.code
    """
    balances = list(database.execute_sql(sql, (year.ends_on.isoformat(),)))
    lines = [Line(account_id, -amount) for account_id, amount in balances]
    result = sum(amount for _account, amount in balances)
    if result:
        lines.append(Line(first_account("capital").id, result))
    return tuple(lines)
