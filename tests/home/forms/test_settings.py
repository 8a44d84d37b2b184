"""The settings: every section is reached by keyboard, follows Undo, and nothing typed is lost on leaving."""

import pytest
from PySide6.QtCore import Qt

from assoc_desktop.association.records import the_association
from assoc_desktop.home.forms.settings import SECTIONS, SettingsPage
from assoc_desktop.language import speak
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.rules import save_member
from assoc_desktop.storage.history import last_undoable
from assoc_desktop.storage.undoing import undo
from tests.screens import answer, button, click, dialog_over, message_at, press, retype, texts_shown


@pytest.fixture
def page(desk, shown):
    return shown(SettingsPage(desk))


def test_arrow_keys_go_through_the_sections(page):
    page.setFocus()
    seen = []
    for _section in SECTIONS:
        seen.append(page.section())
        press(page.sections, Qt.Key.Key_Down)
    assert seen == list(SECTIONS)


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_is_shown_first_when_it_is_asked_for(desk, shown, section):
    page = shown(SettingsPage(desk, section))
    assert page.section() == section
    assert page.panes[section].isVisible()


def test_the_next_member_number_is_the_members_own(page, desk, today):
    data = MemberData(family_name="A", number="0041")
    save_member(data, today=today, conventions=desk.conventions)
    assert "The next number would be 0001." in texts_shown(page)
    retype(page.panes["identity"].fields["number_pattern"].target(), "#####")
    page.panes["identity"]._show_next_number()
    assert "The next number would be 00042." in texts_shown(page)


def test_saving_the_name_renames_the_window_and_undo_shows_the_old_one_again(page, desk, qtbot):
    identity = page.panes["identity"]
    retype(identity.fields["name"].target(), "Other name")
    with qtbot.waitSignal(page.renamed) as renamed:
        click(identity.save_button)
    assert renamed.args == ["Other name"]
    assert page.isVisible()
    undo(last_undoable().id)
    desk.changed.emit()
    assert page.panes["identity"].fields["name"].value() == "Example association"


def test_what_is_typed_stays_when_something_else_changes(page, desk):
    retype(page.panes["identity"].fields["town"].target(), "Yaoundé")
    desk.changed.emit()
    assert page.panes["identity"].fields["town"].value() == "Yaoundé"


def test_amounts_keep_their_currency(page):
    identity = page.panes["identity"]
    identity.fields["currency"].set_value("EUR")
    click(identity.save_button)
    assert message_at(identity, "currency").startswith("Amounts are already written in XAF")


@pytest.mark.parametrize(("choice", "leaves", "town"), [
    ("Save", True, "Yaoundé"), ("Discard", True, ""), ("Stay on the page", False, ""),
])  # fmt: skip
def test_unsaved_details_are_asked_about(page, choice, leaves, town):
    closed = []
    page.closed.connect(lambda: closed.append(True))
    retype(page.panes["identity"].fields["town"].target(), "Yaoundé")
    answer(choice)
    press(page.focusWidget(), Qt.Key.Key_Escape)
    assert bool(closed) is leaves
    assert the_association().town == town


def test_a_season_added_is_listed_at_once(page):
    page.show_section("seasons")
    click(button(page, "Add the next season…"))
    click(dialog_over(page).page.save_button)
    assert page.panes["seasons"].table.model.rowCount() == 2


@pytest.mark.parametrize("text_size", [100, 150, 175])
def test_in_french_and_large_everything_fits(desk, shown, theme, text_size):
    speak("fr")
    theme("dark", text_size)
    page = shown(SettingsPage(desk))
    for section in SECTIONS:
        page.show_section(section)
        assert page.minimumSizeHint().width() <= 1093
        assert page.sections.horizontalScrollBar().maximum() == 0
    assert page.panes["identity"]._scroll.horizontalScrollBar().maximum() == 0
