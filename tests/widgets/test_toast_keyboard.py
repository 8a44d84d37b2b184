"""A message stays while the keyboard is on it, and goes when the keyboard has gone on."""

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

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
