"""Who belonged in the season before and did not renew, and who of them was talked to since.

Who did not renew is what the statistics of members say (`statistics.rules.renewals`), so that their number and this list
cannot differ; those who died or were erased since are left out.
"""

from __future__ import annotations

import datetime
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from assoc_desktop.association.records import Season, seasons
from assoc_desktop.language import N_
from assoc_desktop.members.consents import refused
from assoc_desktop.members.listing import found as searched
from assoc_desktop.members.listing import search_texts
from assoc_desktop.members.records import full_name
from assoc_desktop.members.statistics.rules.asking import question_for, season_before
from assoc_desktop.members.statistics.rules.renewals import ids_by_renewal
from assoc_desktop.storage.database import database, day_from

#: What is shown → its name.
VIEWS = {
    "open": N_("Still to talk to"),
    "call": N_("To call"),
    "visit": N_("To visit or write to"),
    "talked": N_("Talked to"),
    "": N_("All who did not renew"),
}
_LIVING_SQL = """SELECT id FROM member WHERE deceased_on IS NULL AND erased_on IS NULL
    AND id IN (SELECT value FROM json_each(?)) ORDER BY sort_name, id"""
_TALKED_SQL = """SELECT member_id, max(day) FROM conversation
    WHERE member_id IS NOT NULL AND (season_id = ? OR day > ?) GROUP BY member_id"""
_PEOPLE_SQL = """SELECT id, coalesce(number, ''), kind, name, family_name, given_name, town FROM member
    WHERE id IN (SELECT value FROM json_each(?))"""
_PHONES_SQL = """SELECT member_id, number FROM phone WHERE member_id IN (SELECT value FROM json_each(?))
    ORDER BY member_id, position"""
_DUES_SQL = """
    SELECT membership.member_id, category.name, membership.fee_due - membership.reduction,
           coalesce(-sum(posting.amount), 0), max(entry.day)
    FROM membership JOIN category ON category.id = membership.category_id
    LEFT JOIN posting ON posting.membership_id = membership.id
    LEFT JOIN entry ON entry.id = posting.entry_id
    WHERE membership.season_id = ? AND membership.member_id IN (SELECT value FROM json_each(?))
    GROUP BY membership.member_id"""
_USES_SQL = """
    SELECT benefit_use.member_id, count(*), max(benefit_use.used_on), benefit.name
    FROM benefit_use JOIN benefit ON benefit.id = benefit_use.benefit_id
    WHERE reversed_on IS NULL AND benefit_use.season_id = ?
      AND benefit_use.member_id IN (SELECT value FROM json_each(?)) GROUP BY benefit_use.member_id"""
_REASONS_SQL = """SELECT member_id, stated FROM conversation
    WHERE stated <> '' AND member_id IN (SELECT value FROM json_each(?)) ORDER BY day DESC, id DESC"""


@dataclass(frozen=True)
class Lapsed:
    """Somebody who did not renew.

    Attributes:
        phones: E.164; all of them, also when calls are refused: `no_calls` says so.
        category: of the season before, with what was due and paid for it, in minor units.
        uses: of benefits in the season before, with the last of them.
        reasons: keys of `REASONS` stated before, the latest first.
        talked_on: when they were talked to since, last.
    """

    id: int
    number: str
    name: str
    town: str
    phones: tuple[str, ...]
    no_calls: bool
    category: str
    due: int
    paid: int
    paid_on: datetime.date | None
    uses: int
    last_use: str
    used_on: datetime.date | None
    reasons: tuple[str, ...]
    talked_on: datetime.date | None


def seasons_to_renew() -> list[Season]:
    """The seasons that have one before them, the latest first."""
    found = sorted(seasons(), key=lambda season: season.starts_on, reverse=True)
    return found[:-1]


