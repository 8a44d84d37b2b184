"""A paper of flowing text under the association's letterhead: headings, paragraphs, points, captions with values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assoc_desktop.language import _
from assoc_desktop.pdf.colour import INK, RULE, SOFT
from assoc_desktop.pdf.images import Images
from assoc_desktop.pdf.pages import MM, PAPERS
from assoc_desktop.pdf.text import wrap
from assoc_desktop.pdf.text_flow import BODY, LEADING, SMALL, TextFlow

_MARGIN = 22 * MM
_FOOT = 16 * MM
_TITLE, _HEADING = 17.0, 11.0
_CAPTION = 50 * MM
_LOGO = (34 * MM, 18 * MM)


@dataclass(frozen=True)
class Letterhead:
    """Who writes: name, the lines of address, telephone and e-mail, and the logo's bytes."""

    name: str
    lines: tuple[str, ...] = ()
    logo: bytes | None = None


class FlowingPaper(TextFlow):
    """An A4 paper that is written from top to bottom; a new page begins when one is full."""

    def __init__(self, title: str, letterhead: Letterhead, language: str) -> None:
        paper = PAPERS["A4"]
        super().__init__(
            (paper.width, paper.height),
            _MARGIN,
            _FOOT,
            title=title,
            author=letterhead.name,
            language=language,
        )
        self._head(letterhead)
        self._space(16)
        self._write(title, _TITLE, bold=True)
        self._space(8)

    def heading(self, text: str) -> None:
        """Begin a part."""
        self._space(9)
        self._need(4 * BODY * LEADING)
        self._write(text, _HEADING, bold=True)
        self._space(2)

    def paragraph(self, text: str, *, small: bool = False) -> None:
        """A paragraph."""
        self._write(text, SMALL if small else BODY, colour=SOFT if small else INK)
        self._space(4)

    def pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Captions on the left, values beside them."""
        for caption, value in pairs:
            left = wrap(caption, _CAPTION - 3 * MM, BODY)
            right = wrap(value, self._room - _CAPTION, BODY)
            self._need(BODY * LEADING * min(3, max(len(left), len(right))))
            top, page = self._y, self._document.page
            self._lines(left, _MARGIN, BODY, colour=SOFT)
            below = self._y if self._document.page == page else None
            if self._document.page == page:
                self._y = top
            self._lines(right, _MARGIN + _CAPTION, BODY)
            if below is not None and self._document.page == page:
                self._y = min(self._y, below)
            self._space(1)
        self._space(4)

    def signature(self, where_and_when: str, whose: str) -> None:
        """The line on which somebody signs."""
        self._space(24)
        self._need(36 * MM)
        self._write(where_and_when, BODY)
        self._space(16 * MM)
        self._pen.stroke(RULE, 0.6)
        self._pen.line(_MARGIN, self._y, _MARGIN + 70 * MM, self._y)
        self._space(3)
        self._write(whose, SMALL, colour=SOFT)
        self._space(8)

    # Inside

    def _head(self, letterhead: Letterhead) -> None:
        right = _MARGIN
        if letterhead.logo:
            placed = Images(self._document).graphic(letterhead.logo, *_LOGO)
            height = min(_LOGO[1], _LOGO[0] / placed.aspect)
            width = height * placed.aspect
            self._pen.image(placed.name, _MARGIN, self._y - height, width, height)
            right += width + 5 * MM
        top = self._y
        self._pen.fill(INK)
        self._lines(
            wrap(letterhead.name, self._size[0] - _MARGIN - right, 11, bold=True), right, 11, bold=True
        )
        self._lines(
            [line for text in letterhead.lines for line in wrap(text, self._size[0] - _MARGIN - right, SMALL)],
            right, SMALL, colour=SOFT,
        )  # fmt: skip
        self._y = min(self._y, top - _LOGO[1] if letterhead.logo else self._y) - 4 * MM
        self._pen.stroke(RULE, 0.6)
        self._pen.line(_MARGIN, self._y, self._size[0] - _MARGIN, self._y)

    def _space(self, points: float) -> None:
        self._y -= points

    def _write_foot(self) -> None:
        self._pen.fill(SOFT)
        self._document.write_page_number(_MARGIN, 12 * MM, SMALL)


def day_and_place(town: str, day: str) -> str:
    """Where and when a paper is signed."""
    return _("{town}, {day}").format(town=town, day=day) if town else day
