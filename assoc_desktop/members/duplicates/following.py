"""What bringing two members together does besides the fields, in sentences: what follows, what stays and what goes."""

from __future__ import annotations

from collections.abc import Iterator

from assoc_desktop.language import _, ngettext
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.consents import PURPOSES
from assoc_desktop.members.data import MemberData
from assoc_desktop.members.duplicates.answers import answers_that_follow
from assoc_desktop.members.duplicates.merging import later_answer
from assoc_desktop.members.duplicates.pointing import counted_that_follow
from assoc_desktop.members.duplicates.proposing import LEFT, seasons_of_both
from assoc_desktop.members.duplicates.showing import membership_in_words
from assoc_desktop.members.records import (
    Card,
    Consent,
    Household,
    HouseholdMember,
    Member,
    Membership,
    Proof,
)


def what_follows(keep: Member, other: Member, data: MemberData, conventions: Conventions) -> list[str]:
    """What would become of all that points to the one that goes; nothing is written.

    Args:
        data: what the kept one is to be.
    """
    return [
        *_numbers(keep, other, data),
        *_memberships_of_both(keep, other, conventions),
        *what_comes_along(keep, other, conventions),
    ]


def what_comes_along(keep: Member, other: Member, conventions: Conventions) -> list[str]:
    """What follows whatever is chosen where the two differ; nothing is written."""
    return [
        *_memberships(keep, other, conventions),
        *_cards_and_proofs(other, conventions),
        *_consents(keep, other, conventions),
        *answers_that_follow(keep.id, other.id, conventions),
        *counted_that_follow(keep.id, other.id, conventions),
        *_relations(keep, other, conventions),
        *_archive(keep, other),
    ]


def _numbers(keep: Member, other: Member, data: MemberData) -> Iterator[str]:
    for number in filter(None, (keep.number, other.number)):
        if number != data.number:
            yield _("Number {number} becomes a former number.").format(number=number)


def _memberships_of_both(keep: Member, other: Member, conventions: Conventions) -> Iterator[str]:
    for both in seasons_of_both(keep.id, other.id):
        stays, goes = (both.left, both.right) if both.proposed == LEFT else (both.right, both.left)
        yield _("Membership {season}: “{staying}” stays, “{going}” goes.").format(
            season=both.season.label,
            staying=membership_in_words(stays, conventions),
            going=membership_in_words(goes, conventions),
        )


def _memberships(keep: Member, other: Member, conventions: Conventions) -> Iterator[str]:
    of_both = [both.season.id for both in seasons_of_both(keep.id, other.id)]
    moving = Membership.select().where(Membership.member == other.id, Membership.season.not_in(of_both))
    for row in moving.order_by(Membership.starts_on):
        yield _("Membership {season} follows: {membership}.").format(
            season=row.season.label, membership=membership_in_words(row, conventions)
        )


def _cards_and_proofs(other: Member, conventions: Conventions) -> Iterator[str]:
    for card in Card.select().where(Card.member == other.id).order_by(Card.printed_on, Card.id):
        yield _("Card {serial} follows.").format(serial=card.serial)
    for proof in Proof.select().where(Proof.member == other.id).order_by(Proof.seen_on, Proof.id):
        yield _("Proof {name}, valid until {date}, follows.").format(
            name=proof.name, date=conventions.date(proof.valid_until)
        )


def _consents(keep: Member, other: Member, conventions: Conventions) -> Iterator[str]:
    answers = {row.purpose: row for row in Consent.select().where(Consent.member == keep.id)}
    for row in Consent.select().where(Consent.member == other.id).order_by(Consent.purpose):
        kept = answers.get(row.purpose)
        stands = row if kept is None else later_answer(kept, row)
        words = _("Consent “{purpose}”: agreed on {date}.")
        if not stands.given:
            words = _("Consent “{purpose}”: refused on {date}.")
        purpose = _(PURPOSES[row.purpose]) if row.purpose in PURPOSES else row.purpose
        yield words.format(purpose=purpose, date=conventions.date(stands.said_on))


def _relations(keep: Member, other: Member, conventions: Conventions) -> Iterator[str]:
    home = HouseholdMember.get_or_none(HouseholdMember.member.in_((keep.id, other.id)))
    if home is not None:
        people = HouseholdMember.select().where(HouseholdMember.household == home.household_id)
        household = Household.get_by_id(home.household_id)
        others = [row for row in people if row.member_id not in (keep.id, other.id)]
        if not others:
            yield _("The household {household} is dissolved: nobody else lives in it.").format(
                household=household.name
            )
        elif other.id in {row.member_id for row in people}:
            yield _("In the household {household}, {name} takes the place of {other}.").format(
                household=household.name, name=keep.full_name, other=other.full_name
            )
    n = Member.select().where(Member.employer == other.id).count()
    if n:
        words = ngettext("{n} member who works there follows.", "{n} members who work there follow.", n)
        yield words.format(n=conventions.number(n))


def _archive(keep: Member, other: Member) -> Iterator[str]:
    if keep.archived_on and not other.archived_on:
        yield _("{name} comes back from the archive.").format(name=keep.full_name)
