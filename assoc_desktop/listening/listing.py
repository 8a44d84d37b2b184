"""Which conversations there are: by what was typed, by season, reason, satisfaction, and whether they were assessed."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assoc_desktop.language import N_
from assoc_desktop.language.folding import fold
from assoc_desktop.storage.database import database, day_from, marks, portions

#: What is shown → its name.
SHOWN = {
    "": N_("All conversations"),
    "not_assessed": N_("Not assessed yet"),
    "assessed": N_("Assessed"),
    "unlike": N_("Assessed otherwise than stated"),
}
_CONDITIONS = {
    "": "1",
    "not_assessed": "stated <> '' AND assessed = ''",
    "assessed": "assessed <> ''",
    "unlike": "assessed <> '' AND assessed <> stated",
}
_NAME = """coalesce((SELECT trim(given_name || ' ' || family_name || name) FROM member
    WHERE id = conversation.member_id), conversation.partner)"""


@dataclass(frozen=True)
class Choice:
    """Which conversations are shown.

    Attributes:
        season_id: about this season; None: about any, or none.
        reason: a key of `REASONS`, stated or assessed; empty: whatever it is.
        satisfaction: 1 to 5; None: whatever it is.
        shown: a key of `SHOWN`.
        by_whom: who listened; empty: whoever did.
        member_id: with this member; None: with anybody.
        ids: exactly these; `told` says which in words.
        typed: words that must all be found in what was said, by whom, or in a name.
    """

    season_id: int | None = None
    reason: str = ""
    satisfaction: int | None = None
    shown: str = ""
    by_whom: str = ""
    member_id: int | None = None
    ids: tuple[int, ...] | None = None
    told: str = ""
    typed: str = ""


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """A conversation as the list shows it."""

    id: int
    day: datetime.date
    member_id: int | None
    name: str
    whom: str
    by_whom: str
    way: str
    words: str
    satisfaction: int | None
    season: str
    stated: str
    assessed: str


def conversation_ids(choice: Choice, texts: Mapping[int, str] | None = None) -> list[int]:
    """The ids of the conversations chosen, the latest first.

    Args:
        texts: what `read_texts` gave, when it is in memory already.
    """
    conditions, values = [_CONDITIONS[choice.shown]], []
    for column, value in (
        ("season_id", choice.season_id),
        ("satisfaction", choice.satisfaction),
        ("by_whom", choice.by_whom or None),
        ("member_id", choice.member_id),
    ):
        if value is not None:
            conditions.append(f"{column} = ?")
            values.append(value)
    if choice.reason:
        conditions.append("? IN (stated, assessed)")
        values.append(choice.reason)
    sql = f"SELECT id FROM conversation WHERE {' AND '.join(conditions)} ORDER BY day DESC, id DESC"
    ids = [row[0] for row in database.execute_sql(sql, values)]
    if choice.ids is not None:
        wanted = set(choice.ids)
        ids = [each for each in ids if each in wanted]
    words = fold(choice.typed).split()
    if not words:
        return ids
    known = read_texts() if texts is None else texts
    return [each for each in ids if all(word in known.get(each, "") for word in words)]


def read_texts() -> dict[int, str]:
    """Id → words, names and what was made of it, folded: what the search looks in."""
    sql = f"SELECT id, words, by_whom, assessment, {_NAME} FROM conversation"
    return {row_id: fold(" ".join(texts)) for row_id, *texts in database.execute_sql(sql)}


def conversation_rows(ids: Sequence[int]) -> list[ConversationRow]:
    """The rows of some conversations, in the order of the ids; ids that are gone are left out."""
    rows: dict[int, ConversationRow] = {}
    for part in portions(ids):
        sql = f"""SELECT id, day, member_id, {_NAME}, whom, by_whom, way, words, satisfaction,
                  coalesce((SELECT label FROM season WHERE id = conversation.season_id), ''), stated, assessed
                  FROM conversation WHERE id IN ({marks(part)})"""
        for row_id, day, *rest in database.execute_sql(sql, part):
            held = day_from(day)
            if held is not None:
                rows[row_id] = ConversationRow(row_id, held, *rest)
    return [rows[each] for each in ids if each in rows]
