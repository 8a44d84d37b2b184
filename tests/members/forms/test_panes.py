"""Memberships, cards, timeline and leaving on the page of a member, by real clicks and keys."""

import datetime
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from assoc_desktop.association.records import Season
from assoc_desktop.association.rules import add_season
from assoc_desktop.members.forms.leaving import ask_archive, bring_members_back
from assoc_desktop.members.forms.member_page import MemberPage
from assoc_desktop.members.memberships import (
    archive_category,
    memberships_of,
    proposed_membership,
    save_membership,
)
from assoc_desktop.members.records import Card, Category, Member
from assoc_desktop.members.rules import read_member
from assoc_desktop.storage.history import last_undoable, operation
from assoc_desktop.storage.undoing import undo
from tests.screens import (
    answer,
    button,
    click,
    dialog_over,
    labels_that_read_markup,
    message_at,
    press,
    retype,
    texts_shown,
    type_text,
)

DAY = datetime.date
DETAILS, MEMBERSHIPS, CARDS, TIMELINE = "details", "memberships", "cards", "timeline"


@pytest.fixture
def awa(save):
    return save(given_name="Awa", family_name="Example", joined_on=DAY(2025, 3, 1))


@pytest.fixture
def page(desk, shown, awa):
    add_season("2025", DAY(2025, 1, 1), DAY(2025, 12, 31))
    return shown(MemberPage(desk, awa))


def category(name):
    return Category.get(Category.name == name)


def cells(pane):
    model = pane.table.model
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


@pytest.fixture
def memberships(page):
    page.show_part(MEMBERSHIPS)
    return page.pane(MEMBERSHIPS)


@pytest.fixture
def enrolled(awa, page, memberships, desk):
    membership = save_membership(
        awa, proposed_membership(Season.get(Season.label == "2026"), category("Individual"))
    )
    desk.changed.emit()
    return membership.id


def test_another_part_of_the_page_leaves_the_keyboard_at_its_name(page):
    page.fields["family_name"].target().setFocus()
    page.show_part(MEMBERSHIPS)
    assert page.tabs.hasFocus()
    press(page.tabs, Qt.Key.Key_Tab)
    assert page.pane(MEMBERSHIPS).isAncestorOf(page.focusWidget())


def test_without_a_membership_the_place_says_what_it_is_for(page, memberships):
    assert "No membership yet" in texts_shown(page)
    assert page.status.text() == "Pending"


