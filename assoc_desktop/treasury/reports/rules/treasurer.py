"""The treasurer's report for the general assembly on a year."""

from __future__ import annotations

import datetime

from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.reports.tables import COUNT, Column, Report, Table, Value, money, row_sum, sums_of, text
from assoc_desktop.treasury.budgets import BudgetRow, budget
from assoc_desktop.treasury.records import FinancialYear
from assoc_desktop.treasury.reports.rules.arrears import arrears
from assoc_desktop.treasury.reports.rules.books import (
    collected_by_season,
    expected_dues,
    movements,
    other_changes,
    set_aside,
)


def treasurers_report(year: FinancialYear, say: Conventions, *, today: datetime.date) -> Report:
    """The report on a year, up to today when it is not over. It is written in the language that is spoken.

    Args:
        say: how dates and amounts are written.
    """
    ends_on: datetime.date = year.ends_on
    last = min(ends_on, today)
    rows = [row for row in budget(year) if row.planned is not None or row.actual or row.before]
    income = [row for row in rows if row.kind == "income"]
    expense = [row for row in rows if row.kind == "expense"]
    tables = (
        _summary(year, income, expense),
        _accounts("income", _("Income"), income),
        _accounts("expense", _("Expenditure"), expense),
        _balances(year),
        _set_aside(year),
        _expected(year, last, say),
        _collected(year),
        _arrears(last, say),
    )
    return Report(
        _("Treasurer's report {year}").format(year=year),
        _told(year, last, say),
        tuple(table for table in tables if table.rows),
        _("Treasurer's report {year}").format(year=year),
    )


def _told(year: FinancialYear, last: datetime.date, say: Conventions) -> str:
    days = _("{first} to {last}").format(first=say.date(year.starts_on), last=say.date(last))
    state = (
        _("books closed on {day}").format(day=say.date(year.closed_on))
        if year.closed_on
        else _("the books are still open: figures may change")
    )
    return _("{days}, amounts in {currency}; {state}.").format(
        days=days[:1].upper() + days[1:], currency=say.currency, state=state
    )


def _summary(year: FinancialYear, income: list[BudgetRow], expense: list[BudgetRow]) -> Table:
    received, spent = sum(row.actual for row in income), sum(row.actual for row in expense)
    result = received - spent
    rows: list[tuple[str, int]] = [
        (_("Income"), received),
        (_("Expenditure"), -spent),
        (_("Surplus") if result >= 0 else _("Deficit"), result),
    ]
    rows += [(f"{code} {name}", amount) for _kind, code, name, amount in other_changes(year)]
    return Table(
        "result",
        _("Result"),
        _(
            "Surplus or deficit is income less expenditure. What members paid beforehand, funds and what was carried "
            "forward also change the money without being income or expenditure; with them, the result is exactly what the money changed by."
        ),
        (text("", 0.7), *money(0.3, _("Amount"))),
        tuple(rows),
        (_("Change of the money"), result + sum(amount for *_names, amount in other_changes(year))),
    )


def _accounts(key: str, title: str, found: list[BudgetRow]) -> Table:
    is_planned = any(row.planned is not None for row in found)
    rows = tuple(
        (
            row.code, row.name, row.planned, row.actual,
            row.actual - (row.planned or 0) if is_planned else None, row.before,
        )
        for row in found
    )  # fmt: skip
    columns = _by_account(_("Budget"), _("This year"), _("Difference"), _("Year before"))
    return Table(
        key,
        title,
        _(
            "All entries of the year in these accounts, reversals taken off; the closing entry does not count. "
            "“Difference” is what there was beyond the budget; what was not planned counts whole."
        ),
        columns,
        rows,
        sums_of(_("Total"), columns, rows),
        tuple((row.name, row.actual) for row in found if row.actual),
    )


def _by_account(*headings: str) -> tuple[Column, ...]:
    """Code, account, and four amounts."""
    return (text(_("Code"), 0.09), text(_("Account"), 0.31), *money(0.15, *headings))


def _balances(year: FinancialYear) -> Table:
    found = movements(year)
    rows = tuple(
        (each.code, each.name, each.start, each.money_in, each.money_out, each.end) for each in found
    )
    columns = _by_account(_("Start"), _("In"), _("Out"), _("End"))
    return Table(
        "balances",
        _("Cash boxes and banks"),
        _(
            "“Start” is what was there before the first day, with the opening balances that were entered in the year. "
            "Transfers between these accounts stand on both sides; what was reversed stands in both columns."
        ),
        columns,
        rows,
        sums_of(_("Total"), columns, rows),
        tuple((each.name, each.end) for each in found),
    )


def _set_aside(year: FinancialYear) -> Table:
    rows: tuple[tuple[Value, ...], ...] = tuple(set_aside(year))
    columns = (text(_("Code"), 0.09), text(_("Account"), 0.61), *money(0.3, _("Amount")))
    return Table(
        "set_aside",
        _("Of this, not free"),
        _("What members have paid beforehand, and what stands in funds, at the end of the year."),
        columns,
        rows,
        sums_of(_("Total"), columns, rows),
    )


def _expected(year: FinancialYear, last: datetime.date, say: Conventions) -> Table:
    rows = tuple(
        (category, members, due, paid, due - paid) for category, members, due, paid in expected_dues(year)
    )
    columns = (
        text(_("Category"), 0.34),
        Column(_("Members"), COUNT, 0.12),
        *money(0.18, _("Expected"), _("Collected"), _("Left to pay")),
    )
    return Table(
        "expected",
        _("Dues of the year: expected and collected"),
        _(
            "Memberships of the seasons that begin in the year. Expected: fees less reductions. Collected: all that was "
            "paid for them until {day}, beforehand too, and by funds; reversals taken off."
        ).format(day=say.date(last)),
        columns,
        rows,
        sums_of(_("Total"), columns, rows),
        tuple((str(row[0]), int(row[4])) for row in rows if row[4]),
    )


def _collected(year: FinancialYear) -> Table:
    rows = tuple((season or _("Other levies"), amount) for season, amount in collected_by_season(year))
    columns = (text(_("Season"), 0.7), *money(0.3, _("Amount")))
    return Table(
        "collected",
        _("Dues collected in the year, by season"),
        _("Payments booked in the year, whatever season they were for; reversals taken off."),
        columns,
        rows,
        sums_of(_("Total"), columns, rows),
    )


def _arrears(last: datetime.date, say: Conventions) -> Table:
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (category or _("Other levies"), *amounts, sum(amounts)) for category, amounts in arrears(last)
    )
    headings = (
        _("Not due yet"), _("Up to 30 days"), _("31 to 90 days"), _("91 to 365 days"), _("Over a year"),
    )  # fmt: skip
    columns = (text(_("Category"), 0.22), *money(0.13, *headings, _("Total")))
    return Table(
        "arrears",
        _("Arrears by age on {day}").format(day=say.date(last)),
        _(
            "What was left to pay that day for memberships of all seasons begun by then, and for levies. Dues are as old as "
            "the day they were due, parts of a payment plan as theirs; payments settle the oldest part first."
        ),
        columns,
        rows,
        sums_of(_("Total"), columns, rows),
        tuple((words, row_sum(rows, place)) for place, words in enumerate(headings, start=1)),
    )
