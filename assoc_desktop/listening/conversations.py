"""Conversations: what somebody said, kept in their words, and what was made of it later, kept apart."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, fields

from assoc_desktop.actions.rules import ActionData, check_action, save_action
from assoc_desktop.language import N_, _
from assoc_desktop.listening.records import REASONS, WAYS, WHOM, Conversation
from assoc_desktop.members.erasing.guarding import refuse_erased
from assoc_desktop.members.references import name_of_member
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.database import storable
from assoc_desktop.storage.history import operation

LONGEST_NAME, LONGEST_WORDS = 120, 8000
#: Table name under which actions name the conversation that they come from.
TABLE = "conversation"


@dataclass(frozen=True)
class ConversationData:
    """What was said, as it is typed.

    Attributes:
        member_id: who spoke, when it is somebody of the list.
        partner: who spoke, when it is nobody of the list.
        whom: a key of `WHOM`.
        by_whom: who listened.
        way: a key of `WAYS`.
        words: what was said, in their words.
        satisfaction: 1 to 5; None: not said.
        season_id: for which they do not join or renew.
        stated: a key of `REASONS`, as it was given; empty: none was.
    """

    member_id: int | None = None
    partner: str = ""
    whom: str = "member"
    day: datetime.date | None = None
    by_whom: str = ""
    way: str = "visit"
    words: str = ""
    satisfaction: int | None = None
    season_id: int | None = None
    stated: str = ""


@dataclass(frozen=True)
class Assessment:
    """What somebody made of a conversation later.

    Attributes:
        cause: a key of `REASONS`: the cause as it is seen.
        text: why it is seen so.
    """

    cause: str = ""
    on: datetime.date | None = None
    by: str = ""
    text: str = ""


def check_conversation(
    data: ConversationData, *, today: datetime.date, follow_up: ActionData | None = None
) -> dict[str, str]:
    """Field → what is wrong with it; those of the follow-up begin with `action_`."""
    problems = _check_people(data)
    if data.day is None:
        problems["day"] = _("Say on which day you talked.")
    elif data.day > today:
        problems["day"] = _("The day of the conversation lies in the future.")
    if data.way not in WAYS:
        problems["way"] = _("Say how you talked.")
    if data.satisfaction is not None and data.satisfaction not in range(1, 6):
        problems["satisfaction"] = _("Satisfaction is a number from 1 to 5.")
    if data.stated and data.stated not in REASONS:
        problems["stated"] = _("Choose a reason of the list.")
    elif data.stated and data.season_id is None:
        problems["season_id"] = _("Say for which season the reason holds.")
    if len(data.words.strip()) > LONGEST_WORDS:
        problems["words"] = _("This is longer than {n} signs. Shorten it.").format(n=LONGEST_WORDS)
    elif not (data.words.strip() or data.stated or data.satisfaction):
        problems["words"] = _("Write down what was said, a reason or how satisfied they are.")
    if follow_up is not None:
        problems |= {f"action_{name}": told for name, told in check_action(follow_up).items()}
    return problems


def _check_people(data: ConversationData) -> dict[str, str]:
    problems = {}
    if data.whom not in WHOM:
        problems["whom"] = _("Say with whom you talked.")
    if data.member_id is None and not data.partner.strip():
        problems["member_id"] = _("Choose somebody of the list, or type a name below.")
    elif data.member_id is not None and data.partner.strip():
        problems["partner"] = _("Somebody of the list was chosen above: leave this empty.")
    elif data.member_id is None and data.whom in ("member", "lapsed"):
        problems["member_id"] = _("Choose the member in the list.")
    for name, text in (("partner", data.partner), ("by_whom", data.by_whom)):
        if len(text.strip()) > LONGEST_NAME:
            problems[name] = _("This is longer than {n} signs. Shorten it.").format(n=LONGEST_NAME)
    return problems


def _check_assessed(data: ConversationData, stored: Conversation) -> dict[str, str]:
    """What of a correction would contradict the cause that was assessed already."""
    problems = {}
    if stored.assessed and data.season_id is None:
        problems["season_id"] = _("Say for which season the reason holds.")
    if stored.assessed_on is not None and data.day > stored.assessed_on:
        problems["day"] = _("The day of the assessment lies before the conversation.")
    return problems


def read_conversation(conversation_id: int) -> ConversationData:
    """A stored conversation, ready to be edited.

    Raises:
        Refused: it is no longer there.
    """
    stored = _stored(conversation_id)
    return ConversationData(**{field.name: getattr(stored, field.name) for field in fields(ConversationData)})


def save_conversation(
    data: ConversationData,
    *,
    today: datetime.date,
    follow_up: ActionData | None = None,
    conversation_id: int | None = None,
) -> Conversation:
    """Write a conversation down, or correct what was written; what was assessed of it stays.

    Args:
        follow_up: what somebody promised to do about it; written in the same operation.

    Raises:
        Invalid: see `check_conversation`, or it was assessed and would contradict that; nothing is written.
        Refused: the conversation is no longer there, or the member was erased.
    """
    if problems := check_conversation(data, today=today, follow_up=follow_up):
        raise Invalid(problems)
    refuse_erased([data.member_id])
    stored = Conversation() if conversation_id is None else _stored(conversation_id)
    if problems := _check_assessed(data, stored):
        raise Invalid(problems)
    name = name_of_member(data.member_id) if data.member_id else storable(data.partner).strip()
    label = N_("Conversation with {name}")
    if conversation_id is not None:
        label = N_("Change the conversation with {name}")
    with operation(label, name=name):
        for field in fields(ConversationData):
            value = getattr(data, field.name)
            setattr(stored, field.name, storable(value).strip() if isinstance(value, str) else value)
        stored.save(force_insert=conversation_id is None)
        if follow_up is not None:
            promised = ActionData(follow_up.text, follow_up.who, follow_up.due_on, data.member_id)
            save_action(promised, about=(TABLE, stored.id))
    return stored


def check_assessment(
    found: Assessment, conversation: Conversation, *, today: datetime.date
) -> dict[str, str]:
    """Field → what is wrong with what was made of a conversation."""
    problems = {}
    if found.cause not in REASONS:
        problems["cause"] = _("Choose the cause as you see it.")
    if found.on is None:
        problems["on"] = _("Say on which day it was assessed.")
    elif found.on > today:
        problems["on"] = _("The day of the assessment lies in the future.")
    elif found.on < conversation.day:
        problems["on"] = _("The day of the assessment lies before the conversation.")
    if not found.by.strip():
        problems["by"] = _("Say who assessed it.")
    elif len(found.by.strip()) > LONGEST_NAME:
        problems["by"] = _("This is longer than {n} signs. Shorten it.").format(n=LONGEST_NAME)
    if len(found.text.strip()) > LONGEST_WORDS:
        problems["text"] = _("This is longer than {n} signs. Shorten it.").format(n=LONGEST_WORDS)
    if conversation.season_id is None:
        problems["cause"] = _(
            "This conversation is about no season: say first for which season they do not join or renew."
        )
    return problems


def assess_conversation(conversation_id: int, found: Assessment, *, today: datetime.date) -> None:
    """Write down the cause as it is seen. What was said, and the reason as it was given, are left as they stand.

    Raises:
        Invalid: see `check_assessment`; nothing is written.
        Refused: the conversation is no longer there, or the member was erased.
    """
    stored = _stored(conversation_id)
    if problems := check_assessment(found, stored, today=today):
        raise Invalid(problems)
    refuse_erased([stored.member_id])
    with operation(N_("Assess the conversation with {name}"), name=partner_of(stored)):
        Conversation.update(
            assessed=found.cause,
            assessed_on=found.on,
            assessed_by=storable(found.by).strip(),
            assessment=storable(found.text).strip(),
        ).where(Conversation.id == conversation_id).execute()


def assessment_of(conversation: Conversation) -> Assessment:
    """What was made of a conversation so far."""
    return Assessment(
        conversation.assessed, conversation.assessed_on, conversation.assessed_by, conversation.assessment
    )


def partner_of(conversation: Conversation) -> str:
    """The name of who spoke."""
    return name_of_member(conversation.member_id) if conversation.member_id else str(conversation.partner)


def listeners() -> list[str]:
    """Who listened so far, the latest first; offered while a name is typed."""
    query = Conversation.select(Conversation.by_whom).where(Conversation.by_whom != "")
    return list(dict.fromkeys(row.by_whom for row in query.order_by(Conversation.id.desc()).limit(500)))


def _stored(conversation_id: int) -> Conversation:
    found = Conversation.get_or_none(Conversation.id == conversation_id)
    if found is None:
        raise Refused(_("This conversation is no longer there: writing it down was undone."))
    return found
