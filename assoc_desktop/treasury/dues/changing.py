"""Changing what is due for a membership, together with the plan of its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace

from assoc_desktop.language import N_
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.memberships import MembershipData, save_membership
from assoc_desktop.members.records import Membership
from assoc_desktop.refusals import Invalid
from assoc_desktop.storage.history import operation
from assoc_desktop.treasury.plans import (
    Part,
    check_plan,
    membership_or_refused,
    plan_of,
    save_plan,
    write_plan,
)


def data_of(membership: Membership) -> MembershipData:
    """All of a membership, ready to be changed."""
    return MembershipData(**{each.name: getattr(membership, each.name) for each in fields(MembershipData)})


def change_due(
    membership_id: int,
    *,
    fee_due: int,
    reduction: int,
    reason: str,
    parts: Sequence[Part],
    conventions: Conventions,
) -> None:
    """Change the fee, the reduction and the plan of a membership, all or nothing.

    Args:
        parts: the plan for what is then due; none when all is due as the membership begins.

    Raises:
        Invalid: see `members.memberships.check_membership` and `plans.check_plan`.
        Refused: the membership is no longer there.
    """
    membership = membership_or_refused(membership_id)
    data = replace(data_of(membership), fee_due=fee_due, reduction=reduction, reduction_reason=reason)
    if problems := check_plan(parts, fee_due - reduction, conventions):
        raise Invalid(problems)
    named = {"name": membership.member.full_name, "season": membership.season.label}
    before = plan_of(membership_id)
    with operation(N_("Change what is due of {name} for {season}"), **named):
        if before and before != list(parts):
            write_plan(membership_id, ())
        save_membership(membership.member_id, data, membership_id=membership_id)
        save_plan(membership_id, parts, conventions=conventions)
