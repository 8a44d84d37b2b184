"""Lines that say the same movement: one bank tells it in other words in a CSV than in OFX, CAMT.053 or MT940.

A line read twice from one kind of file is known by its mark. Of another kind of file only account, amount and day can
be compared, so such a line is shown as probably the same, and a person decides.
"""

from __future__ import annotations

import datetime
from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from assoc_desktop.association.records import the_association
from assoc_desktop.language import _, language
from assoc_desktop.language.folding import fold
from assoc_desktop.storage.database import database
from assoc_desktop.treasury.statements.listing import LineRow, line_rows
from assoc_desktop.treasury.statements.proposals import Proposal

#: One format gives the day of booking, another that of value.
_DAYS = 3
#: How alike the words are, out of 100, when they surely mean the same.
_ALIKE = 60


@dataclass(frozen=True)
class Twin:
    """A line read before that is probably the same."""

    line_id: int
    day: datetime.date
    source: str


def twins_of(
    account_id: int,
    fresh: Mapping[str, tuple[datetime.date, int]],
    said: Collection[str],
    days: Iterable[datetime.date],
) -> dict[str, Twin]:
    """Which new lines of a file were probably read before, each from another line.

    Args:
        fresh: mark → (day, amount) of the lines that are not known by their marks.
        said: marks of all lines of the file: what it says itself cannot be one of its other lines.
        days: of all lines of the file; a line read before is only looked for between the first and the last.
    """
    covered = sorted(days)
    if not fresh:
        return {}
    sql = "SELECT id, day, amount, source, mark FROM statement_line WHERE account_id = ? AND day BETWEEN ? AND ?"
    waiting: dict[tuple[int, datetime.date], deque[Twin]] = defaultdict(deque)
    between = (account_id, covered[0].isoformat(), covered[-1].isoformat())
    for line_id, written, amount, source, mark in database.execute_sql(f"{sql} ORDER BY day, id", between):
        if mark not in said:
            day = datetime.date.fromisoformat(written)
            waiting[amount, day].append(Twin(line_id, day, source))
    found: dict[str, Twin] = {}
    for apart in (datetime.timedelta(days=days) for days in range(_DAYS + 1)):
        for mark, (day, amount) in fresh.items():
            near = waiting.get((amount, day - apart)) or waiting.get((amount, day + apart))
            if mark not in found and near:
                found[mark] = near.popleft()
    return found


_OTHERS_SQL = """
    WITH covering AS (
        SELECT source FROM statement_line WHERE account_id = :account AND source != :source
        GROUP BY source HAVING :day BETWEEN min(day) AND max(day))
    SELECT id FROM statement_line WHERE account_id = :account AND amount = :amount AND id < :id
        AND day BETWEEN :first AND :last AND source IN (SELECT source FROM covering)
    ORDER BY abs(julianday(day) - julianday(:day)), id
"""
_PLACE_SQL = """
    SELECT count(*) FROM statement_line
    WHERE account_id = ? AND amount = ? AND source = ? AND day = ? AND id < ?
"""


def twin_proposals(line: LineRow) -> list[Proposal]:
    """That a line was read before from another file; of equal lines each stands for another one."""
    around = datetime.timedelta(days=_DAYS)
    values = {
        "account": line.account_id, "amount": line.amount, "id": line.id, "source": line.source,
        "day": line.day.isoformat(), "first": (line.day - around).isoformat(), "last": (line.day + around).isoformat(),
    }  # fmt: skip
    others = [each for (each,) in database.execute_sql(_OTHERS_SQL, values)]
    own = (line.account_id, line.amount, line.source, line.day.isoformat(), line.id)
    place = int(database.execute_sql(_PLACE_SQL, own).fetchone()[0])
    if place >= len(others):
        return []
    other = line_rows([others[place]])[others[place]]
    say = the_association().conventions_in(language())
    reasons = [_("The same account and amount")]
    score = 78
    if other.day == line.day:
        score += 8
        reasons.append(_("The same day"))
    if fuzz.token_set_ratio(fold(other.words), fold(line.words)) >= _ALIKE:
        score += 8
        reasons.append(_("Nearly the same words"))
    told = _("Probably read before: {file}, {day}").format(file=other.source, day=say.date(other.day))
    return [Proposal("twin", score, told, tuple(reasons), other_line_id=other.id)]
