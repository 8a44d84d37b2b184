"""What a category costs: by season, by the month of joining, and for which days a membership that is paid holds.

The past never changes: what was agreed stands in the memberships, and a season that has begun keeps its fee.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from assoc_desktop.association.records import Season
from assoc_desktop.association.rules import ONE_DAY, SeasonBook
from assoc_desktop.language import N_, _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.data import CategoryData, MembershipData
from assoc_desktop.members.records import Category, CategoryFee, Member
from assoc_desktop.refusals import Invalid
from assoc_desktop.storage.database import LARGEST_AMOUNT, database, day_from, marks, portions
from assoc_desktop.storage.history import operation

MONTHS = 12

# Fees by season


def fee_for(category: Category, season: Season) -> int:
    """What a category costs in a season, in minor units."""
    if category.exempt:
        return 0
    return fees_of(category.id).get(season.id, category.fee)


def fees_of(category_id: int) -> dict[int, int]:
    """Season id → the fee that is settled for it; a season that is not in it has the category's fee."""
    sql = "SELECT season_id, fee FROM category_fee WHERE category_id = ?"
    return dict(database.execute_sql(sql, (category_id,)))


def enrolled_by_season(category_id: int) -> dict[int, int]:
    """Season id → how many memberships there are for it in a category."""
    sql = "SELECT season_id, count(*) FROM membership WHERE category_id = ? GROUP BY season_id"
    return dict(database.execute_sql(sql, (category_id,)))


def settle_past(category_id: int, fee: int, *, today: datetime.date | None) -> None:
    """Settle the fee of every season that has begun or has memberships in a category, before the category's changes.

    Call inside an operation.

    Args:
        fee: what those seasons cost that have no fee of their own.
        today: None takes every season that is there for one that has begun.
    """
    settled, enrolled = fees_of(category_id), enrolled_by_season(category_id)
    for season in Season.select():
        begun = today is None or season.starts_on <= today
        if season.id not in settled and (begun or season.id in enrolled):
            CategoryFee.create(category=category_id, season=season, fee=fee)


def check_fees(fees: Mapping[int, int | None]) -> dict[str, str]:
    """Field → what is wrong with the fees of seasons."""
    problem = next((found for fee in fees.values() if fee is not None and (found := why_not_fee(fee))), "")
    return {"fees": problem} if problem else {}


def why_not_fee(fee: int) -> str:
    """Why nobody can owe a fee, in a sentence; empty when they can."""
    if fee < 0:
        return _("A fee is not negative.")
    return _("This amount is too large to be right.") if fee > LARGEST_AMOUNT else ""


def save_fees(category_id: int, fees: Mapping[int, int | None]) -> None:
    """Set what a category costs in some seasons; memberships already written keep their fee.

    Args:
        fees: season id → fee in minor units; None lets the season have the category's fee again.

    Raises:
        Invalid: a fee is negative.
    """
    if problems := check_fees(fees):
        raise Invalid(problems)
    name = Category.get_by_id(category_id).name
    with operation(N_("Change the fees of the category {name}"), name=name):
        stored = {
            row.season_id: row for row in CategoryFee.select().where(CategoryFee.category == category_id)
        }
        for season_id, fee in fees.items():
            row = stored.get(season_id)
            if row is None and fee is not None:
                CategoryFee.create(category=category_id, season=season_id, fee=fee)
            elif row is not None and fee is None:
                row.delete_instance()
            elif row is not None and row.fee != fee:
                row.fee = fee
                row.save()


# Joining late


def check_joining(data: CategoryData) -> dict[str, str]:
    """Field → what is wrong with how a category treats those who join during a season."""
    problems = {}
    if data.rolling and data.for_life:
        problems["rolling"] = _("A membership is for life or for twelve months, not both.")
    if data.pro_rata and shares(data.pro_rata) is None:
        problems["pro_rata"] = _("Write twelve whole numbers from 0 to 100, one for each month.")
    if data.next_season_from is not None and not 2 <= data.next_season_from <= MONTHS:
        problems["next_season_from"] = _("Choose a month from the second of the season to its last.")
    if (data.rolling or data.for_life) and (data.pro_rata or data.next_season_from is not None):
        name = "pro_rata" if data.pro_rata else "next_season_from"
        problems[name] = _("Only a category that goes by seasons knows joining late.")
    return problems


def shares(pro_rata: str) -> tuple[int, ...] | None:
    """The twelve per cents that `Category.pro_rata` holds; None when it is something else."""
    parts = pro_rata.split(",")
    if len(parts) != MONTHS or not all(
        part.isascii() and part.isdecimal() and len(part) <= 3 for part in parts
    ):
        return None
    found = tuple(int(part) for part in parts)
    return found if max(found) <= 100 else None


def share_of(fee: int, percent: int) -> int:
    """A part of a fee, rounded half up to the minor unit."""
    return (fee * percent + 50) // 100


