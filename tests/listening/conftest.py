"""An open file of an association in Cameroon with the season 2026, and places shown in a window of their own."""

import pytest

from tests.members.conftest import (  # noqa: F401
    conventions,
    desk,
    file,
    founded,
    save,
)


@pytest.fixture
def show_place(qtbot):
    """Show the Listening tab of a desk, with all its places, at one of them."""
    from assoc_desktop.actions.tab.places import PLACES
    from assoc_desktop.listening.tab import ListeningTab

    shown = []

    def show(desk, place):  # noqa: F811
        tab = ListeningTab(desk, PLACES)
        shown.append(tab)
        desk.wanted.connect(lambda key, choice: key == "listening" and tab.show_choice(choice))
        tab.resize(1093, 540)
        tab.show()
        qtbot.waitExposed(tab)
        tab.activateWindow()
        tab.show_choice({"place": place})
        return tab

    yield show
    for tab in shown:
        tab.go()


@pytest.fixture
def seasons(file):  # noqa: F811
    """The seasons 2025 and 2026."""
    from datetime import date

    from assoc_desktop.association.records import Season
    from assoc_desktop.association.rules import open_season

    open_season(date(2025, 5, 1))
    return {season.label: season for season in Season.select()}


@pytest.fixture
def enrol(seasons):
    """Enrol a member for a season by its label."""
    from assoc_desktop.members.memberships import proposed_membership, save_membership
    from assoc_desktop.members.records import Category

    def enrol_(member_id, label):
        category = Category.select().where(~Category.for_life).order_by(Category.position).first()
        return save_membership(member_id, proposed_membership(seasons[label], category)).id

    return enrol_
