"""Lines over time: each series has its own marker and dash besides its colour."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from assoc_desktop.language import _
from assoc_desktop.pdf.charts.columns import Series, in_words
from assoc_desktop.pdf.charts.model import Chart, Part, Style
from assoc_desktop.pdf.charts.scale import Scale
from assoc_desktop.pdf.charts.sketch import Sketch

_DASHES: tuple[list[float] | None, ...] = (None, [5, 2], [1.5, 2], [7, 2, 1.5, 2])


def line_chart(
    columns: Sequence[tuple[object, str]],
    series: Sequence[Series],
    width: float,
    height: float,
    *,
    style: Style | None = None,
    title: str = "",
) -> Chart:
    """A line for each series; the key of a part is (column, series)."""
    style = style or Style()
    sketch = Sketch(width, height, style)
    alternative = in_words(title, columns, series, style)
    if not columns or not series:
        sketch.text(0, height / 2, _("There is nothing to show."), style.colours.quiet)
        return sketch.finish(alternative)
    values = [value for each in series for value in each.values]
    names = [each.name for each in series]
    scale = Scale(sketch, min(values), max(values), top=height - sketch.legend_height(names))
    scale.draw()
    scale.name_columns([name for _key, name in columns])
    sketch.legend(names, markers=True)
    room = (scale.right - scale.left) / len(columns)
    for number, each in enumerate(series):
        points = [(scale.left + (at + 0.5) * room, scale.y(value)) for at, value in enumerate(each.values)]
        _draw(sketch, number, each, points, columns)
    return sketch.finish(alternative)


def _draw(
    sketch: Sketch,
    number: int,
    series: Series,
    points: Sequence[tuple[float, float]],
    columns: Sequence[tuple[object, str]],
) -> None:
    colour, size = sketch.style.colours.of_series(number), sketch.style.size
    for (x1, y1), (x2, y2) in pairwise(points):
        sketch.line(x1, y1, x2, y2, colour, 1.2, _DASHES[number % len(_DASHES)])
    for (x, y), (key, name), value in zip(points, columns, series.values, strict=True):
        sketch.marker(x, y, number, colour)
        words = _("{name}, {series}: {number}").format(
            name=name, series=series.name, number=sketch.style.write(value)
        )
        sketch.parts.append(Part((key, series.key), words, x - size / 2, y - size / 2, size, size))
