"""Limits of categories by age and by years of membership, and the moves to another category that follow from them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from assoc_desktop.association.records import Season
from assoc_desktop.language import N_, _
from assoc_desktop.members.data import CategoryData
from assoc_desktop.members.fees import Proposer, grace_until
from assoc_desktop.members.holding import holds_of_season
from assoc_desktop.members.records import BOTH, INSTITUTION, PERSON, Category, Member, Membership, list_name
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.database import database, day_from, portions
from assoc_desktop.storage.history import Running, operation

_HIGHEST = 150
#: Of a row of `membership` and its `member`: whoever left and did not come back since is asked for nothing.
STAYS_SQL = "member.archived_on IS NULL AND member.deceased_on IS NULL" + "".join(
    f" AND (member.{fact} IS NULL OR coalesce(member.joined_on > member.{fact}, 0) OR membership.starts_on > member.{fact})"
    for fact in ("resigned_on", "struck_off_on")
)
_LIMITS = ("min_age", "max_age", "min_years", "max_years")

# The rule


def years_between(first: datetime.date, day: datetime.date) -> int:
    """Whole years from one day to another: an age. Who was born on 29 February is a year older on 1 March of other years."""
    return day.year - first.year - ((day.month, day.day) < (first.month, first.day))


@dataclass(frozen=True)
class Person:
    """What the limits ask of a member."""

    kind: str
    birth_date: datetime.date | None
    joined_on: datetime.date | None


def read_people() -> dict[int, Person]:
    """Id → what the limits ask, of all members."""
    sql = "SELECT id, kind, birth_date, joined_on FROM member"
    return {row[0]: Person(row[1], day_from(row[2]), day_from(row[3])) for row in database.execute_sql(sql)}


def has_limits(category: Category | CategoryData) -> bool:
    """Whether a category is not for everybody of its kind."""
    return any(getattr(category, name) is not None for name in _LIMITS)


def outside(category: Category, person: Person, day: datetime.date) -> str:
    """Why somebody is outside a category's limits on a day, in a sentence; empty when they are inside, or not known."""
    if person.kind == PERSON and person.birth_date:
        age = years_between(person.birth_date, day)
        if category.max_age is not None and age > category.max_age:
            return _("Aged {age}: the category is for those up to {limit}.").format(
                age=age, limit=category.max_age
            )
        if category.min_age is not None and age < category.min_age:
            return _("Aged {age}: the category is for those from {limit} on.").format(
                age=age, limit=category.min_age
            )
    if person.joined_on:
        years = max(years_between(person.joined_on, day), 0)
        if category.max_years is not None and years > category.max_years:
            return _("Years of membership: {years}. The category is for up to {limit}.").format(
                years=years, limit=category.max_years
            )
        if category.min_years is not None and years < category.min_years:
            return _("Years of membership: {years}. The category is for {limit} and more.").format(
                years=years, limit=category.min_years
            )
    return ""


def unknown(category: Category, person: Person) -> str:
    """What is not known of somebody that a category's limits ask, in a sentence; empty when all is known."""
    asks_age = category.min_age is not None or category.max_age is not None
    if asks_age and person.kind == PERSON and not person.birth_date:
        return _("The birth date is not known.")
    if (category.min_years is not None or category.max_years is not None) and not person.joined_on:
        return _("The day of joining is not known.")
    return ""


def moved_to(
    category: Category, person: Person, day: datetime.date, known: Mapping[int, Category]
) -> Category | None:
    """The category proposed to somebody outside the limits of theirs: the first of the chain that suits; None for none.

    Args:
        known: id → category, of all categories.
    """
    passed = {category.id}
    following = known.get(category.moves_to_id)
    while following is not None and following.id not in passed:
        if not outside(following, person, day) and following.applies_to in (person.kind, BOTH):
            return following
        passed.add(following.id)
        following = known.get(following.moves_to_id)
    return None


