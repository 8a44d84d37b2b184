"""Two records of one member are brought together: plans, reductions, levies and payments add up, or it is said what to do."""

from __future__ import annotations

import pytest

from assoc_desktop.members.data import CategoryData
from assoc_desktop.members.duplicates.merging import merge
from assoc_desktop.members.duplicates.proposing import merged
from assoc_desktop.members.memberships import memberships_of, save_category
from assoc_desktop.members.records import Member, Membership
from assoc_desktop.members.rules import read_member
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.database import database
from assoc_desktop.storage.history import last_undoable
from assoc_desktop.storage.undoing import undo
from assoc_desktop.treasury.accounts import first_account
from assoc_desktop.treasury.balances import dues_of
from assoc_desktop.treasury.checking import check_books
from assoc_desktop.treasury.desk import CREDIT, Payment, Share, reverse_receipt, take_payment
from assoc_desktop.treasury.ledger import Draft, Line, post
from assoc_desktop.treasury.levies import LevyData, charge
from assoc_desktop.treasury.plans import plan_of, proposed_plan, save_plan
from assoc_desktop.treasury.records import Instalment, Levy, Receipt, Subsidy
from assoc_desktop.treasury.subsidies import SubsidyData, give, subsidy_of
from tests.treasury.conftest import TODAY


def row_of(member_id):
    return memberships_of(member_id)[0]


def bring(books, keep, other, **options):
    data = merged(read_member(keep), read_member(other))
    return merge(keep, other, data, today=TODAY, conventions=books.conventions, **options)


def pay(member_id, amount, **values):
    return take_payment(Payment(amount, TODAY, member_id=member_id, **values), today=TODAY)


def plan(books, member_id, count, due=5000):
    save_plan(row_of(member_id).id, proposed_plan(due, count, TODAY), conventions=books.conventions)


def reduce(books, member_id, amount, fund=None, kind="student"):
    data = SubsidyData(kind, amount, account_id=fund)
    give(row_of(member_id).id, data, on=TODAY, today=TODAY, conventions=books.conventions)


def filled_fund(books):
    fund = first_account("fund")
    post(Draft("transfer", TODAY, (Line(books.cash.id, 9000), Line(fund.id, -9000))), today=TODAY)
    return fund.id


def assert_adds_up(member_id):
    for row in memberships_of(member_id):
        parts = plan_of(row.id)
        assert not parts or sum(part.amount for part in parts) == row.to_pay
    assert all(due.left >= 0 for due in dues_of([member_id]))
    assert list(database.execute_sql("PRAGMA foreign_key_check")) == []
    assert check_books() == []


@pytest.mark.parametrize(("mine", "its", "kept"), [(2, 3, 2), (0, 3, 3), (2, 0, 2), (0, 0, 0)])
def test_of_two_plans_that_of_the_membership_that_stays_is_kept(books, mine, its, kept):
    for member, count in ((books.awa, mine), (books.ben, its)):
        if count:
            plan(books, member, count)
    before = Instalment.select().count()
    bring(books, books.awa, books.ben)
    assert len(plan_of(row_of(books.awa).id)) == kept == Instalment.select().count()
    assert_adds_up(books.awa)
    undo(last_undoable().id)
    assert Instalment.select().count() == before
    assert len(plan_of(row_of(books.ben).id)) == its


def test_a_plan_that_would_not_add_up_goes_with_its_membership(books):
    cheap = save_category(CategoryData("Young", fee=1000))
    Membership.update(category=cheap, fee_due=1000).where(Membership.member == books.ben).execute()
    plan(books, books.ben, 2, due=1000)
    bring(books, books.awa, books.ben)
    assert not Instalment.select().exists()
    assert_adds_up(books.awa)


def test_payments_follow_as_long_as_no_more_is_paid_than_is_due(books):
    pay(books.awa, 2000)
    pay(books.ben, 3000)
    bring(books, books.awa, books.ben)
    assert [(due.due, due.paid) for due in dues_of([books.awa])] == [(5000, 5000)]
    assert_adds_up(books.awa)


