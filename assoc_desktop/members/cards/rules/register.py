"""The register of cards: printed, spoiled, handed over, lost, replaced."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assoc_desktop.association.records import Season
from assoc_desktop.language import N_, _
from assoc_desktop.members.cards import records
from assoc_desktop.members.records import Card
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.database import database, marks, portions
from assoc_desktop.storage.history import operation
from assoc_desktop.storage.ids import new_ids

_COLUMNS = (
    "id",
    "serial",
    "member_id",
    "season_id",
    "copy_number",
    "valid_until",
    "printed_on",
    "replaces_id",
)


def mark_printed(season: Season, member_ids: Sequence[int], *, on: datetime.date) -> list[int]:
    """Enter cards that came out of the printer right, as one operation; give their ids in the members' order.

    A member who had a card for the season gets the next copy, which replaces the older one.

    Raises:
        Refused: none of the members is enrolled in the season.
    """
    members = records.enrolled_ids(season.id, member_ids)
    if not members:
        raise Refused(_("None of these members is enrolled for {season}.").format(season=season.label))
    ids = list(new_ids(len(members)))
    with operation(N_("Cards printed for {season}: {n}"), season=season.label, n=len(members)):
        database.connection().cursor().executemany(
            f"INSERT INTO card ({', '.join(_COLUMNS)}) VALUES ({marks(_COLUMNS)})",
            _new_rows(season, members, ids, on),
        )
    return ids


def _new_rows(
    season: Season, members: Sequence[int], ids: Sequence[int], on: datetime.date
) -> Iterator[tuple[object, ...]]:
    last = records.last_cards(season.id)
    taken = records.serials()
    for card_id, row in zip(ids, _rows_of(season, members), strict=True):
        copy, replaced = last.get(row.member_id, (0, None))
        serial = _free_serial(row.number or str(row.member_id), season.label, copy + 1, taken)
        taken.add(serial)
        yield card_id, serial, row.member_id, season.id, copy + 1, row.ends_on, on, replaced


def _rows_of(season: Season, members: Sequence[int]) -> Iterator[records.FaceRow]:
    for rows in records.face_rows(season.id, members):
        yield from rows


def serial_of(number: str, season: str, copy: int) -> str:
    """The serial of a card: `0412-2026-1`."""
    return f"{number}-{season}-{copy}"


def _free_serial(number: str, season: str, copy: int, taken: set[str]) -> str:
    """The serial, or with a higher last number when a member who had this number before has it."""
    while serial_of(number, season, copy) in taken:
        copy += 1
    return serial_of(number, season, copy)


def mark_spoiled(card_ids: Sequence[int], *, on: datetime.date) -> None:
    """Note that cards came out wrong after all: their members need new ones.

    Raises:
        Refused: there is no such card, or it was printed later than the day given.
    """
    cards = _cards(card_ids, on)
    _note(cards, "spoiled_on", on, N_("Card {serial} spoiled"), N_("{n} cards spoiled"))


def mark_lost(card_ids: Sequence[int], *, on: datetime.date) -> None:
    """Note that cards are lost or stolen: whoever shows one is told so, and their members need new ones.

    Raises:
        Refused: there is no such card, or it was printed later than the day given.
    """
    cards = _cards(card_ids, on)
    _note(cards, "lost_on", on, N_("Card {serial} lost"), N_("{n} cards lost"))


def hand_over(card_ids: Sequence[int], *, on: datetime.date) -> None:
    """Note that members received their cards.

    Raises:
        Refused: one of the cards is spoiled or lost, there is no such card, or it was printed later than the day.
    """
    cards = _cards(card_ids, on)
    bad = next((card for card in cards if card.spoiled_on or card.lost_on), None)
    if bad is not None:
        raise Refused(
            _("Card {serial} is spoiled or lost: print another one first.").format(serial=bad.serial)
        )
    _note(cards, "handed_over_on", on, N_("Card {serial} handed over"), N_("{n} cards handed over"))


def _note(cards: Sequence[Card], column: str, on: datetime.date, one: str, many: str) -> None:
    """Write a day that is not there yet, as one operation; a day that is there stays."""
    details: dict[str, Any] = {"serial": cards[0].serial} if len(cards) == 1 else {"n": len(cards)}
    with operation(one if len(cards) == 1 else many, **details):
        field = getattr(Card, column)
        for part in portions([card.id for card in cards]):
            Card.update({field: on}).where(Card.id.in_(part), field.is_null()).execute()


def _cards(card_ids: Sequence[int], on: datetime.date) -> list[Card]:
    cards = records.cards_by_id(card_ids)
    if not cards or len(cards) < len(set(card_ids)):
        raise Refused(_("One of these cards is not in the register any more."))
    later = next((card for card in cards if card.printed_on > on), None)
    if later is not None:
        raise Refused(_("Card {serial} was printed after that day.").format(serial=later.serial))
    return cards


@dataclass(frozen=True, slots=True)
class ToSign:
    """A card that waits for its member: what the list of signatures shows of it."""

    card_id: int
    number: str
    name: str
    category: str
    serial: str


def cards_to_sign_for(season: Season) -> list[ToSign]:
    """The good cards of a season that nobody has received yet, in the order of the members' names."""
    return [ToSign(*row) for row in records.waiting_for_hand_over(season.id)]
