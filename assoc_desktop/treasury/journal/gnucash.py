"""The books as GnuCash imports them: a file of accounts, then one of transactions.

The columns are those of GnuCash's own export, which its importer takes back: for accounts those of
gnucash/import-export/csv-imp (File → Import → Import Accounts from CSV), for transactions those of
gnucash/import-export/csv-exp/csv-transactions-export.cpp in the long layout (File → Import → Import Transactions from CSV,
with the settings “GnuCash Export Format” and the date format y-m-d). Accounts lie below the five classical ones; a sign
`:` in a name would begin an account below it, so it becomes a dash.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from assoc_desktop.exchange.files import replacing
from assoc_desktop.language import N_, _
from assoc_desktop.treasury.accounts import accounts
from assoc_desktop.treasury.journal.reading import JournalRow, journal, major, one_line
from assoc_desktop.treasury.records import ENTRY_KINDS, FinancialYear

ACCOUNT_COLUMNS = (
    "Type", "Full Account Name", "Account Name", "Account Code", "Description", "Account Color", "Notes", "Symbol",
    "Namespace", "Hidden", "Tax Info", "Placeholder",
)  # fmt: skip
TRANSACTION_COLUMNS = (
    "Date", "Transaction ID", "Number", "Description", "Notes", "Commodity/Currency", "Void Reason", "Action", "Memo",
    "Full Account Name", "Account Name", "Amount With Sym", "Amount Num.", "Value With Sym", "Value Num.", "Reconcile",
    "Reconcile Date", "Rate/Price",
)  # fmt: skip
#: Kind of account → GnuCash's type, and the account it lies below.
_TYPES = {
    "cash": ("CASH", "ASSET"),
    "bank": ("BANK", "ASSET"),
    "mobile": ("BANK", "ASSET"),
    "cheques": ("ASSET", "ASSET"),
    "income": ("INCOME", "INCOME"),
    "expense": ("EXPENSE", "EXPENSE"),
    "credit": ("LIABILITY", "LIABILITY"),
    "fund": ("EQUITY", "EQUITY"),
    "capital": ("EQUITY", "EQUITY"),
}
_TOPS = {
    "ASSET": N_("Assets"),
    "LIABILITY": N_("Liabilities"),
    "EQUITY": N_("Equity"),
    "INCOME": N_("Income"),
    "EXPENSE": N_("Expenditure"),
}


def write_gnucash(
    path: Path, year: FinancialYear | None, *, currency: str, decimals: int
) -> tuple[Path, Path]:
    """Write the two files beside each other: `books-accounts.csv` and `books-transactions.csv` for `books.csv`.

    Args:
        year: only its entries; None for all.

    Returns:
        The file of accounts, to be imported first, and that of transactions.

    Raises:
        Refused: they cannot be written there.
    """
    first, second = (path.with_name(f"{path.stem}-{part}.csv") for part in ("accounts", "transactions"))
    _write(first, ACCOUNT_COLUMNS, _accounts(currency))
    _write(second, TRANSACTION_COLUMNS, _transactions(year, currency, decimals))
    return first, second


def _write(path: Path, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """GnuCash takes no byte-order mark, and every sign of a cell as it is."""
    with replacing(path) as unfinished, unfinished.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(headings)
        writer.writerows([one_line(cell) for cell in row] for row in rows)


def _accounts(currency: str) -> list[list[str]]:
    rows = [
        [kind, _(words), _(words), "", "", "", "", currency, "CURRENCY", "F", "F", "T"]
        for kind, words in _TOPS.items()
    ]
    for account in accounts(archived=True):
        full, own = _names(account.code, account.name, account.kind)
        hidden = "T" if account.archived else "F"
        rows.append(
            [
                _TYPES[account.kind][0], full, own, account.code, account.name, "", "", currency, "CURRENCY", hidden,
                "F", "F",
            ]
        )  # fmt: skip
    return rows


def _names(code: str, name: str, kind: str) -> tuple[str, str]:
    """The full and the own name of an account; its code in front makes it unlike any other."""
    own = one_line(f"{code} {name}").replace(":", "-")
    return f"{_(_TOPS[_TYPES[kind][1]])}:{own}", own


def _transactions(year: FinancialYear | None, currency: str, decimals: int) -> Iterable[list[str]]:
    before = None
    for row in journal(year):
        yield _split(row, currency, decimals, is_first=row.entry_id != before)
        before = row.entry_id


def _split(row: JournalRow, currency: str, decimals: int, *, is_first: bool) -> list[str]:
    """A line of a transaction; what is said of the whole stands in its first."""
    full, own = _names(row.code, row.account, row.account_kind)
    amount = major(row.amount, decimals)
    head = [""] * 8
    if is_first:
        told = " · ".join(part for part in (row.text or _(ENTRY_KINDS[row.kind]), row.party) if part)
        head = [
            row.day.isoformat(), f"{row.year}-{row.number}", f"{row.year}-{row.number}", told, row.reason,
            f"CURRENCY::{currency}", "", "",
        ]  # fmt: skip
    return [*head, row.reference, full, own, "", amount, "", amount, "n", "", "1"]
