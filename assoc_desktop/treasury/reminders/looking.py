"""What the place for reminders shows: the round that a choice would make, the rounds that were made, the arrears."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assoc_desktop.language.folding import fold
from assoc_desktop.members.filters.queries import filtered_ids
from assoc_desktop.members.filters.saved import filter_named
from assoc_desktop.members.listing import found
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.database import database
from assoc_desktop.treasury.reminders.arrears import ArrearsRow, arrears_on, debts_on
from assoc_desktop.treasury.reminders.grouping import Letter
from assoc_desktop.treasury.reminders.levels import Level
from assoc_desktop.treasury.reminders.planning import Round, plan_round
from assoc_desktop.treasury.reminders.sending import RoundRow, rounds


@dataclass(frozen=True)
class Who:
    """Whom a round is about: everybody who owes, a saved filter, or exactly some members.

    Attributes:
        filter_name: of a saved filter; empty for none.
        ids: exactly these; None for all.
        told: what the ids are, in words.
    """

    filter_name: str = ""
    ids: tuple[int, ...] | None = None
    told: str = ""

    def members(self, today: datetime.date) -> Sequence[int] | None:
        """The members that are meant; None: everybody who owes.

        Raises:
            Refused: the filter is gone or cannot be used.
        """
        if self.filter_name:
            return filtered_ids(filter_named(self.filter_name), today)
        return self.ids


@dataclass(frozen=True)
class Look:
    """What is shown. `problem`: why the filter cannot be used, in a sentence; the round then asks nobody."""

    planned: Round
    rounds: list[RoundRow]
    arrears: list[ArrearsRow]
    problem: str = ""


def look_at(level: Level, today: datetime.date, who: Who, *, skipping: bool) -> Look:
    """Look at a round without writing anything; see `plan_round`."""
    problem = ""
    try:
        members = who.members(today)
    except Refused as refusal:
        members, problem = (), str(refusal)
    owed = debts_on(today)
    planned = plan_round(level, today, members, skipping=skipping, owed=owed)
    return Look(planned, rounds(), arrears_on(today, owed), problem)


def read_texts() -> dict[int, str]:
    """Member id → the folded text in which the search looks."""
    return dict(database.execute_sql("SELECT id, search_text FROM member"))


def letter_texts(letters: Sequence[Letter], texts: Mapping[int, str]) -> list[str]:
    """The text of each letter in which the search looks: of its receiver, and of those it is about."""
    return [
        " ".join([texts.get(each, "") for each in {letter.receiver_id, *letter.people}]) for letter in letters
    ]


def members_found(ids: Sequence[int], texts: Mapping[int, str], typed: str) -> list[int]:
    """The members in whom every word is found."""
    return found(ids, [texts.get(each, "") for each in ids], typed)


def rounds_found(rows: Sequence[RoundRow], typed: str) -> list[int]:
    """The places, from one on, of the rounds in whose name or day every word is found."""
    words = [fold(f"{row.name} {row.prepared_on.isoformat()}") for row in rows]
    return found(range(1, len(rows) + 1), words, typed)
