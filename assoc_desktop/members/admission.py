"""Letting members in: a page saved whole with its first membership, and what enrolling many would mean, in words."""

from __future__ import annotations

import datetime
from dataclasses import replace

from assoc_desktop.language import N_, _, ngettext
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.fees import Proposal
from assoc_desktop.members.memberships import Enrolment, MembershipData, save_membership
from assoc_desktop.members.proofs import without_proof
from assoc_desktop.members.records import Category, Member
from assoc_desktop.members.rules import save_member
from assoc_desktop.storage import attachment
from assoc_desktop.storage.history import operation
from assoc_desktop.storage.pictures import PHOTO_TYPE

#: Of so many who left it is said by name why they are not enrolled.
_MOST_NAMED = 3


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


def forecast(enrolment: Enrolment, today: datetime.date, conventions: Conventions) -> list[str]:
    """What an enrolment would write, and what to look at before, in sentences."""
    n, say = len(enrolment.rows), conventions.number
    due = conventions.money(sum(data.fee_due for _member_id, data in enrolment.rows))
    enrolled = ngettext(
        "{n} member is enrolled; {due} due.", "{n} members are enrolled; {due} due in all.", n
    )
    sentences = [enrolled.format(n=say(n), due=due) if n else _("Nobody would be enrolled.")]
    counted = {
        ngettext(
            "{n} is enrolled already and left as they are.", "{n} are enrolled already and left as they are.", enrolment.already
        ): enrolment.already,
        ngettext(
            "{n} died or was erased and is left out.", "{n} died or were erased and are left out.", enrolment.gone
        ): enrolment.gone,
        ngettext(
            "{n} was in no category yet and is left out.", "{n} were in no category yet and are left out.", enrolment.never
        ): enrolment.never,
        ngettext(
            "{n} moves to another category by its limits.", "{n} move to another category by its limits.", enrolment.moved
        ): enrolment.moved,
    }  # fmt: skip
    sentences += [words.format(n=say(count)) for words, count in counted.items() if count]
    sentences += _left(enrolment, conventions)
    sentences += [
        _("The season {season} is opened with it.").format(season=season.label)
        for season in enrolment.opens.values()
    ]
    return sentences + _lacking(enrolment, today, conventions)


def _left(enrolment: Enrolment, conventions: Conventions) -> list[str]:
    """How many left and are left out, and of the first few why."""
    if not enrolment.left:
        return []
    n = len(enrolment.left)
    words = ngettext("{n} left and is left out:", "{n} left and are left out:", n)
    sentences = [words.format(n=conventions.number(n))]
    for member_id, leaving in list(enrolment.left.items())[:_MOST_NAMED]:
        name = Member.get_by_id(member_id).full_name
        sentences.append(_("{name}: {reason}").format(name=name, reason=leaving.told(conventions)))
    if n > _MOST_NAMED:
        more = n - _MOST_NAMED
        words = ngettext("… and {n} more", "… and {n} more", more)
        sentences.append(words.format(n=conventions.number(more)))
    return sentences


def _lacking(enrolment: Enrolment, today: datetime.date, conventions: Conventions) -> list[str]:
    """Category by category, how many have not shown what it asks for."""
    by_category: dict[int, list[int]] = {}
    for member_id, data in enrolment.rows:
        by_category.setdefault(data.category_id, []).append(member_id)
    sentences = []
    first: datetime.date = enrolment.season.starts_on
    for category in Category.select().where(Category.proof != ""):
        ids = by_category.get(category.id, [])
        if lacking := without_proof(ids, category, max(today, first)):
            sentence = _("{category}: {n} of {total} have shown no valid proof ({proof}).")
            sentences.append(
                sentence.format(
                    category=category.name,
                    n=conventions.number(len(lacking)),
                    total=conventions.number(len(ids)),
                    proof=category.proof,
                )
            )
    return sentences
