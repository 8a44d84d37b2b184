"""Opening a season, the list of dues, changing what is due, and who may settle for whom."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assoc_desktop.association.records import Season
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.filters.model import Condition, Group
from assoc_desktop.members.households import HouseholdData, save_household
from assoc_desktop.members.memberships import (
    CategoryData,
    memberships_of,
    proposed_membership,
    remove_membership,
    save_category,
    save_membership,
)
from assoc_desktop.members.proofs import ProofData, save_proof
from assoc_desktop.members.records import INSTITUTION, Member, Membership
from assoc_desktop.members.rules import save_member
from assoc_desktop.refusals import Cancelled, Invalid, Refused
from assoc_desktop.storage.failures import Changed
from assoc_desktop.storage.history import last_undoable
from assoc_desktop.storage.undoing import undo
from assoc_desktop.treasury.balances import dues_of, left_to_pay
from assoc_desktop.treasury.desk import open_dues
from assoc_desktop.treasury.dues.changing import change_due
from assoc_desktop.treasury.dues.listing import ORDERS, STATES, DuesChoice, balances, rows, state_of
from assoc_desktop.treasury.dues.opening import (
    FeeChange,
    open_for,
    propose_opening,
    proposed_season,
    season_offers,
    who_belonged_before,
)
from assoc_desktop.treasury.dues.payers import settles_for, who_pays_for
from assoc_desktop.treasury.ledger import Draft, Line, post, reverse
from assoc_desktop.treasury.levies import LevyData, charge
from assoc_desktop.treasury.plans import Part, plan_of, save_plan
from assoc_desktop.treasury.records import Levy
from tests.treasury.conftest import TODAY

NEXT_YEAR = datetime.date(2027, 1, 1)


def membership_of(member_id: int, season: Season | None = None) -> Membership:
    found = memberships_of(member_id)
    return next(each for each in found if season is None or each.season == season)


def pay(books, member_id, amount=5000, *, membership=None):
    """A payment for the latest membership of a member."""
    row = membership or membership_of(member_id)
    lines = (Line(books.cash.id, amount), Line(books.dues.id, -amount, member_id, row.id))
    return post(Draft("dues", TODAY, lines, method="cash"), today=TODAY)


def fine(books, *ids, amount=700, season_id=None):
    data = LevyData("fine", "Lost book", books.dues.id, amount, TODAY, season_id)
    charge(ids, data)
    return Levy.select().order_by(Levy.id.desc()).first()


def opening_of(books, ids=None):
    season = season_offers(TODAY)[0]
    return propose_opening(who_belonged_before(season) if ids is None else ids, season, today=TODAY)


# Opening a season


def test_the_next_season_is_offered_and_not_yet_there(books):
    offers = season_offers(TODAY)
    assert [each.label for each in offers] == ["2027", "2026"]
    assert proposed_season(TODAY).label == "2027"
    Membership.delete().execute()
    assert proposed_season(TODAY) == books.season
    Season.delete().execute()
    assert [each.label for each in season_offers(TODAY)] == ["2027", "2026"]
    assert who_belonged_before(proposed_season(TODAY)) == []


def test_everybody_is_carried_over_with_the_fee_of_the_new_season(books):
    save_category(CategoryData("Individual", fee=6000), category_id=books.category.id, today=TODAY)
    opening = opening_of(books)
    assert (opening.is_new, opening.due, opening.left_out) == (True, 12000, {})
    assert opening.fees == [FeeChange("Individual", 5000, 6000, 2)]
    assert Membership.select().count() == 2 and Season.select().count() == 1
    assert open_for(opening) == 2
    assert [row.fee_due for row in memberships_of(books.awa)] == [6000, 5000]
    assert Season.select().count() == 2


def test_who_paid_a_share_for_joining_late_pays_no_other_fee_than_before(books):
    late = CategoryData("Individual", fee=5000, pro_rata="100,92,83,75,67,58,50,42,33,25,17,8")
    save_category(late, category_id=books.category.id, today=TODAY)
    # Ben joined in the seventh month, and Awa pays less than the share by an agreement.
    for member_id, fee in ((books.ben, 2500), (books.awa, 2000)):
        joined = datetime.date(2026, 7, 3)
        Membership.update(starts_on=joined, fee_due=fee).where(Membership.member == member_id).execute()
    assert opening_of(books).fees == [FeeChange("Individual", 2000, 5000, 1)]
    save_category(replace(late, fee=6000), category_id=books.category.id, today=TODAY)
    fees = opening_of(books).fees
    assert fees == [FeeChange("Individual", 2000, 6000, 1), FeeChange("Individual", 5000, 6000, 1)]


def test_working_it_out_tells_how_far_it_is_and_can_be_stopped(books):
    told = []
    season = season_offers(TODAY)[0]
    propose_opening([books.awa], season, today=TODAY, progress=lambda *far: told.append(far))
    assert told == [(1, 4), (2, 4), (3, 4)]

    def stop(_done, _total):
        raise Cancelled

    with pytest.raises(Cancelled):
        propose_opening([books.awa], season, today=TODAY, progress=stop)


def test_opening_twice_changes_nothing_and_undo_restores(books):
    before = last_undoable()
    open_for(opening_of(books))
    again = propose_opening([books.awa, books.ben], Season.get(Season.label == "2027"), today=TODAY)
    assert set(again.left_out.values()) == {"already"} and open_for(again) == 0
    assert str(last_undoable()) == "Open the season 2027 for 2 members"
    undo(last_undoable().id)
    assert last_undoable() == before
    assert Membership.select().count() == 2 and Season.select().count() == 1


def test_of_one_member_the_operation_speaks_in_the_singular(books):
    open_for(opening_of(books, [books.awa]))
    assert str(last_undoable()) == "Open the season 2027 for one member"


def test_who_left_died_or_was_never_enrolled_is_left_out_with_the_reason(books):
    gone, dead, archived, never = (books.member(name) for name in ("Gone", "Dead", "Archived", "Never"))
    Member.update(resigned_on=TODAY).where(Member.id == gone).execute()
    Member.update(deceased_on=TODAY).where(Member.id == dead).execute()
    Member.update(archived_on=TODAY).where(Member.id == archived).execute()
    Membership.delete().where(Membership.member == never).execute()
    life = save_category(CategoryData("Life", exempt=True, for_life=True))
    for_life = books.member("Life")
    Membership.delete().where(Membership.member == for_life).execute()
    save_membership(for_life, proposed_membership(books.season, life))
    opening = opening_of(books, [gone, dead, archived, never, for_life, books.awa])
    assert opening.left_out == {
        gone: "left", dead: "dead", archived: "archived", never: "never", for_life: "life",
    }  # fmt: skip
    assert [member_id for member_id, _data in opening.enrolment.rows] == [books.awa]


def test_moves_by_age_and_missing_proofs_are_told(books):
    student = save_category(
        CategoryData("Student", fee=1000, max_age=25, moves_to_id=books.category.id, proof="Student card")
    )
    young, old = (
        save_member(
            MemberData(family_name=name, joined_on=TODAY, birth_date=born),
            today=TODAY,
            conventions=books.conventions,
        ).id
        for name, born in (("Young", datetime.date(2008, 1, 1)), ("Old", datetime.date(2000, 6, 1)))
    )
    for each in (young, old):
        save_membership(each, proposed_membership(books.season, student))
    opening = opening_of(books)
    assert opening.moved == {old: ("Student", "Individual")}
    assert opening.lacking == {young: "Student card"}
    save_proof(young, ProofData("Student card", TODAY, datetime.date(2027, 9, 30)), today=TODAY)
    assert opening_of(books).lacking == {}


def test_a_rolling_category_does_not_make_the_season_twice(books):
    rolling = save_category(CategoryData("Rolling", fee=2000, rolling=True))
    one = books.member("Rolling")
    Membership.delete().where(Membership.member == one).execute()
    data = proposed_membership(books.season, books.category)
    data.category_id, data.starts_on, data.ends_on = (
        rolling.id, datetime.date(2026, 1, 1), datetime.date(2026, 12, 31),
    )  # fmt: skip
    save_membership(one, data)
    opening = opening_of(books)
    open_for(opening)
    assert [each.label for each in Season.select().order_by(Season.starts_on)] == ["2026", "2027"]
    assert membership_of(one).season.label == "2027"


def test_a_future_season_can_be_paid_ahead_and_then_stays(books):
    open_for(opening_of(books))
    operation = last_undoable()
    pay(books, books.awa)
    assert [due.left for due in dues_of([books.awa])] == [5000, 0]
    with pytest.raises(Changed, match="depends on it"):
        undo(operation.id)
    assert Membership.select().count() == 4


# The list


def test_the_list_says_due_paid_and_left(books):
    pay(books, books.awa, 2000)
    fine(books, books.ben, season_id=books.season.id)
    held = balances(DuesChoice(season_id=books.season.id), today=TODAY)
    assert held.ids == [books.awa, books.ben]
    assert (held.due, held.paid) == ({books.awa: 5000, books.ben: 5700}, {books.awa: 2000, books.ben: 0})
    assert (held.left(books.awa), held.left(-1)) == (3000, 0)
    assert held.sums(held.ids) == (10700, 2000, 8700)


def test_all_seasons_add_up_and_levies_without_a_season_count_there(books):
    open_for(opening_of(books))
    fine(books, books.awa)
    pay(books, books.awa, 5000)
    everything = balances(DuesChoice(), today=TODAY)
    assert everything.due == {books.awa: 10700, books.ben: 10000}
    assert everything.paid == {books.awa: 5000, books.ben: 0}
    assert {each: everything.left(each) for each in everything.ids} == left_to_pay()
    of_season = balances(DuesChoice(season_id=books.season.id), today=TODAY)
    assert of_season.paid == {books.awa: 0, books.ben: 0}
    of_category = balances(DuesChoice(category_id=books.category.id), today=TODAY)
    assert of_category.due == {books.awa: 10000, books.ben: 10000}


def test_the_list_is_asked_by_state_category_filter_and_ids(books):
    pay(books, books.awa)
    other = save_category(CategoryData("Other", fee=100))

    def ids(**choice):
        return balances(DuesChoice(season_id=books.season.id, **choice), today=TODAY).ids

    assert ids(state="paid") == [books.awa]
    assert ids(state="left") == ids(state="nothing") == [books.ben]
    assert ids(state="part") == ids(state="too_much") == ids(state="free") == []
    assert (ids(category_id=other.id), ids(category_id=books.category.id)) == ([], [books.awa, books.ben])
    assert ids(ids=(books.ben,)) == [books.ben]
    named = Group(True, (Condition("family_name", "contains", ("ben",)),))
    assert ids(filter=named) == [books.ben]


@pytest.mark.parametrize("order", ORDERS)
def test_the_list_is_put_in_order(books, order):
    pay(books, books.ben, 1)
    choice = DuesChoice(season_id=books.season.id)
    up = balances(choice, today=TODAY, order=order).ids
    down = balances(choice, today=TODAY, order=order, descending=True).ids
    assert set(up) == set(down) == {books.awa, books.ben}
    if order in ("name", "number", "paid", "state"):
        assert (up, down) == ([books.awa, books.ben], [books.ben, books.awa])


@pytest.mark.parametrize(
    ("due", "paid", "state"),
    [
        (0, 0, "free"),
        (5, 0, "nothing"),
        (5, 2, "part"),
        (5, 5, "paid"),
        (5, 6, "too_much"),
        (0, 1, "too_much"),
    ],
)
def test_how_somebody_stands(due, paid, state):
    assert state_of(due, paid) == state and state in STATES


def test_a_row_names_the_member_and_the_category_of_the_season(books):
    row = rows([books.awa], season_id=books.season.id)[books.awa]
    assert (row.name, row.category, row.gone) == ("Awa", "Individual", False)
    Member.update(archived_on=TODAY).where(Member.id == books.awa).execute()
    assert rows([books.awa, -1], season_id=None)[books.awa].gone


# What is due


def due_now(books, fee=5000, reduction=0, reason="", parts=()):
    change_due(
        membership_of(books.awa).id, fee_due=fee, reduction=reduction, reason=reason, parts=parts,
        conventions=books.conventions,
    )  # fmt: skip


def test_what_is_due_is_changed_and_undone(books):
    due_now(books, 4000, 500, "Helps at the stall")
    row = membership_of(books.awa)
    assert (row.fee_due, row.reduction, row.reduction_reason) == (4000, 500, "Helps at the stall")
    undo(last_undoable().id)
    assert membership_of(books.awa).to_pay == 5000


def test_less_than_what_was_paid_cannot_be_due(books):
    entry = pay(books, books.awa, 3000)
    with pytest.raises(Invalid) as refused:
        due_now(books, 2000)
    assert "was paid for it already" in refused.value.problems["fee_due"]
    with pytest.raises(Invalid) as refused:
        due_now(books, reduction=2500, reason="Student")
    assert "was paid for it already" in refused.value.problems["reduction"]
    due_now(books, 3000)
    reverse(entry.id, on=TODAY, reason="Slip", today=TODAY)
    due_now(books, 2000)


def test_another_fee_asks_for_the_plan_again(books):
    parts = (Part(TODAY, 2000), Part(NEXT_YEAR, 3000))
    row = membership_of(books.awa)
    save_plan(row.id, parts, conventions=books.conventions)
    with pytest.raises(Invalid, match="add up"):
        due_now(books, 4000, parts=parts)
    with pytest.raises(Invalid) as refused:
        data = proposed_membership(books.season, books.category)
        data.fee_due = 4000
        save_membership(books.awa, data, membership_id=row.id)
    assert "paid in parts" in refused.value.problems["fee_due"]
    due_now(books, 4000, parts=(Part(TODAY, 4000),))
    assert plan_of(row.id) == [Part(TODAY, 4000)] and membership_of(books.awa).to_pay == 4000
    undo(last_undoable().id)
    assert tuple(plan_of(row.id)) == parts and membership_of(books.awa).to_pay == 5000


def test_a_membership_with_payments_or_a_plan_stays(books):
    row = membership_of(books.awa)
    save_plan(row.id, (Part(TODAY, 5000),), conventions=books.conventions)
    with pytest.raises(Refused, match="paid in parts"):
        remove_membership(row.id)
    save_plan(row.id, (), conventions=books.conventions)
    entry = pay(books, books.awa)
    reverse(entry.id, on=TODAY, reason="Slip", today=TODAY)
    with pytest.raises(Refused, match="Payments were booked"):
        remove_membership(row.id)
    remove_membership(membership_of(books.ben).id)
    with pytest.raises(Refused, match="no longer there"):
        change_due(-1, fee_due=0, reduction=0, reason="", parts=(), conventions=books.conventions)


# Payers


def test_the_payer_of_a_household_settles_for_its_people(books):
    save_household(HouseholdData("Family", [books.awa, books.ben], books.ben))
    pay(books, books.awa, 2000)
    assert settles_for(books.awa) == [books.awa]
    assert (who_pays_for(books.awa), who_pays_for(books.ben)) == (["Family, Ben pays"], [])
    assert [(due.member_id, due.left) for due in open_dues(books.ben, others=settles_for(books.ben))] == [
        (books.ben, 5000), (books.awa, 3000),
    ]  # fmt: skip
    pay(books, books.ben)
    assert [due.member_id for due in open_dues(books.ben, others=settles_for(books.ben))] == [books.awa]


def test_an_institution_settles_for_the_people_who_work_there(books):
    house = save_member(
        MemberData(kind=INSTITUTION, name="Library"), today=TODAY, conventions=books.conventions
    )
    Member.update(employer=house).where(Member.id == books.ben).execute()
    assert settles_for(house.id) == [house.id, books.ben]
    assert (who_pays_for(books.ben), who_pays_for(house.id)) == (["Works for Library"], [])
    assert [due.member_id for due in open_dues(house.id, others=settles_for(house.id))] == [books.ben]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from(("pay", "levy", "reverse", "due")), st.integers(1, 6000)), max_size=10)
)
def test_the_balance_is_due_less_paid_plus_reversed(books, steps):
    someone = books.member(f"Member {Member.select().count()}")
    due, paid, entries = 5000, 0, []
    for what, amount in steps:
        if what == "pay":
            entries.append((pay(books, someone, amount), amount))
            paid += amount
        elif what == "levy":
            fine(books, someone, amount=amount)
            due += amount
        elif what == "reverse" and entries:
            entry, amount = entries.pop()
            reverse(entry.id, on=TODAY, reason="Slip", today=TODAY)
            paid -= amount
        elif what == "due" and amount >= paid:
            row = membership_of(someone)
            due += amount - row.to_pay
            change_due(
                row.id, fee_due=amount, reduction=0, reason="", parts=(), conventions=books.conventions
            )
    held = balances(DuesChoice(), today=TODAY)
    assert (held.due[someone], held.paid[someone]) == (due, paid)
    assert sum(each.left for each in dues_of([someone])) == left_to_pay()[someone] == held.left(someone)