def advice(category: Category, person: Person, day: datetime.date) -> str:
    """What whoever chooses a category for somebody should know; empty when its limits suit or are not known to."""
    if not has_limits(category):
        return ""
    sentence = outside(category, person, day)
    target = (
        moved_to(category, person, day, {each.id: each for each in Category.select()}) if sentence else None
    )
    if target is None:
        return sentence
    return sentence + " " + _("{category} is proposed instead.").format(category=target.name)


def person_of(member: Member) -> Person:
    """What the limits ask of a member."""
    return Person(member.kind, member.birth_date, member.joined_on)


# What is checked of a category


def check_limits(data: CategoryData, *, category_id: int | None = None) -> dict[str, str]:
    """Field → what is wrong with a category's limits and where it moves to."""
    problems = {}
    for name in _LIMITS:
        value = getattr(data, name)
        if value is not None and not 0 <= value <= _HIGHEST:
            problems[name] = _("A limit is a number of years from 0 to {highest}.").format(highest=_HIGHEST)
    for kind in ("age", "years"):
        least, most = getattr(data, f"min_{kind}"), getattr(data, f"max_{kind}")
        if least is not None and most is not None and least > most:
            problems[f"max_{kind}"] = _(
                "The limits contradict each other: from {least}, up to {most}."
            ).format(least=least, most=most)
    if data.applies_to == INSTITUTION:
        asked = next((name for name in ("min_age", "max_age") if getattr(data, name) is not None), None)
        if asked:
            problems[asked] = _("Institutions have no age: such a limit is for persons.")
    if data.moves_to_id is not None and (sentence := _wrong_move(data, category_id)):
        problems["moves_to_id"] = sentence
    return problems


def _wrong_move(data: CategoryData, category_id: int | None) -> str:
    target = Category.get_or_none(Category.id == data.moves_to_id)
    if target is None:
        return _("The category to move to is no longer there.")
    if not has_limits(data):
        return _("Say first who is to move: an age or years of membership.")
    by_age_only = data.min_years is None and data.max_years is None
    moving = PERSON if data.applies_to == BOTH and by_age_only else data.applies_to
    if target.applies_to not in (moving, BOTH):
        return _("The category {category} is not for all who would move to it.").format(category=target.name)
    if category_id is not None and (names := _circle(category_id, data, target)):
        return _("These categories would move members in a circle: {names}.").format(names=" → ".join(names))
    return ""


def _circle(category_id: int, data: CategoryData, target: Category) -> list[str]:
    """The names along a circle of moves; empty when there is none."""
    names, passed = [data.name.strip()], set()
    following: Category | None = target
    while following is not None and following.id not in passed:
        if following.id == category_id:
            return [*names, data.name.strip()]
        names.append(following.name)
        passed.add(following.id)
        following = following.moves_to
    return []


# Who is outside


@dataclass(frozen=True)
class Passed:
    """A membership in a category with limits that its member is outside of, or of which not all is known.

    Attributes:
        sentence: why, or what is not known.
        moves_to: the category proposed; None when none is, or when something is not known.
        is_known: whether all is known that the limits ask.
    """

    membership_id: int
    member_id: int
    number: str
    name: str
    category: Category
    sentence: str
    moves_to: Category | None
    is_known: bool = True


_SQL = f"""
    SELECT membership.id, member.id, coalesce(member.number, ''), member.kind, member.name, member.family_name,
           member.given_name, member.birth_date, member.joined_on, membership.category_id
    FROM membership
    JOIN member ON member.id = membership.member_id
    JOIN category ON category.id = membership.category_id
    WHERE membership.season_id = ? AND {STAYS_SQL}
          AND coalesce(category.min_age, category.max_age, category.min_years, category.max_years) IS NOT NULL
    ORDER BY member.sort_name, member.id
"""


def limits_passed(season: Season) -> list[Passed]:
    """The memberships of a season whose members are outside the limits of their category on the season's first day.

    Those of whom the birth date or the day of joining is not known come with them, marked so.
    """
    known = {category.id: category for category in Category.select()}
    found = []
    for membership_id, member_id, number, kind, name, family, given, born, joined, category_id in (
        database.execute_sql(_SQL, (season.id,))
    ):  # fmt: skip
        person, category = Person(kind, day_from(born), day_from(joined)), known[category_id]
        why = outside(category, person, season.starts_on)
        not_known = "" if why else unknown(category, person)
        if not (why or not_known):
            continue
        target = moved_to(category, person, season.starts_on, known) if why else None
        said = list_name(kind, name, family, given)
        row = Passed(membership_id, member_id, number, said, category, why or not_known, target, bool(why))
        found.append(row)
    return found


