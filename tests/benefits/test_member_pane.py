"""What a member's page and the details beside the list show of benefits; the desk hands it to the members."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from assoc_desktop.benefits.catalogue import BenefitData, archive_benefit, benefits, save_benefit
from assoc_desktop.benefits.listing import told_of_member
from assoc_desktop.benefits.tab import BenefitsTab
from assoc_desktop.members.forms.member_page import MemberPage
from assoc_desktop.members.memberships import memberships_of
from assoc_desktop.members.records import Category, Member
from assoc_desktop.members.tab.facts import read_facts
from assoc_desktop.window.member_panes import member_panes
from tests.benefits.conftest import TODAY
from tests.screens import button, click, press, show_page, texts_shown


@pytest.fixture
def desk(club_desk):
    """The desk of a window: it hands the panes in."""
    club_desk.member_panes = member_panes
    return club_desk


@pytest.fixture
def page(desk, club, qtbot):
    """The page of Awa, at her benefits."""
    found = show_page(qtbot, MemberPage(desk, club.awa))
    found.show_part("benefits")
    return found


def rows(pane):
    return [tuple(row.texts.values()) for row in pane._rows.values()]


def test_the_page_shows_what_is_used_and_left_and_why_not(club, desk, page, qtbot):
    club.use(club.awa)
    desk.changed.emit()
    pane = page.pane("benefits")
    assert rows(pane) == [
        ("Training", "1", "1 / 2", "Entitled", "1 of 2 left in the season."),
        ("Loan", "0", "", "Entitled", "As often as wanted."),
    ]
    other = show_page(qtbot, MemberPage(desk, club.ben))
    other.show_part("benefits")
    assert rows(other.pane("benefits"))[0] == (
        "Training", "0", "", "Not entitled", "The category Student is not entitled to it.",
    )  # fmt: skip
    assert [page.tabs.tabText(at) for at in (5, 6)] == ["Benefits", "Timeline"]
    assert page.timeline() is page.pane("timeline")


@pytest.mark.parametrize("way", ["button", "key"])
def test_a_use_is_recorded_at_the_desk(club, desk, page, way):
    pane, wanted = page.pane("benefits"), []
    desk.wanted.connect(lambda tab, choice: wanted.append((tab, choice)))
    pane.table.select_id(club.loan.id)
    if way == "button":
        click(button(page, "Record a use…"))
    else:
        press(pane.table.view, Qt.Key.Key_Return)
    choice = {"place": "desk", "member": club.awa, "benefit": club.loan.id}
    assert wanted == [("benefits", choice)]


def test_the_desk_begins_at_the_benefit_that_is_asked_for(club, desk, qtbot):
    tab = show_page(qtbot, BenefitsTab(desk))
    tab.show_choice({"place": "desk", "member": club.awa, "benefit": club.loan.id})
    assert tab.place().member.table.current_id() == club.loan.id
    tab.go()


def test_an_empty_catalogue_leads_to_itself(club, desk, page):
    for each in benefits():
        archive_benefit(each.id)
    desk.changed.emit()
    wanted = []
    desk.wanted.connect(lambda tab, choice: wanted.append((tab, choice)))
    click(button(page.pane("benefits"), "Open the catalogue"))
    assert wanted == [("benefits", {"place": "catalogue"})]
    assert "The catalogue is empty" in texts_shown(page)


def test_the_details_name_what_is_left(club, desk):
    club.use(club.awa)
    assert told_of_member(club.awa, TODAY, club.say) == [
        ("Entitled", "Training: 1 of 2 left\nLoan"), ("Uses", "1"),
    ]  # fmt: skip
    club.use(club.awa)
    for name in "ABCDEF":
        save_benefit(BenefitData(name, "other"), categories={club.person.id: None})
    assert told_of_member(club.awa, TODAY, club.say) == [
        ("Entitled", "Loan\nA\nB\nC\nD\n… and 2 more."), ("Used up", "Training"), ("Uses", "2"),
    ]  # fmt: skip
    assert told_of_member(club.ben, TODAY, club.say) == [("Entitled", "Loan: 1 of 1 left")]
    sections = dict(read_facts(club.ben, club.season, desk).sections)
    assert sections["Benefits"] == told_of_member(club.ben, TODAY, club.say)


def test_overdue_dues_are_told_once(club):
    for each in memberships_of(club.ben):
        each.fee_due, each.starts_on = 700, TODAY.replace(month=1, day=1)
        each.save()
    Category.update(grace_days=10).execute()
    club.training.needs_dues = False
    club.training.save()
    save_benefit(BenefitData("Paper", "publication"), categories={club.student.id: None})
    ((caption, words),) = told_of_member(club.ben, TODAY, club.say)
    assert caption == "Not entitled" and words.startswith("Dues of ") and "\n" not in words


def test_who_belongs_no_more_is_not_told_so_again(club):
    Member.update(resigned_on=TODAY).where(Member.id == club.ben).execute()
    assert told_of_member(club.ben, TODAY, club.say) == []
