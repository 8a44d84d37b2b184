"""The history of a member tells levies and reminders in words."""

from __future__ import annotations

import datetime

from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.telling import told_history
from assoc_desktop.storage.history import last_undoable, operation
from assoc_desktop.storage.undoing import undo
from assoc_desktop.treasury.levies import LevyData, cancel, charge
from assoc_desktop.treasury.records import Levy, Reminder
from assoc_desktop.treasury.reminders.levels import level_numbered
from assoc_desktop.treasury.reminders.planning import plan_round
from assoc_desktop.treasury.reminders.sending import mark_sent, prepare, take_back
from tests.treasury.conftest import TODAY
from tests.treasury.reminders.conftest import owe_since

SAY = Conventions("en", "CM", "XAF")


def lines(member_id):
    return told_history(member_id, SAY)[0].lines


def test_levies_are_told_with_their_text_amount_and_days(books):
    charge([books.awa], LevyData("event", "Fair", books.dues.id, 300, TODAY))
    assert lines(books.awa) == ("Levy Fair: FCFA300, due on 14/05/2026",)
    cancel(Levy.get().id, on=TODAY, reason="Rain")
    assert lines(books.awa) == ("Levy Fair · Cancelled on: 14/05/2026", "Levy Fair · Reason: Rain")
    undo(last_undoable())
    assert lines(books.awa)[0] == "Levy Fair · Cancelled on: 14/05/2026 → nothing"
    with operation("Remove"):
        Levy.get().delete_instance()
    assert lines(books.awa) == ("Levy Fair removed",)


def test_reminders_are_told_with_their_day(books):
    owe_since(TODAY - datetime.timedelta(days=90))
    key = prepare(plan_round(level_numbered(1), TODAY), "letter")
    assert lines(books.awa) == ("Reminder of 14/05/2026: FCFA5,000",)
    take_back(key)
    assert lines(books.awa) == ("Reminder of 14/05/2026 taken back",)
    mark_sent(prepare(plan_round(level_numbered(1), TODAY), "letter"), on=TODAY)
    assert lines(books.awa) == ("Reminder of 14/05/2026 · Sent on: 14/05/2026",)


def test_what_was_brought_together_is_told_by_both(books):
    owe_since(TODAY - datetime.timedelta(days=90))
    charge([books.ben], LevyData("event", "Fair", books.dues.id, 300, TODAY))
    prepare(plan_round(level_numbered(1), TODAY, [books.ben]), "letter")
    with operation("Bring together"):
        for record in (Levy, Reminder):
            record.update(member=books.awa).where(record.member == books.ben).execute()
    things = ("levy Fair", "reminder of 14/05/2026")
    assert lines(books.awa) == tuple(f"Taken over from another record: {each}" for each in things)
    assert lines(books.ben) == tuple(f"Given to another record: {each}" for each in things)
