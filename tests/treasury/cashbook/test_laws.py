"""Whatever is done in whatever order: sums stay zero, running balances are right, a closing empties what it should."""

from __future__ import annotations

import datetime
from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assoc_desktop.refusals import Refused
from assoc_desktop.storage.database import database
from assoc_desktop.treasury.accounts import accounts, balance_of, first_account
from assoc_desktop.treasury.budgets import actual_by_account
from assoc_desktop.treasury.cashbook.closing import close_year, result_of
from assoc_desktop.treasury.cashbook.entries import CashData, correct_entry, read_entry, record_entry
from assoc_desktop.treasury.cashbook.listing import CashBook, Choice
from assoc_desktop.treasury.checking import check_books
from assoc_desktop.treasury.counts import CountData, record_count
from assoc_desktop.treasury.deposits import DepositData, record_deposit, waiting_cheques
from assoc_desktop.treasury.ledger import Draft, Line, post, reverse
from assoc_desktop.treasury.records import MONEY_KINDS, Entry, FinancialYear, Posting

TODAY = datetime.date(2026, 5, 14)
_STEP = st.tuples(
    st.sampled_from(
        ("income", "expense", "transfer", "cheque", "deposit", "count", "reverse", "correct", "close")
    ),
    st.integers(1, 10**6),
    st.integers(0, 900),
)


def take(books, what, amount, days):
    """One step; whatever is refused leaves the books as they were."""
    day = TODAY - datetime.timedelta(days=days)
    if what in ("income", "expense", "transfer"):
        other = {"income": books.dues, "expense": books.rent, "transfer": books.bank}[what]
        record_entry(CashData(what, day, books.cash.id, other.id, amount, text="x"), today=TODAY)
    elif what == "cheque":
        lines = (Line(first_account("cheques").id, amount), Line(books.donations.id, -amount))
        post(Draft("donation", day, lines, method="cheque"), today=TODAY)
    elif what == "deposit":
        chosen = [cheque.entry_id for cheque in waiting_cheques()][: 1 + amount % 3]
        record_deposit(DepositData(day, books.bank.id, {books.cash.id: amount}, chosen), today=TODAY)
    elif what == "count":
        record_count(CountData(books.cash.id, day, {1: amount}, books.rent.id, "Lost"), today=TODAY)
    elif what == "close":
        if (oldest := oldest_open()) is not None:
            close_and_prove(books, oldest)
    else:
        change_one(what, amount)


def oldest_open():
    """The oldest year that is open. Closing a year opens the one after it, so this is asked anew each time."""
    return (
        FinancialYear.select()
        .where(FinancialYear.closed_on.is_null())
        .order_by(FinancialYear.starts_on)
        .first()
    )


def change_one(what, amount):
    ids = [entry.id for entry in Entry.select().order_by(Entry.id)]
    if not ids:
        return
    chosen = ids[amount % len(ids)]
    if what == "reverse":
        reverse(chosen, on=TODAY, reason="Slip", today=TODAY)
    elif data := read_entry(chosen):
        changed = CashData(**{**vars(data), "amount": amount})
        correct_entry(chosen, changed, reason="Slip", today=TODAY)


def close_and_prove(books, year):
    """A closing makes incomes and expenditures zero, carries exactly the result, and touches nothing else."""
    before = {account.id: balance_of(account.id) for account in accounts(archived=True)}
    until = str(year.ends_on)
    capital, result = first_account("capital").id, result_of(year).result
    close_year(year.id, today=TODAY, conventions=books.conventions)
    for account in accounts(archived=True):
        if account.kind in ("income", "expense"):
            assert balance_of(account.id, until=until) == 0
        elif account.id == capital:
            assert balance_of(account.id) == before[account.id] - result
        else:
            assert balance_of(account.id) == before[account.id]


def prove(books):
    assert sum(row.amount for row in Posting.select()) == 0
    assert check_books() == []
    for account in accounts(kinds=MONEY_KINDS):
        book = CashBook(Choice(account_id=account.id))
        rows = book.rows(book.ids)
        assert book.balance == balance_of(account.id)
        running = 0
        for row in reversed(rows):
            running += row.money_in - row.money_out
            assert row.balance == running
            assert row.day <= rows[0].day
        for row in rows:
            later = [each for each in rows if each.day == row.day]
            assert later[0].balance == balance_of(account.id, until=str(row.day))
    for year in FinancialYear.select():
        assert_result_agrees(year)


def assert_result_agrees(year):
    sql = """SELECT -sum(amount) FROM posting JOIN entry ON entry.id = posting.entry_id
        JOIN account ON account.id = posting.account_id
        WHERE entry.year_id = ? AND entry.kind != 'closing' AND account.kind IN ('income', 'expense')"""
    assert result_of(year).result == (database.execute_sql(sql, (year.id,)).fetchone()[0] or 0)
    moved = sum(after - before for _name, before, after in result_of(year).balances)
    assert moved == result_of(year).result
    assert set(actual_by_account(year.id)) <= {
        account.id for account in accounts(kinds=("income", "expense"))
    }


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_STEP, max_size=12), st.lists(_STEP, max_size=5))
def test_any_sequence_keeps_the_books_right(books, steps, later):
    with database.atomic() as transaction:
        for what, amount, days in steps:
            with suppress(Refused):
                take(books, what, amount, days)
        prove(books)
        while (year := oldest_open()) is not None and year.ends_on < TODAY:
            close_and_prove(books, year)
        for what, amount, days in later:
            with suppress(Refused):
                take(books, what, amount, days)
        prove(books)
        transaction.rollback()
