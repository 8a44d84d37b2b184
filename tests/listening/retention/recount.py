"""Every figure on retention again in plain Python, from the raw rows of a file and by other ways than the program's."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from assoc_desktop.association.records import the_association
from assoc_desktop.members.memberships import facts_of
from assoc_desktop.members.records import Member
from assoc_desktop.members.status import status_on
from assoc_desktop.storage.database import database


def rows(sql, *values):
    """The rows of a query."""
    return list(database.execute_sql(sql, values))


@dataclass
class One:
    """A member as the raw rows tell."""

    id: int
    region: str
    joined_on: str | None
    resigned_on: str | None
    struck_off_on: str | None
    deceased_on: str | None
    memberships: dict[int, tuple] = field(
        default_factory=dict
    )  # place of the season → (category, starts, ends)


@dataclass
class World:
    """All members, and the seasons up to the one asked about."""

    seasons: list
    members: dict[int, One]


def world(season) -> World:
    """Read the raw rows."""
    every = rows("SELECT id, starts_on, ends_on FROM season ORDER BY starts_on")
    seasons = [each for each in every if each[1] <= season.starts_on.isoformat()]
    place = {each[0]: at for at, each in enumerate(seasons)}
    members = {
        row[0]: One(row[0], row[1].strip(), *row[2:])
        for row in rows("SELECT id, region, joined_on, resigned_on, struck_off_on, deceased_on FROM member")
    }
    for member_id, season_id, category, starts, ends in rows(
        "SELECT member_id, season_id, category_id, starts_on, ends_on FROM membership"
    ):
        if season_id in place:
            members[member_id].memberships[place[season_id]] = (category, starts, ends)
    return World(seasons, members)


def day_of(its_world: World, at: int, today: datetime.date) -> str:
    """The day on which a season is judged."""
    return min(today.isoformat(), its_world.seasons[at][2])


def belongs(its_world: World, one: One, asked_on: str) -> list[int]:
    """The seasons that a member belongs to."""
    found = set(one.memberships)
    lives = {at: each for at, each in one.memberships.items() if each[2] is None}
    if lives:
        start = min(each[1] for each in lives.values())
        leaving = [each for each in (one.deceased_on, one.resigned_on, one.struck_off_on) if each]
        left = min([each for each in leaving if start <= each <= asked_on], default="9999")
        found |= {at for at in range(min(lives), len(its_world.seasons)) if its_world.seasons[at][1] <= left}
    return sorted(found)


def became(its_world: World, one: One, at: int, day: str) -> str | None:
    """What became of a member of the season before; None of who was none."""
    if at - 1 not in one.memberships:
        return None
    _category, starts, ends = one.memberships[at - 1]
    if at in one.memberships:
        return "renewed"
    if one.deceased_on and one.deceased_on <= day:
        return "died"
    for fact in (one.resigned_on, one.struck_off_on):
        if fact and starts <= fact <= day:
            return "gave up"
    if ends is None:
        return "for life"
    return "running" if ends >= day else "lapsed"


def is_over(its_world: World, one: One, at: int, day: str) -> bool:
    """Whether a tenure is over, by the rule of the status; not for who belongs to a season yet to begin."""
    if its_world.seasons[at][1] > day and at in belongs(its_world, one, day):
        return False
    facts = facts_of(Member.get_by_id(one.id))
    status = status_on(datetime.date.fromisoformat(day), facts, the_association().conventions).code
    return status in ("lapsed", "resigned", "struck_off", "deceased")


def expected_tenure(lengths: list[tuple[int, bool]]) -> float:
    """Kaplan and Meier in floating point, seen from each tenure anew."""
    longest = max(length for length, _over in lengths)
    total = 0.0
    for t in range(longest):
        share = 1.0
        for u in range(1, t + 1):
            reached = sum(length >= u for length, _over in lengths)
            share *= 1 - sum(each == (u, True) for each in lengths) / reached
        total += share
    return total


def score(its_world: World, one: One, at: int, seasons_of: list[int]) -> float:
    """The engagement of a member of a season, not yet rounded."""
    season_id, starts, ends = its_world.seasons[at]
    run = 0
    while at - 1 - run in seasons_of:
        run += 1
    late = False
    for membership, begins, due in rows(
        "SELECT id, starts_on, fee_due - reduction FROM membership WHERE member_id = ? AND season_id = ?",
        one.id, season_id,
    ):  # fmt: skip
        begins = datetime.date.fromisoformat(max(begins, one.joined_on or ""))
        until = (begins + datetime.timedelta(30)).isoformat()
        plan = [row[0] for row in rows("SELECT due_on FROM instalment WHERE membership_id = ?", membership)]
        until = max(plan) if plan else until
        paid = -sum(
            amount
            for amount, day in rows(
                "SELECT amount, day FROM posting JOIN entry ON entry.id = entry_id WHERE membership_id = ?",
                membership,
            )
            if day <= until
        )
        late = due > paid
    uses = len(
        rows(
            "SELECT 1 FROM benefit_use WHERE member_id = ? AND season_id = ? AND reversed_on IS NULL",
            one.id,
            season_id,
        )
    )
    talks = len(
        rows("SELECT 1 FROM conversation WHERE member_id = ? AND day >= ? AND day <= ?", one.id, starts, ends)
    )
    answers = len(
        rows("SELECT 1 FROM survey_response WHERE member_id = ? AND answered_on >= ? AND answered_on <= ?", one.id, starts, ends)
    )  # fmt: skip
    return (
        30 * min(run, 3) / 3
        + 25 * (not late)
        + 20 * min(uses, 3) / 3
        + 15 * min(answers, 1)
        + 10 * min(talks, 1)
    )
