"""Who joined and who left, by month of a season.

Each leaving counts in the month of its day, unless the member had left before in another way and not come back: who
resigned in March and died in June left in March. A membership that lapses is counted apart, because nobody said so.
"""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass

from assoc_desktop.association.records import Season
from assoc_desktop.language import N_, _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.statistics.rules.asking import Question
from assoc_desktop.storage.database import database

#: Movement → its name.
MOVEMENTS = {
    "joined": N_("Joined"),
    "resigned": N_("Resigned"),
    "struck_off": N_("Struck off"),
    "died": N_("Died"),
    "lapsed": N_("Lapsed"),
}
#: Those that take a member away by a word or by death.
LEAVES = ("resigned", "struck_off", "died")

_EVER = "(member.joined_on IS NOT NULL OR EXISTS (SELECT 1 FROM membership WHERE member_id = member.id))"
_GONE = """(member.{fact} {earlier} member.{on}
    AND NOT coalesce(member.joined_on > member.{fact} AND member.joined_on <= member.{on}, 0)
    AND NOT EXISTS (SELECT 1 FROM membership WHERE member_id = member.id
                    AND starts_on > member.{fact} AND starts_on <= member.{on}))"""


def _leaving(on: str, *gone: tuple[str, str]) -> str:
    """SQL of the members who left on the day in a column, had they not gone before by another."""
    conditions = [f"member.{on} BETWEEN :start AND :end", _EVER]
    # A comparison with no day is neither true nor false: it must not hide the member.
    conditions += [f"NOT coalesce({_GONE.format(fact=fact, earlier=sign, on=on)}, 0)" for fact, sign in gone]
    return f"SELECT member.id AS id, member.{on} AS day FROM member WHERE {' AND '.join(conditions)}"


_SQL = {
    "joined": (
        "SELECT member.id AS id, member.joined_on AS day FROM member WHERE member.joined_on BETWEEN :start AND :end"
    ),
    "resigned": _leaving("resigned_on", ("struck_off_on", "<="))
    + " AND NOT coalesce(member.deceased_on <= member.resigned_on, 0)",
    "struck_off": _leaving("struck_off_on", ("resigned_on", "<"))
    + " AND NOT coalesce(member.deceased_on <= member.struck_off_on, 0)",
    "died": _leaving("deceased_on", ("resigned_on", "<"), ("struck_off_on", "<")),
    # The first day without grace falls in the month; no other membership holds by then, and the member did not leave.
    "lapsed": """
        SELECT member.id AS id, max(over.grace_until) AS day
        FROM membership AS over JOIN member ON member.id = over.member_id
        WHERE over.grace_until BETWEEN :start AND :end AND over.grace_until < :today
          AND NOT EXISTS (SELECT 1 FROM membership AS other WHERE other.member_id = over.member_id
                          AND other.starts_on <= over.grace_until
                          AND (other.ends_on IS NULL OR other.grace_until > over.grace_until))
          AND NOT coalesce(member.deceased_on <= over.grace_until, 0)
          AND NOT coalesce(member.resigned_on BETWEEN over.starts_on AND over.grace_until, 0)
          AND NOT coalesce(member.struck_off_on BETWEEN over.starts_on AND over.grace_until, 0)
        GROUP BY member.id""",
}


@dataclass(frozen=True)
class Months:
    """Joins and leaves by month of a season.

    Attributes:
        starts: first day of each month; months of a season that begins on the 15th go from 15th to 14th.
        ends_on: the last day counted.
        counts: movement → how many in each month.
    """

    season: Season
    starts: tuple[datetime.date, ...]
    ends_on: datetime.date
    counts: dict[str, tuple[int, ...]]

    def range(self, month: int | None) -> tuple[datetime.date, datetime.date]:
        """First and last day of a month, or of the whole."""
        if month is None:
            return self.starts[0], self.ends_on
        last = month == len(self.starts) - 1
        end = self.season.ends_on if last else self.starts[month + 1] - datetime.timedelta(days=1)
        return self.starts[month], min(end, self.ends_on)

    def total(self, movement: str) -> int:
        """Of all months."""
        return sum(self.counts[movement])


def month_starts(season: Season) -> tuple[datetime.date, ...]:
    """The first day of each month of a season, counted from its own first day."""
    starts: list[datetime.date] = []
    while (day := later(season.starts_on, len(starts))) <= season.ends_on:
        starts.append(day)
    return tuple(starts)


def later(day: datetime.date, months: int) -> datetime.date:
    """The same day some months later; the last day of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    after = datetime.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return datetime.date(year, month + 1, min(day.day, (after - datetime.timedelta(days=1)).day))


def movements(season: Season, question: Question) -> Months:
    """Joins and leaves of a season until the question's day, of the members it is restricted to."""
    starts = month_starts(season)
    counts = {}
    first, last, day = season.starts_on, season.ends_on, question.day
    end = first if day < first else last if day > last else day
    for movement in MOVEMENTS:
        sql, values = _query(movement, first, end, question)
        # The number of the month: how many months after the first had begun.
        month = " + ".join(f"(day >= :month_{at})" for at in range(1, len(starts))) or "0"
        values |= {f"month_{at}": start.isoformat() for at, start in enumerate(starts) if at}
        found = dict(
            database.execute_sql(f"SELECT {month} AS month, count(*) FROM ({sql}) GROUP BY month", values)
        )
        counts[movement] = tuple(found.get(at, 0) for at in range(len(starts)))
    return Months(season, starts, end, counts)


def ids_that_moved(movement: str, months: Months, month: int | None, question: Question) -> list[int]:
    """The members behind a number of the table; without a month, of the whole season."""
    # Asked of the whole season and then cut: grace that runs out twice counts once, at the later day.
    sql, values = _query(movement, *months.range(None), question)
    first, last = months.range(month)
    values |= {"first": first.isoformat(), "last": last.isoformat()}
    found = database.execute_sql(
        f"SELECT id FROM ({sql}) WHERE day BETWEEN :first AND :last ORDER BY id", values
    )
    return [row[0] for row in found]


def _query(
    movement: str, start: datetime.date, end: datetime.date, question: Question
) -> tuple[str, dict[str, object]]:
    values: dict[str, object] = {"start": start.isoformat(), "end": end.isoformat()}
    sql = _SQL[movement]
    if movement == "lapsed":
        values["today"] = question.day.isoformat()
    if question.ids is not None:
        sql = f"SELECT id, day FROM ({sql}) WHERE id IN (SELECT value FROM json_each(:ids))"
        values["ids"] = json.dumps(question.ids)
    return sql, values


def told_movements(months: Months, conventions: Conventions) -> str:
    """What is counted, in words."""
    return _(
        "Joined: the day of joining falls in the month. Resigned, struck off, died: that day falls in the month, and the "
        "member had not left in another way before. Lapsed: the last day of grace falls in the month, no other membership "
        "goes on, and nobody said that the member left; lapsed members are not among those who left. Months begin on "
        "the day on which the season began; counted until {day}. Prospects are left out."
    ).format(day=conventions.date(months.ends_on))
