"""Reductions that nobody pays, or a fund does."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assoc_desktop.members.memberships import memberships_of, remove_membership
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.history import last_undoable
from assoc_desktop.storage.undoing import undo
from assoc_desktop.treasury.accounts import first_account
from assoc_desktop.treasury.balances import dues_of
from assoc_desktop.treasury.checking import check_books
from assoc_desktop.treasury.ledger import Draft, Line, post, reverse, text_of
from assoc_desktop.treasury.plans import Part, save_plan
from assoc_desktop.treasury.records import Account, Entry, Subsidy
from assoc_desktop.treasury.subsidies import SubsidyData, give, left_in, subsidy_of, take_back
from tests.treasury.conftest import TODAY


def membership(member_id):
    return memberships_of(member_id)[0]


def give_to(books, member_id, kind="student", amount=2000, reason="", fund=None):
    data = SubsidyData(kind, amount, reason, fund)
    give(membership(member_id).id, data, on=TODAY, today=TODAY, conventions=books.conventions)


def take_from(books, member_id):
    take_back(membership(member_id).id, on=TODAY, today=TODAY)


def filled_fund(books, amount=3000):
    fund = first_account("fund")
    post(Draft("income", TODAY, (Line(books.cash.id, amount), Line(fund.id, -amount))), today=TODAY)
    return fund.id


def test_a_reduction_that_nobody_pays_is_not_asked_for(books):
    give_to(books, books.awa)
    row = membership(books.awa)
    assert (row.to_pay, row.reduction_reason) == (3000, "Student")
    given = subsidy_of(row.id)
    assert (given.kind, given.amount, given.fund) == ("student", 2000, "")
    with pytest.raises(Refused, match="already"):
        give_to(books, books.awa)
    with pytest.raises(Refused, match="reduction was given"):
        remove_membership(row.id)
    take_from(books, books.awa)
    assert membership(books.awa).to_pay == 5000 and subsidy_of(row.id) is None
    undo(last_undoable().id)
    assert membership(books.awa).to_pay == 3000 and subsidy_of(row.id).amount == 2000


def test_a_fund_pays_by_an_entry_and_gets_it_back(books):
    fund = filled_fund(books)
    give_to(books, books.awa, "hardship", 2000, "Lost her work", fund)
    row = membership(books.awa)
    assert [(due.due, due.paid, due.left) for due in dues_of([books.awa])] == [(5000, 2000, 3000)]
    assert (left_in(fund), row.reduction) == (1000, 0)
    assert (subsidy_of(row.id).amount, subsidy_of(row.id).fund) == (2000, "Solidarity fund")
    take_from(books, books.awa)
    assert (left_in(fund), dues_of([books.awa])[0].left, subsidy_of(row.id)) == (3000, 5000, None)
    assert check_books() == []


def test_no_entry_of_a_fund_names_the_member(books):
    fund = filled_fund(books)
    give_to(books, books.awa, "hardship", fund=fund)
    take_from(books, books.awa)
    season, name = membership(books.awa).season.label, membership(books.awa).member.family_name
    entries = list(Entry.select().where(Entry.kind.in_(("subsidy", "reversal"))))
    assert [text_of(each) for each in entries] == [f"Hardship, {season}"] * 2
    assert name and not any(name in f"{text_of(each)}{each.reference}{each.through}" for each in entries)


def test_a_fund_gives_no_more_than_it_has(books):
    fund = filled_fund(books, 500)
    with pytest.raises(Invalid) as refused:
        give_to(books, books.awa, amount=501, fund=fund)
    assert "is left in Solidarity fund" in refused.value.problems["account_id"]
    give_to(books, books.awa, amount=500, fund=fund)


def test_an_entry_reversed_in_the_cash_book_makes_room_for_another(books):
    fund = filled_fund(books)
    give_to(books, books.awa, fund=fund)
    entry = Subsidy.get().entry
    reverse(entry.id, on=TODAY, reason="Slip", today=TODAY)
    assert subsidy_of(membership(books.awa).id) is None
    with pytest.raises(Refused, match="no reduction"):
        take_from(books, books.awa)
    give_to(books, books.awa, fund=fund)
    assert Subsidy.select().count() == 1 and left_in(fund) == 1000


WRONG = {
    "kind": ({"kind": "rich"}, "kind"),
    "nothing": ({"amount": 0}, "amount"),
    "too much": ({"amount": 5001}, "amount"),
    "no reason": ({"kind": "other"}, "reason"),
    "no fund": ({"fund": -1}, "account_id"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told(books, name):
    values, field = WRONG[name]
    with pytest.raises(Invalid) as refused:
        give_to(books, books.awa, **values)
    assert list(refused.value.problems) == [field]
    assert not Subsidy.select().exists()


def test_an_archived_fund_pays_nothing(books):
    fund = filled_fund(books)
    Account.update(archived=True).where(Account.id == fund).execute()
    with pytest.raises(Invalid):
        give_to(books, books.awa, fund=fund)


def test_a_plan_and_another_reduction_stand_in_the_way(books):
    row = membership(books.awa)
    save_plan(row.id, (Part(TODAY, 5000),), conventions=books.conventions)
    with pytest.raises(Refused, match="paid in parts"):
        give_to(books, books.awa)
    save_plan(row.id, (), conventions=books.conventions)
    row.reduction, row.reduction_reason = 100, "Helps"
    row.save()
    with pytest.raises(Refused, match="reduced already: Helps"):
        give_to(books, books.awa)
    with pytest.raises(Refused, match="no longer there"):
        give(-1, SubsidyData("student", 1), on=TODAY, today=TODAY, conventions=books.conventions)


def test_the_dues_account_is_found_by_either_chart_or_the_first_income(books):
    fund = filled_fund(books)
    Account.update(code="X").where(Account.id == books.dues).execute()
    give_to(books, books.awa, fund=fund)
    assert Entry.select().where(Entry.kind == "subsidy").count() == 1


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.booleans(), st.integers(1, 6000)), max_size=8))
def test_the_fund_and_the_dues_agree_under_any_sequence(books, steps):
    someone = books.member(f"Member {Entry.select().count()}")
    fund = filled_fund(books, 2500)
    had, given = left_in(fund), 0
    for gives, amount in steps:
        try:
            if gives:
                give_to(books, someone, "remote", amount, fund=fund)
                given = amount
            else:
                take_from(books, someone)
                given = 0
        except Refused:
            continue
        assert left_in(fund) == had - given >= 0
        assert dues_of([someone])[0].left == 5000 - given
    assert check_books() == []
