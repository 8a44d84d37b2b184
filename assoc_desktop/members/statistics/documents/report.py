"""The report of statistics: chart and table of every figure side by side, its definition below."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.members.statistics.documents.charts import chart_of
from assoc_desktop.members.statistics.rules.tables import COLUMNS, Row, Table, all_rows, written
from assoc_desktop.pdf.charts import Style
from assoc_desktop.pdf.charts.output import draw_chart
from assoc_desktop.pdf.colour import INK, RULE, SOFT
from assoc_desktop.pdf.images import Images, aspect
from assoc_desktop.pdf.pages import MM, PAPERS, Document
from assoc_desktop.pdf.text import drawn, fit, reads_right_to_left, wrap

_MARGIN = 15 * MM
_FOOT = 9 * MM
_BODY, _SMALL, _HEAD, _TITLE = 8.0, 7.0, 6.4, 11.0
_LEADING = 10.0
_GAP = 6 * MM
_LOGO = 18 * MM
#: Widths of the columns of numbers, and of the least that is left to the names, in points.
_NUMBER, _NAMES = 41.0, 96.0
_CHART_AT_LEAST = 150.0


def statistics_report(
    tables: Sequence[Table],
    *,
    title: str,
    told: str,
    association: str,
    conventions: Conventions,
    logo: bytes | None = None,
    progress: Callable[[int, int], object] | None = None,
) -> bytes:
    """The PDF of some tables, on the paper of the association's country.

    Args:
        told: who is counted and who is left out, in sentences.
        progress: called with (tables drawn, tables in all).
    """
    file = io.BytesIO()
    report = _Report(file, title, association, conventions)
    report.open(told, logo)
    for at, table in enumerate(tables):
        if progress:
            progress(at, len(tables))
        report.add(table)
    report.close_page()
    report.document.save()
    return file.getvalue()


class _Report:
    """The report while it is drawn, from the top of each page down."""

    def __init__(self, file: io.BytesIO, title: str, association: str, conventions: Conventions) -> None:
        paper = PAPERS[conventions.paper()]
        self._size = (paper.width, paper.height)
        self._room = paper.width - 2 * _MARGIN
        self._title, self._association, self._say = title, association, conventions
        self.document = Document(
            file, self._size, title=title, author=association, language=conventions.language
        )
        self._pen = self.document.pen
        self._y = paper.height - _MARGIN

    def open(self, told: str, logo: bytes | None) -> None:
        """The head of the first page: name, title, who is counted, logo at the right."""
        pen, room = self._pen, self._room
        if logo:
            room -= self._logo(logo) + _GAP
        pen.fill(SOFT)
        self._y = pen.block(_MARGIN, self._y, fit(self._association, room, 9.5, 7, 2)) - 8
        pen.fill(INK)
        self._y = pen.block(_MARGIN, self._y, fit(self._title, room, 16, 10, 2, bold=True), bold=True) - 9
        self._paragraph(told, room)
        self._y = min(self._y, self._size[1] - _MARGIN - (_LOGO if logo else 0)) - 10

    def _logo(self, logo: bytes) -> float:
        """Draw the logo into the upper right corner; gives its width."""
        shape = aspect(logo)
        if not shape:
            return 0.0
        wide = min(_LOGO * shape, self._room / 3)
        high = wide / shape
        x, y = self._size[0] - _MARGIN - wide, self._size[1] - _MARGIN - high
        self._pen.image(Images(self.document).graphic(logo, wide, high).name, x, y, wide, high)
        return wide

    def _paragraph(self, words: str, room: float) -> None:
        self._pen.fill(SOFT)
        for line in wrap(words, room, _SMALL):
            self._y -= _SMALL
            self._pen.line_of_text(_MARGIN, self._y, line, _SMALL)
            self._y -= _SMALL * 0.3

    def add(self, table: Table) -> None:
        """One figure, whole on its page."""
        above = table.chart == COLUMNS
        wide = self._room if above else self._room * 0.40 - _GAP
        numbers = len(table.headings) * _NUMBER
        names = max(_NAMES, self._room - wide - _GAP - numbers) if not above else self._room - numbers
        left = _MARGIN if above else _MARGIN + self._room - names - numbers
        chart = chart_of(table, wide if above else max(_CHART_AT_LEAST, left - _MARGIN - _GAP), self._style())
        lines = [wrap(row.name, names - 6, _BODY) for row in all_rows(table)]
        heights = [max(1, len(each)) * _LEADING + 4 for each in lines]
        body = sum(heights) + 2 * _LEADING + 6
        note = len(wrap(table.definition, self._room, _SMALL)) * _SMALL * 1.3
        needed = (
            20 + (chart.height + 8 + body if above else max(chart.height + 2 * _LEADING, body)) + note + 10
        )
        if self._y - needed < _MARGIN + _FOOT:
            self._next_page()
        self._pen.fill(INK)
        self._y = (
            self._pen.block(
                _MARGIN, self._y, fit(table.title, self._room, _TITLE, 8, 1, bold=True), bold=True
            )
            - 9
        )
        top = self._y
        # Beside each other, the bars begin where the rows of the table do.
        bottom = top - chart.height - (0 if above else 2 * _LEADING)
        draw_chart(self.document, chart, _MARGIN, bottom)
        self._table(table, left, names, bottom - 8 if above else top, lines, heights)
        self._y = min(self._y, bottom) - 5
        self._paragraph(table.definition, self._room)
        self._y -= 16

    def _style(self) -> Style:
        return Style(_BODY - 0.5, write=self._say.number)

    def _table(
        self,
        table: Table,
        left: float,
        names: float,
        top: float,
        lines: Sequence[Sequence[str]],
        heights: Sequence[float],
    ) -> None:
        pen = self._pen
        right = left + names + len(table.headings) * _NUMBER
        bottom = top - 2 * _LEADING
        pen.fill(SOFT)
        for at, heading in enumerate(table.headings):
            self._heading(heading, left + names + (at + 1) * _NUMBER, bottom, _NUMBER - 2, "right")
        self._heading(table.heading, left, bottom, names - 6, "left")
        self._y = bottom
        self._rule(left, right, strong=True)
        for row, its_lines, height in zip(all_rows(table), lines, heights, strict=True):
            last = row is table.total
            self._row(row, its_lines, (left, names), height, bold=last)
            self._rule(left, right, strong=last)

    def _heading(self, words: str, x: float, bottom: float, room: float, align: str) -> None:
        """The heading of a column: above its line, on two lines where it is long."""
        lines = wrap(words, room, _HEAD, bold=True)
        if len(lines) > 2:
            item = fit(words, room, _HEAD, 4, 2, bold=True)
            self._pen.block(x, bottom + 4 + item.height, item, bold=True, align=align)
            return
        for number, line in enumerate(reversed(lines)):
            y = bottom + 4 + number * _HEAD * 1.2
            self._pen.line_of_text(x, y, line, _HEAD, bold=True, align=align)

    def _row(
        self, row: Row, lines: Sequence[str], across: tuple[float, float], height: float, *, bold: bool
    ) -> None:
        left, names = across
        pen = self._pen
        pen.fill(INK)
        baseline = self._y - _LEADING + 1
        for number, line in enumerate(lines):
            pen.line_of_text(left, baseline - number * _LEADING, line, _BODY, bold=bold)
        for at, cell in enumerate(row.cells):
            words = written(cell, self._say)
            line = drawn(words, right_to_left=reads_right_to_left(words))
            pen.line_of_text(
                left + names + (at + 1) * _NUMBER, baseline, line, _BODY, bold=bold, align="right"
            )
        self._y -= height

    def _rule(self, left: float, right: float, *, strong: bool) -> None:
        self._pen.stroke(SOFT if strong else RULE, 0.7 if strong else 0.3)
        self._pen.line(left, self._y, right, self._y)

    def close_page(self) -> None:
        """The foot: association and title at the left, page x of y at the right."""
        self._pen.fill(SOFT)
        y = _MARGIN - 2
        words = _("{association} · {title}").format(association=self._association, title=self._title)
        note = fit(words, self._room - 45 * MM, _SMALL, 5, 1)
        self._pen.block(_MARGIN, y + note.size * 0.73, note)
        self.document.write_page_number(_MARGIN + self._room - 28 * MM, y, _SMALL)
        self.document.end_page()

    def _next_page(self) -> None:
        self.close_page()
        self._y = self._size[1] - _MARGIN
