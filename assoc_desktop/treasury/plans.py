"""Paying in parts: what falls due when, and what is overdue on a day. It follows from the plan and the payments alone."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from assoc_desktop.language import N_, _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.fees import add_months
from assoc_desktop.members.records import Membership
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.database import database
from assoc_desktop.storage.history import operation
from assoc_desktop.treasury.records import Instalment

MOST_PARTS = 24


@dataclass(frozen=True)
class Part:
    """A part of what is due, in minor units, and its day."""

    due_on: datetime.date
    amount: int


def membership_or_refused(membership_id: int) -> Membership:
    """A membership by its id.

    Raises:
        Refused: it is no longer there.
    """
    found = Membership.get_or_none(Membership.id == membership_id)
    if found is None:
        raise Refused(_("This membership is no longer there: it was removed or undone."))
    return found


def plan_of(membership_id: int) -> list[Part]:
    """The parts in which a membership is paid, the earliest first; none when all is due as it begins."""
    query = Instalment.select().where(Instalment.membership == membership_id)
    return [Part(row.due_on, row.amount) for row in query.order_by(Instalment.due_on, Instalment.id)]


def proposed_plan(due: int, count: int, first: datetime.date) -> list[Part]:
    """Equal parts, a month apart; what cannot be divided is paid with the first."""
    each, rest = divmod(due, count)
    return [Part(add_months(first, number), each + (rest if number == 0 else 0)) for number in range(count)]


def check_plan(parts: Sequence[Part], due: int, conventions: Conventions) -> dict[str, str]:
    """Field → what is wrong with a plan for an amount."""
    if not parts:
        return {}
    if len(parts) > MOST_PARTS:
        return {"parts": _("A plan has at most {n} parts.").format(n=MOST_PARTS)}
    if any(part.amount <= 0 for part in parts):
        return {"parts": _("Each part is more than nothing.")}
    days = [part.due_on for part in parts]
    if sorted(set(days)) != days:
        return {"parts": _("The days of the parts follow one another.")}
    total = sum(part.amount for part in parts)
    if total != due:
        sentence = _("The parts add up to {total}, but {due} is due.")
        return {"parts": sentence.format(total=conventions.money(total), due=conventions.money(due))}
    return {}


def save_plan(membership_id: int, parts: Sequence[Part], *, conventions: Conventions) -> None:
    """Have a membership be paid in parts; no parts: all at once, as it begins.

    Raises:
        Invalid: see `check_plan`.
        Refused: the membership is no longer there.
    """
    membership = membership_or_refused(membership_id)
    if problems := check_plan(parts, membership.to_pay, conventions):
        raise Invalid(problems)
    if list(parts) == plan_of(membership_id):
        return
    label = (
        N_("Plan the payments of {name} for {season}")
        if parts
        else N_("Take back the payment plan of {name} for {season}")
    )
    with operation(label, name=membership.member.full_name, season=membership.season.label):
        write_plan(membership_id, parts)


def write_plan(membership_id: int, parts: Sequence[Part]) -> None:
    """Put parts in the place of those before; call inside an operation."""
    Instalment.delete().where(Instalment.membership == membership_id).execute()
    for part in parts:
        Instalment.create(membership=membership_id, due_on=part.due_on, amount=part.amount)


# What is overdue


@dataclass(frozen=True)
class Overdue:
    """What should have been paid by a day and was not.

    Attributes:
        membership_id: or None for a levy.
        levy_id: or None for a membership.
        amount: in minor units.
        since: the day from which the oldest of it is due.
    """

    member_id: int
    membership_id: int | None
    levy_id: int | None
    amount: int
    since: datetime.date


_OVERDUE_SQL = """
    SELECT member_id, id, NULL, due - paid, starts_on FROM (
        SELECT member_id, id, starts_on, fee_due - reduction AS due,
               coalesce((SELECT -sum(amount) FROM posting WHERE posting.membership_id = membership.id), 0) AS paid
        FROM membership
        WHERE fee_due > reduction AND starts_on <= :day AND id NOT IN (SELECT membership_id FROM instalment)
    ) WHERE due > paid
    UNION ALL
    SELECT member_id, NULL, id, amount - paid, due_on FROM (
        SELECT member_id, id, due_on, amount,
               coalesce((SELECT -sum(amount) FROM posting WHERE posting.levy_id = levy.id), 0) AS paid
        FROM levy WHERE cancelled_on IS NULL AND due_on <= :day
    ) WHERE amount > paid
"""
_PLANNED_SQL = """
    SELECT membership.member_id, membership.id, instalment.due_on, instalment.amount,
           coalesce((SELECT -sum(amount) FROM posting WHERE posting.membership_id = membership.id), 0)
    FROM instalment JOIN membership ON membership.id = instalment.membership_id
    WHERE instalment.due_on <= :day ORDER BY membership.id, instalment.due_on, instalment.id
"""


def overdue_on(day: datetime.date) -> list[Overdue]:
    """All that is overdue at the end of a day, the oldest first: dues, parts of them, and levies."""
    values = {"day": day.isoformat()}
    found = [
        Overdue(member_id, membership_id, levy_id, amount, datetime.date.fromisoformat(since))
        for member_id, membership_id, levy_id, amount, since in database.execute_sql(_OVERDUE_SQL, values)
    ]
    planned: dict[tuple[int, int, int], list[Part]] = defaultdict(list)
    for member_id, membership_id, due_on, amount, paid in database.execute_sql(_PLANNED_SQL, values):
        planned[member_id, membership_id, paid].append(Part(datetime.date.fromisoformat(due_on), amount))
    for (member_id, membership_id, paid), parts in planned.items():
        if (late := _late(parts, paid)) is not None:
            found.append(Overdue(member_id, membership_id, None, late.amount, late.due_on))
    return sorted(found, key=lambda each: (each.since, each.member_id))


def _late(parts: Sequence[Part], paid: int) -> Part | None:
    """What is left of parts that are due, once payments have filled the earliest first, and since when."""
    left, since = -paid, None
    for part in parts:
        left += part.amount
        if left > 0 and since is None:
            since = part.due_on
    return Part(since, left) if since is not None and left > 0 else None
