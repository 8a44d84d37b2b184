"""A chart on screen: in the window's colours and size of text, and a click tells the part."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest

from assoc_desktop.pdf.charts import Bar, Series, bar_chart, column_chart
from assoc_desktop.widgets.chart_view import ChartView
from assoc_desktop.widgets.theme import palette_of
from tests.screens import apply_theme_once, press, show_page

_NONE = Qt.KeyboardModifier.NoModifier


def bars(width, style):
    return bar_chart([Bar("a", "One", 5), Bar("b", "Two", 3)], width, style=style, title="Numbers")


@pytest.fixture
def view(qtbot):
    apply_theme_once()
    view = ChartView()
    view.show_chart(bars, title="Numbers", write=str)
    return show_page(qtbot, view, 320, 120)


def click_at(view, part):
    point = view.place_of(part).center().toPoint()
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, _NONE, point)


def test_a_click_tells_the_part_and_beside_it_nothing(view, qtbot):
    with qtbot.waitSignal(view.part_chosen) as chosen:
        click_at(view, view.chart().parts[1])
    assert chosen.args == ["b"]
    with qtbot.assertNotEmitted(view.part_chosen):
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, _NONE, QPoint(50, 118))
        QTest.mouseClick(view, Qt.MouseButton.RightButton, _NONE, QPoint(50, 12))


def test_the_mouse_says_what_can_be_clicked(view):
    part = view.chart().parts[0]
    QTest.mouseMove(view, view.place_of(part).center().toPoint())
    assert view.cursor().shape() == Qt.CursorShape.PointingHandCursor
    QTest.mouseMove(view, QPoint(50, 118))
    assert view.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_keys_go_round_the_parts(view, qtbot):
    view.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        press(view, key)
    with qtbot.waitSignal(view.part_chosen) as chosen:
        press(view, Qt.Key.Key_Enter)
    assert chosen.args == ["b"]
    with qtbot.assertNotEmitted(view.part_chosen):
        press(view, Qt.Key.Key_A)


def test_a_dark_window_has_a_dark_chart(view):
    light = view.grab().toImage().pixelColor(10, 118)
    view.setPalette(palette_of("dark"))
    dark = view.grab().toImage()
    assert light.lightness() > 240
    base = palette_of("dark").color(QPalette.ColorRole.Base)
    assert dark.pixelColor(10, 118).lightness() == base.lightness() == dark.pixelColor(100, 5).lightness()
    inside = view.place_of(view.chart().parts[0])
    bar = dark.pixelColor(round(inside.center().x()), round(inside.center().y()))
    assert bar.hue() == palette_of("dark").color(QPalette.ColorRole.Link).hue()


def test_larger_text_makes_a_larger_chart(view):
    before = view.chart().height
    font = view.font()
    font.setPointSizeF(font.pointSizeF() * 1.5)
    view.setFont(font)
    assert view.chart().height > before * 1.3
    assert view.minimumHeight() >= view.chart().height


def test_another_chart_or_none_takes_its_place(view):
    view.show_chart(
        lambda width, style: column_chart([(1, "May")], [Series("x", "X", (4,))], width, 90, style=style),
        title="Months",
        write=str,
    )
    assert view.accessibleName() == "Months"
    assert view.accessibleDescription() == "May: X: 4"
    view.show_chart(None, title="", write=str)
    assert view.chart() is None
    assert view.part_at(view.rect().center().toPointF()) is None
    view.setFocus()
    press(view, Qt.Key.Key_Down)
    view.grab()
