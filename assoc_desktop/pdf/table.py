"""Plain table reports: a title, repeated headings, rows of text, page x of y.

Every text is complete: a cell that is too wide wraps, and a row that is higher than a page goes on on the next.
All texts are measured once; ten thousand rows take well under a second.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assoc_desktop.pdf import fonts
from assoc_desktop.pdf.colour import INK, RULE, SOFT, Colour
from assoc_desktop.pdf.pages import MM, PAPERS, Document
from assoc_desktop.pdf.pen import fill_colour, stroke_colour
from assoc_desktop.pdf.text import clean, drawn, fit, reads_right_to_left, shaped, width, wrap

_MARGIN = 14 * MM
_FOOT = 9 * MM
_BODY, _HEAD, _NOTE, _NOTE_BELOW = 8.5, 7.5, 7.0, 8.0
_LEADING = 10.6
_PADDING_X, _PADDING_Y = 3.5, 3.4
_AT_ONCE = 200
_BAND: Colour = (0.957, 0.965, 0.973)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, whether it is set `left`, `right` or `centre`, and its width.

    `share` is a part of the paper's usable width (0.2 is a fifth); without it, the column is as wide as its texts.
    """

    heading: str
    align: str = "left"
    share: float | None = None


@dataclass(frozen=True)
class Part:
    """Rows that belong together; what stands above and below them is bold.

    Attributes:
        heading: a row above them.
        total: the row below them.
        carried: gives the row at the foot of a page on which so many rows of the part stand, and the one at the top of
            the next (second argument); None when nothing is carried over.
    """

    rows: Sequence[Sequence[str]]
    heading: Sequence[str] = ()
    total: Sequence[str] = ()
    carried: Callable[[int, bool], Sequence[str]] | None = None


def table_report(
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[str]],
    *,
    author: str,
    language: str,
    paper: str = "A4",
    subtitle: str = "",
    row_height: float = 0.0,
) -> bytes:
    """The PDF of a table; see `parts_report`.

    Args:
        rows: as many texts as there are columns in each, as people typed them.
    """
    return parts_report(
        title,
        columns,
        [Part(list(rows))],
        author=author,
        language=language,
        paper=paper,
        subtitle=subtitle,
        row_height=row_height,
    )


def parts_report(
    title: str,
    columns: Sequence[Column],
    parts: Sequence[Part],
    *,
    author: str,
    language: str,
    paper: str = "A4",
    subtitle: str = "",
    row_height: float = 0.0,
    notes: Sequence[str] = (),
    progress: Callable[[int, int], object] | None = None,
) -> bytes:
    """The PDF of a table in parts.

    Args:
        paper: `A4` or `Letter`.
        row_height: the least height of a row in points, for tables that are filled in by hand.
        notes: paragraphs below the table.
        progress: called with (rows done, rows in all); what it raises ends the drawing.
    """
    sheet = PAPERS[paper]
    size = (sheet.width, sheet.height)
    cells = [[[shaped(clean(text, keep_lines=True)) for text in row] for row in part.rows] for part in parts]
    file = io.BytesIO()
    document = Document(file, size, title=title, author=author, language=language)
    widths = column_widths(columns, [row for rows in cells for row in rows], sheet.width - 2 * _MARGIN)
    table = _Table(document, size, columns, widths, footer=f"{title} · {paper}", row_height=row_height)
    table.open_first(title, subtitle)
    done, total = 0, sum(map(len, cells))
    for part, rows in zip(parts, cells, strict=True):
        table.begin(part)
        for number, row in enumerate(rows):
            if progress and (done + number) % _AT_ONCE == 0:
                progress(done + number, total)
            table.add(row)
        table.end(part)
        done += len(rows)
    table.write_notes(notes)
    table.close_page()
    document.save()
    return file.getvalue()


