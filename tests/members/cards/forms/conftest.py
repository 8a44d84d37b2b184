"""A desk on the open file, three members enrolled for 2026, and the page of cards."""

import pytest

from assoc_desktop.association.records import present_season
from assoc_desktop.members.cards.forms.page import CardsPage
from assoc_desktop.members.memberships import enrol
from assoc_desktop.members.rules import category_named

NAMES = (("Bâ", "Awa"), ("Étoundi", "Marie-Claire Bernadette"), ("N'Diaye", "Ali"))


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
