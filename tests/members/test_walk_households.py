"""The whole window: a household is made from the page, a related member opened from it, a bulk change undone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from assoc_desktop.members.changing.forms.page import ChangePage
from assoc_desktop.members.forms.households import HouseholdsPage
from assoc_desktop.members.forms.member_page import MemberPage
from assoc_desktop.members.households import HouseholdData, household_of, save_household
from assoc_desktop.members.records import Member
from assoc_desktop.members.references import employ
from assoc_desktop.widgets.toast import Toast
from tests.screens import answer, button, click, press, retype, texts_shown, type_text


@pytest.fixture
def window(opened_window, qtbot):
    opened_window.show_tab("members")
    qtbot.wait(1)
    return opened_window


@pytest.fixture
def pair(window):
    people = Member.select().where(Member.kind == "person", Member.archived_on.is_null())
    return list(people.order_by(Member.sort_name).limit(2))


def choose_in_menu(tab, words):
    tab.open_menu()
    menu = [each for each in tab.findChildren(QMenu) if each.isVisible()][-1]
    next(each for each in menu.actions() if each.text() == words).trigger()
    menu.close()


def test_a_relation_opens_after_the_question_about_what_is_typed(window, pair):
    first, second = pair
    save_household(HouseholdData("Home", [first.id, second.id], first.id))
    tab = window.tab()
    tab.show_choice({"open": first.id})
    page = tab.top()
    retype(page.fields["town"].line, "Elsewhere")
    page.show_part("relations")
    name = f"{second.family_name} {second.given_name}"
    answer("Stay on the page")
    click(button(page, name))
    assert tab.top() is page, "nothing typed is lost"
    page.show_part("relations")
    answer("Discard")
    click(button(page, name))
    assert isinstance(tab.top(), MemberPage)
    assert tab.top().member_id == second.id
    assert Member.get_by_id(first.id).town != "Elsewhere"
    tab.close_pages()
    tab.show_choice({"open": 5})
    assert tab.top() is tab.list, "who is gone has no page"


def test_the_people_of_a_library_are_shown_as_a_list(window, pair, qtbot):
    library = Member.get(Member.kind == "institution", Member.archived_on.is_null())
    Member.update(employer=None).execute()
    employ(library.id, [each.id for each in pair])
    tab = window.tab()
    tab.show_choice({"open": library.id})
    tab.top().show_part("relations")
    click(button(tab.top(), "Show them in the list"))
    assert tab.top() is tab.list
    assert tab.list.table.shown_ids() == [each.id for each in pair]
    assert any("People of" in text for text in texts_shown(tab.list))
    tab.show_choice({"member": library.id})
    qtbot.waitUntil(lambda: "2 persons of the list work here" in texts_shown(tab.list.details))


def test_a_household_is_made_from_the_menu_told_in_the_details_and_undone(window, pair, qtbot):
    tab = window.tab()
    choose_in_menu(tab, "Households…")
    page = tab.top()
    assert isinstance(page, HouseholdsPage)
    form = page.pane.add().page
    for each in pair:
        type_text(form.fields["people"].search.line, each.full_name)
        press(form.fields["people"].search.line, Qt.Key.Key_Return)
    click(form.save_button)
    assert household_of(pair[0].id).payer_id == pair[0].id
    press(page, Qt.Key.Key_Escape)
    tab.list.table.select_id(pair[1].id)
    told = f"{household_of(pair[0].id)}, {pair[0]} pays"
    qtbot.waitUntil(lambda: told in texts_shown(tab.list.details))
    tab.list.table.select_id(pair[0].id)
    qtbot.waitUntil(lambda: f"{household_of(pair[0].id)}, pays" in texts_shown(tab.list.details))
    click(window.findChild(Toast).button)
    assert household_of(pair[0].id) is None


def test_a_bulk_change_is_undone_from_its_message(window, qtbot):
    tab = window.tab()
    before = [member.region for member in Member.select().order_by(Member.id)]
    type_text(tab.list.search, "bello")
    shown = tab.list.table.shown_ids()
    choose_in_menu(tab, "Change many…")
    page = tab.top()
    assert isinstance(page, ChangePage)
    page.rows[0].choose("field region")
    type_text(page.rows[0].editor.fields[0][1].line, "Somewhere else")
    click(page.main)
    qtbot.waitUntil(lambda: page.stack.currentIndex() == 1)
    click(page.main)
    qtbot.waitUntil(lambda: tab.top() is tab.list)
    changed = {member.id for member in Member.select().where(Member.region == "Somewhere else")}
    assert changed == set(shown)
    toast = window.findChild(Toast)
    assert toast.isVisible()
    click(toast.button)
    qtbot.waitUntil(lambda: [member.region for member in Member.select().order_by(Member.id)] == before)
