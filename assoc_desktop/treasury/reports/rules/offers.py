"""Which reports there are of a year, and of which years."""

from __future__ import annotations

import datetime

from assoc_desktop.language import N_, _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.refusals import Refused
from assoc_desktop.reports.tables import Report
from assoc_desktop.treasury.records import FinancialYear
from assoc_desktop.treasury.reports.rules.lists import cash_book, receipts_register
from assoc_desktop.treasury.reports.rules.treasurer import treasurers_report
from assoc_desktop.treasury.years import years

#: Report → its name.
REPORTS = {
    "treasurer": N_("Treasurer's report"),
    "cashbook": N_("Cash book"),
    "receipts": N_("Register of receipts"),
}
#: Papers about one member or entry → their names.
PAPERS = {
    "statement": N_("Statement of account"),
    "deposits": N_("Deposit slips"),
    "refunds": N_("Refund slips"),
}


def report_of(key: str, year: FinancialYear, say: Conventions, *, today: datetime.date) -> Report:
    """A report (a key of `REPORTS`) on a year, in the language that is spoken."""
    if key == "treasurer":
        return treasurers_report(year, say, today=today)
    return cash_book(year, say) if key == "cashbook" else receipts_register(year, say)


def year_named(label: str, *, today: datetime.date) -> FinancialYear:
    """The year of the books with a label; without one that of today, else the latest.

    Raises:
        Refused: there is none.
    """
    known = years()
    if not known:
        raise Refused(_("Nothing is in the books yet."))
    if not label:
        return next((year for year in known if year.starts_on <= today <= year.ends_on), known[0])
    found = next((year for year in known if year.label == label), None)
    if found is None:
        names = ", ".join(str(year.label) for year in known)
        raise Refused(
            _("There is no year “{year}” in the books. Years: {years}.").format(year=label, years=names)
        )
    return found
