"""Who may settle for whom: the payer of a household for its people, an institution for the people who work there."""

from __future__ import annotations

from assoc_desktop.language import _
from assoc_desktop.members.households import household_of, people_of, present_payer
from assoc_desktop.members.records import INSTITUTION, Member


def who_pays_for(member_id: int) -> list[str]:
    """Who else may settle a member's dues, in words: the payer of the household, the employer."""
    told = []
    household = household_of(member_id)
    if household is not None and (payer := present_payer(household.id)) != member_id:
        told.append(_("{household}, {payer} pays").format(household=household, payer=Member.get_by_id(payer)))
    member = Member.get_by_id(member_id)
    if member.employer_id is not None:
        told.append(_("Works for {employer}").format(employer=member.employer.full_name))
    return told


def payers_of(member_id: int) -> list[Member]:
    """Who else may settle a member's dues: the payer of the household, the employer; never who is in the archive."""
    household = household_of(member_id)
    wanted = [
        None if household is None else present_payer(household.id),
        Member.get_by_id(member_id).employer_id,
    ]
    ids = [each for each in wanted if each not in (None, member_id)]
    found = [Member.get_by_id(each) for each in dict.fromkeys(ids)]
    return [each for each in found if each.archived_on is None and each.erased_on is None]


def settles_for(member_id: int) -> list[int]:
    """The members whose dues a payer may settle, the payer first."""
    payer = Member.get_by_id(member_id)
    others: list[int] = []
    household = household_of(member_id)
    if household is not None and present_payer(household.id) == member_id:
        others += [each.id for each in people_of(household.id)]
    if payer.kind == INSTITUTION:
        query = Member.select(Member.id).where((Member.employer == payer) & Member.erased_on.is_null())
        others += [row[0] for row in query.order_by(Member.sort_name).tuples()]
    return list(dict.fromkeys([member_id, *others]))
