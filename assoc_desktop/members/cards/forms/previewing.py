"""Pictures of a few cards, drawn by the same code as the paper, for the live preview."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from assoc_desktop.association.records import Season, the_association
from assoc_desktop.language import _
from assoc_desktop.members.cards.design import CardDesign
from assoc_desktop.members.cards.documents import card_preview_faces, draw_cards
from assoc_desktop.members.cards.faces import CardFace, CardIssuer
from assoc_desktop.members.cards.rules import faces_for
from assoc_desktop.pdf.sheets import LONG_EDGE, SINGLE_CARD
from assoc_desktop.refusals import Refused
from assoc_desktop.widgets.background import run_quietly
from assoc_desktop.widgets.pdf_preview import PdfDocument

#: Pixels of a card's width, enough for a large screen at double density.
_WIDTH = 1100
_PATIENCE_MS = 250


@dataclass(frozen=True)
class CardImage:
    """One side of a card, and what it shows."""

    image: QImage
    caption: str


@dataclass(frozen=True)
class Drawn:
    """What the preview shows: pictures, or the sentence that says why there are none."""

    images: tuple[CardImage, ...] = ()
    sentence: str = ""


class Previewer(QObject):
    """Draws in the background, a moment after the last change; only the latest drawing is told.

    Signals:
        drawn(Drawn): new pictures.
    """

    drawn = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._work: Callable[[], Drawn] | None = None
        self._turn = 0
        self._timer = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._timer.timeout.connect(self._start)

    def draw(self, work: Callable[[], Drawn]) -> None:
        """Draw soon; what was asked before and is not drawn yet is forgotten."""
        self._work = work
        self._turn += 1
        self._timer.start()

    def _start(self) -> None:
        if self._work is None:
            return
        turn, work = self._turn, self._work
        run_quietly(work, lambda drawn: self._tell(turn, drawn), self)

    def _tell(self, turn: int, drawn: Drawn) -> None:
        if turn == self._turn:
            self.drawn.emit(drawn)


def draw_selection(
    season: Season, member_ids: Sequence[int], design: CardDesign, issuer: CardIssuer, *, draft: bool = False
) -> Drawn:
    """The cards of a selection that are hardest to lay out: the longest name and the widest photo."""
    faces = card_preview_faces(faces_for(season, member_ids, design))
    return draw_faces(faces or [sample_face(season.label)], design, issuer, draft=draft)


def draw_faces(
    faces: Sequence[CardFace], design: CardDesign, issuer: CardIssuer, *, draft: bool = False
) -> Drawn:
    """Front of each face, then the back of the first; a picture that cannot be drawn is told in words."""
    duplex = LONG_EDGE if design.back else None
    try:
        content = draw_cards(faces, design, SINGLE_CARD, association=issuer, duplex=duplex, draft=draft)
    except Refused as refusal:
        return Drawn(sentence=str(refusal))
    document = PdfDocument(content)
    try:
        pages = [document.image(page, _WIDTH / size.width()) for page, size in enumerate(document.sizes)]
    finally:
        document.close()
    fronts = pages[:: 2 if duplex else 1]
    captions = _captions(len(fronts))
    images = [CardImage(image, caption) for image, caption in zip(fronts, captions, strict=True)]
    if duplex:
        images.append(CardImage(pages[1], _("Back side")))
    return Drawn(tuple(images))


def sample_face(season: str) -> CardFace:
    """A face to show a design on while there is no member yet: the names of its fields."""
    return CardFace(
        number="0001",
        name_lines=(_("Given name"), _("Family name")),
        category=_("Category"),
        colour="#1F6F5C",
        season=season,
        valid_until=_("Last day"),
        profession=_("Profession"),
        institution=_("Institution"),
        town=_("Town"),
        code="ASSOC1",
        language=str(the_association().language),
    )


def _captions(fronts: int) -> list[str]:
    if fronts == 1:
        return [_("Front side")]
    return [_("Longest name"), _("Widest photo")][:fronts]
