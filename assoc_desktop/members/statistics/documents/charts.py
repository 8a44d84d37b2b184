"""The chart of a table, for paper and screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assoc_desktop.members.statistics.rules.tables import COLUMNS, Cell, Table
from assoc_desktop.pdf.charts import Bar, Chart, Series, Style, bar_chart, column_chart

#: Height of upright columns: in parts of the size of the text, and of the width at most.
_HEIGHT, _SHAPE = 24, 0.85


def chart_of(table: Table, width: float, style: Style) -> Chart:
    """The chart of a table; the key of a part is (row, cell). The gathered rest is left out where its bar would dwarf all others."""
    if table.chart == COLUMNS:
        columns = [(at, row.short or row.name) for at, row in enumerate(table.rows)]
        # What hangs down is told by its place, not by a sign: nobody left minus three times.
        style = replace(style, write=_without_sign(style.write))
        series = [
            Series(cell, table.headings[cell], tuple(sign * _number(row.cells[cell]) for row in table.rows))
            for cell, sign in table.drawn
        ]
        return column_chart(
            columns,
            series,
            width,
            min(_HEIGHT * style.size, _SHAPE * width),
            style=style,
            stacked=True,
            title=table.title,
        )
    greatest = max((_number(row.cells[0]) for row in table.rows if not row.rest), default=0)
    bars = [
        Bar((at, 0), row.name, _number(row.cells[0]), row.aside)
        for at, row in enumerate(table.rows)
        if not (row.rest and _number(row.cells[0]) > greatest)
    ]
    return bar_chart(bars, width, style=style, title=table.title)


def _number(cell: Cell) -> int:
    return int(cell.value or 0)


def _without_sign(write: Callable[[int], str]) -> Callable[[int], str]:
    return lambda value: write(abs(value))
