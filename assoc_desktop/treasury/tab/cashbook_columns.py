"""The columns of the cash book, and how an entry is written in them."""

from __future__ import annotations

from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.treasury.cashbook.listing import BookRow
from assoc_desktop.treasury.records import ENTRY_KINDS
from assoc_desktop.widgets.record_table import Column, Row


def columns() -> list[Column]:
    """The columns of the list."""
    return [
        Column("number", _("No."), 52, right=True, sortable=False),
        Column("day", _("Day"), 100, sortable=False),
        Column("text", _("Text"), 170, stretch=True, sortable=False),
        Column("party", _("Who"), 120, sortable=False, shown=False),
        Column("category", _("Category"), 120, sortable=False, shown=False),
        Column("kind", _("Kind"), 110, sortable=False, shown=False),
        Column("in", _("In"), 88, right=True, sortable=False),
        Column("out", _("Out"), 88, right=True, sortable=False),
        Column("balance", _("Balance"), 98, right=True, sortable=False),
        Column("voucher", _("Voucher"), 92, chip=True, sortable=False),
    ]


def row_of(row: BookRow, say: Conventions) -> Row:
    """An entry as the list shows it."""
    voucher, tone = "", "neutral"
    if row.is_missing:
        voucher, tone = _("missing"), "warn"
    elif row.vouchers:
        voucher, tone = _("kept"), "good"
    text = _("Reversal: {text}").format(text=row.text) if row.kind == "reversal" else row.text
    return Row(
        {
            "number": str(row.number),
            "day": say.date(row.day),
            "text": text or _(ENTRY_KINDS[row.kind]),
            "party": row.party,
            "category": row.category,
            "kind": _(ENTRY_KINDS[row.kind]),
            "in": say.amount(row.money_in) if row.money_in else "",
            "out": say.amount(row.money_out) if row.money_out else "",
            "balance": say.amount(row.balance),
            "voucher": voucher,
        },
        tones={"voucher": tone},
        quiet=row.reversed or row.kind == "reversal",
    )
