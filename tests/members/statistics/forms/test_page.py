"""The page of statistics walked through with mouse and keyboard, on the example association."""

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from assoc_desktop.association.records import Season
from assoc_desktop.language import speaking
from assoc_desktop.members.filters.model import Condition, Group
from assoc_desktop.members.filters.saved import remove_filter, save_filter, saved_filters
from assoc_desktop.members.records import Member, Membership
from assoc_desktop.members.statistics.forms.page import StatisticsPage
from assoc_desktop.widgets.pdf_preview import PreviewPage
from tests.screens import click, press, retype


@pytest.fixture
def desk(example_desk):
    return example_desk


@pytest.fixture
def tab(desk, show_tab):
    return show_tab(desk)


@pytest.fixture
def open_page(tab, qtbot):
    def open_():
        tab.show_statistics()
        page = tab.top()
        assert isinstance(page, StatisticsPage)
        qtbot.waitUntil(lambda: page.figures.count() > 0)
        return page

    return open_


def choose(page, key, qtbot):
    """Choose a figure by its key."""
    keys = [page.figures.item(at).data(Qt.ItemDataRole.UserRole) for at in range(page.figures.count())]
    page.figures.setCurrentRow(keys.index(key))
    qtbot.waitUntil(lambda: page.table.rowCount() > 0)


def texts(page, row):
    return [page.table.item(row, column).text() for column in range(page.table.columnCount())]


def listed(tab, qtbot):
    """The ids that the list shows, once it lies on top again."""
    qtbot.waitUntil(lambda: tab.top() is tab.list)
    return tab.list.table.model.ids


def test_enter_on_a_number_opens_exactly_its_list(tab, open_page, qtbot):
    page = open_page()
    choose(page, "category", qtbot)
    name, number, *_rest = texts(page, 0)
    assert name and int(number) > 0
    page.table.setFocus()
    page.table.setCurrentCell(0, 1)
    press(page.table, Qt.Key.Key_Return)
    assert len(listed(tab, qtbot)) == int(number)
    assert tab.list.contents.choice.told.startswith(f"Category: {name}")


def test_a_click_on_a_bar_and_on_a_cell_open_their_lists(tab, open_page, qtbot):
    page = open_page()
    choose(page, "kind", qtbot)
    number = int(texts(page, 1)[1])
    part = page.chart.chart().parts[1]
    QTest.mouseClick(
        page.chart,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        page.chart.place_of(part).center().toPoint(),
    )
    assert len(listed(tab, qtbot)) == number
    page = open_page()
    assert page.place()["figure"] == "kind"
    total = page.table.rowCount() - 1
    number = int(texts(page, total)[1])
    rect = page.table.visualItemRect(page.table.item(total, 1))
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert len(listed(tab, qtbot)) == number == 93


def test_arrows_and_enter_choose_a_bar(tab, open_page, qtbot):
    page = open_page()
    choose(page, "kind", qtbot)
    page.chart.setFocus()
    press(page.chart, Qt.Key.Key_Down)
    press(page.chart, Qt.Key.Key_Right)
    press(page.chart, Qt.Key.Key_Up)
    press(page.chart, Qt.Key.Key_Return)
    assert len(listed(tab, qtbot)) == 18
    assert "Institutions" in tab.list.contents.choice.told


def test_the_month_of_joining_opens_its_list(tab, open_page, qtbot):
    page = open_page()
    choose(page, "months", qtbot)
    row = next(row for row in range(page.table.rowCount()) if int(texts(page, row)[1]))
    number = int(texts(page, row)[1])
    page.table.setFocus()
    page.table.setCurrentCell(row, 1)
    press(page.table, Qt.Key.Key_Return)
    assert len(listed(tab, qtbot)) == number
    # What adds up several columns leads nowhere.
    page = open_page()
    assert page.table.behind(0, page.table.columnCount() - 1) is None


def test_two_dimensions_are_crossed(tab, open_page, qtbot):
    page = open_page()
    choose(page, "crossing", qtbot)
    qtbot.waitUntil(lambda: not page.chart.isVisible())
    assert page.crossing_row.isVisible() and page.table.columnCount() == 12
    box = page.crossing_row.across
    box.setFocus()
    press(box, Qt.Key.Key_Home)
    box.setCurrentIndex(box.findData("kind"))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: page.table.columnCount() == 4)
    assert texts(page, page.table.rowCount() - 1) == ["Total", "75", "18", "93"]


