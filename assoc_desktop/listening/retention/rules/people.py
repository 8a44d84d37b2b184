"""Everybody who was ever a member up to a season, and the seasons in which they were.

A member belongs to a season when enrolled for it; and, with a membership for life, to each later season that began
before they left.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assoc_desktop.association.records import Season
from assoc_desktop.members.statistics.rules.asking import STATUS_OF_COUNTED_SQL, Question, counted_sql
from assoc_desktop.members.status import BELONGING, STATUSES
from assoc_desktop.storage.database import database

#: Statuses of those who are no longer members.
_GONE = tuple(each for each in STATUSES if each not in (*BELONGING, "pending"))


@dataclass(frozen=True)
class People:
    """The members of a season and of those before it.

    Attributes:
        seasons: in their order, the one asked about last. Elsewhere a season is its place in here.
        belongs: member → the seasons they belonged to, rising, never empty.
        category: member → category of the latest membership.
        category_before: the same as it was in the season before the last.
        region: member → region of the address, or an empty text.
        from_before: who joined before the first of all seasons, of which the file knows nothing.
    """

    seasons: tuple[Season, ...]
    belongs: Mapping[int, tuple[int, ...]]
    category: Mapping[int, int]
    category_before: Mapping[int, int]
    region: Mapping[int, str]
    from_before: frozenset[int] = frozenset()

    @property
    def last(self) -> int:
        """The season asked about."""
        return len(self.seasons) - 1

    def members_of(self, at: int) -> list[int]:
        """Who belongs to a season."""
        return [each for each, seasons in self.belongs.items() if at in seasons]

    def first(self, member_id: int) -> int:
        """The season of the first membership."""
        return self.belongs[member_id][0]

    def until(self, at: int) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Each member and the seasons up to one; those who came later are left out."""
        for member_id, seasons in self.belongs.items():
            if seasons[-1] <= at:
                yield member_id, seasons
            elif seasons[0] <= at:
                yield member_id, seasons[: bisect_right(seasons, at)]


def read_people(season: Season, day: datetime.date) -> People:
    """Everybody who was a member in a season or before it.

    Args:
        day: leaving after it does not count.
    """
    chosen = Season.select().where(Season.starts_on <= season.starts_on).order_by(Season.starts_on)
    seasons = tuple(chosen)
    enrolled: dict[int, list[int]] = {}
    category: dict[int, int] = {}
    before: dict[int, int] = {}
    for at, each in enumerate(seasons):
        if at == len(seasons) - 1:
            before = dict(category)
        sql = "SELECT member_id, category_id FROM membership WHERE season_id = ?"
        for member_id, category_id in database.execute_sql(sql, (each.id,)):
            enrolled.setdefault(member_id, []).append(at)
            category[member_id] = category_id
    for member_id, covered in _for_life(seasons, day).items():
        enrolled[member_id] = sorted({*enrolled.get(member_id, ()), *covered})
    region = dict(database.execute_sql("SELECT id, trim(region) FROM member"))
    belongs = {member_id: tuple(positions) for member_id, positions in enrolled.items()}
    earlier = database.execute_sql(
        "SELECT id FROM member WHERE joined_on < ?", (seasons[0].starts_on.isoformat(),)
    )
    from_before = frozenset(row[0] for row in earlier) & belongs.keys()
    return People(seasons, belongs, category, before, region, from_before)


_FOR_LIFE_SQL = """
    SELECT membership.member_id, min(season.starts_on), min(membership.starts_on),
           deceased_on, resigned_on, struck_off_on
    FROM membership JOIN season ON season.id = season_id JOIN member ON member.id = member_id
    WHERE membership.ends_on IS NULL AND season.starts_on <= ? GROUP BY membership.member_id
"""


def _for_life(seasons: tuple[Season, ...], day: datetime.date) -> dict[int, list[int]]:
    """Member → the seasons that a membership for life covers."""
    found = {}
    latest = seasons[-1].starts_on.isoformat()
    for member_id, since, starts, *leaving in database.execute_sql(_FOR_LIFE_SQL, (latest,)):
        left = min((each for each in leaving if each and starts <= each <= day.isoformat()), default=None)
        found[member_id] = [
            at
            for at, season in enumerate(seasons)
            if since <= season.starts_on.isoformat()
            and (left is None or season.starts_on.isoformat() <= left)
        ]
    return {member_id: covered for member_id, covered in found.items() if covered}


def gone_on(day: datetime.date, member_ids: Sequence[int]) -> set[int]:
    """Who of some members is no longer one on a day by their status: lapsed, resigned, struck off, died."""
    question = Question(None, day, tuple(member_ids))
    sql, values = counted_sql(question, {"status": STATUS_OF_COUNTED_SQL})
    names = ", ".join(f"'{each}'" for each in _GONE)
    return {
        row[0] for row in database.execute_sql(f"SELECT id FROM ({sql}) WHERE status IN ({names})", values)
    }


def died_by(day: datetime.date) -> set[int]:
    """Who died by a day."""
    sql = "SELECT id FROM member WHERE deceased_on <= ?"
    return {row[0] for row in database.execute_sql(sql, (day.isoformat(),))}
