"""The cash book on screen, with the file of the small association open."""

from __future__ import annotations

import pytest


@pytest.fixture
def desk(desk, books):
    """The desk of an open file, with the `books` on it."""
    desk.books = books
    return desk


@pytest.fixture
def tab(desk, qtbot):
    """The Treasury tab, open at the cash book."""
    from assoc_desktop.treasury.tab import TreasuryTab
    from tests.screens import show_page

    tab = show_page(qtbot, TreasuryTab(desk))
    tab.show_choice({"place": "cashbook"})
    yield tab
    tab.go()


@pytest.fixture
def place(tab):
    """The place of the cash book."""
    return tab.place()
