"""Drawing the back of cards: the association's own text, its address and a signature, the same for all."""

from __future__ import annotations

from assoc_desktop.language import speaking
from assoc_desktop.members.cards.design import CardDesign
from assoc_desktop.members.cards.documents.brush import Brush
from assoc_desktop.members.cards.documents.layouts import MARGIN, Box
from assoc_desktop.members.cards.documents.palette import Palette, palette_of
from assoc_desktop.members.cards.faces import CardFace, CardIssuer
from assoc_desktop.pdf import fonts
from assoc_desktop.pdf.pages import MM
from assoc_desktop.pdf.sheets import CARD_HEIGHT, CARD_WIDTH
from assoc_desktop.pdf.text import Fitted, fit, wrap

_OVER = 2.0
_BAND = 7.0
_BOTTOM = CARD_HEIGHT - MARGIN
_WIDTH = CARD_WIDTH - 2 * MARGIN
_LARGEST, _SMALLER = 7.5, 0.96
_CONTACT = Box(MARGIN, _BOTTOM - 12.6, 45.0, 12.6)
_SIGNATURE_WIDTH, _SIGNATURE_HEIGHT = 26.0, 8.5


class Backs:
    """Draws the backs of one document's cards."""

    def __init__(self, brush: Brush, design: CardDesign, issuer: CardIssuer) -> None:
        self._brush = brush
        self._design = design
        self._issuer = issuer
        self._forms: dict[tuple[str, str], str] = {}

    def draw(self, face: CardFace) -> None:
        """Draw the back of a card with its lower left corner at the origin.

        Raises:
            Refused: the picture of the signature cannot be read.
        """
        key = (self._design.colour or face.colour, face.language)
        name = self._forms.get(key)
        if name is None:
            name = self._forms[key] = f"back-{len(self._forms)}"
            self._brush.begin_card(name)
            with speaking(face.language):
                self._everything(palette_of(key[0], draft=self._brush.draft))
            self._brush.end_card()
        self._brush.place(name)

    def _everything(self, palette: Palette) -> None:
        self._band(palette)
        highest = min(self._contact(palette), self._signature(palette))
        self._text(palette, highest)

    def _band(self, palette: Palette) -> None:
        """A band at the top with the association's name."""
        self._brush.fill(Box(-_OVER, -_OVER, CARD_WIDTH + 2 * _OVER, _BAND + _OVER), palette.accent)
        name = fit(self._issuer.name, _WIDTH * MM, 7.2, 5.5, 2, bold=True, height=(_BAND - 2) * MM)
        self._brush.pen.fill(palette.on_accent.text)
        self._brush.block(MARGIN, (_BAND - name.height / MM) / 2, name, bold=True)

    def _text(self, palette: Palette, lowest: float) -> None:
        """What people wrote, as large as it can be between the band and `lowest` (mm from the upper edge)."""
        text = self._design.back_text.strip()
        top = _BAND + 4.2
        size = _LARGEST
        written = Fitted(size, wrap(text, _WIDTH * MM, size))
        while written.height + size * fonts.DESCENT > (lowest - top) * MM:
            size *= _SMALLER
            written = Fitted(size, wrap(text, _WIDTH * MM, size))
        self._brush.pen.fill(palette.on_paper.text)
        self._brush.block(MARGIN, top, written)

    def _contact(self, palette: Palette) -> float:
        """The contact lines at the left of the foot; where they begin."""
        lines = [line for line in self._issuer.contact if line.strip()]
        if not lines:
            return _BOTTOM
        self._brush.pen.fill(palette.on_paper.soft)
        pitch = min(8.0, _CONTACT.h * MM / len(lines))
        size = pitch * 0.78
        top = _BOTTOM - (pitch * (len(lines) - 1) + size * fonts.CAP_HEIGHT) / MM
        for number, line in enumerate(lines):
            fitted = fit(line, _CONTACT.w * MM, size, size * 0.8, 1, height=size)
            self._brush.block(_CONTACT.x, top + number * pitch / MM, fitted)
        return top - 3.0

    def _signature(self, palette: Palette) -> float:
        """The signature over a line, and whose it is, at the right of the foot; where it begins."""
        picture = self._issuer.signature if self._design.signature else None
        words = fit(self._design.signatory, _SIGNATURE_WIDTH * MM, 5.8, 4.8, 2)
        if not words.lines and picture is None:
            return _BOTTOM
        left, line = CARD_WIDTH - MARGIN - _SIGNATURE_WIDTH, _BOTTOM
        if words.lines:
            self._brush.pen.fill(palette.on_paper.soft)
            line -= words.height / MM + 1.2
            self._brush.block(left + _SIGNATURE_WIDTH / 2, line + 1.2, words, align="centre")
        self._brush.line(left, left + _SIGNATURE_WIDTH, line, palette.on_paper.soft)
        room = Box(left, line - _SIGNATURE_HEIGHT - 0.3, _SIGNATURE_WIDTH, _SIGNATURE_HEIGHT)
        if picture is not None and not self._brush.draft:
            placed = self._brush.images.graphic(picture, room.w * MM, room.h * MM)
            self._brush.picture(placed, room)
        return room.y - 1.5
