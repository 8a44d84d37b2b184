"""Before two records become one, it is told what follows, what stays and what goes; nothing is written by telling."""

from __future__ import annotations

import datetime

import pytest

from assoc_desktop.association.records import Season
from assoc_desktop.association.rules import add_season
from assoc_desktop.members.cards.rules import mark_printed
from assoc_desktop.members.duplicates.following import what_follows
from assoc_desktop.members.duplicates.moving import pointers_to
from assoc_desktop.members.duplicates.pointing import COUNTED, TOLD_APART
from assoc_desktop.members.duplicates.proposing import merged
from assoc_desktop.members.memberships import MembershipData, save_membership
from assoc_desktop.members.records import Category, Consent, Household, HouseholdMember, Member, Proof
from assoc_desktop.members.rules import read_member
from assoc_desktop.storage.database import table_name
from assoc_desktop.storage.history import operation, recent_operations

DAY = datetime.date(2026, 3, 1)
LATER = DAY + datetime.timedelta(days=1)


@pytest.fixture
def told(conventions):
    def told_(keep_id, other_id):
        before = len(recent_operations())
        data = merged(read_member(keep_id), read_member(other_id))
        lines = what_follows(Member.get_by_id(keep_id), Member.get_by_id(other_id), data, conventions)
        assert len(recent_operations()) == before
        return lines

    return told_


@pytest.fixture
def two(save):
    return [
        save(family_name="Diop", given_name=given, number=number)
        for given, number in (("Awa", "1"), ("A.", "2"))
    ]


def _enrol(member_id, fee, season):
    kind = Category.get(Category.name == "Individual")
    save_membership(
        member_id, MembershipData(season.id, kind.id, season.starts_on, season.ends_on, fee_due=fee)
    )


def test_two_of_whom_nothing_else_is_kept(told, save):
    one, other = save(family_name="Diop"), save(family_name="Diop")
    assert told(one, other) == []


def test_numbers_memberships_cards_and_proofs(told, two):
    one, other = two
    season = Season.get()
    following = add_season("2027", datetime.date(2027, 1, 1), datetime.date(2027, 12, 31))
    _enrol(one, 9000, season)
    _enrol(other, 5000, season)
    _enrol(other, 6000, following)
    mark_printed(season, [other], on=DAY)
    with operation("Proof"):
        Proof.create(member=other, name="Student card", seen_on=DAY, valid_until=LATER)
    assert told(one, other) == [
        "Number 2 becomes a former number.",
        "Membership 2026: “Individual, 01/01/2026 to 31/12/2026, FCFA5,000, card 2-2026-1” stays, "
        "“Individual, 01/01/2026 to 31/12/2026, FCFA9,000” goes.",
        "Membership 2027 follows: Individual, 01/01/2027 to 31/12/2027, FCFA6,000.",
        "Card 2-2026-1 follows.",
        "Proof Student card, valid until 02/03/2026, follows.",
    ]
    assert told(other, one)[:2] == [
        "Number 1 becomes a former number.",
        "Membership 2026: “Individual, 01/01/2026 to 31/12/2026, FCFA5,000, card 2-2026-1” stays, "
        "“Individual, 01/01/2026 to 31/12/2026, FCFA9,000” goes.",
    ]


def test_consents_and_the_archive(told, two):
    one, other = two
    with operation("Consents"):
        Consent.create(member=one, purpose="photo", given=True, said_on=DAY)
        Consent.create(member=other, purpose="photo", given=False, said_on=DAY)
        Consent.create(member=one, purpose="phone", given=False, said_on=LATER)
        Consent.create(member=other, purpose="phone", given=True, said_on=DAY)
        Consent.create(member=other, purpose="email", given=True, said_on=LATER)
        Consent.create(member=other, purpose="later feature", given=True, said_on=DAY)
        Member.update(archived_on=DAY).where(Member.id == one).execute()
    assert told(one, other)[1:] == [
        "Consent “E-mail”: agreed on 02/03/2026.",
        "Consent “later feature”: agreed on 01/03/2026.",
        "Consent “Telephone”: refused on 02/03/2026.",
        "Consent “Photo on cards and lists”: refused on 01/03/2026.",
        "Awa Diop comes back from the archive.",
    ]


def test_household_and_people_who_work_there(told, two, save):
    one, other = two
    with operation("Household"):
        home = Household.create(name="Family Diop", payer=other)
        HouseholdMember.create(member=other, household=home)
        HouseholdMember.create(member=one, household=home)
    assert told(one, other)[1:] == ["The household Family Diop is dissolved: nobody else lives in it."]
    child = save(family_name="Diop", given_name="Ali")
    with operation("Household"):
        HouseholdMember.create(member=child, household=home)
        HouseholdMember.delete().where(HouseholdMember.member == one).execute()
    assert told(one, other)[1:] == ["In the household Family Diop, Awa Diop takes the place of A. Diop."]
    assert told(other, one)[1:] == []
    library, twin = (save(kind="institution", name=name) for name in ("A", "B"))
    save(family_name="Sow", employer_id=twin)
    assert told(library, twin) == ["1 member who works there follows."]


def test_every_table_that_points_to_a_member_is_told(file):
    columns = {f"{table_name(record)}.{field.column_name}" for record, field in pointers_to(Member)}
    assert columns == TOLD_APART | COUNTED.keys()


def test_each_count_is_told_as_one_and_as_many():
    for words in COUNTED.values():
        assert "{n}" in words(1)
        assert words(1) != words(2)
