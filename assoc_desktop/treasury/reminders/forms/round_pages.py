"""Pages of a round: the texts to copy, and which reminders went out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from assoc_desktop.language import _
from assoc_desktop.refusals import Refused
from assoc_desktop.treasury.reminders.documents.texts import Message
from assoc_desktop.treasury.reminders.receivers import names_of
from assoc_desktop.treasury.reminders.sending import mark_sent, members_of
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import DateField
from assoc_desktop.widgets.list_pane import Action, ListPane
from assoc_desktop.widgets.messages import show_refusal
from assoc_desktop.widgets.pages import Page
from assoc_desktop.widgets.record_table import Column, Row
from assoc_desktop.widgets.toast import show_toast


class MessagesPage(Page):
    """A text for each receiver, to be copied into a telephone."""

    def __init__(self, found: Sequence[Message]) -> None:
        super().__init__(_("Telephone messages"))
        self._messages = found
        self.pane = ListPane(
            "reminder_messages",
            [
                Column("name", _("Name"), 200, sortable=False),
                Column("phone", _("Phone"), 170, sortable=False),
                Column("text", _("Text"), 400, stretch=True, sortable=False),
            ],
            self._read,
            [
                Action("paste", _("&Copy the text"), lambda: self.copy("text")),
                Action("phone", _("Copy the &number"), lambda: self.copy("phone")),
            ],
            hint=_("Who refuses calls has no number here. Choose a line, copy it, and paste it."),
        )
        self.body.addWidget(self.pane, 1)
        self.pane.show_again()

    def take_keyboard(self) -> None:
        self.pane.table.setFocus()

    def copy(self, what: str) -> None:
        """Put the text or the number of the chosen line on the clipboard."""
        chosen = self.pane.chosen()
        if chosen is None:
            return
        message = self._messages[chosen - 1]
        QGuiApplication.clipboard().setText(message.text if what == "text" else "".join(message.numbers[:1]))
        show_toast(self, _("Copied."))

    def _read(self) -> dict[int, Row]:
        return {
            place: Row({"name": each.receiver.name, "phone": ", ".join(each.numbers), "text": each.text})
            for place, each in enumerate(self._messages, 1)
        }


class SentPage(Page):
    """Which reminders of a round went out: all but the chosen ones."""

    def __init__(self, desk: Desk, key: str) -> None:
        super().__init__(_("Which went out?"))
        self._desk, self._key = desk, key
        self.day = DateField(desk.conventions)
        self.day.set_value(desk.today())
        caption = QLabel(_("Sent &on"))
        caption.setBuddy(self.day.target())
        self.day.target().setAccessibleName(_("Sent on"))
        self.heading.addWidget(caption)
        self.heading.addWidget(self.day)
        self.pane = ListPane(
            "reminders_sent",
            [Column("name", _("Name"), 400, stretch=True, sortable=False)],
            lambda: {each: Row({"name": name}) for each, name in names_of(members_of(key)).items()},
            [
                Action("check", _("&All went out"), lambda: self.mark([]), needs_choice=False, main=True),
                Action("close", _("All &but the chosen ones"), self.mark_others),
            ],
            hint=_("Who got nothing is chosen in the list, several with Ctrl held, and is proposed again."),
        )
        self.body.addWidget(self.pane, 1)
        self.pane.show_again()

    def take_keyboard(self) -> None:
        self.pane.table.setFocus()

    def mark_others(self) -> None:
        """Mark all but those chosen in the list."""
        self.mark(self.pane.table.selected_ids())

    def mark(self, but: list[int]) -> None:
        """Mark the round as sent on the day above, without some."""
        day = self.day.value()
        if day is None:
            show_refusal(self, self.day.problem() or _("Say on which day it went out."))
            return
        try:
            mark_sent(self._key, on=day, but=but, today=self._desk.today())
        except Refused as refusal:
            show_refusal(self, str(refusal))
            return
        self._desk.tell_last(self)
        self.closed.emit()
