"""What may be wanted of the reports: a report of a year, or a paper about one member or entry; on paper or in a spreadsheet."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from assoc_desktop.association.records import the_association
from assoc_desktop.association.rules import head_of
from assoc_desktop.exchange.tables import Progress
from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.records import Member
from assoc_desktop.reports.printed import report_pdf
from assoc_desktop.reports.tables import Report
from assoc_desktop.treasury.cashbook.documents.slip import deposit_slip
from assoc_desktop.treasury.deposits import read_deposit
from assoc_desktop.treasury.desk.documents.refund import refund_slip
from assoc_desktop.treasury.desk.refunds import read_refund
from assoc_desktop.treasury.records import FinancialYear
from assoc_desktop.treasury.reports.rules.lists import member_statement
from assoc_desktop.treasury.reports.rules.offers import REPORTS, report_of
from assoc_desktop.treasury.reports.rules.slips import deposit_report, refunds_report


@dataclass(frozen=True)
class Wanted:
    """A paper: its title, how it is drawn as PDF, and what it is in a spreadsheet."""

    title: str
    draw: Callable[[Progress | None], bytes]
    report: Callable[[Conventions], Report]


def report_wanted(key: str, year: FinancialYear, *, today: datetime.date) -> Wanted:
    """A report (a key of `REPORTS`) on a year."""
    return _printed(f"{_(REPORTS[key])} {year}", lambda say: report_of(key, year, say, today=today))


def _printed(title: str, report: Callable[[Conventions], Report]) -> Wanted:
    head = head_of(the_association().language)
    return Wanted(title, lambda progress: report_pdf(report, head, progress=progress), report)


def statement_wanted(member: Member, *, today: datetime.date) -> Wanted:
    """The statement of account of a member."""
    title = _("Statement of account: {name}").format(name=member.full_name)
    return _printed(title, lambda say: member_statement(member, say, today=today))


def slip_wanted(kind: str, entry_id: int, year: FinancialYear) -> Wanted:
    """The slip of a deposit or refund (see `slips.KINDS`) of a year."""
    head = head_of(the_association().language)
    if kind == "deposits":
        deposit = read_deposit(entry_id)
        title = _("Deposit slip {number} of {year}").format(number=deposit.number, year=deposit.year)
        return Wanted(
            title, lambda _progress: deposit_slip(deposit, head), lambda say: deposit_report(deposit, say)
        )
    refund = read_refund(entry_id)
    title = _("Refund slip {number} of {year}").format(number=refund.number, year=refund.year)
    return Wanted(title, lambda _progress: refund_slip(refund, head), lambda say: refunds_report(year, say))
