"""Whatever is paid, reversed, used and given back: the books balance, no receipt is missing, balances are right."""

from __future__ import annotations

import datetime
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assoc_desktop.refusals import Refused
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.database import database
from assoc_desktop.storage.file import open_file
from assoc_desktop.treasury.balances import credit_of, dues_of
from assoc_desktop.treasury.checking import check_books
from assoc_desktop.treasury.desk import (
    CREDIT,
    DONATE,
    Payment,
    open_dues,
    refund_credit,
    reverse_receipt,
    take_each,
    take_payment,
    use_credit,
)
from assoc_desktop.treasury.desk.payments import shares_of
from assoc_desktop.treasury.records import Entry, Receipt
from tests.treasury.conftest import TODAY

#: Nothing, parts, the fee to the unit, and more than it, so that every way of a payment is gone often.
AMOUNTS = st.sampled_from([-1, 0, 1, 2500, 5000, 5001, 9000]) | st.integers(-1, 9000)
STEPS = st.one_of(
    st.tuples(
        st.just("pay"), st.sampled_from(["awa", "ben"]), AMOUNTS, st.sampled_from(["", CREDIT, DONATE]),
        st.sampled_from(["cash", "cheque", "mobile"]), st.integers(0, 400),
    ),
    st.tuples(st.just("both"), st.integers(1, 14000), st.booleans()),
    st.tuples(st.just("reverse"), st.integers(0, 8)),
    st.tuples(st.just("use"), st.sampled_from(["awa", "ben"])),
    st.tuples(st.just("refund"), st.sampled_from(["awa", "ben"]), AMOUNTS),
    st.tuples(st.just("levy"), st.sampled_from(["awa", "ben"]), st.integers(1, 3000)),
)  # fmt: skip


class Model:
    """What a person with paper and pencil would reckon: what each owes, and has as credit."""

    def __init__(self, books):
        self.books = books
        self.left = {"awa": 5000, "ben": 5000}
        self.credit = {"awa": 0, "ben": 0}
        self.receipts = []
        self.used = {}

    def pay(self, who, amount, rest, method, days):
        day = TODAY - datetime.timedelta(days=days)
        payment = Payment(amount, day, method, getattr(self.books, who), rest=rest)
        try:
            receipt = take_payment(payment, today=TODAY)
        except Refused:
            assert amount <= 0 or (amount > self.left[who] and not rest)
            raise
        dues = min(self.left[who], amount)
        kept = amount - dues if rest == CREDIT else 0
        assert amount > 0
        assert amount - dues == 0 or rest
        self.left[who] -= dues
        self.credit[who] += kept
        self.receipts.append((receipt.id, {who: dues}, who, kept))

    def both(self, amount, each):
        """Awa pays for herself and for Ben, with one receipt or one each; what is more is her credit."""
        shares = shares_of(open_dues(self.books.awa, others=[self.books.ben]), amount)
        payment = Payment(amount, TODAY, "cash", self.books.awa, shares=shares, rest=CREDIT)
        taken = take_each(payment, today=TODAY) if each else [take_payment(payment, today=TODAY)]
        assert sum(receipt.amount for receipt in taken) == amount
        paid = {"awa": min(amount, self.left["awa"])}
        paid["ben"] = min(amount - paid["awa"], self.left["ben"])
        kept = amount - sum(paid.values())
        parts = [{who: dues} for who, dues in paid.items() if dues] if len(taken) > 1 else [paid]
        for place, (receipt, part) in enumerate(zip(taken, parts, strict=True)):
            self.receipts.append((receipt.id, part, "awa", 0 if place else kept))
        for who, dues in paid.items():
            self.left[who] -= dues
        self.credit["awa"] += kept

    def reverse(self, place):
        receipt_id, paid, who, kept = self.receipts[place % len(self.receipts)]
        reverse_receipt(receipt_id, on=TODAY, reason="Mistake", today=TODAY)
        for each, dues in paid.items():
            self.left[each] += dues
        self.credit[who] -= kept

    def use(self, who):
        use_credit(getattr(self.books, who), day=TODAY, today=TODAY)
        used = min(self.left[who], self.credit[who])
        self.left[who] -= used
        self.credit[who] -= used

    def refund(self, who, amount):
        refund_credit(getattr(self.books, who), amount, day=TODAY, today=TODAY, method="mobile")
        self.credit[who] -= amount

    def levy(self, who, amount):
        self.books.levy(getattr(self.books, who), amount)
        self.left[who] += amount


def check_members(model):
    for who in ("awa", "ben"):
        member_id = getattr(model.books, who)
        assert sum(due.left for due in dues_of([member_id])) == model.left[who]
        assert credit_of(member_id) == model.credit[who] >= 0


def check_whole_books():
    assert database.execute_sql("SELECT coalesce(sum(amount), 0) FROM posting").fetchone() == (0,)
    for year in {receipt.year_id for receipt in Receipt.select()}:
        numbers = sorted(each.number for each in Receipt.select().where(Receipt.year == year))
        assert numbers == list(range(1, len(numbers) + 1))
    assert check_books() == []


@given(steps=st.lists(STEPS, max_size=10))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_sequence_keeps_the_books(books, steps):
    with database.atomic() as transaction:
        model = Model(books)
        for name, *values in steps:
            entries = Entry.select().count()
            if name == "reverse" and not model.receipts:
                continue
            try:
                getattr(model, name)(*values)
            except Refused:
                assert Entry.select().count() == entries
            check_members(model)
        check_whole_books()
        transaction.rollback()


DIES = """
    import datetime, os, signal, sys
    from pathlib import Path
    from assoc_desktop.schema import SCHEMA
    from assoc_desktop.storage.file import open_file
    from assoc_desktop.treasury import receipts
    from assoc_desktop.treasury.desk import Payment, Share, open_dues, take_each, take_payment

    place, path, member = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    die = lambda *_values, **_named: os.kill(os.getpid(), signal.SIGKILL)
    with open_file(path, SCHEMA):
        if place == "between":
            receipts.issue = die
        if place == "before the end":
            issue = receipts.issue
            receipts.issue = lambda *values, **named: (issue(*values, **named), die())
        if place == "between two":
            issued, issue = [], receipts.issue
            receipts.issue = lambda *values, **named: die() if issued else issued.append(issue(*values, **named))
            dues = open_dues(member, others=[int(sys.argv[4])])
            shares = [Share(due.member_id, due.left, due.membership_id) for due in dues]
            both = Payment(10000, datetime.date(2026, 5, 14), member_id=member, shares=tuple(shares))
            take_each(both, today=datetime.date(2026, 5, 14))
        take_payment(Payment(5000, datetime.date(2026, 5, 14), member_id=member), today=datetime.date(2026, 5, 14))
        die()
"""


@pytest.mark.parametrize(
    ("place", "count"), [("between", 0), ("before the end", 0), ("after", 1), ("between two", 0)]
)
def test_power_lost_leaves_both_or_none(books, tmp_path, place, count):
    path, member = books.file.path, books.awa
    books.file.close()
    script = tmp_path / "dies.py"
    script.write_text(textwrap.dedent(DIES), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, script, place, path, str(member), str(books.ben)],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
        capture_output=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    with open_file(path, SCHEMA):
        assert (Entry.select().count(), Receipt.select().count()) == (count, count)
        assert bool(open_dues(member)) == (count == 0)
        assert check_books() == []
        assert take_payment(Payment(100, TODAY, name="Paul", rest=DONATE), today=TODAY).number == count + 1
