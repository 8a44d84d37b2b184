"""The place for reminders, with real clicks: look, prepare, print, mark as sent."""

from __future__ import annotations

import datetime

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.file import create_file
from assoc_desktop.treasury.records import Reminder, ReminderLevel
from assoc_desktop.treasury.tab import TreasuryTab
from assoc_desktop.widgets.pdf_preview import PreviewPage
from tests.screens import (
    answer,
    button,
    click,
    dialog_over,
    make_desk,
    message_at,
    retype,
    show_page,
    texts_shown,
)
from tests.treasury.conftest import TODAY, Books
from tests.treasury.reminders.conftest import owe_since, pay


@pytest.fixture
def opened(tmp_path):
    """An open file in which Awa and Ben owe, and a desk on it."""
    with create_file(tmp_path / "club.assoc", SCHEMA) as file:
        books = Books()
        owe_since(TODAY - datetime.timedelta(days=90))
        yield books, make_desk(file, tmp_path, TODAY)


@pytest.fixture
def place(opened, qtbot):
    """The place for reminders on the screen."""
    books, desk = opened
    tab = show_page(qtbot, TreasuryTab(desk))
    tab.show_choice({"place": "reminders"})
    place = tab.place()
    place.books, place.treasury = books, tab
    return place


def prepared(place, qtbot):
    said = answer("Prepare")
    click(place.prepare_button)
    assert "2 letters, FCFA10,000" in " ".join(said)
    qtbot.waitUntil(lambda: place.view() == "rounds")


def test_a_round_is_looked_at_prepared_printed_and_marked(place, qtbot, tmp_path, monkeypatch):
    assert "To remind (2)" in place.view_box.currentText()
    assert "FCFA10,000" in texts_shown(place)
    prepared(place, qtbot)
    assert place.view() == "rounds" and Reminder.select().count() == 2
    assert not place.prepare_button.isEnabled()
    click(place.buttons["letters"])
    qtbot.waitUntil(lambda: isinstance(place.treasury.top(), PreviewPage))
    place.treasury.top().closed.emit()
    click(place.buttons["hand"])
    assert isinstance(place.treasury.top(), PreviewPage)
    place.treasury.top().closed.emit()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path))
    click(place.buttons["drafts"])
    assert not list(tmp_path.glob("*.eml"))
    click(place.buttons["messages"])
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
    assert not place.buttons["sent"].isVisible()


def test_a_round_that_changed_meanwhile_is_looked_at_again(place, qtbot):
    pay(place.books, place.books.awa, 5000)
    said = answer("Prepare", "Close")
    click(place.prepare_button)
    qtbot.waitUntil(lambda: "To remind (1)" in place.view_box.currentText())
    assert any("Look at the round again" in text for text in said) and not Reminder.select().exists()


def test_a_round_is_taken_back(place, qtbot):
    prepared(place, qtbot)
    answer("Take back")
    click(place.buttons["back"])
    assert not Reminder.select().exists()
    assert "To remind (2)" in place.view_box.itemText(0)


def test_who_is_left_out_is_told_with_the_reason(place, qtbot):
    prepared(place, qtbot)
    place.view_box.setCurrentIndex(1)
    place.view_box.activated.emit(1)
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
    qtbot.waitUntil(lambda: "To remind (0)" in place.view_box.currentText())
