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
