"""The small table of facts on a card: number, season, validity and whatever else was chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assoc_desktop.pdf import fonts
from assoc_desktop.pdf.text import Fitted, fit, measure

_LABEL_SIZE = 5.0
#: Font size of values in points, before anything shrinks.
VALUE_SIZE = 7.6
_LABEL_TO_VALUE = 2.3
_BETWEEN_ROWS = 6.2
_BETWEEN_COLUMNS = 6.0
#: The least width of a column, in points: a number or a year with a label over it.
_COLUMN = 36.0
_SHRINK = 0.9


@dataclass(frozen=True, slots=True)
class Cell:
    """One fact in its place: x from the left of the box, and the tops of label and value below its top."""

    x: float
    label_top: float
    label: Fitted
    value_top: float
    value: Fitted


def lay_out(facts: Sequence[tuple[str, str]], box_width: float, box_height: float) -> list[Cell]:
    """Places for (label, value) facts that end at the box's lower edge; all lengths in points.

    Columns are equally wide; a long fact takes several, a very long one several lines. When the rows are higher
    than the box, everything becomes smaller, as often as it takes. The last value stands on the lower edge.
    """
    scale = 1.0
    while True:
        cells, height = _at_scale(facts, box_width, scale)
        if height <= box_height:
            shift = box_height - height
            return [
                Cell(cell.x, cell.label_top + shift, cell.label, cell.value_top + shift, cell.value)
                for cell in cells
            ]
        scale *= _SHRINK


def _at_scale(facts: Sequence[tuple[str, str]], box_width: float, scale: float) -> tuple[list[Cell], float]:
    """The cells from the top, and the height of all rows."""
    gap = _BETWEEN_COLUMNS * scale
    columns = max(1, int((box_width + gap) // (_COLUMN * scale + gap)))
    step = (box_width + gap) / columns
    cells: list[Cell] = []
    row: list[tuple[float, Fitted, Fitted]] = []
    top, used = 0.0, 0
    for label, value in facts:
        span = min(columns, _span(label, value, step, gap, scale))
        if used + span > columns:
            top = _close(row, cells, top, scale)
            row, used = [], 0
        room = span * step - gap
        row.append((used * step, _fit_label(label, room, scale), _fit_value(value, room, scale)))
        used += span
    if row:
        top = _close(row, cells, top, scale)
    return cells, max(0.0, top - _BETWEEN_ROWS * scale)


def _span(label: str, value: str, step: float, gap: float, scale: float) -> int:
    natural = max(measure(label) * _LABEL_SIZE, measure(value, bold=True) * VALUE_SIZE) * scale
    return max(1, -int(-(natural + gap) // step))


def _fit_label(label: str, room: float, scale: float) -> Fitted:
    return fit(label, room, _LABEL_SIZE * scale, _LABEL_SIZE * scale * 0.9, 2)


def _fit_value(value: str, room: float, scale: float) -> Fitted:
    return fit(value, room, VALUE_SIZE * scale, VALUE_SIZE * scale * 0.82, 3, bold=True)


def _close(row: list[tuple[float, Fitted, Fitted]], cells: list[Cell], top: float, scale: float) -> float:
    """Give the cells of a row common tops, so that their baselines are level; give the next row's top."""
    value_top = top
    if any(label.lines for _x, label, _value in row):
        value_top += max(label.height for _x, label, _value in row) + _LABEL_TO_VALUE * scale
    cells.extend(Cell(x, top, label, value_top, value) for x, label, value in row)
    tallest = max(_height(value) for _x, _label, value in row)
    return value_top + tallest + _BETWEEN_ROWS * scale


def _height(value: Fitted) -> float:
    """A text of several lines also needs room for the descenders of its last."""
    return value.height + (value.size * fonts.DESCENT if len(value.lines) > 1 else 0.0)
