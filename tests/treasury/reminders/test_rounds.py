"""Rounds of reminders: who is asked, who never is, what is kept, and what came in."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.households import HouseholdData, save_household
from assoc_desktop.members.records import Category, Member, Membership
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.database import database
from assoc_desktop.storage.history import last_undoable
from assoc_desktop.storage.undoing import undo
from assoc_desktop.treasury.levies import LevyData, charge
from assoc_desktop.treasury.plans import Part, overdue_on, save_plan
from assoc_desktop.treasury.records import Reminder, ReminderLevel
from assoc_desktop.treasury.reminders.arrears import arrears_on
from assoc_desktop.treasury.reminders.levels import (
    check_level,
    filled,
    level_numbered,
    levels,
    remove_last_level,
    save_level,
)
from assoc_desktop.treasury.reminders.planning import plan_round
from assoc_desktop.treasury.reminders.sending import (
    mark_sent,
    prepare,
    round_again,
    rounds,
    take_back,
    timeline_source,
)
from tests.treasury.conftest import TODAY
from tests.treasury.reminders.conftest import owe_since, pay

DAYS_90 = TODAY - datetime.timedelta(days=90)
SAY = Conventions("en", "CM", "XAF")


@pytest.fixture
def owing(books):
    """Awa and Ben have owed 5,000 for ninety days."""
    owe_since(DAYS_90)
    return books


def asked(planned):
    return {letter.receiver_id: letter.amount for letter in planned.letters}


def first():
    return level_numbered(1)


def test_arrears_stand_by_age_and_category(owing):
    levy = LevyData("event", "Fair", owing.dues.id, 300, TODAY - datetime.timedelta(days=400))
    charge([owing.awa], levy)
    charge([owing.ben], replace(levy, amount=70, due_on=TODAY - datetime.timedelta(days=30)))
    individual, levies = arrears_on(TODAY)
    assert (individual.category, individual.members, individual.amounts) == (
        "Individual",
        2,
        (0, 10000, 0, 0),
    )
    assert (levies.category, levies.amounts, levies.total) == ("", (70, 0, 0, 300), 370)
    assert arrears_on(TODAY + datetime.timedelta(days=1))[0].amounts == (0, 0, 10000, 0)


def test_a_level_asks_what_was_due_long_enough_and_a_negative_one_what_will_be(owing):
    assert asked(plan_round(first(), TODAY)) == {owing.awa: 5000, owing.ben: 5000}
    late = replace(first(), days=91)
    assert set(plan_round(late, TODAY).left_out.values()) == {"days"}
    early = DAYS_90 - datetime.timedelta(days=10)
    assert not plan_round(first(), early).letters
    assert plan_round(replace(first(), days=-10), early).amount == 10000
    assert plan_round(first(), early, [owing.awa]).left_out == {owing.awa: "paid"}


def test_a_plan_is_asked_for_part_by_part(owing):
    row = Membership.get(Membership.member == owing.awa)
    parts = [Part(DAYS_90, 2000), Part(TODAY + datetime.timedelta(days=5), 3000)]
    save_plan(row.id, parts, conventions=owing.conventions)
    assert asked(plan_round(first(), TODAY))[owing.awa] == 2000


@pytest.mark.parametrize(
    ("column", "reason"),
    [
        ("deceased_on", "deceased"),
        ("resigned_on", "resigned"),
        ("struck_off_on", "struck_off"),
        ("archived_on", "archived"),
        ("erased_on", "erased"),
    ],
)
def test_nothing_is_ever_sent_to_those_who_left(owing, column, reason):
    Member.update({column: TODAY}).where(Member.id == owing.awa).execute()
    planned = plan_round(first(), TODAY)
    assert asked(planned) == {owing.ben: 5000}
    assert planned.left_out == {owing.awa: reason}


def test_exempt_members_are_left_out(owing):
    Category.update(exempt=True).execute()
    assert set(plan_round(first(), TODAY).left_out.values()) == {"exempt"}
    Membership.update(ends_on=TODAY - datetime.timedelta(days=1)).execute()
    assert set(plan_round(first(), TODAY).left_out.values()) == {"exempt"}


def test_the_payer_of_a_household_gets_one_letter_unless_nothing_may_be_sent_to_them(owing):
    save_household(HouseholdData("Family", [owing.awa, owing.ben], owing.ben))
    (letter,) = plan_round(first(), TODAY).letters
    assert (letter.receiver_id, letter.amount, letter.people) == (owing.ben, 10000, [owing.ben, owing.awa])
    assert len(plan_round(replace(first(), to_payer=False), TODAY).letters) == 2
    Member.update(resigned_on=TODAY).where(Member.id == owing.ben).execute()
    assert asked(plan_round(first(), TODAY)) == {owing.awa: 5000}


def test_a_round_is_prepared_marked_and_not_repeated(owing):
    key = prepare(plan_round(first(), TODAY), "letter")
    assert set(plan_round(first(), TODAY).left_out.values()) == {"reminded"}
    with pytest.raises(Refused, match="Nobody is to be reminded"):
        prepare(plan_round(first(), TODAY), "letter")
    with pytest.raises(Refused, match="Nothing of it was sent"):
        mark_sent(key, on=TODAY, but=[owing.awa, owing.ben])
    assert mark_sent(key, on=TODAY, but=[owing.ben]) == 1
    assert asked(plan_round(first(), TODAY)) == {owing.ben: 5000}
    for wrong in (lambda: mark_sent(key, on=TODAY), lambda: take_back(key)):
        with pytest.raises(Refused, match="sent"):
            wrong()
    undo(last_undoable())
    assert rounds()[0].sent_on is None and rounds()[0].members == 2
    take_back(key)
    assert not Reminder.select().exists() and len(plan_round(first(), TODAY).letters) == 2
    with pytest.raises(Refused, match="no longer there"):
        mark_sent(key, on=TODAY)


def test_a_round_that_no_longer_holds_is_refused(owing):
    planned = plan_round(first(), TODAY)
    pay(owing, owing.awa, 100)
    with pytest.raises(Refused, match="Look at the round again"):
        prepare(planned, "letter")
    assert not Reminder.select().exists() and not ReminderLevel.select().exists()


def test_letters_stop_when_paid(owing):
    key = prepare(plan_round(first(), TODAY), "letter")
    pay(owing, owing.awa, 5000)
    pay(owing, owing.ben, 1000)
    again = round_again(key, TODAY)
    assert asked(again) == {owing.ben: 4000} and again.left_out == {owing.awa: "paid"}
    assert owing.awa not in asked(plan_round(level_numbered(2), TODAY))


def test_what_a_round_brought_in(owing):
    key = prepare(plan_round(first(), TODAY), "hand")
    pay(owing, owing.ben, 500, TODAY - datetime.timedelta(days=1))
    mark_sent(key, on=TODAY)
    assert rounds()[0].brought == 0
    pay(owing, owing.awa, 2000)
    row = rounds()[0]
    assert (row.asked, row.brought, row.members, row.channel) == (10000, 2000, 2, "hand")


def test_the_timeline_tells_each_reminder_and_how_many_there_were(owing):
    mark_sent(prepare(plan_round(first(), TODAY), "letter"), on=TODAY)
    prepare(plan_round(level_numbered(2), TODAY, skipping=True), "email")
    sent, waiting = timeline_source(owing.awa, SAY)
    assert sent.title == "Friendly reminder: FCFA5,000"
    assert sent.lines == ("Letters", "Sent reminder number 1.")
    assert waiting.lines == ("E-mail", "Not sent yet.")


def test_levels_are_changed_added_and_removed(owing):
    save_level(replace(first(), name="My own", days=20))
    assert [each.name for each in levels()] == ["My own", "Second reminder", "Last reminder"]
    save_level(replace(first(), level=4, name="Fourth"))
    assert level_numbered(4).name == "Fourth"
    remove_last_level()
    with pytest.raises(Refused, match="Levels: 1, 2, 3"):
        level_numbered(4)
    prepare(plan_round(level_numbered(3), TODAY, skipping=True), "letter")
    with pytest.raises(Refused, match="It stays"):
        remove_last_level()
    with pytest.raises(Refused, match="at most"):
        save_level(replace(first(), level=10))
    with pytest.raises(Invalid):
        save_level(replace(first(), text=""))


def test_texts_with_wrong_fields_are_told(books):
    assert "missing" in check_level(replace(first(), text=" "))["text"]
    assert "no field “amonut”" in check_level(replace(first(), short_text="{amonut}"))["short_text"]
    assert "longer" in check_level(replace(first(), subject="x" * 6001))["subject"]
    assert set(check_level(replace(first(), name="", days=9999))) == {"name", "days"}
    assert filled("{name} {0.x} {amount}", {"name": "{amount}", "amount": "5"}) == "{amount} {0.x} 5"


LEFT = ("deceased_on", "resigned_on", "struck_off_on", "archived_on", "erased_on")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    ages=st.lists(st.integers(-40, 500), min_size=1, max_size=6),
    gone=st.lists(st.sampled_from(("", "", *LEFT)), min_size=6, max_size=6),
    level=st.integers(1, 3),
    to_payer=st.booleans(),
    home=st.booleans(),
)
def test_laws_of_rounds(books, ages, gone, level, to_payer, home):
    """Nobody who left is asked, nobody twice for one debt, and what is asked is what is overdue."""
    with database.atomic() as undone:
        people = [books.awa, books.ben]
        owe_since(TODAY + datetime.timedelta(days=100))
        if home:
            save_household(HouseholdData("Home", people, books.ben))
        for place, age in enumerate(ages):
            due = TODAY - datetime.timedelta(days=age)
            charge([people[place % 2]], LevyData("fine", f"Fine {place}", books.dues.id, 100 + place, due))
        for member_id, column in zip(people, gone, strict=False):
            if column:
                Member.update({column: TODAY}).where(Member.id == member_id).execute()
        rung = replace(level_numbered(level), to_payer=to_payer)
        planned = plan_round(rung, TODAY, skipping=True)
        present = {each for each, column in zip(people, gone, strict=False) if not column}
        owed = overdue_on(TODAY - datetime.timedelta(days=rung.days))
        assert planned.amount == sum(each.amount for each in owed if each.member_id in present)
        assert set(asked(planned)) <= present
        debtors = [each for letter in planned.letters for each in letter.people]
        assert len(debtors) == len(set(debtors)) and not set(debtors) & set(planned.left_out)
        if planned.letters:
            prepare(planned, "letter")
            assert not plan_round(rung, TODAY, skipping=True).letters
        undone.rollback()
