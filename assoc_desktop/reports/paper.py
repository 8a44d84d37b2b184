"""A paper: the association at its head, facts, tables of amounts, and lines to sign on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assoc_desktop.language.conventions import Conventions
from assoc_desktop.pdf.charts import Chart
from assoc_desktop.pdf.charts.output import draw_chart
from assoc_desktop.pdf.colour import INK, RULE, SOFT, Colour
from assoc_desktop.pdf.images import Images, aspect
from assoc_desktop.pdf.pages import MM, PAPERS
from assoc_desktop.pdf.text import wrap
from assoc_desktop.pdf.text_flow import BODY, LEADING, SMALL, TextFlow

_MARGIN = 18 * MM
_FOOT = 14 * MM
_TITLE, _HEADING = 16.0, 10.5
#: Sizes in which the rows of a table may be set, the largest first.
_SIZES = (BODY, 8.8, 8.0, 7.2, 6.4)
_CAPTION = 48 * MM
_LOGO = (30 * MM, 16 * MM)
_PADDING = 3.2


@dataclass(frozen=True)
class Head:
    """Who makes the paper, and how amounts and dates are written on it."""

    name: str
    lines: tuple[str, ...]
    logo: bytes | None
    conventions: Conventions


class Paper(TextFlow):
    """A paper that is written from top to bottom; a new page begins when one is full.

    Args:
        numbered: whether each page has its number at the foot.
    """

    def __init__(self, title: str, head: Head, *, numbered: bool = True) -> None:
        self._numbered = numbered
        paper, say = PAPERS[head.conventions.paper()], head.conventions
        super().__init__(
            (paper.width, paper.height), _MARGIN, _FOOT, title=title, author=head.name, language=say.language
        )
        self._open(title, head)

    def begin_again(self, title: str, head: Head) -> None:
        """Begin on a new page with a title of its own: the same paper for the next person."""
        self._close_page()
        self._open(title, head)

    def heading(self, text: str) -> None:
        """Begin a part."""
        self._y -= 10
        self._need(5 * BODY * LEADING)
        self._write(text, _HEADING, bold=True)
        self._y -= 2

    def paragraph(self, text: str, *, small: bool = False) -> None:
        """A paragraph."""
        self._write(text, SMALL if small else BODY, colour=SOFT if small else INK)
        self._y -= 4

    def facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Captions on the left, values beside them; what has no value is left out."""
        for caption, value in facts:
            if not value:
                continue
            lines = wrap(value, self._room - _CAPTION, BODY)
            self._need(BODY * LEADING * len(lines))
            self._pen.fill(SOFT)
            self._pen.label(_MARGIN, self._y - BODY, caption, BODY)
            for line in lines:
                self._pen.fill(INK)
                self._pen.line_of_text(_MARGIN + _CAPTION, self._y - BODY, line, BODY)
                self._y -= BODY * LEADING
            self._y -= 1.5
        self._y -= 4

    def table(
        self,
        headings: Sequence[str],
        rows: Sequence[Sequence[str]],
        shares: Sequence[float],
        *,
        right: Sequence[int] = (),
        total: Sequence[str] = (),
        note: str = "",
    ) -> None:
        """A table across the paper, set smaller where an amount would else be broken.

        Its total and its note stand on the page of its last row.

        Args:
            shares: of the width, one for each column; together 1.
            right: places of the columns of amounts.
            total: a last row in bold.
            note: a small paragraph below.
        """
        widths = [share * self._room for share in shares]
        size = self._fitting([*rows, total] if total else rows, headings, widths, right)
        small = min(SMALL, size)
        opening = sum(self._row_height(row, widths, size) for row in (headings, *rows[:1]))
        if opening > self._y - _MARGIN - _FOOT:
            self._next_page()
        self._row(headings, widths, right, size=small, bold=True, colour=SOFT)
        ending = self._row_height(total, widths, size, bold=True) if total else 0
        ending += 4 + SMALL * LEADING * len(wrap(note, self._room, SMALL)) if note else 0
        for place, row in enumerate(rows, start=1):
            height = self._row_height(row, widths, size) + (ending if place == len(rows) else 0)
            if height > self._y - _MARGIN - _FOOT:
                self._next_page()
                self._row(headings, widths, right, size=small, bold=True, colour=SOFT)
            self._row(row, widths, right, size=size)
        if total:
            self._row(total, widths, right, size=size, bold=True)
        self._y -= 4
        if note:
            self.paragraph(note, small=True)

    def chart(self, make: Callable[[float], Chart], heading: str) -> None:
        """Begin a part with a chart across the paper, both on one page.

        Args:
            make: makes it for a width in points.
        """
        chart = make(self._room)
        self._need(chart.height + 10 + 11 * BODY * LEADING)
        self.heading(heading)
        self._y -= chart.height + 2
        draw_chart(self._document, chart, _MARGIN, self._y)
        self._y -= 6

    def signatures(self, *whose: str) -> None:
        """Lines side by side on which people sign."""
        self._need(34 * MM)
        self._y -= 10
        self._y -= 16 * MM
        width = self._room / max(2, len(whose)) - 8 * MM
        for place, words in enumerate(whose):
            x = _MARGIN + place * (width + 8 * MM)
            self._pen.stroke(SOFT, 0.6)
            self._pen.line(x, self._y, x + width, self._y)
            y = self._y - 3
            for line in wrap(words, width, SMALL):
                self._pen.fill(SOFT)
                self._pen.line_of_text(x, y - SMALL, line, SMALL)
                y -= SMALL * LEADING
        self._y -= 10 * MM

    # Inside

    def _open(self, title: str, head: Head) -> None:
        self._y = self._size[1] - _MARGIN
        self._head(head)
        self._y -= 14
        self._write(title, _TITLE, bold=True)
        self._y -= 6

    def _head(self, head: Head) -> None:
        x, top, below = _MARGIN, self._y, self._y
        if head.logo and (shape := aspect(head.logo)):
            width = min(_LOGO[0], _LOGO[1] * shape)
            height = width / shape
            placed = Images(self._document).graphic(head.logo, width, height)
            self._pen.image(placed.name, _MARGIN, top - height, width, height)
            x += width + 5 * MM
            below = top - height
        room = self._size[0] - _MARGIN - x
        self._lines(wrap(head.name, room, 11, bold=True), x, 11, bold=True)
        self._lines([line for text in head.lines for line in wrap(text, room, SMALL)], x, SMALL, colour=SOFT)
        self._y = min(self._y, below) - 3 * MM
        self._pen.stroke(RULE, 0.6)
        self._pen.line(_MARGIN, self._y, self._size[0] - _MARGIN, self._y)

    def _fitting(
        self,
        rows: Sequence[Sequence[str]],
        headings: Sequence[str],
        widths: Sequence[float],
        right: Sequence[int],
    ) -> float:
        """The largest size at which no amount, and no word above amounts, is broken; the smallest when none is."""
        texts = {(place, row[place], False) for row in rows for place in right}
        texts |= {(place, word, True) for place in right for word in headings[place].split()}
        for size in _SIZES:
            if all(
                len(wrap(text, widths[place] - 2 * _PADDING, min(size, SMALL) if head else size, bold=True))
                < 2
                for place, text, head in texts
            ):
                return size
        return _SIZES[-1]

    def _row_height(
        self, cells: Sequence[str], widths: Sequence[float], size: float, *, bold: bool = False
    ) -> float:
        deepest = max(
            len(wrap(text, width - 2 * _PADDING, size, bold=bold))
            for text, width in zip(cells, widths, strict=True)
        )
        return max(1, deepest) * size * LEADING + 2 * _PADDING

    def _row(
        self,
        cells: Sequence[str],
        widths: Sequence[float],
        right: Sequence[int],
        *,
        size: float = BODY,
        bold: bool = False,
        colour: Colour = INK,
    ) -> None:
        height = self._row_height(cells, widths, size, bold=bold)
        self._need(height)
        x = _MARGIN
        for place, (text, width) in enumerate(zip(cells, widths, strict=True)):
            y = self._y - _PADDING - size
            anchor, align = (
                (x + width - _PADDING, "right") if place in right else (x + (0 if place == 0 else _PADDING), "left")
            )  # fmt: skip
            for line in wrap(text, width - 2 * _PADDING, size, bold=bold):
                self._pen.fill(colour)
                self._pen.line_of_text(anchor, y, line, size, bold=bold, align=align)
                y -= size * LEADING
            x += width
        self._y -= height
        self._pen.stroke(SOFT if bold else RULE, 0.7 if bold else 0.4)
        self._pen.line(_MARGIN, self._y, _MARGIN + self._room, self._y)

    def _write_foot(self) -> None:
        if self._numbered:
            self._pen.fill(SOFT)
            self._document.write_page_number(_MARGIN, 10 * MM, SMALL)
