"""The places of the treasury on the smallest screen, in French: nothing that is read is cut off."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from assoc_desktop.language import speak
from assoc_desktop.treasury.tab.places import PLACES


@pytest.fixture
def window(french, opened_window):
    """The whole window on the example association."""
    return opened_window


@pytest.fixture
def french():
    """Spoken before the window is made."""
    speak("fr")


def show(window, qtbot, key):
    window.show_tab("treasury", {"place": key})
    qtbot.wait(30)
    return window.tab().place()


def test_buttons_show_all_their_words(window, qtbot):
    for offer in PLACES:
        place = show(window, qtbot, offer.key)
        if offer.key == "dues":
            place.table.select_id(place.table.model.ids[0])
            qtbot.waitUntil(lambda place=place: place.details.pay.isVisible())
        found = [each for each in place.findChildren(QPushButton) if each.isVisible()]
        assert found
        for each in found:
            assert each.width() >= each.sizeHint().width(), (offer.key, each.text())


def test_filters_of_the_dues_show_all_their_words(window, qtbot):
    place = show(window, qtbot, "dues")
    for box in (place.season_box, place.state_box, place.category_box, place.filter_box):
        room = box.width() - 2 * 8 - 16
        assert box.fontMetrics().horizontalAdvance(box.currentText()) <= room, box.currentText()


def test_amounts_of_the_arrears_are_whole_at_a_large_text(window, qtbot):
    place = show(window, qtbot, "reminders")
    qtbot.waitUntil(lambda: place.found is not None)
    place.details.setStyleSheet("* { font-size: 22px; }")
    place.read_again()

    def is_whole():
        labels = [each for each in place.details.findChildren(QLabel) if "FCFA" in each.text()]
        shown = [each for each in labels if each.isVisible() and len(each.text()) < 20]
        rights = [each.mapTo(place.details, each.rect().topRight()).x() for each in shown]
        widths = [each.width() >= each.fontMetrics().horizontalAdvance(each.text()) for each in shown]
        return len(shown) > 5 and all(widths) and max(rights) <= place.details.width()

    qtbot.waitUntil(is_whole)
