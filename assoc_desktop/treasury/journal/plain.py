"""The journal as a plain CSV: a row for each posting, debit and credit apart."""

from __future__ import annotations

from pathlib import Path

from assoc_desktop.exchange.csv_writer import list_separator, write_csv
from assoc_desktop.language import _
from assoc_desktop.treasury.journal.reading import journal, major
from assoc_desktop.treasury.records import ENTRY_KINDS, METHODS, FinancialYear


def write_journal(path: Path, year: FinancialYear | None, *, language: str, decimals: int) -> None:
    """Write the journal of a year, or of all.

    Args:
        language: a spreadsheet set to it opens the file: its sign between cells, its decimal sign.
        decimals: of the currency.

    Raises:
        Refused: it cannot be written there.
    """
    headings = (
        _("Year"), _("Voucher"), _("Day"), _("Kind"), _("Text"), _("From or to"), _("How"), _("Reference"),
        _("Receipt"), _("Reverses"), _("Reason"), _("Code"), _("Account"), _("Debit"), _("Credit"),
    )  # fmt: skip
    sign = "." if language == "en" else ","
    rows = (
        (
            row.year, row.number, row.day, _(ENTRY_KINDS[row.kind]), row.text, row.party,
            _(METHODS[row.method]) if row.method else "", row.reference, row.receipt, row.reverses, row.reason,
            row.code, row.account,
            major(max(row.amount, 0), decimals, sign), major(max(-row.amount, 0), decimals, sign),
        )
        for row in journal(year)
    )  # fmt: skip
    write_csv(path, headings, rows, delimiter=list_separator(language))
