"""Pictures of a few cards, drawn by the same code as the paper, for the live preview."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from assoc_desktop.association.records import Season, the_association
from assoc_desktop.language import _
from assoc_desktop.members.cards.design import CardDesign
from assoc_desktop.members.cards.documents import card_preview_faces, write_cards
from assoc_desktop.members.cards.faces import CardFace, CardIssuer
from assoc_desktop.members.cards.records import enrolled_ids
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

    One drawing runs at a time, however fast a person types.

    Signals:
        drawn(Drawn): new pictures.
    """

    drawn = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._work: Callable[[], Drawn] | None = None
        self._running = False
        self._hardest: dict[tuple[int, int, bool], list[int]] = {}
        self._timer = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._timer.timeout.connect(self._start)

    def draw(self, work: Callable[[], Drawn]) -> None:
        """Draw soon; what was asked before and is not drawn yet is forgotten."""
        self._work = work
        self._timer.start()

    def draw_selection(
        self,
        season: Season,
        member_ids: Sequence[int],
        design: CardDesign,
        issuer: CardIssuer,
        *,
        draft: bool = False,
    ) -> None:
        """Draw soon the cards of a selection that are hardest to lay out: the longest name and the widest photo."""

        def work() -> Drawn:
            key = (season.id, hash(tuple(member_ids)), design.shows_photos)
            if key not in self._hardest:
                self._hardest[key] = hardest_members(season, member_ids, design)
            faces = card_preview_faces(faces_for(season, self._hardest[key], design))
            return draw_faces(faces or [sample_face(season.label)], design, issuer, draft=draft)

        self.draw(work)

    def forget(self) -> None:
        """Members were changed: look again for those that are hardest to lay out."""
        self._hardest.clear()

    def _start(self) -> None:
        if self._work is None or self._running:
            return
        work, self._work, self._running = self._work, None, True
        run_quietly(work, self._tell, self).ended.connect(self._go_on)

    def _tell(self, drawn: Drawn) -> None:
        if self._work is None:
            self.drawn.emit(drawn)

    def _go_on(self) -> None:
        self._running = False
        self._start()


def hardest_members(season: Season, member_ids: Sequence[int], design: CardDesign) -> list[int]:
    """Ids of the one or two members whose cards are hardest to lay out; looks at every member of the selection."""
    enrolled = enrolled_ids(season.id, member_ids)
    places: dict[tuple[str, str], int] = {}

    def noted() -> Iterator[CardFace]:
        for member_id, face in zip(enrolled, faces_for(season, enrolled, design), strict=True):
            places.setdefault((face.number, face.name), member_id)
            yield face

    return [places[face.number, face.name] for face in card_preview_faces(noted())]


def draw_faces(
    faces: Sequence[CardFace], design: CardDesign, issuer: CardIssuer, *, draft: bool = False
) -> Drawn:
    """Front of each face, then the back of the first; a picture that cannot be drawn is told in words."""
    duplex = LONG_EDGE if design.back else None
    file = io.BytesIO()
    try:
        write_cards(file, faces, design, SINGLE_CARD, association=issuer, duplex=duplex, draft=draft)
    except Refused as refusal:
        return Drawn(sentence=str(refusal))
    document = PdfDocument(file.getvalue())
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
