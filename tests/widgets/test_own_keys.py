"""A page's keys win over the window's while the keyboard is on the page."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QLineEdit, QMainWindow, QPushButton, QVBoxLayout, QWidget

from assoc_desktop.widgets.own_keys import OwnKeys


@pytest.fixture
def window(shown):
    """A window with a menu action Ctrl+P, a page with a line, and a button beside the page."""
    window = QMainWindow()
    window.done = []
    action = QAction("Print", window, shortcut="Ctrl+P")
    action.triggered.connect(lambda: window.done.append("window"))
    window.menuBar().addMenu("File").addAction(action)
    inner = QWidget()
    window.page, window.line, window.beside = QWidget(), QLineEdit(), QPushButton("Beside")
    window.choice = QComboBox()
    column = QVBoxLayout(window.page)
    column.addWidget(window.line)
    column.addWidget(window.choice)
    layout = QVBoxLayout(inner)
    layout.addWidget(window.page)
    layout.addWidget(window.beside)
    window.setCentralWidget(inner)
    OwnKeys(window.page, {"Ctrl+P": lambda: window.done.append("page")})
    return shown(window)


@pytest.mark.parametrize(
    ("place", "expected"),
    [("line", ["page"]), ("choice", ["page"]), ("page", ["page"]), ("beside", ["window"])],
)
def test_who_gets_the_keys(window, qtbot, place, expected):
    widget = getattr(window, place)
    widget.setFocus()
    qtbot.keyClick(widget, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.done == expected)


def test_other_keys_are_typed_as_ever(window, qtbot):
    window.line.setFocus()
    qtbot.keyClicks(window.line, "pP")
    assert window.line.text() == "pP"
    assert window.done == []
