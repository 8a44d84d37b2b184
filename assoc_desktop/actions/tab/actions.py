"""The place for actions: who does what by when, what is due first; marked as done by a key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assoc_desktop.actions.forms.action_form import ask_action, ask_result
from assoc_desktop.actions.listing import (
    SHOWN,
    STATES,
    TONES,
    ActionRow,
    action_ids,
    action_rows,
    actions_about,
    count_due,
    found,
    read_texts,
)
from assoc_desktop.actions.records import Action
from assoc_desktop.actions.rules import reopen
from assoc_desktop.language import _, ngettext
from assoc_desktop.refusals import Refused
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.details_pane import DetailsPane
from assoc_desktop.widgets.empty_state import EmptyState
from assoc_desktop.widgets.form_dialog import FormDialog
from assoc_desktop.widgets.list_place import ListPlace
from assoc_desktop.widgets.messages import show_refusal
from assoc_desktop.widgets.own_keys import OwnKeys
from assoc_desktop.widgets.record_table import Column, Row

#: Table that an action comes from → the tab, the place and the name under which it shows that record.
_ORIGINS = {"conversation": ("listening", "conversations", "conversation")}
_BUTTONS = ("done", "drop", "reopen", "edit", "member", "origin")


class ActionsPlace(ListPlace):
    """Search and what is shown above; the list left, the action in focus right. Ctrl+D marks it as done."""

    def __init__(self, desk: Desk) -> None:
        empty = EmptyState(
            "actions",
            _("No action is written down"),
            _("Here stands who promised what by when. Actions come from conversations, or are added here."),
            (_("New action"), self.add),
        )
        super().__init__(
            desk,
            "actions",
            _columns(),
            ActionDetails(desk),
            search=_("Search the actions"),
            tip=_("Words, name of who does it or of the member (Ctrl+F)"),
            empty=empty,
        )
        self._texts: dict[int, str] | None = None
        self._about: tuple[str, int] | None = None
        self.add_box(
            "shown", _("What is shown"), [(key, _(words)) for key, words in SHOWN.items()], stretch=1
        )
        self.done_button = self.add_button(
            "done", _("Mark as done…"), self.finish, _("The action in focus is done (Ctrl+D)")
        )
        self.add_main("add", _("New action"), self.add, _("New action (Ctrl+N)"))
        OwnKeys(self, {"Ctrl+D": self.finish})
        self.read_again()

    # What the tab asks

    def read_again(self) -> None:
        self._texts = None
        self.read_list()

    def show_choice(self, choice: dict[str, Any]) -> None:
        """Show what `shown` names; `action` puts one into focus, `about` shows those of a record: (table, id)."""
        self._about = choice.get("about")
        self.search_field.clear()
        self.choose("shown", choice.get("shown", "" if self._about else "open"))
        self.read_list()
        if "action" in choice:
            self.table.select_id(choice["action"])
        elif self._about and self.table.model.ids:
            self.table.select_id(self.table.model.ids[0])

    def show_everything(self) -> None:
        self._about = None
        self.search_field.clear()
        self.choose("shown", "")
        self.read_list()

    def add(self) -> None:
        """Ask for a new action."""
        ask_action(self.desk, self)

    def finish(self) -> FormDialog | None:
        """Ask what came of the action in focus."""
        return self._ask(dropped=False)

    def drop(self) -> FormDialog | None:
        """Ask why the action in focus will not be done."""
        return self._ask(dropped=True)

    # What the list asks

    def read_ids(self) -> tuple[Sequence[int], bool]:
        shown, typed = self.chosen("shown") or "", self.search_field.text()
        ids = action_ids(shown, self.desk.today())
        if self._about:
            wanted = {row.id for row in actions_about(*self._about)}
            ids = [each for each in ids if each in wanted]
        if typed.strip():
            if self._texts is None:
                self._texts = read_texts()
            ids = found(ids, self._texts, typed)
        hides = bool(typed.strip() or self._about or (shown and Action.select().exists()))
        return ids, hides

    def rows(self, ids: list[int]) -> list[Row]:
        known = {row.id: row for row in action_rows(ids)}
        return [self._row(known[each]) if each in known else Row({}) for each in ids]

    def opened(self, record_id: int) -> None:
        ask_action(self.desk, self, record_id)

    def show_details(self, record_id: int | None) -> None:
        row = next(iter(action_rows([record_id])), None) if record_id is not None else None
        self.details.show_action(row)
        self.done_button.setEnabled(row is not None and row.done_on is None and row.dropped_on is None)

    def told_sums(self, ids: Sequence[int]) -> str:
        say, n, due = self.desk.conventions.number, len(ids), count_due(self.desk.today())
        words = ngettext("{n} action", "{n} actions", n).format(n=say(n))
        late = ngettext("{n} due by today", "{n} due by today", due).format(n=say(due))
        return " · ".join((words, late))

    # Inside

    def _row(self, row: ActionRow) -> Row:
        say, state = self.desk.conventions, row.state(self.desk.today())
        texts = {
            "due": say.date(row.due_on),
            "text": row.text,
            "who": row.who,
            "member": row.member,
            "state": _(STATES[state]),
        }
        return Row(texts, tones={"state": TONES[state]}, quiet=state in ("done", "dropped"))

    def _ask(self, *, dropped: bool) -> FormDialog | None:
        row = next(iter(action_rows([self.current() or 0])), None)
        if row is None or row.done_on is not None or row.dropped_on is not None:
            return None
        return ask_result(self.desk, self, row.id, dropped=dropped)

    def do(self, what: str) -> None:
        row = next(iter(action_rows([self.current() or 0])), None)
        if row is None:
            return
        if what in ("done", "drop"):
            self._ask(dropped=what == "drop")
        elif what == "edit":
            self.opened(row.id)
        elif what == "member":
            self.desk.wanted.emit("members", {"open": row.member_id})
        elif what == "origin":
            self._show_origin(row.id)
        else:
            try:
                reopen(row.id)
            except Refused as refusal:
                show_refusal(self, str(refusal))
                return
            self.desk.tell_last(self)

    def _show_origin(self, action_id: int) -> None:
        action = Action.get_by_id(action_id)
        tab, place, asked = _ORIGINS[action.about_table]
        self.desk.wanted.emit(tab, {"place": place, asked: action.about_id})


class ActionDetails(DetailsPane):
    """The pane on the right. Buttons say what is wanted: `done`, `drop`, `reopen`, `edit`, `member`, `origin`."""

    def __init__(self, desk: Desk) -> None:
        words = (
            _("Mark as done…"),
            _("Drop…"),
            _("Take up again"),
            _("Edit…"),
            _("Open the member"),
            _("Where it comes from"),
        )
        signs = ("done", "close", "undo", "edit", "person", "talk")
        super().__init__(
            EmptyState("actions", _("No action chosen"), _("Choose one in the list to see what was agreed.")),
            list(zip(_BUTTONS, signs, words, strict=True)),
        )
        self._desk = desk

    def show_action(self, row: ActionRow | None) -> None:
        """Show an action; nothing without one."""
        if row is None:
            self.show_none()
            return
        say, state = self._desk.conventions, row.state(self._desk.today())
        self.begin(row.text)
        self.add_facts(
            [
                (_("State"), _(STATES[state])),
                (_("Who"), row.who),
                (_("By when"), say.date(row.due_on, "long") if row.due_on else _("no day agreed")),
                (_("About"), row.member),
                (_("Done on"), say.date(row.done_on)),
                (_("Dropped on"), say.date(row.dropped_on)),
            ]
        )
        if row.result:
            self.add_text(_("What came of it"), "heading")
            self.add_text(row.result)
        action = Action.get_by_id(row.id)
        offered = ["edit"]
        offered += ["reopen"] if state in ("done", "dropped") else ["done", "drop"]
        offered += ["member"] if row.member_id else []
        offered += ["origin"] if action.about_table in _ORIGINS else []
        self.offer(*offered)


def _columns() -> list[Column]:
    return [
        Column("due", _("By when"), 106, sortable=False),
        Column("text", _("What is to be done"), 200, stretch=True, sortable=False),
        Column("who", _("Who"), 120, sortable=False),
        Column("member", _("About"), 140, sortable=False),
        Column("state", _("State"), 124, chip=True, sortable=False),
    ]
