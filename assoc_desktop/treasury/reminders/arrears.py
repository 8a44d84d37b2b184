"""What is overdue, with its season and category; arrears by age and category."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assoc_desktop.language import N_
from assoc_desktop.storage.database import database
from assoc_desktop.treasury.plans import Overdue, overdue_on

#: Ages of arrears: the last day that counts, and their names.
AGES = (
    (30, N_("Up to 30 days")),
    (90, N_("31 to 90 days")),
    (365, N_("91 to 365 days")),
    (None, N_("Over a year")),
)


@dataclass(frozen=True)
class Debt:
    """What should have been paid.

    Attributes:
        text: the season, or what a levy is for.
        category: of the membership; empty for a levy.
        exempt: whether that category owes nothing.
        amount: in minor units.
        since: the day from which the oldest of it is due.
        record_id: of the membership or levy.
    """

    member_id: int
    text: str
    category: str
    exempt: bool
    amount: int
    since: datetime.date
    record_id: int


@dataclass(frozen=True)
class ArrearsRow:
    """The arrears of a category, in minor units, by `AGES`. The category of levies is empty."""

    category: str
    members: int
    amounts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.amounts)


_MEMBERSHIPS = """
    SELECT membership.id, season.label, category.name, category.exempt FROM membership
    JOIN season ON season.id = season_id JOIN category ON category.id = category_id
    WHERE membership.id IN (SELECT value FROM json_each(?))
"""
_LEVIES = "SELECT id, text, '', 0 FROM levy WHERE id IN (SELECT value FROM json_each(?))"


def debts_on(day: datetime.date) -> list[Debt]:
    """All that is overdue at the end of a day, the oldest first."""
    found = overdue_on(day)
    seasons = _told(_MEMBERSHIPS, (each.membership_id for each in found))
    levies = _told(_LEVIES, (each.levy_id for each in found))
    return [_debt(each, seasons, levies) for each in found]


def _told(sql: str, ids: Iterable[int | None]) -> dict[int, tuple[str, str, bool]]:
    listed = json.dumps([each for each in ids if each is not None])
    return {row[0]: (row[1], row[2], bool(row[3])) for row in database.execute_sql(sql, (listed,))}


def _debt(
    each: Overdue, seasons: dict[int, tuple[str, str, bool]], levies: dict[int, tuple[str, str, bool]]
) -> Debt:
    record_id = each.levy_id or each.membership_id or 0
    words = levies[record_id] if each.levy_id is not None else seasons[record_id]
    return Debt(each.member_id, *words, each.amount, each.since, record_id)


def arrears_on(day: datetime.date, debts: Sequence[Debt] | None = None) -> list[ArrearsRow]:
    """The arrears at the end of a day: a row for each category in the order of names, levies last.

    Args:
        debts: those of `debts_on`, when they were read already.
    """
    amounts: dict[str, list[int]] = {}
    members: dict[str, set[int]] = {}
    for debt in debts_on(day) if debts is None else debts:
        row = amounts.setdefault(debt.category, [0] * len(AGES))
        row[age_of(debt.since, day)] += debt.amount
        members.setdefault(debt.category, set()).add(debt.member_id)
    order = sorted(amounts, key=lambda category: (category == "", category.casefold()))
    return [ArrearsRow(each, len(members[each]), tuple(amounts[each])) for each in order]


def age_of(since: datetime.date, day: datetime.date) -> int:
    """The place in `AGES` of what is due since a day."""
    days = (day - since).days
    return next(place for place, (last, _name) in enumerate(AGES) if last is None or days <= last)
