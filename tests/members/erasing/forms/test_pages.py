"""Erasing, handing out and old records, as a person walks through them in the members tab."""

import datetime
import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from assoc_desktop.association.records import the_association
from assoc_desktop.members.erasing.forms.disclose_page import DisclosePage
from assoc_desktop.members.erasing.forms.erase_page import ErasePage
from assoc_desktop.members.erasing.forms.retention_page import RetentionPage
from assoc_desktop.members.forms.member_page import MemberPage
from assoc_desktop.members.records import Member
from assoc_desktop.members.rules import read_member
from assoc_desktop.storage.backup import backups_in, make_backup
from assoc_desktop.storage.history import last_undoable
from assoc_desktop.widgets.pdf_preview import PreviewPage
from tests.members.erasing.looking import places_with
from tests.screens import answer, click, press, texts_shown, tick, type_text

DAY = datetime.date


@pytest.fixture
def zaina(save):
    return save(
        given_name="Zaïnabou", family_name="Kwitcheu", phones=["+237677123456"], joined_on=DAY(2026, 1, 1)
    )


@pytest.fixture
def friend(save):
    return save(family_name="Diop", notes="Ask Zaïnabou Kwitcheu.")


@pytest.fixture
def tab(desk, show_tab):
    return show_tab(desk)


@pytest.fixture
def come(tab, qtbot):
    """Wait until a page of a kind lies on top."""

    def come_(kind):
        qtbot.waitUntil(lambda: type(tab.top()) is kind, timeout=20_000)
        return tab.top()

    return come_


def chosen_from_the_menu(page, label):
    page._fill_actions()
    next(action for action in page.actions_menu.actions() if action.text() == label).trigger()


def test_erased_from_the_members_page(tab, desk, come, zaina, friend, file):
    folder = the_association().folder_for_backups(file.path)
    make_backup(file.path, folder, at=datetime.datetime(2026, 4, 1, 12))
    desk.draft(f"member {zaina}").write({"family_name": "Kwitcheu-Zu"})
    tab.read_again()
    tab.list.table.select_id(zaina)
    assert tab.list.table.selected_ids() == [zaina]
    tab.open_member(zaina)
    chosen_from_the_menu(come(MemberPage), "Erase on request…")
    page = come(ErasePage)
    shown = " ".join(texts_shown(page))
    for words in ("What is erased", "• 1 phone", "Where others mention this member", "Backup of 01/04/2026"):
        assert words in shown
    assert [box.text() for box in page.chosen.values()] == ["Diop: “Ask Zaïnabou Kwitcheu.”"]
    assert not page.button.isEnabled()
    type_text(page.typed, "Zaïnabou Kwitche")
    press(page.typed, Qt.Key.Key_Return)
    assert Member.get_by_id(zaina).erased_on is None
    type_text(page.typed, "u")
    tick(page.delete_backups)
    click(page.button)
    paper = come(PreviewPage)
    assert paper.title.text() == "Certificate of erasure"
    assert backups_in(folder, file.path.stem) == []
    assert read_member(friend).notes == "Ask Personne effacée."
    assert places_with(["Kwitcheu", "677123456"]) == []
    assert desk.draft(f"member {zaina}").read() is None
    press(paper, Qt.Key.Key_Escape)
    assert tab.top() is tab.list
    assert zaina not in tab.list.table.shown_ids()
    assert tab.list.table.selected_ids() == [], "who is gone is not chosen out of sight"


def test_a_mention_that_is_unticked_and_backups_stay(tab, come, zaina, friend, file):
    make_backup(file.path, the_association().folder_for_backups(file.path))
    tab.erase(zaina)
    page = come(ErasePage)
    (box,) = page.chosen.values()
    tick(box)
    type_text(page.typed, "Zaïnabou  Kwitcheu ")
    press(page.typed, Qt.Key.Key_Return)
    come(PreviewPage)
    assert read_member(friend).notes == "Ask Zaïnabou Kwitcheu."
    assert len(backups_in(the_association().folder_for_backups(file.path), file.path.stem)) == 1


