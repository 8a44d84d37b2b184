"""The sheet of a cash count: notes and coins, what the books say, the difference, two signatures."""

from __future__ import annotations

from assoc_desktop.language import _, speaking
from assoc_desktop.reports.paper import Head, Paper
from assoc_desktop.treasury.counts import pieces_of, read_pieces
from assoc_desktop.treasury.ledger import text_of
from assoc_desktop.treasury.records import CashCount


def count_sheet(count: CashCount, head: Head) -> bytes:
    """The PDF of a cash count."""
    say = head.conventions
    with speaking(say.language):
        paper = Paper(_("Cash count"), head)
        paper.facts(
            [(_("Cash box"), str(count.account.name)), (_("Counted on"), say.date(count.day, "long"))]
        )
        pieces = read_pieces(count)
        values = sorted({*pieces, *pieces_of(say.currency)}, reverse=True)
        rows = [
            (
                say.money(value),
                say.number(pieces[value]) if value in pieces else "",
                say.money(value * pieces[value]) if value in pieces else "",
            )
            for value in values
        ]
        total = (_("Counted"), "", say.money(count.counted))
        paper.table(
            (_("Note or coin"), _("How many"), _("Amount")),
            rows,
            (0.4, 0.25, 0.35),
            right=(0, 1, 2),
            total=total,
        )
        difference = count.counted - count.expected
        paper.facts(
            [
                (_("The books say"), say.money(count.expected)),
                (_("Difference"), say.money(difference) if difference else _("none")),
                (_("Booked"), _booked(count)),
            ]
        )
        paper.signatures(_("Counted by"), _("Seen by"))
        return paper.finish()


def _booked(count: CashCount) -> str:
    if count.counted == count.expected:
        return ""
    if count.entry is None:
        return _("no: the difference is still open")
    number = _("voucher {number} of {year}").format(number=count.entry.number, year=count.entry.year)
    return _("{voucher}: {reason}").format(voucher=number, reason=text_of(count.entry))
