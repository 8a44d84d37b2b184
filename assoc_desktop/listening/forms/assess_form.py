"""The form on which a cause is assessed: above it what was said and the reason as it was given, which it never changes."""

from __future__ import annotations

import dataclasses
from typing import Any

from PySide6.QtWidgets import QWidget

from assoc_desktop.language import _
from assoc_desktop.listening.conversations import (
    Assessment,
    assess_conversation,
    assessment_of,
    check_assessment,
    listeners,
    partner_of,
)
from assoc_desktop.listening.forms.choices import numbered_reasons
from assoc_desktop.listening.records import REASONS, Conversation
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import ChoiceField, DateField, LineField, TextField
from assoc_desktop.widgets.form_page import FormPage
from assoc_desktop.widgets.wide_form import plain_label


class AssessForm(FormPage):
    """What somebody makes of a conversation. What was said stands above and cannot be typed into."""

    dialog_signs = 96

    def __init__(self, desk: Desk, conversation_id: int, parent: QWidget | None = None) -> None:
        super().__init__(_("Assess the cause"), parent=parent)
        self._desk = desk
        self._conversation = Conversation.get_by_id(conversation_id)
        say, stored = desk.conventions, self._conversation
        self.add_section(
            _("{name}, {day}").format(name=partner_of(stored), day=say.date(stored.day)),
            _("What they said stays as it stands, whatever you make of it."),
        )
        self.said = plain_label(stored.words or _("Nothing was written down in their words."))
        self.add_widget(self.said)
        reason = _(REASONS[stored.stated]) if stored.stated in REASONS else _("none given")
        self.stated = plain_label(_("Reason as stated: {reason}").format(reason=reason), "quiet")
        self.add_widget(self.stated)
        self.add_section(_("What you make of it"))
        causes = [("", _("not assessed")), *numbered_reasons()]
        self.add_field("cause", _("&Cause"), ChoiceField(causes))
        self.add_field("by", _("&By whom"), LineField(known=listeners(), longest=120))
        self.add_field("on", _("&Day"), DateField(desk.conventions))
        self.add_field("text", _("&Why"), TextField(3))
        self.start()

    def load(self) -> dict[str, Any]:
        found = assessment_of(self._conversation)
        return vars(found if found.on else dataclasses.replace(found, on=self._desk.today()))

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        return check_assessment(Assessment(**values), self._conversation, today=self._desk.today())

    def save(self, values: dict[str, Any]) -> object:
        assess_conversation(self._conversation.id, Assessment(**values), today=self._desk.today())
        return self._conversation.id
