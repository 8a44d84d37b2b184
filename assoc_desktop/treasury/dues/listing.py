"""The list of dues: who owes, has paid and has left to pay, for a season or for all, read in one go.

Levies count for the season they name, and in all seasons together. Amounts in minor units.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from assoc_desktop.language import N_
from assoc_desktop.members.filters.model import Group
from assoc_desktop.members.filters.queries import filter_sql
from assoc_desktop.members.records import list_name
from assoc_desktop.members.status import status_values
from assoc_desktop.storage.database import database

#: How a member stands → what it is called. `left` is asked for in filters: part and nothing together.
STATES = {
    "nothing": N_("Nothing paid"),
    "part": N_("Part paid"),
    "paid": N_("Paid"),
    "too_much": N_("Too much paid"),
    "free": N_("Nothing due"),
}
#: Column of the list → SQL by which it is sorted.
ORDERS = {
    "name": "member.sort_name",
    "number": "member.number IS NULL, length(member.number), member.number",
    "town": "member.town COLLATE NOCASE",
    "category": "category.position, category.name",
    "due": "due",
    "paid": "paid",
    "left": "due - paid",
    "state": "CASE WHEN due = 0 AND paid = 0 THEN 4 WHEN paid > due THEN 3 WHEN paid = due THEN 2 WHEN paid > 0 THEN 1 ELSE 0 END",
}
_STATE_SQL = {
    "left": "due > paid",
    "nothing": "due > 0 AND paid <= 0",
    "part": "paid > 0 AND paid < due",
    "paid": "due > 0 AND paid = due",
    "too_much": "paid > due",
    "free": "due = 0 AND paid = 0",
}


@dataclass(frozen=True)
class DuesChoice:
    """Whose dues the list shows. None and empty mean: all.

    Attributes:
        season_id: for which season; None adds up all seasons and every levy.
        state: a key of `STATES`, or `left`: something is left to pay.
        category_id: what was due in this category.
        filter: whom a filter lets through.
        ids: exactly these.
        told: what the ids are, in words.
    """

    season_id: int | None = None
    state: str = ""
    category_id: int | None = None
    filter: Group | None = None
    filter_name: str = ""
    ids: tuple[int, ...] | None = None
    told: str = ""


@dataclass(frozen=True)
class Balances:
    """Who owes what, in the order of the list.

    Attributes:
        ids: the members.
        due: id → what is due in all.
        paid: id → what was paid, reversals taken off.
    """

    ids: list[int]
    due: dict[int, int]
    paid: dict[int, int]

    def left(self, member_id: int) -> int:
        """What a member has left to pay; negative when too much was paid."""
        return self.due.get(member_id, 0) - self.paid.get(member_id, 0)

    def sums(self, ids: Sequence[int]) -> tuple[int, int, int]:
        """Due, paid and left to pay of some members; what one paid too much is not taken off another."""
        due, paid = sum(map(self.due.__getitem__, ids)), sum(map(self.paid.__getitem__, ids))
        left = sum(max(self.due[each] - self.paid[each], 0) for each in ids)
        return due, paid, left


def state_of(due: int, paid: int) -> str:
    """How somebody stands who owes and has paid so much: a key of `STATES`."""
    if due == 0 and paid == 0:
        return "free"
    if paid > due:
        return "too_much"
    if paid == due:
        return "paid"
    return "part" if paid > 0 else "nothing"


# Of one season, the payments of each membership are looked up; of all, they are added up once in the order of the index.
_OF_SEASON = """
    SELECT member_id, fee_due - reduction AS due,
           coalesce((SELECT -sum(amount) FROM posting WHERE posting.membership_id = membership.id), 0) AS paid
    FROM membership WHERE season_id = :season {category}
    UNION ALL
    SELECT member_id, CASE WHEN cancelled_on IS NULL THEN amount ELSE 0 END,
           coalesce((SELECT -sum(amount) FROM posting WHERE posting.levy_id = levy.id), 0)
    FROM levy WHERE season_id = :season {no_levies}
