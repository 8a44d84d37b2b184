"""The slip of a refund: how much credit was given back to whom, and who signs for it."""

from __future__ import annotations

from assoc_desktop.association.records import the_association
from assoc_desktop.language import _, speaking
from assoc_desktop.reports.paper import Head, Paper
from assoc_desktop.treasury.desk.refunds import Refund
from assoc_desktop.treasury.records import METHODS
from assoc_desktop.treasury.words import amount_in_words


def refund_slip(refund: Refund, head: Head) -> bytes:
    """The PDF of a refund slip."""
    say = head.conventions
    with speaking(say.language):
        paper = Paper(_("Refund slip"), head)
        paper.facts(
            [
                (_("Given back to"), refund.name or "—"),
                (_("Amount"), say.money(refund.amount)),
                (_("In words"), amount_in_words(refund.amount, the_association().currency, say.language)),
                (_("For"), _("Credit: money paid beforehand or too much")),
                (_("How"), _(METHODS[refund.method]) if refund.method else ""),
                (_("Reference"), refund.reference),
                (_("Out of"), refund.account),
                (_("Date"), say.date(refund.day, "long")),
                (_("Voucher"), _("{number} of {year}").format(number=refund.number, year=refund.year)),
            ]
        )
        if refund.reversed:
            paper.paragraph(_("This refund was taken back in the books."))
        paper.signatures(_("Received by"), _("For the association"))
        return paper.finish()
