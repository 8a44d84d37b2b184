"""The statement of account of a member, in the association's language."""

from __future__ import annotations

import datetime

from assoc_desktop.association.records import the_association
from assoc_desktop.association.rules import head_of
from assoc_desktop.members.records import Member
from assoc_desktop.reports.printed import report_pdf
from assoc_desktop.treasury.reports.rules.lists import member_statement


def account_statement(member_id: int, *, today: datetime.date) -> bytes:
    """The PDF: every amount due and paid, day by day, and what is left to pay."""
    member = Member.get_by_id(member_id)
    head = head_of(the_association().language)
    return report_pdf(lambda say: member_statement(member, say, today=today), head)