@dataclass(frozen=True)
class NotRenewed:
    """Everybody who did not renew for a season, by name, and who was talked to since: read once for all views.

    Attributes:
        ids: of all of them.
        talked: those of them who were talked to.
    """

    ids: tuple[int, ...]
    talked: frozenset[int]


def not_renewed(season: Season, today: datetime.date) -> NotRenewed:
    """Those who belonged in the season before and did not renew for this one."""
    before = season_before(season)
    if before is None:
        return NotRenewed((), frozenset())
    found = ids_by_renewal("not_renewed", ("not_renewed",), season, before, question_for(season, today))
    ids = tuple(row[0] for row in database.execute_sql(_LIVING_SQL, (json.dumps(found),)))
    return NotRenewed(ids, frozenset(talked_to(season, before).keys() & set(ids)))


def lapsed_ids(
    season: Season,
    today: datetime.date,
    *,
    view: str = "open",
    typed: str = "",
    known: NotRenewed | None = None,
) -> list[int]:
    """Those who belonged in the season before and did not renew for this one, by name.

    Args:
        view: a key of `VIEWS`.
        typed: words that must all be found in a member's name, number, town or telephone.
        known: what `not_renewed` gave, when it is in memory already.
    """
    everybody = not_renewed(season, today) if known is None else known
    ids = list(everybody.ids)
    if view:
        ids = [each for each in ids if (each in everybody.talked) == (view == "talked")]
    if view in ("call", "visit"):
        # Who refuses calls, or has no telephone, is visited or written to.
        silent = refused("phone") | (set(ids) - _with_phone(ids))
        ids = [each for each in ids if (each in silent) == (view == "visit")]
    return searched(ids, search_texts(ids), typed) if typed.strip() else ids


def talked_to(season: Season, before: Season) -> dict[int, datetime.date]:
    """Member → the day on which they were last talked to about a season, or since the one before it ended."""
    rows = database.execute_sql(_TALKED_SQL, (season.id, before.ends_on.isoformat()))
    return {member_id: datetime.date.fromisoformat(day) for member_id, day in rows}


def _with_phone(ids: Sequence[int]) -> set[int]:
    return {row[0] for row in database.execute_sql(_PHONES_SQL, (json.dumps(list(ids)),))}


def lapsed_rows(season: Season, ids: Sequence[int]) -> list[Lapsed]:
    """What is known of some who did not renew, in the order of the ids; ids that are gone are left out."""
    before, asked = season_before(season), json.dumps(list(ids))
    if before is None:
        return []
    phones: dict[int, list[str]] = defaultdict(list)
    reasons: dict[int, list[str]] = defaultdict(list)
    for member_id, number in database.execute_sql(_PHONES_SQL, (asked,)):
        phones[member_id].append(number)
    for member_id, stated in database.execute_sql(_REASONS_SQL, (asked,)):
        if stated not in reasons[member_id]:
            reasons[member_id].append(stated)
    dues = {row[0]: row[1:] for row in database.execute_sql(_DUES_SQL, (before.id, asked))}
    uses = {row[0]: row[1:] for row in database.execute_sql(_USES_SQL, (before.id, asked))}
    talked, silent = talked_to(season, before), refused("phone")
    known = {}
    for member_id, number, kind, name, family, given, town in database.execute_sql(_PEOPLE_SQL, (asked,)):
        category, due, paid, paid_on = dues.get(member_id, ("", 0, 0, None))
        count, used_on, last_use = uses.get(member_id, (0, None, ""))
        known[member_id] = Lapsed(
            id=member_id,
            number=number,
            name=full_name(kind, name, family, given),
            town=town,
            phones=tuple(phones[member_id]),
            no_calls=member_id in silent,
            category=category,
            due=due,
            paid=paid,
            paid_on=day_from(paid_on),
            uses=count,
            last_use=last_use,
            used_on=day_from(used_on),
            reasons=tuple(reasons[member_id]),
            talked_on=talked.get(member_id),
        )
    return [known[each] for each in ids if each in known]
