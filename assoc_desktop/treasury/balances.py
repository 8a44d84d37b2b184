"""What members owe, have paid and have left to pay, read from the postings. Amounts in minor units."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from assoc_desktop.storage.database import database

#: What was paid for each membership, fund and reversals included; joined as `paid`.
PAID_SQL = """
    SELECT membership_id, -sum(amount) AS amount FROM posting WHERE membership_id IS NOT NULL GROUP BY membership_id
"""
PAID_LEVIES_SQL = (
    "SELECT levy_id, -sum(amount) AS amount FROM posting WHERE levy_id IS NOT NULL GROUP BY levy_id"
)


@dataclass(frozen=True)
class Due:
    """What is due for one membership or levy.

    Attributes:
        membership_id: or None for a levy.
        levy_id: or None for a membership.
        text: the season, or what the levy is for.
        category: of the membership; empty for a levy.
        due_on: from when it is due.
    """

    member_id: int
    membership_id: int | None
    levy_id: int | None
    text: str
    category: str
    due_on: datetime.date
    due: int
    paid: int

    @property
    def left(self) -> int:
        """What is still to be paid; negative when too much was."""
        return self.due - self.paid


_DUES_SQL = f"""
    SELECT membership.member_id, membership.id, NULL, season.label, category.name, membership.starts_on,
           membership.fee_due - membership.reduction, coalesce(paid.amount, 0)
    FROM membership
    JOIN season ON season.id = membership.season_id
    JOIN category ON category.id = membership.category_id
    LEFT JOIN ({PAID_SQL.replace("WHERE", "WHERE membership_id IN (SELECT id FROM membership WHERE {members}) AND")}) AS paid
         ON paid.membership_id = membership.id
    WHERE {{members}}
    UNION ALL
    SELECT levy.member_id, NULL, levy.id, levy.text, '', levy.due_on, levy.amount, coalesce(paid.amount, 0)
    FROM levy
    LEFT JOIN ({PAID_LEVIES_SQL.replace("WHERE", "WHERE levy_id IN (SELECT id FROM levy WHERE {members}) AND")}) AS paid
         ON paid.levy_id = levy.id
    WHERE {{members}} AND levy.cancelled_on IS NULL
    ORDER BY 6, 2, 3
"""


def dues_of(member_ids: Sequence[int]) -> list[Due]:
    """What some members owe or have paid, the oldest first; memberships of all seasons, and levies."""
    found: list[Due] = []
    for start in range(0, len(member_ids), 500):
        ids = ", ".join(str(int(each)) for each in member_ids[start : start + 500])
        rows = database.execute_sql(_DUES_SQL.replace("{members}", f"member_id IN ({ids})"))
        found.extend(_due(row) for row in rows)
    return found


def _due(row: tuple) -> Due:  # type: ignore[type-arg]
    member_id, membership_id, levy_id, text, category, due_on, due, paid = row
    day = datetime.date.fromisoformat(due_on)
    return Due(member_id, membership_id, levy_id, text, category, day, due, paid)


def left_to_pay(season_id: int | None = None) -> dict[int, int]:
    """Member id → what is left to pay for memberships (of one season, or all) and, for all seasons, levies."""
    of_season = "" if season_id is None else " WHERE membership.season_id = :season"
    sql = f"""
        SELECT member_id, sum(fee_due - reduction - coalesce(paid.amount, 0)) FROM membership
        LEFT JOIN ({PAID_SQL}) AS paid ON paid.membership_id = membership.id{of_season} GROUP BY member_id
    """
    found = dict(database.execute_sql(sql, {"season": season_id} if season_id is not None else {}))
    if season_id is None:
        levies = f"""
            SELECT member_id, sum(levy.amount - coalesce(paid.amount, 0)) FROM levy
            LEFT JOIN ({PAID_LEVIES_SQL}) AS paid ON paid.levy_id = levy.id
            WHERE cancelled_on IS NULL GROUP BY member_id
        """
        for member_id, left in database.execute_sql(levies):
            found[member_id] = found.get(member_id, 0) + left
    return found


def credit_of(member_id: int) -> int:
    """What a member has paid beforehand and may use."""
    sql = """SELECT coalesce(-sum(amount), 0) FROM posting JOIN account ON account.id = posting.account_id
        WHERE posting.member_id = ? AND account.kind = 'credit'"""
    return int(database.execute_sql(sql, (member_id,)).fetchone()[0])
