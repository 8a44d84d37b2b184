"""Queries on cards: what is printed on them, who needs one, and what the register knows."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assoc_desktop.members.records import Card, Member, full_name
from assoc_desktop.members.status import BELONGING_SQL, STATUS_SQL, STILL_VALID_SQL, status_values
from assoc_desktop.storage.database import database, day_from, marks, portions


@dataclass(frozen=True, slots=True)
class FaceRow:
    """What the file knows of one card to print."""

    member_id: int
    kind: str
    number: str
    name: str
    family_name: str
    given_name: str
    profession: str
    employer: str
    town: str
    joined_on: datetime.date | None
    photo: str | None
    languages: str
    ends_on: datetime.date | None
    category: str
    colour: str
    copies: int


_FACES_SQL = """
    SELECT member.id, member.kind, coalesce(member.number, ''), member.name, member.family_name, member.given_name,
           member.profession, coalesce(employer.name, ''), member.town, member.joined_on, member.photo_id,
           member.languages, membership.ends_on, category.name, category.colour,
           (SELECT coalesce(max(copy_number), 0) FROM card
            WHERE card.member_id = member.id AND card.season_id = membership.season_id)
    FROM member
    JOIN membership ON membership.member_id = member.id AND membership.season_id = ?
    JOIN category ON category.id = membership.category_id
    LEFT JOIN member AS employer ON employer.id = member.employer_id
    WHERE member.id IN ({marks})
"""


def face_rows(season_id: int, member_ids: Sequence[int]) -> Iterator[list[FaceRow]]:
    """What is printed on the cards of members enrolled in a season, some hundred at a time, in the order of the ids.

    Members who are not enrolled in the season are left out.
    """
    for part in portions(member_ids):
        sql = _FACES_SQL.format(marks=marks(part))
        found = {row[0]: _face_row(row) for row in database.execute_sql(sql, (season_id, *part))}
        yield [found[member_id] for member_id in dict.fromkeys(part) if member_id in found]


def _face_row(row: Sequence[Any]) -> FaceRow:
    values = list(row)
    values[9], values[12] = day_from(values[9]), day_from(values[12])
    return FaceRow(*values)


def custom_values(member_ids: Sequence[int], field_ids: Sequence[int]) -> dict[int, dict[int, str]]:
    """Member id → custom field id → stored value."""
    found: dict[int, dict[int, str]] = {}
    sql = "SELECT member_id, field_id, value FROM custom_value WHERE field_id IN ({fields}) AND member_id IN ({marks})"
    for part in portions(member_ids) if field_ids else ():
        text = sql.format(fields=marks(field_ids), marks=marks(part))
        for member_id, field_id, value in database.execute_sql(text, (*field_ids, *part)):
            found.setdefault(member_id, {})[field_id] = value
    return found


_TO_PRINT_SQL = f"""
    SELECT id FROM (
        SELECT member.id, member.sort_name, {STATUS_SQL} AS status
        FROM member
        JOIN membership ON membership.member_id = member.id AND membership.season_id = :season
        LEFT JOIN ({BELONGING_SQL}) AS belonging ON belonging.member_id = member.id
        WHERE member.archived_on IS NULL
          AND (:again OR NOT EXISTS (SELECT 1 FROM card WHERE card.member_id = member.id AND card.season_id = :season
                          AND card.lost_on IS NULL AND card.spoiled_on IS NULL))
          AND {STILL_VALID_SQL}
    )
    WHERE status NOT IN ('resigned', 'struck_off', 'deceased')
    ORDER BY sort_name, id
"""


def cards_to_print(season_id: int, today: datetime.date, *, again: bool = False) -> list[int]:
    """Ids of the members who are enrolled in a season, have not left, and have no good card for it, by name.

    While the season runs, those whose membership ended before today are left out: their card would be out of date.

    Args:
        again: also those who have a good card.
    """
    values = {"season": season_id, "again": again, **status_values(today)}
    return [row[0] for row in database.execute_sql(_TO_PRINT_SQL, values)]


def enrolled_ids(season_id: int, member_ids: Sequence[int]) -> list[int]:
    """Those of the members who are enrolled in a season and were not erased, in their order: only they can get its card."""
    found: set[int] = set()
    for part in portions(member_ids):
        sql = (
            "SELECT member_id FROM membership JOIN member ON member.id = member_id"
            f" WHERE season_id = ? AND erased_on IS NULL AND member_id IN ({marks(part)})"
        )
        found.update(row[0] for row in database.execute_sql(sql, (season_id, *part)))
    return [member_id for member_id in dict.fromkeys(member_ids) if member_id in found]


def last_cards(season_id: int) -> dict[int, tuple[int, int]]:
    """Member id → (highest copy number, id of that card) of a season."""
    sql = "SELECT member_id, copy_number, id FROM card WHERE season_id = ? ORDER BY copy_number, id"
    return {
        member_id: (copy, card_id) for member_id, copy, card_id in database.execute_sql(sql, (season_id,))
    }


def serials() -> set[str]:
    """Every serial that was ever given."""
    return {row[0] for row in database.execute_sql("SELECT serial FROM card")}


def waiting_for_hand_over(season_id: int) -> list[tuple[int, str, str, str, str]]:
    """The good cards of a season that nobody has received yet, in the order of the members' names.

    Each is (card id, member number, name, category, serial). Of several copies only the last counts.
    """
    sql = """
        SELECT card.id, coalesce(member.number, ''), member.kind, member.name, member.family_name,
               member.given_name, coalesce(category.name, ''), card.serial
        FROM card
        JOIN member ON member.id = card.member_id
        LEFT JOIN membership ON membership.member_id = member.id AND membership.season_id = card.season_id
        LEFT JOIN category ON category.id = membership.category_id
        WHERE card.season_id = ? AND card.handed_over_on IS NULL
          AND card.lost_on IS NULL AND card.spoiled_on IS NULL
          AND NOT EXISTS (SELECT 1 FROM card AS later WHERE later.member_id = card.member_id
                          AND later.season_id = card.season_id AND later.copy_number > card.copy_number
                          AND later.spoiled_on IS NULL)
        ORDER BY member.sort_name, card.id
    """
    return [
        (card_id, number, full_name(kind, name, family, given), category, serial)
        for card_id, number, kind, name, family, given, category, serial in database.execute_sql(
            sql, (season_id,)
        )
    ]


def cards_by_id(card_ids: Sequence[int]) -> list[Card]:
    """Cards with their members, in the order of the ids; ids that do not exist are left out."""
    found: dict[int, Card] = {}
    for part in portions(card_ids):
        query = Card.select(Card, Member).join(Member).where(Card.id.in_(part))
        found.update((card.id, card) for card in query)
    return [found[card_id] for card_id in dict.fromkeys(card_ids) if card_id in found]
