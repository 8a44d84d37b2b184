"""The list: windows of rows, choice that survives, columns that are remembered, keys."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from assoc_desktop.preferences import Preferences, load_preferences
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.record_model import WINDOW, WINDOWS_KEPT
from assoc_desktop.widgets.record_table import Column, RecordTable, Row
from tests.screens import press, type_text

COLUMNS = [
    Column("number", "No.", 60),
    Column("name", "Name", 200, stretch=True),
    Column("status", "Status", 110, chip=True),
    Column("due", "Fee due", 90, right=True),
    Column("notes", "Notes", 90, shown=False, sortable=False),
]
_BIG = 2**62


class Reader:
    """Counts what is read."""

    def __init__(self):
        self.calls = []

    def __call__(self, ids):
        self.calls.append(ids)
        return [
            Row(
                {
                    "number": str(each % 1000),
                    "name": f"N'Diaye {each}",
                    "status": "Up to date",
                    "due": "5 000",
                },
                {"status": "Membership 2026"},
                {"status": "good"},
            )
            for each in ids
        ]


@pytest.fixture
def reader():
    return Reader()


@pytest.fixture
def table(reader, shown):
    return shown(RecordTable("members", COLUMNS, reader))


def rows_of(table):
    return [index.row() for index in table.view.selectionModel().selectedRows()]


def click_row(table, row, modifiers=Qt.KeyboardModifier.NoModifier):
    place = table.view.visualRect(table.model.index(row, 1)).center()
    QTest.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, modifiers, place)


def test_a_hundred_thousand_records_read_what_is_seen(table, reader, qtbot):
    table.show_ids(range(_BIG, _BIG + 100_000))
    table.view.grab()
    assert sum(map(len, reader.calls)) <= 2 * WINDOW
    table.view.scrollToBottom()
    table.view.grab()
    assert reader.calls[-1][-1] == _BIG + 99_999
    assert sum(map(len, reader.calls)) <= 4 * WINDOW


def test_only_some_windows_stay_in_memory(table, reader):
    table.show_ids(range(WINDOW * (WINDOWS_KEPT + 3)))
    for window in range(WINDOWS_KEPT + 3):
        table.model.row(window * WINDOW)
    read = len(reader.calls)
    table.model.row((WINDOWS_KEPT + 2) * WINDOW)
    assert len(reader.calls) == read
    table.model.row(0)
    assert len(reader.calls) == read + 1


def test_what_a_cell_tells(table):
    table.show_ids([7])
    index = table.model.index(0, 2)
    assert index.data() == "Up to date"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "Membership 2026"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Status: Up to date"
    right = table.model.index(0, 3).data(Qt.ItemDataRole.TextAlignmentRole)
    assert right & int(Qt.AlignmentFlag.AlignRight)


def test_choice_survives_sorting_and_searching(table):
    table.show_ids([10, 20, 30, 40])
    click_row(table, 1)
    click_row(table, 3, Qt.KeyboardModifier.ControlModifier)
    assert table.selected_ids() == [20, 40]
    table.show_ids([40, 30, 20, 10])
    assert table.selected_ids() == [40, 20]
    assert rows_of(table) == [0, 2]
    table.show_ids([30, 20], filtered=True)
    assert table.selected_ids() == [20, 40]
    assert table.hidden_selected() == 1
    click_row(table, 0, Qt.KeyboardModifier.ControlModifier)
    assert table.count_selected() == 3
    click_row(table, 1)
    assert table.selected_ids() == [20]


def test_what_is_gone_is_chosen_no_longer(table, qtbot):
    table.show_ids([10, 20, 30])
    table.view.selectAll()
    table.show_ids([10], filtered=True)
    with qtbot.waitSignal(table.selection_changed):
        table.keep_hidden({10, 20})
    assert table.selected_ids() == [10, 20]
    with qtbot.assertNotEmitted(table.selection_changed):
        table.keep_hidden({10, 20})


def test_everything_can_be_chosen_at_once(table):
    table.show_ids(range(5000))
    table.view.setFocus()
    press(table.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert table.count_selected() == 5000
    table.clear_selection()
    assert table.selected_ids() == []


def test_the_record_in_focus_stays_in_focus(table, qtbot):
    table.show_ids(range(1000))
    table.select_id(500)
    table.show_ids(range(999, -1, -1))
    assert table.current_id() == 500
    assert (
        table.view.viewport()
        .rect()
        .contains(table.view.visualRect(table.model.index(table.model.ids.index(500), 0)).center())
    )
    table.select_id(12345)
    assert table.selected_ids() == []


def test_enter_and_double_click_open_and_signs_go_to_the_search(table, qtbot):
    table.show_ids([_BIG, _BIG + 1])
    opened, typed = [], []
    table.opened.connect(opened.append)
    table.typed.connect(typed.append)
    table.select_id(_BIG)
    table.view.setFocus()
    press(table.view, Qt.Key.Key_Return)
    place = table.view.visualRect(table.model.index(1, 1)).center()
    click_row(table, 1)
    QTest.mouseDClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    type_text(table.view, "é")
    press(table.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert opened == [_BIG, _BIG + 1]
    assert typed == ["é"]


def test_a_click_on_a_heading_asks_the_database(reader, shown, qtbot):
    asked = []
    table = shown(RecordTable("members", COLUMNS, reader, sort=lambda key, down: asked.append((key, down))))
    table.show_ids([1, 2])
    header = table.view.horizontalHeader()
    for column in (1, 1, 3):
        place = QPoint(header.sectionViewportPosition(column) + 20, 10)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked == [("name", False), ("name", True), ("due", False)]
    table.model.sort(4)
    assert len(asked) == 3
    table.sort_by("number", descending=True)
    assert header.sortIndicatorSection() == 0
    assert len(asked) == 3


def test_shown_columns_are_remembered(reader, shown, tmp_path):
    memory = Preferences(tmp_path)
    table = shown(RecordTable("members", COLUMNS, reader, memory=memory))
    assert [column.key for column in table.shown_columns()] == ["number", "name", "status", "due"]
    actions = {action.text(): action for action in table.column_menu().actions()}
    actions["Notes"].trigger()
    actions["Status"].trigger()
    again = shown(RecordTable("members", COLUMNS, reader, memory=load_preferences(tmp_path)))
    assert [column.key for column in again.shown_columns()] == ["number", "name", "due", "notes"]
    next(each for each in again.column_menu().actions() if each.text() == "Usual columns").trigger()
    assert [column.key for column in again.shown_columns()] == ["number", "name", "status", "due"]


def test_moved_columns_stay_where_they_were_put(reader, shown, tmp_path):
    memory = Preferences(tmp_path)
    table = shown(RecordTable("members", COLUMNS, reader, memory=memory))
    table.view.horizontalHeader().moveSection(3, 0)
    again = shown(RecordTable("members", COLUMNS, reader, memory=load_preferences(tmp_path)))
    assert [column.key for column in again.shown_columns()] == ["due", "number", "name", "status"]


def test_the_last_column_cannot_be_hidden(reader, shown):
    table = shown(RecordTable("members", COLUMNS[:1], reader))
    assert not table.column_menu().actions()[0].isEnabled()


def test_one_column_takes_the_room_that_is_left(table):
    table.show_ids(range(3))
    shown_width = sum(table.view.columnWidth(number) for number in range(4))
    assert abs(shown_width - table.view.viewport().width()) <= 2


def test_empty_states(reader, shown):
    pressed = []
    empty = EmptyState(
        "members", "No members yet", "Here you keep members.", ("New", lambda: pressed.append(1))
    )
    table = shown(
        RecordTable("members", COLUMNS, reader, empty=empty, not_found=EmptyState("search", "None", ""))
    )
    table.show_ids([])
    assert empty.isVisible()
    QTest.mouseClick(empty.button, Qt.MouseButton.LeftButton)
    assert pressed == [1]
    table.show_ids([], filtered=True)
    assert not empty.isVisible()
    table.show_ids([1])
    assert table.view.isVisible()


def test_rows_are_read_again_when_records_change(table, reader):
    table.show_ids([1])
    table.model.row(0)
    table.refresh()
    table.model.row(0)
    assert reader.calls == [[1], [1]]


def test_a_costly_tip_is_asked_for_its_cell_alone(reader, shown):
    asked = []

    def tip(record, key):
        asked.append((record, key))
        return "why" if key == "status" else ""

    table = shown(RecordTable("members", COLUMNS, reader, tip=tip))
    table.show_ids([_BIG])
    table.view.grab()
    assert asked == []
    assert table.model.index(0, 2).data(Qt.ItemDataRole.ToolTipRole) == "why"
    assert table.model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole) is None
    assert asked == [(_BIG, "status"), (_BIG, "name")]


def test_the_words_for_an_empty_list_claim_no_room_while_rows_are_shown(reader, shown):
    words = QLabel("Nothing here yet. " * 20, wordWrap=True)
    words.setMinimumHeight(700)
    table = shown(RecordTable("members", COLUMNS, reader, empty=words))
    table.show_ids([])
    assert table.minimumSizeHint().height() >= 700
    table.show_ids([1, 2])
    assert table.minimumSizeHint().height() < 200
    table.resize(600, 200)
    assert table.height() == 200
