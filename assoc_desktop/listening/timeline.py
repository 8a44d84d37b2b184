"""What listening tells in the timeline of a member: conversations, and the steps of a possible member."""

from __future__ import annotations

from collections.abc import Iterator

from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.listening.records import REASONS, STAGES, WAYS, Conversation, Prospect
from assoc_desktop.members.timeline import Entry


def conversations(member_id: int, conventions: Conventions, _newest: int | None = None) -> Iterator[Entry]:
    """The conversations with a member, each with what was said and what was made of it."""
    for row in Conversation.select().where(Conversation.member == member_id):
        way = _(WAYS[row.way]) if row.way in WAYS else row.way
        yield Entry(
            row.day,
            _("Conversations"),
            _("Conversation: {way}").format(way=way),
            tuple(_lines(row, conventions)),
            about=frozenset({row.id}),
        )


def _lines(row: Conversation, conventions: Conventions) -> Iterator[str]:
    if row.words:
        yield _("“{words}”").format(words=row.words)
    if row.satisfaction:
        yield _("Satisfaction: {n} of 5").format(n=conventions.number(row.satisfaction))
    if row.stated:
        yield _("Reason as stated: {reason}").format(reason=_reason(row.stated))
    if row.assessed:
        yield _("Cause as assessed: {reason}").format(reason=_reason(row.assessed))
    if row.by_whom:
        yield _("{name} listened.").format(name=row.by_whom)


def _reason(key: str) -> str:
    return _(REASONS[key]) if key in REASONS else key


def prospect_steps(member_id: int, conventions: Conventions, _newest: int | None = None) -> Iterator[Entry]:
    """Where a possible member stands, and the next step; earlier stages stand among the changes."""
    del conventions
    for row in Prospect.select().where(Prospect.member == member_id):
        kind = _("Possible member")
        stage = _(STAGES[row.stage]) if row.stage in STAGES else row.stage
        source = (_("Where from: {source}").format(source=row.source),) if row.source else ()
        yield Entry(row.stage_on, kind, _("Stage: {stage}").format(stage=stage), source)
        if row.next_on:
            yield Entry(row.next_on, kind, _("Next step: {step}").format(step=row.next_step))
