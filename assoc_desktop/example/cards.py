"""The example's card designs, and a register in which every kind of card occurs."""

from __future__ import annotations

import datetime
from dataclasses import replace

from assoc_desktop.association.records import Season
from assoc_desktop.example.portraits import draw_signature
from assoc_desktop.language import _
from assoc_desktop.members.cards.design import CODE128, CardDesign
from assoc_desktop.members.cards.records import cards_to_print
from assoc_desktop.members.cards.rules import hand_over, mark_lost, mark_printed, mark_spoiled, save_design
from assoc_desktop.members.records import Membership
from assoc_desktop.storage import attachment

#: Cards of the present season that are printed; the others are left to print.
_PRINTED = 16


def add_designs() -> None:
    """With photo and signature in front; with a back, which then carries the signature; and one that saves ink."""
    signature = attachment.add(draw_signature(), "image/png")
    front = CardDesign(name=_("With photo"), signature=signature, signatory=_("The president"))
    save_design(front, preferred=True)
    found = _("Found this card? Please send it back to the association.")
    save_design(replace(front, name=_("With photo and back"), back=True, back_text=found))
    save_design(CardDesign(name=_("Simple, without colours"), layout="plain", colour="#37474F", code=CODE128))


def add_register(last: Season, present: Season, today: datetime.date) -> None:
    """Cards of the season before, all received; some of the present one: received, waiting, lost, spoiled."""
    members = Membership.select(Membership.member).where(Membership.season == last).order_by(Membership.id)
    first_day = _after(last.starts_on, 40)
    hand_over(
        mark_printed(last, [row[0] for row in members.tuples()], on=first_day), on=_after(first_day, 20)
    )
    lately = max(_after(present.starts_on, 0), _after(today, -10))
    cards = mark_printed(present, cards_to_print(present.id, today)[-_PRINTED:], on=lately)
    hand_over(cards[:8], on=today)
    mark_spoiled(cards[8:9], on=today)
    mark_lost(cards[:1], on=today)


def _after(day: datetime.date, days: int) -> datetime.date:
    return day + datetime.timedelta(days=days)
