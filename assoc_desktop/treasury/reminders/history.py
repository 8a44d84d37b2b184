"""What members were reminded of before: whether a debt was part of it, and whether the next level may follow."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assoc_desktop.storage.database import database, day_from
from assoc_desktop.treasury.reminders.arrears import Debt
from assoc_desktop.treasury.reminders.levels import Level


@dataclass(frozen=True)
class Last:
    """The latest reminder of a member at a level."""

    id: int
    prepared_on: datetime.date
    sent_on: datetime.date | None

    def speaks_of(self, debt: Debt, days: int) -> bool:
        """Whether a debt was old enough for it, and in the books by then.

        Ids follow the time: what was entered after the reminder has a higher one, however early it is dated.
        """
        return self.id > debt.record_id and self.prepared_on >= debt.since + datetime.timedelta(days=days)


#: Level → the latest reminder at it, of one member.
Lasts = Mapping[int, Last]


def last_reminders(before: str = "") -> dict[int, dict[int, Last]]:
    """Member id → their latest reminders.

    Args:
        before: a round: only what came before it.
    """
    sql = """SELECT member_id, reminder_level.level, max(reminder.id), prepared_on, sent_on FROM reminder
        JOIN reminder_level ON reminder_level.id = level_id
        WHERE :round = '' OR reminder.id < (SELECT min(id) FROM reminder WHERE round = :round)
        GROUP BY member_id, level_id"""
    found: dict[int, dict[int, Last]] = defaultdict(dict)
    for member_id, level, row_id, prepared, sent in database.execute_sql(sql, {"round": before}):
        found[member_id][level] = Last(row_id, datetime.date.fromisoformat(prepared), day_from(sent))
    return dict(found)


def was_reminded(debt: Debt, level: Level, lasts: Lasts) -> bool:
    """Whether a debt was part of a reminder at a level, or at one above it."""
    return any(last.speaks_of(debt, level.days) for number, last in lasts.items() if number >= level.level)


def level_before(level: Level, ladder: Sequence[Level]) -> Level | None:
    """The level that comes first; one that speaks before the day due may be left out."""
    lower = [each for each in ladder if each.level < level.level and each.days > 0]
    return max(lower, key=lambda each: each.level, default=None)


def why_later(debt: Debt, level: Level, before: Level | None, lasts: Lasts, today: datetime.date) -> str:
    """Why a debt is not for this level yet: a key of `planning.REASONS`; empty when it is."""
    if before is None:
        return ""
    last = lasts.get(before.level)
    if last is None or not last.speaks_of(debt, before.days):
        return "before"
    if last.sent_on is None:
        return "unsent"
    return "soon" if today < last.sent_on + datetime.timedelta(days=level.days - before.days) else ""
