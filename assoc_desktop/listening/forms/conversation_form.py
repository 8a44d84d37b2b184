"""The form of a conversation: who spoke, what they said, and what was promised about it."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from assoc_desktop.actions.listing import actions_about
from assoc_desktop.actions.rules import ActionData
from assoc_desktop.association.records import present_season, seasons
from assoc_desktop.language import _
from assoc_desktop.listening.conversations import (
    TABLE,
    ConversationData,
    check_conversation,
    listeners,
    read_conversation,
    save_conversation,
)
from assoc_desktop.listening.forms.choices import reason_choices, satisfaction_choices, season_choices
from assoc_desktop.listening.records import WAYS, WHOM
from assoc_desktop.members.finding import offered
from assoc_desktop.members.records import Member
from assoc_desktop.members.references import name_of_member
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.fields import ChoiceField, DateField, LineField, TextField
from assoc_desktop.widgets.fields.reference import ReferenceField
from assoc_desktop.widgets.wide_form import WideFormPage

_FOLLOW_UP = ("action_text", "action_who", "action_due_on")


class ConversationForm(WideFormPage):
    """The page on which a conversation is written down or corrected.

    Args:
        conversation_id: which to correct; None writes a new one down.
        member_id: with whom a new one was.
    """

    def __init__(
        self,
        desk: Desk,
        conversation_id: int | None = None,
        *,
        member_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = _("New conversation") if conversation_id is None else _("Conversation")
        draft = desk.draft(f"conversation {conversation_id or 'new'}")
        super().__init__(title, draft=draft, parent=parent)
        self._desk, self._conversation_id, self._member_id = desk, conversation_id, member_id
        self._add_people()
        self._add_words()
        self._add_answers()
        self._add_follow_up()
        self.start()

    def load(self) -> dict[str, Any]:
        if self._conversation_id is not None:
            stored = read_conversation(self._conversation_id)
            return dict(vars(stored))
        today = self._desk.today()
        season, known = present_season(today), listeners()
        return vars(
            ConversationData(
                member_id=self._member_id,
                whom=self._whom(),
                day=today,
                by_whom=known[0] if known else "",
                season_id=season.id if season else None,
            )
        )

    def check(self, values: dict[str, Any]) -> dict[str, str]:
        today = self._desk.today()
        return check_conversation(self._data(values), today=today, follow_up=self._follow_up(values))

    def save(self, values: dict[str, Any]) -> object:
        return save_conversation(
            self._data(values),
            today=self._desk.today(),
            follow_up=self._follow_up(values),
            conversation_id=self._conversation_id,
        ).id

    # Building

    def _add_people(self) -> None:
        self.add_section(_("Who spoke"), side=0)
        hint = _("Type a name of the list")
        self.add_field("member_id", _("&Member"), ReferenceField(offered, name_of_member, hint))
        self.add_field("partner", _("Or somebody else"), LineField(longest=120))
        whom = [(key, _(words)) for key, words in WHOM.items()]
        self.add_field("whom", _("Is a"), ChoiceField(whom))
        self.add_field("day", _("&Day"), DateField(self._desk.conventions))
        self.add_field("way", _("Ho&w"), ChoiceField([(key, _(words)) for key, words in WAYS.items()]))
        self.add_field("by_whom", _("Who &listened"), LineField(known=listeners(), longest=120))

    def _add_words(self) -> None:
        self.add_section(_("What they said"), side=1)
        self.add_field("words", "", TextField(7), _("In their own words."))
        self.fields["words"].target().setAccessibleName(_("What they said"))

    def _add_answers(self) -> None:
        self.add_section(_("Joining and renewing"), side=1)
        self.add_field("satisfaction", _("&Satisfaction"), ChoiceField(satisfaction_choices()))
        self.add_field("season_id", _("Seas&on"), ChoiceField(season_choices(seasons())))
        self.add_field(
            "stated",
            _("&Reason as stated"),
            ChoiceField(reason_choices()),
            _("Why they do not join or renew, as they say it. What you make of it is assessed later, apart."),
        )

    def _add_follow_up(self) -> None:
        self.add_section(_("Follow-up"), side=0)
        known = len(actions_about(TABLE, self._conversation_id)) if self._conversation_id else 0
        hint = _("Follow-ups already written down stay; this adds another one.") if known else ""
        self.add_field("action_text", _("What is &to be done"), LineField(longest=300), hint)
        self.add_field("action_who", _("Who does it"), LineField(known=listeners(), longest=120))
        self.add_field("action_due_on", _("&By when"), DateField(self._desk.conventions))

    # Reading

    def _whom(self) -> str:
        member = Member.get_or_none(Member.id == self._member_id)
        if member is None or member.joined_on is not None or member.prospect_since is None:
            return "member"
        return "possible"

    def _data(self, values: dict[str, Any]) -> ConversationData:
        return ConversationData(
            **{name: value for name, value in values.items() if not name.startswith("action_")}
        )

    def _follow_up(self, values: dict[str, Any]) -> ActionData | None:
        text, who, due_on = (values[name] for name in _FOLLOW_UP)
        return ActionData(text, who, due_on) if text or who or due_on else None
