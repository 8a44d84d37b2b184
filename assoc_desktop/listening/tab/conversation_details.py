"""What is known of the conversation in focus: the words, the reason as stated, the cause as assessed, what was promised."""

from __future__ import annotations

from assoc_desktop.actions.listing import STATES, actions_about
from assoc_desktop.language import _
from assoc_desktop.listening.conversations import TABLE, partner_of
from assoc_desktop.listening.forms.choices import SATISFACTION
from assoc_desktop.listening.records import REASONS, WAYS, WHOM, Conversation
from assoc_desktop.widgets.desk import Desk
from assoc_desktop.widgets.details_pane import DetailsPane
from assoc_desktop.widgets.empty_state import EmptyState


class ConversationDetails(DetailsPane):
    """The pane on the right. Buttons say what is wanted: `assess`, `edit`, `member`, `actions`."""

    def __init__(self, desk: Desk) -> None:
        none = EmptyState(
            "talk", _("No conversation chosen"), _("Choose one in the list to read what was said.")
        )
        super().__init__(
            none,
            (
                ("assess", "assess", _("Assess…")),
                ("edit", "edit", _("Edit…")),
                ("member", "person", _("Open the member")),
                ("actions", "actions", _("Actions")),
            ),
        )
        self._desk = desk

    def show_conversation(self, conversation_id: int | None) -> None:
        """Show a conversation; nothing without one."""
        stored = Conversation.get_or_none(Conversation.id == conversation_id)
        if stored is None:
            self.show_none()
            return
        say = self._desk.conventions
        self.begin(partner_of(stored))
        self.add_facts(
            [
                (_("Day"), say.date(stored.day, "long")),
                (_("Is a"), _(WHOM[stored.whom]) if stored.whom in WHOM else ""),
                (_("How"), _(WAYS[stored.way]) if stored.way in WAYS else ""),
                (_("Who listened"), stored.by_whom),
                (_("Satisfaction"), _(SATISFACTION[stored.satisfaction]) if stored.satisfaction else ""),
                (_("Season"), str(stored.season.label) if stored.season_id else ""),
            ]
        )
        if stored.words:
            self.add_text(_("What they said"), "heading")
            self.add_text(_("“{words}”").format(words=stored.words))
        if stored.stated:
            self.add_text(_("Reason as stated"), "heading")
            self.add_text(_reason(stored.stated))
        if stored.assessed:
            self.add_text(_("Cause as assessed"), "heading")
            self.add_text(_reason(stored.assessed))
            told = _("{name}, {day}").format(name=stored.assessed_by, day=say.date(stored.assessed_on))
            self.add_text(told, "quiet")
            if stored.assessment:
                self.add_text(stored.assessment)
        self._add_actions(stored.id)
        has_actions = bool(actions_about(TABLE, stored.id))
        offered = ["assess", "edit"] if stored.season_id else ["edit"]
        offered += ["member"] if stored.member_id else []
        self.offer(*offered, *(["actions"] if has_actions else []))

    def _add_actions(self, conversation_id: int) -> None:
        found, say = actions_about(TABLE, conversation_id), self._desk.conventions
        if found:
            self.add_text(_("Follow-up"), "heading")
        for action in found:
            self.add_text(action.text)
            due = _("by {day}").format(day=say.date(action.due_on)) if action.due_on else ""
            state = _(STATES[action.state(self._desk.today())])
            self.add_text(" · ".join(filter(None, (action.who, due, state, action.result))), "quiet")


def _reason(key: str) -> str:
    return _(REASONS[key]) if key in REASONS else key