def test_a_membership_is_added_with_the_fee_of_its_category(page, memberships, awa):
    click(button(memberships, "Add a membership…"))
    dialog = dialog_over(page)
    form = dialog.page
    assert form.values()["season_id"] == Season.get(Season.label == "2026").id
    form.fields["category_id"].box.setFocus()
    press(form.fields["category_id"].box, Qt.Key.Key_Down)
    retype(form.fields["reduction"].target(), "1 500")
    click(form.save_button)
    assert message_at(form, "reduction_reason") == "Say why the fee is reduced: the reason is kept."
    type_text(form.fields["reduction_reason"].target(), "Lives far <b>away</b>")
    press(form.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (membership,) = memberships_of(awa)
    assert (membership.category.name, membership.fee_due, membership.reduction) == ("Student", 5000, 1500)
    assert cells(memberships) == [
        [
            "2026",
            "Student",
            "01/01/2026",
            "31/12/2026",
            "FCFA5,000",
            "FCFA1,500",
            "Lives far <b>away</b>",
            "FCFA3,500",
        ]
    ]
    assert page.status.text() == "Up to date"
    assert "The membership was saved." in texts_shown(page)


def test_the_next_membership_is_proposed_for_a_season_that_is_free(page, memberships, enrolled):
    click(button(memberships, "Add a membership…"))
    assert dialog_over(page).page.fields["season_id"].box.currentText() == "2025"


def test_another_season_brings_its_dates_and_another_category_its_fee(page, memberships):
    category("Life")
    click(button(memberships, "Add a membership…"))
    form = dialog_over(page).page
    season, kind = form.fields["season_id"], form.fields["category_id"]
    season.box.setFocus()
    press(season.box, Qt.Key.Key_Down)
    assert form.values()["starts_on"] == DAY(2025, 1, 1)
    kind.box.setFocus()
    press(kind.box, Qt.Key.Key_End)
    assert (kind.box.currentText(), form.values()["ends_on"], form.values()["fee_due"]) == ("Life", None, 0)


def test_a_second_membership_for_a_season_is_told(page, memberships, enrolled):
    click(button(memberships, "Add a membership…"))
    form = dialog_over(page).page
    form.fields["season_id"].set_value(Season.get(Season.label == "2026").id)
    click(form.save_button)
    assert message_at(form, "season_id") == "Awa Example already has a membership for this season."


@pytest.mark.parametrize(("field", "text", "told"), [
    ("starts_on", "", "Say from which day."),
    ("ends_on", "", "Only a category for life has no end."),
    ("fee_due", "many", "“many” is not an amount. Write it like 1,250."),
    ("fee_due", "-5", "An amount here is not below zero."),
    ("reduction", "9999999", "The reduction lies between nothing and the fee."),
])  # fmt: skip
def test_what_is_wrong_with_a_membership(page, memberships, field, text, told, awa):
    click(button(memberships, "Add a membership…"))
    form = dialog_over(page).page
    retype(form.fields[field].target(), text)
    click(form.save_button)
    assert message_at(form, field) == told
    assert memberships_of(awa) == []


def test_a_membership_is_changed_and_its_archived_category_stays(page, memberships, enrolled, awa):
    archive_category(category("Individual").id)
    memberships.table.select_id(enrolled)
    click(button(memberships, "Change…"))
    form = dialog_over(page).page
    retype(form.fields["fee_due"].target(), "4000")
    click(form.save_button)
    (membership,) = memberships_of(awa)
    assert (membership.category.name, membership.fee_due) == ("Individual", 4000)


def test_enter_opens_a_membership(page, memberships, enrolled):
    memberships.table.select_id(enrolled)
    press(memberships.table.view, Qt.Key.Key_Return)
    assert dialog_over(page).page.title.text() == "Membership of Awa Example"


def test_a_membership_is_removed_after_a_question_and_undo_brings_it_back(
    page, memberships, enrolled, awa, desk
):
    memberships.table.select_id(enrolled)
    answer("Cancel")
    click(button(memberships, "Remove"))
    assert len(memberships_of(awa)) == 1
    texts = answer("Remove")
    click(button(memberships, "Remove"))
    assert texts[0] == "Remove this membership?"
    assert memberships_of(awa) == []
    assert page.status.text() == "Pending"
    undo(last_undoable().id)
    desk.changed.emit()
    assert len(cells(memberships)) == 1


def test_a_membership_with_a_card_stays_and_the_reason_is_told(page, memberships, enrolled, awa):
    with operation("Print"):
        Card.create(
            serial="1", member=awa, season=Season.get(Season.label == "2026"), printed_on=DAY(2026, 1, 1)
        )
    memberships.table.select_id(enrolled)
    texts = answer("Remove", "Close")
    click(button(memberships, "Remove"))
    assert texts[-1].startswith("A card was printed for this membership")
    assert len(memberships_of(awa)) == 1


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, "Printed"),
        ({"handed_over_on": DAY(2026, 1, 5)}, "Handed over"),
        ({"lost_on": DAY(2026, 1, 6)}, "Lost"),
        ({"spoiled_on": DAY(2026, 1, 6)}, "Spoiled"),
        ({"valid_until": DAY(2026, 5, 13)}, "Expired"),
        ({"valid_until": DAY(2026, 5, 14)}, "Printed"),
    ],
)
def test_cards_are_listed_with_their_state(page, awa, facts, state):
    Card.create(serial="0001-2026-1", member=awa, season=Season.get(), printed_on=DAY(2026, 1, 1), **facts)
    page.show_part(CARDS)
    ((serial, *_others, shown_state),) = cells(page.pane(CARDS))
    assert (serial, shown_state) == ("0001-2026-1", state)


def test_the_timeline_is_told_in_words(page, awa, save):
    save(replace(read_member(awa), given_name="<b>Binta</b>"), awa)
    page.show_part(TIMELINE)
    texts = texts_shown(page)
    assert "Change <b>Binta</b> Example" in texts
    assert "Given name: Awa → <b>Binta</b>" in texts
    assert labels_that_read_markup(page, "<b>") == []


