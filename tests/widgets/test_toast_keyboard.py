"""A message stays while the keyboard is on it, goes when the keyboard has gone on, and lies over no button."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QVBoxLayout, QWidget

from assoc_desktop.widgets.toast import show_toast


def test_a_message_goes_after_the_keyboard_has_left_it(shown, qtbot):
    window = QWidget()
    line = QLineEdit()
    QVBoxLayout(window).addWidget(line)
    shown(window)
    toast = show_toast(line, "Done.", ("Undo", lambda: None))
    toast._timer.setInterval(1)
    toast.button.setFocus()
    toast._time_is_up()
    assert toast.isVisible()
    line.setFocus()
    toast._timer.start()
    qtbot.waitUntil(lambda: not toast.isVisible())


def places_of_buttons(window, toast):
    found = [each for each in window.findChildren(QAbstractButton) if each.isVisible()]
    return [
        QRect(each.mapTo(window, QPoint()), each.size()) for each in found if not toast.isAncestorOf(each)
    ]


@pytest.mark.parametrize("place", ["dues", "desk", "cashbook", "reminders"])
def test_on_the_smallest_screen_a_message_lies_over_no_button(opened_window, qtbot, place):
    window = opened_window
    window.desk.wanted.emit("treasury", {"place": place})
    if place == "desk":
        window.tab().place().begin(None)
    else:
        table = window.tab().place().table
        qtbot.waitUntil(lambda: bool(table.model.ids))
        table.select_id(table.model.ids[0])
    toast = show_toast(window, "The payment was taken, and its receipt is shown.", ("Undo", lambda: None))
    qtbot.waitUntil(lambda: max(each.bottom() for each in places_of_buttons(window, toast)) > 520)
    assert not any(each.intersects(toast.geometry()) for each in places_of_buttons(window, toast))
