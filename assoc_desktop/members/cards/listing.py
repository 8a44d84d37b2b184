"""The register as a list: which cards, in which order, and what a row of it shows."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from assoc_desktop.language import N_
from assoc_desktop.language.folding import fold
from assoc_desktop.members.records import list_name
from assoc_desktop.storage.database import database, day_from, marks, portions

PRINTED, HANDED_OVER, LOST, SPOILED, REPLACED = "printed", "handed_over", "lost", "spoiled", "replaced"
#: State of a card → its name, in the order of filters.
STATES = {
    PRINTED: N_("To hand over"),
    HANDED_OVER: N_("Handed over"),
    LOST: N_("Lost"),
    SPOILED: N_("Spoiled"),
    REPLACED: N_("Replaced"),
}
#: Column of the register → SQL by which it is sorted.
ORDERS = {
    "serial": "length(card.serial), card.serial",
    "name": "member.sort_name",
    "printed": "card.printed_on",
    "handed_over": "card.handed_over_on",
    "state": "state",
}

# A spoiled card never counted, so what came after it does not replace it but takes its place.
_STATE_SQL = """
    CASE
        WHEN card.spoiled_on IS NOT NULL THEN 'spoiled'
        WHEN card.lost_on IS NOT NULL THEN 'lost'
        WHEN EXISTS (SELECT 1 FROM card AS later WHERE later.member_id = card.member_id
                     AND later.season_id = card.season_id AND later.copy_number > card.copy_number
                     AND later.spoiled_on IS NULL) THEN 'replaced'
        WHEN card.handed_over_on IS NOT NULL THEN 'handed_over'
        ELSE 'printed'
    END
"""


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """What the register shows of a card. `valid_until` is None for life."""

    id: int
    serial: str
    member_id: int
    name: str
    state: str
    printed_on: datetime.date
    handed_over_on: datetime.date | None
    valid_until: datetime.date | None


def register_ids(
    season_id: int, *, state: str = "", typed: str = "", order: str = "name", descending: bool = False
) -> list[int]:
    """Ids of the cards of a season, in order.

    Args:
        state: a key of `STATES`; empty for all.
        typed: words that must all stand in the member's search text or in the serial.
        order: a key of `ORDERS`.
    """
    terms = [f"{term}{' DESC' if descending else ''}" for term in ORDERS[order].split(", ")]
    sql = (
        f"SELECT card.id, {_STATE_SQL} AS state, member.search_text, card.serial FROM card"
        f" JOIN member ON member.id = card.member_id WHERE card.season_id = ?"
        f" ORDER BY {', '.join(terms)}, member.sort_name, card.copy_number"
    )
    words, serial = fold(typed).split(), typed.strip().casefold()
    return [
        card_id
        for card_id, its_state, text, its_serial in database.execute_sql(sql, (season_id,))
        if its_state == (state or its_state)
        and (all(word in text for word in words) or (serial and serial in its_serial.casefold()))
    ]


def register_counts(season_id: int) -> dict[str, int]:
    """State → number of cards of a season, for all states."""
    sql = f"SELECT {_STATE_SQL} AS state, count(*) FROM card WHERE season_id = ? GROUP BY state"
    found = dict(database.execute_sql(sql, (season_id,)))
    return {state: found.get(state, 0) for state in STATES}


def register_rows(card_ids: Sequence[int]) -> list[RegisterRow]:
    """The rows of some cards, in the order of the ids; ids that are gone are left out."""
    found: dict[int, RegisterRow] = {}
    for part in portions(card_ids):
        sql = (
            "SELECT card.id, card.serial, card.member_id, member.kind, member.name, member.family_name,"
            f" member.given_name, {_STATE_SQL}, card.printed_on, card.handed_over_on, card.valid_until"
            " FROM card JOIN member ON member.id = card.member_id"
            f" WHERE card.id IN ({marks(part)})"
        )
        for card_id, serial, member_id, *name, state, printed, handed_over, until in database.execute_sql(
            sql, tuple(part)
        ):
            found[card_id] = RegisterRow(
                card_id,
                serial,
                member_id,
                list_name(*name),
                state,
                datetime.date.fromisoformat(printed),
                day_from(handed_over),
                day_from(until),
            )
    return [found[card_id] for card_id in card_ids if card_id in found]