@pytest.mark.parametrize(("label", "fact", "status", "save_label"), [
    ("Record a resignation…", "resigned_on", "Resigned", "Record the resignation"),
    ("Record a death…", "deceased_on", "Deceased", "Record the death"),
])  # fmt: skip
def test_leaving_is_recorded_with_its_day(page, awa, label, fact, status, save_label):
    retype(page.fields["profession"].target(), "Typed and not saved")
    act(page, label)
    dialog = dialog_over(page)
    retype(dialog.page.fields[fact].target(), "01/02/2026")
    click(button(dialog, save_label))
    assert getattr(read_member(awa), fact) == DAY(2026, 2, 1)
    assert page.status.text() == status
    assert page.fields[fact].isVisible()
    assert page.fields["profession"].value() == "Typed and not saved"
    click(page.save_button)
    assert getattr(read_member(awa), fact) == DAY(2026, 2, 1)
    assert read_member(awa).profession == "Typed and not saved"


def act(page, label):
    """Choose an entry of the page's menu of actions."""
    page.actions_menu.aboutToShow.emit()
    next(action for action in page.actions_menu.actions() if action.text() == label).trigger()


def test_striking_off_needs_its_reason(page, awa):
    act(page, "Strike off…")
    dialog = dialog_over(page)
    click(button(dialog, "Strike off"))
    assert message_at(dialog.page, "reason").startswith("Say why the member is struck off")
    type_text(dialog.page.fields["reason"].target(), "Did not pay")
    click(button(dialog, "Strike off"))
    assert read_member(awa).struck_off_reason == "Did not pay"
    assert page.status.toolTip() == "Struck off on 14/05/2026: Did not pay"


@pytest.mark.parametrize(("text", "told"), [
    ("", "Say on which day."),
    ("soon", "“soon” is not a date. Write it like 31/12/2025."),
    ("01/01/2020", "This day lies before Awa Example joined."),
])  # fmt: skip
def test_days_of_leaving_that_cannot_be(page, awa, text, told):
    act(page, "Record a resignation…")
    dialog = dialog_over(page)
    retype(dialog.page.fields["resigned_on"].target(), text)
    click(button(dialog, "Record the resignation"))
    assert message_at(dialog.page, "resigned_on") == told
    assert read_member(awa).resigned_on is None


def test_a_dialog_that_was_changed_asks_before_it_goes(page, awa):
    act(page, "Record a resignation…")
    dialog = dialog_over(page)
    retype(dialog.page.fields["resigned_on"].target(), "01/02/2026")
    answer("Stay on the page")
    press(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    answer("Discard")
    press(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert read_member(awa).resigned_on is None


def test_an_institution_does_not_die(desk, shown, save):
    page = shown(MemberPage(desk, save(kind="institution", name="Example library")))
    page.actions_menu.aboutToShow.emit()
    assert "Record a death…" not in [action.text() for action in page.actions_menu.actions()]


def test_archive_and_bring_back(page, awa):
    act(page, "Archive…")
    dialog = dialog_over(page)
    assert dialog.page.title.text() == "Archive Awa Example"
    retype(dialog.page.fields["on"].target(), "")
    click(button(dialog, "Archive"))
    assert message_at(dialog.page, "on") == "Say on which day."
    retype(dialog.page.fields["on"].target(), "01/02/2026")
    click(button(dialog, "Archive"))
    assert Member.get_by_id(awa).archived_on == DAY(2026, 2, 1)
    assert page.status.text() == "Archived"
    act(page, "Bring back from the archive")
    assert Member.get_by_id(awa).archived_on is None


def test_several_members_are_archived_at_once(desk, page, save):
    ids = [save(family_name=name) for name in ("A", "B")]
    done = []
    dialog = ask_archive(desk, page, ids, lambda: done.append(True))
    assert dialog.page.title.text() == "Archive 2 members"
    click(button(dialog, "Archive"))
    assert done == [True]
    assert "2 members were archived." in texts_shown(page)
    assert Member.select().where(Member.archived_on.is_null(False)).count() == 2
    bring_members_back(desk, page, ids)
    assert Member.select().where(Member.archived_on.is_null(False)).count() == 0