def column_widths(columns: Sequence[Column], cells: Sequence[Sequence[str]], room: float) -> list[float]:
    """Widths of the columns in points, together as wide as `room`.

    Columns with a share get it. Of the others, those whose texts fit into an equal part of the rest get what they
    need; the wide ones divide what is left, and wrap.
    """
    widths = [0.0 if column.share is None else column.share * room for column in columns]
    free = {at: _natural(at, column, cells) for at, column in enumerate(columns) if column.share is None}
    left = max(0.0, room - sum(widths))
    waiting = dict(free)
    while waiting:
        equal = left / len(waiting)
        modest = {at: need for at, need in waiting.items() if need <= equal}
        if not modest:
            return [equal if at in waiting else w for at, w in enumerate(widths)]
        for at, need in modest.items():
            widths[at] = need
            left -= need
            del waiting[at]
    spare = left / len(free) if free else 0.0
    return [w + (spare if at in free else 0.0) for at, w in enumerate(widths)]


def _natural(at: int, column: Column, cells: Sequence[Sequence[str]]) -> float:
    """The width a column would like: that of its widest text."""
    widest = max((max(map(width, row[at].split("\n"))) for row in cells), default=0.0) * _BODY
    heading = width(shaped(clean(column.heading)), bold=True) * _HEAD
    return max(widest, heading) + 2 * _PADDING_X + 0.5