"""
_OF_ALL = """
    SELECT member_id, fee_due - reduction AS due, 0 AS paid FROM membership WHERE TRUE {category}
    UNION ALL
    SELECT membership.member_id, 0, -sum(posting.amount) FROM posting
    JOIN membership ON membership.id = posting.membership_id WHERE TRUE {category} GROUP BY posting.membership_id
    UNION ALL
    SELECT member_id, CASE WHEN cancelled_on IS NULL THEN amount ELSE 0 END,
           coalesce((SELECT -sum(amount) FROM posting WHERE posting.levy_id = levy.id), 0)
    FROM levy WHERE TRUE {no_levies}
"""


def balances(
    choice: DuesChoice, *, today: datetime.date, order: str = "name", descending: bool = False
) -> Balances:
    """Who owes what, by a choice and in an order of `ORDERS`.

    Raises:
        Refused: the filter names what is gone; see `members.filters.queries.filter_sql`.
    """
    values: dict[str, object] = {"season": choice.season_id, "category": choice.category_id}
    owed = (_OF_ALL if choice.season_id is None else _OF_SEASON).format(
        category="AND category_id = :category" if choice.category_id else "",
        no_levies="AND FALSE" if choice.category_id else "",
    )
    conditions = [_STATE_SQL.get(choice.state, "TRUE")]
    if choice.filter is not None:
        sql, bound = filter_sql(choice.filter, today)
        conditions.append(sql)
        values |= {**status_values(today), **bound}
    terms = [f"{term}{' DESC' if descending else ''}" for term in ORDERS[order].split(", ")]
    category = ""
    if order == "category":
        category = "LEFT JOIN category ON category.id = (SELECT category_id FROM membership"
        category += " WHERE membership.member_id = member.id ORDER BY starts_on DESC LIMIT 1)"
    sql = f"""
        SELECT member.id, due, paid FROM (
            SELECT member_id, sum(due) AS due, sum(paid) AS paid FROM ({owed}) GROUP BY member_id
        ) AS owed JOIN member ON member.id = owed.member_id {category}
        WHERE {" AND ".join(conditions)} ORDER BY {", ".join(terms)}, member.sort_name, member.id
    """
    rows = database.execute_sql(sql, values).fetchall()
    if choice.ids is not None:
        wanted = set(choice.ids)
        rows = [row for row in rows if row[0] in wanted]
    return Balances(
        [row[0] for row in rows], {row[0]: row[1] for row in rows}, {row[0]: row[2] for row in rows}
    )


@dataclass(frozen=True)
class DuesRow:
    """What the list shows of a member besides the amounts."""

    id: int
    number: str
    name: str
    town: str
    category: str
    gone: bool


def rows(ids: Sequence[int], *, season_id: int | None) -> dict[int, DuesRow]:
    """Id → what the list shows of some members; the category is that of the season, or the latest."""
    of_season = "AND membership.season_id = :season" if season_id is not None else ""
    found: dict[int, DuesRow] = {}
    for start in range(0, len(ids), 2000):
        # Ids come from the database itself, and as numbers cannot carry anything else into the text.
        marks = ", ".join(str(int(each)) for each in ids[start : start + 2000])
        sql = f"""
            SELECT member.id, coalesce(number, ''), kind, name, family_name, given_name, town,
                   coalesce((SELECT category.name FROM membership JOIN category ON category.id = category_id
                    WHERE membership.member_id = member.id {of_season} ORDER BY starts_on DESC LIMIT 1), ''),
                   deceased_on IS NOT NULL OR resigned_on IS NOT NULL OR struck_off_on IS NOT NULL
                   OR archived_on IS NOT NULL
            FROM member WHERE id IN ({marks})
        """
        bound = {"season": season_id} if season_id is not None else {}
        for member_id, number, kind, name, family, given, town, category, gone in database.execute_sql(
            sql, bound
        ):
            shown = list_name(kind, name, family, given)
            found[member_id] = DuesRow(member_id, number, shown, town, category, bool(gone))
    return found
