"""Refunds of credit, as their slips tell them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from assoc_desktop.members.records import Member
from assoc_desktop.treasury.ledger import standing_entries
from assoc_desktop.treasury.records import MONEY_KINDS, Entry


@dataclass(frozen=True)
class Refund:
    """Credit that was given back; `reversed` when that was taken back."""

    entry_id: int
    number: int
    year: str
    day: datetime.date
    member_id: int | None
    name: str
    amount: int
    method: str
    account: str
    reference: str
    reversed: bool


def read_refund(entry_id: int) -> Refund:
    """A refund as its slip tells it."""
    entry = Entry.get_by_id(entry_id)
    postings = list(entry.postings)
    given = next(posting for posting in postings if posting.account.kind in MONEY_KINDS)
    member = next((posting.member for posting in postings if posting.member_id), None)
    return Refund(
        entry.id, entry.number, entry.year.label, entry.day, member.id if member else None,
        _name_of(member), -given.amount, entry.method, str(given.account.name), entry.reference,
        entry.reversed_by.exists(),
    )  # fmt: skip


def _name_of(member: Member | None) -> str:
    return str(member.full_name) if member else ""


def refund_ids(year_id: int) -> list[int]:
    """Entries of a year that gave credit back and stand, the latest first."""
    return standing_entries(year_id, "refund")
