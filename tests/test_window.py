"""The window: opening, tabs, menus, closing, languages."""

import datetime
import io
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton
from reportlab.pdfgen import canvas

from assoc_desktop import app as program
from assoc_desktop.home.tab import _Task
from assoc_desktop.language import language, speak
from assoc_desktop.members.records import Member
from assoc_desktop.members.rules import archive
from assoc_desktop.preferences import Preferences, load_preferences
from assoc_desktop.storage import backup, scrubbing
from assoc_desktop.storage.database import database
from assoc_desktop.storage.history import recent_operations
from assoc_desktop.storage.lock import Lock
from assoc_desktop.storage.scrubbing import rewrite_file
from assoc_desktop.widgets.pdf_preview import PdfPreview, PreviewPage
from assoc_desktop.widgets.theme import apply_theme
from assoc_desktop.window import MainWindow, status
from assoc_desktop.window.guide import GuideWindow, guide_file
from assoc_desktop.window.history import HistoryDialog
from assoc_desktop.window.navigation import PLACES, NavigationBar
from tests.screens import answer, button, click, press, show_page, texts_shown, type_text


@pytest.fixture
def preferences(tmp_path):
    return Preferences(tmp_path / "settings")


@pytest.fixture
def window(preferences, qtbot, qapp, today):
    if not qapp.styleSheet():
        apply_theme(qapp, "light")
    found = MainWindow(preferences, today=lambda: today)
    qtbot.addWidget(found)
    found.show()
    qtbot.waitExposed(found)
    found.activateWindow()
    yield found
    found.drop_file()
    found._closing = True


@pytest.fixture
def opened(window, example_path):
    assert window.open_path(example_path)
    return window


def actions(window):
    return {
        action.text().replace("&", ""): action for action in window.findChildren(type(window.menus._undo))
    }


def test_it_opens_at_home_and_remembers_the_file(opened, example_path, preferences, qtbot):
    assert opened.desk.path == example_path.resolve()
    remembered = [str(example_path.resolve())]
    qtbot.waitUntil(lambda: load_preferences(preferences.folder).recent == remembered)
    qtbot.waitUntil(lambda: "120" in texts_shown(opened))
    assert "Last change saved" in opened._told.text()


def test_every_tab_says_what_it_is_for(opened, qtbot):
    for number, place in enumerate(PLACES, start=1):
        press(opened, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.AltModifier)
        assert opened._navigation.currentIndex() == number - 1
        if place.key not in ("home", "members", "treasury", "benefits", "listening"):
            page = opened._stack.currentWidget()
            assert "not ready in this version" in page.text.text()
            assert page.button is None
            assert not opened.menus._of_tab["add"].isEnabled()


def test_a_line_at_home_leads_to_its_list(opened, qtbot):
    home = opened.tab()
    qtbot.waitUntil(lambda: bool(home.findChildren(_Task)))
    grace = next(task for task in home.findChildren(_Task) if "grace" in task.accessibleName())
    count = int(grace.accessibleName().split()[0])
    click(grace)
    assert opened._navigation.currentIndex() == 1
    assert len(opened.tab().list.table.model.ids) == count


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_presses_the_button_that_has_the_keyboard(opened, qtbot, key):
    opened.show_tab("members")
    list_page = opened.tab().list
    list_page.table.select_id(list_page.table.model.ids[0])
    edit = next(found for found in opened.findChildren(QPushButton) if found.text() == "Edit")
    edit.setFocus()
    qtbot.keyClick(edit, key)
    assert opened.tab().count() == 2
    back = opened.tab().currentWidget().back
    back.setFocus()
    qtbot.keyClick(back, key)
    qtbot.waitUntil(lambda: opened.tab().count() == 1)


