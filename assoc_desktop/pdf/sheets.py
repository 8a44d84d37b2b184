"""Sheets of cards as data: where on the paper each card lies, in front and behind.

Sizes and distances are millimetres, measured from the upper left corner of the upright page, as a ruler does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assoc_desktop.language import N_

#: An ID-1 card (ISO/IEC 7810): 85.60 × 53.98 mm.
CARD_WIDTH, CARD_HEIGHT = 85.60, 53.98

LONG_EDGE, SHORT_EDGE = "long", "short"
#: How a duplex printer turns the sheet → its name.
DUPLEX = {LONG_EDGE: N_("Turn on the long edge"), SHORT_EDGE: N_("Turn on the short edge")}


@dataclass(frozen=True, slots=True)
class Place:
    """Where one card goes: its page (from 0), and its lower left corner from the page's, in millimetres.

    `upside_down`: the card is turned by half, and (x, y) is the corner that is then its lower left one.
    """

    page: int
    x: float
    y: float
    upside_down: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of cards: the paper, its cells, and the distances between them, in millimetres.

    Attributes:
        key: stable name, kept in settings and given on the command line.
        label: what a person calls it (translate when shown).
        paper: `A4`, `Letter`, or empty for a card printer's single cards.
        left, top: from the paper's edge to the first cell.
        gap_x, gap_y: between cells.
        crop_marks: there is something to cut; sheets with punched cards have none.
    """

    key: str
    label: str
    paper: str
    page_width: float
    page_height: float
    columns: int
    rows: int
    left: float
    top: float
    gap_x: float = 0.0
    gap_y: float = 0.0
    cell_width: float = CARD_WIDTH
    cell_height: float = CARD_HEIGHT
    crop_marks: bool = True

    @property
    def cards(self) -> int:
        """Cards on one sheet."""
        return self.columns * self.rows

    @property
    def bleed(self) -> float:
        """How far a card's ground may reach over its edge, so that a cut beside the line shows no white."""
        gaps = [gap for gap, count in ((self.gap_x, self.columns), (self.gap_y, self.rows)) if count > 1]
        return min([2.0, *(gap / 2 for gap in gaps)]) if self.paper else 0.0

    def pages(self, count: int, start_at: int = 1) -> int:
        """Sheets needed for a number of cards when the first goes to place `start_at`."""
        return -(-(count + start_at - 1) // self.cards) if count else 0

    def positions(self, start_at: int = 1) -> Iterator[Place]:
        """Places without end, row by row, from place number `start_at` (from 1) of the first sheet.

        Raises:
            ValueError: there is no such place on the sheet.
        """
        if not 1 <= start_at <= self.cards:
            raise ValueError(f"a sheet has the places 1 to {self.cards}, not {start_at}")
        index = start_at - 1
        while True:
            page, cell = divmod(index, self.cards)
            x, y = self.corner(cell)
            yield Place(page, x, y)
            index += 1

    def corner(self, cell: int) -> tuple[float, float]:
        """Lower left corner of the card in a cell (from 0), from the page's lower left corner.

        A card lies in the middle of its cell, whether the cell is a little larger or smaller.
        """
        row, column = divmod(cell, self.columns)
        x = self.left + column * (self.cell_width + self.gap_x) + (self.cell_width - CARD_WIDTH) / 2
        down = self.top + row * (self.cell_height + self.gap_y) + (self.cell_height - CARD_HEIGHT) / 2
        return x, self.page_height - down - CARD_HEIGHT

    def behind(self, place: Place, duplex: str) -> Place:
        """The place on the next page that comes to lie behind a card.

        An upright sheet that turns on its long edge turns like a leaf of a book. On its short edge it turns head
        over heels, so the backs are upside down, and each cut card turns like a leaf again. A card printer turns
        single cards itself and takes both sides upright.
        """
        if duplex == LONG_EDGE or not self.paper:
            return Place(place.page, self.page_width - place.x - CARD_WIDTH, place.y)
        y = self.page_height - place.y - CARD_HEIGHT
        return Place(place.page, place.x + CARD_WIDTH, y + CARD_HEIGHT, upside_down=True)


A4_PLAIN = Sheet(
    key="a4",
    label=N_("A4, 10 cards, to be cut"),
    paper="A4",
    page_width=210.0,
    page_height=297.0,
    columns=2,
    rows=5,
    left=(210.0 - 2 * CARD_WIDTH) / 2,
    top=(297.0 - 5 * CARD_HEIGHT) / 2,
)
A4_SPACED = Sheet(
    key="a4-spaced",
    label=N_("A4, 8 cards with space between them, to be cut"),
    paper="A4",
    page_width=210.0,
    page_height=297.0,
    columns=2,
    rows=4,
    left=(210.0 - 2 * CARD_WIDTH - 6.0) / 2,
    top=(297.0 - 4 * CARD_HEIGHT - 3 * 6.0) / 2,
    gap_x=6.0,
    gap_y=6.0,
)
#: Punched business cards of 85 × 54 mm, ten on A4, as Avery C32010, C32011 and Sigel DP830 have them.
AVERY_C32010 = Sheet(
    key="avery-c32010",
    label=N_("A4, 10 punched cards (Avery C32010 and alike)"),
    paper="A4",
    page_width=210.0,
    page_height=297.0,
    columns=2,
    rows=5,
    left=15.0,
    top=13.5,
    gap_x=10.0,
    cell_width=85.0,
    cell_height=54.0,
    crop_marks=False,
)
LETTER_PLAIN = Sheet(
    key="letter",
    label=N_("Letter, 10 cards, to be cut"),
    paper="Letter",
    page_width=215.9,
    page_height=279.4,
    columns=2,
    rows=5,
    left=(215.9 - 2 * CARD_WIDTH) / 2,
    top=(279.4 - 5 * CARD_HEIGHT) / 2,
)
LETTER_SPACED = Sheet(
    key="letter-spaced",
    label=N_("Letter, 8 cards with space between them, to be cut"),
    paper="Letter",
    page_width=215.9,
    page_height=279.4,
    columns=2,
    rows=4,
    left=(215.9 - 2 * CARD_WIDTH - 6.0) / 2,
    top=(279.4 - 4 * CARD_HEIGHT - 3 * 6.0) / 2,
    gap_x=6.0,
    gap_y=6.0,
)
SINGLE_CARD = Sheet(
    key="cr80",
    label=N_("Plastic cards, one by one (CR80 card printer)"),
    paper="",
    page_width=CARD_WIDTH,
    page_height=CARD_HEIGHT,
    columns=1,
    rows=1,
    left=0.0,
    top=0.0,
    crop_marks=False,
)

#: Every sheet by its key, in the order in which they are offered.
SHEETS = {
    sheet.key: sheet
    for sheet in (A4_PLAIN, A4_SPACED, AVERY_C32010, LETTER_PLAIN, LETTER_SPACED, SINGLE_CARD)
}


def usual_sheet(paper: str) -> Sheet:
    """The sheet to begin with on `A4` or `Letter` paper."""
    return LETTER_PLAIN if paper == "Letter" else A4_PLAIN
