"""The example's categories with the rules that real ones have, their fees by season, and what students showed."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from assoc_desktop.association.records import Season
from assoc_desktop.language import _
from assoc_desktop.members.fees import Proposer, save_fees
from assoc_desktop.members.memberships import (
    STARTING_CATEGORIES,
    MembershipData,
    proposed_membership,
    save_category,
    starting_category,
)
from assoc_desktop.members.proofs import ProofData, save_proof
from assoc_desktop.members.records import Category, Membership

_FEES = {"individual": 5_000, "student": 2_000, "retired": 2_500, "institution": 25_000, "corporate": 50_000}
#: What they cost two seasons ago.
_EARLIER = {"individual": 4_000, "institution": 20_000}
_QUARTERS = "100,100,100,75,75,75,50,50,50,25,25,25"
_OCTOBER = 10
#: Days from today until which the cards of one student after the other hold; None for one who showed none.
_HOLDS = (140, 140, 12, 140, -30, 140, None, 140, 75, 140)
_SEEN = datetime.timedelta(days=200)


def add_categories(seasons: Sequence[Season]) -> dict[str, Category]:
    """Add the categories to start from, with their rules: key → category.

    Args:
        seasons: the oldest first.
    """
    made: dict[str, Category] = {}
    for key in STARTING_CATEGORIES:
        data = starting_category(key, fee=_FEES.get(key, 0))
        made[key] = save_category(replace(data, **_rules(key, made)))
    for key, fee in _EARLIER.items():
        save_fees(made[key].id, {seasons[0].id: fee})
    return made


def _rules(key: str, made: dict[str, Category]) -> dict[str, Any]:
    if key == "individual":
        return {"pro_rata": _QUARTERS}
    if key == "student":
        return {"proof": _("Student card"), "max_age": 24, "moves_to_id": made["individual"].id}
    return {"next_season_from": _OCTOBER} if key == "institution" else {}


def first_membership(season: Season, category: Category, joined_on: datetime.date) -> MembershipData:
    """The membership of somebody who joined during a season: from that day, for the share that is due."""
    if not category.pro_rata or joined_on <= season.starts_on:
        return proposed_membership(season, category)
    return Proposer(category).from_day(season, joined_on).data


def add_proofs(student: Category, season: Season, today: datetime.date) -> None:
    """Write down the cards that the students of a season showed: most hold, some run out, one was never seen."""
    members = Membership.select(Membership.member).where(
        (Membership.category == student) & (Membership.season == season)
    )
    for place, (member_id,) in enumerate(members.order_by(Membership.member).tuples()):
        days = _HOLDS[place % len(_HOLDS)]
        if days is not None:
            until = today + datetime.timedelta(days=days)
            save_proof(member_id, ProofData(student.proof, today - _SEEN, until), today=today)
