"""Rounds of reminders as they are kept: prepared, sent once a person says so, and what each brought in."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from assoc_desktop.language import N_, _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.timeline import Entry as Event
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.database import database
from assoc_desktop.storage.history import operation
from assoc_desktop.storage.ids import new_ids
from assoc_desktop.treasury.records import Reminder, ReminderLevel
from assoc_desktop.treasury.reminders.arrears import Debt, debts_on
from assoc_desktop.treasury.reminders.grouping import letters_to
from assoc_desktop.treasury.reminders.history import (
    Last,
    last_reminders,
    level_before,
    was_reminded,
    why_later,
)
from assoc_desktop.treasury.reminders.levels import Level, keep_levels, level_numbered, levels, spoken
from assoc_desktop.treasury.reminders.planning import Round, plan_round, standing

#: How a reminder goes out.
CHANNELS = {
    "letter": N_("Letters"),
    "hand": N_("Hand delivery"),
    "message": N_("Telephone messages"),
    "email": N_("E-mail"),
}
#: Payments so many days after a round count as brought in by it.
DAYS_COUNTED = 30


@dataclass(frozen=True)
class RoundRow:
    """What a list shows of a round; amounts in minor units.

    Attributes:
        key: by which the round is known.
        members: how many were reminded.
        asked: what was asked for.
        brought: what came within `DAYS_COUNTED` days after it was sent.
    """

    key: str
    level: int
    name: str
    prepared_on: datetime.date
    sent_on: datetime.date | None
    channel: str
    members: int
    asked: int
    brought: int


def prepare(planned: Round, channel: str) -> str:
    """Keep a round that was looked at, as one operation.

    Returns:
        The key of the round.

    Raises:
        Refused: nobody is to be reminded, or somebody paid or was reminded since it was looked at.
    """
    if not planned.letters:
        raise Refused(_("Nobody is to be reminded at this level today."))
    asked = _amounts(planned)
    one, many = N_("Prepare “{name}” for one member"), N_("Prepare “{name}” for {n} members")
    label = one if len(asked) == 1 else many
    with operation(label, name=spoken(planned.level).name, n=len(asked)):
        if _amounts(plan_round(planned.level, planned.day, asked, skipping=planned.skipping)) != asked:
            raise Refused(_("Somebody paid or was reminded since. Look at the round again."))
        keep_levels()
        key = _new_key(planned)
        level = ReminderLevel.get(ReminderLevel.level == planned.level.level)
        database.connection().cursor().executemany(
            "INSERT INTO reminder (id, member_id, level_id, round, prepared_on, sent_on, channel, amount)"
            " VALUES (?, ?, ?, ?, ?, NULL, ?, ?)",
            [
                (row_id, member_id, level.id, key, planned.day.isoformat(), channel, amount)
                for row_id, (member_id, amount) in zip(new_ids(len(asked)), asked.items(), strict=True)
            ],
        )
    return key


def _amounts(planned: Round) -> dict[int, int]:
    """Member id → what is asked of them."""
    found: dict[int, int] = defaultdict(int)
    for letter in planned.letters:
        for debt in letter.debts:
            found[debt.member_id] += debt.amount
    return dict(found)


def _new_key(planned: Round) -> str:
    sql = "SELECT count(DISTINCT round) FROM reminder WHERE round GLOB ?"
    key = f"{planned.day.isoformat()}/{planned.level.level}"
    number = int(database.execute_sql(sql, (f"{key}/*",)).fetchone()[0]) + 1
    return f"{key}/{number}"


def members_of(key: str) -> list[int]:
    """Who is reminded by a round."""
    return list(_rows_of(key))


def round_again(key: str, today: datetime.date) -> Round:
    """The letters of a round to be printed now: who has paid in the meantime, or left, gets none.

    Raises:
        Refused: the round is no longer there.
    """
    row = _first_of(key)
    level = level_numbered(row.level.level)
    prepared: datetime.date = row.prepared_on
    day = prepared - datetime.timedelta(days=level.days)
    wanted, unfit = _rows_of(key), standing(today)
    reached: dict[int, list[Debt]] = defaultdict(list)
    for debt in debts_on(day):
        # What was entered after the round was no part of it.
        if not debt.exempt and debt.record_id < wanted.get(debt.member_id, 0):
            reached[debt.member_id].append(debt)
    asked = _asked_then(reached, level, prepared, last_reminders(before=key))
    asked = {each: asked[each] for each in wanted if each in asked and each not in unfit}
    left_out = {each: unfit.get(each, "paid") for each in wanted if each not in asked}
    return Round(level, prepared, letters_to(asked, unfit, to_payer=level.to_payer), left_out)


def _asked_then(
    reached: dict[int, list[Debt]], level: Level, day: datetime.date, reminders: dict[int, dict[int, Last]]
) -> dict[int, list[Debt]]:
    """Member id → the debts that a round of a day spoke of, as far as they are not paid."""
    before, found = level_before(level, levels()), {}
    for member_id, debts in reached.items():
        lasts = reminders.get(member_id, {})
        fresh = [debt for debt in debts if not was_reminded(debt, level, lasts)]
        # Who missed the level before was asked for all of it.
        on_time = [debt for debt in fresh if not why_later(debt, level, before, lasts, day)]
        if fresh:
            found[member_id] = on_time or fresh
    return found


def _rows_of(key: str) -> dict[int, int]:
    """Member id → the id of their reminder in a round."""
    return dict(
        database.execute_sql("SELECT member_id, id FROM reminder WHERE round = ? ORDER BY id", (key,))
    )


def _first_of(key: str) -> Reminder:
    row = Reminder.select().where(Reminder.round == key).first()
    if row is None:
        raise Refused(_("This round is no longer there: it was taken back or undone."))
    return row


def mark_sent(
    key: str, *, on: datetime.date, but: Collection[int] = (), today: datetime.date | None = None
) -> int:
    """Say that the reminders of a round went out; those that did not are taken off and proposed again.

    Args:
        on: the day it went out.
        but: who got nothing.
        today: a later day is refused.

    Returns:
        How many members were reminded.

    Raises:
        Refused: the round is gone, was marked before, or nothing of it went out; or the day cannot be.
    """
    row = _first_of(key)
    if row.sent_on is not None:
        raise Refused(_("This round was marked as sent already."))
    if on < row.prepared_on or on > (today or on):
        raise Refused(_("It went out on the day it was prepared or later, and not in the future."))
    sent = [each for each in members_of(key) if each not in set(but)]
    if not sent:
        raise Refused(_("Nothing of it was sent. Take the round back instead."))
    label = N_("Mark a reminder as sent") if len(sent) == 1 else N_("Mark {n} reminders as sent")
    with operation(label, n=len(sent)):
        _take_off(key, set(but))
        Reminder.update(sent_on=on).where(Reminder.round == key).execute()
    return len(sent)


def take_back(key: str) -> None:
    """Take back a round of which nothing went out: everybody is proposed again.

    Raises:
        Refused: the round is gone, or was marked as sent.
    """
    if _first_of(key).sent_on is not None:
        raise Refused(_("This round was sent. What was sent is kept."))
    count = len(members_of(key))
    one, many = N_("Take back the reminder of one member"), N_("Take back the reminders of {n} members")
    with operation(one if count == 1 else many, n=count):
        Reminder.delete().where(Reminder.round == key).execute()


def _take_off(key: str, member_ids: Collection[int]) -> None:
    database.connection().cursor().executemany(
        "DELETE FROM reminder WHERE round = ? AND member_id = ?", [(key, each) for each in member_ids]
    )


_ROUNDS = """
    SELECT round, reminder_level.level, reminder_level.name, min(prepared_on), max(sent_on), min(channel), count(*),
           sum(reminder.amount), sum(max(0, min(reminder.amount, coalesce((
               SELECT -sum(posting.amount) FROM posting JOIN entry ON entry.id = posting.entry_id
               WHERE posting.member_id = reminder.member_id
                 AND (posting.membership_id IS NOT NULL OR posting.levy_id IS NOT NULL)
                 AND entry.kind != 'subsidy' AND entry.day >= reminder.sent_on
                 AND entry.day <= date(reminder.sent_on, :days)), 0))))
    FROM reminder JOIN reminder_level ON reminder_level.id = level_id
    GROUP BY round ORDER BY 4 DESC, round DESC
