"""A desk on the open file, three members enrolled for 2026, and the page of cards."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from assoc_desktop.association.records import present_season, the_association
from assoc_desktop.members.cards.forms.page import CardsPage
from assoc_desktop.members.memberships import enrol
from assoc_desktop.members.rules import category_named
from assoc_desktop.preferences import Preferences
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.theme import apply_theme

NAMES = (("Bâ", "Awa"), ("Étoundi", "Marie-Claire Bernadette"), ("N'Diaye", "Ali"))


@pytest.fixture
def desk(file, tmp_path, today, qapp):
    """The desk, on 14 May 2026."""
    if not qapp.styleSheet():
        apply_theme(qapp, "light")
    conventions = the_association().conventions_in("en")
    return Desk(Preferences(tmp_path / "settings"), file.path, conventions, today=lambda: today)


@pytest.fixture
def season(file, today):
    """The season 2026."""
    return present_season(today)


@pytest.fixture
def members(save, season, today):
    """Three persons, enrolled; their ids in the order of their names."""
    ids = [
        save(kind="person", family_name=family, given_name=given, joined_on=today) for family, given in NAMES
    ]
    enrol(ids, season, category_named("Individual"))
    return ids


@pytest.fixture
def page(desk, members, qtbot):
    """The page of cards, for everybody without a card."""
    return show_page(desk, qtbot)


def show_page(desk, qtbot, *arguments):
    """A page of cards at the size of the smallest screen."""
    page = CardsPage(desk, *arguments)
    qtbot.addWidget(page)
    page.resize(1093, 550)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    return page


@pytest.fixture
def answer(qtbot):
    """Answer the next message box by the label of a button; the sentences it showed are gathered."""
    shown = []

    def answer_(label):
        def press():
            box = QApplication.activeModalWidget()
            if not isinstance(box, QMessageBox):
                QTimer.singleShot(20, press)
                return
            shown.append(box.informativeText())
            button = next(each for each in box.buttons() if each.text().replace("&", "") == label)
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

        QTimer.singleShot(20, press)
        return shown

    return answer_
