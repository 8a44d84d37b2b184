"""A member's statement of account: what was due and what was paid, day by day, with what was left."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from assoc_desktop.language import _
from assoc_desktop.storage.database import database
from assoc_desktop.treasury.balances import dues_of
from assoc_desktop.treasury.receipts import NUMBER_SQL
from assoc_desktop.treasury.records import ENTRY_KINDS, METHODS


@dataclass(frozen=True)
class AccountLine:
    """One line; amounts in minor units. `left` is what was left to pay after it, negative when too much was paid."""

    day: datetime.date
    text: str
    due: int
    paid: int
    left: int


_PAID_SQL = f"""
    SELECT entry.day, entry.kind, entry.method, -sum(posting.amount),
           {NUMBER_SQL}
    FROM posting JOIN entry ON entry.id = posting.entry_id
    WHERE posting.membership_id IN (SELECT id FROM membership WHERE member_id = :member)
       OR posting.levy_id IN (SELECT id FROM levy WHERE member_id = :member)
    GROUP BY entry.id ORDER BY entry.day, entry.id
"""


def account_of(member_id: int) -> list[AccountLine]:
    """The lines of a member's account, the oldest first; of one day what is due stands before what was paid."""
    moves: list[tuple[datetime.date, int, str, int, int]] = []
    for due in dues_of([member_id]):
        text = _("{season} · {category}").format(season=due.text, category=due.category)
        moves.append((due.due_on, 0, text if due.category else due.text, due.due, 0))
    for day, kind, method, amount, receipt in database.execute_sql(_PAID_SQL, {"member": member_id}):
        text = _(METHODS[method]) if kind == "dues" and method else _(ENTRY_KINDS[kind])
        if receipt:
            text = _("{text}, receipt {number}").format(text=text, number=receipt)
        moves.append((datetime.date.fromisoformat(day), 1, text, 0, amount))
    lines, left = [], 0
    for day, _order, text, due_amount, paid in sorted(moves, key=lambda move: move[:2]):
        left += due_amount - paid
        lines.append(AccountLine(day, text, due_amount, paid, left))
    return lines
