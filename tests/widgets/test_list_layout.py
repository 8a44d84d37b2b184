"""The layout of a tab with a list."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from assoc_desktop.widgets.list_layout import lay_out_list
from tests.screens import show_page


def test_the_row_stands_above_and_the_list_takes_the_room(qtbot):
    page, table, sums, details, search = QWidget(), QWidget(), QLabel("3"), QWidget(), QLabel("Search")
    bar = QHBoxLayout()
    bar.addWidget(search)
    page.resize(1093, 500)
    split = lay_out_list(page, bar, table, sums, details, (700, 360))
    show_page(qtbot, page)

    def place(widget):
        return widget.mapTo(page, QPoint(0, 0))

    assert place(search).y() < place(table).y() < place(sums).y()
    assert place(table).x() < place(details).x()
    before = split.sizes()
    page.resize(1293, 500)
    assert split.sizes() == [before[0] + 200, before[1]]
