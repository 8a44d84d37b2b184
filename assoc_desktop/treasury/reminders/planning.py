"""A round of reminders in a dry run: who is asked for how much, and who is left out and why."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from assoc_desktop.language import N_
from assoc_desktop.members.status import BELONGING_SQL, STATUS_SQL, status_values
from assoc_desktop.storage.database import database
from assoc_desktop.treasury.reminders.arrears import Debt, debts_on
from assoc_desktop.treasury.reminders.levels import Level

#: Why somebody is left out, those that stand above the others first.
REASONS = {
    "erased": N_("Erased"),
    "deceased": N_("Deceased"),
    "archived": N_("In the archive"),
    "resigned": N_("Resigned"),
    "struck_off": N_("Struck off"),
    "exempt": N_("Exempt from dues"),
    "reminded": N_("Reminded of it already"),
    "days": N_("Not due for so long"),
    "paid": N_("Nothing is overdue"),
}


@dataclass(frozen=True)
class Letter:
    """One letter: to whom, for what, whose debts.

    Attributes:
        debts: by person, the receiver's own first, then by age.
    """

    receiver_id: int
    debts: tuple[Debt, ...]

    @property
    def amount(self) -> int:
        """All that is asked for, in minor units."""
        return sum(debt.amount for debt in self.debts)

    @property
    def people(self) -> list[int]:
        """Whose debts they are."""
        return list(dict.fromkeys(debt.member_id for debt in self.debts))


@dataclass(frozen=True)
class Round:
    """What a round would do. `left_out`: member id → a key of `REASONS`."""

    level: Level
    day: datetime.date
    letters: tuple[Letter, ...]
    left_out: dict[int, str]

    @property
    def amount(self) -> int:
        """All that is asked for, in minor units."""
        return sum(letter.amount for letter in self.letters)


def plan_round(level: Level, today: datetime.date, who: Collection[int] | None = None) -> Round:
    """A round at a level on a day.

    Args:
        who: only these members; None: everybody who owes.
    """
    reached = _by_member(debts_on(today - datetime.timedelta(days=level.days)))
    overdue = reached if level.days <= 0 else _by_member(debts_on(today))
    unfit = standing(today)
    reminded = _reminded(level)
    asked: dict[int, list[Debt]] = {}
    left_out: dict[int, str] = {}
    for member_id in who if who is not None else overdue:
        debts = reached.get(member_id, [])
        fresh = [debt for debt in debts if not debt.exempt and not _was_reminded(debt, level, reminded)]
        if reason := unfit.get(member_id, ""):
            left_out[member_id] = reason
        elif fresh:
            asked[member_id] = fresh
        else:
            left_out[member_id] = _why_nothing(debts, bool(overdue.get(member_id)))
    return Round(level, today, letters_to(asked, unfit, to_payer=level.to_payer), left_out)


def _why_nothing(debts: list[Debt], is_overdue: bool) -> str:
    if not debts:
        return "days" if is_overdue else "paid"
    return "exempt" if all(debt.exempt for debt in debts) else "reminded"


def _by_member(debts: list[Debt]) -> dict[int, list[Debt]]:
    found: dict[int, list[Debt]] = defaultdict(list)
    for debt in debts:
        found[debt.member_id].append(debt)
    return dict(found)


_STANDING = f"""
    SELECT member.id, CASE
        WHEN erased_on IS NOT NULL THEN 'erased'
        WHEN deceased_on IS NOT NULL THEN 'deceased'
        WHEN archived_on IS NOT NULL THEN 'archived'
        WHEN EXISTS (SELECT 1 FROM membership JOIN category ON category.id = category_id
            WHERE membership.member_id = member.id AND exempt AND starts_on <= :today
            AND (ends_on IS NULL OR ends_on >= :today)) THEN 'exempt'
        ELSE {STATUS_SQL} END
    FROM member LEFT JOIN ({BELONGING_SQL}) AS belonging ON belonging.member_id = member.id
    WHERE erased_on IS NOT NULL OR deceased_on IS NOT NULL OR archived_on IS NOT NULL OR resigned_on IS NOT NULL
        OR struck_off_on IS NOT NULL OR member.id IN (SELECT member_id FROM membership
            JOIN category ON category.id = category_id WHERE exempt)
"""


def standing(today: datetime.date) -> dict[int, str]:
    """Member id → why nothing is sent to them, whatever they owe: a key of `REASONS`."""
    rows = database.execute_sql(_STANDING, status_values(today))
    return {member_id: reason for member_id, reason in rows if reason in REASONS}


def _reminded(level: Level) -> dict[int, datetime.date]:
    """Member id → when they were last reminded at this level, or at one above it."""
    sql = """SELECT member_id, max(prepared_on) FROM reminder
        JOIN reminder_level ON reminder_level.id = level_id WHERE reminder_level.level >= ? GROUP BY member_id"""
    rows = database.execute_sql(sql, (level.level,))
    return {member_id: datetime.date.fromisoformat(day) for member_id, day in rows}


def _was_reminded(debt: Debt, level: Level, reminded: dict[int, datetime.date]) -> bool:
    last = reminded.get(debt.member_id)
    return last is not None and last >= debt.since + datetime.timedelta(days=level.days)


def letters_to(asked: dict[int, list[Debt]], unfit: Collection[int], *, to_payer: bool) -> tuple[Letter, ...]:
    """The letters for what is asked of each, in the order of towns and names.

    A payer to whom nothing may be sent gets no letter for the others: each gets their own.
    """
    payers = _payers() if to_payer else {}
    receivers: dict[int, list[Debt]] = defaultdict(list)
    for member_id, debts in asked.items():
        payer = payers.get(member_id, member_id)
        receivers[payer if payer not in unfit else member_id].extend(debts)
    found = [
        Letter(receiver, tuple(sorted(debts, key=lambda debt: (debt.member_id != receiver, debt.member_id))))
        for receiver, debts in receivers.items()
    ]
    places = _places()
    return tuple(sorted(found, key=lambda letter: places[letter.receiver_id]))


def _payers() -> dict[int, int]:
    sql = """SELECT household_member.member_id, household.payer_id FROM household_member
        JOIN household ON household.id = household_id"""
    return dict(database.execute_sql(sql))


def _places() -> dict[int, int]:
    """Member id → place in the order of towns and names."""
    sql = "SELECT id FROM member ORDER BY town = '', town COLLATE NOCASE, postcode, sort_name, id"
    return {row[0]: place for place, row in enumerate(database.execute_sql(sql))}
