"""Closing a year: the checklist, the result, the entry, and what a closed year refuses."""

from __future__ import annotations

import datetime

import pytest

from assoc_desktop.refusals import Refused
from assoc_desktop.storage.database import database
from assoc_desktop.treasury.accounts import archive_account, balance_of, first_account
from assoc_desktop.treasury.cashbook.closing import checklist, close_year, result_of
from assoc_desktop.treasury.cashbook.entries import CashData, record_entry
from assoc_desktop.treasury.checking import check_books
from assoc_desktop.treasury.counts import CountData, record_count
from assoc_desktop.treasury.ledger import Draft, Line, post, reverse
from assoc_desktop.treasury.records import Account, Entry, FinancialYear
from assoc_desktop.treasury.years import open_year, year_on

NEXT = datetime.date(2027, 1, 10)
LAST = datetime.date(2026, 12, 31)


@pytest.fixture
def year(books):
    """The year 2026 with 9000 in, 4000 out, and 1000 lying in the bank from before."""
    lines = (Line(books.bank.id, 1000), Line(first_account("capital").id, -1000))
    post(Draft("opening", datetime.date(2026, 1, 1), lines), today=NEXT)
    record(books, "income", books.cash, books.donations, 9000)
    record(books, "expense", books.cash, books.rent, 4000)
    return year_on(LAST)


def record(books, kind, account, other, amount, day=datetime.date(2026, 6, 1)):
    data = CashData(kind, day, account.id, other.id, amount, text="x")
    return record_entry(data, today=NEXT)


def close(books, year):
    return close_year(year.id, today=NEXT, conventions=books.conventions)


def steps(books, year, today=NEXT):
    return {step.sentence: step for step in checklist(year, today=today, conventions=books.conventions)}


def test_the_result_is_shown_before(books, year):
    result = result_of(year)
    assert (result.income, result.expense, result.result) == (9000, 4000, 5000)
    assert ("Bank", 0, 1000) in result.balances and ("Cash box", 0, 5000) in result.balances


def test_a_closed_year_that_is_opened_in_the_file_is_found(books, year):
    close(books, year)
    assert check_books() == []
    FinancialYear.update(closed_on=None).where(FinancialYear.id == year.id).execute()
    assert check_books() == ["The year 2026 was closed, and is open all the same."]


def test_closing_carries_the_result_and_nothing_else(books, year):
    entry = close(books, year)
    assert (entry.kind, entry.day) == ("closing", LAST)
    assert balance_of(books.donations.id) == balance_of(books.rent.id) == 0
    assert balance_of(first_account("capital").id) == -6000
    assert (balance_of(books.cash.id), balance_of(books.bank.id)) == (5000, 1000)
    assert FinancialYear.get_by_id(year.id).closed_on == NEXT
    assert year_on(NEXT).label == "2027"
    after = result_of(FinancialYear.get_by_id(year.id))
    assert (after.income, after.expense) == (9000, 4000)
    assert check_books() == []


def test_a_closed_year_takes_nothing_and_stays(books, year):
    entry = close(books, year)
    with pytest.raises(Refused, match="closed"):
        record(books, "income", books.cash, books.donations, 5)
    with pytest.raises(Refused, match="stays"):
        reverse(entry.id, on=NEXT, reason="No", today=NEXT)
    with pytest.raises(Refused, match="closed already"):
        close(books, FinancialYear.get_by_id(year.id))
    first = Entry.select().order_by(Entry.id).first()
    with pytest.raises(Refused, match="closed"):
        reverse(first.id, on=LAST, reason="No", today=NEXT)
    assert reverse(first.id, on=NEXT, reason="Late", today=NEXT).year.label == "2027"


def test_the_next_year_begins_with_the_balances(books, year):
    close(books, year)
    record(books, "income", books.cash, books.dues, 100, NEXT)
    result = result_of(year_on(NEXT))
    assert (result.income, result.rows[0].before) == (100, 0)
    assert ("Cash box", 5000, 5100) in result.balances


def test_an_archived_income_is_closed_too(books, year):
    archive_account(books.donations.id)
    close(books, year)
    assert balance_of(books.donations.id) == 0


def test_a_year_without_income_and_expenditure_is_only_locked(books):
    year = open_year(LAST)
    assert close(books, year) is None
    assert FinancialYear.get_by_id(year.id).closed_on == NEXT


def test_a_year_that_comes_out_even_carries_nothing(books, year):
    record(books, "expense", books.bank, books.rent, 5000)
    entry = close(books, year)
    assert entry.postings.count() == 2
    assert balance_of(first_account("capital").id) == -1000


def test_a_year_is_closed_when_it_is_over_and_those_before_it_are(books, year):
    with pytest.raises(Refused, match="goes on until"):
        close_year(year.id, today=LAST, conventions=books.conventions)
    record(books, "income", books.cash, books.dues, 5, datetime.date(2025, 5, 1))
    with pytest.raises(Refused, match="2025 is still open"):
        close(books, year)
    close(books, year_on(datetime.date(2025, 5, 1)))
    close(books, year)
    assert balance_of(first_account("capital").id) == -6005


def test_books_that_are_not_right_are_not_closed(books, year):
    database.execute_sql("UPDATE posting SET amount = amount * 2")
    with pytest.raises(Refused, match="books are not right"):
        close(books, year)


def test_the_checklist_says_what_is_not_done(books, year):
    cheques = first_account("cheques")
    lines = (Line(cheques.id, 50), Line(books.dues.id, -50))
    post(Draft("dues", LAST, lines, method="cheque"), today=NEXT)
    found = steps(books, year)
    undone = [sentence for sentence, step in found.items() if not step.is_done]
    assert undone == [
        "Cash box was not counted at the end of the year.",
        "1 cheque of the year is not at the bank yet.",
        "2 entries have no voucher.",
        "1 payment or donation has no receipt.",
    ]
    assert not any(found[sentence].must for sentence in undone)


def test_a_count_near_the_end_of_the_year_counts(books, year):
    record_count(CountData(books.cash.id, LAST, {500: 9}), today=NEXT)
    assert "Cash box was counted; a difference of" in " ".join(steps(books, year))
    record_count(CountData(books.cash.id, LAST, {500: 10}), today=NEXT)
    assert any(sentence.startswith("Cash box was counted on") for sentence in steps(books, year))


def test_archived_accounts_with_money_are_told(books, year):
    Account.update(archived=True).where(Account.kind.in_(("mobile", "bank"))).execute()
    assert {name for name, _before, _after in result_of(year).balances} == {
        "Cash box",
        "Bank",
        "Cheques to deposit",
    }


def test_a_year_that_was_locked_without_closing_is_found(books, year):
    FinancialYear.update(closed_on=NEXT).execute()
    assert [finding for finding in check_books() if "not carried forward" in finding] == [
        "The year 2026 is closed, but its income and expenditure were not carried forward."
    ]
