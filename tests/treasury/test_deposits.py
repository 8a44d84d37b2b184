"""Deposits: which cheques wait, what is posted, and what happens when one is taken back."""

from __future__ import annotations

import datetime

import pytest

from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.treasury.accounts import balance_of, first_account
from assoc_desktop.treasury.checking import check_books
from assoc_desktop.treasury.deposits import (
    DepositData,
    check_deposit,
    is_at_the_bank,
    read_deposit,
    record_deposit,
    waiting_cheques,
)
from assoc_desktop.treasury.ledger import Draft, Line, post, reverse
from assoc_desktop.treasury.records import DepositedCheque, Entry, FinancialYear
from tests.treasury.conftest import TODAY

DAY = datetime.timedelta(days=1)


@pytest.fixture
def cheques(books):
    """Two cheques: of a member, and of somebody else."""
    box = first_account("cheques")

    def receive(amount, day, member=None, **values):
        lines = (Line(box.id, amount), Line(books.dues.id, -amount, member))
        return post(Draft("dues", day, lines, method="cheque", **values), today=TODAY).id

    first = receive(5000, TODAY - 3 * DAY, books.awa, text="Dues", reference="0042", through="Afriland")
    return [first, receive(3000, TODAY, party="Library of Bafoussam", text="Gift")]


def test_cheques_wait_with_drawer_bank_and_number(books, cheques):
    first, second = waiting_cheques()
    assert (first.drawer, first.bank, first.number, first.amount) == ("Awa", "Afriland", "0042", 5000)
    assert (second.drawer, second.bank, second.entry_id) == ("Library of Bafoussam", "", cheques[1])


def test_a_deposit_is_one_entry(books, cheques):
    data = DepositData(TODAY, books.bank.id, {books.cash.id: 700}, cheques, "B-7")
    entry = record_deposit(data, today=TODAY)
    assert (entry.kind, entry.postings.count()) == ("deposit", 3)
    assert (balance_of(books.bank.id), balance_of(first_account("cheques").id)) == (8700, 0)
    assert balance_of(books.cash.id) == -700
    assert waiting_cheques() == []
    slip = read_deposit(entry.id)
    assert (slip.total, slip.cash, slip.reference) == (8700, (("Cash box", 700),), "B-7")
    assert [cheque.amount for cheque in slip.cheques] == [5000, 3000]
    assert check_books() == []


def test_cheques_of_a_deposit_taken_back_wait_again(books, cheques):
    entry = record_deposit(DepositData(TODAY, books.bank.id, {}, cheques[:1]), today=TODAY)
    assert [cheque.entry_id for cheque in waiting_cheques()] == cheques[1:]
    assert [is_at_the_bank(each) for each in cheques] == [True, False]
    reverse(entry.id, on=TODAY, reason="Other bank", today=TODAY)
    assert [cheque.entry_id for cheque in waiting_cheques()] == cheques
    assert not is_at_the_bank(cheques[0])
    again = record_deposit(DepositData(TODAY, books.bank.id, {}, cheques), today=TODAY)
    assert read_deposit(again.id).total == 8000
    assert read_deposit(entry.id).total == 5000


def test_a_cheque_whose_payment_was_reversed_waits_no_more(books, cheques):
    reverse(cheques[0], on=TODAY, reason="Bounced", today=TODAY)
    assert [cheque.entry_id for cheque in waiting_cheques()] == cheques[1:]


def test_what_is_wrong_with_a_deposit_is_said(books, cheques):
    bank = books.bank.id
    for data, field, words in (
        (DepositData(None, bank, {}, cheques), "day", "which day"),
        (DepositData(TODAY + DAY, bank, {}, cheques), "day", "future"),
        (DepositData(TODAY, None, {}, cheques), "bank_id", "account of the bank"),
        (DepositData(TODAY, books.cash.id, {}, cheques), "bank_id", "account of the bank"),
        (DepositData(TODAY, bank, {}, [1]), "cheques", "at the bank already"),
        (DepositData(TODAY - DAY, bank, {}, cheques), "cheques", "received after this day"),
        (DepositData(TODAY, bank, {books.cash.id: 0}), "cheques", "Choose a cheque"),
    ):
        assert words in check_deposit(data, today=TODAY)[field]
        with pytest.raises(Invalid):
            record_deposit(data, today=TODAY)
    assert Entry.select().count() == 2


def test_a_closed_year_takes_no_deposit(books, cheques):
    FinancialYear.update(closed_on=TODAY).execute()
    with pytest.raises(Refused, match="closed"):
        record_deposit(DepositData(TODAY, books.bank.id, {}, cheques), today=TODAY)
    assert len(waiting_cheques()) == 2


def test_a_cheque_put_into_a_deposit_afterwards_is_found(books, cheques):
    entry = record_deposit(DepositData(TODAY, books.bank.id, {}, cheques[:1]), today=TODAY)
    assert check_books() == []
    DepositedCheque.create(deposit=entry, cheque=cheques[1])
    assert check_books() == ["Deposit 3 of 2026 says other cheques than the books."]
