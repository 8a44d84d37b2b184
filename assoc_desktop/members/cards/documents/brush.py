"""Drawing on a card in millimetres from its upper left corner; text sizes stay in points."""

from __future__ import annotations

from assoc_desktop.members.cards.documents.layouts import Box
from assoc_desktop.pdf import fonts
from assoc_desktop.pdf.colour import BLACK, Colour
from assoc_desktop.pdf.images import Images, Placed
from assoc_desktop.pdf.pages import MM, Document
from assoc_desktop.pdf.sheets import CARD_HEIGHT, CARD_WIDTH
from assoc_desktop.pdf.text import Fitted

_HAIRLINE = 0.35


class Brush:
    """The pen and the pictures of one document, for cards.

    Attributes:
        draft: outlines and text only.
        bleed: how far beyond the card's edge may be printed, in millimetres.
    """

    def __init__(self, document: Document, *, draft: bool, bleed: float) -> None:
        self.document = document
        self.pen = document.pen
        self.images = Images(document)
        self.draft = draft
        self.bleed = bleed

    def begin_card(self, name: str) -> None:
        """Begin a form as large as a card and its bleed."""
        over = self.bleed * MM
        self.document.begin_form(name, -over, -over, CARD_WIDTH * MM + over, CARD_HEIGHT * MM + over)

    def end_card(self) -> None:
        """End the form begun last."""
        self.document.end_form()

    def place(self, name: str) -> None:
        """Show a finished form."""
        self.document.canvas.doForm(name)

    def inside(self, box: Box) -> Box:
        """What of a box lies on the card or its bleed."""
        x, y = max(box.x, -self.bleed), max(box.y, -self.bleed)
        right, bottom = min(box.right, CARD_WIDTH + self.bleed), min(box.bottom, CARD_HEIGHT + self.bleed)
        return Box(x, y, right - x, bottom - y)

    def fill(self, box: Box, colour: Colour, radius: float = 0.0) -> None:
        """A filled rectangle; in a draft, its outline."""
        if self.draft:
            self.outline(box, BLACK, radius)
            return
        self.pen.fill(colour)
        self._path(box, radius, "f")

    def outline(self, box: Box, colour: Colour, radius: float = 0.0) -> None:
        """The hairline outline of a rectangle."""
        self.pen.stroke(colour, _HAIRLINE)
        self._path(box, radius, "S")

    def clip(self, box: Box, radius: float = 0.0) -> None:
        """Show what follows only inside the box, until the state is restored."""
        self._path(box, radius, "W n")

    def _path(self, box: Box, radius: float, paint: str) -> None:
        y = (CARD_HEIGHT - box.bottom) * MM
        if radius:
            self.pen.rounded(box.x * MM, y, box.w * MM, box.h * MM, radius * MM, paint=paint)
        else:
            self.pen.put(f"{box.x * MM:.2f} {y:.2f} {box.w * MM:.2f} {box.h * MM:.2f} re {paint}")

    def line(self, x1: float, x2: float, y: float, colour: Colour) -> None:
        """A level hairline."""
        self.pen.stroke(colour, _HAIRLINE)
        self.pen.line(x1 * MM, (CARD_HEIGHT - y) * MM, x2 * MM, (CARD_HEIGHT - y) * MM)

    def picture(self, placed: Placed, box: Box) -> None:
        """A picture as large as the box allows, in its middle, undistorted."""
        w = min(box.w, box.h * placed.aspect)
        h = w / placed.aspect
        x, y = box.x + (box.w - w) / 2, CARD_HEIGHT - box.bottom + (box.h - h) / 2
        self.pen.image(placed.name, x * MM, y * MM, w * MM, h * MM)

    def modules(self, path: str, x: float, bottom: float, module_width: float, module_height: float) -> None:
        """The path of a code, drawn black, its lower left corner at x and bottom."""
        self.pen.put(
            f"q 0 0 0 rg {module_width * MM:.4f} 0 0 {module_height * MM:.4f} "
            f"{x * MM:.3f} {(CARD_HEIGHT - bottom) * MM:.3f} cm\n{path}f Q"
        )

    def block(
        self, x: float, top: float, fitted: Fitted, *, bold: bool = False, align: str = "left"
    ) -> float:
        """Fitted lines whose first capitals begin at `top`; the last baseline, in millimetres from the upper edge."""
        lowest = self.pen.block(x * MM, (CARD_HEIGHT - top) * MM, fitted, bold=bold, align=align)
        return CARD_HEIGHT - lowest / MM

    def lines(self, x: float, top: float, fitted: Fitted, *, bold: bool = False) -> str:
        """Operators for fitted lines; x and top are points from the card's lower left corner."""
        baseline = top - fitted.size * fonts.CAP_HEIGHT
        operators = []
        for line in fitted.lines:
            operators.append(self.pen.text_operators(x, baseline, line, fitted.size, bold=bold))
            baseline -= fitted.leading
        return "\n".join(operators)