def test_undo_names_what_it_takes_back_and_can_itself_be_undone(opened, today, qtbot):
    opened.show_tab("members")
    ids = opened.tab().list.table.model.ids
    archive(ids[:3], today)
    opened.desk.changed.emit()
    assert len(opened.tab().list.table.model.ids) == 117
    qtbot.waitUntil(lambda: "Undo: Archive 3 members" in actions(opened))
    opened.tab().list.table.view.setFocus()
    press(opened.tab().list.table.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(opened.tab().list.table.model.ids) == 120)
    click(button(opened, "Redo"))
    qtbot.waitUntil(lambda: len(opened.tab().list.table.model.ids) == 117)
    qtbot.waitUntil(lambda: any(each.text() == "Undo" for each in opened.findChildren(QPushButton)))


def test_what_cannot_be_undone_is_told(opened, today, qtbot):
    opened.show_tab("members")
    member = opened.tab().list.table.model.ids[0]
    archive([member], today)
    first = recent_operations(1)[0].id
    archive([member], today.replace(day=15))
    told = answer("Close")
    opened.desk.undo_wanted.emit(first)
    qtbot.waitUntil(lambda: bool(told))
    assert "changed since" in told[1]
    assert Member.get_by_id(member).archived_on is not None


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0", b"%PDF-1.7 and more"])
def test_what_is_no_file_of_ours_is_refused_and_left_alone(window, tmp_path, content, qtbot):
    path = tmp_path / "other.assoc"
    path.write_bytes(content)
    told = answer("Cancel")
    assert not window.open_path(path)
    assert "other.assoc" in told[1]
    assert path.read_bytes() == content
    assert window.file is None
    assert "Welcome" in texts_shown(window)


def test_a_file_that_is_open_elsewhere_is_refused(window, example_path):
    lock = Lock(example_path.resolve())
    lock.take()
    told = answer("Cancel")
    assert not window.open_path(example_path)
    assert "already open" in told[1]
    lock.release()
    assert window.open_path(example_path)


def test_a_refusal_offers_another_file(window, tmp_path, example_path, monkeypatch, qtbot):
    path = tmp_path / "other.assoc"
    path.touch()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(example_path), ""))
    answer("Open another file…")
    window.open_path(path)
    assert window.desk.path == example_path.resolve()


def test_closing_makes_a_verified_backup(opened, example_path, qtbot):
    opened.close()
    qtbot.waitUntil(lambda: not opened.isVisible())
    assert opened.file is None
    assert len(backup.backups_in(backup.default_folder(example_path), example_path.stem)) == 1


def test_after_forms_without_names_the_file_is_written_anew_beside_the_window(
    opened, example_path, qtbot, monkeypatch
):
    """A large file takes seconds: the window says what is done, and does not stand still."""
    where = []

    def rewrite():
        where.append(threading.current_thread() is threading.main_thread())
        rewrite_file()

    monkeypatch.setattr(scrubbing, "rewrite_file", rewrite)
    database.order_tells = True
    opened.close()
    qtbot.waitUntil(lambda: not opened.isVisible())
    assert where == [False]
    assert len(backup.backups_in(backup.default_folder(example_path), example_path.stem)) == 1


def test_closing_asks_when_no_backup_can_be_made(opened, example_path, qtbot):
    backup.default_folder(example_path.resolve()).touch()
    answer("Cancel")
    opened.close()
    qtbot.wait(400)
    assert opened.isVisible()
    answer("Close without a backup")
    opened.close()
    qtbot.waitUntil(lambda: not opened.isVisible())


def test_closing_with_unsaved_changes_asks(opened, qtbot):
    opened.show_tab("members")
    tab = opened.tab()
    tab.list.table.select_id(tab.list.table.model.ids[0])
    tab.edit()
    type_text(tab.top().fields["family_name"].line, "x")
    answer("Stay on the page")
    opened.close()
    assert opened.isVisible()
    answer("Discard")
    opened.close()
    qtbot.waitUntil(lambda: not opened.isVisible())


