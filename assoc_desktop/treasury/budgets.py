"""Budgets: what an income or expenditure is expected to be in a year, against what it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assoc_desktop.language import N_, _
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.database import database
from assoc_desktop.storage.history import operation
from assoc_desktop.treasury.accounts import accounts
from assoc_desktop.treasury.ledger import MOST
from assoc_desktop.treasury.records import Budget, FinancialYear


@dataclass(frozen=True)
class BudgetRow:
    """An income or expenditure of a year; amounts in minor units, incomes and expenditures both positive.

    Attributes:
        planned: None when nothing is planned.
        before: what it was in the year before.
    """

    account_id: int
    code: str
    name: str
    kind: str
    planned: int | None
    actual: int
    before: int

    @property
    def left(self) -> int:
        """What is still to come (income) or may still be spent (expenditure)."""
        return (self.planned or 0) - self.actual


def actual_by_account(year_id: int) -> dict[int, int]:
    """Account → what came in or was spent in a year, both positive; the closing of the year does not count."""
    sql = """
        SELECT account.id, account.kind, sum(amount) FROM posting
        JOIN entry ON entry.id = posting.entry_id JOIN account ON account.id = posting.account_id
        WHERE entry.year_id = ? AND entry.kind != 'closing' AND account.kind IN ('income', 'expense')
        GROUP BY account.id
    """
    return {
        account_id: -amount if kind == "income" else amount
        for account_id, kind, amount in database.execute_sql(sql, (year_id,))
    }


def budget(year: FinancialYear) -> list[BudgetRow]:
    """Every income and expenditure of a year, incomes first; archived ones while they have something to say."""
    planned = {row.account_id: row.amount for row in Budget.select().where(Budget.year == year)}
    actual = actual_by_account(year.id)
    previous = year_before(year)
    before = actual_by_account(previous.id) if previous else {}
    rows = []
    for kind in ("income", "expense"):
        for account in accounts(kinds=(kind,), archived=True):
            said = account.id in planned or actual.get(account.id) or before.get(account.id)
            if not account.archived or said:
                rows.append(
                    BudgetRow(
                        account.id, account.code, account.name, kind, planned.get(account.id),
                        actual.get(account.id, 0), before.get(account.id, 0),
                    )
                )  # fmt: skip
    return rows


def year_before(year: FinancialYear) -> FinancialYear | None:
    """The year of the books before another."""
    earlier = FinancialYear.select().where(FinancialYear.ends_on < year.starts_on)
    return earlier.order_by(FinancialYear.ends_on.desc()).first()


def save_budget(year: FinancialYear, amounts: Mapping[int, int | None]) -> None:
    """Keep what is planned for a year: account → amount, or None for nothing.

    Raises:
        Refused: an amount is below zero or too large, or the year is closed.
    """
    if year.closed_on is not None:
        raise Refused(_("The books of {year} are closed: its budget stays as it is.").format(year=year))
    if any(amount is not None and not 0 <= amount <= MOST for amount in amounts.values()):
        raise Refused(_("An amount of a budget is not below zero, and not too large to be right."))
    kept = {row.account_id: row for row in Budget.select().where(Budget.year == year)}
    with operation(N_("Change the budget of {year}"), year=str(year)):
        for account_id, amount in amounts.items():
            row = kept.get(account_id)
            if row is not None and amount is None:
                row.delete_instance()
            elif row is not None and row.amount != amount:
                Budget.update(amount=amount).where(Budget.id == row.id).execute()
            elif row is None and amount is not None:
                Budget.create(year=year, account=account_id, amount=amount)


def copied_budget(year: FinancialYear) -> dict[int, int]:
    """What the budget of the year before said, or where it has none, what came in and was spent then.

    Raises:
        Refused: there is no year before.
    """
    previous = year_before(year)
    if previous is None:
        raise Refused(_("There is no year before {year} to copy from.").format(year=year))
    planned = {row.account_id: row.amount for row in Budget.select().where(Budget.year == previous)}
    return planned or {
        account_id: max(0, amount) for account_id, amount in actual_by_account(previous.id).items()
    }
