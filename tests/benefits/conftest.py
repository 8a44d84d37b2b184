"""A small association with two categories, two members, and two benefits of which the first is for one category."""

from __future__ import annotations

import datetime
import shutil

import pytest

from assoc_desktop.association.records import Season, the_association
from assoc_desktop.association.rules import Identity, found, open_season
from assoc_desktop.benefits.catalogue import BenefitData, save_benefit
from assoc_desktop.benefits.entitlement import Entitled, entitlements
from assoc_desktop.benefits.records import Benefit, BenefitUse
from assoc_desktop.benefits.uses import record_use
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.memberships import (
    CategoryData,
    proposed_membership,
    save_category,
    save_membership,
)
from assoc_desktop.members.records import Category, Member
from assoc_desktop.members.rules import save_member
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.file import create_file, open_file
from assoc_desktop.treasury.accounts import start_chart
from tests.screens import make_desk

TODAY = datetime.date(2026, 5, 14)


class Club:
    """Members, categories and benefits that tests need by name. Fees of 0, so that nobody owes anything.

    It is made in the open file, or found there where it was made.
    """

    def __init__(self, currency: str = "", *, made: bool = False) -> None:
        if not made:
            self._make(currency)
        self.say = the_association().conventions
        self.season = Season.get()
        self.person, self.student = Category.get(name="Individual"), Category.get(name="Student")
        self.awa, self.ben = (Member.get(family_name=name).id for name in ("Awa", "Ben"))
        self.training, self.loan = Benefit.get(name="Training"), Benefit.get(name="Loan")

    def _make(self, currency: str) -> None:
        self.say = found(Identity(name="Club", country="CM", currency=currency)).conventions
        self.season = open_season(TODAY)
        person = save_category(CategoryData("Individual", fee=0))
        student = save_category(CategoryData("Student", fee=0, votes=False))
        start_chart("ohada")
        self.member("Awa", person)
        self.member("Ben", student)
        save_benefit(
            BenefitData("Training", "training", quota=2, cost=500, value=2000), categories={person.id: None}
        )
        save_benefit(
            BenefitData("Loan", "loan", cost=10, value=100), categories={person.id: None, student.id: 1}
        )

    def member(self, name: str, category: object) -> int:
        """Id of a new member who is enrolled for the season."""
        member = save_member(MemberData(family_name=name, joined_on=TODAY), today=TODAY, conventions=self.say)
        save_membership(member.id, proposed_membership(self.season, category))
        return member.id

    def of(self, member_id: int, name: str = "Training", day: datetime.date = TODAY) -> Entitled:
        """What a member may have of a benefit."""
        return next(each for each in entitlements(member_id, day, self.say) if each.name == name)

    def use(self, member_id: int, benefit: object = None, *, beyond: str = "", note: str = "") -> BenefitUse:
        """Record a use of the training, or of another benefit."""
        benefit = benefit or self.training
        return record_use(benefit.id, member_id, today=TODAY, say=self.say, beyond=beyond, note=note)


@pytest.fixture(scope="session")
def club_template(tmp_path_factory):
    """A file with a `Club`, made once; the fixtures below open copies of it."""
    path = tmp_path_factory.mktemp("club") / "club.assoc"
    with create_file(path, SCHEMA):
        Club()
    return path


@pytest.fixture
def club_path(club_template, tmp_path):
    """A copy of the file, closed."""
    return shutil.copy(club_template, tmp_path / "club.assoc")


@pytest.fixture
def club_file(club_path):
    """A copy of the file, open."""
    with open_file(club_path, SCHEMA) as file:
        yield file


@pytest.fixture
def club(club_file):
    """The `Club` of the open file."""
    return Club(made=True)


@pytest.fixture
def club_desk(club_file, tmp_path):
    """A desk on the open file."""
    return make_desk(club_file, tmp_path, TODAY)
