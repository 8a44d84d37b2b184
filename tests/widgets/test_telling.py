"""Toasts, questions, and what happens when the program itself is at fault."""

import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from assoc_desktop.widgets import messages, toast
from assoc_desktop.widgets.crash import CrashReporter
from assoc_desktop.widgets.toast import show_toast
from tests.screens import answer, click


def test_a_toast_does_what_its_button_says_once(shown):
    window, done = shown(QWidget()), []
    shown_toast = show_toast(window, "Archived 3 members", ("Undo", lambda: done.append(1)))
    assert shown_toast.isVisible()
    assert window.rect().contains(shown_toast.geometry())
    click(shown_toast.button)
    assert done == [1]
    assert not shown_toast.isVisible()


def test_the_next_toast_takes_the_place_of_the_last(shown):
    window = shown(QWidget())
    first = show_toast(window, "One", ("Undo", lambda: None))
    second = show_toast(window, "Two " * 80)
    assert first is second
    assert second.button.isHidden()
    assert window.rect().contains(second.geometry())
    window.resize(500, 400)
    QApplication.processEvents()
    assert window.rect().contains(second.geometry())


def test_a_toast_goes_by_itself(shown, qtbot, monkeypatch):
    monkeypatch.setattr(toast, "SHOWN_MS", 30)
    window = shown(QWidget())
    found = show_toast(window, "Saved")
    qtbot.waitUntil(lambda: not found.isVisible())


@pytest.mark.parametrize(
    ("label", "given"),
    [("Save", messages.SAVE), ("Discard", messages.DISCARD), ("Stay on the page", messages.STAY)],
)
def test_unsaved_changes(shown, label, given):
    answer(label)
    assert messages.ask_unsaved(shown(QWidget())) == given


@pytest.mark.parametrize(("label", "given"), [("Archive", True), ("Cancel", False)])
@pytest.mark.parametrize("danger", [True, False])
def test_confirm(shown, label, given, danger):
    told = answer(label)
    assert messages.confirm(shown(QWidget()), "Sure?", "<b>3</b> members", "Archive", danger=danger) is given
    assert told == ["Sure?", "<b>3</b> members"]


@pytest.fixture
def reporter(tmp_path, monkeypatch):
    found = CrashReporter(tmp_path / "reports")
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    found.install()
    return found


def fail():
    raise ZeroDivisionError("<b>odd</b>")


def report_of(folder):
    return "".join(path.read_text(encoding="utf-8") for path in Path(folder).glob("report *.txt"))


def test_a_bug_leaves_a_report_and_the_window_stays(reporter, capsys, qtbot):
    told = answer("Go on")
    try:
        fail()
    except ZeroDivisionError:
        reporter.report(*sys.exc_info())
    qtbot.waitUntil(lambda: bool(told))
    qtbot.waitUntil(lambda: not reporter._telling)
    assert "a fault of the program, not yours" in told[1]
    assert "ZeroDivisionError" in report_of(reporter.folder)
    assert "Assoc Desktop" in report_of(reporter.folder)
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_a_bug_in_a_thread_is_told_too(reporter, capsys, qtbot):
    told = answer("Go on")
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(told))
    qtbot.waitUntil(lambda: not reporter._telling)
    assert "ZeroDivisionError" in report_of(reporter.folder)
    capsys.readouterr()


def test_many_bugs_ask_once(reporter, capsys, qtbot):
    for _turn in range(3):
        try:
            fail()
        except ZeroDivisionError:
            reporter.report(*sys.exc_info())
    seen = []

    def close():
        seen.append(
            len(
                [
                    each
                    for each in QApplication.topLevelWidgets()
                    if isinstance(each, QMessageBox) and each.isVisible()
                ]
            )
        )

    answer("Go on")
    reporter._dialog(None)
    qtbot.waitUntil(lambda: not reporter._telling and report_of(reporter.folder).count("Zero") >= 3)
    close()
    assert seen[0] <= 1
    capsys.readouterr()


def test_a_folder_that_cannot_be_written_does_not_hide_the_bug(tmp_path, capsys):
    (tmp_path / "file").touch()
    reporter = CrashReporter(tmp_path / "file" / "reports")
    assert reporter._write("text") is None
    assert "A report" not in reporter._dialog(None).informativeText()


def test_ctrl_c_is_no_bug(reporter, capsys):
    reporter.report(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert not reporter.folder.exists()
    assert "KeyboardInterrupt" in capsys.readouterr().err
