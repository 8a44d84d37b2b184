"""What somebody who did not renew said, typed in from a call sheet: a number, a number, words, and what was promised."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from assoc_desktop.actions.rules import ActionData
from assoc_desktop.association.records import Season
from assoc_desktop.language import _
from assoc_desktop.listening.conversations import (
    ConversationData,
    check_conversation,
    save_conversation,
)
from assoc_desktop.listening.records import REASONS, Conversation
from assoc_desktop.refusals import Invalid


@dataclass(frozen=True)
class Result:
    """One line of typing.

    Attributes:
        reason: the number of a reason as the sheet numbers them, as typed; empty: none was given.
        satisfaction: 1 to 5, as typed; empty: not said.
        follow_up: what was promised; empty: nothing.
        who: who does it.
    """

    reason: str = ""
    satisfaction: str = ""
    words: str = ""
    follow_up: str = ""
    who: str = ""
    due_on: datetime.date | None = None


@dataclass(frozen=True)
class Talk:
    """What holds for one sheet after the other: which season, when, by whom and how."""

    season: Season
    day: datetime.date | None
    by_whom: str
    way: str = "phone"


def _conversation(member_id: int, result: Result, talk: Talk) -> tuple[ConversationData, dict[str, str]]:
    """The conversation that a result stands for, and what cannot be read."""
    problems = {}
    stated, satisfaction = "", None
    if typed := result.reason.strip():
        if typed.isdecimal() and 1 <= int(typed) <= len(REASONS):
            stated = list(REASONS)[int(typed) - 1]
        else:
            problems["stated"] = _("Type the number of a reason, 1 to {n}.").format(n=len(REASONS))
    if typed := result.satisfaction.strip():
        if typed in ("1", "2", "3", "4", "5"):
            satisfaction = int(typed)
        else:
            problems["satisfaction"] = _("Satisfaction is a number from 1 to 5.")
    data = ConversationData(
        member_id=member_id,
        whom="lapsed",
        day=talk.day,
        by_whom=talk.by_whom,
        way=talk.way,
        words=result.words,
        satisfaction=satisfaction,
        season_id=talk.season.id,
        stated=stated,
    )
    return data, problems


def _promised(result: Result) -> ActionData | None:
    has_any = result.follow_up.strip() or result.who.strip() or result.due_on
    return ActionData(result.follow_up, result.who, result.due_on) if has_any else None


def save_result(member_id: int, result: Result, talk: Talk, *, today: datetime.date) -> Conversation:
    """Write down what a member said, and what was promised, in one operation.

    Raises:
        Invalid: a number cannot be read, or see `check_conversation`; nothing is written.
    """
    data, problems = _conversation(member_id, result, talk)
    told = problems or check_conversation(data, today=today, follow_up=_promised(result))
    if told:
        raise Invalid(told)
    return save_conversation(data, today=today, follow_up=_promised(result))
