"""The forms of an action: what is to be done, by whom and when; and what came of it."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from assoc_desktop.actions.records import Action
from assoc_desktop.actions.rules import (
    LONGEST_NAME,
    LONGEST_TEXT,
    ActionData,
    check_action,
    drop,
    finish,
    read_action,
    save_action,
)
from assoc_desktop.language import _
from assoc_desktop.members.finding import offered
from assoc_desktop.members.references import name_of_member
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import DateField, LineField, TextField
from assoc_desktop.widgets.fields.reference import ReferenceField
from assoc_desktop.widgets.form_dialog import FormDialog, show_form
from assoc_desktop.widgets.form_page import FormPage
from assoc_desktop.widgets.wide_form import plain_label


class ActionForm(FormPage):
    """What is to be done, by whom and when.

    Args:
        action_id: which to change; None adds one.
    """

    def __init__(self, desk: Desk, action_id: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(_("New action") if action_id is None else _("Action"), parent=parent)
        self._action_id = action_id
        self.add_field("text", _("&What is to be done"), LineField(longest=LONGEST_TEXT))
        self.add_field("who", _("Who &does it"), LineField(known=_known(), longest=LONGEST_NAME))
        self.add_field("due_on", _("&By when"), DateField(desk.conventions))
        self.add_field("member_id", _("About &member"), ReferenceField(offered, name_of_member))
        self.start()

    def load(self) -> dict[str, Any]:
        return vars(ActionData() if self._action_id is None else read_action(self._action_id))

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        return check_action(ActionData(**values))

    def save(self, values: dict[str, Any]) -> object:
        return save_action(ActionData(**values), action_id=self._action_id).id


class ResultForm(FormPage):
    """What came of an action, or why it is dropped.

    Args:
        dropped: it will not be done.
    """

    def __init__(
        self, desk: Desk, action_id: int, *, dropped: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Drop the action") if dropped else _("The action is done"), parent=parent)
        self._desk, self._action_id, self._dropped = desk, action_id, dropped
        action = Action.get_by_id(action_id)
        self.add_widget(plain_label(action.text))
        label = _("&Why") if dropped else _("&What came of it")
        self.add_field("result", label, TextField(3))
        self.start()

    def load(self) -> dict[str, Any]:
        return {"result": Action.get_by_id(self._action_id).result}

    def save(self, values: dict[str, Any]) -> object:
        today = self._desk.today()
        if self._dropped:
            drop(self._action_id, today=today, reason=values["result"])
        else:
            finish(self._action_id, today=today, result=values["result"])
        return self._action_id


def ask_action(desk: Desk, parent: QWidget, action_id: int | None = None) -> FormDialog:
    """Ask for an action, and tell that it was saved."""
    page = ActionForm(desk, action_id)
    return show_form(page, parent, lambda _id: desk.tell_change(parent, _("The action was saved.")))


def ask_result(desk: Desk, parent: QWidget, action_id: int, *, dropped: bool = False) -> FormDialog:
    """Ask what came of an action; it is then done, or dropped."""
    page = ResultForm(desk, action_id, dropped=dropped)
    save = _("Drop it") if dropped else _("Mark as done")
    return show_form(page, parent, lambda _id: desk.tell_last(parent), save)


def _known() -> list[str]:
    """Who did something before, the latest first."""
    query = Action.select(Action.who).where(Action.who != "").order_by(Action.id.desc()).limit(500)
    return list(dict.fromkeys(str(row.who) for row in query))
