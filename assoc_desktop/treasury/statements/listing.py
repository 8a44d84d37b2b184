"""The lines of statements: which are to confirm, done or ignored, and what the account should hold."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assoc_desktop.language import N_
from assoc_desktop.language.folding import fold
from assoc_desktop.storage.database import database
from assoc_desktop.treasury.accounts import balance_of
from assoc_desktop.treasury.statements.profiles import Closing, last_closing

#: State of a line → its name.
STATES = {"open": N_("To confirm"), "done": N_("Done"), "ignored": N_("Ignored")}
_STATE_SQL = (
    "CASE WHEN entry_id IS NOT NULL THEN 'done' WHEN ignored_because != '' THEN 'ignored' ELSE 'open' END"
)


@dataclass(frozen=True)
class LineRow:
    """A line as a list shows it; `amount` in minor units, money in is positive."""

    id: int
    account_id: int
    day: datetime.date
    amount: int
    text: str
    party: str
    reference: str
    source: str
    entry_id: int | None
    reconciled: bool
    ignored_because: str

    @property
    def state(self) -> str:
        """A key of `STATES`."""
        return "done" if self.entry_id is not None else "ignored" if self.ignored_because else "open"

    @property
    def words(self) -> str:
        """All that the line says, for people."""
        return " · ".join(filter(None, (self.party, self.text)))


@dataclass(frozen=True)
class Comparison:
    """What is in an account: by its last statement, and by the books on the same day.

    Attributes:
        waiting: sum of its lines up to that day that are to be confirmed and not in the books yet.
    """

    closing: Closing
    books: int
    waiting: int

    @property
    def missing(self) -> int:
        """What stays unexplained when all waiting lines are confirmed."""
        return self.closing.amount - self.books - self.waiting


_COLUMNS = (
    "id, account_id, day, amount, text, party, reference, source, entry_id, reconciled, ignored_because"
)


def line_ids(state: str = "", account_id: int | None = None, typed: str = "") -> list[int]:
    """Ids of the lines of a state and account in which every word typed stands, the oldest first."""
    sql = f"SELECT id, text, party, reference, amount FROM statement_line WHERE {_where(state, account_id)} ORDER BY day, id"
    words = fold(typed).split()
    found = []
    for line_id, *texts, amount in database.execute_sql(sql, _values(state, account_id)):
        if not words or all(word in fold(" ".join((*texts, str(abs(amount))))) for word in words):
            found.append(line_id)
    return found


def _where(state: str, account_id: int | None) -> str:
    parts = [
        f"{_STATE_SQL} = :state" if state else "",
        "account_id = :account" if account_id is not None else "",
    ]
    return " AND ".join(filter(None, parts)) or "1"


def _values(state: str, account_id: int | None) -> dict[str, object]:
    given: dict[str, object] = {}
    if state:
        given["state"] = state
    if account_id is not None:
        given["account"] = account_id
    return given


def line_rows(ids: Sequence[int]) -> dict[int, LineRow]:
    """Id → line, of those that are there."""
    found = {}
    for start in range(0, len(ids), 500):
        # Ids come from the database itself, and as numbers cannot carry anything else into the text.
        marks = ", ".join(str(int(each)) for each in ids[start : start + 500])
        for row in database.execute_sql(f"SELECT {_COLUMNS} FROM statement_line WHERE id IN ({marks})"):
            found[row[0]] = LineRow(
                row[0], row[1], datetime.date.fromisoformat(row[2]), row[3], row[4], row[5], row[6], row[7], row[8],
                bool(row[9]), row[10],
            )  # fmt: skip
    return found


def counts(account_id: int | None = None) -> dict[str, int]:
    """State → how many lines, of one account or all."""
    sql = f"SELECT {_STATE_SQL}, count(*) FROM statement_line WHERE {_where('', account_id)} GROUP BY 1"
    return {**dict.fromkeys(STATES, 0), **dict(database.execute_sql(sql, _values("", account_id)))}


def accounts_read() -> list[tuple[int, str]]:
    """Id and name of the accounts of which statements were read."""
    sql = """SELECT id, name FROM account WHERE id IN (SELECT account_id FROM statement_line)
        ORDER BY position, code"""
    return list(database.execute_sql(sql))


def compare(account_id: int, in_books: Iterable[int] = ()) -> Comparison | None:
    """The last statement's balance against the books; None when no statement said one.

    Args:
        in_books: lines to be confirmed that are in the books already: confirming them adds nothing there.
    """
    closing = last_closing(account_id)
    if closing is None:
        return None
    day = closing.day.isoformat()
    sql = f"""SELECT coalesce(sum(amount), 0) FROM statement_line
        WHERE account_id = ? AND day <= ? AND {_STATE_SQL} = 'open'
        AND id NOT IN (SELECT value FROM json_each(?))"""
    known = json.dumps([int(each) for each in in_books])
    waiting = database.execute_sql(sql, (account_id, day, known)).fetchone()[0]
    return Comparison(closing, balance_of(account_id, until=day), int(waiting))
