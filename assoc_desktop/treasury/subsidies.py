"""Reductions with a reason: nobody pays them, or a fund does, and then the books say so."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from assoc_desktop.language import N_, _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.records import Membership
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.database import database, storable
from assoc_desktop.storage.history import operation
from assoc_desktop.treasury.accounts import balance_of
from assoc_desktop.treasury.desk.payments import dues_account
from assoc_desktop.treasury.ledger import Draft, Line, post, reverse
from assoc_desktop.treasury.plans import membership_or_refused, plan_of
from assoc_desktop.treasury.records import Account, Entry, Posting, Subsidy

#: Why somebody pays less → its name.
KINDS = {
    "remote": N_("Remote member"),
    "student": N_("Student"),
    "hardship": N_("Hardship"),
    "other": N_("Other"),
}


@dataclass
class SubsidyData:
    """All of a reduction that a person fills in.

    Attributes:
        kind: a key of `KINDS`.
        amount: in minor units.
        reason: in words; empty takes the name of the kind.
        account_id: the fund that pays; None when nobody does.
    """

    kind: str
    amount: int | None
    reason: str = ""
    account_id: int | None = None


@dataclass(frozen=True)
class Given:
    """A reduction that stands.

    Attributes:
        fund: name of the fund that pays; empty when nobody does.
    """

    id: int
    kind: str
    amount: int
    reason: str
    fund: str
    day: datetime.date | None


def left_in(account_id: int) -> int:
    """What is left in a fund, in minor units."""
    return -balance_of(account_id)


def paid_for(membership_id: int) -> int:
    """What was paid for a membership, by whomever, reversals taken off."""
    sql = "SELECT coalesce(-sum(amount), 0) FROM posting WHERE membership_id = ?"
    return int(database.execute_sql(sql, (membership_id,)).fetchone()[0])


def subsidy_of(membership_id: int) -> Given | None:
    """The reduction of a membership that was given here and stands; None without one."""
    row = Subsidy.get_or_none(Subsidy.membership == membership_id)
    if row is None or _is_reversed(row):
        return None
    membership = row.membership
    if row.account_id is None:
        return Given(row.id, row.kind, membership.reduction, membership.reduction_reason, "", None)
    lines = Posting.select().where((Posting.entry == row.entry) & (Posting.account == row.account))
    amount = sum(line.amount for line in lines)
    return Given(row.id, row.kind, amount, _(KINDS[row.kind]), row.account.name, row.entry.day)


def _is_reversed(row: Subsidy) -> bool:
    return row.entry_id is not None and Entry.select().where(Entry.reverses == row.entry).exists()


def check_subsidy(membership: Membership, data: SubsidyData, conventions: Conventions) -> dict[str, str]:
    """Field → what is wrong with a reduction."""
    problems = {}
    if data.kind not in KINDS:
        problems["kind"] = _("Choose why the fee is reduced.")
    left = membership.to_pay - paid_for(membership.id)
    if not data.amount or data.amount < 0:
        problems["amount"] = _("Write by how much the fee is reduced.")
    elif data.amount > left:
        problems["amount"] = _("Only {amount} is left to pay: a reduction cannot be more.").format(
            amount=conventions.money(max(left, 0))
        )
    if data.account_id is not None:
        fund = Account.get_or_none((Account.id == data.account_id) & (Account.kind == "fund"))
        if fund is None or fund.archived:
            problems["account_id"] = _("Choose the fund that pays, or nobody.")
        elif data.amount and data.amount > left_in(fund.id):
            problems["account_id"] = _("Only {amount} is left in {fund}.").format(
                amount=conventions.money(max(left_in(fund.id), 0)), fund=fund.name
            )
    elif data.kind == "other" and not data.reason.strip():
        problems["reason"] = _("Say why the fee is reduced: the reason is kept.")
    return problems


def give(
    membership_id: int,
    data: SubsidyData,
    *,
    on: datetime.date,
    today: datetime.date,
    conventions: Conventions,
) -> None:
    """Reduce what a member has to pay. A fund pays by an entry, which is only reversed; else it can be undone.

    Raises:
        Invalid: see `check_subsidy`.
        Refused: the membership is gone, has a reduction of this kind already, or is paid by a plan.
    """
    membership = membership_or_refused(membership_id)
    if subsidy_of(membership_id) is not None:
        raise Refused(_("There is a reduction for this membership already. Take it back first."))
    if problems := check_subsidy(membership, data, conventions):
        raise Invalid(problems)
    reason = storable(data.reason).strip() or _(KINDS[data.kind])
    named = {"name": membership.member.full_name, "season": membership.season.label}
    if data.account_id is None:
        _refuse_plan(membership)
        _refuse_reduced(membership)
        with operation(N_("Reduce the fee of {name} for {season}"), **named):
            _forget(membership_id)
            _reduce(membership_id, data.amount or 0, reason)
            Subsidy.create(membership=membership, kind=data.kind)
        return
    amount = int(data.amount or 0)
    # An entry says why and for when, and never for whom: that is known by its lines alone.
    text = _("{reason}, {season}").format(reason=reason, season=membership.season.label)
    lines = (
        Line(data.account_id, amount),
        Line(dues_account().id, -amount, membership.member_id, membership_id),
    )
    with operation(N_("A fund pays for {name}, {season}"), undoable=False, **named):
        _forget(membership_id)
        entry = post(Draft("subsidy", on, lines, text=text), today=today)
        Subsidy.create(membership=membership, kind=data.kind, account=data.account_id, entry=entry)


def take_back(membership_id: int, *, on: datetime.date, today: datetime.date) -> None:
    """Ask for the whole fee again; what a fund paid is reversed.

    Raises:
        Refused: there is no reduction, or the reversal is not possible; see `ledger.reverse`.
    """
    row, given = Subsidy.get_or_none(Subsidy.membership == membership_id), subsidy_of(membership_id)
    if row is None or given is None:
        raise Refused(_("There is no reduction to take back."))
    membership = membership_or_refused(membership_id)
    named = {"name": membership.member.full_name, "season": membership.season.label}
    label = N_("Take back the reduction of {name} for {season}")
    if row.entry_id is None:
        _refuse_plan(membership)
        with operation(label, **named):
            row.delete_instance()
            _reduce(membership_id, 0, "")
        return
    with operation(label, undoable=False, **named):
        reverse(row.entry_id, on=on, reason=_("Reduction taken back"), today=today)
        row.delete_instance()


def _reduce(membership_id: int, amount: int, reason: str) -> None:
    change = Membership.update(reduction=amount, reduction_reason=reason)
    change.where(Membership.id == membership_id).execute()


def _refuse_plan(membership: Membership) -> None:
    if plan_of(membership.id):
        raise Refused(
            _(
                "This membership is paid in parts. Take the plan back first, and make it anew for what is then due."
            )
        )


def _refuse_reduced(membership: Membership) -> None:
    if membership.reduction:
        raise Refused(
            _("The fee is reduced already: {reason}. Change what is due instead.").format(
                reason=membership.reduction_reason
            )
        )


def _forget(membership_id: int) -> None:
    """A reduction whose entry was reversed in the cash book makes room for another."""
    Subsidy.delete().where(Subsidy.membership == membership_id).execute()
