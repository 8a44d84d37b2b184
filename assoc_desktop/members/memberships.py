"""Categories, and who belongs for which season: operations and their checks."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, replace

from assoc_desktop.association.records import Season, the_association
from assoc_desktop.language import N_, _, ngettext
from assoc_desktop.members import bulk
from assoc_desktop.members.numbers import next_numbers
from assoc_desktop.members.records import (
    BOTH,
    INSTITUTION,
    PERSON,
    Card,
    Category,
    Member,
    Membership,
)
from assoc_desktop.members.status import Facts, Period
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.database import database
from assoc_desktop.storage.history import Running, operation
from assoc_desktop.storage.ids import new_ids


@dataclass
class CategoryData:
    """All of a category that a person edits. `fee` is in minor units."""

    name: str
    applies_to: str = BOTH
    fee: int = 0
    grace_days: int = 60
    exempt: bool = False
    for_life: bool = False
    votes: bool = True
    colour: str = "#1F6F5C"
    position: int = 0


#: Categories to start from, offered by the first-run assistant: key → what it is.
STARTING_CATEGORIES = {
    "individual": CategoryData(N_("Individual"), PERSON, colour="#1F6F5C"),
    "student": CategoryData(N_("Student"), PERSON, colour="#2F6DB5"),
    "retired": CategoryData(N_("Retired"), PERSON, colour="#7A5195"),
    "institution": CategoryData(N_("Institution"), INSTITUTION, colour="#8A5A00"),
    "corporate": CategoryData(N_("Corporate"), INSTITUTION, colour="#37474F"),
    "honorary": CategoryData(N_("Honorary"), BOTH, exempt=True, colour="#A8322D"),
    "life": CategoryData(N_("Life"), PERSON, exempt=True, for_life=True, colour="#B8860B"),
}


def starting_category(key: str, *, fee: int = 0) -> CategoryData:
    """One of `STARTING_CATEGORIES` with its name in the language spoken now."""
    data = STARTING_CATEGORIES[key]
    position = list(STARTING_CATEGORIES).index(key)
    return CategoryData(
        **asdict(data) | {"name": _(data.name), "fee": 0 if data.exempt else fee, "position": position}
    )


def check_category(data: CategoryData, *, category_id: int | None = None) -> dict[str, str]:
    """Field → what is wrong with a category."""
    problems = {}
    others = Category.select().where(Category.id != (category_id or 0))
    if not data.name.strip():
        problems["name"] = _("The category needs a name.")
    elif others.where(Category.name == data.name.strip()).exists():
        problems["name"] = _("There is a category named {name} already.").format(name=data.name.strip())
    if data.fee < 0:
        problems["fee"] = _("A fee is not negative.")
    elif data.exempt and data.fee:
        problems["fee"] = _("A category that owes nothing has no fee.")
    if not 0 <= data.grace_days <= 3660:
        problems["grace_days"] = _("The days of grace are a number from 0 to 3660.")
    if not re.fullmatch("#[0-9A-Fa-f]{6}", data.colour):
        problems["colour"] = _("A colour is written like #1F6F5C.")
    if data.applies_to not in (PERSON, INSTITUTION, BOTH):
        problems["applies_to"] = _("Choose whether the category is for persons, institutions or both.")
    return problems


def save_category(data: CategoryData, *, category_id: int | None = None) -> Category:
    """Add a category, or change one; memberships already written keep their fee.

    Raises:
        Invalid: see `check_category`.
    """
    if problems := check_category(data, category_id=category_id):
        raise Invalid(problems)
    label = N_("Add the category {name}") if category_id is None else N_("Change the category {name}")
    with operation(label, name=data.name.strip()):
        category = Category() if category_id is None else Category.get_by_id(category_id)
        for name, value in (asdict(data) | {"name": data.name.strip()}).items():
            setattr(category, name, value)
        category.save(force_insert=category_id is None)
    return category


def archive_category(category_id: int, archived: bool = True) -> None:
    """Offer a category no more (or again); who has it keeps it."""
    category = Category.get_by_id(category_id)
    label = N_("Archive the category {name}") if archived else N_("Bring back the category {name}")
    with operation(label, name=category.name):
        Category.update(archived=archived).where(Category.id == category_id).execute()


def categories(*, kind: str | None = None, archived: bool = False) -> list[Category]:
    """Categories in their order; only those a kind of member may have, when one is given."""
    query = Category.select().order_by(Category.position, Category.name)
    if not archived:
        query = query.where(~Category.archived)
    if kind is not None:
        query = query.where(Category.applies_to.in_((kind, BOTH)))
    return list(query)


def order_categories(ids: Sequence[int]) -> None:
    """Have the categories stand in this order, in lists and in choices."""
    with operation(N_("Change the order of the categories")):
        for position, category_id in enumerate(ids):
            Category.update(position=position).where(Category.id == category_id).execute()


@dataclass
class MembershipData:
    """All of a membership that a person edits; amounts in minor units. An end of None means for life."""

    season_id: int
    category_id: int
    starts_on: datetime.date
    ends_on: datetime.date | None
    fee_due: int
    reduction: int = 0
    reduction_reason: str = ""


def proposed_membership(season: Season, category: Category) -> MembershipData:
    """A membership for a whole season as the category has it."""
    return MembershipData(
        season_id=season.id,
        category_id=category.id,
        starts_on=season.starts_on,
        ends_on=None if category.for_life else season.ends_on,
        fee_due=0 if category.exempt else category.fee,
    )


def check_membership(
    member: Member, data: MembershipData, *, membership_id: int | None = None
) -> dict[str, str]:
    """Field → what is wrong with a membership, new or changed."""
    problems = _check_period(data)
    category = Category.get_by_id(data.category_id)
    taken = Membership.select().where(
        (Membership.member == member)
        & (Membership.season == data.season_id)
        & (Membership.id != (membership_id or 0))
    )
    if taken.exists():
        problems["season_id"] = _("{name} already has a membership for this season.").format(
            name=member.full_name
        )
    if category.applies_to not in (member.kind, BOTH):
        problems["category_id"] = _not_for_kind(category, member.kind)
    if data.ends_on is None and not category.for_life:
        problems["ends_on"] = _("Only a category for life has no end.")
    if data.fee_due < 0:
        problems["fee_due"] = _("A fee is not negative.")
    if not 0 <= data.reduction <= max(data.fee_due, 0):
        problems["reduction"] = _("The reduction lies between nothing and the fee.")
    elif data.reduction and not data.reduction_reason.strip():
        problems["reduction_reason"] = _("Say why the fee is reduced: the reason is kept.")
    return problems


def _check_period(data: MembershipData) -> dict[str, str]:
    season = Season.get_by_id(data.season_id)
    if data.ends_on is not None and data.ends_on < data.starts_on:
        return {"ends_on": _("The membership ends before it starts.")}
    if data.starts_on > season.ends_on:
        return {
            "starts_on": _("The membership starts after the season {season} is over.").format(season=season)
        }
    if data.ends_on is not None and data.ends_on < season.starts_on:
        return {"ends_on": _("The membership ends before the season {season} begins.").format(season=season)}
    return {}


def _not_for_kind(category: Category, kind: str) -> str:
    if kind == PERSON:
        return _("The category {category} is not for persons.").format(category=category.name)
    return _("The category {category} is not for institutions.").format(category=category.name)


def save_membership(member_id: int, data: MembershipData, *, membership_id: int | None = None) -> Membership:
    """Enrol a member for a season, or change that membership. Who has no member number yet gets one.

    Raises:
        Invalid: see `check_membership`.
    """
    member = Member.get_by_id(member_id)
    if problems := check_membership(member, data, membership_id=membership_id):
        raise Invalid(problems)
    season = Season.get_by_id(data.season_id)
    label = (
        N_("Enrol {name} for {season}")
        if membership_id is None
        else N_("Change {name}'s membership {season}")
    )
    with operation(label, name=member.full_name, season=season.label):
        membership = (
            Membership(member=member) if membership_id is None else Membership.get_by_id(membership_id)
        )
        for name, value in (asdict(data) | {"reduction_reason": data.reduction_reason.strip()}).items():
            setattr(membership, name, value)
        membership.grace_until = _grace_until(data.ends_on, Category.get_by_id(data.category_id))
        membership.save(force_insert=membership_id is None)
        _give_numbers([member_id], data.starts_on)
    return membership


def _grace_until(ends_on: datetime.date | None, category: Category) -> datetime.date | None:
    if ends_on is None:
        return None
    # Other programs write “for ever” as 31 December 9999, after which there is no day.
    days_left = (datetime.date.max - ends_on).days
    return ends_on + datetime.timedelta(days=min(category.grace_days, days_left))


def remove_membership(membership_id: int) -> None:
    """Take back a membership that was written by mistake.

    Raises:
        Refused: a card was printed for it.
    """
    membership = Membership.get_by_id(membership_id)
    printed = Card.select().where(
        (Card.member == membership.member_id) & (Card.season == membership.season_id)
    )
    if printed.exists():
        raise Refused(
            _("A card was printed for this membership: it stays in the register and cannot be removed.")
        )
    name, season = membership.member.full_name, membership.season.label
    with operation(N_("Remove {name}'s membership {season}"), name=name, season=season):
        membership.delete_instance()


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


def enrol(member_ids: Sequence[int], season: Season, category: Category) -> int:
    """Enrol many members at once for a whole season; those who already belong to it are left as they are.

    Who has no member number yet gets one.

    Returns:
        How many were enrolled.

    Raises:
        Refused: a member is of a kind that the category is not for; nobody is enrolled.
    """
    found = database.execute_sql("SELECT member_id FROM membership WHERE season_id = ?", (season.id,))
    enrolled = {row[0] for row in found}
    wanted = [member_id for member_id in dict.fromkeys(member_ids) if member_id not in enrolled]
    _check_kinds(wanted, category)
    proposed = proposed_membership(season, category)
    with _enrolment(wanted, season):
        write_memberships([(member_id, proposed) for member_id in wanted])
        _give_numbers(wanted, proposed.starts_on)
    return len(wanted)


def _enrolment(member_ids: Sequence[int], season: Season) -> AbstractContextManager[Running]:
    """The operation, which names its member when there is only one."""
    if len(member_ids) == 1:
        name = Member.get_by_id(member_ids[0]).full_name
        return operation(N_("Enrol {name} for {season}"), name=name, season=season.label)
    return operation(N_("Enrol {n} members for {season}"), n=len(member_ids), season=season.label)


def _give_numbers(member_ids: Sequence[int], day: datetime.date) -> None:
    """Give a number to those who have none: prospects who now belong."""
    without = {row[0] for row in database.execute_sql("SELECT id FROM member WHERE number IS NULL")}
    newcomers = [member_id for member_id in member_ids if member_id in without]
    if not newcomers:
        return
    numbers = next_numbers(the_association().number_pattern, day, len(newcomers))
    stored = bulk.read_members(newcomers)
    bulk.update_members(
        [
            (member_id, stored[member_id], replace(stored[member_id], number=number))
            for member_id, number in zip(newcomers, numbers, strict=True)
        ]
    )


def write_memberships(rows: Sequence[tuple[int, MembershipData]]) -> None:
    """Write many memberships that are known to be right; call inside an operation."""
    by_id = {category.id: category for category in Category.select()}
    ids = new_ids(len(rows))
    values = [
        (
            row_id, member_id, data.season_id, data.category_id, data.starts_on, data.ends_on,
            _grace_until(data.ends_on, by_id[data.category_id]), data.fee_due, data.reduction, data.reduction_reason,
        )
        for row_id, (member_id, data) in zip(ids, rows, strict=True)
    ]  # fmt: skip
    database.connection().cursor().executemany(
        "INSERT INTO membership (id, member_id, season_id, category_id, starts_on, ends_on, grace_until, fee_due,"
        " reduction, reduction_reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        values,
    )


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


def memberships_of(member_id: int) -> list[Membership]:
    """A member's memberships with season and category, the latest first."""
    query = (
        Membership.select(Membership, Season, Category)
        .join(Season)
        .switch(Membership)
        .join(Category)
        .where(Membership.member == member_id)
        .order_by(Membership.starts_on.desc())
    )
    return list(query)


def count_by_season() -> dict[int, int]:
    """Season id → how many memberships there are for it."""
    return dict(database.execute_sql("SELECT season_id, count(*) FROM membership GROUP BY season_id"))


def facts_of(member: Member) -> Facts:
    """What the status of a member follows from."""
    return Facts(
        joined_on=member.joined_on,
        resigned_on=member.resigned_on,
        struck_off_on=member.struck_off_on,
        struck_off_reason=member.struck_off_reason,
        deceased_on=member.deceased_on,
        periods=tuple(
            Period(row.season.label, row.starts_on, row.ends_on, row.grace_until)
            for row in memberships_of(member.id)
        ),
    )