def test_save_a_copy(opened, tmp_path, monkeypatch, qtbot):
    target = tmp_path / "copy"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    actions(opened)["Save a copy…"].trigger()
    qtbot.waitUntil(lambda: (tmp_path / "copy.assoc").exists())
    qtbot.waitUntil(
        lambda: not [box for box in QApplication.topLevelWidgets() if box.isModal() and box.isVisible()]
    )


def test_backup_and_check_tell_what_they_found(opened, example_path, qtbot):
    for words, found in (("Make a backup now", "proven good"), ("Check the file", "The file is whole")):
        told = answer("Close")
        actions(opened)[words].trigger()
        qtbot.waitUntil(lambda told=told: bool(told), timeout=10_000)
        assert found in told[0]


def drop(window, path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    none = Qt.KeyboardModifier.NoModifier
    window.dropEvent(
        QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none)
    )


def test_a_dropped_file_is_opened_and_a_dropped_list_imported(window, example_path, tmp_path, qtbot):
    drop(window, example_path)
    qtbot.waitUntil(lambda: window.desk is not None)
    path = tmp_path / "members.csv"
    path.write_text("Name;Town\nExample;Yaoundé\n", encoding="utf-8")
    drop(window, path)
    qtbot.waitUntil(lambda: window.tab() is not None and window.tab().top() is not window.tab().bottom)
    qtbot.waitUntil(lambda: window.tab().top().file_step.path == path)


def test_history_lists_and_undoes(opened, today, qtbot):
    opened.show_tab("members")
    archive(opened.tab().list.table.model.ids[:1], today)
    dialog = HistoryDialog(opened.desk, opened)
    dialog.show()
    newest = dialog.table.model.ids[0]
    assert dialog.table.model.row(0).texts["what"] == str(recent_operations(1)[0])
    dialog.table.select_id(newest)
    click(dialog.undo)
    qtbot.waitUntil(lambda: newest in dialog._undone)
    dialog.table.select_id(newest)
    assert not dialog.undo.isEnabled()


def test_settings_open_at_a_section(opened):
    opened.show_tab("members")
    opened.desk.settings_wanted.emit("categories")
    assert opened.tab().top() is not opened.tab().bottom


