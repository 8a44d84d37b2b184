"""What the list of the cash book shows: entries that moved money, with a running balance, search and filters."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assoc_desktop.language import N_
from assoc_desktop.language.folding import fold
from assoc_desktop.storage.database import database

#: What is shown → its name. `missing` are entries whose voucher is not in the file.
SHOWN = {
    "": N_("All entries"),
    "income": N_("Money in"),
    "expense": N_("Money out"),
    "transfer": N_("Transfers and deposits"),
    "dues": N_("Dues and donations"),
    "reversed": N_("Reversed entries"),
    "missing": N_("Voucher missing"),
}

_MONEY = "('cash', 'bank', 'mobile', 'cheques')"
#: An entry that wants a voucher and has none.
MISSING_SQL = """
    entry.kind IN ('income', 'expense')
    AND NOT EXISTS (SELECT 1 FROM voucher WHERE voucher.entry_id = entry.id)
    AND NOT EXISTS (SELECT 1 FROM receipt WHERE receipt.entry_id = entry.id)
    AND NOT EXISTS (SELECT 1 FROM entry AS back WHERE back.reverses_id = entry.id)
"""
_CONDITIONS = {
    "": "1",
    "income": "entry.kind = 'income'",
    "expense": "entry.kind IN ('expense', 'refund')",
    "transfer": "entry.kind IN ('transfer', 'deposit')",
    "dues": "entry.kind IN ('dues', 'donation')",
    "reversed": "(entry.kind = 'reversal' OR EXISTS (SELECT 1 FROM entry AS back WHERE back.reverses_id = entry.id))",
    "missing": MISSING_SQL,
}
#: The member whom an entry is about, when it names no other party.
_MEMBER_SQL = """(SELECT trim(CASE member.kind WHEN 'institution' THEN member.name
        ELSE member.family_name || ' ' || member.given_name END)
        FROM posting JOIN member ON member.id = posting.member_id WHERE posting.entry_id = entry.id LIMIT 1)"""
_AT_ONCE = 400


@dataclass(frozen=True)
class Choice:
    """Which entries are shown.

    Attributes:
        account_id: entries that moved money in this account; None for all accounts of money.
        year_id: of the books; None for all years.
        shown: a key of `SHOWN`.
        typed: words that must all be found in the text, the party, the reference or the number.
    """

    account_id: int | None = None
    year_id: int | None = None
    shown: str = ""
    typed: str = ""


@dataclass(frozen=True, slots=True)
class BookRow:
    """An entry as the list shows it; amounts in minor units, `balance` after it."""

    id: int
    year: str
    number: int
    day: datetime.date
    kind: str
    text: str
    party: str
    category: str
    money_in: int
    money_out: int
    balance: int
    reversed: bool
    vouchers: int
    is_missing: bool


class CashBook:
    """The entries of a choice, the latest first, with the balance after each.

    Attributes:
        ids: the entries shown, the latest first.
        carried: the balance before the first entry of the year, in the account or in all.
        balance: the balance after the last entry of the year.
        money_in, money_out: sums over the entries shown.
    """

    def __init__(self, choice: Choice, texts: Mapping[int, str] | None = None) -> None:
        """Read the entries of a choice.

        Args:
            texts: what `read_texts` gave for the year, when it is in memory already.
        """
        self.choice = choice
        self._texts = texts
        self._balances: dict[int, int] = {}
        self.carried = self._carried()
        self.balance = self.carried
        self.money_in = self.money_out = 0
        self.ids = self._read()

    def rows(self, ids: Sequence[int]) -> list[BookRow]:
        """The rows of some entries, in the order of the ids; ids that are gone are left out."""
        found: dict[int, BookRow] = {}
        for start in range(0, len(ids), _AT_ONCE):
            part = ids[start : start + _AT_ONCE]
            for row in database.execute_sql(
                _rows_sql(self._of_account(), len(part)), (*self._account(), *part)
            ):
                entry_id, year, number, day, *middle, reversed_, vouchers, missing = row
                kind, text, party, category, money_in, money_out = middle
                found[entry_id] = BookRow(
                    entry_id, year, number, datetime.date.fromisoformat(day), kind, text or "", party or "",
                    category or "", money_in, money_out, self._balances.get(entry_id, 0), bool(reversed_), vouchers,
                    bool(missing),
                )  # fmt: skip
        return [found[each] for each in ids if each in found]

    # Inside

    def _of_account(self) -> str:
        return f"account.kind IN {_MONEY}" if self.choice.account_id is None else "account.id = ?"

    def _account(self) -> tuple[int, ...]:
        return () if self.choice.account_id is None else (self.choice.account_id,)

    def _carried(self) -> int:
        if self.choice.year_id is None:
            return 0
        sql = f"""
            SELECT coalesce(sum(amount), 0) FROM posting JOIN entry ON entry.id = posting.entry_id
            JOIN account ON account.id = posting.account_id
            WHERE {self._of_account()}
                AND entry.day < (SELECT starts_on FROM financial_year WHERE id = ?)
        """
        return int(database.execute_sql(sql, (*self._account(), self.choice.year_id)).fetchone()[0])

    def _read(self) -> list[int]:
        of_year = "" if self.choice.year_id is None else "AND entry.year_id = ?"
        year = () if self.choice.year_id is None else (self.choice.year_id,)
        sql = f"""
            SELECT entry.id, {_CONDITIONS[self.choice.shown]}, sum(max(amount, 0)), sum(min(amount, 0))
            FROM posting JOIN entry ON entry.id = posting.entry_id JOIN account ON account.id = posting.account_id
            WHERE {self._of_account()} {of_year} GROUP BY entry.id ORDER BY entry.day, entry.id
        """
        found = self._found()
        ids = []
        for entry_id, wanted, money_in, money_out in database.execute_sql(sql, (*self._account(), *year)):
            self.balance += money_in + money_out
            self._balances[entry_id] = self.balance
            if wanted and (found is None or entry_id in found):
                ids.append(entry_id)
                self.money_in += money_in
                self.money_out -= money_out
        return ids[::-1]

    def _found(self) -> set[int] | None:
        """The entries in whose words every typed word stands; None when nothing is typed."""
        terms = fold(self.choice.typed).split()
        if not terms:
            return None
        texts = self._texts or read_texts(self.choice.year_id)
        return {entry_id for entry_id, text in texts.items() if all(term in text for term in terms)}


def read_texts(year_id: int | None) -> dict[int, str]:
    """Entry → what the search looks through: number, words, party, cheque, and the members it is about, folded.

    Args:
        year_id: entries of that year alone; None for all.
    """
    of_year, year = ("", ()) if year_id is None else ("WHERE entry.year_id = ?", (year_id,))
    names = dict(
        database.execute_sql(
            "SELECT id, search_text FROM member WHERE id IN (SELECT DISTINCT member_id FROM posting)"
        )
    )
    sql = f"""
        SELECT entry.id, entry.number || ' ' || reference || ' ' || through || ' ' || text || ' ' || party,
            (SELECT group_concat(DISTINCT member_id) FROM posting WHERE posting.entry_id = entry.id)
        FROM entry JOIN entry_text ON entry_text.entry_id = entry.id {of_year}
    """
    return {
        entry_id: " ".join(
            (fold(words), *(names.get(int(each), "") for each in (about or "").split(",") if each))
        )
        for entry_id, words, about in database.execute_sql(sql, year)
    }


def _rows_sql(of_account: str, count: int) -> str:
    """The entries with their words; the category is the account on the other side.

    The plus keeps SQLite from reading a whole account for a few entries.
    """
    return f"""
        SELECT entry.id, financial_year.label, entry.number, entry.day, entry.kind, entry_text.text,
            coalesce(nullif(entry_text.party, ''), {_MEMBER_SQL}),
            (SELECT group_concat(DISTINCT account.name) FROM posting JOIN account ON account.id = posting.account_id
             WHERE posting.entry_id = entry.id AND account.kind NOT IN {_MONEY}),
            own.money_in, own.money_out,
            EXISTS (SELECT 1 FROM entry AS back WHERE back.reverses_id = entry.id),
            (SELECT count(*) FROM voucher WHERE voucher.entry_id = entry.id),
            {MISSING_SQL}
        FROM (SELECT posting.entry_id, sum(max(amount, 0)) AS money_in, -sum(min(amount, 0)) AS money_out
              FROM posting JOIN account ON account.id = +posting.account_id
              WHERE {of_account} AND posting.entry_id IN ({", ".join("?" * count)}) GROUP BY posting.entry_id) AS own
        JOIN entry ON entry.id = own.entry_id
        JOIN financial_year ON financial_year.id = entry.year_id
        LEFT JOIN entry_text ON entry_text.entry_id = entry.id
    """
