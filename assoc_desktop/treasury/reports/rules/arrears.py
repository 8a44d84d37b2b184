"""Arrears by age on a day. What was paid settles the oldest part first; each part is as old as its day."""

from __future__ import annotations

import datetime
from collections import defaultdict

from assoc_desktop.storage.database import database

#: Days overdue up to which each column goes; the last has no end. Before them stands what is not due yet.
AGES = (30, 90, 365)

_OWED_SQL = """
    SELECT membership.id, category.name, membership.starts_on, fee_due - reduction AS due,
        coalesce((SELECT -sum(posting.amount) FROM posting JOIN entry ON entry.id = posting.entry_id
                  WHERE posting.membership_id = membership.id AND entry.day <= :day), 0) AS paid
    FROM membership JOIN category ON category.id = membership.category_id
    JOIN season ON season.id = membership.season_id
    WHERE season.starts_on <= :day AND due > paid ORDER BY category.position, category.name
"""
_LEVIES_SQL = """
    SELECT due_on, amount, coalesce((SELECT -sum(posting.amount) FROM posting JOIN entry ON entry.id = posting.entry_id
        WHERE posting.levy_id = levy.id AND entry.day <= :day), 0) AS paid
    FROM levy WHERE cancelled_on IS NULL AND amount > paid
"""


def arrears(day: datetime.date) -> list[tuple[str | None, list[int]]]:
    """(category, [not due yet, up to 30 days, up to 90, up to 365, older]) in minor units; None: other levies.

    Memberships of seasons that have begun by the day.
    """
    found: dict[str | None, list[int]] = defaultdict(lambda: [0] * (len(AGES) + 2))
    plans = _plans()
    values = {"day": day.isoformat()}
    for membership, category, starts_on, due, paid in database.execute_sql(_OWED_SQL, values):
        _age(found[category], plans.get(membership, [(starts_on, due)]), due, paid, day)
    for due_on, amount, paid in database.execute_sql(_LEVIES_SQL, values):
        _age(found[None], [(due_on, amount)], amount, paid, day)
    return list(found.items())


def _plans() -> dict[int, list[tuple[str, int]]]:
    plans: dict[int, list[tuple[str, int]]] = defaultdict(list)
    sql = "SELECT membership_id, due_on, amount FROM instalment ORDER BY due_on, id"
    for membership, due_on, amount in database.execute_sql(sql):
        plans[membership].append((due_on, amount))
    return plans


def _age(row: list[int], parts: list[tuple[str, int]], due: int, paid: int, day: datetime.date) -> None:
    """Add what is left of each part to its age; a plan that no longer adds up to what is due ends with the rest."""
    left, settled = due, paid
    for number, (due_on, amount) in enumerate(parts, start=1):
        part = left if number == len(parts) else min(amount, left)
        left -= part
        open_now = part - min(part, settled)
        settled -= part - open_now
        row[_column(due_on, day)] += open_now


def _column(due_on: str, day: datetime.date) -> int:
    late = (day - datetime.date.fromisoformat(due_on)).days
    if late < 0:
        return 0
    return 1 + sum(late > most for most in AGES)
