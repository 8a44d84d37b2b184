"""Entries balance, have no gap, are never changed, and every meddling is found."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assoc_desktop.members.records import Membership
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.database import database
from assoc_desktop.storage.failures import Changed
from assoc_desktop.storage.history import last_undoable, recent_operations
from assoc_desktop.storage.undoing import undo
from assoc_desktop.treasury.checking import check_books
from assoc_desktop.treasury.ledger import Draft, Line, post, postings_of, reverse, text_of
from assoc_desktop.treasury.records import Account, Entry, FinancialYear, Posting
from tests.treasury.conftest import TODAY

YESTERDAY = TODAY - datetime.timedelta(days=1)


def money_in(books, amount=5000, day=TODAY, **values):
    lines = (Line(books.cash.id, amount), Line(books.dues.id, -amount))
    return post(Draft("dues", day, lines, **{"text": "Dues", "method": "cash", **values}), today=TODAY)


def test_entries_are_numbered_and_sealed(books):
    first, second = money_in(books), money_in(books, 3000)
    assert (first.number, second.number) == (1, 2)
    assert (first.previous, second.previous) == ("", first.digest)
    assert [(row.account_id, row.amount) for row in postings_of(second.id)] == [
        (books.cash.id, 3000), (books.dues.id, -3000),
    ]  # fmt: skip
    assert text_of(first) == "Dues"
    assert check_books() == []


def test_each_year_has_numbers_of_its_own(books):
    money_in(books)
    last_year = money_in(books, day=datetime.date(2025, 12, 31))
    assert (last_year.number, last_year.year.label) == (1, "2025")
    assert check_books() == []


def test_nothing_posted_is_undone(books):
    before = last_undoable()
    money_in(books)
    assert last_undoable() == before
    with pytest.raises(Changed, match="cannot be undone"):
        undo(recent_operations(1)[0].id)


REFUSED = {
    "unequal": (lambda b: (Line(b.cash.id, 5), Line(b.dues.id, -4)), TODAY, "not equal"),
    "one line": (lambda b: (Line(b.cash.id, 0),), TODAY, "needs an amount"),
    "nothing": (lambda b: (Line(b.cash.id, 0), Line(b.dues.id, 0)), TODAY, "needs an amount"),
    "future": (lambda b: (Line(b.cash.id, 5), Line(b.dues.id, -5)), TODAY + (TODAY - YESTERDAY), "future"),
    "huge": (lambda b: (Line(b.cash.id, 10**13), Line(b.dues.id, -(10**13))), TODAY, "too large"),
    "no account": (lambda b: (Line(b.cash.id, 5), Line(1, -5)), TODAY, "no longer there"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_posted_is_refused_and_leaves_nothing(books, name):
    lines, day, sentence = REFUSED[name]
    with pytest.raises(Refused, match=sentence):
        post(Draft("income", day, lines(books)), today=TODAY)
    assert not Entry.select().exists() and not FinancialYear.select().exists()


def test_an_archived_account_takes_nothing_but_reversals(books):
    entry = money_in(books)
    Account.update(archived=True).where(Account.id == books.dues).execute()
    with pytest.raises(Refused, match="is archived"):
        money_in(books)
    reverse(entry.id, on=TODAY, reason="Wrong", today=TODAY)
    assert check_books() == []


def test_a_reversal_has_the_contrary_amounts_and_both_stay(books):
    entry = money_in(books, day=YESTERDAY)
    back = reverse(entry.id, on=TODAY, reason=" Paid twice ", today=TODAY)
    assert (back.kind, back.reverses_id, back.reason, back.number) == ("reversal", entry.id, "Paid twice", 2)
    assert sum(row.amount for row in Posting.select().where(Posting.account == books.cash)) == 0
    assert check_books() == []


def test_a_reversal_needs_a_reason_and_a_day(books):
    entry = money_in(books)
    for on, reason, sentence in (
        (TODAY, "  ", "Say why"),
        (YESTERDAY, "Wrong", "before what it reverses"),
        (TODAY + datetime.timedelta(days=1), "Wrong", "future"),
    ):
        with pytest.raises(Refused, match=sentence):
            reverse(entry.id, on=on, reason=reason, today=TODAY)
    back = reverse(entry.id, on=TODAY, reason="Wrong", today=TODAY)
    with pytest.raises(Refused, match="reversed already"):
        reverse(entry.id, on=TODAY, reason="Again", today=TODAY)
    with pytest.raises(Refused, match="reversal itself"):
        reverse(back.id, on=TODAY, reason="Again", today=TODAY)


def test_a_closed_year_takes_nothing(books):
    money_in(books)
    FinancialYear.update(closed_on=TODAY).execute()
    with pytest.raises(Refused, match="closed"):
        money_in(books)
    with pytest.raises(Refused, match="nothing can be written in a year before"):
        money_in(books, day=datetime.date(2024, 1, 1))


MEDDLING = {
    "an amount": ("UPDATE posting SET amount = 1 WHERE amount > 0", "does not balance"),
    "both amounts": ("UPDATE posting SET amount = amount * 2", "changed after it was posted"),
    "a day": ("UPDATE entry SET day = '2026-05-01' WHERE number = 2", "Entry 2 of 2026 was changed"),
    "words": ("UPDATE entry_text SET text = 'Other'", "words of entry 1"),
    "words without their seal": ("UPDATE entry_text SET text = 'Other', salt = ''", "words of entry 1"),
    "no words": ("DELETE FROM entry_text", "words of entry 1"),
    "a year": ("UPDATE financial_year SET ends_on = '2026-01-31'", "outside its year"),
    "the last entry gone": (
        "DELETE FROM posting WHERE entry_id IN (SELECT id FROM entry WHERE number = 2);"
        "DELETE FROM entry_text WHERE entry_id IN (SELECT id FROM entry WHERE number = 2);"
        "DELETE FROM entry WHERE number = 2",
        "The last entry was taken out",
    ),
    "all entries gone": (
        "DELETE FROM posting; DELETE FROM entry_text; DELETE FROM entry",
        "The last 2 entries were taken out",
    ),
    "an entry gone": (
        "DELETE FROM posting WHERE entry_id IN (SELECT id FROM entry WHERE number = 1);"
        "DELETE FROM entry_text WHERE entry_id IN (SELECT id FROM entry WHERE number = 1);"
        "DELETE FROM entry WHERE number = 1",
        "have a gap",
    ),
}


@pytest.mark.parametrize("name", MEDDLING)
def test_meddling_is_found(books, name):
    money_in(books)
    money_in(books, 3000)
    sql, sentence = MEDDLING[name]
    database.connection().execute(sql)
    assert any(sentence in found for found in check_books())


def test_a_payment_is_of_who_owes_it(books):
    membership = Membership.get(Membership.member == books.awa)
    lines = (Line(books.cash.id, 500), Line(books.dues.id, -500, books.awa, membership.id))
    post(Draft("dues", TODAY, lines, method="cash"), today=TODAY)
    assert check_books() == []
    database.execute_sql("UPDATE posting SET member_id = ? WHERE member_id IS NOT NULL", (books.ben,))
    assert check_books() == ["Entry 1 of 2026 pays what another member owes than the one it names."]


def test_words_taken_out_on_request_are_no_meddling(books):
    money_in(books, text="Awa")
    database.execute_sql("UPDATE entry_text SET text = '', salt = ''")
    assert check_books() == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(1, 10**6), st.integers(0, 500), st.booleans()), max_size=12))
def test_any_sequence_keeps_the_books_right(books, steps):
    before = sum(row.amount for row in Posting.select().where(Posting.account == books.cash))
    expected = before
    for amount, days, taken_back in steps:
        entry = money_in(books, amount, day=TODAY - datetime.timedelta(days=days))
        expected += amount
        if taken_back:
            reverse(entry.id, on=TODAY, reason="Slip", today=TODAY)
            expected -= amount
    assert sum(row.amount for row in Posting.select().where(Posting.account == books.cash)) == expected
    assert sum(row.amount for row in Posting.select()) == 0
    assert check_books() == []