def test_paid_twice_is_told_with_what_to_do_and_changes_nothing(books):
    pay(books.awa, 5000)
    pay(books.ben, 5000)
    with pytest.raises(
        Refused, match=r"FCFA\s?10,000 was paid for both together, and .*5,000 is due.*as credit"
    ) as told:
        bring(books, books.awa, books.ben)
    assert "2026" in str(told.value)
    assert Member.select().where(Member.id == books.ben).exists() and len(dues_of([books.ben])) == 1
    # What the sentence says helps.
    reverse_receipt(Receipt.get(Receipt.member == books.ben).id, on=TODAY, reason="Paid twice", today=TODAY)
    pay(books.ben, 5000, shares=(), rest=CREDIT)
    bring(books, books.awa, books.ben)
    assert_adds_up(books.awa)


def test_the_dearer_membership_may_stay_when_more_was_paid_for_it(books):
    Membership.update(fee_due=8000).where(Membership.member == books.ben).execute()
    pay(books.ben, 8000)
    dearer = row_of(books.ben)
    with pytest.raises(Refused, match="Keep the other membership"):
        bring(books, books.awa, books.ben, staying={books.season.id: row_of(books.awa).id})
    bring(books, books.awa, books.ben, staying={books.season.id: dearer.id})
    assert [(due.due, due.paid) for due in dues_of([books.awa])] == [(8000, 8000)]
    assert_adds_up(books.awa)


def test_a_reduction_goes_with_its_membership_and_what_a_fund_paid_follows(books):
    reduce(books, books.ben, 1000)
    bring(books, books.awa, books.ben, staying={books.season.id: row_of(books.awa).id})
    assert not Subsidy.select().exists() and row_of(books.awa).to_pay == 5000
    eve = books.member("Eve")
    reduce(books, eve, 2000, filled_fund(books))
    bring(books, books.awa, eve, staying={books.season.id: row_of(books.awa).id})
    assert subsidy_of(row_of(books.awa).id).amount == 2000
    assert [(due.due, due.paid) for due in dues_of([books.awa])] == [(5000, 2000)]
    assert_adds_up(books.awa)


def test_two_reductions_of_which_a_fund_paid_one_are_told(books):
    reduce(books, books.awa, 1000)
    reduce(books, books.ben, 2000, filled_fund(books))
    with pytest.raises(Refused, match="Both have a reduction for 2026, and a fund paid for one"):
        bring(books, books.awa, books.ben, staying={books.season.id: row_of(books.awa).id})
    assert subsidy_of(row_of(books.ben).id).amount == 2000


def test_what_both_were_charged_for_is_asked_once(books):
    fair = LevyData("event", "Fair", books.dues.id, 300, TODAY)
    charge([books.awa, books.ben], fair)
    charge([books.ben], LevyData("event", "Trip", books.dues.id, 900, TODAY))
    paid = Levy.get(Levy.member == books.ben, Levy.text == "Fair")
    pay(books.ben, 300, shares=(Share(books.ben, 300, levy_id=paid.id),))
    bring(books, books.awa, books.ben)
    open_levies = [(each.text, each.id) for each in Levy.select().where(Levy.cancelled_on.is_null())]
    assert sorted(text for text, _id in open_levies) == ["Fair", "Trip"]
    assert ("Fair", paid.id) in open_levies, "the one that was paid stays"
    gone = Levy.get(Levy.cancelled_on.is_null(False))
    assert (gone.cancelled_on, gone.cancelled_because[:13]) == (TODAY, "Charged twice")
    assert sum(due.left for due in dues_of([books.awa])) == 5900
    assert_adds_up(books.awa)
    undo(last_undoable().id)
    assert Levy.select().where(Levy.cancelled_on.is_null()).count() == 3


def test_levies_that_were_both_paid_or_differ_stay(books):
    for amount in (300, 300, 400):
        charge([books.awa, books.ben], LevyData("event", "Fair", books.dues.id, amount, TODAY))
    for levy in Levy.select().where(Levy.amount == 400):
        pay(levy.member_id, 400, shares=(Share(levy.member_id, 400, levy_id=levy.id),))
    bring(books, books.awa, books.ben)
    standing = sorted(each.amount for each in Levy.select().where(Levy.cancelled_on.is_null()))
    assert standing == [300, 300, 400, 400], "charged twice each, so asked twice"
    assert_adds_up(books.awa)
