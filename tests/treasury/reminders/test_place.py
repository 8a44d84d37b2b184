"""The place for reminders, with real clicks: look, prepare, print, mark as sent."""

from __future__ import annotations

import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from assoc_desktop.members.filters.model import Condition, Group, Ref
from assoc_desktop.members.filters.saved import save_filter
from assoc_desktop.treasury.records import Reminder, ReminderLevel
from assoc_desktop.treasury.tab import TreasuryTab, dues_actions
from assoc_desktop.widgets.pdf_preview import PreviewPage
from tests.screens import (
    answer,
    button,
    click,
    dialog_over,
    message_at,
    press,
    retype,
    show_page,
    texts_shown,
    tick,
    type_text,
)
from tests.treasury.conftest import TODAY
from tests.treasury.reminders.conftest import owe_since, pay


@pytest.fixture
def place(books, desk, qtbot):
    """The place for reminders on the screen; Awa and Ben owe."""
    owe_since(TODAY - datetime.timedelta(days=90))
    tab = show_page(qtbot, TreasuryTab(desk))
    tab.show_choice({"place": "reminders"})
    place = tab.place()
    place.books, place.treasury = books, tab
    shows(place, qtbot, "To remind (2)")
    yield place
    tab.go()


def shows(place, qtbot, words):
    """Wait until the round was looked at, and the lists say so many."""
    qtbot.waitUntil(lambda: words in [place.view_box.itemText(row) for row in range(place.view_box.count())])


def view(place, number):
    """Choose a list."""
    place.view_box.setCurrentIndex(number)
    place.view_box.activated.emit(number)


def prepared(place, qtbot):
    said = answer("Prepare")
    click(place.prepare_button)
    assert "2 letters, FCFA10,000" in " ".join(said)
    qtbot.waitUntil(lambda: place.view() == "rounds" and bool(place.chosen_round()))


def test_a_round_is_looked_at_prepared_printed_and_marked(place, qtbot, tmp_path, monkeypatch):
    assert any("FCFA10,000" in text for text in texts_shown(place))
    prepared(place, qtbot)
    assert place.view() == "rounds" and Reminder.select().count() == 2
    assert not place.prepare_button.isEnabled()
    click(place.buttons["letters"])
    qtbot.waitUntil(lambda: isinstance(place.treasury.top(), PreviewPage))
    place.treasury.top().closed.emit()
    click(place.buttons["hand"])
    qtbot.waitUntil(lambda: isinstance(place.treasury.top(), PreviewPage))
    place.treasury.top().closed.emit()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path))
    click(place.buttons["drafts"])
    told = "Drafts written: 0. Without e-mail, or refusing it: 2."
    qtbot.waitUntil(lambda: told in texts_shown(place.window()))
    assert not list(tmp_path.glob("*.eml"))
    click(place.buttons["messages"])
    qtbot.waitUntil(lambda: place.treasury.top() is not place.treasury.bottom)
    page = place.treasury.top()
    page.pane.table.select_id(1)
    click(button(page, "Copy the text"))
    assert QGuiApplication.clipboard().text().startswith("Club\u00a0: il reste 5\u00a0000\u00a0FCFA")
    page.closed.emit()
    click(place.buttons["sent"])
    page = place.treasury.top()
    page.pane.table.select_id(place.books.ben)
    click(button(page, "All but the chosen ones"))
    assert [row.member_id for row in Reminder.select()] == [place.books.awa]
    assert Reminder.get().sent_on == TODAY
    qtbot.waitUntil(lambda: not place.buttons["sent"].isVisible())


def test_a_round_that_changed_meanwhile_is_looked_at_again(place, qtbot):
    pay(place.books, place.books.awa, 5000)
    said = answer("Prepare", "Close")
    click(place.prepare_button)
    shows(place, qtbot, "To remind (1)")
    assert any("Look at the round again" in text for text in said) and not Reminder.select().exists()


def test_a_round_is_taken_back(place, qtbot):
    prepared(place, qtbot)
    answer("Take back")
    click(place.buttons["back"])
    assert not Reminder.select().exists()
    shows(place, qtbot, "To remind (2)")


def test_who_is_left_out_is_told_with_the_reason(place, qtbot):
    prepared(place, qtbot)
    view(place, 1)
    (row, _other) = place._rows(place.table.model.ids)
    assert row.texts["why"] == "Reminded of it already"


def test_levels_are_changed_on_their_page(place, qtbot):
    click(place.levels_button)
    page = place.treasury.top()
    page.pane.table.select_id(1)
    click(button(page, "Edit…"))
    form = dialog_over(page).page
    retype(form.fields["days"].target(), "soon")
    click(form.save_button)
    assert "whole number" in message_at(form, "days")
    retype(form.fields["days"].target(), "100")
    click(form.save_button)
    assert ReminderLevel.get(ReminderLevel.level == 1).days == 100
    click(button(page, "Remove the last"))
    assert ReminderLevel.select().count() == 2
    page.closed.emit()
    shows(place, qtbot, "To remind (0)")


