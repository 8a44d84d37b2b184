"""Bringing two records of one member together: one stays, with all that pointed to the other."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from typing import Any

from assoc_desktop.language import N_, _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.duplicates.answers import settle_answers
from assoc_desktop.members.duplicates.moving import Rule, move_all
from assoc_desktop.members.duplicates.proposing import LEFT, seasons_of_both
from assoc_desktop.members.holding import cancel_double_levies, make_room
from assoc_desktop.members.records import (
    Card,
    Consent,
    ContactPerson,
    CustomValue,
    EmailAddress,
    FormerNumber,
    Household,
    HouseholdMember,
    Member,
    Membership,
    MemberTag,
    NotSame,
    Phone,
)
from assoc_desktop.members.rules import save_member
from assoc_desktop.refusals import Refused
from assoc_desktop.storage.database import database, table_name
from assoc_desktop.storage.history import Change, Operation, history_of, operation, standing

_LABEL = N_("Bring together {name} and {other}")
#: What is written anew from the data chosen, so that the other's rows need not follow.
_WRITTEN_ANEW = (Phone, EmailAddress, ContactPerson, MemberTag, CustomValue)


def check_merge(keep_id: int, other_id: int) -> tuple[Member, Member]:
    """The two members, when they may be brought together.

    Raises:
        Refused: it is one member, a person and an institution, one is gone or erased, or they live in two households.
    """
    if keep_id == other_id:
        raise Refused(_("A member cannot be brought together with itself: choose two."))
    found = {member.id: member for member in Member.select().where(Member.id.in_((keep_id, other_id)))}
    if len(found) < 2:
        raise Refused(_("One of the two is no longer in the list. Search for duplicates again."))
    keep, other = found[keep_id], found[other_id]
    names = {"name": keep.full_name, "other": other.full_name}
    if keep.erased_on or other.erased_on:
        raise Refused(_("One of the two was erased on request and stays as it is."))
    if keep.kind != other.kind:
        raise Refused(
            _("{name} and {other} cannot be the same: one is a person, the other an institution.").format(
                **names
            )
        )
    homes = {
        row.household_id
        for row in HouseholdMember.select().where(HouseholdMember.member.in_((keep_id, other_id)))
    }
    if len(homes) > 1:
        raise Refused(
            _("{name} and {other} live in two households. Take one of them out of theirs first.").format(
                **names
            )
        )
    return keep, other


def merge(
    keep_id: int,
    other_id: int,
    data: MemberData,
    *,
    today: datetime.date,
    conventions: Conventions,
    staying: Mapping[int, int] | None = None,
) -> Member:
    """Make one member of two: all that points to the other comes to point to the one that is kept.

    The number that goes becomes a former number: cards that show it still find their member. Memberships, cards,
    consents and whatever later features keep follow; undo brings both back.

    Args:
        keep_id: whose record stays.
        other_id: whose record goes; its history stays.
        data: what the kept one is to be, as `proposing.merged` makes it.
        staying: id of a season to which both belong → id of the membership that stays; else as proposed.

    Raises:
        Refused: see `check_merge`, `moving.move_all` and `holding.make_room`; nothing is changed.
        Invalid: see `check_member`; nothing is changed.
    """
    keep, other = check_merge(keep_id, other_id)
    ids = {"kept": str(keep_id), "gone": str(other_id)}
    with operation(_LABEL, name=keep.full_name, other=other.full_name) as running:
        running.details.update(ids)
        cancel_double_levies(keep_id, other_id, today)
        _settle_memberships(keep_id, other_id, staying or {})
        _settle_not_same(keep_id, other_id)
        for record in _WRITTEN_ANEW:
            record.delete().where(record.member == other_id).execute()
        Member.update(number=None).where(Member.id == other_id).execute()
        move_all(Member, keep_id, other_id, _rules())
        # Of two records one of which had brought the other, nobody brings themselves.
        database.execute_sql(
            "UPDATE prospect SET brought_by_id = NULL WHERE member_id = ? AND brought_by_id = member_id",
            (keep_id,),
        )
        _dissolve_alone(keep_id)
        _count_copies(keep_id)
        _keep_numbers(keep, other, data)
        if keep.archived_on and not other.archived_on:
            Member.update(archived_on=None).where(Member.id == keep_id).execute()
        Member.delete().where(Member.id == other_id).execute()
        return save_member(data, today=today, conventions=conventions, member_id=keep_id)


def absorbed(member_id: int) -> list[int]:
    """Ids of the members that were brought into one and are so still, for their history."""
    found: list[int] = []
    for run in Operation.select().where(Operation.label == _LABEL).order_by(Operation.id):
        details = json.loads(run.details)
        if details.get("kept") == str(member_id) and standing(run) is not None:
            gone = int(details["gone"])
            found += [gone, *absorbed(gone)]
    return found


def whole_history(member_id: int, *, limit: int | None = 200) -> list[Change]:
    """What was changed on a member, and before that on those who were brought into them, newest first.

    Args:
        limit: how many parts of operations are read at most for each of them; None reads all.
    """
    changes = history_of(member_id, limit=limit)
    for gone in absorbed(member_id):
        earlier = history_of(gone, limit=limit)
        brought = {
            change.operation.id for change in earlier if (change.row_id, change.kind) == (gone, "deleted")
        }
        # Of the bringing together itself, the kept one tells all but what of the other had to go.
        changes += [
            change
            for change in earlier
            if change.operation.id not in brought
            or (change.kind == "deleted" and change.table in ("membership", "survey_response"))
        ]
    return sorted(changes, key=lambda change: -change.operation.id)


def _rules() -> dict[str, Rule]:
    """Table → what becomes of two rows of which only one may stand."""
    return {
        table_name(Consent): _settle_consent,
        table_name(HouseholdMember): lambda _standing, going: going.delete_instance(),
        # Of a possible member that was written down twice, what was known last stands.
        "prospect": _settle_prospect,
        # Kept by the surveys: who was asked twice was asked once.
        "survey_invitation": lambda _standing, going: going.delete_instance(),
        "survey_response": settle_answers,
    }


def later_answer(kept: Consent, going: Consent) -> Consent:
    """Of two answers that which holds: what was said later; said on one day, a refusal."""
    return going if (going.said_on, not going.given) > (kept.said_on, not kept.given) else kept


def _settle_consent(kept: Any, going: Any) -> None:
    if later_answer(kept, going) is going:
        keep_id = kept.member_id
        kept.delete_instance()
        Consent.update(member=keep_id).where(Consent.id == going.id).execute()
    else:
        going.delete_instance()


def _settle_prospect(kept: Any, going: Any) -> None:
    if going.stage_on > kept.stage_on:
        keep_id, record = kept.member_id, type(going)
        kept.delete_instance()
        record.update(member=keep_id).where(record.id == going.id).execute()
    else:
        going.delete_instance()


def _settle_memberships(keep_id: int, other_id: int, staying: Mapping[int, int]) -> None:
    """Let one membership stand for each season to which both belong; what points to the other follows."""
    for both in seasons_of_both(keep_id, other_id):
        proposed = both.left if both.proposed == LEFT else both.right
        stays_id = staying.get(both.season.id, proposed.id)
        stays, going = (both.left, both.right) if stays_id == both.left.id else (both.right, both.left)
        make_room(stays, going)
        move_all(Membership, stays.id, going.id, {})
        Membership.delete().where(Membership.id == going.id).execute()


def _settle_not_same(keep_id: int, other_id: int) -> None:
    """Whoever was said to differ from one differs from both; the two are now said to be the same."""
    rows = list(NotSame.select().where((NotSame.member == other_id) | (NotSame.other == other_id)))
    for row in rows:
        stranger = row.other_id if row.member_id == other_id else row.member_id
        first, second = sorted((keep_id, stranger))
        known = NotSame.get_or_none(NotSame.member == first, NotSame.other == second)
        if stranger == keep_id or known is not None:
            row.delete_instance()
        else:
            NotSame.update(member=first, other=second).where(NotSame.id == row.id).execute()


def _dissolve_alone(keep_id: int) -> None:
    """A household of the two alone is none any more."""
    home = HouseholdMember.get_or_none(HouseholdMember.member == keep_id)
    if (
        home is not None
        and HouseholdMember.select().where(HouseholdMember.household == home.household_id).count() < 2
    ):
        home.delete_instance()
        Household.delete().where(Household.id == home.household_id).execute()


def _count_copies(keep_id: int) -> None:
    """Number the cards of each season anew in the order in which they were printed: the last one is the good one.

    The serial that is printed on a card stays as it is.
    """
    copies: dict[int, int] = {}
    for card in list(
        Card.select().where(Card.member == keep_id).order_by(Card.printed_on, Card.copy_number, Card.id)
    ):
        copies[card.season_id] = copies.get(card.season_id, 0) + 1
        if card.copy_number != copies[card.season_id]:
            Card.update(copy_number=copies[card.season_id]).where(Card.id == card.id).execute()


def _keep_numbers(keep: Member, other: Member, data: MemberData) -> None:
    """Numbers that one of them had, or has now, and that the member no longer shows."""
    known = {row.number for row in FormerNumber.select().where(FormerNumber.member == keep.id)}
    for number in filter(None, (keep.number, other.number)):
        if number != data.number and number not in known:
            FormerNumber.create(number=number, member=keep.id)
    FormerNumber.delete().where(FormerNumber.number == data.number, FormerNumber.member == keep.id).execute()
    data.former_numbers = sorted(
        row.number for row in FormerNumber.select().where(FormerNumber.member == keep.id)
    )
