"""A small association with two categories, two members, and two benefits of which the first is for one category."""

from __future__ import annotations

import datetime

import pytest

from assoc_desktop.association.rules import Identity, found, open_season
from assoc_desktop.benefits.catalogue import BenefitData, save_benefit
from assoc_desktop.benefits.entitlement import Entitled, entitlements
from assoc_desktop.benefits.records import BenefitUse
from assoc_desktop.benefits.uses import record_use
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
from assoc_desktop.treasury.accounts import start_chart

TODAY = datetime.date(2026, 5, 14)


class Club:
    """Members, categories and benefits that tests need by name. Fees of 0, so that nobody owes anything."""

    def __init__(self, currency: str = "") -> None:
        association = found(Identity(name="Club", country="CM", currency=currency))
        self.say = association.conventions
        self.season = open_season(TODAY)
        self.person = save_category(CategoryData("Individual", fee=0))
        self.student = save_category(CategoryData("Student", fee=0, votes=False))
        start_chart("ohada")
        self.awa, self.ben = self.member("Awa", self.person), self.member("Ben", self.student)
        self.training = save_benefit(
            BenefitData("Training", "training", quota=2, cost=500, value=2000),
            categories={self.person.id: None},
        )
        self.loan = save_benefit(
            BenefitData("Loan", "loan", cost=10, value=100),
            categories={self.person.id: None, self.student.id: 1},
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


@pytest.fixture
def club(tmp_path):
    """An open file with `Club`."""
    with create_file(tmp_path / "club.assoc", SCHEMA):
        yield Club()