def test_other_seasons_days_and_filters_are_counted(desk, tab, open_page, qtbot):
    save_filter("Persons", Group(True, (Condition("kind", "one_of", ("person",)),)))
    page = open_page()
    assert "93 members" in page.title.text()
    page.questions.season.setCurrentText("2025")
    page.questions.season.activated.emit(0)
    everybody = Membership.select().join(Season).where(Season.label == "2025")
    qtbot.waitUntil(lambda: f"2025 · {everybody.count()} members" in page.title.text())
    assert page.questions.day.line.text() == "31/12/2025"
    page.questions.among.setCurrentText("Filter: Persons")
    page.questions.among.activated.emit(0)
    persons = everybody.switch(Membership).join(Member).where(Member.kind == "person").count()
    qtbot.waitUntil(lambda: f" {persons} members" in page.title.text())
    assert "among: Persons" in page.note.text()
    retype(page.questions.day.line, "30/02/2025")
    press(page.questions.day.line, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: "is not a date" in page.note.text())
    assert not page.report_button.isEnabled()
    retype(page.questions.day.line, "01/01/2025")
    press(page.questions.day.line, Qt.Key.Key_Tab)
    qtbot.waitUntil(page.report_button.isEnabled)
    remove_filter(next(each.id for each in saved_filters() if each.name == "Persons"))
    page.read_again()
    qtbot.waitUntil(lambda: "There is no filter “Persons”" in page.note.text())


def test_the_list_shown_can_be_counted_alone(tab, open_page, qtbot):
    retype(tab.list.search, "bamenda")
    shown = len(tab.list.table.model.ids)
    assert 0 < shown < 120
    page = open_page()
    among = page.questions.among
    assert among.itemText(1) == f"The list shown: {shown}"
    among.setCurrentIndex(1)
    among.activated.emit(1)
    season = page.questions.season
    season.setCurrentIndex(season.count() - 1)
    season.activated.emit(season.count() - 1)
    qtbot.waitUntil(
        lambda: f"· {shown} member" in page.title.text() or f"{shown} members" in page.title.text()
    )


def test_the_report_is_previewed_and_the_tables_saved(tab, open_page, qtbot, tmp_path, monkeypatch):
    page = open_page()
    press(page.figures, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: isinstance(tab.top(), PreviewPage))
    assert len(tab.top().preview.document) > 2
    assert tab.top().preview._name == "Statistics 2026.pdf"
    tab.top().leave()
    assert tab.top() is page
    click(page.report_button)
    qtbot.waitUntil(lambda: isinstance(tab.top(), PreviewPage))
    tab.top().leave()
    choose(page, "crossing", qtbot)
    qtbot.waitUntil(lambda: not page.chart.isVisible())
    target = tmp_path / "tables"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_all: (str(target), ""))
    click(page.sheet_button)
    qtbot.waitUntil(target.with_suffix(".xlsx").exists)
    assert {"Category", "Category and Region"} <= set(load_workbook(target.with_suffix(".xlsx")).sheetnames)


def test_the_menu_leads_to_the_statistics(tab, qtbot):
    from PySide6.QtWidgets import QMenu

    tab.open_menu()
    menu = [each for each in tab.findChildren(QMenu) if each.isVisible()][-1]
    next(action for action in menu.actions() if action.text() == "Statistics…").trigger()
    menu.close()
    assert isinstance(tab.top(), StatisticsPage)
    press(tab.top(), Qt.Key.Key_Escape)
    assert tab.top() is tab.list


def test_the_chart_says_what_it_shows_and_is_crisp(tab, open_page, qtbot):
    page = open_page()
    choose(page, "kind", qtbot)
    assert page.chart.accessibleName() == "Persons and institutions"
    assert page.chart.accessibleDescription() == "Persons and institutions\nPersons: 75\nInstitutions: 18"
    assert page.chart.part_at(QPointF(2, 100000)) is None
    QTest.mouseMove(page.chart, QPoint(20, 12))
    before = page.chart.chart()
    page.split.setSizes([330, 700])
    qtbot.waitUntil(lambda: page.chart.chart() is not before)
    assert page.chart.chart().width == page.chart.width() - 8
    image = page.chart._image
    assert image.width() == pytest.approx(page.chart.chart().width * page.chart.devicePixelRatioF(), abs=1)


def test_every_figure_fits_in_french_on_the_smallest_screen(open_page, qtbot):
    with speaking("fr"):
        page = open_page()
        bar = page.table.horizontalScrollBar()
        keys = [page.figures.item(at).data(Qt.ItemDataRole.UserRole) for at in range(page.figures.count())]
        for at, key in enumerate(keys):
            # A month has nine numbers, and two at once have as many as there are: these are moved sideways.
            if key not in ("months", "crossing"):
                page.figures.setCurrentRow(at)
                qtbot.waitUntil(lambda: bar.maximum() == 0)
