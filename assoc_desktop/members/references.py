"""Finding what a field may point to while a person types: institutions to be an employer, tags in use."""

from __future__ import annotations

from assoc_desktop.language.folding import fold
from assoc_desktop.members.records import INSTITUTION, Member, Tag
from assoc_desktop.storage.database import database

_MOST_OFFERED = 12
# Each word must stand in the name; names that begin with the text come first. One scan of the list's index takes a
# few milliseconds for 15,000 institutions.
_INSTITUTIONS_SQL = """
    SELECT id, name, town FROM member
    WHERE kind = ? AND archived_on IS NULL {words}
    ORDER BY substr(sort_name, 1, ?) != ?, sort_name LIMIT ?
"""


def find_institutions(typed: str) -> list[tuple[int, str, str]]:
    """Id, name and town of the institutions whose name has every word that is typed, the likeliest first."""
    words = fold(typed).split()
    if not words:
        return []
    start = " ".join(words)
    # `instr` compares as it stands: no sign of what is typed has a meaning of its own.
    sql = _INSTITUTIONS_SQL.format(words="AND instr(sort_name, ?) " * len(words))
    return list(database.execute_sql(sql, (INSTITUTION, *words, len(start), start, _MOST_OFFERED)))


def name_of_member(member_id: int) -> str:
    """The full name of a member; empty when there is none of that id."""
    found = Member.get_or_none(Member.id == member_id)
    return "" if found is None else found.full_name


def known_tags() -> list[str]:
    """All tags, in alphabetical order."""
    return [name for (name,) in Tag.select(Tag.name).order_by(Tag.folded).tuples()]
