"""Figures of the books of a year, read from the postings. The entry that closes a year counts nowhere."""

from __future__ import annotations

from dataclasses import dataclass

from assoc_desktop.storage.database import database
from assoc_desktop.treasury.records import FinancialYear

_MONEY = "('cash', 'bank', 'mobile', 'cheques')"
#: Opening balances entered in the books, and what took them back.
_IS_OPENING = (
    "(entry.kind = 'opening' OR EXISTS "
    "(SELECT 1 FROM entry AS opened WHERE opened.id = entry.reverses_id AND opened.kind = 'opening'))"
)


@dataclass(frozen=True)
class Movement:
    """An account of money in a year: what it held, what came and went, what it holds; in minor units."""

    code: str
    name: str
    start: int
    money_in: int
    money_out: int

    @property
    def end(self) -> int:
        """What it holds at the end."""
        return self.start + self.money_in - self.money_out


def movements(year: FinancialYear) -> list[Movement]:
    """Every account of money in which something was, came or went."""
    sql = f"""
        SELECT account.code, account.name,
            sum(CASE WHEN entry.day < :first OR {_IS_OPENING} THEN amount ELSE 0 END),
            sum(CASE WHEN entry.day >= :first AND NOT {_IS_OPENING} THEN max(amount, 0) ELSE 0 END),
            sum(CASE WHEN entry.day >= :first AND NOT {_IS_OPENING} THEN max(-amount, 0) ELSE 0 END),
            account.archived
        FROM posting JOIN entry ON entry.id = posting.entry_id JOIN account ON account.id = posting.account_id
        WHERE account.kind IN {_MONEY} AND entry.day <= :last
        GROUP BY account.id ORDER BY account.position, account.code
    """
    rows = database.execute_sql(sql, {"first": str(year.starts_on), "last": str(year.ends_on)})
    return [Movement(*row[:5]) for row in rows if any(row[2:5]) or not row[5]]


def other_changes(year: FinancialYear) -> list[tuple[str, str, str, int]]:
    """(kind, code, name, what it added to the money) of credits, funds and capital in a year, openings left out."""
    sql = f"""
        SELECT account.kind, account.code, account.name, -sum(amount)
        FROM posting JOIN entry ON entry.id = posting.entry_id JOIN account ON account.id = posting.account_id
        WHERE entry.year_id = ? AND entry.kind != 'closing' AND NOT {_IS_OPENING}
            AND account.kind IN ('credit', 'fund', 'capital')
        GROUP BY account.id HAVING sum(amount) != 0 ORDER BY account.position, account.code
    """
    return list(database.execute_sql(sql, (year.id,)))


def set_aside(year: FinancialYear) -> list[tuple[str, str, int]]:
    """(code, name, amount) of members' credits and funds at the end of a year: money that is here and not free."""
    sql = """
        SELECT account.code, account.name, -sum(amount)
        FROM posting JOIN entry ON entry.id = posting.entry_id JOIN account ON account.id = posting.account_id
        WHERE account.kind IN ('credit', 'fund') AND entry.day <= ?
        GROUP BY account.id HAVING sum(amount) != 0 ORDER BY account.position, account.code
    """
    return list(database.execute_sql(sql, (str(year.ends_on),)))


def expected_dues(year: FinancialYear) -> list[tuple[str, int, int, int]]:
    """(category, memberships, expected, collected until the year's end) for the seasons that begin in a year."""
    sql = """
        SELECT category.name, count(*), sum(membership.fee_due - membership.reduction), sum(coalesce(
            (SELECT -sum(posting.amount) FROM posting JOIN entry ON entry.id = posting.entry_id
             WHERE posting.membership_id = membership.id AND entry.day <= :last), 0))
        FROM membership JOIN category ON category.id = membership.category_id
        JOIN season ON season.id = membership.season_id
        WHERE season.starts_on BETWEEN :first AND :last
        GROUP BY category.id ORDER BY category.position, category.name
    """
    return list(database.execute_sql(sql, {"first": str(year.starts_on), "last": str(year.ends_on)}))


def collected_by_season(year: FinancialYear) -> list[tuple[str | None, int]]:
    """(season, amount) of the dues that were paid in a year, whatever season they are for; None: other levies."""
    sql = """
        SELECT season.label, -sum(posting.amount) FROM posting JOIN entry ON entry.id = posting.entry_id
        LEFT JOIN membership ON membership.id = posting.membership_id
        LEFT JOIN season ON season.id = membership.season_id
        WHERE entry.year_id = ? AND (posting.membership_id IS NOT NULL OR posting.levy_id IS NOT NULL)
        GROUP BY season.id ORDER BY season.starts_on IS NULL, season.starts_on
    """
    return list(database.execute_sql(sql, (year.id,)))
