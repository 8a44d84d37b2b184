"""What somebody at the desk may pay: open dues and levies, and seasons they are not enrolled for yet."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from assoc_desktop.association.records import Season
from assoc_desktop.members.memberships import MembershipData, propose_enrolment
from assoc_desktop.members.records import Category, Member, Membership
from assoc_desktop.treasury.balances import dues_of


@dataclass(frozen=True)
class OpenDue:
    """Something that can be paid at the desk. Amounts in minor units.

    Attributes:
        membership_id: of a membership; else None.
        levy_id: of a levy; else None.
        season_id: of a season the member is not enrolled for yet: paying it enrols them; else None.
        text: the season, or what the levy is for.
        name: of the member who owes it.
        left: what is still to be paid, more than nothing.
    """

    member_id: int
    membership_id: int | None
    levy_id: int | None
    season_id: int | None
    text: str
    category: str
    name: str
    due_on: datetime.date
    due: int
    paid: int

    @property
    def left(self) -> int:
        """What is still to be paid."""
        return self.due - self.paid

    @property
    def key(self) -> tuple[int, int | None, int | None, int | None]:
        """What tells it from all others."""
        return self.member_id, self.membership_id, self.levy_id, self.season_id


def open_dues(member_id: int, *, others: Sequence[int] = ()) -> list[OpenDue]:
    """What has something left to pay: the member's own first, then that of others they settle for; the oldest first.

    Args:
        others: members whose dues they may pay too: household, employees.
    """
    ids = list(dict.fromkeys((member_id, *others)))
    names = {each.id: each.full_name for each in Member.select().where(Member.id.in_(ids))}
    places = {each: place for place, each in enumerate(ids)}
    found = [
        OpenDue(
            due.member_id, due.membership_id, due.levy_id, None, due.text, due.category, names[due.member_id],
            due.due_on, due.due, due.paid,
        )
        for due in dues_of(ids)
        if due.left > 0
    ]  # fmt: skip
    return sorted(found, key=lambda due: (places[due.member_id], due.due_on))


def dues_ahead(member_id: int, *, today: datetime.date) -> list[OpenDue]:
    """Seasons not ended yet that a member is not enrolled for, with what they would cost in their last category."""
    member = Member.get_by_id(member_id)
    found = []
    for season in _seasons_ahead(member_id, today):
        if (data := proposed(member_id, season, today)) is not None and data.fee_due > 0:
            category = Category.get_by_id(data.category_id)
            due = data.fee_due - data.reduction
            found.append(
                OpenDue(
                    member_id, None, None, season.id, season.label, category.name, member.full_name,
                    season.starts_on, due, 0,
                )
            )  # fmt: skip
    return found


def _seasons_ahead(member_id: int, today: datetime.date) -> list[Season]:
    enrolled = Membership.select(Membership.season).where(Membership.member == member_id)
    query = Season.select().where((Season.ends_on >= today) & Season.id.not_in(enrolled))
    return list(query.order_by(Season.starts_on))


def proposed(member_id: int, season: Season, today: datetime.date) -> MembershipData | None:
    """The membership that paying for a season would write; None for who died, or was in no category before."""
    enrolment = propose_enrolment([member_id], season, None, day=today)
    rows = [data for _member, data in enrolment.rows if data.season_id == season.id]
    return rows[0] if rows and not enrolment.opens else None


def propose_shares(dues: Sequence[OpenDue], amount: int) -> list[int]:
    """How much of an amount goes to each of some dues, in their order: each is filled before the next."""
    shares = []
    for due in dues:
        share = max(0, min(due.left, amount))
        shares.append(share)
        amount -= share
    return shares