class _Table:
    """A table while it is drawn."""

    def __init__(
        self,
        document: Document,
        size: tuple[float, float],
        columns: Sequence[Column],
        widths: Sequence[float],
        *,
        footer: str,
        row_height: float,
    ) -> None:
        self._document = document
        self._pen = document.pen
        self._columns = columns
        self._widths = widths
        self._lefts = [_MARGIN + sum(widths[:at]) for at in range(len(widths))]
        self._right = _MARGIN + sum(widths)
        self._top = size[1] - _MARGIN
        self._lowest = _MARGIN + _FOOT
        self._room = size[0] - 2 * _MARGIN
        self._footer = footer
        self._row_height = max(min(row_height, self._top / 2), _LEADING + 2 * _PADDING_Y - (_LEADING - _BODY))
        self._y = self._top
        self._shaded = False
        self._carried: Callable[[int, bool], Sequence[str]] | None = None
        self._count = 0

    def begin(self, part: Part) -> None:
        """Begin a part; its heading stays with its first row."""
        if part.heading:
            if self._y - 4 * self._row_height < self._lowest:
                self._next_page()
            self._bold(part.heading)
        self._count, self._carried = 0, part.carried

    def end(self, part: Part) -> None:
        """End a part with its total."""
        if part.total:
            total = self._shaped(part.total)
            if self._y - self._height(total) < self._lowest:
                self._next_page()
            self._draw(total, self._height(total), bold=True)
        self._carried = None

    def write_notes(self, notes: Sequence[str]) -> None:
        """Paragraphs below the table, small."""
        self._y -= _LEADING
        for note in notes:
            for line in wrap(note, self._room, _NOTE_BELOW):
                if self._y - _LEADING < self._lowest:
                    self.close_page()
                    self._y = self._top
                self._pen.fill(SOFT)
                self._pen.line_of_text(_MARGIN, self._y - _NOTE_BELOW, line, _NOTE_BELOW)
                self._y -= _LEADING
            self._y -= _LEADING / 3

    def _bold(self, row: Sequence[str]) -> None:
        lines = self._shaped(row)
        self._draw(lines, self._height(lines), bold=True)

    def _shaped(self, row: Sequence[str]) -> list[Sequence[str]]:
        cells = [shaped(clean(text, keep_lines=True)) for text in row]
        return [self._lines(text, w, bold=True) for text, w in zip(cells, self._widths, strict=True)]

    def _height(self, lines: Sequence[Sequence[str]]) -> float:
        deepest = max(map(len, lines), default=1) or 1
        return max(self._row_height, _LEADING * deepest + 2 * _PADDING_Y - (_LEADING - _BODY))

    def open_first(self, title: str, subtitle: str) -> None:
        pen = self._pen
        pen.fill(INK)
        heading = fit(title, self._room, 15, 10, 2, bold=True)
        self._y = pen.block(_MARGIN, self._top, heading, bold=True) - 7
        if subtitle:
            pen.fill(SOFT)
            self._y = pen.block(_MARGIN, self._y - 2, fit(subtitle, self._room, 9.5, 7, 2)) - 7
        self._y -= 4
        self._headings()

    def close_page(self) -> None:
        pen = self._pen
        pen.fill(SOFT)
        y = _MARGIN - 2
        note = fit(self._footer, self._room - 40 * MM, _NOTE, 5, 1)
        pen.block(_MARGIN, y + note.size * fonts.CAP_HEIGHT, note)
        self._document.write_page_number(_MARGIN + self._room - 28 * MM, y, _NOTE)
        self._document.end_page()

    def _next_page(self) -> None:
        carried = self._carried if self._count else None
        if carried:
            self._bold(carried(self._count, False))
        self.close_page()
        self._y = self._top
        self._shaded = False
        self._headings()
        if carried:
            self._bold(carried(self._count, True))

    def _headings(self) -> None:
        fitted = [
            fit(column.heading, max(1.0, w - 2 * _PADDING_X), _HEAD, 6, 3, bold=True)
            for column, w in zip(self._columns, self._widths, strict=True)
        ]
        height = max((item.height for item in fitted), default=0.0) + 2 * _PADDING_Y
        bottom = self._y - height
        self._pen.fill(SOFT)
        for at, item in enumerate(fitted):
            self._pen.block(
                self._anchor(at),
                bottom + _PADDING_Y + item.height,
                item,
                bold=True,
                align=self._columns[at].align,
            )
        self._pen.stroke(SOFT, 0.8)
        self._pen.line(_MARGIN, bottom, self._right, bottom)
        self._y = bottom

    def _anchor(self, at: int) -> float:
        left, w = self._lefts[at], self._widths[at]
        return {"left": left + _PADDING_X, "right": left + w - _PADDING_X, "centre": left + w / 2}[
            self._columns[at].align
        ]

    def add(self, row: Sequence[str]) -> None:
        """Draw a row, on the next page when it does not go on this one."""
        lines = [self._lines(text, w) for text, w in zip(row, self._widths, strict=True)]
        # At the foot there is room for what is carried over.
        lowest = self._lowest + (self._row_height if self._carried else 0.0)
        deepest = max(map(len, lines), default=1) or 1
        while True:
            height = max(self._row_height, _LEADING * deepest + 2 * _PADDING_Y - (_LEADING - _BODY))
            if self._y - height >= lowest:
                self._draw(lines, height)
                self._count += 1
                return
            most = int((self._top - lowest - 60) / _LEADING)
            if deepest > most:
                possible = int((self._y - lowest - 2 * _PADDING_Y) / _LEADING)
                if possible > 0:
                    self._draw([cell[:possible] for cell in lines], _LEADING * possible + 2 * _PADDING_Y)
                    lines = [cell[possible:] for cell in lines]
                    deepest = max(map(len, lines))
            self._next_page()

    def _lines(self, text: str, w: float, *, bold: bool = False) -> Sequence[str]:
        """Lines of a cell in drawing order."""
        if "\n" not in text and width(text, bold=bold) * _BODY <= w - 2 * _PADDING_X:
            return (drawn(text, right_to_left=reads_right_to_left(text)),)
        return wrap(text, max(1.0, w - 2 * _PADDING_X), _BODY, bold=bold)

    def _draw(self, lines: Sequence[Sequence[str]], height: float, *, bold: bool = False) -> None:
        bottom = self._y - height
        parts = []
        if self._shaded:
            parts.append(
                f"{fill_colour(_BAND)} {_MARGIN:.2f} {bottom:.2f} {self._right - _MARGIN:.2f} {height:.2f} re f"
            )
        parts.append(f"{fill_colour(INK)} {stroke_colour(RULE)} 0.4 w")
        deepest = max(map(len, lines), default=1) or 1
        block = _BODY * fonts.CAP_HEIGHT + _LEADING * (deepest - 1)
        first = self._y - (height - block) / 2 - _BODY * fonts.CAP_HEIGHT
        for at, cell in enumerate(lines):
            anchor, baseline, align = self._anchor(at), first, self._columns[at].align
            for line in cell:
                if line:
                    x = anchor - (
                        width(line, bold=bold) * _BODY * (0.5 if align == "centre" else 1)
                        if align != "left"
                        else 0.0
                    )
                    parts.append(self._pen.text_operators(x, baseline, line, _BODY, bold=bold))
                baseline -= _LEADING
        parts.append(f"{_MARGIN:.2f} {bottom:.2f} m {self._right:.2f} {bottom:.2f} l S")
        self._pen.put("\n".join(parts))
        self._y = bottom
        self._shaded = not self._shaded
