"""Upright columns, beside each other or stacked: one place for each month or group, one hatch for each series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assoc_desktop.language import _
from assoc_desktop.pdf.charts.model import Chart, Part, Style
from assoc_desktop.pdf.charts.scale import Scale
from assoc_desktop.pdf.charts.sketch import HATCHES, Sketch
from assoc_desktop.pdf.text import clean, measure, shaped

_GAP = 2.0


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one kind, one for each column."""

    key: object
    name: str
    values: tuple[int, ...]


def column_chart(
    columns: Sequence[tuple[object, str]],
    series: Sequence[Series],
    width: float,
    height: float,
    *,
    style: Style | None = None,
    stacked: bool = False,
    title: str = "",
) -> Chart:
    """Columns of several series; the key of a part is (column, series).

    Args:
        columns: key and name of each place, from left to right.
        series: values below zero hang down.
        stacked: upon each other instead of side by side.
    """
    style = style or Style()
    sketch = Sketch(width, height, style)
    alternative = in_words(title, columns, series, style)
    if not columns or not series:
        sketch.text(0, height / 2, _("There is nothing to show."), style.colours.quiet)
        return sketch.finish(alternative)
    names = [each.name for each in series]
    ends = [_ends([each.values[at] for each in series], stacked) for at in range(len(columns))]
    top = height - sketch.legend_height(names)
    scale = Scale(sketch, min(low for low, _high in ends), max(high for _low, high in ends), top=top)
    scale.draw()
    scale.name_columns([name for _key, name in columns])
    sketch.legend(names)
    room = (scale.right - scale.left) / len(columns)
    for at, (key, name) in enumerate(columns):
        place = _Place(scale, key, name, scale.left + at * room, room)
        values = [each.values[at] for each in series]
        (place.stack if stacked else place.beside)(series, values)
    return sketch.finish(alternative)


def _ends(values: Sequence[int], stacked: bool) -> tuple[int, int]:
    """The lowest and highest point of a column."""
    if stacked:
        return sum(value for value in values if value < 0), sum(value for value in values if value > 0)
    return min(values), max(values)


class _Place:
    """The columns of one month or group."""

    def __init__(self, scale: Scale, key: object, name: str, x: float, room: float) -> None:
        self._scale, self._sketch = scale, scale.sketch
        self._key, self._name = key, name
        self._x, self._room = x, room
        self._thick = room * 0.72

    def beside(self, series: Sequence[Series], values: Sequence[int]) -> None:
        thick = self._thick / len(series)
        x = self._x + (self._room - self._thick) / 2
        for number, (each, value) in enumerate(zip(series, values, strict=True)):
            self._column(number, each, value, (x, thick), 0)
            self._number(value, value, x + thick / 2, thick + self._room * 0.28 / len(series))
            x += thick

    def stack(self, series: Sequence[Series], values: Sequence[int]) -> None:
        x = self._x + (self._room - self._thick) / 2
        up = down = 0
        for number, (each, value) in enumerate(zip(series, values, strict=True)):
            self._column(number, each, value, (x, self._thick), up if value >= 0 else down)
            up, down = up + max(value, 0), down + min(value, 0)
        middle = self._x + self._room / 2
        if up:
            self._number(up, up, middle, self._room)
        if down:
            self._number(down, down, middle, self._room)

    def _column(
        self, number: int, series: Series, value: int, across: tuple[float, float], base: int
    ) -> None:
        if not value:
            return
        x, thick = across
        ends = sorted((self._scale.y(base), self._scale.y(base + value)))
        colour = self._sketch.style.colours.of_series(number)
        low, high = ends[0], max(ends[1], ends[0] + 0.75)
        self._sketch.bar(x, low, thick, high - low, colour, HATCHES[number % len(HATCHES)])
        words = _("{name}, {series}: {number}").format(
            name=self._name, series=series.name, number=self._sketch.style.write(value)
        )
        self._sketch.parts.append(Part((self._key, series.key), words, x, low, thick, high - low))

    def _number(self, value: int, at: int, middle: float, room: float) -> None:
        """A value at the end of its column, where it has room."""
        size = self._sketch.style.size
        text = clean(self._sketch.style.write(value))
        if not value or measure(text) * size > room:
            return
        y = self._scale.y(at) + (_GAP if at > 0 else -size * 0.8 - _GAP)
        self._sketch.text(middle, y, shaped(text), self._sketch.style.colours.text, align="middle")


def in_words(
    title: str, columns: Sequence[tuple[object, str]], series: Sequence[Series], style: Style
) -> str:
    """What the chart shows: a line for each column, with all its values."""
    lines = [title] if title else []
    for at, (_key, name) in enumerate(columns):
        values = [
            _("{name}: {number}").format(name=each.name, number=style.write(each.values[at]))
            for each in series
        ]
        lines.append(_("{name}: {number}").format(name=name, number=" · ".join(values)))
    return "\n".join(lines)
