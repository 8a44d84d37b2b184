"""Changes to many members stop where money is about a membership."""

from __future__ import annotations

import datetime

import pytest

from assoc_desktop.members.changing.model import SetCategory
from assoc_desktop.members.changing.rules import dry_run
from assoc_desktop.members.holding import holds_of_season
from assoc_desktop.members.limits import accept_moves
from assoc_desktop.members.memberships import CategoryData, memberships_of, save_category
from assoc_desktop.members.records import Member
from assoc_desktop.refusals import Refused
from assoc_desktop.treasury.ledger import Draft, Line, post
from assoc_desktop.treasury.plans import Part, save_plan
from tests.treasury.conftest import TODAY


def row_of(member_id):
    return memberships_of(member_id)[0]


def pay(books, member_id, amount):
    lines = (Line(books.cash.id, amount), Line(books.dues.id, -amount, member_id, row_of(member_id).id))
    post(Draft("dues", TODAY, lines, method="cash"), today=TODAY)


def test_holds_tell_what_cannot_become_less(books):
    pay(books, books.awa, 3000)
    ben = row_of(books.ben).id
    save_plan(ben, (Part(TODAY, 5000),), conventions=books.conventions)
    holds = holds_of_season(books.season.id)
    awa = row_of(books.awa).id
    assert holds.why_not(awa, (5000, 0), (3000, 0)) == ""
    assert "was paid for it already" in holds.why_not(awa, (5000, 0), (2999, 0))
    assert "paid in parts" in holds.why_not(ben, (5000, 0), (4000, 0))
    assert holds.why_not(ben, (5000, 0), (5000, 0)) == ""


def test_a_move_by_limits_stops_where_more_was_paid(books):
    cheap = save_category(CategoryData("Young", fee=1000))
    save_category(
        CategoryData("Individual", fee=5000, min_age=30, moves_to_id=cheap.id), category_id=books.category.id
    )
    Member.update(birth_date=datetime.date(2010, 1, 1)).execute()
    pay(books, books.awa, 3000)
    rows = [row_of(each).id for each in (books.awa, books.ben)]
    with pytest.raises(Refused, match=r"Awa: .* was paid for it already.* Nobody was moved"):
        accept_moves(rows, books.season)
    assert row_of(books.ben).category == books.category
    assert accept_moves(rows[1:], books.season) == 1


def test_many_changes_leave_out_who_paid_more_than_the_new_fee(books):
    cheap = save_category(CategoryData("Young", fee=1000))
    pay(books, books.awa, 3000)
    change = SetCategory(books.season.id, cheap.id, keep_fee=False)
    plan = dry_run([books.awa, books.ben], [change], today=TODAY, conventions=books.conventions)
    assert plan.changed == [books.ben] and "was paid for it already" in plan.refused[books.awa]
    kept = SetCategory(books.season.id, cheap.id)
    plan = dry_run([books.awa], [kept], today=TODAY, conventions=books.conventions)
    assert plan.changed == [books.awa]
