"""Money in, money out, transfers: what is asked, what is posted, how it is put right."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.treasury.accounts import balance_of
from assoc_desktop.treasury.cashbook.entries import (
    CashData,
    check_entry,
    correct_entry,
    read_entry,
    record_entry,
    shortage,
)
from assoc_desktop.treasury.checking import check_books
from assoc_desktop.treasury.ledger import Draft, Line, post, reverse, text_of
from assoc_desktop.treasury.records import Account, Entry, FinancialYear
from assoc_desktop.treasury.vouchers import Scan, add_voucher, vouchers_of
from tests.treasury.conftest import TODAY

DAY = datetime.timedelta(days=1)


@pytest.fixture
def data(books):
    """Money out of the cash box for the rent."""
    return CashData(
        "expense", TODAY, books.cash.id, books.rent.id, 4000, text="Rent of May", party="Mr Essomba"
    )


def test_money_out_and_in(books, data):
    out = record_entry(data, today=TODAY)
    assert (out.kind, out.method, text_of(out)) == ("expense", "cash", "Rent of May")
    assert (balance_of(books.cash.id), balance_of(books.rent.id)) == (-4000, 4000)
    money_in = CashData("income", TODAY, books.bank.id, books.donations.id, 9000, text="Gift", reference="7")
    entry = record_entry(money_in, today=TODAY)
    assert (entry.method, entry.reference, entry.number) == ("transfer", "7", 2)
    assert (balance_of(books.bank.id), balance_of(books.donations.id)) == (9000, -9000)
    assert read_entry(out.id) == replace(data, method="cash")
    assert check_books() == []


def test_a_transfer_says_from_where_to_where(books):
    entry = record_entry(CashData("transfer", TODAY, books.cash.id, books.bank.id, 500), today=TODAY)
    assert text_of(entry) == "From Cash box to Bank"
    assert (balance_of(books.cash.id), balance_of(books.bank.id)) == (-500, 500)


WRONG = {
    "no day": ({"day": None}, "day", "which day"),
    "future": ({"day": TODAY + DAY}, "day", "future"),
    "no amount": ({"amount": None}, "amount", "how much"),
    "nothing": ({"amount": 0}, "amount", "how much"),
    "below zero": ({"amount": -5}, "amount", "how much"),
    "no text": ({"text": "  "}, "text", "what it was for"),
    "no account": ({"account_id": None}, "account_id", "where the money is"),
    "gone account": ({"account_id": 1}, "account_id", "where the money is"),
    "no expenditure": ({"other_id": None}, "other_id", "which expenditure"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said_beside_its_field(data, name):
    values, field, words = WRONG[name]
    wrong = replace(data, **values)
    assert list(check_entry(wrong, today=TODAY)) == [field]
    assert words in check_entry(wrong, today=TODAY)[field]
    with pytest.raises(Invalid):
        record_entry(wrong, today=TODAY)
    assert not Entry.select().exists()


def test_accounts_must_fit_the_kind(books, data):
    assert "which income" in check_entry(replace(data, kind="income"), today=TODAY)["other_id"]
    transfer = replace(data, kind="transfer")
    assert "brought to" in check_entry(transfer, today=TODAY)["other_id"]
    same = replace(transfer, other_id=books.cash.id)
    assert "taken from" in check_entry(same, today=TODAY)["other_id"]


def test_a_closed_year_and_an_archived_account_take_nothing(books, data):
    record_entry(data, today=TODAY)
    Account.update(archived=True).where(Account.id == books.rent).execute()
    with pytest.raises(Refused, match="is archived"):
        record_entry(data, today=TODAY)
    Account.update(archived=False).where(Account.id == books.rent).execute()
    FinancialYear.update(closed_on=TODAY).execute()
    with pytest.raises(Refused, match="closed"):
        record_entry(data, today=TODAY)


def test_a_correction_reverses_and_posts_anew(books, data):
    entry = record_entry(data, today=TODAY)
    add_voucher(entry.id, Scan("bill.pdf", "application/pdf", b"%PDF-1"))
    right = replace(data, amount=4500, method="cash")
    posted = correct_entry(entry.id, right, reason="Misread", today=TODAY)
    assert [row.kind for row in Entry.select().order_by(Entry.id)] == ["expense", "reversal", "expense"]
    assert read_entry(posted.id) == right
    assert [voucher.name for voucher in vouchers_of(posted.id)] == ["bill.pdf"]
    assert balance_of(books.cash.id) == -4500
    assert check_books() == []


def test_a_correction_lies_on_the_day_of_the_mistake(books, data):
    record_entry(
        CashData("income", TODAY - 30 * DAY, books.cash.id, books.dues.id, 4000, text="x"), today=TODAY
    )
    before = replace(data, day=TODAY - 20 * DAY)
    entry = record_entry(before, today=TODAY)
    correct_entry(entry.id, replace(before, amount=3900), reason="Misread", today=TODAY)
    assert balance_of(books.cash.id, until=str(TODAY - 20 * DAY)) == 100


def test_what_cannot_be_corrected(books, data):
    entry = record_entry(data, today=TODAY)
    with pytest.raises(Invalid, match=r"."):
        correct_entry(entry.id, data, reason=" ", today=TODAY)
    with pytest.raises(Refused, match="nothing to correct"):
        correct_entry(entry.id, replace(data, method="cash"), reason="x", today=TODAY)
    lines = (Line(books.cash.id, 5, member_id=books.awa), Line(books.dues.id, -5))
    dues = post(Draft("dues", TODAY, lines), today=TODAY)
    assert read_entry(dues.id) is None
    with pytest.raises(Refused, match="cannot be corrected here"):
        correct_entry(dues.id, data, reason="x", today=TODAY)
    reverse(entry.id, on=TODAY, reason="x", today=TODAY)
    count = Entry.select().count()
    with pytest.raises(Refused, match="reversed already"):
        correct_entry(entry.id, replace(data, amount=1), reason="x", today=TODAY)
    assert Entry.select().count() == count


def test_a_failed_correction_leaves_the_books_as_they_were(books, data):
    entry = record_entry(data, today=TODAY)
    with pytest.raises(Refused, match="too large"):
        correct_entry(entry.id, replace(data, amount=10**13), reason="x", today=TODAY)
    assert Entry.select().count() == 1


def test_a_cash_box_is_never_short_on_any_later_day(books):
    def fill(day, amount):
        kind = "income" if amount > 0 else "expense"
        other = books.dues if amount > 0 else books.rent
        record_entry(CashData(kind, day, books.cash.id, other.id, abs(amount), text="x"), today=TODAY)

    fill(TODAY - 10 * DAY, 1000)
    fill(TODAY - 5 * DAY, -800)
    assert shortage([(books.cash.id, -200)], TODAY - 8 * DAY) is None
    short = shortage([(books.cash.id, -300)], TODAY - 8 * DAY)
    assert (short.account, short.day, short.missing) == ("Cash box", TODAY - 5 * DAY, 100)
    assert shortage([(books.cash.id, -1)], TODAY - 11 * DAY).day == TODAY - 11 * DAY
    assert shortage([(books.cash.id, -201)], TODAY).missing == 1
    assert shortage([(books.bank.id, -(10**6)), (books.cash.id, 5)], TODAY) is None
