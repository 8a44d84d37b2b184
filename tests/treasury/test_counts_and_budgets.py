"""Cash counts with their differences, and budgets against what came in and was spent."""

from __future__ import annotations

import datetime

import pytest

from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.history import last_undoable
from assoc_desktop.storage.undoing import undo
from assoc_desktop.treasury.accounts import archive_account, balance_of, first_account
from assoc_desktop.treasury.budgets import (
    actual_by_account,
    budget,
    copied_budget,
    save_budget,
    year_before,
)
from assoc_desktop.treasury.cashbook.entries import CashData, record_entry
from assoc_desktop.treasury.counts import (
    CountData,
    check_count,
    counts,
    difference_of,
    expected_in,
    pieces_of,
    read_pieces,
    record_count,
)
from assoc_desktop.treasury.ledger import text_of
from assoc_desktop.treasury.records import Budget, CashCount, FinancialYear
from assoc_desktop.treasury.years import open_year
from tests.treasury.conftest import TODAY

DAY = datetime.timedelta(days=1)


def money_in(books, amount=12000, day=TODAY):
    data = CashData("income", day, books.cash.id, books.donations.id, amount, text="Gift")
    return record_entry(data, today=TODAY)


@pytest.mark.parametrize("currency", ["XAF", "XOF", "EUR", "USD", "TND", "JPY", "INR", "BHD"])
def test_pieces_stand_from_the_largest_down(currency):
    pieces = pieces_of(currency)
    assert list(pieces) == sorted(set(pieces), reverse=True)
    assert pieces[-1] > 0


def test_pieces_of_our_currencies():
    assert {10000, 500, 25, 1} <= set(pieces_of("XAF"))
    assert 250 in pieces_of("XOF")
    assert {50000, 1} <= set(pieces_of("EUR"))
    assert pieces_of("INR")[:2] == (100000, 50000)


def test_a_right_count_posts_nothing(books):
    money_in(books)
    count = record_count(CountData(books.cash.id, TODAY, {10000: 1, 500: 4}), today=TODAY)
    assert (count.counted, count.expected, count.entry) == (12000, 12000, None)
    assert read_pieces(count) == {10000: 1, 500: 4}
    assert counts(books.cash.id) == [count] == counts()
    undo(last_undoable().id)
    assert counts() == []


def test_a_difference_is_booked_on_purpose(books):
    money_in(books)
    loss = first_account("expense", "658")
    data = CountData(books.cash.id, TODAY, {10000: 1, 500: 3}, loss.id, " Lost at the market ")
    count = record_count(data, today=TODAY)
    assert (count.counted, count.expected, count.entry.kind) == (11500, 12000, "count")
    assert text_of(count.entry) == "Lost at the market"
    assert (balance_of(books.cash.id), balance_of(loss.id)) == (11500, 500)
    gain = record_count(CountData(books.cash.id, TODAY, {10000: 2}, books.dues.id, "Found"), today=TODAY)
    assert (balance_of(books.cash.id), gain.expected) == (20000, 11500)


def test_a_difference_may_stay_open(books):
    money_in(books)
    count = record_count(CountData(books.cash.id, TODAY, {5000: 1}), today=TODAY)
    assert (count.counted, count.expected, count.entry) == (5000, 12000, None)
    assert balance_of(books.cash.id) == 12000


def test_a_count_is_held_against_its_own_day(books):
    money_in(books, 1000, TODAY - 5 * DAY)
    money_in(books, 500, TODAY)
    assert expected_in(books.cash.id, TODAY - DAY) == 1000
    assert difference_of(CountData(books.cash.id, TODAY - DAY, {500: 2})) == 0
    assert difference_of(CountData(None, None, {500: 2})) == 0


def test_what_is_wrong_with_a_count_is_said(books):
    for data, field, words in (
        (CountData(books.bank.id, TODAY), "account_id", "which cash box"),
        (CountData(None, TODAY), "account_id", "which cash box"),
        (CountData(books.cash.id, None), "day", "which day"),
        (CountData(books.cash.id, TODAY + DAY), "day", "future"),
        (CountData(books.cash.id, TODAY, {500: -1}), "pieces", "none or more"),
        (CountData(books.cash.id, TODAY, {0: 1}), "pieces", "none or more"),
        (CountData(books.cash.id, TODAY, {5: 1}, books.bank.id, "x"), "other_id", "takes the difference"),
        (CountData(books.cash.id, TODAY, {5: 1}, books.rent.id, " "), "reason", "Say why"),
    ):
        assert words in check_count(data, today=TODAY)[field]
        with pytest.raises(Invalid):
            record_count(data, today=TODAY)


def test_a_closed_year_keeps_no_difference(books):
    money_in(books)
    FinancialYear.update(closed_on=TODAY).execute()
    with pytest.raises(Refused, match="closed"):
        record_count(CountData(books.cash.id, TODAY, {5: 1}, books.rent.id, "x"), today=TODAY)
    assert not CashCount.select().exists()


def test_a_budget_stands_against_what_is(books):
    money_in(books, 900, TODAY.replace(year=2025))
    money_in(books, 500)
    year = open_year(TODAY)
    save_budget(year, {books.donations.id: 2000, books.rent.id: None})
    rows = {row.account_id: row for row in budget(year)}
    gifts, rent = rows[books.donations.id], rows[books.rent.id]
    assert (gifts.planned, gifts.actual, gifts.before, gifts.left) == (2000, 500, 900, 1500)
    assert (rent.planned, rent.actual, rent.left) == (None, 0, 0)
    assert [row.kind for row in budget(year)] == sorted((row.kind for row in budget(year)), reverse=True)
    assert actual_by_account(year.id) == {books.donations.id: 500}


def test_a_budget_is_changed_and_undone(books):
    year = open_year(TODAY)
    save_budget(year, {books.rent.id: 100})
    save_budget(year, {books.rent.id: 300})
    undo(last_undoable().id)
    assert Budget.get().amount == 100
    save_budget(year, {books.rent.id: None})
    assert not Budget.select().exists()


def test_archived_accounts_are_shown_while_they_say_something(books):
    year = open_year(TODAY)
    save_budget(year, {books.rent.id: 100})
    archive_account(books.rent.id)
    archive_account(books.dues.id)
    shown = {row.account_id for row in budget(year)}
    assert books.rent.id in shown and books.dues.id not in shown


def test_a_budget_is_copied_from_the_year_before(books):
    year = open_year(TODAY)
    with pytest.raises(Refused, match="no year before"):
        copied_budget(year)
    money_in(books, 900, TODAY.replace(year=2025))
    assert copied_budget(year) == {books.donations.id: 900}
    save_budget(year_before(year), {books.rent.id: 100})
    assert copied_budget(year) == {books.rent.id: 100}


def test_what_a_budget_refuses(books):
    year = open_year(TODAY)
    for amount in (-1, 10**13):
        with pytest.raises(Refused, match="not below zero"):
            save_budget(year, {books.rent.id: amount})
    FinancialYear.update(closed_on=TODAY).execute()
    with pytest.raises(Refused, match="its budget stays"):
        save_budget(FinancialYear.get_by_id(year.id), {books.rent.id: 1})
