"""Who belongs for which season: one membership, or many that are known to be right."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from assoc_desktop.association.records import Season, the_association
from assoc_desktop.association.rules import open_proposed
from assoc_desktop.language import N_, _
from assoc_desktop.members import bulk
from assoc_desktop.members.data import MembershipData
from assoc_desktop.members.erasing.guarding import refuse_erased
from assoc_desktop.members.fees import (
    Proposer,
    grace_until,
    why_not_fee,
)
from assoc_desktop.members.holding import check_due, why_not_removed
from assoc_desktop.members.numbers import next_numbers
from assoc_desktop.members.records import (
    BOTH,
    PERSON,
    Card,
    Category,
    Member,
    Membership,
)
from assoc_desktop.members.status import Facts, Period, year_before
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.database import database
from assoc_desktop.storage.history import operation
from assoc_desktop.storage.ids import new_ids


def proposed_membership(season: Season, category: Category) -> MembershipData:
    """A membership for a whole season as the category has it; `fees.proposed_for` looks at who joins when."""
    return Proposer(category).whole(season).data


def check_membership(
    member: Member, data: MembershipData, *, membership_id: int | None = None, opens: Season | None = None
) -> dict[str, str]:
    """Field → what is wrong with a membership, new or changed.

    Args:
        opens: the season it counts for, when that is not there yet.
    """
    problems = _check_period(data, opens or Season.get_by_id(data.season_id))
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
    if member.deceased_on and data.starts_on > member.deceased_on:
        problems["starts_on"] = _("{name} died before this day.").format(name=member.full_name)
    if category.applies_to not in (member.kind, BOTH):
        problems["category_id"] = _not_for_kind(category, member.kind)
    if data.ends_on is None and not category.for_life:
        problems["ends_on"] = _("Only a category for life has no end.")
    if problem := why_not_fee(data.fee_due):
        problems["fee_due"] = problem
    if not 0 <= data.reduction <= max(data.fee_due, 0):
        problems["reduction"] = _("The reduction lies between nothing and the fee.")
    elif data.reduction and not data.reduction_reason.strip():
        problems["reduction_reason"] = _("Say why the fee is reduced: the reason is kept.")
    stored = Membership.get_or_none(Membership.id == membership_id) if membership_id else None
    return problems | (check_due(stored, data) if stored else {})


def _check_period(data: MembershipData, season: Season) -> dict[str, str]:
    if data.ends_on is not None and data.ends_on < data.starts_on:
        return {"ends_on": _("The membership ends before it starts.")}
    if data.starts_on > season.ends_on:
        return {
            "starts_on": _("The membership starts after the season {season} is over.").format(season=season)
        }
    if data.ends_on is not None and data.starts_on < year_before(season.starts_on):
        return {
            "starts_on": _("The membership starts more than a year before the season {season}.").format(
                season=season
            )
        }
    if data.ends_on is not None and data.ends_on < season.starts_on:
        return {"ends_on": _("The membership ends before the season {season} begins.").format(season=season)}
    return {}


def _not_for_kind(category: Category, kind: str) -> str:
    if kind == PERSON:
        return _("The category {category} is not for persons.").format(category=category.name)
    return _("The category {category} is not for institutions.").format(category=category.name)


def save_membership(
    member_id: int, data: MembershipData, *, membership_id: int | None = None, opens: Season | None = None
) -> Membership:
    """Enrol a member for a season, or change that membership. Who has no member number yet gets one.

    Args:
        opens: the season it counts for, when that is not there yet: it is opened with it.

    Raises:
        Invalid: see `check_membership`.
    """
    refuse_erased([member_id])
    member = Member.get_by_id(member_id)
    if problems := check_membership(member, data, membership_id=membership_id, opens=opens):
        raise Invalid(problems)
    season = opens or Season.get_by_id(data.season_id)
    label = (
        N_("Enrol {name} for {season}")
        if membership_id is None
        else N_("Change {name}'s membership {season}")
    )
    with operation(label, name=member.full_name, season=season.label):
        if opens is not None:
            open_proposed(opens)
        membership = (
            Membership(member=member) if membership_id is None else Membership.get_by_id(membership_id)
        )
        for name, value in (asdict(data) | {"reduction_reason": data.reduction_reason.strip()}).items():
            setattr(membership, name, value)
        membership.grace_until = grace_until(data.ends_on, Category.get_by_id(data.category_id))
        membership.save(force_insert=membership_id is None)
        give_numbers({member_id: data.starts_on})
    return membership


def remove_membership(membership_id: int) -> None:
    """Take back a membership that was written by mistake.

    Raises:
        Refused: a card was printed for it, or money is about it.
    """
    membership = Membership.get_by_id(membership_id)
    printed = Card.select().where(
        (Card.member == membership.member_id) & (Card.season == membership.season_id)
    )
    if printed.exists():
        raise Refused(
            _("A card was printed for this membership: it stays in the register and cannot be removed.")
        )
    if held := why_not_removed(membership_id):
        raise Refused(held)
    name, season = membership.member.full_name, membership.season.label
    with operation(N_("Remove {name}'s membership {season}"), name=name, season=season):
        membership.delete_instance()


def give_numbers(first_days: Mapping[int, datetime.date]) -> None:
    """Give a number to those who have none: prospects who now belong. Call inside an operation.

    Args:
        first_days: id → the day from which they belong.
    """
    without = {row[0] for row in database.execute_sql("SELECT id FROM member WHERE number IS NULL")}
    by_year: dict[int, list[int]] = {}
    for member_id, day in first_days.items():
        if member_id in without:
            by_year.setdefault(day.year, []).append(member_id)
    for newcomers in by_year.values():
        numbers = next_numbers(the_association().number_pattern, first_days[newcomers[0]], len(newcomers))
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
    # A season is opened for thousands with one and the same membership: its columns are made once.
    columns: dict[int, tuple[Any, ...]] = {}
    for _member_id, data in rows:
        if id(data) not in columns:
            columns[id(data)] = _columns_of(data, by_id[data.category_id])
    ids = new_ids(len(rows))
    database.connection().cursor().executemany(
        "INSERT INTO membership (id, member_id, season_id, category_id, starts_on, ends_on, grace_until, fee_due,"
        " reduction, reduction_reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (row_id, member_id, *columns[id(data)])
            for row_id, (member_id, data) in zip(ids, rows, strict=True)
        ),
    )


def _columns_of(data: MembershipData, category: Category) -> tuple[Any, ...]:
    """What is stored of a membership, besides whose it is; days as the file holds them."""
    grace = grace_until(data.ends_on, category)
    days = (day.isoformat() if day else None for day in (data.starts_on, data.ends_on, grace))
    return (
        data.season_id, data.category_id, *days, data.fee_due, data.reduction, data.reduction_reason
    )  # fmt: skip


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
