"""A member's page is saved whole: one operation, taken back by one Undo; a wrong part leaves nothing behind."""

from dataclasses import replace

import pytest

from assoc_desktop.association.records import Season
from assoc_desktop.members.admission import save_member_page
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.memberships import memberships_of, proposed_membership
from assoc_desktop.members.records import Category, Member
from assoc_desktop.members.rules import read_member
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
