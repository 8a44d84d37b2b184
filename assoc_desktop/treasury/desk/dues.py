"""What somebody at the desk may pay: open dues and levies, and seasons they are not enrolled for yet."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from assoc_desktop.association.records import Season
from assoc_desktop.association.rules import SeasonBook
from assoc_desktop.language import _
from assoc_desktop.members.memberships import MembershipData, propose_enrolment
from assoc_desktop.members.records import Category, Member, Membership
from assoc_desktop.refusals import Refused
from assoc_desktop.treasury.balances import dues_of
from assoc_desktop.treasury.dues.opening import of_one_season


@dataclass(frozen=True)
class OpenDue:
    """Something that can be paid at the desk. Amounts in minor units.

    Attributes:
        membership_id: of a membership; else None.
        levy_id: of a levy; else None.
        season_id: of a season the member is not enrolled for yet, see `key_of`: paying it enrols them; else None.
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
    def is_new(self) -> bool:
        """Whether nobody opened its season yet."""
        return self.season_id is not None and self.season_id < 0

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


def dues_ahead(
    member_id: int, *, today: datetime.date, others: Sequence[int] = (), unopened: bool = True
) -> list[OpenDue]:
    """Seasons not ended yet that members are not enrolled for, with what they would cost in their last category.

    The season after the last one is among them, although nobody opened it yet: paying it opens it.

    Args:
        others: members whose dues they may pay too, as in `open_dues`.
        unopened: False leaves the season out that nobody opened yet.
    """
    ids = list(dict.fromkeys((member_id, *others)))
    names = {each.id: each.full_name for each in Member.select().where(Member.id.in_(ids))}
    categories = {each.id: each.name for each in Category.select()}
    found = []
    for season in _seasons_ahead(today, unopened):
        key = key_of(season)
        for each, data in proposed(ids, season, today).items():
            if (due := data.fee_due - data.reduction) > 0:
                found.append(
                    OpenDue(
                        each, None, None, key, season.label, categories[data.category_id], names[each],
                        season.starts_on, due, 0,
                    )
                )  # fmt: skip
    places = {each: place for place, each in enumerate(ids)}
    return sorted(found, key=lambda due: (places[due.member_id], due.due_on))


def key_of(season: Season) -> int:
    """What tells a season that can be paid ahead: its id, and of one that nobody opened yet, minus its first day.

    A season that is only proposed gets another id each time it is proposed, its first day stays.
    """
    is_there = Season.select().where(Season.id == season.id).exists()
    return int(season.id) if is_there else -season.starts_on.toordinal()


def season_of_key(key: int) -> Season:
    """The season that `key_of` told; one that nobody opened yet is not written.

    Raises:
        Refused: it is no longer there.
    """
    if key < 0:
        return SeasonBook().on(datetime.date.fromordinal(-key))
    season = Season.get_or_none(Season.id == key)
    if season is None:
        raise Refused(_("This season is no longer there. Choose the member again."))
    return season


def _seasons_ahead(today: datetime.date, unopened: bool) -> list[Season]:
    found = list(Season.select().where(Season.ends_on >= today).order_by(Season.starts_on))
    if not unopened:
        return found
    book = SeasonBook()
    last = Season.select().order_by(Season.starts_on.desc()).first() or book.on(today)
    return [*found, book.after(last)]


def proposed(ids: Sequence[int], season: Season, today: datetime.date) -> dict[int, MembershipData]:
    """Member → the membership that paying for a season would write.

    Who died, was in no category before, or would come into another season is not among them.
    """
    belong = Membership.select(Membership.member).where(
        Membership.season == season, Membership.member.in_(ids)
    )
    enrolled = {row[0] for row in belong.tuples()}
    # Most at the desk are enrolled: what is proposed looks at all members.
    if not (others := [each for each in ids if each not in enrolled]):
        return {}
    enrolment = of_one_season(propose_enrolment(others, season, None, day=today), season)
    return {member_id: data for member_id, data in enrolment.rows if data.season_id == season.id}


def propose_shares(dues: Sequence[OpenDue], amount: int) -> list[int]:
    """How much of an amount goes to each of some dues, in their order: each is filled before the next."""
    shares = []
    for due in dues:
        share = max(0, min(due.left, amount))
        shares.append(share)
        amount -= share
    return shares
