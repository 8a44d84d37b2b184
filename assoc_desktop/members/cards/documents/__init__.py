"""Cards on paper: what is on them, how they are laid out, and the sheets they are printed on."""

from assoc_desktop.members.cards.documents.cards import Printed, write_cards
from assoc_desktop.members.cards.documents.preview import card_preview_faces
from assoc_desktop.members.cards.documents.signatures import SignatureLine, signature_sheet
from assoc_desktop.members.cards.faces import CardFace, CardIssuer

__all__ = [
    "CardFace",
    "CardIssuer",
    "Printed",
    "SignatureLine",
    "card_preview_faces",
    "signature_sheet",
    "write_cards",
]
