"""Members written straight into the file, and every figure counted again in plain Python from the raw rows."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from assoc_desktop.association.records import Season
from assoc_desktop.members.records import Category, Member, Membership
from assoc_desktop.storage.history import operation

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Raw:
    """A member as a test makes it: columns of `member`, and memberships as (season, category, ends, grace days)."""

    kind: str = "person"
    region: str = ""
    birth_date: datetime.date | None = None
    joined_on: datetime.date | None = None
    prospect_since: datetime.date | None = None
    resigned_on: datetime.date | None = None
    struck_off_on: datetime.date | None = None
    deceased_on: datetime.date | None = None
    archived_on: datetime.date | None = None
    erased_on: datetime.date | None = None
    memberships: tuple[tuple[int, int, bool, int], ...] = field(default=())


_COLUMNS = (
    "kind", "region", "birth_date", "joined_on", "prospect_since", "resigned_on", "struck_off_on", "deceased_on",
    "archived_on", "erased_on",
)  # fmt: skip


def write(rows: Iterable[Raw], seasons: list[Season], categories: list[Category]) -> dict[int, Raw]:
    """Write members in the place of all there are; id → what was written."""
    made = {}
    with operation("Members of a test", undoable=False):
        Membership.delete().execute()
        Member.delete().execute()
        for row in rows:
            columns = {name: getattr(row, name) for name in _COLUMNS}
            member = Member.create(sort_name="", search_text="", **columns)
            made[member.id] = row
            for season, category, for_life, grace in row.memberships:
                its = seasons[season]
                ends = None if for_life else its.ends_on
                Membership.create(
                    member=member,
                    season=its,
                    category=categories[category],
                    starts_on=its.starts_on,
                    ends_on=ends,
                    grace_until=ends and ends + grace * DAY,
                )
    return made


def age_on(day: datetime.date, born: datetime.date) -> int:
    """Whole years; who was born on 29 February is a year older on 1 March of other years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def band(years: int, ends: tuple[int, ...]) -> str:
    """The lower end of a band."""
    return str(max((end for end in (0, *ends) if end <= years), default=0))


def enrolled(row: Raw, season: int) -> bool:
    """Whether a member has a membership of the season."""
    return any(each[0] == season for each in row.memberships)


def counted(rows: dict[int, Raw], key) -> Counter:
    """How many members have each key."""
    return Counter(key(row) for row in rows.values())


def gone_by(fact, on, row: Raw, seasons: list[Season], *, same_day: bool) -> bool:
    """Whether a member had left by `fact` when something happened on a day, and had not come back since."""
    if fact is None or fact > on or (fact == on and not same_day):
        return False
    back = row.joined_on is not None and fact < row.joined_on <= on
    starts = [seasons[each[0]].starts_on for each in row.memberships]
    return not back and not any(fact < start <= on for start in starts)


def leaves(row: Raw, seasons: list[Season]) -> dict[str, datetime.date]:
    """How and when a member left, each leaving that counts."""
    found = {}
    if row.joined_on is None and not row.memberships:
        return found
    resigned, struck, died = row.resigned_on, row.struck_off_on, row.deceased_on
    if (
        resigned
        and not gone_by(struck, resigned, row, seasons, same_day=True)
        and not (died and died <= resigned)
    ):
        found["resigned"] = resigned
    if (
        struck
        and not gone_by(resigned, struck, row, seasons, same_day=False)
        and not (died and died <= struck)
    ):
        found["struck_off"] = struck
    earlier = (
        [gone_by(fact, died, row, seasons, same_day=False) for fact in (resigned, struck)] if died else []
    )
    if died and not any(earlier):
        found["died"] = died
    return found


def lapses(row: Raw, seasons: list[Season]) -> list[datetime.date]:
    """The days on which grace ran out with nothing to follow."""
    periods = []
    for season, _category, for_life, grace in row.memberships:
        its = seasons[season]
        ends = None if for_life else its.ends_on
        periods.append((its.starts_on, ends, ends and ends + grace * DAY))
    found = []
    for start, _ends, until in periods:
        if until is None or (row.deceased_on and row.deceased_on <= until):
            continue
        goes_on = any(
            other != start and other <= until and (ends is None or others_until > until)
            for other, ends, others_until in periods
        )
        left = any(fact and start <= fact <= until for fact in (row.resigned_on, row.struck_off_on))
        if not goes_on and not left:
            found.append(until)
    return found
