"""The consents on the member's page, as a person uses them."""

import pytest
from PySide6.QtCore import Qt

from assoc_desktop.members.consents import consents_of, save_consent
from assoc_desktop.members.forms.member_page import MemberPage
from assoc_desktop.storage.history import last_undoable
from assoc_desktop.storage.undoing import undo
from tests.screens import button, click, dialog_over, message_at, press, retype


@pytest.fixture
def awa(save):
    return save(given_name="Awa", family_name="Example")


@pytest.fixture
def pane(desk, shown, awa):
    page = shown(MemberPage(desk, awa))
    page.show_part("consents")
    return page.pane("consents")


def lines(pane):
    model = pane.table.model
    return [[model.index(row, column).data() for column in range(4)] for row in range(model.rowCount())]


def test_nobody_was_asked_yet(pane):
    assert [line[1] for line in lines(pane)] == ["not asked"] * 4
    assert lines(pane)[0][0] == "Photo on cards and lists"


def test_an_answer_is_written_and_undone(pane, awa, today):
    pane.table.select_id(3)
    press(pane.table.view, Qt.Key.Key_Return)
    dialog = dialog_over(pane)
    assert dialog.page.title.text() == "E-mail"
    press(dialog.page.fields["given"].target(), Qt.Key.Key_Up)
    retype(dialog.page.fields["source"].target(), "paper form")
    click(dialog.page.save_button)
    assert lines(pane)[2] == ["E-mail", "no", "14/05/2026", "paper form"]
    kept = consents_of(awa)["email"]
    assert (kept.given, kept.said_on, kept.source) == (False, today, "paper form")
    undo(last_undoable().id)
    pane.show_again()
    assert lines(pane)[2][1] == "not asked"


def test_an_answer_that_nobody_gave_is_not_written(pane, awa):
    click(button(pane, "Change…"))
    form = dialog_over(pane).page
    assert form.fields["said_on"].isHidden()
    click(form.save_button)
    assert consents_of(awa) == {}


def test_a_day_to_come_is_refused_in_its_place(pane, awa):
    click(button(pane, "Change…"))
    dialog = dialog_over(pane)
    press(dialog.page.fields["given"].target(), Qt.Key.Key_Up)
    retype(dialog.page.fields["said_on"].target(), "15/05/2026")
    click(dialog.page.save_button)
    assert message_at(dialog.page, "said_on") == "The day of the answer lies in the future."
    assert consents_of(awa) == {}
    dialog.page._loaded = dialog.page.typed()
    dialog.reject()


def test_an_answer_is_taken_away(desk, shown, awa, today):
    save_consent(awa, "photo", True, today, "form", today=today)
    page = shown(MemberPage(desk, awa))
    page.show_part("consents")
    pane = page.pane("consents")
    assert lines(pane)[0][1:] == ["yes", "14/05/2026", "form"]
    click(button(pane, "Change…"))
    form = dialog_over(pane).page
    for _time in range(2):
        press(form.fields["given"].target(), Qt.Key.Key_Down)
    assert form.fields["said_on"].isHidden()
    click(form.save_button)
    assert consents_of(awa) == {}
