"""The page of the export, with real clicks and keys, and the files it writes."""

import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog

from assoc_desktop.association.records import Season
from assoc_desktop.exchange import open_table
from assoc_desktop.members.exporting.columns import all_keys
from assoc_desktop.members.exporting.forms.page import ExportPage
from assoc_desktop.members.filters.model import Condition, Group
from assoc_desktop.members.filters.saved import save_filter
from assoc_desktop.members.records import Consent
from assoc_desktop.storage.history import operation
from tests.screens import press, show_page, texts_shown, tick

SHOWN = ["number", "name", "town", "phone"]


@pytest.fixture
def people(save):
    awa = save(
        family_name="Example", given_name="Awa", town="Bamako", phones=["699123456"], emails=["a@example.org"]
    )
    binta = save(family_name="Example", given_name="Binta", town="Ségou", phones=["699123457"])
    with operation("Refuse"):
        Consent.create(member=awa, purpose="phone", given=False, said_on=datetime.date(2026, 1, 1))
        Consent.create(member=binta, purpose="directory", given=True, said_on=datetime.date(2026, 1, 1))
    return [awa, binta]


@pytest.fixture
def page(people, desk, qtbot):
    return show_page(qtbot, ExportPage(desk, people[:1], people, SHOWN, Season.get()))


def written(page, path, qtbot):
    page.write(path)
    qtbot.waitUntil(path.exists)
    table = open_table(path)
    return table.headings, [row.cells for row in table.rows]


def choose(box, data):
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())


def test_the_list_is_exported_as_it_is_shown(page, tmp_path, qtbot):
    choose(page.who.box, "shown")
    assert page.columns.keys() == ["number", "list_name", "town", "phones"]
    headings, rows = written(page, tmp_path / "list.csv", qtbot)
    assert headings == ["Member number", "Name", "Town", "Phone"]
    assert [row[1:] for row in rows] == [
        ["Example Awa", "Bamako", ""],
        ["Example Binta", "Ségou", "+237699123457"],
    ]


def test_what_is_refused_is_left_out_and_said_so(page, tmp_path, qtbot):
    assert any(text.startswith("1 member does not want everything") for text in texts_shown(page))
    tick(page.office)
    assert not any("does not want" in text for text in texts_shown(page))
    _headings, rows = written(page, tmp_path / "office.csv", qtbot)
    assert rows[0][-1] == "+237699123456"


def test_columns_are_ticked_moved_and_kept_as_a_set(page, desk, qtbot, monkeypatch):
    columns = page.columns
    columns.list.setFocus()
    press(columns.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert columns.keys() == ["list_name", "number", "town", "phones"]
    columns.list.setCurrentRow(3)
    press(columns.list, Qt.Key.Key_Space)
    assert columns.keys() == ["list_name", "number", "town"]
    columns.up.click()
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: ("My set", True))
    columns.keep_button.click()
    assert columns.sets.currentText() == "My set"
    again = show_page(qtbot, ExportPage(desk, [], page.export().ids, SHOWN, Season.get()))
    choose(again.columns.sets, "own My set")
    assert again.columns.keys() == ["list_name", "number", "town"]
    again.columns.forget_button.click()
    assert again.columns.sets.findText("My set") == -1
    choose(again.columns.sets, "everything")
    assert again.columns.keys() == all_keys()


def test_a_set_without_a_name_is_refused(page, answer):
    shown = answer("Close")
    page.columns.keep_as("  ")
    assert "Give the set of columns a name." in " ".join(shown)


def test_address_cards_show_their_version_and_no_columns(page, tmp_path, qtbot):
    choose(page.format, ".vcf")
    assert page.version.isVisible()
    assert not page.columns.isVisible()
    assert not page.season.isVisible()
    choose(page.version, "4.0")
    path = tmp_path / "cards.vcf"
    page.write(path)
    qtbot.waitUntil(path.exists)
    assert b"VERSION:4.0" in path.read_bytes()
    assert b"+237699123456" not in path.read_bytes()
    assert b"a@example.org" in path.read_bytes()


def test_nothing_can_be_exported_without_a_column(page):
    page.columns.show_keys([])
    assert not page.button.isEnabled()
    page.columns.show_keys(["number"])
    assert page.button.isEnabled()


def test_a_saved_filter_says_who(people, desk, qtbot, tmp_path):
    save_filter("Ségou", Group(True, (Condition("town", "is", ("Ségou",)),)))
    page = show_page(qtbot, ExportPage(desk, [], people, SHOWN, Season.get()))
    page.who.box.setCurrentIndex(page.who.box.findText("Saved filter: Ségou"))
    page.who.box.activated.emit(page.who.box.currentIndex())
    _headings, rows = written(page, tmp_path / "list.csv", qtbot)
    assert [row[1] for row in rows] == ["Example Binta"]


def test_the_directory_has_only_who_agreed(page, qtbot, answer):
    shown = answer("Close")
    page.directory.click()
    qtbot.waitUntil(lambda: bool(shown))
    assert "Nobody of them agreed" in " ".join(shown)
    choose(page.who.box, "shown")
    with qtbot.waitSignal(page.preview_made) as made:
        page.directory.click()
    qtbot.addWidget(made.args[0])


def test_a_folder_that_is_gone_is_told(page, tmp_path, qtbot, answer):
    shown = answer("Close")
    page.write(tmp_path / "gone" / "list.csv")
    qtbot.waitUntil(lambda: bool(shown))
    assert "There is no folder" in " ".join(shown)


def test_the_menu_opens_the_page_and_the_directory_lies_upon_it(people, desk, qtbot):
    from assoc_desktop.members.tab.page import MembersTab
    from assoc_desktop.widgets.pdf_preview import PreviewPage

    tab = show_page(qtbot, MembersTab(desk))
    tab.list.table.select_id(people[1])
    tab.export()
    page = tab.top()
    assert isinstance(page, ExportPage)
    assert page.export().ids == people
    assert page.columns.keys() == ["number", "list_name", "category", "town", "status", "to_pay"]
    page.directory.click()
    qtbot.waitUntil(lambda: isinstance(tab.top(), PreviewPage))
    press(tab.top(), Qt.Key.Key_Escape)
    assert tab.top() is page
