"""Why people do not join or renew, season by season: the reason as they state it against the cause as it is assessed.

Nobody is counted twice: of each member and season the latest conversation counts that gives a reason or a cause; of
people who are in no list, each name counts once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assoc_desktop.association.records import Season
from assoc_desktop.language.folding import fold
from assoc_desktop.listening.records import REASONS
from assoc_desktop.storage.database import database

#: Key for a reason that was not stated, or a cause not assessed yet.
NONE = ""
_SQL = """
    SELECT id, member_id, partner, stated, assessed FROM conversation
    WHERE season_id = ? AND (stated <> '' OR assessed <> '') ORDER BY day DESC, id DESC
"""


@dataclass(frozen=True)
class Counted:
    """One conversation that counts.

    Attributes:
        stated, assessed: keys of `REASONS`, or `NONE`.
        member_id: None for somebody who is in no list.
    """

    conversation_id: int
    member_id: int | None
    stated: str
    assessed: str


@dataclass(frozen=True)
class Reasons:
    """The reasons of a season."""

    season: Season
    counted: tuple[Counted, ...]

    def total(self) -> int:
        """How many people gave a reason, or have an assessed cause."""
        return len(self.counted)

    def count(self, stated: str | None = None, assessed: str | None = None) -> int:
        """How many stated a reason and had a cause assessed; None stands for any."""
        return len(self.conversations(stated, assessed))

    def conversations(self, stated: str | None = None, assessed: str | None = None) -> tuple[int, ...]:
        """The conversations behind a number."""
        return tuple(each.conversation_id for each in self._chosen(stated, assessed))

    def members(self, stated: str | None = None, assessed: str | None = None) -> tuple[int, ...]:
        """The members behind a number; who is in no list is left out."""
        return tuple(each.member_id for each in self._chosen(stated, assessed) if each.member_id is not None)

    def stated_keys(self) -> list[str]:
        """The reasons that were stated, in their order; `NONE` last, when somebody stated none."""
        return _in_order(each.stated for each in self.counted)

    def assessed_keys(self) -> list[str]:
        """The causes that were assessed, in their order; `NONE` last, when one is not assessed yet."""
        return _in_order(each.assessed for each in self.counted)

    def _chosen(self, stated: str | None, assessed: str | None) -> list[Counted]:
        return [
            each
            for each in self.counted
            if stated in (None, each.stated) and assessed in (None, each.assessed)
        ]


def reasons_of(season: Season, member_ids: Sequence[int] | None = None) -> Reasons:
    """Why people do not join or renew for a season.

    Args:
        member_ids: only these; people who are in no list are then left out.
    """
    only = None if member_ids is None else set(member_ids)
    counted: dict[object, Counted] = {}
    for row_id, member_id, partner, stated, assessed in database.execute_sql(_SQL, (season.id,)):
        if only is not None and member_id not in only:
            continue
        counted.setdefault(member_id or fold(partner), Counted(row_id, member_id, stated, assessed))
    return Reasons(season, tuple(counted.values()))


def seasons_with_reasons() -> list[Season]:
    """The seasons of which somebody gave a reason, the latest first."""
    sql = "SELECT DISTINCT season_id FROM conversation WHERE stated <> '' OR assessed <> ''"
    ids = [row[0] for row in database.execute_sql(sql) if row[0] is not None]
    query = Season.select().where(Season.id.in_(ids)).order_by(Season.starts_on.desc())
    return list(query)


def first_words(conversation_ids: Sequence[int], most: int = 5) -> list[str]:
    """What some said in their words, the latest first; those without words are left out."""
    sql = """SELECT words FROM conversation WHERE words <> '' AND id IN (SELECT value FROM json_each(?))
        ORDER BY day DESC, id DESC LIMIT ?"""
    return [row[0] for row in database.execute_sql(sql, (json.dumps(list(conversation_ids)), most))]


def _in_order(keys: Iterable[str]) -> list[str]:
    found = set(keys)
    known = [key for key in REASONS if key in found]
    others = sorted(found - set(REASONS) - {NONE})
    return [*known, *others, *([NONE] if NONE in found else [])]
