"""What became of actions, for the timeline of the member whom they concern."""

from __future__ import annotations

from collections.abc import Iterator

from assoc_desktop.actions.records import Action
from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.timeline import Entry


def timeline_source(member_id: int, conventions: Conventions, _newest: int | None = None) -> Iterator[Entry]:
    """The actions that concern a member: those done or dropped on that day, the others on the day they are due."""
    for action in Action.select().where(Action.member == member_id):
        lines = [_("By {person}.").format(person=action.who)] if action.who else []
        lines += [action.result] if action.result else []
        words, day = _("To do: {text}"), action.due_on
        if action.done_on:
            words, day = _("Done: {text}"), action.done_on
        elif action.dropped_on:
            words, day = _("Dropped: {text}"), action.dropped_on
        elif action.due_on:
            lines.insert(0, _("Due on {date}.").format(date=conventions.date(action.due_on)))
        if day is not None:
            title = words.format(text=action.text)
            yield Entry(day, _("Actions"), title, tuple(lines), about=frozenset({action.id}))
