"""The line above a list: keys lead into the list and back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from assoc_desktop.widgets.record_table import Column, RecordTable, Row
from assoc_desktop.widgets.search_line import SearchLine
from tests.screens import press, type_text


@pytest.fixture
def page(shown):
    """A line above a list of three."""
    page = QWidget()
    page.line = SearchLine("Search names", "Names only")
    page.table = RecordTable(
        "names", [Column("name", "Name", 200)], lambda ids: [Row({"name": "x"})] * len(ids)
    )
    column = QVBoxLayout(page)
    column.addWidget(page.line)
    column.addWidget(page.table)
    page.table.show_ids([1, 2, 3])
    return shown(page)


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_keys_lead_into_the_list_to_where_one_was(page, key):
    page.line.lead_into(page.table)
    page.line.setFocus()
    press(page.line, key)
    assert page.table.current_id() == 1 and page.table.view.hasFocus()
    page.table.select_id(3)
    page.line.setFocus()
    press(page.line, key)
    assert page.table.current_id() == 3


def test_an_empty_list_is_not_gone_into(page):
    page.line.lead_into(page.table)
    page.table.show_ids([])
    page.line.setFocus()
    press(page.line, Qt.Key.Key_Down)
    assert page.line.hasFocus()


def test_a_line_without_a_list_keeps_the_keyboard(page):
    page.line.setFocus()
    press(page.line, Qt.Key.Key_Return)
    assert page.line.hasFocus()


def test_what_is_typed_is_read_before_the_list_is_gone_into(page):
    page.line.lead_into(page.table, lambda: page.table.show_ids([7]))
    page.line.setFocus()
    press(page.line, Qt.Key.Key_Down)
    assert page.table.current_id() == 7


def test_typing_in_the_list_goes_on_in_the_line_and_escape_empties_it(page):
    page.line.lead_into(page.table)
    type_text(page.line, "aw")
    page.table.setFocus()
    page.table.typed.emit("a")
    assert page.line.text() == "awa" and page.line.hasFocus()
    press(page.line, Qt.Key.Key_Escape)
    assert page.line.text() == ""
    type_text(page.line, "ben")
    page.line.find()
    assert page.line.selectedText() == "ben"


def test_the_line_says_what_it_is_for(page):
    assert (page.line.accessibleName(), page.line.placeholderText(), page.line.toolTip()) == (
        "Search names", "Search names", "Names only",
    )  # fmt: skip
