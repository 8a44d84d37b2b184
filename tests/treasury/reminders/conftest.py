"""Members who owe: Awa and Ben since the season began, on the first of January 2026."""

from __future__ import annotations

from assoc_desktop.members.memberships import memberships_of
from assoc_desktop.treasury.ledger import Draft, Line, post
from tests.treasury.conftest import TODAY


def pay(books, member_id, amount, day=TODAY):
    """Let a member pay some of the dues of this season."""
    row = memberships_of(member_id)[0]
    lines = (Line(books.cash.id, amount), Line(books.dues.id, -amount, member_id, row.id))
    post(Draft("dues", day, lines, method="cash"), today=max(day, TODAY))


def owe_since(day):
    """Let all memberships begin on a day."""
    from assoc_desktop.members.records import Membership

    Membership.update(starts_on=day).execute()