def test_a_page_over_the_list_has_its_own_keys(opened, monkeypatch, qtbot):
    printed = []
    monkeypatch.setattr(PdfPreview, "print_document", lambda _page: printed.append("preview"))
    opened.show_tab("members")
    tab = opened.tab()
    monkeypatch.setattr(type(tab), "print_now", lambda _tab: printed.append("list"))
    press(tab.list.search, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    tab.push(PreviewPage("Cards", one_page(), "cards.pdf"))
    press(tab.top().preview.pages, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(printed) == 2)
    tab.close_pages()
    press(tab.list.search, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert printed == ["list", "preview", "list"]


def one_page():
    content = io.BytesIO()
    paper = canvas.Canvas(content)
    paper.showPage()
    paper.save()
    return content.getvalue()


def test_themes_and_sizes_take_effect_and_are_remembered(opened, preferences, qapp):
    actions(opened)["Dark"].trigger()
    actions(opened)["150 %"].trigger()
    kept = load_preferences(preferences.folder)
    assert (kept.theme, kept.text_size) == ("dark", 150)
    apply_theme(qapp, "light")


def test_the_guide_is_in_the_persons_language(qtbot):
    texts = {}
    for code in ("fr", "en"):
        speak(code)
        guide = GuideWindow()
        qtbot.addWidget(guide)
        texts[code] = guide.text.toPlainText()
        word = texts[code].split()[5]
        type_text(guide.field, word)
        assert guide.text.textCursor().selectedText().lower() == word.lower()
    assert texts["fr"] != texts["en"]


@pytest.mark.parametrize("code", ["en", "fr"])
def test_the_guide_lists_its_sections_and_jumps_to_them(qtbot, code):
    speak(code)
    guide = show_page(qtbot, GuideWindow(), 1000, 520)
    written = guide_file().read_text(encoding="utf-8")
    assert guide_file().name == f"guide.{code}.md"
    titles = [line.removeprefix("## ") for line in written.splitlines() if line.startswith("## ")]
    shown = [guide.sections.item(row).text() for row in range(guide.sections.count())]
    assert shown == [title.replace("*", "") for title in titles]
    top = guide.text.verticalScrollBar().value
    assert top() == 0
    press(guide.sections, Qt.Key.Key_Down)
    press(guide.sections, Qt.Key.Key_Down)
    press(guide.sections, Qt.Key.Key_Return)
    assert guide.text.textCursor().block().text() == shown[2]
    assert guide.text.hasFocus()
    assert 0 <= guide.text.cursorRect().top() < 40, "the heading stands at the top"
    before = top()
    item = guide.sections.item(4)
    place = guide.sections.visualItemRect(item).center()
    QTest.mouseClick(guide.sections.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert guide.text.textCursor().block().text() == shown[4]
    assert top() > before
    assert guide.minimumSizeHint().width() <= 1093
    for width in (760, 1093, 600):
        guide.resize(width, 520)
        qtbot.wait(1)
        assert guide.text.horizontalScrollBar().maximum() == 0, width
        assert guide.text.document().size().width() <= guide.text.viewport().width() + 1


@pytest.mark.parametrize(("width", "stacked"), [(1366, False), (1093, True), (760, True)])
def test_tabs_stand_icon_over_word_where_room_is_short(qtbot, width, stacked):
    bar = NavigationBar()
    qtbot.addWidget(bar)
    bar.resize(width, bar.sizeHint().height())
    bar.show()
    assert bar._stacked is stacked
    assert bar.tabRect(len(PLACES) - 1).right() <= width


def test_ago():
    now = datetime.datetime(2026, 5, 14, 12)
    for minutes, words in ((0, "just now"), (1, "1 minute ago"), (125, "2 hours ago"), (3000, "2 days ago")):
        assert status.ago(now - datetime.timedelta(minutes=minutes), now) == words


@pytest.fixture
def application(preferences, qapp, qtbot):
    preferences.language = "en"
    found = program.Application(qapp, preferences)
    yield found
    found.window.drop_file()
    found.window.close_now()
    found.window.deleteLater()
    apply_theme(qapp, "light")


def test_the_language_changes_at_once_on_the_same_file(application, example_path, qtbot):
    application.start(example_path)
    old = application.window
    actions(old)["Français"].trigger()
    assert language() == "fr"
    assert application.window is not old
    assert application.window.desk.path == example_path.resolve()
    assert QApplication.translate("QPlatformTheme", "Cancel") == "Annuler"
    assert not [
        box for box in QApplication.topLevelWidgets() if isinstance(box, QMessageBox) and box.isVisible()
    ]


def test_the_last_file_is_opened_again(application, example_path, preferences):
    preferences.remember_file(example_path)
    application.start(None)
    assert application.window.desk.path == example_path.resolve()


def test_a_double_click_on_a_file_is_heard(example_path):
    """A process of its own: there is one application to a process."""
    code = (
        "import sys; from pathlib import Path; from PySide6.QtGui import QFileOpenEvent;"
        "from assoc_desktop.app import DesktopApplication; app = DesktopApplication(sys.argv); seen = [];"
        "app.file_wanted.connect(seen.append); app.sendEvent(app, QFileOpenEvent(sys.argv[1]));"
        "assert seen == [Path(sys.argv[1])]"
    )
    subprocess.run([sys.executable, "-c", code, str(example_path)], check=True, timeout=60)


def test_a_file_that_went_away_is_told(application, tmp_path):
    told = answer("Cancel")
    application.start(Path(tmp_path / "gone.assoc"))
    assert "gone.assoc" in told[1]
    assert application.window.file is None
