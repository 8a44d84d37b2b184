"""A small association with a chart of accounts, a season, a category and two members."""

from __future__ import annotations

import datetime

import pytest

from assoc_desktop.association.rules import Identity, found, open_season
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.memberships import (
    CategoryData,
    proposed_membership,
    save_category,
    save_membership,
)
from assoc_desktop.members.rules import save_member
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.file import create_file
from assoc_desktop.treasury.accounts import first_account, start_chart

TODAY = datetime.date(2026, 5, 14)


class Books:
    """The accounts and members that tests need by name."""

    def __init__(self) -> None:
        association = found(Identity(name="Club", country="CM"))
        self.conventions = association.conventions
        self.season = open_season(TODAY)
        self.category = save_category(CategoryData("Individual", fee=5000))
        start_chart("ohada")
        self.cash, self.bank = first_account("cash"), first_account("bank")
        self.dues, self.donations = first_account("income", "701"), first_account("income", "704")
        self.credit, self.rent = first_account("credit"), first_account("expense", "622")
        self.awa, self.ben = self.member("Awa"), self.member("Ben")

    def member(self, name: str) -> int:
        """Id of a new member who is enrolled for the season."""
        member = save_member(
            MemberData(family_name=name, joined_on=TODAY), today=TODAY, conventions=self.conventions
        )
        save_membership(member.id, proposed_membership(self.season, self.category))
        return member.id


@pytest.fixture
def books(tmp_path):
    """An open file with `Books`."""
    with create_file(tmp_path / "club.assoc", SCHEMA) as file:
        made = Books()
        made.file = file
        yield made


@pytest.fixture
def desk(books, tmp_path, qapp):
    """A desk on the file of the `books`, on 14 May 2026."""
    from tests.screens import make_desk

    return make_desk(books.file, tmp_path, TODAY)