_YEARS = "(substr(:day, 1, 4) - substr({since}, 1, 4) - (substr(:day, 6) < substr({since}, 6)))"
_AGE, _SENIORITY = _YEARS.format(since="birth_date"), f"max(0, {_YEARS.format(since='joined_on')})"
# What `outside` says, for the database.
_COUNT_SQL = f"""
    SELECT count(*) FROM membership
    JOIN member ON member.id = membership.member_id
    JOIN category ON category.id = membership.category_id
    WHERE membership.season_id = :season AND {STAYS_SQL}
          AND (kind = 'person' AND ({_AGE} > max_age OR {_AGE} < min_age)
               OR {_SENIORITY} > max_years OR {_SENIORITY} < min_years)
"""


def count_passed(season: Season) -> int:
    """How many memberships of a season are known to be outside the limits of their category."""
    values = {"season": season.id, "day": season.starts_on.isoformat()}
    return int(database.execute_sql(_COUNT_SQL, values).fetchone()[0])


def accept_moves(membership_ids: Sequence[int], season: Season) -> int:
    """Move memberships of a season to the categories proposed, as one operation.

    The days stay; the fee becomes that of the new category, as much of it as the month of joining asks for; a
    reduction stays, up to the fee. Memberships for which nothing is proposed stay as they are.

    Returns:
        How many were moved.

    Raises:
        Refused: for one of them, what was paid or planned stands in the way; nobody is moved.
    """
    wanted = set(membership_ids)
    moves = [row for row in limits_passed(season) if row.membership_id in wanted and row.moves_to]
    if not moves:
        return 0
    with _operation(moves):
        proposers: dict[int, Proposer] = {}
        holds = holds_of_season(season.id)
        for some in portions(moves):
            part = {row.membership_id: row.moves_to for row in some}
            stored = Membership.select().where(Membership.id.in_(list(part)))
            values = []
            for membership in stored:
                target = part[membership.id]
                assert target is not None
                proposer = proposers.setdefault(target.id, Proposer(target))
                moved = _moved(membership, proposer, season)
                if held := holds.why_not(
                    membership.id, (membership.fee_due, membership.reduction), moved[3:5]
                ):
                    raise Refused(
                        _("{name}: {reason} Nobody was moved.").format(
                            name=membership.member.full_name, reason=held
                        )
                    )
                values.append(moved)
            database.connection().cursor().executemany(_MOVE_SQL, values)
    return len(moves)


_MOVE_SQL = (
    "UPDATE membership SET category_id = ?, ends_on = ?, grace_until = ?, fee_due = ?, reduction = ?,"
    " reduction_reason = ? WHERE id = ?"
)


def _operation(moves: Sequence[Passed]) -> AbstractContextManager[Running]:
    """The operation, which names its member when there is only one."""
    if len(moves) == 1:
        (row,) = moves
        assert row.moves_to is not None
        name = Member.get_by_id(row.member_id).full_name
        return operation(N_("Move {name} to the category {category}"), name=name, category=row.moves_to.name)
    return operation(N_("Move {n} members to another category"), n=len(moves))


def _moved(membership: Membership, proposer: Proposer, season: Season) -> tuple[Any, ...]:
    """The columns of a membership in another category, and its id."""
    target, ends_on = proposer.category, None if proposer.category.for_life else membership.ends_on
    if ends_on is None and not target.for_life:
        ends_on = season.ends_on
    fee = proposer.fee_from(season, membership.starts_on)
    reason = membership.reduction_reason if fee else ""
    reduction = min(membership.reduction, fee)
    grace = grace_until(ends_on, target)
    return (target.id, ends_on, grace, fee, reduction, reason, membership.id)
