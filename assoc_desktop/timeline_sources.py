"""What later features tell in the timeline of a member: the one list of their sources.

The window hands this list to the desk, and the desk to every page that shows a timeline. A feature that has something to
tell adds one line here; members know none of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assoc_desktop.members.timeline import Source


def timeline_sources() -> tuple[Source, ...]:
    """The sources beside those of `members.timeline`; loaded when the first timeline is shown."""
    from assoc_desktop.actions.following import timeline_source as actions
    from assoc_desktop.benefits.fund.requests import timeline_source as requests
    from assoc_desktop.benefits.uses import timeline_source as uses
    from assoc_desktop.listening.timeline import conversations, prospect_steps
    from assoc_desktop.surveys.answering import timeline_source as surveys
    from assoc_desktop.treasury.dues.payments import timeline_source as payments
    from assoc_desktop.treasury.reminders.sending import timeline_source as reminders

    return (payments, reminders, uses, requests, conversations, actions, prospect_steps, surveys)
