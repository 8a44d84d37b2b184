"""Checks and operations on possible members: added in one go, moved from stage to stage, declined with the reason."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, fields

from assoc_desktop.language import N_, _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.listening.conversations import ConversationData, save_conversation
from assoc_desktop.listening.prospects.listing import prospect_rows
from assoc_desktop.listening.records import STAGES, Prospect
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.erasing.guarding import refuse_erased
from assoc_desktop.members.records import Member
from assoc_desktop.members.rules import check_member, save_member
from assoc_desktop.refusals import Invalid, Refused
from assoc_desktop.storage.database import storable
from assoc_desktop.storage.history import operation

#: The stages through which one is moved forward; who applied is then enrolled.
WAY = ("known", "invited", "applied")
LONGEST = 300


@dataclass(frozen=True)
class ProspectData:
    """What is known of a possible member besides name and address.

    Attributes:
        source: where from: a visit, an event.
        brought_by_id: the member who named them.
        next_step: what is done next, and on which day.
    """

    source: str = ""
    brought_by_id: int | None = None
    next_step: str = ""
    next_on: datetime.date | None = None


def check_prospect(data: ProspectData, *, member_id: int | None = None) -> dict[str, str]:
    """Field → what is wrong with it."""
    problems = {}
    for name in ("source", "next_step"):
        if len(getattr(data, name).strip()) > LONGEST:
            problems[name] = _("This is longer than {n} signs. Shorten it.").format(n=LONGEST)
    if data.next_on is not None and not data.next_step.strip():
        problems["next_step"] = _("Say what is done on that day.")
    if member_id is not None and data.brought_by_id == member_id:
        problems["brought_by_id"] = _("Nobody brings themselves: choose another member.")
    return problems


def add_prospect(
    member: MemberData, data: ProspectData, *, today: datetime.date, conventions: Conventions
) -> int:
    """Add somebody who may join, with what comes next, in one operation; gives the member's id.

    Raises:
        Invalid: see `check_prospect` and `members.rules.check_member`; nothing is written.
    """
    problems = check_member(member, today=today, conventions=conventions) | check_prospect(data)
    if problems:
        raise Invalid(problems)
    refuse_erased([data.brought_by_id])
    with operation(N_("Add the possible member {name}"), name=storable(member.full_name).strip()):
        member.prospect_since = member.prospect_since or today
        added = save_member(member, today=today, conventions=conventions)
        Prospect.create(member=added.id, stage="known", stage_on=today, **_values(data))
    return int(added.id)


def read_prospect(member_id: int) -> ProspectData:
    """What is known of a possible member, ready to be edited."""
    stored = Prospect.get_or_none(Prospect.member == member_id)
    if stored is None:
        return ProspectData()
    return ProspectData(**{field.name: getattr(stored, field.name) for field in fields(ProspectData)})


def save_prospect(member_id: int, data: ProspectData, *, today: datetime.date) -> None:
    """Change what is known of a possible member; the stage stays as it is.

    Raises:
        Invalid: see `check_prospect`; nothing is written.
        Refused: the member is no longer in the list, or was erased.
    """
    if problems := check_prospect(data, member_id=member_id):
        raise Invalid(problems)
    member = _member(member_id)
    refuse_erased([member_id, data.brought_by_id])
    with operation(N_("Change the possible member {name}"), name=member.full_name):
        stored = _row_of(member, today)
        Prospect.update(_values(data)).where(Prospect.id == stored.id).execute()


def move(member_id: int, stage: str, *, today: datetime.date) -> None:
    """Move a possible member to a stage of `WAY`.

    Raises:
        Refused: they belong already, or the stage is none of the way: who joins is enrolled, who declines says why.
    """
    if stage not in WAY:
        raise Refused(
            _("Enrol who joins in the Members tab: the stage then follows. Who declines is asked why.")
        )
    member = _undecided(member_id)
    words = _(STAGES[stage])
    with operation(N_("{name}: {stage}"), name=member.full_name, stage=words):
        stored = _row_of(member, today)
        if stored.stage != stage:
            Prospect.update(stage=stage, stage_on=today).where(Prospect.id == stored.id).execute()


def forward(member_id: int, step: int, *, today: datetime.date) -> None:
    """Move a possible member one stage forward, or back.

    Raises:
        Refused: there is no such stage, or they belong already.
    """
    _undecided(member_id)
    (row,) = prospect_rows([member_id])
    # Who declined may be asked again: the way begins anew.
    place = (WAY.index(row.stage) if row.stage in WAY else -1) + step
    if place >= len(WAY):
        raise Refused(_("Who applied is enrolled in the Members tab: the stage then follows by itself."))
    if place < 0:
        raise Refused(_("This is the first stage."))
    move(member_id, WAY[place], today=today)


def decline(member_id: int, said: ConversationData, *, today: datetime.date) -> None:
    """Write down that somebody will not join, and why, as a conversation: both or nothing.

    Raises:
        Invalid: no reason is given, or see `check_conversation`; nothing is written.
        Refused: they belong already.
    """
    if not said.stated:
        raise Invalid({"stated": _("Choose the reason as they gave it.")})
    member = _undecided(member_id)
    with operation(N_("{name} declines to join"), name=member.full_name):
        save_conversation(said, today=today)
        stored = _row_of(member, today)
        Prospect.update(stage="declined", stage_on=today, next_step="", next_on=None).where(
            Prospect.id == stored.id
        ).execute()


def mark_invited(member_ids: Sequence[int], *, today: datetime.date) -> int:
    """Write down that invitations went out; who stands further than known stays there. Gives how many were moved."""
    known = [row.id for row in prospect_rows(member_ids) if row.stage == "known"]
    if not known:
        return 0
    label = N_("Invite a possible member") if len(known) == 1 else N_("Invite {n} possible members")
    with operation(label, n=len(known)):
        for member_id in known:
            stored = _row_of(_member(member_id), today)
            Prospect.update(stage="invited", stage_on=today).where(Prospect.id == stored.id).execute()
    return len(known)


def _values(data: ProspectData) -> dict[str, object]:
    return {
        "source": storable(data.source).strip(),
        "brought_by": data.brought_by_id,
        "next_step": storable(data.next_step).strip(),
        "next_on": data.next_on,
    }


def _member(member_id: int) -> Member:
    found = Member.get_or_none(Member.id == member_id)
    if found is None:
        raise Refused(_("This possible member is no longer in the list: adding them was undone."))
    return found


def _undecided(member_id: int) -> Member:
    member = _member(member_id)
    refuse_erased([member_id])
    if any(row.stage == "joined" for row in prospect_rows([member_id])):
        raise Refused(_("{name} has joined: the memberships tell the rest.").format(name=member.full_name))
    return member


def _row_of(member: Member, today: datetime.date) -> Prospect:
    """What is stored of a possible member; who was only marked as one gets a row."""
    stored = Prospect.get_or_none(Prospect.member == member.id)
    since = member.prospect_since or today
    return stored or Prospect.create(member=member.id, stage="known", stage_on=since)
