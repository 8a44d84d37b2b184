"""Paying in parts, and what is overdue on a day."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.memberships import memberships_of
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.history import last_undoable
from assoc_desktop.storage.undoing import undo
from assoc_desktop.treasury.ledger import Draft, Line, post
from assoc_desktop.treasury.levies import LevyData, charge
from assoc_desktop.treasury.plans import (
    MOST_PARTS,
    Overdue,
    Part,
    check_plan,
    overdue_on,
    plan_of,
    proposed_plan,
    save_plan,
)
from tests.treasury.conftest import TODAY

SAY = Conventions("en", "CM", "XAF")
MARCH, APRIL, JUNE = (datetime.date(2026, month, 1) for month in (3, 4, 6))
PARTS = (Part(MARCH, 2000), Part(APRIL, 1000), Part(JUNE, 2000))


def membership_id(member_id):
    return memberships_of(member_id)[0].id


def pay(books, member_id, amount):
    lines = (Line(books.cash.id, amount), Line(books.dues.id, -amount, member_id, membership_id(member_id)))
    post(Draft("dues", TODAY, lines, method="cash"), today=TODAY)


@given(
    st.integers(1, 10**9),
    st.integers(1, MOST_PARTS),
    st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 1, 1)),
)
def test_proposed_parts_add_up_a_month_apart(due, count, first):
    parts = proposed_plan(due, count, first)
    assert len(parts) == count and sum(part.amount for part in parts) == due
    assert parts[0].due_on == first
    assert due < count or check_plan(parts, due, SAY) == {}


WRONG = {
    "sum": ((Part(MARCH, 4000),), "add up"),
    "nothing": ((Part(MARCH, 5000), Part(APRIL, 0)), "more than nothing"),
    "order": ((Part(APRIL, 2500), Part(MARCH, 2500)), "follow one another"),
    "same day": ((Part(MARCH, 2500), Part(MARCH, 2500)), "follow one another"),
    "too many": (
        tuple(Part(MARCH + datetime.timedelta(days=n), 1) for n in range(MOST_PARTS + 1)),
        "at most",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_plan_that_cannot_be_is_told(books, name):
    parts, words = WRONG[name]
    with pytest.raises(Invalid) as refused:
        save_plan(membership_id(books.awa), parts, conventions=books.conventions)
    assert words in refused.value.problems["parts"]


def test_a_plan_is_kept_changed_undone_and_taken_back(books):
    row = membership_id(books.awa)
    save_plan(row, PARTS, conventions=books.conventions)
    before = last_undoable()
    save_plan(row, PARTS, conventions=books.conventions)
    assert last_undoable() == before and tuple(plan_of(row)) == PARTS
    save_plan(row, (), conventions=books.conventions)
    assert plan_of(row) == []
    undo(last_undoable().id)
    assert tuple(plan_of(row)) == PARTS
    with pytest.raises(Refused, match="no longer there"):
        save_plan(-1, PARTS, conventions=books.conventions)


def of_awa(books, day):
    return [each for each in overdue_on(day) if each.member_id == books.awa]


def test_without_a_plan_all_is_overdue_once_the_membership_began(books):
    starts = books.season.starts_on
    assert overdue_on(starts - datetime.timedelta(days=1)) == []
    row = membership_id(books.awa)
    assert of_awa(books, starts) == [Overdue(books.awa, row, None, 5000, starts)]
    pay(books, books.awa, 1000)
    assert of_awa(books, starts)[0].amount == 4000
    pay(books, books.awa, 4000)
    assert of_awa(books, TODAY) == []


def test_with_a_plan_the_parts_are_overdue_one_after_the_other(books):
    row = membership_id(books.awa)
    save_plan(row, PARTS, conventions=books.conventions)
    assert of_awa(books, datetime.date(2026, 2, 28)) == []
    assert of_awa(books, MARCH) == [Overdue(books.awa, row, None, 2000, MARCH)]
    assert of_awa(books, APRIL) == [Overdue(books.awa, row, None, 3000, MARCH)]
    pay(books, books.awa, 2500)
    assert of_awa(books, APRIL) == [Overdue(books.awa, row, None, 500, APRIL)]
    pay(books, books.awa, 500)
    assert of_awa(books, APRIL) == []
    assert of_awa(books, JUNE)[0].amount == 2000


def test_a_levy_is_overdue_from_its_day(books):
    charge([books.awa], LevyData("event", "Fair", books.dues.id, 300, APRIL))
    levies = [each for each in of_awa(books, TODAY) if each.levy_id]
    assert [(each.amount, each.since) for each in levies] == [(300, APRIL)]
    assert not [each for each in of_awa(books, MARCH) if each.levy_id]