"""


def rounds(days: int = DAYS_COUNTED) -> list[RoundRow]:
    """All rounds, the latest first, with what came in within some days after each was sent."""
    found = []
    for row in database.execute_sql(_ROUNDS, {"days": f"+{int(days)} days"}):
        key, level, name, prepared, sent, *rest = row
        sent_on = datetime.date.fromisoformat(sent) if sent else None
        found.append(RoundRow(key, level, name, datetime.date.fromisoformat(prepared), sent_on, *rest))
    return found


def timeline_source(member_id: int, conventions: Conventions, _newest: int | None = None) -> Iterator[Event]:
    """What a member was reminded of, when, how and how many times, for the timeline."""
    query = Reminder.select(Reminder, ReminderLevel).join(ReminderLevel)
    times = 0
    for row in query.where(Reminder.member == member_id).order_by(Reminder.prepared_on, Reminder.id):
        title = _("{name}: {amount}").format(name=row.level.name, amount=conventions.money(row.amount))
        how, about = _(CHANNELS[row.channel]), frozenset({row.id})
        if row.sent_on is None:
            yield Event(row.prepared_on, _("Reminders"), title, (how, _("Not sent yet.")), about=about)
            continue
        times += 1
        lines = (how, _("Sent reminder number {n}.").format(n=times))
        yield Event(row.sent_on, _("Reminders"), title, lines, about=about)
