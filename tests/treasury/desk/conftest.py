"""The small association, with what a desk needs besides."""

from __future__ import annotations

import datetime

import pytest
from PySide6.QtWidgets import QApplication

from assoc_desktop.association.rules import open_season
from assoc_desktop.members.memberships import proposed_membership, save_membership
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.file import create_file
from assoc_desktop.storage.history import operation
from assoc_desktop.treasury.accounts import first_account
from assoc_desktop.treasury.records import Levy
from assoc_desktop.treasury.tab import TreasuryTab
from tests.screens import show_page
from tests.treasury.conftest import TODAY, Books


class DeskBooks(Books):
    """Books with levies and a season before."""

    def levy(self, member_id, amount, text="Meal"):
        with operation("Add"):
            return Levy.create(
                member=member_id, kind="event", text=text, account=first_account("income", "706"),
                amount=amount, due_on=TODAY,
            )  # fmt: skip

    def awa_owes_last_year(self):
        season = open_season(datetime.date(2025, 6, 1))
        self.enrol(self.awa, season)
        return season

    def enrol(self, member_id, season):
        save_membership(member_id, proposed_membership(season, self.category))


@pytest.fixture
def books(tmp_path):
    """An open file with `DeskBooks`."""
    with create_file(tmp_path / "club.assoc", SCHEMA) as file:
        found = DeskBooks()
        found.file = file
        yield found


@pytest.fixture
def tab(books, desk, qtbot):
    """The tab with the desk in front."""
    shown = show_page(qtbot, TreasuryTab(desk))
    shown.show_choice({"place": "desk"})
    shown.place().take_keyboard()
    qtbot.wait(10)
    yield shown
    # As the window does before it closes the file: nothing that waits reads from it any more.
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, TreasuryTab):
            widget.go()


@pytest.fixture
def place(tab):
    return tab.place()
