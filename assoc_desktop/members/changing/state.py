"""A member as far as changes of many members look at it, read and written for thousands at once."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from assoc_desktop.members import bulk
from assoc_desktop.members.data import MemberData, MembershipData
from assoc_desktop.members.fees import grace_until
from assoc_desktop.members.memberships import write_memberships
from assoc_desktop.members.records import Category
from assoc_desktop.storage.database import database, day_from, marks, portions


@dataclass
class State:
    """One member. Nothing in it is changed in its place, so that a copy costs little.

    Attributes:
        memberships: season id → membership.
        rows: season id → id of the membership's row; a new membership has none.
    """

    id: int
    data: MemberData
    archived_on: datetime.date | None
    erased_on: datetime.date | None
    memberships: dict[int, MembershipData] = field(default_factory=dict)
    rows: dict[int, int] = field(default_factory=dict)

    def copy(self) -> State:
        """One that may be given other values while this one stays."""
        return State(self.id, self.data, self.archived_on, self.erased_on, self.memberships, self.rows)

    def same(self, other: State) -> bool:
        """Whether nothing that is written differs."""
        mine, theirs = self.memberships, other.memberships
        plain = self.data is other.data or self.data == other.data
        return plain and self.archived_on == other.archived_on and mine == theirs


def read_states(ids: Sequence[int], *, memberships: bool = True) -> list[State]:
    """The states of members, in the order of the ids; ids that are gone are left out.

    Args:
        memberships: read them too.
    """
    members = bulk.read_members(ids)
    found: dict[int, State] = {}
    for part in portions(ids):
        sql = f"SELECT id, archived_on, erased_on FROM member WHERE id IN ({marks(part)})"
        for member_id, archived_on, erased_on in database.execute_sql(sql, part):
            found[member_id] = State(
                member_id, members[member_id], day_from(archived_on), day_from(erased_on)
            )
        if memberships:
            _read_memberships(found, part)
    return [found[each] for each in ids if each in found]


def _read_memberships(found: dict[int, State], part: Sequence[int]) -> None:
    sql = (
        "SELECT member_id, id, season_id, category_id, starts_on, ends_on, fee_due, reduction, reduction_reason"
        f" FROM membership WHERE member_id IN ({marks(part)}) ORDER BY starts_on, id"
    )
    for member_id, row_id, season_id, category_id, starts_on, ends_on, *amounts in database.execute_sql(
        sql, part
    ):
        starts = datetime.date.fromisoformat(starts_on)
        data = MembershipData(season_id, category_id, starts, day_from(ends_on), *amounts)
        found[member_id].memberships[season_id] = data
        found[member_id].rows[season_id] = row_id


def write_states(pairs: Sequence[tuple[State, State]]) -> None:
    """Write what differs between states as they are stored and as they are to be; call inside an operation."""
    bulk.update_members(
        [(after.id, before.data, after.data) for before, after in pairs if before.data is not after.data]
    )
    archived = [
        (after.archived_on, after.id) for before, after in pairs if before.archived_on != after.archived_on
    ]
    cursor = database.connection().cursor()
    cursor.executemany("UPDATE member SET archived_on = ? WHERE id = ?", archived)
    categories = {category.id: category for category in Category.select()}
    fresh, changed = [], []
    for before, after in pairs:
        for season_id, data in after.memberships.items():
            if season_id not in before.memberships:
                fresh.append((after.id, data))
            elif before.memberships[season_id] != data:
                grace = grace_until(data.ends_on, categories[data.category_id])
                changed.append((data.category_id, data.ends_on, grace, data.fee_due, after.rows[season_id]))
    write_memberships(fresh)
    cursor.executemany(
        "UPDATE membership SET category_id = ?, ends_on = ?, grace_until = ?, fee_due = ? WHERE id = ?",
        changed,
    )


def first_days(states: Iterable[State]) -> dict[int, datetime.date]:
    """Id → the day from which they belong, of those who have no number yet."""
    return {
        state.id: min(each.starts_on for each in state.memberships.values())
        for state in states
        if not state.data.number
    }
