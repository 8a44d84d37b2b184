"""The page that enrols many: before anything is written it says who would be, and why nobody would."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from assoc_desktop.association.records import Season
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.filters.model import Condition, Group
from assoc_desktop.members.filters.saved import save_filter
from assoc_desktop.members.memberships import enrol
from assoc_desktop.members.records import Category, Member, Membership
from assoc_desktop.members.rules import record_leaving
from assoc_desktop.members.tab.enrol import EnrolPage
from tests.screens import click, press, show_page, texts_shown


@pytest.fixture
def people(save):
    return [save(family_name=name) for name in ("Here", "Gone", "Dead")]


@pytest.fixture
def page(desk, people, qtbot):
    record_leaving(people[1], "resigned_on", date(2026, 3, 1))
    record_leaving(people[2], "deceased_on", date(2026, 3, 1))

    def open_page(*ids):
        found = show_page(qtbot, EnrolPage(desk, ids, Season.get()))
        found.category.set_value(individual().id)
        found._tell()
        return found

    return open_page


def individual():
    return Category.get(Category.name == "Individual")


def told(page):
    return "\n".join(texts_shown(page))


def test_who_left_stays_out_and_the_others_are_enrolled(page, people):
    shown = page(*people)
    assert "1 member is enrolled" in told(shown)
    assert "Gone: Resigned on 01/03/2026: enrol on the page of whoever comes back." in told(shown)
    click(shown.save_button)
    assert [row.member_id for row in Membership.select()] == [people[0]]


def test_the_button_is_off_when_nobody_would_be_enrolled_and_the_page_says_why(page, people):
    shown = page(*people[1:])
    assert not shown.save_button.isEnabled()
    assert "Nobody would be enrolled." in told(shown)
    assert "1 died or was erased and is left out." in told(shown)
    assert "Resigned on 01/03/2026" in told(shown)
    assert not shown.save_now()
    assert not Membership.select().exists()


def test_the_button_is_off_for_those_who_are_enrolled_already_and_on_for_the_choice_of_a_category(
    page, people
):
    enrol(people[:1], Season.get(), individual())
    shown = page(people[0])
    assert not shown.save_button.isEnabled()
    assert "1 is enrolled already and left as they are." in told(shown)
    shown.category.set_value(None)
    shown._tell()
    assert shown.save_button.isEnabled()


def test_the_button_is_off_for_a_category_of_others_and_for_a_filter_without_anybody(page, people, save):
    save(MemberData(kind="institution", name="Library"))
    library = Member.get(Member.name == "Library").id
    shown = page(people[0], library)
    shown.category.set_choices([(individual().id, "For persons")])
    shown.category.set_value(individual().id)
    Category.update(applies_to="person").where(Category.id == individual().id).execute()
    shown._tell()
    assert "cannot have the category" in told(shown)
    assert not shown.save_button.isEnabled()
    save_filter("De nulle part", Group(True, (Condition("town", "is", ("nowhere",)),)))
    shown = page(people[0])
    press(shown.who.box, Qt.Key.Key_End)
    assert shown.who.box.currentText() == "Saved filter: De nulle part"
    shown.category.set_value(individual().id)
    shown._tell()
    assert not shown.save_button.isEnabled()
    assert "This filter lets nobody through." in told(shown)
