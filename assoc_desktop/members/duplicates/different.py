"""Members that look alike and are not the same: remembered, listed, and forgotten again."""

from __future__ import annotations

from dataclasses import dataclass

from assoc_desktop.language import N_, _
from assoc_desktop.members.records import Member, NotSame, full_name
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.database import database
from assoc_desktop.storage.history import operation


@dataclass(frozen=True, slots=True)
class Different:
    """Two members of whom somebody said that they are not the same."""

    id: int
    one: str
    one_town: str
    other: str
    other_town: str


def remember_different(one_id: int, other_id: int) -> None:
    """Note that two members are not the same: they are no longer found as duplicates.

    Raises:
        Refused: one of them is gone, or it is one member.
    """
    if one_id == other_id:
        raise Refused(_("Choose two members: this is one."))
    found = {member.id: member for member in Member.select().where(Member.id.in_((one_id, other_id)))}
    if len(found) < 2:
        raise Refused(_("One of the two is no longer in the list. Search for duplicates again."))
    first, second = sorted(found)
    names = {"name": found[first].full_name, "other": found[second].full_name}
    with operation(N_("Remember {name} and {other} as different"), **names):
        NotSame.get_or_create(member=first, other=second)


def forget_different(row_id: int) -> None:
    """Take back that two members are not the same: they may be found as duplicates again.

    Raises:
        Refused: it was taken back already.
    """
    row = NotSame.get_or_none(NotSame.id == row_id)
    if row is None:
        raise Refused(_("This was taken back already."))
    names = {"name": row.member.full_name, "other": row.other.full_name}
    with operation(N_("No longer remember {name} and {other} as different"), **names):
        row.delete_instance()


_SQL = """
    SELECT not_same.id, m.kind, m.name, m.family_name, m.given_name, m.town,
           o.kind, o.name, o.family_name, o.given_name, o.town
    FROM not_same JOIN member m ON m.id = not_same.member_id JOIN member o ON o.id = not_same.other_id
    ORDER BY m.sort_name, o.sort_name, not_same.id
"""


def remembered() -> list[Different]:
    """All pairs that somebody said are different, in the order of names."""
    return [
        Different(row_id, full_name(*one), one_town, full_name(*other), other_town)
        for row_id, *one, one_town, k, n, f, g, other_town in database.execute_sql(_SQL)
        for other in ((k, n, f, g),)
    ]


def different_pairs() -> set[tuple[int, int]]:
    """Ids of all these pairs, the smaller first."""
    return {(one, other) for one, other in NotSame.select(NotSame.member, NotSame.other).tuples()}
