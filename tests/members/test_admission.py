"""A member's page is saved whole: one operation, taken back by one Undo; a wrong part leaves nothing behind."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from assoc_desktop.association.records import Season
from assoc_desktop.association.rules import add_season
from assoc_desktop.members.admission import forecast, save_member_page
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.memberships import (
    enrol,
    memberships_of,
    propose_enrolment,
    proposed_membership,
    save_membership,
)
from assoc_desktop.members.records import Category, Member
from assoc_desktop.members.rules import read_member, record_leaving
from assoc_desktop.refusals import Invalid
from assoc_desktop.storage import attachment
from assoc_desktop.storage.history import last_undoable, recent_operations
from assoc_desktop.storage.undoing import undo

DATA = MemberData(family_name="Example", given_name="Awa")


@pytest.fixture
def enrolment(file):
    return proposed_membership(Season.get(), Category.get(Category.name == "Individual"))


def test_a_new_member_with_photo_and_membership_is_one_operation(conventions, today, enrolment):
    before = len(recent_operations())
    data = replace(DATA, joined_on=today)
    member = save_member_page(data, b"photo", today=today, conventions=conventions, enrolment=enrolment)
    assert len(recent_operations()) == before + 1
    assert attachment.read(member.photo_id) == b"photo"
    assert member.number == "0001"
    assert [row.fee_due for row in memberships_of(member.id)] == [5000]
    undo(last_undoable().id)
    assert Member.select().count() == 0


def test_a_category_for_others_leaves_nothing_behind(conventions, today, enrolment):
    wrong = replace(enrolment, category_id=Category.get(Category.name == "Institution").id)
    with pytest.raises(Invalid) as refused:
        save_member_page(DATA, None, today=today, conventions=conventions, enrolment=wrong)
    assert list(refused.value.problems) == ["category_id"]
    assert Member.select().count() == 0


def test_the_photo_is_replaced_and_removed(conventions, today):
    member = save_member_page(DATA, b"one", today=today, conventions=conventions)
    data = read_member(member.id)
    save_member_page(data, b"two", today=today, conventions=conventions, member_id=member.id)
    assert attachment.read(read_member(member.id).photo_id) == b"two"
    save_member_page(data, None, today=today, conventions=conventions, member_id=member.id)
    assert read_member(member.id).photo_id is None


def test_saving_what_is_unchanged_leaves_no_trace(conventions, today):
    member = save_member_page(DATA, b"one", today=today, conventions=conventions)
    before = len(recent_operations())
    data = read_member(member.id)
    save_member_page(data, b"one", today=today, conventions=conventions, member_id=member.id)
    assert len(recent_operations()) == before


def test_who_left_is_not_enrolled_with_others_and_the_forecast_says_why(conventions, today, save):
    season = Season.get()
    names = ("Resigned", "Struck", "Third", "Fourth", "Back", "Later", "Announced", "Here")
    ids = {name: save(family_name=name, joined_on=date(2020, 1, 1)) for name in names}
    for name in ("Resigned", "Third", "Fourth", "Back"):
        record_leaving(ids[name], "resigned_on", date(2025, 5, 1))
    record_leaving(ids["Struck"], "struck_off_on", date(2025, 6, 1), reason="x")
    record_leaving(ids["Later"], "resigned_on", season.ends_on + timedelta(days=1))
    record_leaving(ids["Announced"], "resigned_on", season.ends_on)
    save(replace(read_member(ids["Back"]), joined_on=date(2026, 2, 1)), ids["Back"])
    plan = propose_enrolment(list(ids.values()), season, Category.get(Category.name == "Individual"))
    assert [member_id for member_id, _data in plan.rows] == [ids["Back"], ids["Later"], ids["Here"]]
    assert plan.gone == plan.never == 0
    told = forecast(plan, today, conventions)
    assert told[1:] == [
        "5 left and are left out:",
        "Resigned: Resigned on 01/05/2025: enrol on the page of whoever comes back.",
        "Struck: Was struck off on 01/06/2025: enrol on the page of whoever comes back.",
        "Third: Resigned on 01/05/2025: enrol on the page of whoever comes back.",
        "… and 2 more",
    ]


def test_who_comes_back_is_enrolled_on_their_own_page_and_with_others_again_afterwards(save, enrolment):
    back = save(family_name="Back")
    record_leaving(back, "resigned_on", date(2025, 5, 1))
    season, category = Season.get(), Category.get(Category.name == "Individual")
    assert enrol([back], season, category) == 0
    save_membership(back, enrolment)
    assert [row.season for row in memberships_of(back)] == [season]
    following = add_season("2027", date(2027, 1, 1), date(2027, 12, 31))
    assert enrol([back], following, category) == 1
