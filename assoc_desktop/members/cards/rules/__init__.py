"""Rules of cards: designs that are kept, faces from the file, the register, and checking a card."""

from assoc_desktop.members.cards.rules.checking import CardCheck, check_card
from assoc_desktop.members.cards.rules.designs import (
    StoredDesign,
    card_issuer,
    remove_design,
    save_design,
    stored_designs,
    usual_design,
)
from assoc_desktop.members.cards.rules.filling import faces_for
from assoc_desktop.members.cards.rules.register import (
    ToSign,
    cards_to_sign_for,
    hand_over,
    mark_lost,
    mark_printed,
    mark_spoiled,
)

__all__ = [
    "CardCheck",
    "StoredDesign",
    "ToSign",
    "card_issuer",
    "cards_to_sign_for",
    "check_card",
    "faces_for",
    "hand_over",
    "mark_lost",
    "mark_printed",
    "mark_spoiled",
    "remove_design",
    "save_design",
    "stored_designs",
    "usual_design",
]
