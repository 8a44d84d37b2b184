"""Figures counted again from the raw rows, one after the other, without the reports' SQL."""

from __future__ import annotations

from collections import Counter

from assoc_desktop.treasury.records import MONEY_KINDS, Account, Entry, FinancialYear, Posting


def raw_postings():
    """(entry, account, amount) of every posting."""
    entries = {entry.id: entry for entry in Entry.select()}
    accounts = {account.id: account for account in Account.select()}
    return [(entries[row.entry_id], accounts[row.account_id], row.amount) for row in Posting.select()]


def is_opening(entry):
    """An opening balance, or what took one back."""
    return entry.kind == "opening" or (entry.reverses_id and entry.reverses.kind == "opening")


def results(year: FinancialYear) -> Counter:
    """Code → income or expenditure of a year."""
    found: Counter = Counter()
    for entry, account, amount in raw_postings():
        if entry.year_id == year.id and entry.kind != "closing" and account.kind in ("income", "expense"):
            found[account.code] += amount if account.kind == "expense" else -amount
    return found


def money(year: FinancialYear) -> dict[str, list[int]]:
    """Code → [start, in, out, end] of the accounts of money."""
    found: dict[str, list[int]] = {}
    for entry, account, amount in raw_postings():
        if account.kind not in MONEY_KINDS or entry.day > year.ends_on:
            continue
        row = found.setdefault(account.code, [0, 0, 0, 0])
        row[3] += amount
        if entry.day < year.starts_on or is_opening(entry):
            row[0] += amount
        elif amount > 0:
            row[1] += amount
        else:
            row[2] -= amount
    return found
