"""Buttons go on in a second row where one is too narrow."""

import pytest
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from assoc_desktop.widgets.flow_row import FlowRow


@pytest.fixture
def row(shown):
    """Five buttons in a window of 900 pixels."""
    window, row = QWidget(), FlowRow()
    row.buttons = []
    for word in ("All", "New members", "Changed", "Possible duplicates", "Wrong"):
        button = QToolButton()
        button.setText(word)
        row.buttons.append(button)
        row.add(button)
    layout = QVBoxLayout(window)
    layout.addWidget(row)
    layout.addStretch(1)
    shown(window)
    row.frame = window
    return row


def tops(row):
    return [button.y() for button in row.buttons if not button.isHidden()]


def test_one_row_where_there_is_room(row):
    assert set(tops(row)) == {0}
    lefts = [button.x() for button in row.buttons]
    assert lefts == sorted(lefts) and lefts[0] == 0
    assert row.height() == row.buttons[0].height()


def test_two_rows_where_there_is_not(row, qtbot):
    row.frame.resize(280, 400)
    qtbot.waitUntil(lambda: len(set(tops(row))) > 1)
    qtbot.waitUntil(lambda: all(row.rect().contains(button.geometry()) for button in row.buttons))
    assert row.minimumSizeHint().width() < 280


def test_hidden_buttons_take_no_room(row, qtbot):
    before = row.buttons[4].x()
    row.buttons[1].hide()
    qtbot.waitUntil(lambda: row.buttons[4].x() < before)


def test_a_longer_word_moves_the_others(row, qtbot):
    before = row.buttons[1].x()
    row.buttons[0].setText("All of the 15,602 rows")
    qtbot.waitUntil(lambda: row.buttons[1].x() > before)


def test_nothing_in_a_row_is_no_height(qapp, qtbot):
    row = FlowRow()
    qtbot.addWidget(row)
    assert row.heightForWidth(100) == 0


def test_no_widget_is_cut_below_its_least_size(row, qtbot):
    row.buttons[0].setMinimumSize(90, 60)
    for button in row.buttons[1:]:
        button.hide()
    row.arrange()
    qtbot.waitUntil(lambda: row.height() == 60)
    assert row.buttons[0].size().toTuple() == (90, 60)
