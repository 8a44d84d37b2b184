"""The example's books: proven, with something of everything, open in the present year, on whatever day it is made."""

from __future__ import annotations

import datetime
from collections import Counter

import pytest

from assoc_desktop.association.records import Season, the_association
from assoc_desktop.cli.parser import run
from assoc_desktop.example.statement import write_statement
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.database import database
from assoc_desktop.storage.file import open_file
from assoc_desktop.treasury.accounts import CHARTS, accounts, balance_of, first_account
from assoc_desktop.treasury.balances import left_to_pay
from assoc_desktop.treasury.budgets import budget
from assoc_desktop.treasury.cashbook.closing import result_of
from assoc_desktop.treasury.cashbook.entries import shortage
from assoc_desktop.treasury.checking import check_books
from assoc_desktop.treasury.deposits import waiting_cheques
from assoc_desktop.treasury.plans import plan_of
from assoc_desktop.treasury.records import (
    CashCount,
    Entry,
    Instalment,
    Levy,
    Posting,
    Receipt,
    Subsidy,
    Voucher,
)
from assoc_desktop.treasury.reminders.sending import rounds
from assoc_desktop.treasury.statements.listing import compare
from assoc_desktop.treasury.statements.matching import proposals
from assoc_desktop.treasury.statements.reading import ids_of, prepare, take_in
from assoc_desktop.treasury.years import years


@pytest.fixture
def books(example_path):
    with open_file(example_path, SCHEMA):
        yield example_path


def test_they_are_proven_by_the_command(example_path, capsys):
    assert run(["check", str(example_path)]) == 0


def test_the_chart_is_that_of_its_country(books):
    assert {(each.code, each.kind) for each in accounts()} == {
        (code, kind) for code, _name, kind in CHARTS["ohada"]
    }


def test_past_years_are_closed_and_the_present_one_is_open(books):
    assert [(year.label, year.closed_on is None) for year in years()] == [
        ("2026", True),
        ("2025", False),
        ("2024", False),
    ]
    for year in years():
        result = result_of(year)
        assert result.income > 0 and result.expense > 0
        assert all(row.planned is not None for row in budget(year) if row.code in ("701", "622"))
        assert all(before >= 0 and after >= 0 for _name, before, after in result.balances)


def test_money_came_in_every_way_and_something_of_everything_happened(books):
    methods = Counter(row.method for row in Entry.select().where(Entry.kind == "dues"))
    assert set(methods) == {"cash", "cheque", "mobile", "transfer"}
    kinds = Counter(row.kind for row in Entry.select())
    assert set(kinds) == {
        "dues", "donation", "income", "expense", "transfer", "deposit", "count", "subsidy", "credit", "opening",
        "closing", "reversal",
    }  # fmt: skip
    assert kinds["donation"] == 3
    assert Subsidy.select().where(Subsidy.entry.is_null(False)).count() == 2
    assert len({row.membership_id for row in Instalment.select()}) == 2
    assert all(len(plan_of(row.membership_id)) == 4 for row in Instalment.select())
    assert 0 < Voucher.select().count() < kinds["income"] + kinds["expense"], "some vouchers are missing"
    assert CashCount.select().count() == 3
    assert waiting_cheques(), "some cheques wait for the bank"
    assert balance_of(first_account("credit").id) < 0, "some have credit with the association"
    assert {receipt.kind for receipt in Receipt.select()} == {"dues", "donation"}


def test_one_payer_settles_for_several(books):
    sql = """SELECT count(DISTINCT member_id) FROM posting WHERE membership_id IS NOT NULL
        GROUP BY entry_id ORDER BY 1 DESC LIMIT 1"""
    assert database.execute_sql(sql).fetchone()[0] >= 3


def test_some_paid_a_part_some_nothing_and_some_of_a_levy(books):
    season = Season.get(Season.label == "2026")
    left = left_to_pay(season.id)
    assert 20 < sum(amount > 0 for amount in left.values()) < len(left) - 20
    partly = """SELECT count(*) FROM membership JOIN posting ON membership_id = membership.id
        WHERE season_id = ? GROUP BY membership.id HAVING -sum(amount) < fee_due - reduction"""
    assert database.execute_sql(partly, (season.id,)).fetchone()
    paid = Posting.select().where(Posting.levy.is_null(False)).count()
    assert 0 < paid < Levy.select().count()


def test_one_round_was_sent_and_brought_something_in(books):
    (sent,) = rounds()
    assert sent.sent_on is not None
    assert 0 < sent.brought < sent.asked


def test_the_cash_box_never_held_less_than_nothing(books):
    cash = first_account("cash")
    first = Entry.select().order_by(Entry.day).first()
    assert shortage([(cash.id, -1)], first.day) is None


@pytest.mark.parametrize(
    "day", [datetime.date(2026, 1, 1), datetime.date(2024, 2, 29), datetime.date(2026, 12, 31)]
)
def test_they_are_whole_on_every_day(example_made_on, tmp_path, day):
    with open_file(example_made_on(day), SCHEMA):
        assert check_books() == []
        assert not Entry.select().where(Entry.day > day).exists()
        assert shortage([(first_account("cash").id, -1)], day.replace(year=day.year - 2, day=1)) is None
        assert len(rounds()) == 1
        write_statement(tmp_path / "statement.csv", today=day)
        reading = prepare(tmp_path / "statement.csv", account_id=first_account("bank").id)
        assert reading.lines
        assert all(line.day <= day for line in reading.lines)


def test_the_statement_beside_it_is_matched(books, tmp_path, today):
    path = tmp_path / "statement.csv"
    write_statement(path, today=today)
    reading = prepare(path)
    assert reading.account.id == first_account("bank").id
    assert reading.gap == 0, "the balances follow"
    assert take_in(reading) == len(reading.lines)
    offered = proposals(ids_of(reading))
    found = {line_id: each[0].kind if each else "" for line_id, each in offered.items()}
    assert Counter(found.values())["dues"] >= 5
    assert "" in found.values(), "one line is nobody's: a person has to decide"
    in_books = [line_id for line_id, kind in found.items() if kind == "entry"]
    assert in_books and compare(reading.account.id, in_books).missing == 0
    assert the_association().currency == "XAF"
