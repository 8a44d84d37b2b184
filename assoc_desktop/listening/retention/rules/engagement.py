"""How much members take part: a score from 0 to 100 out of several sources, each with its weight.

A feature in which members take part adds a line to `SOURCES`; the score stays between 0 and 100 because the weights are
shares of their sum.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import repeat

from assoc_desktop.language import N_
from assoc_desktop.listening.retention.rules.people import People
from assoc_desktop.storage.database import database

#: Days after which dues without a plan are paid late.
ON_TIME_DAYS = 30
#: Lower ends of the bands of scores.
BANDS = (0, 25, 50, 75)


@dataclass(frozen=True)
class Source:
    """What counts as taking part.

    Attributes:
        words: what is counted, for the explanation of the score.
        most: how many give the full weight; fewer give their share of it.
        count: the people and a season → member → how many; who is missing has none.
    """

    key: str
    words: str
    weight: int
    most: int
    count: Callable[[People, int], Mapping[int, int]]


def _renewals(people: People, at: int) -> dict[int, int]:
    """Seasons in a row right before this one."""
    found = {}
    for member_id in people.members_of(at):
        seasons = people.belongs[member_id]
        here = seasons.index(at)
        run = 0
        while run < here and seasons[here - run - 1] == at - run - 1:
            run += 1
        found[member_id] = run
    return found


_LATE_SQL = f"""
    SELECT membership.member_id FROM membership JOIN member ON member.id = membership.member_id
    WHERE season_id = :season AND fee_due - reduction > coalesce((
        SELECT -sum(posting.amount) FROM posting JOIN entry ON entry.id = posting.entry_id
        WHERE posting.membership_id = membership.id AND entry.day <= coalesce(
            (SELECT max(due_on) FROM instalment WHERE membership_id = membership.id),
            date(max(membership.starts_on, coalesce(member.joined_on, '')), '+{ON_TIME_DAYS} days'))), 0)
"""


def _on_time(people: People, at: int) -> dict[int, int]:
    """Who had paid all dues of the season by the day; who owes nothing has."""
    late = {row[0] for row in database.execute_sql(_LATE_SQL, {"season": people.seasons[at].id})}
    return {member_id: 1 for member_id in people.members_of(at) if member_id not in late}


def _counted(sql: str) -> Callable[[People, int], Mapping[int, int]]:
    """A source that one query counts; it may name :season, :starts_on and :ends_on."""

    def count(people: People, at: int) -> Mapping[int, int]:
        season = people.seasons[at]
        values = {
            "season": season.id, "starts_on": season.starts_on.isoformat(), "ends_on": season.ends_on.isoformat()
        }  # fmt: skip
        named = {name: value for name, value in values.items() if f":{name}" in sql}
        return dict(database.execute_sql(sql, named))

    return count


_USES_SQL = (
    "SELECT member_id, count(*) FROM benefit_use WHERE season_id = :season AND reversed_on IS NULL GROUP BY 1"
)
_TALKS_SQL = (
    "SELECT member_id, count(*) FROM conversation WHERE member_id IS NOT NULL"
    " AND day BETWEEN :starts_on AND :ends_on GROUP BY 1"
)
_ANSWERS_SQL = (
    "SELECT member_id, count(*) FROM survey_response WHERE member_id IS NOT NULL"
    " AND answered_on BETWEEN :starts_on AND :ends_on GROUP BY 1"
)
SOURCES = (
    Source("renewals", N_("renewals in a row"), 30, 3, _renewals),
    Source("on_time", N_("dues of the season paid in time"), 25, 1, _on_time),
    Source("uses", N_("uses of benefits"), 20, 3, _counted(_USES_SQL)),
    Source("answers", N_("surveys answered with their name"), 15, 1, _counted(_ANSWERS_SQL)),
    Source("talks", N_("conversations"), 10, 1, _counted(_TALKS_SQL)),
)


def scores_at(people: People, at: int) -> dict[int, int]:
    """Member of a season → score, rounded half to even."""
    weights = sum(each.weight for each in SOURCES)
    members = people.members_of(at)
    counts = [
        [min(number, source.most) for number in map(source.count(people, at).get, members, repeat(0))]
        for source in SOURCES
    ]
    reached = list(zip(*counts, strict=True))
    scores = {}
    for each in set(reached):
        points = sum(
            Fraction(source.weight * number, source.most)
            for source, number in zip(SOURCES, each, strict=True)
        )
        scores[each] = round(100 * points / weights)
    return {member_id: scores[each] for member_id, each in zip(members, reached, strict=True)}


def band_of(score: int) -> int:
    """The lower end of the band of a score."""
    return max(each for each in BANDS if each <= score)
