"""The list of the cash book: running balances, filters, search, vouchers that are missing."""

from __future__ import annotations

import datetime

import pytest

from assoc_desktop.treasury.accounts import balance_of
from assoc_desktop.treasury.cashbook.entries import CashData, record_entry
from assoc_desktop.treasury.cashbook.listing import SHOWN, CashBook, Choice
from assoc_desktop.treasury.ledger import Draft, Line, post, reverse
from assoc_desktop.treasury.vouchers import Scan, add_voucher
from assoc_desktop.treasury.years import year_on
from tests.treasury.conftest import TODAY

LAST_YEAR = datetime.date(2025, 12, 31)


@pytest.fixture
def entries(books):
    """Money of last year, and this year: in, out, a transfer, the dues of a member."""

    def record(kind, day, account, other, amount, text="", **values):
        return record_entry(CashData(kind, day, account.id, other.id, amount, text, **values), today=TODAY)

    dues = (Line(books.cash.id, 700, books.awa), Line(books.dues.id, -700, books.awa))
    return {
        "old": record("income", LAST_YEAR, books.cash, books.donations, 1000, "Gift"),
        "late": record("income", TODAY, books.cash, books.donations, 300, "Récolte", reference="AB12"),
        "out": record("expense", TODAY - datetime.timedelta(9), books.cash, books.rent, 400, "Rent", party="Essomba"),
        "move": record("transfer", TODAY, books.cash, books.bank, 200),
        "dues": post(Draft("dues", TODAY, dues, text="Season", method="cash"), today=TODAY),
    }  # fmt: skip


def shown(entries, **choice):
    book = CashBook(Choice(**choice))
    names = {entry.id: name for name, entry in entries.items()}
    return [names.get(each, "back") for each in book.ids]


def test_the_latest_stands_first_with_the_balance_after_it(books, entries):
    book = CashBook(Choice(account_id=books.cash.id))
    rows = book.rows(book.ids)
    assert shown(entries, account_id=books.cash.id) == ["dues", "move", "late", "out", "old"]
    assert [row.balance for row in rows] == [1400, 700, 900, 600, 1000]
    assert book.balance == balance_of(books.cash.id)
    assert (rows[1].money_in, rows[1].money_out) == (0, 200)
    assert (rows[0].party, rows[0].category, rows[0].kind) == ("Awa", "Dues", "dues")


def test_a_year_begins_with_what_was_carried_over(books, entries):
    year = year_on(TODAY).id
    book = CashBook(Choice(account_id=books.cash.id, year_id=year))
    assert (book.carried, book.balance, book.money_in, book.money_out) == (1000, 1400, 1000, 600)
    everything = CashBook(Choice(year_id=year))
    assert (everything.carried, everything.balance) == (1000, 1600)
    assert everything.rows(everything.ids)[1].money_in == 200
    bank = CashBook(Choice(account_id=books.bank.id))
    assert (bank.carried, bank.ids) == (0, [entries["move"].id])


@pytest.mark.parametrize(
    ("choice", "found"),
    [
        ({"shown": "income"}, ["late", "old"]),
        ({"shown": "expense"}, ["out"]),
        ({"shown": "transfer"}, ["move"]),
        ({"shown": "dues"}, ["dues"]),
        ({"shown": "reversed"}, []),
        ({"shown": "missing"}, ["late", "out", "old"]),
        ({"typed": "recolte"}, ["late"]),
        ({"typed": "ab12"}, ["late"]),
        ({"typed": "ESSOMBA rent"}, ["out"]),
        ({"typed": "awa"}, ["dues"]),
        ({"typed": "nobody"}, []),
    ],
)
def test_filters_and_search(books, entries, choice, found):
    assert shown(entries, **choice) == found


def test_every_filter_has_a_name_and_works(books, entries):
    for key, name in SHOWN.items():
        book = CashBook(Choice(shown=key))
        assert name
        assert [row.id for row in book.rows(book.ids)] == list(book.ids), key


def test_a_filter_leaves_the_balances_as_they_are(books, entries):
    book = CashBook(Choice(account_id=books.cash.id, shown="expense"))
    assert [row.balance for row in book.rows(book.ids)] == [600]
    assert (book.money_out, book.balance) == (400, 1400)


def test_a_voucher_is_missing_until_it_is_kept_or_the_entry_reversed(books, entries):
    add_voucher(entries["out"].id, Scan("a.pdf", "application/pdf", b"%PDF-"))
    reverse(entries["late"].id, on=TODAY, reason="Slip", today=TODAY)
    assert shown(entries, shown="missing") == ["old"]
    assert shown(entries, shown="reversed") == ["back", "late"]
    book = CashBook(Choice())
    rows = {row.id: row for row in book.rows(book.ids)}
    out, late = rows[entries["out"].id], rows[entries["late"].id]
    assert (out.vouchers, out.is_missing, late.reversed) == (1, False, True)
    assert book.rows([1]) == []


def test_what_is_paid_for_several_is_found_by_each_of_them(books):
    lines = (
        Line(books.cash.id, 1000),
        Line(books.dues.id, -600, books.awa),
        Line(books.dues.id, -400, books.ben),
    )
    entry = post(Draft("dues", TODAY, lines, text="Season", method="cash"), today=TODAY)
    assert [CashBook(Choice(typed=name)).ids for name in ("awa", "ben", "awa ben")] == [[entry.id]] * 3
