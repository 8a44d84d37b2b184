"""The ladder: one level after the other, each debt once, one letter to whoever pays, and whom a person leaves out."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from assoc_desktop.members.data import MemberData
from assoc_desktop.members.households import HouseholdData, save_household
from assoc_desktop.members.memberships import memberships_of
from assoc_desktop.members.records import Member
from assoc_desktop.members.rules import save_member
from assoc_desktop.treasury.desk import Payment, Share, take_payment
from assoc_desktop.treasury.levies import LevyData, charge
from assoc_desktop.treasury.reminders.levels import level_numbered, save_level
from assoc_desktop.treasury.reminders.planning import count_due, plan_round, without
from assoc_desktop.treasury.reminders.sending import mark_sent, prepare, round_again
from tests.treasury.conftest import TODAY
from tests.treasury.reminders.conftest import owe_since, pay

DAYS_90 = TODAY - datetime.timedelta(days=90)


def later(days):
    return TODAY + datetime.timedelta(days=days)


def planned_at(level, day=TODAY, **more):
    return plan_round(level_numbered(level), day, **more)


def asked(planned):
    return {letter.receiver_id: letter.amount for letter in planned.letters}


@pytest.fixture
def owing(books):
    """Awa and Ben have owed 5,000 for ninety days."""
    owe_since(DAYS_90)
    return books


def test_a_level_follows_once_the_one_before_was_sent_and_some_days_went_by(owing):
    assert set(planned_at(2).left_out.values()) == {"before"}
    key = prepare(planned_at(1), "letter")
    assert set(planned_at(2).left_out.values()) == {"unsent"}
    mark_sent(key, on=TODAY, but=[owing.ben])
    assert planned_at(2).left_out == {owing.awa: "soon", owing.ben: "before"}
    assert set(planned_at(2, later(29)).left_out.values()) == {"soon", "before"}
    assert asked(planned_at(2, later(30))) == {owing.awa: 5000}
    assert asked(planned_at(2, skipping=True)) == {owing.awa: 5000, owing.ben: 5000}


def test_a_level_before_the_day_due_may_be_left_out(owing):
    save_level(replace(level_numbered(1), days=-10))
    assert len(planned_at(2).letters) == 2
    assert set(planned_at(3).left_out.values()) == {"before"}


def test_what_is_entered_after_a_reminder_was_no_part_of_it_however_it_is_dated(owing):
    key = prepare(planned_at(1), "letter")
    levy = LevyData("event", "Fair", owing.dues.id, 300, DAYS_90)
    charge([owing.awa], levy)
    assert asked(planned_at(1)) == {owing.awa: 300}
    assert asked(round_again(key, TODAY)) == {owing.awa: 5000, owing.ben: 5000}
    second = prepare(planned_at(1), "letter")
    assert asked(round_again(second, TODAY)) == {owing.awa: 300}
    mark_sent(key, on=TODAY)
    mark_sent(second, on=TODAY)
    assert asked(planned_at(2, later(30))) == {owing.awa: 5300, owing.ben: 5000}


def test_a_round_of_those_who_missed_a_level_is_printed_with_all_of_it(owing):
    key = prepare(planned_at(2, skipping=True), "letter")
    assert asked(round_again(key, TODAY)) == {owing.awa: 5000, owing.ben: 5000}


def test_an_institution_that_paid_last_gets_one_letter_for_those_who_work_there(owing):
    town = save_member(
        MemberData(kind="institution", name="Town library"), today=TODAY, conventions=owing.conventions
    )
    Member.update(employer=town.id).where(Member.id.in_([owing.awa, owing.ben])).execute()
    assert asked(planned_at(1)) == {owing.awa: 5000, owing.ben: 5000}
    row = memberships_of(owing.ben)[0].id
    share = Share(amount=1000, member_id=owing.ben, membership_id=row)
    take_payment(Payment(1000, TODAY, member_id=town.id, shares=(share,)), today=TODAY)
    assert asked(planned_at(1)) == {town.id: 4000, owing.awa: 5000}
    # Who pays their own dues afterwards gets their own letters again.
    share = replace(share, amount=500)
    take_payment(Payment(500, TODAY, member_id=owing.ben, shares=(share,)), today=TODAY)
    assert asked(planned_at(1)) == {owing.ben: 3500, owing.awa: 5000}


def test_whom_a_person_leaves_out_is_proposed_the_next_time(owing):
    save_household(HouseholdData("Family", [owing.awa, owing.ben], owing.ben))
    planned = planned_at(1)
    assert without(planned, ()) is planned
    kept = without(planned, {owing.ben})
    assert asked(kept) == {owing.ben: 5000} and kept.letters[0].people == [owing.awa]
    assert kept.left_out == {owing.ben: "chosen"}
    assert not without(planned, {owing.awa, owing.ben}).letters
    prepare(kept, "letter")
    assert asked(planned_at(1)) == {owing.ben: 5000}


def test_what_is_due_by_the_ladder_is_counted_as_its_rounds_are(owing):
    assert count_due(TODAY) == {1: 2}
    mark_sent(prepare(planned_at(1), "letter"), on=TODAY, but=[owing.ben])
    save_household(HouseholdData("Family", [owing.awa, owing.ben], owing.ben))
    for day in (TODAY, later(30), later(400)):
        rounds = {level: len(planned_at(level, day).letters) for level in (1, 2, 3)}
        assert count_due(day) == {level: n for level, n in rounds.items() if n}
    assert count_due(later(30)) == {1: 1, 2: 1}
    pay(owing, owing.awa, 5000)
    Member.update(deceased_on=TODAY).where(Member.id == owing.ben).execute()
    assert count_due(later(30)) == {}
