"""Sheets of cards: fronts, backs behind them, crop marks and the line that says how to print."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import BinaryIO

from assoc_desktop.language import _, ngettext, speaking
from assoc_desktop.members.cards.design import CardDesign
from assoc_desktop.members.cards.documents.back import Backs
from assoc_desktop.members.cards.documents.brush import Brush
from assoc_desktop.members.cards.documents.front import Fronts
from assoc_desktop.members.cards.faces import CardFace, CardIssuer
from assoc_desktop.pdf.colour import BLACK, Colour
from assoc_desktop.pdf.pages import MM, Document
from assoc_desktop.pdf.sheets import CARD_HEIGHT, CARD_WIDTH, Place, Sheet
from assoc_desktop.refusals import Refused

_MARKS = "crop-marks"
_MARK_FROM, _MARK_TO = 1.5, 5.0
_NOTE: Colour = (0.45, 0.47, 0.5)
_NOTE_SIZE = 6.0

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Printed:
    """What a PDF of cards holds."""

    cards: int
    pages: int


def write_cards(
    file: BinaryIO,
    faces: Iterable[CardFace],
    design: CardDesign,
    sheet: Sheet,
    *,
    association: CardIssuer,
    start_at: int = 1,
    duplex: str | None = None,
    offset_mm: tuple[float, float] = (0.0, 0.0),
    draft: bool = False,
    crop_marks: bool = True,
    progress: Progress | None = None,
) -> Printed:
    """Write a PDF of ID-1 cards (85.60 × 53.98 mm) on a sheet.

    Args:
        faces: taken one by one, so that photos of thousands of cards need not be in memory together.
        start_at: place (from 1) of the first card on the first sheet.
        duplex: `long` or `short`: backs follow each page, mirrored for a printer that turns on that edge.
            Without it, and for a design without back, there are only fronts.
        offset_mm: moves everything to the right and down, as the calibration page says.
        draft: outlines and text only, no fills and no pictures, to save ink.
        progress: told the number of cards drawn, after each page; may raise `Cancelled`.

    Raises:
        Refused: there are no cards, the place to start at does not exist, or a picture cannot be read.
    """
    if not 1 <= start_at <= sheet.cards:
        raise Refused(
            ngettext(
                "This sheet has {n} place for a card: start at 1.",
                "This sheet has {n} places for cards: start at 1 to {n}.",
                sheet.cards,
            ).format(n=sheet.cards)
        )
    with speaking(association.language):
        drawing = _Sheets(file, design, sheet, association, duplex, offset_mm, draft, crop_marks)
        return drawing.draw(faces, start_at, progress)


class _Sheets:
    """One PDF of cards while it is drawn."""

    def __init__(
        self,
        file: BinaryIO,
        design: CardDesign,
        sheet: Sheet,
        issuer: CardIssuer,
        duplex: str | None,
        offset_mm: tuple[float, float],
        draft: bool,
        crop_marks: bool,
    ) -> None:
        self._sheet = sheet
        self._offset = offset_mm
        self._duplex = duplex if design.back else None
        self._marks = crop_marks and sheet.crop_marks
        self._document = Document(
            file,
            (sheet.page_width * MM, sheet.page_height * MM),
            title=_("Membership cards"),
            author=issuer.name,
            language=issuer.language,
            duplex=self._duplex,
            actual_size=True,
        )
        brush = Brush(self._document, draft=draft, bleed=sheet.bleed)
        self._fronts = Fronts(brush, design, issuer)
        self._backs = Backs(brush, design, issuer)
        if self._marks:
            self._define_marks()

    def draw(self, faces: Iterable[CardFace], start_at: int, progress: Progress | None) -> Printed:
        cards = 0
        placed = zip(self._sheet.positions(start_at), faces, strict=False)
        for _page, group in groupby(placed, key=lambda pair: pair[0].page):
            on_page = []
            self._open_page()
            for place, face in group:
                self._card(place, self._fronts, face)
                on_page.append((place, face))
            self._document.end_page()
            self._draw_backs(on_page)
            cards += len(on_page)
            if progress is not None:
                progress(cards)
        if not cards:
            raise Refused(_("There are no cards to print."))
        return Printed(cards, self._document.save())

    def _draw_backs(self, on_page: list[tuple[Place, CardFace]]) -> None:
        if self._duplex is None:
            return
        self._open_page()
        for place, face in on_page:
            self._card(self._sheet.behind(place, self._duplex), self._backs, face)
        self._document.end_page()

    def _card(self, place: Place, side: Fronts | Backs, face: CardFace) -> None:
        pen = self._document.pen
        right, down = self._offset
        pen.save()
        pen.move((place.x + right) * MM, (place.y - down) * MM, upside_down=place.upside_down)
        side.draw(face)
        pen.restore()

    def _open_page(self) -> None:
        if not self._sheet.paper:
            return
        pen = self._document.pen
        right, down = self._offset
        if self._marks:
            pen.save()
            pen.move(right * MM, -down * MM)
            self._document.canvas.doForm(_MARKS)
            pen.restore()
        self._note()

    def _note(self) -> None:
        """Up the left margin: page of pages, the paper, and that it must not be scaled."""
        pen = self._document.pen
        pen.save()
        pen.put(f"0 1 -1 0 {8 * MM:.2f} {15 * MM:.2f} cm")
        pen.fill(_NOTE)
        hint = _("{paper} paper, printed at 100 %, without fitting to the page").format(
            paper=self._sheet.paper
        )
        pen.label(0, 0, hint, _NOTE_SIZE)
        self._document.write_page_number(110 * MM, 0, _NOTE_SIZE)
        pen.restore()

    def _define_marks(self) -> None:
        """Lines beyond the outer cards, in the direction of every cut."""
        sheet, pen = self._sheet, self._document.pen
        corners = [sheet.corner(cell) for cell in range(sheet.cards)]
        xs = sorted({round(edge, 3) for x, _y in corners for edge in (x, x + CARD_WIDTH)})
        ys = sorted({round(edge, 3) for _x, y in corners for edge in (y, y + CARD_HEIGHT)})
        self._document.begin_form(_MARKS, 0, 0, sheet.page_width * MM, sheet.page_height * MM)
        pen.stroke(BLACK, 0.25)
        for x in xs:
            for edge, way in ((ys[0], -1), (ys[-1], 1)):
                pen.line(x * MM, (edge + way * _MARK_FROM) * MM, x * MM, (edge + way * _MARK_TO) * MM)
        for y in ys:
            for edge, way in ((xs[0], -1), (xs[-1], 1)):
                pen.line((edge + way * _MARK_FROM) * MM, y * MM, (edge + way * _MARK_TO) * MM, y * MM)
        self._document.end_form()
