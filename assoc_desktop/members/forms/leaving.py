"""Small dialogs for what ends a membership: resignation, striking off, death; and the archive."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from assoc_desktop.language import N_, _, ngettext
from assoc_desktop.members.records import Member
from assoc_desktop.members.rules import archive, bring_back, record_leaving
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import DateField, LineField
from assoc_desktop.widgets.form_dialog import FormDialog, show_form
from assoc_desktop.widgets.form_page import FormPage

#: Fact → title of its dialog, label of its date, label of its button, and what is said when it is done.
LEAVINGS = {
    "resigned_on": (
        N_("{name} resigns"), N_("Resigned on"), N_("Record the resignation"), N_("The resignation was recorded."),
    ),
    "struck_off_on": (
        N_("Strike {name} off"), N_("Struck off on"), N_("Strike off"), N_("The member was struck off."),
    ),
    "deceased_on": (
        N_("{name} has died"), N_("Deceased on"), N_("Record the death"), N_("The death was recorded."),
    ),
}  # fmt: skip


class LeavingForm(FormPage):
    """The day on which a member left, and for a striking off its reason.

    Args:
        desk: the open file.
        member_id: who left.
        fact: a key of `LEAVINGS`.
    """

    def __init__(self, desk: Desk, member_id: int, fact: str, parent: QWidget | None = None) -> None:
        title, day, self.button, self.done = map(_, LEAVINGS[fact])
        super().__init__(title.format(name=Member.get_by_id(member_id).full_name), parent=parent)
        self._desk, self._member_id, self._fact = desk, member_id, fact
        self.add_field(fact, day, DateField(desk.conventions))
        if fact == "struck_off_on":
            self.add_field(
                "reason", _("Reason"), LineField(), _("It is kept with the member, and asked for later.")
            )
        self.start()

    def load(self) -> dict[str, Any]:
        return {self._fact: self._desk.today()}

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        problems = {}
        if values[self._fact] is None:
            problems[self._fact] = _("Say on which day.")
        if "reason" in values and not values["reason"]:
            problems["reason"] = _("Say why the member is struck off: the reason is kept.")
        return problems

    def save(self, values: dict[str, Any]) -> object:
        day: datetime.date = values[self._fact]
        reason = values.get("reason", "")
        record_leaving(self._member_id, self._fact, day, reason=reason, today=self._desk.today())
        return self._member_id


class ArchiveForm(FormPage):
    """The day from which members are shown in the archive alone."""

    def __init__(self, desk: Desk, member_ids: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(_archive_title(member_ids), parent=parent)
        self._desk, self._member_ids = desk, member_ids
        hint = _(
            "Nothing is lost: archived members are found with the filter “The archive” and can be brought back."
        )
        self.add_field("on", _("Archived on"), DateField(desk.conventions), hint)
        self.start()

    def load(self) -> dict[str, Any]:
        return {"on": self._desk.today()}

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        return {} if values["on"] else {"on": _("Say on which day.")}

    def save(self, values: dict[str, Any]) -> object:
        archive(self._member_ids, values["on"])
        return self._member_ids


def ask_leaving(desk: Desk, parent: QWidget, member_id: int, fact: str) -> FormDialog:
    """Ask for the day on which a member left, record it, and say so with Undo.

    Args:
        fact: `resigned_on`, `struck_off_on` or `deceased_on`.
    """
    form = LeavingForm(desk, member_id, fact)
    return show_form(form, parent, lambda _id: desk.tell_change(parent, form.done), form.button)


def ask_archive(
    desk: Desk, parent: QWidget, member_ids: Sequence[int], done: Callable[[], object] = lambda: None
) -> FormDialog:
    """Ask for the day, archive the members, and say so with Undo."""
    form = ArchiveForm(desk, member_ids)
    told = ngettext("{n} member was archived.", "{n} members were archived.", len(member_ids))
    sentence = told.format(n=len(member_ids))

    def archived(_ids: object) -> None:
        desk.tell_change(parent, sentence)
        done()

    return show_form(form, parent, archived, _("Archive"))


def bring_members_back(desk: Desk, parent: QWidget, member_ids: Sequence[int]) -> None:
    """Put archived members back into the lists, and say so with Undo."""
    bring_back(member_ids)
    told = ngettext("{n} member is back in the lists.", "{n} members are back in the lists.", len(member_ids))
    desk.tell_change(parent, told.format(n=len(member_ids)))


def _archive_title(member_ids: Sequence[int]) -> str:
    if len(member_ids) == 1:
        return _("Archive {name}").format(name=Member.get_by_id(member_ids[0]).full_name)
    return _("Archive {n} members").format(n=len(member_ids))
