"""A round of reminders in a dry run: who is asked for how much, and who is left out and why."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property

from assoc_desktop.language import N_, ngettext
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.status import BELONGING_SQL, STATUS_SQL, status_values
from assoc_desktop.storage.database import database
from assoc_desktop.treasury.reminders.arrears import Debt, debts_on
from assoc_desktop.treasury.reminders.grouping import Letter, letters_to, payers_now, receiver_of
from assoc_desktop.treasury.reminders.history import last_reminders, level_before, was_reminded, why_later
from assoc_desktop.treasury.reminders.levels import Level, levels

#: Why somebody is left out, those that stand above the others first.
REASONS = {
    "erased": N_("Erased"),
    "deceased": N_("Deceased"),
    "archived": N_("In the archive"),
    "resigned": N_("Resigned"),
    "struck_off": N_("Struck off"),
    "exempt": N_("Exempt from dues"),
    "chosen": N_("Left out by you"),
    "reminded": N_("Reminded of it already"),
    "before": N_("The level before was not sent to them"),
    "unsent": N_("The level before is not marked as sent"),
    "soon": N_("Reminded only lately"),
    "days": N_("Not due for so long"),
    "paid": N_("Nothing is overdue"),
}


@dataclass(frozen=True)
class Round:
    """What a round would do. `left_out`: member id → a key of `REASONS`; `skipping`: see `plan_round`."""

    level: Level
    day: datetime.date
    letters: tuple[Letter, ...]
    left_out: dict[int, str]
    skipping: bool = False

    @cached_property
    def amount(self) -> int:
        """All that is asked for, in minor units."""
        return sum(letter.amount for letter in self.letters)


def plan_round(
    level: Level,
    today: datetime.date,
    who: Collection[int] | None = None,
    *,
    skipping: bool = False,
    owed: Sequence[Debt] | None = None,
) -> Round:
    """A round at a level on a day.

    Args:
        who: only these members; None: everybody who owes.
        skipping: also who was not sent the level before.
        owed: what is overdue today, when it was read already.
    """
    reached = _by_member(debts_on(today - datetime.timedelta(days=level.days)))
    late = debts_on(today) if owed is None else owed
    overdue = dict.fromkeys([*(debt.member_id for debt in late), *(reached if level.days <= 0 else ())])
    unfit, reminders = standing(today), last_reminders()
    before = None if skipping else level_before(level, levels())
    asked: dict[int, list[Debt]] = {}
    left_out: dict[int, str] = {}
    for member_id in who if who is not None else overdue:
        debts, lasts = reached.get(member_id, []), reminders.get(member_id, {})
        fresh = [debt for debt in debts if not debt.exempt and not was_reminded(debt, level, lasts)]
        later = [why_later(debt, level, before, lasts, today) for debt in fresh]
        if reason := unfit.get(member_id, ""):
            left_out[member_id] = reason
        elif "" in later:
            asked[member_id] = [debt for debt, why in zip(fresh, later, strict=True) if not why]
        else:
            left_out[member_id] = later[0] if later else _why_nothing(debts, member_id in overdue)
    letters = letters_to(asked, unfit, to_payer=level.to_payer)
    return Round(level, today, letters, left_out, skipping)


def letters_and_amount(planned: Round, say: Conventions) -> str:
    """How many letters a round has and what they ask for: “12 letters, 60,000”."""
    n = len(planned.letters)
    words = ngettext("{n} letter, {amount}", "{n} letters, {amount}", n)
    return words.format(n=say.number(n), amount=say.money(planned.amount))


def without(planned: Round, members: Set[int]) -> Round:
    """A round without what is asked of some members, whom a person left out."""
    if not members:
        return planned
    kept: list[Letter] = []
    taken_out: dict[int, str] = {}
    for letter in planned.letters:
        if members.isdisjoint(letter.people):
            kept.append(letter)
            continue
        taken_out |= {each: "chosen" for each in letter.people if each in members}
        debts = tuple(debt for debt in letter.debts if debt.member_id not in members)
        if debts:
            kept.append(replace(letter, debts=debts))
    return replace(planned, letters=tuple(kept), left_out={**taken_out, **planned.left_out})


def count_due(today: datetime.date) -> dict[int, int]:
    """Level → how many letters a round at it would have today; levels without any are left out."""
    ladder = levels()
    unfit, reminders = standing(today), last_reminders()
    payers = payers_now()
    receivers: dict[int, set[int]] = defaultdict(set)
    befores = {each.level: level_before(each, ladder) for each in ladder}
    for debt in debts_on(today - datetime.timedelta(days=min(each.days for each in ladder))):
        if debt.exempt or debt.member_id in unfit:
            continue
        lasts = reminders.get(debt.member_id, {})
        for level in ladder:
            if (today - debt.since).days < level.days or was_reminded(debt, level, lasts):
                continue
            if not why_later(debt, level, befores[level.level], lasts, today):
                to = payers if level.to_payer else {}
                receivers[level.level].add(receiver_of(debt.member_id, to, unfit))
    return {each.level: len(receivers[each.level]) for each in ladder if receivers[each.level]}


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
