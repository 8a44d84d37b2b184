"""Saving a member's page whole: the data, the photo and, for a new member, the first membership, as one operation."""

from __future__ import annotations

import datetime
from dataclasses import replace

from assoc_desktop.language import N_
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.fees import Proposal
from assoc_desktop.members.memberships import MembershipData, save_membership
from assoc_desktop.members.records import Member
from assoc_desktop.members.rules import save_member
from assoc_desktop.storage import attachment
from assoc_desktop.storage.history import operation
from assoc_desktop.storage.pictures import PHOTO_TYPE


def save_member_page(
    data: MemberData,
    photo: bytes | None,
    *,
    today: datetime.date,
    conventions: Conventions,
    member_id: int | None = None,
    enrolment: Proposal | MembershipData | None = None,
) -> Member:
    """Add a member with photo and first membership, or change one: all of it is written, or nothing.

    Args:
        data: all that was typed; its `photo_id` is not looked at.
        photo: as `storage.pictures.photo_of` gave it, or None for no photo.
        enrolment: the first membership of a new member; None enrols in nothing.

    Raises:
        Invalid: see `check_member` and `check_membership`; nothing is written.
    """
    label = N_("Add {name}") if member_id is None else N_("Change {name}")
    with operation(label, name=data.full_name.strip()):
        photo_id = attachment.add(photo, PHOTO_TYPE) if photo else None
        member = save_member(
            replace(data, photo_id=photo_id), today=today, conventions=conventions, member_id=member_id
        )
        if isinstance(enrolment, Proposal):
            save_membership(member.id, enrolment.data, opens=enrolment.season if enrolment.opens else None)
        elif enrolment is not None:
            save_membership(member.id, enrolment)
    return member
