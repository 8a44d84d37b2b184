"""Checking a card that somebody shows: is it genuine, is it valid, who is it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from assoc_desktop.association.records import Season, the_association
from assoc_desktop.language import _, language
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.cards.codes import CardClaim, looks_like_code, read
from assoc_desktop.members.cards.rules.register import serial_of
from assoc_desktop.members.holding import paid_for
from assoc_desktop.members.memberships import facts_of
from assoc_desktop.members.records import Card, FormerNumber, Member, Membership
from assoc_desktop.members.status import BELONGING, Status, status_on
from assoc_desktop.refusals import Refused
from assoc_desktop.storage import attachment

_LEFT = ("resigned", "struck_off", "deceased")


@dataclass(frozen=True, slots=True)
class CardCheck:
    """What is to be said about a card.

    Attributes:
        verdict: `valid`, `number` (found by number, no card was checked), `early`, `expired`, `lost`, `spoiled`,
            `replaced`, `left` (the member has), `lapsed`, `forged`, or `unknown`.
        sentence: the verdict in a person's words.
        good: whether the bearer enjoys a member's rights today.
        to_pay: dues of the card's season in minor units; None without a membership in it.
    """

    verdict: str
    sentence: str
    good: bool = False
    member_id: int | None = None
    number: str = ""
    name: str = ""
    photo: bytes | None = None
    status: Status | None = None
    season: str = ""
    valid_until: datetime.date | None = None
    serial: str = ""
    to_pay: int | None = None


def check_card(text: str, *, today: datetime.date) -> CardCheck:
    """What a scanned code, or a typed code or member number, means today. Nothing but the file is asked."""
    association = the_association()
    conventions = association.conventions_in(language())
    try:
        claim = read(text, bytes.fromhex(association.card_key))
    except Refused as problem:
        if looks_like_code(text):
            return CardCheck("forged", str(problem))
        return _by_number(text, today, conventions)
    return _by_claim(claim, today, conventions)


def _by_number(text: str, today: datetime.date, conventions: Conventions) -> CardCheck:
    """Who has a typed member number, or the number that a card has in the register."""
    number = text.strip()
    card = Card.get_or_none(Card.serial == number)
    member = card.member if card else _bearer(number)
    if member is None:
        return CardCheck("unknown", _("There is no card and no member with “{text}”.").format(text=number))
    status = status_on(today, facts_of(member), conventions)
    out_of_use = _out_of_use(card, conventions)
    by_number = _("Found by number: the card itself was not checked. {reason}").format(reason=status.reason)
    verdict, sentence = out_of_use or ("number", by_number)
    return replace(
        _about(member, status, None),
        verdict=verdict,
        sentence=sentence,
        good=out_of_use is None and status.code in BELONGING,
        serial=card.serial if card else "",
    )


def _bearer(number: str) -> Member | None:
    """Who has a number, or had it before two records were brought together."""
    if not number:
        return None
    member = Member.get_or_none(Member.number == number)
    former = FormerNumber.get_or_none(FormerNumber.number == number) if member is None else None
    return former.member if former else member


def _by_claim(claim: CardClaim, today: datetime.date, conventions: Conventions) -> CardCheck:
    serial = serial_of(claim.number, claim.season, claim.copy)
    card = Card.get_or_none(Card.serial == serial)
    member = card.member if card else _bearer(claim.number)
    if member is None:
        sentence = _("The card is genuine, but nobody has the number {number} any more.")
        found = CardCheck("unknown", sentence.format(number=claim.number), number=claim.number)
    else:
        status = status_on(today, facts_of(member), conventions)
        membership = _membership(member, claim.season)
        verdict, sentence = _judge(claim, card, status, membership, today, conventions)
        about = _about(member, status, membership)
        found = replace(about, verdict=verdict, sentence=sentence, good=verdict == "valid")
    return replace(found, season=claim.season, valid_until=claim.valid_until, serial=serial)


def _membership(member: Member, season: str) -> Membership | None:
    query = Membership.select().join(Season).where(Membership.member == member, Season.label == season)
    return query.first()


def _judge(
    claim: CardClaim,
    card: Card | None,
    status: Status,
    membership: Membership | None,
    today: datetime.date,
    conventions: Conventions,
) -> tuple[str, str]:
    """Verdict and sentence; what weighs most comes first."""
    say = conventions.date
    if out_of_use := _out_of_use(card, conventions):
        return out_of_use
    if status.code in _LEFT:
        return "left", _("The card is genuine, but its member has left. {reason}").format(
            reason=status.reason
        )
    if claim.valid_until is not None and claim.valid_until < today:
        return "expired", _("This card expired on {date}.").format(date=say(claim.valid_until))
    if membership is not None and membership.starts_on > today and status.code not in BELONGING:
        return "early", _("This card is valid from {date}.").format(date=say(membership.starts_on))
    if status.code not in BELONGING:
        return "lapsed", _("The card is genuine, but the membership is not up to date. {reason}").format(
            reason=status.reason
        )
    if claim.valid_until is None:
        return "valid", _("The card is genuine and valid for life.")
    return "valid", _("The card is genuine and valid until {date}.").format(date=say(claim.valid_until))


def _out_of_use(card: Card | None, conventions: Conventions) -> tuple[str, str] | None:
    """Verdict and sentence about a card that the register has as lost, spoiled or replaced."""
    say = conventions.date
    if card is None:
        return None
    if card.lost_on:
        return "lost", _("This card was reported lost on {date}.").format(date=say(card.lost_on))
    if card.spoiled_on:
        return "spoiled", _("This card was put aside as spoiled on {date}.").format(date=say(card.spoiled_on))
    later = _replaced_by(card)
    if later is None:
        return None
    sentence = _("This card was replaced by {serial} on {date}.")
    return "replaced", sentence.format(serial=later.serial, date=say(later.printed_on))


def _replaced_by(card: Card) -> Card | None:
    """The latest good copy that was printed after a card."""
    later = Card.select().where(
        Card.member == card.member_id,
        Card.season == card.season_id,
        Card.copy_number > card.copy_number,
        Card.spoiled_on.is_null(),
    )
    return later.order_by(Card.copy_number.desc()).first()


def _about(member: Member, status: Status, membership: Membership | None) -> CardCheck:
    """What is shown of the member, without a verdict yet."""
    return CardCheck(
        verdict="",
        sentence="",
        member_id=member.id,
        number=member.number or "",
        name=member.full_name,
        photo=attachment.read(member.photo_id) if member.photo_id else None,
        status=status,
        to_pay=membership.to_pay - paid_for(membership.id) if membership else None,
    )
