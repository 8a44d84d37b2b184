"""The chart of a figure, for paper and screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial

from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.listening.retention.rules.shown import AMOUNTS, PER_CENTS, TENTHS, Drawn
from assoc_desktop.pdf.charts import Bar, Chart, Series, Style, bar_chart, line_chart

#: Height of a line chart: in parts of the size of the text, and of the width at most.
_HEIGHT, _SHAPE = 18, 0.7


def chart_of(drawn: Drawn, title: str, say: Conventions, width: float, style: Style) -> Chart:
    """The chart; the key of a part is a key of `drawn.cells`."""
    style = replace(style, write=writer(drawn.unit, say))
    if not drawn.is_line:
        bars = [
            Bar((at, 0), name, value, at in drawn.hatched)
            for at, (name, value) in enumerate(zip(drawn.names, drawn.series[0][1], strict=True))
        ]
        return bar_chart(bars, width, style=style, title=title)
    columns = [(at, name) for at, name in enumerate(drawn.names)]
    series = [Series(at, name, values) for at, (name, values) in enumerate(drawn.series)]
    height = min(_HEIGHT * style.size, _SHAPE * width)
    return line_chart(columns, series, width, height, style=style, title=title)


def writer(unit: str, say: Conventions) -> Callable[[int], str]:
    """How the values of a chart are written."""
    if unit == AMOUNTS:
        return say.amount
    return partial(_written, unit, say)


def _written(unit: str, say: Conventions, value: int) -> str:
    if unit == PER_CENTS:
        return _("{number}%").format(number=say.number(value))
    return say.number(Decimal(value) / 10 if unit == TENTHS else value)
