"""Enrolling many members at once: what it would write, and writing it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from assoc_desktop.association.records import Season
from assoc_desktop.association.rules import SeasonBook, open_proposed
from assoc_desktop.language import N_, ngettext
from assoc_desktop.members.data import MembershipData
from assoc_desktop.members.erasing.guarding import refuse_erased
from assoc_desktop.members.fees import (
    Proposer,
    read_pasts,
)
from assoc_desktop.members.leaving import Leaving, leavings
from assoc_desktop.members.limits import has_limits, moved_to, outside, read_people
from assoc_desktop.members.memberships.writing import give_numbers, write_memberships
from assoc_desktop.members.records import (
    BOTH,
    INSTITUTION,
    PERSON,
    Category,
    Member,
)
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.database import database
from assoc_desktop.storage.history import Running, operation


def last_category(member_ids: Sequence[int]) -> int | None:
    """Id of the category that every one of these members who ever belonged was in last; None when they differ."""
    marks = ",".join("?" * len(member_ids))
    # max() gives the row it is found in: documented for SQLite's bare columns.
    found = database.execute_sql(
        f"SELECT category_id, max(starts_on) FROM membership WHERE member_id IN ({marks}) GROUP BY member_id",
        tuple(member_ids),
    )
    last = {row[0] for row in found}
    return last.pop() if len(last) == 1 else None


#: Up to so many members, their past is read for them alone; beyond, for all at once.
_FEW = 5_000


@dataclass
class Enrolment:
    """Who would be enrolled, in what and for what; nothing of it is written yet.

    Attributes:
        season: that was asked for; single memberships may count for another, by the rules of their category.
        rows: (member, the membership).
        opens: seasons that are not there yet and are opened with it.
        already: how many are left as they are, because they belong to the season.
        gone: how many are left out, because they died or were erased.
        left: id → why, of those who are left out, because they resigned or were struck off and have not come back.
        never: how many are left out, because they were in no category before and none is given.
        moved: how many come into another category than their last, by its limits.
    """

    season: Season
    rows: list[tuple[int, MembershipData]] = field(default_factory=list)
    opens: dict[int, Season] = field(default_factory=dict)
    already: int = 0
    gone: int = 0
    left: dict[int, Leaving] = field(default_factory=dict)
    never: int = 0
    moved: int = 0


def propose_enrolment(
    member_ids: Sequence[int], season: Season, category: Category | None, *, day: datetime.date | None = None
) -> Enrolment:
    """What enrolling many members at once would write; those who already belong to the season are left as they are.

    Whoever died or left is left out: who comes back is enrolled on their own page.

    Args:
        category: None enrols each in the category they were in last, or the one that its limits move them to.
        day: on which they join or renew; None enrols everybody for the whole season.

    Raises:
        Refused: a member is of a kind that the category is not for.
    """
    found = database.execute_sql("SELECT member_id FROM membership WHERE season_id = ?", (season.id,))
    enrolled = {row[0] for row in found}
    found = database.execute_sql(
        "SELECT id FROM member WHERE deceased_on IS NOT NULL OR erased_on IS NOT NULL"
    )
    gone = {row[0] for row in found}
    every = list(dict.fromkeys(member_ids))
    others = [member_id for member_id in every if member_id not in enrolled]
    wanted = [member_id for member_id in others if member_id not in gone] if gone else others
    enrolment = Enrolment(season, already=len(every) - len(others), gone=len(others) - len(wanted))
    left = leavings(season)
    enrolment.left = {member_id: left[member_id] for member_id in wanted if member_id in left}
    wanted = [member_id for member_id in wanted if member_id not in left]
    if category is None:
        by_category = _own_categories(wanted, season, enrolment)
    else:
        _check_kinds(wanted, category)
        by_category = [(category, wanted)]
    book = SeasonBook()
    for each, ids in by_category:
        _propose(enrolment, Proposer(each, book), ids, day)
    return enrolment


def _propose(enrolment: Enrolment, proposer: Proposer, ids: Sequence[int], day: datetime.date | None) -> None:
    if proposer.is_alike():
        whole = proposer.whole(enrolment.season).data
        enrolment.rows += [(member_id, whole) for member_id in ids]
        return
    pasts = read_pasts(ids if len(ids) <= _FEW else None)
    for member_id in ids:
        proposal = proposer.propose(pasts[member_id], enrolment.season, day)
        if proposal.season.id in pasts[member_id].seasons:
            enrolment.already += 1
            continue
        enrolment.rows.append((member_id, proposal.data))
        if proposal.opens:
            enrolment.opens[proposal.season.id] = proposal.season


def _own_categories(
    member_ids: Sequence[int], season: Season, enrolment: Enrolment
) -> list[tuple[Category, list[int]]]:
    """Category → those who are enrolled in it again, by what they were in last and its limits."""
    known = {category.id: category for category in Category.select()}
    # max() gives the row it is found in: documented for SQLite's bare columns.
    sql = "SELECT member_id, category_id, max(starts_on) FROM membership GROUP BY member_id"
    last = {row[0]: known[row[1]] for row in database.execute_sql(sql)}
    people = read_people() if any(map(has_limits, known.values())) else {}
    by_category: dict[int, list[int]] = {}
    for member_id in member_ids:
        if (category := last.get(member_id)) is None:
            enrolment.never += 1
            continue
        if has_limits(category) and outside(category, people[member_id], season.starts_on):
            target = moved_to(category, people[member_id], season.starts_on, known)
            enrolment.moved += target is not None
            category = target or category
        by_category.setdefault(category.id, []).append(member_id)
    return [(known[category_id], ids) for category_id, ids in by_category.items()]


def write_enrolment(enrolment: Enrolment) -> int:
    """Write what `propose_enrolment` found, as one operation. Who has no member number yet gets one.

    Returns:
        How many were enrolled.
    """
    if not enrolment.rows:
        return 0
    with _enrolment([member_id for member_id, _data in enrolment.rows], enrolment.season):
        for season in enrolment.opens.values():
            open_proposed(season)
        write_memberships(enrolment.rows)
        give_numbers({member_id: data.starts_on for member_id, data in enrolment.rows})
    return len(enrolment.rows)


def enrol(
    member_ids: Sequence[int], season: Season, category: Category, *, day: datetime.date | None = None
) -> int:
    """Enrol many members at once; those who already belong to the season are left as they are.

    Who has no member number yet gets one; who died or left is left out.

    Args:
        day: on which they join or renew; None enrols everybody for the whole season.

    Returns:
        How many were enrolled.

    Raises:
        Refused: a member is of a kind that the category is not for, or was erased; nobody is enrolled.
    """
    refuse_erased(member_ids)
    return write_enrolment(propose_enrolment(member_ids, season, category, day=day))


def _enrolment(member_ids: Sequence[int], season: Season) -> AbstractContextManager[Running]:
    """The operation, which names its member when there is only one."""
    if len(member_ids) == 1:
        name = Member.get_by_id(member_ids[0]).full_name
        return operation(N_("Enrol {name} for {season}"), name=name, season=season.label)
    return operation(N_("Enrol {n} members for {season}"), n=len(member_ids), season=season.label)


def _check_kinds(member_ids: Sequence[int], category: Category) -> None:
    if category.applies_to == BOTH:
        return
    other = INSTITUTION if category.applies_to == PERSON else PERSON
    found = database.execute_sql("SELECT id FROM member WHERE kind = ?", (other,))
    wrong = {row[0] for row in found} & set(member_ids)
    if not wrong:
        return
    example = Member.get_by_id(min(wrong))
    raise Refused(
        ngettext(
            "{n} member cannot have the category {category}: {example}. Nobody was enrolled.",
            "{n} members cannot have the category {category}, among them {example}. Nobody was enrolled.",
            len(wrong),
        ).format(n=len(wrong), category=category.name, example=example.full_name)
    )
