"""Long work: a connection of its own, Cancel rolls back, refusals are shown, bugs are not hidden."""

import sys
import threading
import time

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QProgressBar, QWidget

from assoc_desktop.association.records import Season
from assoc_desktop.members.records import Tag
from assoc_desktop.refusals import Cancelled, Refused
from assoc_desktop.storage.database import database
from assoc_desktop.storage.history import operation
from assoc_desktop.widgets import background
from assoc_desktop.widgets.background import run_in_background, run_quietly
from tests.members.conftest import file, founded  # noqa: F401
from tests.screens import answer, button, click


@pytest.fixture
def window(shown):
    return shown(QWidget())


def dialogs(window):
    return [each for each in window.findChildren(QDialog) if each.isVisible()]


def test_the_result_comes_to_the_gui_thread(window, qtbot):
    seen = []

    def work(progress):
        progress(1, 2)
        return threading.current_thread()

    job = run_in_background(
        work,
        title="Working…",
        done=lambda found: seen.append((found, threading.current_thread())),
        parent=window,
    )
    with qtbot.waitSignal(job.ended):
        pass
    (worker, caller) = seen[0]
    assert worker is not caller
    assert caller is threading.main_thread()


def test_short_work_shows_no_dialog_and_long_work_does(window, qtbot):
    go_on = threading.Event()
    job = run_in_background(lambda _p: None, title="Short…", parent=window)
    assert dialogs(window) == []
    with qtbot.waitSignal(job.ended):
        pass

    def work(progress):
        progress(3, 4, "Reading row 3")
        go_on.wait(5)

    job = run_in_background(work, title="Long…", parent=window)
    (dialog,) = dialogs(window)
    qtbot.waitUntil(lambda: dialog.findChild(QProgressBar).value() == 750)
    assert {"Long…", "Reading row 3"} <= {label.text() for label in dialog.findChildren(QLabel)}
    go_on.set()
    with qtbot.waitSignal(job.ended):
        pass
    assert dialogs(window) == []


def test_cancel_rolls_back(window, qtbot, file):  # noqa: F811
    stopped = []

    def work(progress):
        with operation("Add tags"):
            for number in range(10_000):
                progress(number, 10_000)
                Tag.create(name=f"tag {number}", folded=f"tag {number}")
                time.sleep(0.002)

    job = run_in_background(
        work, title="Adding…", cancelled=lambda: stopped.append(1), done=pytest.fail, parent=window
    )
    (dialog,) = dialogs(window)
    qtbot.waitUntil(lambda: job.done > 3)
    with qtbot.waitSignal(job.ended):
        click(button(dialog, "Cancel"))
    assert stopped == [1]
    assert isinstance(job.error, Cancelled)
    assert Tag.select().count() == 0


def test_the_worker_has_a_connection_of_its_own(window, qtbot, file):  # noqa: F811
    def work(_progress):
        return database.connection(), Tag.select().count()

    seen = []
    job = run_in_background(work, title="Counting…", done=seen.append, parent=window)
    with qtbot.waitSignal(job.ended):
        pass
    (connection, count) = seen[0]
    assert connection is not database.connection()
    assert count == 0
    assert not database.is_closed()


def refuse(_progress):
    raise Refused("The disk is full.")


def test_a_refusal_is_shown(window, qtbot):
    told = answer("Close")
    job = run_in_background(refuse, title="Saving…", parent=window)
    with qtbot.waitSignal(job.ended):
        pass
    assert told[1] == "The disk is full."


def test_a_refusal_can_be_taken_by_the_caller(window, qtbot):
    seen = []
    job = run_in_background(refuse, title="Saving…", failed=seen.append, parent=window)
    with qtbot.waitSignal(job.ended):
        pass
    assert str(seen[0]) == "The disk is full."


@pytest.mark.parametrize("quietly", [False, True])
def test_a_bug_is_not_hidden(window, qtbot, monkeypatch, quietly):
    seen = []
    monkeypatch.setattr(sys, "excepthook", lambda *found: seen.append(found[0]))

    def work(*_progress):
        raise ZeroDivisionError

    if quietly:
        job = run_quietly(work, pytest.fail, window)
    else:
        job = run_in_background(work, title="Dividing…", done=pytest.fail, parent=window)
    with qtbot.waitSignal(job.ended):
        pass
    assert seen == [ZeroDivisionError]


def test_what_cannot_be_cancelled_has_no_button(window, qtbot, monkeypatch):
    go_on = threading.Event()
    job = run_in_background(lambda _p: go_on.wait(5), title="Backing up…", parent=window, can_cancel=False)
    (dialog,) = dialogs(window)
    dialog.close()
    assert not job.is_cancelling
    assert dialog.isVisible()
    assert dialog.button.isHidden()
    go_on.set()
    with qtbot.waitSignal(job.ended):
        pass


def test_quiet_work_shows_nothing(window, qtbot):
    seen = []
    job = run_quietly(lambda: time.sleep(background._PATIENCE_S * 2) or 7, seen.append, window)
    assert dialogs(window) == []
    with qtbot.waitSignal(job.ended):
        pass
    assert seen == [7]


def test_quiet_work_that_begins_after_its_file_was_closed_is_no_bug(window, qtbot, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", lambda *found: pytest.fail(str(found[1])))
    job = run_quietly(lambda: Season.select().count(), pytest.fail, window)
    with qtbot.waitSignal(job.ended):
        pass
