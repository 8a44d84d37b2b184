"""The levels of reminders: when, to whom, what is written."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from assoc_desktop.language import _
from assoc_desktop.refusals import Refused
from assoc_desktop.treasury.reminders.levels import (
    FIELDS,
    Level,
    check_level,
    level_numbered,
    levels,
    remove_last_level,
    save_level,
    spoken,
)
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import CheckField, LineField, TextField
from assoc_desktop.widgets.form_dialog import show_form
from assoc_desktop.widgets.form_page import FormPage
from assoc_desktop.widgets.list_pane import Action, ListPane
from assoc_desktop.widgets.messages import show_refusal
from assoc_desktop.widgets.pages import Page
from assoc_desktop.widgets.record_table import Column, Row


class LevelForm(FormPage):
    """One level."""

    def __init__(self, level: Level) -> None:
        super().__init__(_("Reminder level {n}").format(n=level.level))
        self._level = spoken(level)
        self.add_field("name", _("&Name"), LineField())
        self.add_field("days", _("&Days after the day due"), LineField(), _("Below zero: before it."))
        self.add_field(
            "to_payer",
            "",
            CheckField(_("One letter to the &payer of a household, or to the employer who pays")),
        )
        self.add_field("subject", _("S&ubject"), LineField())
        known = ", ".join("{" + each + "}" for each in FIELDS)
        self.add_field("text", _("&Text"), TextField(9), _("Fields: {fields}").format(fields=known))
        self.add_field("short_text", _("&Message"), LineField(), _("For a telephone."))
        self.start()

    def load(self) -> dict[str, Any]:
        level = self._level
        return {
            "name": level.name,
            "days": str(level.days),
            "to_payer": level.to_payer,
            "subject": level.subject,
            "text": level.text,
            "short_text": level.short_text,
        }

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        try:
            return check_level(self._made(values))
        except ValueError:
            return {"days": _("Write a whole number of days.")}

    def save(self, values: dict[str, Any]) -> object:
        save_level(self._made(values))
        return self._level.level

    def _made(self, values: dict[str, Any]) -> Level:
        typed = str(values["days"]).strip().replace("\u2212", "-")
        return replace(self._level, **{**values, "days": int(typed)})


class LevelsPage(Page):
    """The ladder."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Levels of reminders"))
        self._desk = desk
        self.pane = ListPane(
            "reminder_levels",
            [
                Column("level", _("Level"), 70, right=True, sortable=False),
                Column("name", _("Name"), 240, stretch=True, sortable=False),
                Column("days", _("Days after due"), 130, right=True, sortable=False),
                Column("subject", _("Subject"), 300, sortable=False),
            ],
            self._read,
            [
                Action("edit", _("Edi&t…"), self.edit),
                Action("add", _("&Add a level…"), self.add, needs_choice=False),
                Action("delete", _("&Remove the last"), self.remove, needs_choice=False),
            ],
            hint=_("A text that was never changed goes out in each receiver's language."),
        )
        self.body.addWidget(self.pane, 1)
        desk.changed.connect(self.pane.show_again)
        self.pane.show_again()

    def take_keyboard(self) -> None:
        self.pane.table.setFocus()

    def edit(self) -> None:
        """Change the chosen level."""
        chosen = self.pane.chosen()
        if chosen is not None:
            self._show(level_numbered(chosen))

    def add(self) -> None:
        """A level after the last, as the last is."""
        last = levels()[-1]
        self._show(replace(spoken(last), level=last.level + 1, days=last.days + 30))

    def remove(self) -> None:
        """Take the last level off."""
        try:
            remove_last_level()
        except Refused as refusal:
            show_refusal(self, str(refusal))
            return
        self._desk.tell_last(self)

    def _show(self, level: Level) -> None:
        told = _("The level was kept.")
        show_form(LevelForm(level), self, lambda _n: self._desk.tell_change(self, told))

    def _read(self) -> dict[int, Row]:
        say = self._desk.conventions.number
        return {
            each.level: Row(
                {
                    "level": str(each.level),
                    "name": spoken(each).name,
                    "days": say(each.days),
                    "subject": spoken(each).subject,
                }
            )
            for each in levels()
        }
