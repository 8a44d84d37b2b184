"""Checks and operations on actions: who does what by when, done with its result, dropped, taken up again."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from assoc_desktop.actions.records import Action
from assoc_desktop.language import N_, _
from assoc_desktop.members.erasing.guarding import refuse_erased
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.database import storable
from assoc_desktop.storage.history import operation

LONGEST_TEXT, LONGEST_NAME, LONGEST_RESULT = 300, 120, 4000


@dataclass(frozen=True)
class ActionData:
    """All of an action that a person types.

    Attributes:
        text: what is to be done.
        who: who does it, in words.
        due_on: by when; None: no day was agreed.
        member_id: whom it concerns.
    """

    text: str = ""
    who: str = ""
    due_on: datetime.date | None = None
    member_id: int | None = None


def check_action(data: ActionData) -> dict[str, str]:
    """Field → what is wrong with it."""
    problems = {}
    if not data.text.strip():
        problems["text"] = _("Say what is to be done.")
    for name, text, longest in (("text", data.text, LONGEST_TEXT), ("who", data.who, LONGEST_NAME)):
        if len(text.strip()) > longest:
            problems[name] = _("This is longer than {n} signs. Shorten it.").format(n=longest)
    return problems


def read_action(action_id: int) -> ActionData:
    """A stored action, ready to be edited.

    Raises:
        Refused: it is no longer there.
    """
    action = _stored(action_id)
    return ActionData(action.text, action.who, action.due_on, action.member_id)


def save_action(
    data: ActionData, *, action_id: int | None = None, about: tuple[str, int] | None = None
) -> Action:
    """Add an action, or change one.

    Args:
        about: table and id of the record that a new action comes from, such as `("conversation", 17)`.

    Raises:
        Invalid: see `check_action`; nothing is written.
        Refused: the action is no longer there, or the member was erased.
    """
    if problems := check_action(data):
        raise Invalid(problems)
    refuse_erased([data.member_id])
    if action_id is not None:
        _stored(action_id)
    values = {
        "text": storable(data.text).strip(),
        "who": storable(data.who).strip(),
        "due_on": data.due_on,
        "member": data.member_id,
    }
    if about is not None:
        values |= {"about_table": about[0], "about_id": about[1]}
    # What is to be done may be personal: it stands in the action alone, where it can be erased.
    with operation(N_("Add an action") if action_id is None else N_("Change an action")):
        if action_id is None:
            return Action.create(**values)
        _write(action_id, **values)
    return _stored(action_id)


def finish(action_id: int, *, today: datetime.date, result: str = "") -> None:
    """Write down that an action is done, and what came of it.

    Raises:
        Invalid: the result is too long.
        Refused: the action is no longer there, or is not open.
    """
    _end(action_id, N_("Mark an action as done"), result, done_on=today)


def drop(action_id: int, *, today: datetime.date, reason: str = "") -> None:
    """Write down that an action will not be done, and why.

    Raises:
        Invalid: the reason is too long.
        Refused: the action is no longer there, or is not open.
    """
    _end(action_id, N_("Drop an action"), reason, dropped_on=today)


def _end(action_id: int, label: str, result: str, **on: datetime.date) -> None:
    if len(result.strip()) > LONGEST_RESULT:
        raise Invalid({"result": _("This is longer than {n} signs. Shorten it.").format(n=LONGEST_RESULT)})
    _open(action_id)
    with operation(label):
        _write(action_id, **on, result=storable(result).strip())


def reopen(action_id: int) -> None:
    """Take an action up again that was done or dropped; what was said of it then is kept.

    Raises:
        Refused: the action is no longer there, or is open.
    """
    action = _stored(action_id)
    if action.done_on is None and action.dropped_on is None:
        raise Refused(_("“{text}” is still to be done.").format(text=action.text))
    with operation(N_("Take an action up again")):
        _write(action_id, done_on=None, dropped_on=None)


def _write(action_id: int, **values: object) -> None:
    Action.update(values).where(Action.id == action_id).execute()


def _open(action_id: int) -> None:
    action = _stored(action_id)
    if action.done_on is not None:
        raise Refused(_("“{text}” is done already.").format(text=action.text))
    if action.dropped_on is not None:
        raise Refused(
            _("“{text}” was dropped. Take it up again before you mark it as done.").format(text=action.text)
        )


def _stored(action_id: int) -> Action:
    found = Action.get_or_none(Action.id == action_id)
    if found is None:
        raise Refused(_("This action is no longer there: adding it was undone."))
    refuse_erased([found.member_id])
    return found
