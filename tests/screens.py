"""Real keys, clicks and answers for tests of screens."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from assoc_desktop.association.records import the_association
from assoc_desktop.preferences import Preferences
from assoc_desktop.storage.database import database
from assoc_desktop.storage.file import AssociationFile
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.form_dialog import FormDialog
from assoc_desktop.widgets.job import Job
from assoc_desktop.widgets.theme import apply_theme

_NONE = Qt.KeyboardModifier.NoModifier


def make_desk(file: AssociationFile, folder: Path, today: datetime.date) -> Desk:
    """A desk on an open file, in English, with settings and drafts of its own."""
    apply_theme_once()
    conventions = the_association().conventions_in("en")
    return Desk(Preferences(folder / "settings"), file.path, conventions, today=lambda: today)


def apply_theme_once() -> None:
    """The look of the program; polishing every widget anew for each test would take most of a second."""
    app = QApplication.instance()
    if not app.styleSheet():
        apply_theme(app, "light")


def show_page(qtbot: QtBot, page: QWidget, width: int = 1093, height: int = 614) -> QWidget:
    """Show a page at the size of the smallest screen and wait until it is there."""
    qtbot.addWidget(page)
    page.resize(width, height)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    qtbot.wait(1)
    return page


def type_text(widget: QWidget, text: str) -> None:
    """Type a text sign by sign; `keyClicks` would abort the process on a sign that is not ASCII."""
    widget.setFocus()
    for sign in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, Qt.Key.Key_unknown, _NONE, sign))


def retype(widget: QWidget, text: str) -> None:
    """Replace what stands in a line by typing."""
    widget.setFocus()
    press(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(widget, Qt.Key.Key_Delete)
    type_text(widget, text)


def paste(widget: QWidget, text: str) -> None:
    """Put a text on the clipboard and paste it with Ctrl+V."""
    QGuiApplication.clipboard().setText(text)
    widget.setFocus()
    press(widget, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def press(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = _NONE) -> None:
    """Press one key, in the window that a person would see in front."""
    _bring_to_front(widget.window())
    QTest.keyClick(widget, key, modifiers)


def click(widget: QWidget) -> None:
    """Click in the middle of a widget."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def tick(box: QCheckBox) -> None:
    """Click on the little square of a check box; beside its words, a click does nothing."""
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, _NONE, QPoint(9, box.height() // 2))


def answer(*labels: str) -> list[str]:
    """Press the buttons of these labels in the next message boxes; gives the texts that they showed, once they did."""
    texts: list[str] = []
    waiting = list(labels)

    def look() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox) and box.isVisible():
            texts.extend([box.text(), box.informativeText()])
            label = waiting.pop(0)
            if waiting:
                timer.start(20)
            words = {button.text().replace("&", ""): button for button in box.buttons()}
            assert label in words, f"{texts} offers {list(words)}"
            click(words[label])
        else:
            timer.start(20)

    timer = QTimer(QApplication.instance(), singleShot=True)
    timer.timeout.connect(look)
    timer.start(20)
    return texts


def dialog_over(widget: QWidget) -> FormDialog:
    """The form dialog that lies over a widget's window."""
    found = [dialog for dialog in widget.window().findChildren(FormDialog) if dialog.isVisible()]
    _bring_to_front(found[-1])
    return found[-1]


@contextmanager
def stopped_meanwhile(page: QWidget) -> Iterator[None]:
    """Have the work that a page begins here wait for the file; then stop it, and let it go on."""
    database.execute_sql("BEGIN EXCLUSIVE")
    yield
    page.findChildren(Job)[-1].cancel()
    database.execute_sql("ROLLBACK")


def _bring_to_front(window: QWidget) -> None:
    """A window system does this by itself; the offscreen platform does not."""
    for _time in range(50):
        if QApplication.activeWindow() is window:
            return
        window.activateWindow()
        QTest.qWait(5)


def message_at(page: QWidget, field: str) -> str:
    """The error beside a field; empty when there is none."""
    message = page._messages[field]
    return message.text() if message.wrong else ""


def button(widget: QWidget, label: str) -> QPushButton:
    """The visible button of that label."""
    found = [each for each in widget.findChildren(QPushButton) if each.text().replace("&", "") == label]
    return next(each for each in found if each.isVisible())


def texts_shown(widget: QWidget) -> list[str]:
    """The texts of all labels that can be seen."""
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def labels_that_read_markup(widget: QWidget, sign: str) -> list[str]:
    """Labels that hold a text people typed and would take it for markup."""
    return [
        label.text()
        for label in widget.findChildren(QLabel)
        if sign in label.text() and label.textFormat() != Qt.TextFormat.PlainText
    ]
