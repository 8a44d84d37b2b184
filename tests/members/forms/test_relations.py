"""Households, employers and contact people on the member's page and in their list, by real clicks and keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from assoc_desktop.members.data import ContactData
from assoc_desktop.members.forms.households import HouseholdsPage
from assoc_desktop.members.forms.member_page import MemberPage
from assoc_desktop.members.forms.relations import RelationsPane
from assoc_desktop.members.households import HouseholdData, household_of, read_household, save_household
from assoc_desktop.members.records import INSTITUTION, Household, Member
from assoc_desktop.members.rules import archive
from assoc_desktop.storage.history import last_undoable
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


@pytest.fixture
def awa(save):
    return save(given_name="Awa", family_name="N'Diaye", town="Thiès")


@pytest.fixture
def moussa(save):
    return save(given_name="Moussa", family_name="N'Diaye", town="Thiès")


@pytest.fixture
def library(save):
    return save(
        kind=INSTITUTION,
        name="<b>Library</b> & sons",
        contacts=[ContactData(family_name="N'Diaye", given_name="Awa")],
    )


@pytest.fixture
def relations(desk, shown):
    """The pane of a member, read again after every change as the page does."""

    def show(member_id):
        pane = shown(RelationsPane(desk, member_id))
        desk.changed.connect(pane.show_again)
        pane.show_again()
        return pane

    return show


def choose(field, *names):
    for name in names:
        type_text(field.search.line, name)
        press(field.search.line, Qt.Key.Key_Return)


def names_of_buttons(widget):
    return [each.text() for each in widget.findChildren(QPushButton) if each.isVisible() and each.text()]


def test_a_household_is_made_with_the_keyboard(relations, awa, moussa, qtbot):
    pane = relations(awa)
    assert "Lives in no household. A household has one payer and gets one letter." in texts_shown(pane)
    click(button(pane, "Make a household…"))
    form = dialog_over(pane).page
    assert form.fields["people"].value() == [awa]
    choose(form.fields["people"], "moussa n'diaye")
    assert form.fields["people"].value() == [awa, moussa]
    qtbot.wait(1)
    for stop in (form.fields["people"].add, *form.fields["people"].away, form.fields["name"].line):
        press(form.focusWidget(), Qt.Key.Key_Tab)
        assert stop.hasFocus()
    assert form.fields["name"].value() == "N'Diaye family"
    press(form.fields["name"].target(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: household_of(awa) is not None)
    assert read_household(household_of(awa).id) == HouseholdData("N'Diaye family", [awa, moussa], awa)
    assert "N'Diaye family" in texts_shown(pane)
    assert "One letter goes to all of them, to the address of N'Diaye Awa, who pays." in texts_shown(pane)


def test_what_is_wrong_stands_beside_its_field(relations, desk, awa, moussa, save):
    paul, lea = save(given_name="Paul", family_name="Kamga"), save(given_name="Lea", family_name="Kamga")
    save_household(HouseholdData("Kamga", [paul, lea], paul))
    pane = relations(awa)
    click(button(pane, "Make a household…"))
    form = dialog_over(pane).page
    click(form.save_button)
    assert message_at(form, "people") == "A household has at least two people. Who lives alone needs none."
    assert form.fields["move"].isHidden()
    choose(form.fields["people"], "paul kamga", "nobody")
    assert not form.fields["move"].isHidden()
    click(form.save_button)
    assert message_at(form, "people") == "“nobody” is not in the list."
    retype(form.fields["people"].search.line, "")
    click(form.save_button)
    assert message_at(form, "people").startswith("Paul Kamga lives in the household “Kamga”")
    click(form.fields["people"].away[1])
    assert form.fields["people"].value() == [awa]
    assert form.fields["move"].isHidden()
    choose(form.fields["people"], "paul kamga")
    press(form.fields["move"].box, Qt.Key.Key_Space)
    retype(form.fields["name"].line, "All of us")
    choose(form.fields["people"], "moussa n'diaye")
    assert form.fields["name"].value() == "All of us", "a name that was typed stays"
    press(form.fields["payer_id"].box, Qt.Key.Key_Down)
    click(form.save_button)
    assert read_household(household_of(awa).id) == HouseholdData("All of us", [awa, paul, moussa], paul)
    assert household_of(lea) is None
    undo(last_undoable().id)
    assert household_of(lea) == household_of(paul)


def test_leaving_changing_and_dissolving(relations, awa, moussa, save):
    third = save(given_name="Zoe", family_name="N'Diaye")
    home = save_household(HouseholdData("Home", [awa, moussa, third], awa)).id
    pane = relations(awa)
    click(button(pane, "Change the household…"))
    form = dialog_over(pane).page
    retype(form.fields["name"].line, "Sweet home")
    click(form.save_button)
    assert str(Household.get_by_id(home)) == "Sweet home"
    button(pane, "Leave the household").setFocus()
    press(button(pane, "Leave the household"), Qt.Key.Key_Space)
    assert button(pane, "Make a household…").hasFocus(), "the keyboard stays on the cards"
    assert read_household(home) == HouseholdData("Sweet home", [moussa, third], moussa)
    other = relations(moussa)
    told = answer("Cancel")
    click(button(other, "Dissolve"))
    assert told[0] == "Dissolve the household “Sweet home”?"
    answer("Dissolve")
    click(button(other, "Dissolve"))
    assert Household.select().count() == 0
    undo(last_undoable().id)
    assert read_household(home).payer_id == moussa


def test_who_receives_the_letters_when_the_payer_is_gone(relations, awa, moussa, today):
    save_household(HouseholdData("Home", [awa, moussa], awa))
    archive([awa], today)
    told = "N'Diaye Moussa receives the letters now: the payer has died or is in the archive. Choose another payer."
    assert told in texts_shown(relations(moussa))


def test_an_employer_is_chosen_and_left(relations, desk, awa, library):
    pane = relations(awa)
    assert "These institutions name this person among their contact people." in texts_shown(pane)
    click(button(pane, "Choose the employer…"))
    form = dialog_over(pane).page
    click(form.save_button)
    assert message_at(form, "employer") == "Choose an institution of the list."
    type_text(form.fields["employer"].line, "<b>library</b> & sons")
    click(form.save_button)
    assert Member.get_by_id(awa).employer_id == library
    opened = []
    desk.wanted.connect(lambda tab, choice: opened.append((tab, choice)))
    click(button(pane, "<b>Library</b>  sons"))
    assert opened == [("members", {"open": library})]
    assert labels_that_read_markup(pane, "<b>") == []
    click(button(pane, "Works there no longer"))
    assert Member.get_by_id(awa).employer_id is None


def test_the_people_of_a_library(relations, desk, awa, moussa, library):
    pane = relations(library)
    assert "Nobody of the list works here yet." in texts_shown(pane)
    assert "These contact people are members themselves, by their e-mail or name." in texts_shown(pane)
    click(button(pane, "Add people…"))
    form = dialog_over(pane).page
    click(form.save_button)
    assert message_at(form, "people") == "Choose at least one person."
    choose(form.fields["people"], "awa n'diaye", "moussa n'diaye")
    click(form.save_button)
    assert "2 persons of the list work here." in texts_shown(pane)
    assert "Pending" in texts_shown(pane)
    assert names_of_buttons(pane).count("N'Diaye Awa") == 2
    wanted = []
    desk.wanted.connect(lambda _tab, choice: wanted.append(choice))
    click(button(pane, "Show them in the list"))
    assert wanted == [{"ids": (awa, moussa), "told": "People of <b>Library</b> & sons"}]
    undo(last_undoable().id)
    assert Member.get_by_id(awa).employer_id is None


def test_the_relations_are_a_part_of_the_page(desk, shown, awa, moussa):
    save_household(HouseholdData("Home", [awa, moussa], moussa))
    page = shown(MemberPage(desk, awa))
    page.show_part("relations")
    assert "N'Diaye Moussa" in names_of_buttons(page.pane("relations"))
    own = button(page.pane("relations"), "N'Diaye Awa")
    assert not own.isEnabled(), "this page shows them already"


def test_the_list_of_households(desk, shown, awa, moussa):
    page = shown(HouseholdsPage(desk))
    page.take_keyboard()
    assert "No household yet" in texts_shown(page)
    assert page.pane.change() is page.pane.dissolve() is None
    click(button(page, "Make a household…"))
    form = dialog_over(page).page
    choose(form.fields["people"], "awa n'diaye", "moussa n'diaye")
    click(form.save_button)
    (home,) = page.pane.table.shown_ids()
    row = page.pane.table.model.row(0).texts
    assert row == {"name": "N'Diaye family", "payer": "Awa N'Diaye", "town": "Thiès", "people": "2"}
    assert page.pane.chosen() == home, "the one just made is chosen"
    page.pane.table.select_id(None)
    page.take_keyboard()
    assert page.pane.chosen() == home, "the first is chosen for the keyboard"
    press(page.pane.table.view, Qt.Key.Key_Return)
    dialog = dialog_over(page)
    assert dialog.page.fields["name"].value() == "N'Diaye family"
    dialog.reject()
    answer("Dissolve")
    click(button(page, "Dissolve"))
    assert page.pane.table.shown_ids() == []


def test_households_are_searched_by_their_people(desk, shown, awa, moussa, save):
    others = [save(given_name=name, family_name="Kamga", town="Łódź") for name in ("Paul", "Léa")]
    first = save_household(HouseholdData("Home", [awa, moussa], awa)).id
    second = save_household(HouseholdData("Kamga family", others, others[0])).id
    page = shown(HouseholdsPage(desk))
    for typed, ids in (
        ("MOUSSA", [first]),
        ("lea kamga", [second]),
        ("lodz", [second]),
        ("", [first, second]),
    ):
        retype(page.search, typed)
        assert page.pane.table.shown_ids() == ids
    type_text(page.pane.table.view, "z")
    assert page.search.hasFocus()
    type_text(page.search, "zz")
    assert "Nothing found" in texts_shown(page)


def test_the_form_grows_with_its_people(desk, shown, save, qtbot):
    names = [f"Person {sign}" for sign in "abcdef"]
    for name in names:
        save(family_name=name)
    page = shown(HouseholdsPage(desk))
    dialog = page.pane.add()
    before = dialog.height()
    choose(dialog.page.fields["people"], *names)
    qtbot.waitUntil(lambda: dialog.height() > before + 100)
    bar = dialog.page._scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() == 0)
    dialog.page.fields["people"].set_value([])
    dialog.page._loaded = dialog.page.typed()
    dialog.reject()


def test_a_household_that_is_gone_is_told(desk, shown, awa, moussa):
    home = save_household(HouseholdData("Home", [awa, moussa], awa)).id
    page = shown(HouseholdsPage(desk))
    page.pane.table.select_id(home)
    click(button(page, "Change…"))
    form = dialog_over(page).page
    retype(form.fields["name"].line, "Other")
    undo(last_undoable().id)
    click(form.save_button)
    assert "This household is no longer there. Make it anew." in texts_shown(form)
    dialog_over(page).page.fields["name"].set_value("Home")
    dialog_over(page).reject()
