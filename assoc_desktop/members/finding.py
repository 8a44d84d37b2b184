"""Finding who stands at the desk: by a scanned card, a number, or a name."""

from __future__ import annotations

import datetime

from assoc_desktop.language.folding import fold
from assoc_desktop.members.cards.codes import looks_like_code
from assoc_desktop.members.cards.rules import check_card
from assoc_desktop.storage.database import database

_MOST = 12
# Numbers that begin with what is typed come first; else each word must stand in the name.
_OFFERED_SQL = """
    SELECT id, trim(given_name || ' ' || family_name || name), coalesce(number, ''), town FROM member
    WHERE archived_on IS NULL AND (instr(upper(number), ?) = 1 OR ({words}))
    ORDER BY substr(sort_name, 1, ?) != ?, sort_name LIMIT ?
"""


def offered(typed: str) -> list[tuple[int, str, str]]:
    """Id, name, number and town of who may be meant by what is typed, the likeliest first."""
    words = fold(typed).split()
    # A scanner types a code sign by sign, and nobody is named like one.
    if not words or looks_like_code(typed):
        return []
    start = " ".join(words)
    sql = _OFFERED_SQL.format(words=" AND ".join("instr(sort_name, ?)" for _word in words))
    rows = database.execute_sql(sql, (typed.strip().upper(), *words, len(start), start, _MOST))
    return [(each, name, " · ".join(filter(None, (number, town)))) for each, name, number, town in rows]


def by_code(text: str, *, today: datetime.date) -> tuple[int | None, str]:
    """The member that a scanned code, or a typed number of a card or member, means; and what is to be said about it.

    What is said is empty when all is well: nothing is said of a membership that is to be paid just now.
    """
    found = check_card(text.strip()[:2000], today=today)
    if found.member_id is None:
        return None, found.sentence if found.verdict in ("forged", "unknown") else ""
    is_wrong = found.verdict in ("lost", "spoiled", "replaced", "left")
    return found.member_id, found.sentence if is_wrong else ""
