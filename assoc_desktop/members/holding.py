"""What holds a membership in its place once money is about it: payments, a plan in parts, a reduction.

The books are kept by the treasury, which members do not know: its tables are read here by their names alone.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from assoc_desktop.association.records import the_association
from assoc_desktop.language import _, language
from assoc_desktop.members.data import MembershipData
from assoc_desktop.members.records import Membership
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.database import database

#: What is left to pay of a row of `membership`, in minor units. Stands in orders too, which are cut at “, ”.
LEFT_SQL = (
    "(membership.fee_due - membership.reduction"
    " + (SELECT coalesce(sum(amount),0) FROM posting WHERE posting.membership_id = membership.id))"
)


def paid_for(membership_id: int) -> int:
    """What was paid for a membership, reversals taken off; in minor units."""
    sql = "SELECT coalesce(-sum(amount), 0) FROM posting WHERE membership_id = ?"
    return int(database.execute_sql(sql, (membership_id,)).fetchone()[0])


def _has(table: str, membership_id: int) -> bool:
    sql = f"SELECT EXISTS (SELECT 1 FROM {table} WHERE membership_id = ?)"
    return bool(database.execute_sql(sql, (membership_id,)).fetchone()[0])


def why_not_removed(membership_id: int) -> str:
    """Why a membership stays, in a sentence; empty when nothing holds it."""
    if _has("posting", membership_id):
        return _(
            "Payments were booked for this membership: it stays, with what was reversed. Put an end to it, or reduce "
            "what is due."
        )
    if _has("instalment", membership_id):
        return _("This membership is paid in parts. Take the plan back first, in the Treasury tab.")
    if _has("subsidy", membership_id):
        return _("A reduction was given for this membership. Take it back first, in the Treasury tab.")
    return ""


@dataclass(frozen=True)
class Holds:
    """What holds some memberships, by their ids: what was paid, and which have a plan or a reduction given."""

    paid: dict[int, int]
    planned: frozenset[int]
    reduced: frozenset[int]

    def why_not(self, membership_id: int, before: tuple[int, int], after: tuple[int, int]) -> str:
        """Why what is due cannot change so, in a sentence; empty when it can.

        Args:
            before: the fee and the reduction that stand.
            after: those that are asked for.
        """
        if before == after:
            return ""
        due, paid = after[0] - after[1], self.paid.get(membership_id, 0)
        if due < paid:
            sentence = _("{amount} was paid for it already: less cannot be due. Reverse the payment first.")
            return sentence.format(amount=the_association().conventions_in(language()).money(paid))
        if due != before[0] - before[1] and membership_id in self.planned:
            return _(
                "This membership is paid in parts. Change what is due in the Treasury tab, where the plan is made anew."
            )
        if after[1] != before[1] and membership_id in self.reduced:
            return _("A reduction was given for this membership. Take it back first, in the Treasury tab.")
        return ""


def holds_of_season(season_id: int) -> Holds:
    """What holds the memberships of a season, read at once."""
    return _holds("SELECT id FROM membership WHERE season_id = ?", season_id)


def _holds(which: str, value: int) -> Holds:
    def ids(table: str) -> frozenset[int]:
        sql = f"SELECT membership_id FROM {table} WHERE membership_id IN ({which})"
        return frozenset(row[0] for row in database.execute_sql(sql, (value,)))

    sql = f"""SELECT membership_id, -sum(amount) FROM posting WHERE membership_id IN ({which})
        GROUP BY membership_id"""
    return Holds(dict(database.execute_sql(sql, (value,))), ids("instalment"), ids("subsidy"))


def check_due(stored: Membership, data: MembershipData) -> dict[str, str]:
    """Field → why what is due for a membership cannot become what is asked for."""
    before, after = (stored.fee_due, stored.reduction), (data.fee_due, data.reduction)
    sentence = _holds("SELECT ?", stored.id).why_not(stored.id, before, after)
    field = "reduction" if data.reduction != stored.reduction else "fee_due"
    return {field: sentence} if sentence else {}


# When two records of one member are brought together


def make_room(stays: Membership, goes: Membership) -> None:
    """Have what is kept about two memberships of one season add up before one of them alone stands for both.

    Payments follow. Of two plans in parts that of the membership that stays is kept; that of the other follows where
    there was none and it adds up, and goes otherwise. A reduction goes with its membership unless a fund paid it.
    Call it inside the operation.

    Raises:
        Refused: more was paid for both together than is due for the one that stays, or a fund paid for one of two
            reductions.
    """
    _refuse_too_much(stays, goes)
    _refuse_two_reductions(stays, goes)
    database.execute_sql("DELETE FROM subsidy WHERE membership_id = ? AND entry_id IS NULL", (goes.id,))
    sql = "SELECT coalesce(sum(amount), 0) FROM instalment WHERE membership_id = ?"
    total = database.execute_sql(sql, (goes.id,)).fetchone()[0]
    if _has("instalment", stays.id) or total != stays.to_pay:
        database.execute_sql("DELETE FROM instalment WHERE membership_id = ?", (goes.id,))


def _refuse_too_much(stays: Membership, goes: Membership) -> None:
    paid, more = paid_for(stays.id), paid_for(goes.id)
    if more > 0 and paid + more > stays.to_pay:
        say = the_association().conventions_in(language())
        raise Refused(
            _(
                "For {season}, {paid} was paid for both together, and {due} is due for the membership that stays. Keep "
                "the other membership, or reverse one of the payments first: it can be taken again as credit."
            ).format(season=stays.season.label, paid=say.money(paid + more), due=say.money(stays.to_pay))
        )


def _refuse_two_reductions(stays: Membership, goes: Membership) -> None:
    paid_by_fund = "SELECT EXISTS (SELECT 1 FROM subsidy WHERE membership_id = ? AND entry_id IS NOT NULL)"
    if _has("subsidy", stays.id) and database.execute_sql(paid_by_fund, (goes.id,)).fetchone()[0]:
        raise Refused(
            _(
                "Both have a reduction for {season}, and a fund paid for one. Take one of them back first, in the "
                "Treasury tab."
            ).format(season=stays.season.label)
        )


def cancel_double_levies(keep_id: int, other_id: int, today: datetime.date) -> None:
    """Ask once for what both records of one member were charged for: of two equal levies one unpaid goes.

    Both stay in the list, one as cancelled. Call it inside the operation.
    """
    columns = ("kind", "text", "season_id", "account_id", "amount", "due_on")
    same = " AND ".join(f"mine.{column} IS its.{column}" for column in columns)
    unpaid = "NOT EXISTS (SELECT 1 FROM posting WHERE posting.levy_id = {}.id)"
    sql = f"""SELECT mine.id, its.id, {unpaid.format("mine")}, {unpaid.format("its")}
        FROM levy AS mine JOIN levy AS its ON {same}
        WHERE mine.member_id = ? AND its.member_id = ?
        AND mine.cancelled_on IS NULL AND its.cancelled_on IS NULL ORDER BY mine.id, its.id"""
    settled: set[int] = set()
    for mine, its, mine_is_free, its_is_free in database.execute_sql(sql, (keep_id, other_id)).fetchall():
        gone = its if its_is_free else mine if mine_is_free else None
        if gone is None or settled & {mine, its}:
            continue
        settled |= {mine, its}
        database.execute_sql(
            "UPDATE levy SET cancelled_on = ?, cancelled_because = ? WHERE id = ?",
            (today.isoformat(), _("Charged twice: two records of one member were brought together"), gone),
        )
