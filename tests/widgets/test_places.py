"""A tab of places: loaded when first shown, chosen by click, keys and wish, covered while there is nothing to show."""

from __future__ import annotations

import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from assoc_desktop.language import N_
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.preferences import Preferences
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.pages import Page
from assoc_desktop.widgets.places import Place, PlaceOffer, PlacesTab
from tests.screens import apply_theme_once, press, show_page

CTRL = Qt.KeyboardModifier.ControlModifier


class Notes(Place):
    """A place with a line and something to add."""

    def __init__(self, desk):
        super().__init__(desk)
        self.line, self.reads, self.choice, self.added = QLineEdit(), 0, None, 0
        QVBoxLayout(self).addWidget(self.line)

    def add(self):
        self.added += 1

    def take_keyboard(self):
        self.line.setFocus()

    def read_again(self):
        self.reads += 1

    def show_choice(self, choice):
        self.choice = choice


class Stubborn(Page):
    """A page that stays."""

    def may_leave(self):
        return False


OFFERS = (
    PlaceOffer("notes", "list", N_("Notes"), Notes),
    PlaceOffer("more", "chart", N_("More"), Place),
)


@pytest.fixture
def desk(tmp_path, qapp):
    apply_theme_once()
    say = Conventions("en", "CM", "XAF")
    return Desk(Preferences(tmp_path), tmp_path / "a.assoc", say, lambda: datetime.date(2026, 5, 14))


@pytest.fixture
def tab(desk, qtbot):
    return show_page(qtbot, PlacesTab(desk, OFFERS, "Places"))


def test_a_place_is_made_when_it_is_first_shown_and_kept(tab):
    notes = tab.place()
    assert isinstance(notes, Notes) and tab.shown.count() == 1
    press(tab.bar, Qt.Key.Key_2, CTRL)
    assert tab.shown.count() == 2 and tab.place() is not notes
    assert not tab.can("add") and not tab.can("search")
    press(tab.bar, Qt.Key.Key_1, CTRL)
    assert tab.place() is notes and notes.line.hasFocus()


def test_what_the_menus_ask_goes_to_the_place_on_screen(tab):
    assert tab.can("add") and not tab.can("print_now") and not tab.can("start")
    tab.add()
    tab.search()
    assert tab.place().added == 1
    tab.place().lay(Page("A page"))
    tab.add()
    press(tab.top(), Qt.Key.Key_2, CTRL)
    assert tab.place().added == 1, "a page lies upon the place"


def test_a_place_is_wished_for_with_a_choice(tab, desk):
    tab.show_choice({"place": "notes", "year": 2026})
    assert tab.place().choice == {"year": 2026}
    tab.show_choice({"place": "more"})
    assert tab.bar.currentIndex() == 1
    tab.show_choice({"place": "elsewhere"})
    assert tab.bar.currentIndex() == 1


def test_a_place_that_is_not_seen_reads_again_when_it_is_shown(tab, desk):
    notes = tab.place()
    reads = notes.reads
    desk.changed.emit()
    assert notes.reads == reads + 1
    tab.show_choice({"place": "more"})
    desk.changed.emit()
    desk.changed.emit()
    assert notes.reads == reads + 1
    tab.show_choice({"place": "notes"})
    assert notes.reads == reads + 2
    tab.show_choice({"place": "more"})
    tab.show_choice({"place": "notes"})
    assert notes.reads == reads + 2, "nothing changed meanwhile"


def test_keys_reach_the_places_from_outside_and_a_page_gives_the_keyboard_back(tab, qtbot):
    around = QWidget()
    qtbot.addWidget(around)
    outside = QLineEdit()
    column = QVBoxLayout(around)
    column.addWidget(outside)
    column.addWidget(tab)
    around.show()
    outside.setFocus()
    press(outside, Qt.Key.Key_1, CTRL)
    line = tab.place().line
    assert line.hasFocus()
    tab.place().lay(Page("A page"))
    assert not line.hasFocus()
    tab.top().closed.emit()
    qtbot.waitUntil(line.hasFocus)
    tab.setParent(None)


def test_a_page_gives_way_to_the_next_unless_it_stays(tab):
    tab.place().lay(Page("First"))
    tab.place().lay(Stubborn("Second"))
    assert tab.count() == 2 and tab.top().title.text() == "Second"
    tab.place().lay(Page("Third"))
    assert tab.top().title.text() == "Second"
    tab.place().preview_wanted.emit(Page("Preview"))
    assert tab.count() == 3


def test_the_cover_lies_over_the_places_until_there_is_something(desk, qtbot):
    begun = []

    class Covered(PlacesTab):
        def is_begun(self):
            return bool(begun)

    cover = QLabel("Nothing yet")
    tab = show_page(qtbot, Covered(desk, OFFERS, "Places", cover))
    tab.show_choice({"place": "more"})
    assert cover.isVisible() and tab.place() is None and not tab.can("add")
    begun.append(True)
    desk.changed.emit()
    assert not cover.isVisible() and isinstance(tab.place(), Notes)


def test_where_all_places_have_no_room_their_icons_go_first(tab):
    wide = tab.bar.sizeHint().width()
    tab.resize(wide + 100, 500)
    assert not tab.bar.tabIcon(0).isNull()
    tab.resize(wide - 10, 500)
    assert tab.bar.tabIcon(0).isNull()
    assert tab.bar.sizeHint().width() <= tab.bar.width()
    tab.resize(wide + 100, 500)
    assert not tab.bar.tabIcon(0).isNull()
