"""The table of the statistics: names as they were typed, and what a name leads to."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.statistics.forms.number_table import NumberTable
from assoc_desktop.members.statistics.rules.tables import Behind, Cell, Row, Table
from tests.screens import press

TEACHERS = Behind("Category: <b>Teachers</b> & others", lambda: [4, 5])
EVERYBODY = Behind("All", lambda: [4, 5, 6])


@pytest.fixture
def table(qtbot):
    shown = NumberTable(Conventions("en", "CM", "XAF"))
    qtbot.addWidget(shown)
    shown.resize(500, 300)
    shown.show()
    qtbot.waitExposed(shown)
    rows = (
        Row("<b>Teachers</b>", (Cell(2, behind=TEACHERS), Cell(66.7, "per_cent"))),
        Row("Others", (Cell(None),) * 2),
    )
    total = Row("Total", (Cell(3, behind=EVERYBODY), Cell(100, "per_cent")))
    shown.show_table(
        Table("category", "By <i>category</i>", "", "Category", ("<u>Members</u>", "%"), rows, total)
    )
    return shown


def test_a_name_is_not_read_as_markup(table):
    assert table.item(0, 0).text() == "<b>Teachers</b>"
    assert table.item(0, 0).toolTip() == "<qt>&lt;b&gt;Teachers&lt;/b&gt;</qt>"
    told = "<qt>Show the list: Category: &lt;b&gt;Teachers&lt;/b&gt; &amp; others</qt>"
    assert table.item(0, 1).toolTip() == told
    assert table.horizontalHeaderItem(1).toolTip() == "<qt>&lt;u&gt;Members&lt;/u&gt;</qt>"
    assert table.item(1, 1).toolTip() == "", "nothing is told of an empty cell"


def test_the_total_is_bold_and_numbers_stand_on_the_right(table):
    assert [table.item(row, 1).text() for row in range(3)] == ["2", "", "3"]
    assert [table.item(row, 0).font().bold() for row in range(3)] == [False, False, True]
    assert table.item(0, 1).textAlignment() & Qt.AlignmentFlag.AlignRight
    assert table.item(0, 0).textAlignment() & Qt.AlignmentFlag.AlignLeft


def test_the_name_of_a_row_stands_for_its_first_number(table, qtbot):
    place = table.visualItemRect(table.item(0, 0)).topLeft() + QPoint(5, 5)
    with qtbot.waitSignal(table.opened) as opened:
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.args == [TEACHERS]
    table.setCurrentCell(2, 0)
    with qtbot.waitSignal(table.opened) as opened:
        press(table, Qt.Key.Key_Return)
    assert opened.args == [EVERYBODY]
    for row, column in ((0, 2), (1, 0), (1, 1)):
        table.setCurrentCell(row, column)
        with qtbot.assertNotEmitted(table.opened):
            press(table, Qt.Key.Key_Return)
