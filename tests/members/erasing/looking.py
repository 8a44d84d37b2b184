"""Looking for a person in every byte of the file, in every part of the history, and at what others must keep."""

from __future__ import annotations

import zlib
from pathlib import Path

from assoc_desktop.association.records import the_association
from assoc_desktop.members.checking import check_members
from assoc_desktop.members.rules import read_member
from assoc_desktop.members.telling import told_history
from assoc_desktop.schema import SCHEMA
from assoc_desktop.storage.check import check_file
from assoc_desktop.storage.database import database


def places_with(words: list[str]) -> list[str]:
    """Where words still stand: in the bytes of the open file, in the history, in what operations say of themselves."""
    found = []
    content = Path(str(database.database)).read_bytes()
    history = b"\n".join(
        zlib.decompress(row[0]) for row in database.execute_sql("SELECT document FROM history_part")
    )
    details = "\n".join(row[0] for row in database.execute_sql("SELECT details FROM operation")).encode()
    for word in words:
        for where, text in (("file", content), ("history", history), ("details", details)):
            if word.encode() in text:
                found.append(f"{word} in the {where}")
    return found


def counts() -> dict[str, object]:
    """What books and statistics count, and must not change."""
    one = {
        "memberships": "SELECT season_id, category_id, count(*), sum(fee_due), sum(reduction) FROM membership GROUP BY 1, 2",
        "cards": "SELECT season_id, count(*), count(handed_over_on), count(lost_on) FROM card GROUP BY 1",
        "members": "SELECT kind, count(*), count(joined_on), count(resigned_on), count(deceased_on) FROM member GROUP BY 1",
        "joined": "SELECT substr(joined_on, 1, 7), count(*) FROM member GROUP BY 1",
        "left": "SELECT substr(resigned_on, 1, 7), count(*) FROM member GROUP BY 1",
    }
    return {name: sorted(database.execute_sql(sql), key=str) for name, sql in one.items()}


def others(ids) -> dict[int, tuple]:
    """All that is read and told of members."""
    conventions = the_association().conventions_in("en")
    return {each: (read_member(each), told_history(each, conventions)) for each in ids}


def faults() -> list[str]:
    """What is wrong with the file: its bytes, references, history, members."""
    return [
        *check_file(SCHEMA),
        *check_members(),
        *map(str, database.execute_sql("PRAGMA foreign_key_check")),
    ]
