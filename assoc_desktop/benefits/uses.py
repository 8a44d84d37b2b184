"""Uses of benefits: recorded at the desk, taken back by undo, or reversed with a reason."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assoc_desktop.association.records import Season
from assoc_desktop.association.rules import SeasonBook, open_proposed
from assoc_desktop.benefits.catalogue import benefit_with
from assoc_desktop.benefits.entitlement import entitlement_to
from assoc_desktop.benefits.records import Benefit, BenefitUse
from assoc_desktop.language import N_, _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.erasing.guarding import refuse_erased
from assoc_desktop.members.records import Member
from assoc_desktop.members.timeline import Entry
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.database import database, day_from, storable
from assoc_desktop.storage.history import operation

#: Longest note and reason.
LONGEST = 200


class NotEntitled(Refused):
    """The member may not have the benefit; the sentence says why. It can be given all the same, with a reason."""


def record_use(
    benefit_id: int,
    member_id: int,
    *,
    today: datetime.date,
    say: Conventions,
    note: str = "",
    beyond: str = "",
) -> BenefitUse:
    """Record that a member uses a benefit. What it costs and is worth is kept as it is today.

    Args:
        beyond: why it is given although the member is not entitled; it is kept only when that is so.

    Raises:
        NotEntitled: the member is not entitled, and no reason was given.
        Refused: the benefit is gone or offered no more, or the member was erased.
    """
    benefit, member = benefit_with(benefit_id), Member.get_by_id(member_id)
    refuse_erased([member_id])
    if benefit.archived:
        raise Refused(_("“{name}” is offered no more.").format(name=benefit.name))
    label = N_("{benefit}: used by {name}")
    with operation(label, benefit=benefit.name, name=member.full_name):
        entitled = entitlement_to(benefit, member_id, today, say)
        reason = "" if entitled.is_entitled else storable(beyond).strip()[:LONGEST]
        if not (entitled.is_entitled or reason):
            raise NotEntitled(entitled.reason)
        season = _season(today)
        use = BenefitUse(
            benefit=benefit,
            member=member_id,
            season=season,
            used_on=today,
            note=storable(note).strip()[:LONGEST],
            cost=benefit.cost,
            value=benefit.value,
            beyond=reason,
            place=None if reason or entitled.quota is None else _free_place(benefit, member_id, season),
        )
        use.save(force_insert=True)
    return use


def _season(today: datetime.date) -> Season:
    book = SeasonBook()
    season = book.on(today)
    if not book.is_open(season):
        open_proposed(season)
    return season


def _free_place(benefit: Benefit, member_id: int, season: Season) -> str:
    """The first place among the uses of a season that no other use has.

    A place stands only once in the file: an undo or redo that would take one that was given to a later use is refused
    by the file itself, so that the uses that stand never pass the quota. Without a quota, uses take none: nothing is
    in the way of undoing them and doing them again.
    """
    start = f"{season.id} {benefit.id} {member_id} "
    taken = {
        row[0]
        for row in database.execute_sql(
            "SELECT place FROM benefit_use WHERE season_id = ? AND benefit_id = ? AND member_id = ?",
            (season.id, benefit.id, member_id),
        )
    }
    number = 1
    while f"{start}{number}" in taken:
        number += 1
    return f"{start}{number}"


def reverse_use(use_id: int, reason: str, *, on: datetime.date) -> None:
    """Take a use back, so that it counts no more; that it was recorded and why it was taken back both stay.

    Raises:
        Refused: no reason is given, or the use is gone or was reversed already.
    """
    use = BenefitUse.get_or_none(BenefitUse.id == use_id)
    if use is None:
        raise Refused(_("This use is no longer there: it was undone."))
    if use.reversed_on is not None:
        raise Refused(_("This use of “{name}” was reversed already.").format(name=use.benefit.name))
    if not reason.strip():
        raise Refused(_("Say why it is reversed: the reason is kept."))
    label = N_("{benefit}: use by {name} reversed")
    with operation(label, benefit=use.benefit.name, name=use.member.full_name):
        use.reversed_on = on
        use.reversed_because = storable(reason).strip()[:LONGEST]
        use.place = None
        use.save()


@dataclass(frozen=True)
class Used:
    """A use as lists show it. Amounts in minor units; `reversed_on` is set for one that counts no more."""

    id: int
    benefit_id: int
    benefit: str
    member_id: int
    day: datetime.date
    note: str
    beyond: str
    cost: int
    value: int
    reversed_on: datetime.date | None
    reversed_because: str


_USES_SQL = """
    SELECT benefit_use.id, benefit_id, benefit.name, member_id, used_on, note, beyond, benefit_use.cost,
           benefit_use.value, reversed_on, reversed_because
    FROM benefit_use JOIN benefit ON benefit.id = benefit_id WHERE {which} ORDER BY used_on DESC, benefit_use.id DESC
"""


def uses_of(member_id: int, *, season_id: int | None = None) -> list[Used]:
    """The uses of a member, reversed ones included, the latest first; of a season, or all."""
    which, values = "member_id = ?", [member_id]
    if season_id is not None:
        which, values = f"{which} AND season_id = ?", [member_id, season_id]
    return _read(which, values)


def uses_on(day: datetime.date) -> list[Used]:
    """The uses of a day, the latest first."""
    return _read("used_on = ?", [day.isoformat()])


def _read(which: str, values: Sequence[object]) -> list[Used]:
    return [_used(row) for row in database.execute_sql(_USES_SQL.format(which=which), values)]


def _used(row: tuple[Any, ...]) -> Used:
    use_id, benefit_id, benefit, member_id, used_on, note, beyond, cost, value, reversed_on, because = row
    day = datetime.date.fromisoformat(used_on)
    return Used(
        use_id, benefit_id, benefit, member_id, day, note, beyond, cost, value, day_from(reversed_on), because
    )


def timeline_source(member_id: int, conventions: Conventions, _newest: int | None = None) -> Iterator[Entry]:
    """What a member used, for the timeline."""
    kind = _("Benefits")
    for use in uses_of(member_id):
        lines = [use.note, _("Given beyond: {reason}").format(reason=use.beyond) if use.beyond else ""]
        if use.reversed_on:
            words = _("Reversed on {date}: {reason}")
            lines.append(words.format(date=conventions.date(use.reversed_on), reason=use.reversed_because))
        title = _("Used: {benefit}").format(benefit=use.benefit)
        yield Entry(use.day, kind, title, tuple(filter(None, lines)), about=frozenset({use.id}))
