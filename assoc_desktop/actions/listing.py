"""Which actions there are: open ones by day, those due, and those that come from a record."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assoc_desktop.actions.records import Action
from assoc_desktop.language import N_
from assoc_desktop.language.folding import fold
from assoc_desktop.storage.database import database, day_from, marks, portions

#: What is shown → its name.
SHOWN = {
    "open": N_("To do"),
    "due": N_("Due by today"),
    "done": N_("Done"),
    "dropped": N_("Dropped"),
    "": N_("All actions"),
}
_OPEN = "action.done_on IS NULL AND action.dropped_on IS NULL"
_CONDITIONS = {
    "open": _OPEN,
    "due": f"{_OPEN} AND action.due_on <= :today",
    "done": "action.done_on IS NOT NULL",
    "dropped": "action.dropped_on IS NOT NULL",
    "": "1",
}
# What is open by its day, what has no day after it; then what is over, the latest first.
_ORDER = f"""NOT ({_OPEN}), CASE WHEN {_OPEN} THEN coalesce(action.due_on, '9999') END,
    coalesce(action.done_on, action.dropped_on) DESC, action.id"""
_NAME = "coalesce((SELECT trim(given_name || ' ' || family_name || name) FROM member WHERE id = action.member_id), '')"


@dataclass(frozen=True)
class ActionRow:
    """An action as lists show it."""

    id: int
    text: str
    who: str
    due_on: datetime.date | None
    done_on: datetime.date | None
    dropped_on: datetime.date | None
    result: str
    member_id: int | None
    member: str

    def state(self, today: datetime.date) -> str:
        """`done`, `dropped`, `overdue`, `today` or `open`."""
        if self.done_on is not None:
            return "done"
        if self.dropped_on is not None:
            return "dropped"
        if self.due_on is None or self.due_on > today:
            return "open"
        return "today" if self.due_on == today else "overdue"


#: State of an action → its name.
STATES = {
    "open": N_("to do"),
    "today": N_("due today"),
    "overdue": N_("overdue"),
    "done": N_("done"),
    "dropped": N_("dropped"),
}
#: State of an action → tone of its chip.
TONES = {"open": "neutral", "today": "warn", "overdue": "bad", "done": "good", "dropped": "neutral"}


def action_ids(shown: str, today: datetime.date) -> list[int]:
    """The ids of the actions shown, what is due first."""
    sql = f"SELECT id FROM action WHERE {_CONDITIONS[shown]} ORDER BY {_ORDER}"
    values = {"today": today.isoformat()} if ":today" in sql else {}
    return [row[0] for row in database.execute_sql(sql, values)]


def read_texts() -> dict[int, str]:
    """Id → text, who, result and name of the member, folded: what the search looks in."""
    sql = f"SELECT id, text, who, result, {_NAME} FROM action"
    return {action_id: fold(" ".join(texts)) for action_id, *texts in database.execute_sql(sql)}


def found(ids: Sequence[int], texts: Mapping[int, str], typed: str) -> list[int]:
    """The actions that have every word that is typed."""
    words = fold(typed).split()
    return [each for each in ids if all(word in texts.get(each, "") for word in words)]


def action_rows(ids: Sequence[int]) -> list[ActionRow]:
    """The rows of some actions, in the order of the ids; ids that are gone are left out."""
    rows: dict[int, ActionRow] = {}
    for part in portions(ids):
        sql = f"""SELECT id, text, who, due_on, done_on, dropped_on, result, member_id, {_NAME}
                  FROM action WHERE id IN ({marks(part)})"""
        for action_id, text, who, due, done, dropped, *rest in database.execute_sql(sql, part):
            days = (day_from(due), day_from(done), day_from(dropped))
            rows[action_id] = ActionRow(action_id, text, who, *days, *rest)
    return [rows[each] for each in ids if each in rows]


def actions_about(table: str, record_id: int) -> list[ActionRow]:
    """The actions that come from a record, in the order in which they were written."""
    query = Action.select(Action.id).where((Action.about_table == table) & (Action.about_id == record_id))
    return action_rows([row.id for row in query.order_by(Action.id)])


def count_due(today: datetime.date) -> int:
    """How many open actions are due by a day."""
    return len(action_ids("due", today))