def test_the_search_narrows_the_letters_and_space_leaves_one_out(place, qtbot):
    place.treasury.search()
    type_text(place.search_field, "ben")
    assert place.table.model.ids == [place.books.ben]
    press(place.search_field, Qt.Key.Key_Down)
    press(place.table.view, Qt.Key.Key_Space)
    shows(place, qtbot, "To remind (1)")
    assert place.ticked.amount == 5000
    assert place._rows([place.books.ben])[0].texts["asked"] == "no"
    press(place.search_field, Qt.Key.Key_Escape)
    assert len(place.table.model.ids) == 2
    said = answer("Prepare")
    click(place.prepare_button)
    assert "1 letter, FCFA5,000" in " ".join(said)
    qtbot.waitUntil(lambda: place.view() == "rounds")
    assert [row.member_id for row in Reminder.select()] == [place.books.awa]
    shows(place, qtbot, "To remind (1)")


def test_who_was_left_out_is_asked_again_by_a_click_or_from_the_other_list(place, qtbot):
    place.table.select_id(place.books.ben)
    click(place.buttons["tick"])
    shows(place, qtbot, "Left out (1)")
    view(place, 1)
    assert place._rows([place.books.ben])[0].texts["why"] == "Left out by you"
    place.table.select_id(place.books.ben)
    click(place.buttons["tick"])
    shows(place, qtbot, "To remind (2)")
    view(place, 0)
    row = place.table.model.ids.index(place.books.awa)
    place.table.view.clicked.emit(place.table.model.index(row, 0))
    assert place.left_out == {place.books.awa}
    place.table.view.clicked.emit(place.table.model.index(row, 1))
    assert place.left_out == {place.books.awa}


def test_only_some_members_are_asked(place, qtbot):
    condition = Condition("any_name", "contains", ("awa",))
    save_filter("A", Group(True, (condition,)))
    place.desk.changed.emit()
    place.read_again()
    shows(place, qtbot, "To remind (2)")
    place.who_box.setCurrentIndex(1)
    place.who_box.activated.emit(1)
    shows(place, qtbot, "To remind (1)")
    assert place.table.model.ids == [place.books.awa]
    place.show_choice({"ids": (place.books.ben,), "told": "Chosen", "level": 2})
    assert place.who_box.currentText() == "Chosen"
    shows(place, qtbot, "Left out (1)")
    assert not place.prepare_button.isEnabled()
    tick(place.details.skipping)
    shows(place, qtbot, "To remind (1)")
    assert place.table.model.ids == [place.books.ben]


def test_a_filter_that_cannot_be_used_says_why(place, qtbot):
    save_filter("Gone", Group(True, (Condition("tags", "has_any", (Ref(5, "board"),)),)))
    place.read_again()
    place.who_box.setCurrentIndex(1)
    place.who_box.activated.emit(1)
    shows(place, qtbot, "To remind (0)")
    assert any("board" in text for text in texts_shown(place.details))


def test_letters_are_looked_at_before_anything_is_kept(place, qtbot):
    place.treasury.print_now()
    qtbot.waitUntil(lambda: isinstance(place.treasury.top(), PreviewPage))
    assert place.treasury.top().title.text() == "Letters, not prepared yet"
    assert not Reminder.select().exists()
    place.treasury.top().closed.emit()
    prepared(place, qtbot)
    place.treasury.print_now()
    qtbot.waitUntil(lambda: isinstance(place.treasury.top(), PreviewPage))
    assert place.treasury.top().title.text() == "Letters"


def test_the_members_of_a_round_are_shown_in_their_list(place, qtbot):
    prepared(place, qtbot)
    with qtbot.waitSignal(place.desk.wanted) as wanted:
        click(place.buttons["members"])
    tab, choice = wanted.args
    assert tab == "members" and set(choice["ids"]) == {place.books.awa, place.books.ben}
    assert choice["told"] == "Friendly reminder, 14/05/2026"


def test_dues_that_are_shown_are_asked_for(place, qtbot):
    place.desk.wanted.connect(lambda _tab, choice: place.treasury.show_choice(choice))
    place.treasury.show_choice({"place": "dues"})
    dues = place.treasury.place()
    dues.table.select_id(place.books.ben)
    dues_actions.remind(dues)
    assert place.treasury.place() is place
    shows(place, qtbot, "To remind (1)")
    assert place.who_box.currentText() == "1 member"
    assert place.table.model.ids == [place.books.ben]


def test_the_day_on_which_it_went_out_is_said(place, qtbot):
    prepared(place, qtbot)
    click(place.buttons["sent"])
    page = place.treasury.top()
    for wrong in ("", "13/05/2026", "15/05/2026", "soon"):
        retype(page.day.target(), wrong)
        answer("Close")
        click(button(page, "All went out"))
        assert Reminder.get().sent_on is None
    retype(page.day.target(), "14/05/2026")
    click(button(page, "All went out"))
    assert Reminder.get().sent_on == TODAY
