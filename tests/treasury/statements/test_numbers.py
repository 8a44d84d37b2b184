"""Numbers of receipts and vouchers in a line lead to their entries and members."""

from __future__ import annotations

import datetime

import pytest

from assoc_desktop.treasury.desk import Payment, reverse_receipt, take_payment
from assoc_desktop.treasury.ledger import Draft, Line, post
from assoc_desktop.treasury.statements.numbers import entries_named
from tests.treasury.conftest import TODAY

LONG_AGO = TODAY - datetime.timedelta(days=60)


@pytest.fixture
def receipt(books):
    """Receipt 2026/0001, which is voucher 2026-1: Awa paid 2,000 of 5,000 into the bank sixty days ago."""
    payment = Payment(2000, LONG_AGO, method="transfer", account_id=books.bank.id, member_id=books.awa)
    return take_payment(payment, today=TODAY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("paid 2026/0001", ["2026/0001"]),
        ("Reçu n° 1", ["2026/0001"]),
        ("RECEIPT NO 2026 0001", ["2026/0001"]),
        ("pièce 2026-1 merci", ["2026-1"]),
        ("Voucher 001", ["2026-1"]),
        ("on 2026-01-14", []),
        ("2025/0001", []),
        ("reçu 2", []),
        ("recus", []),
        ("call 12026/0001", []),
    ],
)
def test_how_numbers_are_written(receipt, text, expected):
    assert [each.number for each in entries_named(text, TODAY)] == expected


def test_without_books_nothing_is_named(books):
    assert entries_named("2026/0001", TODAY) == []


@pytest.mark.parametrize("text", ["VIR RECU 2026/0001", "PIECE 2026-1"])
def test_a_number_finds_its_entry_however_long_ago(receipt, books, lines, text):
    best = lines.proposed(2000, text)[0]
    assert (best.kind, best.entry_id, best.score) == ("entry", receipt.entry_id, 98)
    assert any(reason.endswith(("2026/0001", "2026-1")) for reason in best.reasons)
    assert not any(each.kind == "entry" for each in lines.proposed(2000, "VIR"))


def test_another_amount_in_the_line_pays_what_the_member_has_left(receipt, books, lines):
    best = lines.proposed(3000, "SOLDE RECU 2026/0001")[0]
    assert (best.kind, best.member_id, best.rest) == ("dues", books.awa, 0)
    assert "Receipt 2026/0001" in best.reasons and "Just what is left to pay" in best.reasons


def test_what_was_reversed_is_not_proposed(receipt, books, lines):
    reverse_receipt(receipt.id, on=TODAY, reason="Wrong", today=TODAY)
    assert not any(each.kind == "entry" for each in lines.proposed(2000, "RECU 2026/0001"))


def test_a_receipt_of_nobody_names_nobody(books, lines):
    draft = Draft("income", TODAY, (Line(books.cash.id, 7), Line(books.donations.id, -7)))
    post(draft, today=TODAY)
    assert lines.proposed(7000, "PIECE 2026-1") == []