def test_a_backup_that_cannot_be_deleted_is_told_and_stands_on_the_certificate(tab, come, zaina, file, qtbot):
    made = make_backup(file.path, the_association().folder_for_backups(file.path))
    tab.erase(zaina)
    page = come(ErasePage)
    tick(page.delete_backups)
    type_text(page.typed, "Zaïnabou Kwitcheu")
    made.path.unlink()
    made.path.mkdir()  # no file that could be removed
    told = answer("Close")
    click(page.button)
    paper = come(PreviewPage)
    qtbot.waitUntil(lambda: bool(told))
    assert told[0] == "Not every backup could be deleted"
    assert len(paper.preview.document.hits(0, "Sauvegarde")) > 0


def test_leaving_the_page_erases_nothing(tab, come, zaina):
    tab.erase(zaina)
    page = come(ErasePage)
    type_text(page.typed, "Zaïnabou Kwitcheu")
    press(page.typed, Qt.Key.Key_Escape)
    assert tab.top() is tab.list
    assert read_member(zaina).family_name == "Kwitcheu"


def test_who_was_erased_already_is_told(tab, come, zaina, friend, qtbot):
    tab.erase(zaina)
    page = come(ErasePage)
    type_text(page.typed, "Zaïnabou Kwitcheu")
    click(page.button)
    come(PreviewPage)
    answer("Close")
    tab.erase(zaina)
    qtbot.wait(300)
    assert type(tab.top()) is PreviewPage


def test_everything_kept_on_a_member(tab, come, zaina, tmp_path, monkeypatch):
    tab.open_member(zaina)
    chosen_from_the_menu(come(MemberPage), "Everything kept on this member…")
    page = come(DisclosePage)
    assert page.title.text() == "What is kept on Zaïnabou Kwitcheu"
    path = tmp_path / "kept.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))
    click(page.save_json)
    assert json.loads(path.read_text("utf-8"))["name"] == "Zaïnabou Kwitcheu"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "no/kept.json"), ""))
    told = answer("Close")
    click(page.save_json)
    assert told[0] == "The document was not saved"


@pytest.fixture
def gone(save):
    return [
        save(family_name=f"Gone{n}", joined_on=DAY(2000, 1, 1), resigned_on=DAY(2010 + n, 1, 1))
        for n in range(3)
    ]


def test_old_records_are_chosen_and_erased(tab, come, gone, friend, qtbot):
    tab.show_choice({"retention": True})
    page = come(RetentionPage)
    assert page.table.shown_ids() == gone
    assert not page.button.isEnabled()
    click(page.all)
    assert page.button.text() == "Erase 3 records…"
    answer("Cancel")
    click(page.button)
    assert Member.select().where(Member.erased_on.is_null(False)).count() == 0
    answer("Erase for good")
    click(page.button)
    paper = come(PreviewPage)
    assert paper.title.text() == "Old records erased"
    assert places_with(["Gone0", "Gone1", "Gone2"]) == []
    assert read_member(friend).family_name == "Diop"


def test_the_years_are_changed_and_kept(tab, come, gone, qtbot):
    tab.show_choice({"retention": True})
    page = come(RetentionPage)
    page.years.setFocus()
    page.years.selectAll()
    type_text(page.years.lineEdit(), "15")
    qtbot.waitUntil(lambda: the_association().retention_years == 15, timeout=5_000)
    assert page.table.shown_ids() == gone[:2]
    assert str(last_undoable()) == "Propose erasing after 15 years"


def test_nobody_is_proposed(tab, come, friend):
    tab.show_choice({"retention": True})
    page = come(RetentionPage)
    assert page.table.shown_ids() == []
    assert "Nobody is proposed" in texts_shown(page)
    assert not page.all.isEnabled()
