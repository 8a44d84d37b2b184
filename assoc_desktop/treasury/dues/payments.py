"""What a member has paid: the entries of the journal that are about them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.timeline import Entry as Event
from assoc_desktop.storage.database import database
from assoc_desktop.treasury.receipts import NUMBER_SQL
from assoc_desktop.treasury.records import ENTRY_KINDS, METHODS


@dataclass(frozen=True)
class Paid:
    """An entry that is about a member.

    Attributes:
        amount: what it brought for the member, in minor units; a reversal is negative.
        receipt: number of its receipt with the year; empty without one.
        is_reversed: whether it was taken back later.
        rows: ids of its postings and of its receipt.
    """

    entry_id: int
    day: datetime.date
    kind: str
    method: str
    amount: int
    receipt: str
    is_reversed: bool
    rows: frozenset[int]

    def words(self) -> str:
        """What it was: by cash, the use of credit, a reversal."""
        if self.kind == "dues" and self.method:
            return _(METHODS[self.method])
        return _(ENTRY_KINDS[self.kind])


# Credit that is used leaves one account of the member and comes into another: what it brought is the part that came in.
_SQL = f"""
    SELECT entry.id, entry.day, entry.kind, entry.method,
           CASE WHEN sum(posting.amount) = 0 THEN -sum(min(posting.amount, 0)) ELSE -sum(posting.amount) END,
           {NUMBER_SQL},
           EXISTS (SELECT 1 FROM entry AS later WHERE later.reverses_id = entry.id),
           group_concat(posting.id) || coalesce(
               ',' || (SELECT group_concat(id) FROM receipt WHERE receipt.entry_id = entry.id), '')
    FROM posting JOIN entry ON entry.id = posting.entry_id WHERE posting.member_id = ?
    GROUP BY entry.id ORDER BY entry.day, entry.id
"""


def payments_of(member_id: int) -> list[Paid]:
    """The entries that are about a member, the oldest first."""
    found = database.execute_sql(_SQL, (member_id,))
    return [
        Paid(
            entry_id,
            datetime.date.fromisoformat(day),
            kind,
            method,
            amount,
            receipt,
            bool(is_reversed),
            frozenset(map(int, rows.split(","))),
        )
        for entry_id, day, kind, method, amount, receipt, is_reversed, rows in found
    ]


def timeline_source(member_id: int, conventions: Conventions, _newest: int | None = None) -> Iterator[Event]:
    """What a member paid, for the timeline."""
    for paid in payments_of(member_id):
        title = _("{what}: {amount}").format(what=paid.words(), amount=conventions.money(paid.amount))
        lines = (_("Receipt {number}").format(number=paid.receipt),) if paid.receipt else ()
        yield Event(paid.day, _("Payments"), title, lines, about=paid.rows)