def month_of_season(starts_on: datetime.date, day: datetime.date) -> int:
    """The month of the season, 1 to 12, that a day falls in. A day before it is of the first month, one after it of the last."""
    months = (day.year - starts_on.year) * MONTHS + day.month - starts_on.month
    return min(max(months + (add_months(starts_on, months) <= day), 1), MONTHS)


def add_months(day: datetime.date, months: int) -> datetime.date:
    """The same day some months later; the last of a month that is too short."""
    years, month = divmod(day.month - 1 + months, MONTHS)
    first = datetime.date(day.year + years, month + 1, 1)
    following = first.replace(year=first.year + month // 11, month=(month + 1) % MONTHS + 1)
    return first.replace(day=min(day.day, (following - first).days))


def year_after(day: datetime.date) -> datetime.date:
    """The same day of the next year; 1 March for 29 February."""
    return _years_after(day, 1)


def _years_after(day: datetime.date, years: int) -> datetime.date:
    year = min(day.year + years, datetime.MAXYEAR)
    try:
        return day.replace(year=year)
    except ValueError:
        return datetime.date(year, 3, 1)


def grace_until(ends_on: datetime.date | None, category: Category) -> datetime.date | None:
    """Until when a member still counts after an end; None for life."""
    if ends_on is None:
        return None
    # Other programs write “for ever” as 31 December 9999, after which there is no day.
    days_left = (datetime.date.max - ends_on).days
    return ends_on + datetime.timedelta(days=min(category.grace_days, days_left))


# What is proposed to whom


@dataclass(frozen=True)
class Past:
    """What is known of somebody's belonging until now, as far as the next membership asks.

    Attributes:
        seasons: ids of the seasons they have a membership in.
        last_end: the latest end of their memberships.
        last_grace: until when that one's grace runs.
    """

    joined_on: datetime.date | None = None
    seasons: frozenset[int] = frozenset()
    last_end: datetime.date | None = None
    last_grace: datetime.date | None = None


@dataclass(frozen=True)
class Proposal:
    """The membership that follows from a category's rules.

    Attributes:
        data: ready to be checked and written.
        season: that it counts for; perhaps not the one that was asked for.
        opens: whether that season is not there yet and is to be opened with it: see `rules.open_proposed`.
        reason: `season`, `share`, `next`, `joined`, `renewed` or `life`.
    """

    data: MembershipData
    season: Season
    opens: bool = False
    reason: str = "season"
    day: datetime.date | None = None
    percent: int = 100
    whole_fee: int = 0

    def why(self, conventions: Conventions) -> str:
        """Why it is so, in a sentence; empty where nothing needs to be explained."""
        sentences = {
            "share": _("Joined in {month}: {percent}% of {fee}."),
            "next": _("Joined in {month}: counts for {season}, whole fee."),
            "joined": _("Twelve months from joining on {day}; booked to {season}."),
            "renewed": _("Twelve months that follow those before, from {day}; booked to {season}."),
        }
        sentence = sentences.get(self.reason, "").format(
            month=conventions.date(self.day, "LLLL yyyy"),
            day=conventions.date(self.day),
            percent=self.percent,
            fee=conventions.money(self.whole_fee),
            season=self.season.label,
        )
        if self.opens:
            opened = _("The season {season} is opened with it.").format(season=self.season.label)
            return " ".join(filter(None, (sentence, opened)))
        return sentence


@dataclass
class Proposer:
    """Proposes memberships in one category: seasons and fees are read once, for many members."""

    category: Category
    book: SeasonBook = field(default_factory=SeasonBook)

    def __post_init__(self) -> None:
        self._fees = fees_of(self.category.id)
        self._shares = shares(self.category.pro_rata) or () if self.category.pro_rata else ()

    def is_alike(self) -> bool:
        """Whether everybody gets the same membership for a season, whenever they joined."""
        category = self.category
        return not (category.rolling or self._shares or category.next_season_from)

    def fee(self, season: Season) -> int:
        """What the category costs in a season."""
        return 0 if self.category.exempt else self._fees.get(season.id, self.category.fee)

    def fee_from(self, season: Season, starts_on: datetime.date) -> int:
        """What a membership of a season costs that starts on a day: the share of those who join then, or the whole."""
        if not self._shares or starts_on <= season.starts_on:
            return self.fee(season)
        return share_of(self.fee(season), self._shares[month_of_season(season.starts_on, starts_on) - 1])

    def whole(self, season: Season) -> Proposal:
        """A membership for a whole season."""
        ends_on = None if self.category.for_life else season.ends_on
        reason = "life" if self.category.for_life else "season"
        return self._proposal(season, season.starts_on, ends_on, reason)

    def from_day(self, season: Season, starts_on: datetime.date) -> Proposal:
        """A membership booked to a season that starts on a day, whatever came before."""
        if self.category.rolling:
            return self._proposal(season, starts_on, year_after(starts_on) - ONE_DAY, "season")
        whole = self.whole(season)
        return replace(
            whole, data=replace(whole.data, starts_on=starts_on, fee_due=self.fee_from(season, starts_on))
        )

    def propose(self, past: Past, season: Season, day: datetime.date | None) -> Proposal:
        """The next membership of somebody.

        Args:
            past: what is known of them.
            season: that is asked for.
            day: on which they join or renew; None when that is not known: then the whole season is proposed.
        """
        if self.category.rolling:
            return self._rolling(past, season, day)
        if self.is_alike():
            return self.whole(season)
        if (late := self._late(past, season, day)) is not None:
            following = self.book.after(self.book.on(late))
            return self._proposal(following, late, following.ends_on, "next", day=late)
        joined = self._joins_on(past, season, day)
        if joined is None or not self._shares:
            return self.whole(season)
        percent = self._shares[month_of_season(season.starts_on, joined) - 1]
        reason = "share" if percent < 100 and self.fee(season) else "season"
        return self._proposal(season, joined, season.ends_on, reason, day=joined, percent=percent)

    def _late(self, past: Past, season: Season, day: datetime.date | None) -> datetime.date | None:
        """The day of joining, when it counts for the next season: whether that one or the season of joining is asked for."""
        first = self.category.next_season_from
        if first is None:
            return None
        before = self.book.before(season)
        for each in (season, before) if before and before.id not in past.seasons else (season,):
            joined = self._joins_on(past, each, day)
            if joined is not None and month_of_season(each.starts_on, joined) >= first:
                return joined
        return None

    def _joins_on(self, past: Past, season: Season, day: datetime.date | None) -> datetime.date | None:
        """The day in a season on which somebody joins; None for those who belong already, or did not say when."""
        before = self.book.before(season)
        renews = before is not None and before.id in past.seasons
        joined_earlier = past.joined_on is not None and past.joined_on < season.starts_on and not past.seasons
        if day is None or renews or joined_earlier:
            return None
        joined = past.joined_on if past.joined_on and _is_in(past.joined_on, season) else day
        return joined if _is_in(joined, season) else None

    def _rolling(self, past: Past, season: Season, day: datetime.date | None) -> Proposal:
        start = self._first_day(past, season, day)
        renewed = past.last_end is not None and start == past.last_end + ONE_DAY
        reason = "renewed" if renewed else "joined"
        return self._proposal(self.book.on(start), start, year_after(start) - ONE_DAY, reason, day=start)

    def _first_day(self, past: Past, season: Season, day: datetime.date | None) -> datetime.date:
        if past.last_end and past.last_grace and past.last_grace >= (day or season.starts_on):
            return past.last_end + ONE_DAY
        if past.joined_on and not past.seasons and past.joined_on <= season.ends_on:
            return _anniversary(past.joined_on, season)
        if day is None or day > season.ends_on:
            return season.starts_on
        return day

    def _proposal(
        self, season: Season, starts_on: datetime.date, ends_on: datetime.date | None, reason: str,
        *, day: datetime.date | None = None, percent: int = 100,
    ) -> Proposal:  # fmt: skip
        whole = self.fee(season)
        data = MembershipData(
            season_id=season.id,
            category_id=self.category.id,
            starts_on=starts_on,
            ends_on=ends_on,
            fee_due=share_of(whole, percent),
        )
        return Proposal(data, season, not self.book.is_open(season), reason, day, percent, whole)


def _is_in(day: datetime.date, season: Season) -> bool:
    return season.starts_on <= day <= season.ends_on


def _anniversary(joined_on: datetime.date, season: Season) -> datetime.date:
    """The first day of the year of belonging that begins in a season."""
    years = max(season.starts_on.year - joined_on.year, 0)
    day = _years_after(joined_on, years)
    return day if day >= season.starts_on else _years_after(joined_on, years + 1)


def proposed_for(
    member: Member | None, category: Category, season: Season, day: datetime.date | None
) -> Proposal:
    """The membership that a category's rules give somebody, with the reason.

    Args:
        member: None for somebody new, who joins on `day`.
        season: that is asked for; the proposal may count for another.
        day: on which they join or renew.
    """
    past = Past(joined_on=day) if member is None else read_pasts([member.id])[member.id]
    return Proposer(category).propose(past, season, day)


def read_pasts(member_ids: Sequence[int] | None = None) -> dict[int, Past]:
    """Id → what is known of a member's belonging; without ids, of all members."""
    if member_ids is None:
        return dict(_pasts("", ()))
    found: dict[int, Past] = {}
    for part in portions(member_ids):
        found.update(_pasts(f"WHERE member.id IN ({marks(part)})", part))
    return found


def _pasts(where: str, values: Sequence[int]) -> Iterable[tuple[int, Past]]:
    sql = (
        "SELECT member.id, joined_on, group_concat(season_id), max(ends_on), max(grace_until) FROM member"
        f" LEFT JOIN membership ON membership.member_id = member.id {where} GROUP BY member.id"
    )
    for member_id, joined_on, season_ids, ends_on, grace_until in database.execute_sql(sql, values):
        known = frozenset(map(int, season_ids.split(","))) if season_ids else frozenset()
        yield member_id, Past(day_from(joined_on), known, day_from(ends_on), day_from(grace_until))
