"""The journal as it is handed on: one row for each posting, and what stood in the accounts before."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assoc_desktop.storage.database import database
from assoc_desktop.treasury.records import FinancialYear


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One posting with its entry; `amount` in minor units, a debit is positive.

    Attributes:
        reverses: number of the entry it reverses, as `2026-12`, or empty.
        receipt: number of its receipt, or None.
    """

    entry_id: int
    year: str
    number: int
    day: datetime.date
    kind: str
    text: str
    party: str
    method: str
    reference: str
    reason: str
    reverses: str
    receipt: int | None
    code: str
    account: str
    account_kind: str
    amount: int


_SQL = """
    SELECT entry.id, financial_year.label, entry.number, entry.day, entry.kind, coalesce(entry_text.text, ''),
        coalesce(nullif(entry_text.party, ''),
            (SELECT trim(member.family_name || ' ' || member.given_name || member.name) FROM posting AS own
             JOIN member ON member.id = own.member_id WHERE own.entry_id = entry.id LIMIT 1), ''),
        entry.method, entry.reference, entry.reason,
        coalesce((SELECT old_year.label || '-' || old.number FROM entry AS old
                  JOIN financial_year AS old_year ON old_year.id = old.year_id WHERE old.id = entry.reverses_id), ''),
        (SELECT receipt.number FROM receipt WHERE receipt.entry_id = entry.id),
        account.code, account.name, account.kind, posting.amount
    FROM posting JOIN entry ON entry.id = posting.entry_id
    JOIN financial_year ON financial_year.id = entry.year_id
    JOIN account ON account.id = posting.account_id
    LEFT JOIN entry_text ON entry_text.entry_id = entry.id
    WHERE :year IS NULL OR entry.year_id = :year
    ORDER BY financial_year.starts_on, entry.number, posting.id
"""


def journal(year: FinancialYear | None) -> Iterator[JournalRow]:
    """All postings of a year, or of all years, in the order of the vouchers."""
    for row in database.execute_sql(_SQL, {"year": year.id if year else None}):
        entry_id, year_label, number, day, *said = row
        yield JournalRow(entry_id, year_label, number, datetime.date.fromisoformat(day), *said)


def balances_before(year: FinancialYear) -> list[tuple[str, str, str, int]]:
    """(code, name, kind, amount) of every account that is not empty when a year begins."""
    sql = """
        SELECT account.code, account.name, account.kind, sum(amount)
        FROM posting JOIN entry ON entry.id = posting.entry_id JOIN account ON account.id = posting.account_id
        WHERE entry.day < ? GROUP BY account.id HAVING sum(amount) != 0 ORDER BY account.position, account.code
    """
    return list(database.execute_sql(sql, (str(year.starts_on),)))


def major(minor: int, decimals: int, sign: str = ".") -> str:
    """An amount in the currency itself, all its decimals, nothing between thousands."""
    return f"{Decimal(minor).scaleb(-decimals):f}".replace(".", sign)


def one_line(text: str) -> str:
    """A text without line breaks, tabs and other signs that would end a cell."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
