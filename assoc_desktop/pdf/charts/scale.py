"""The scale of columns and lines: round steps from below the least value to above the greatest."""

from __future__ import annotations

from collections.abc import Sequence

from assoc_desktop.pdf.charts.sketch import Sketch, one_line
from assoc_desktop.pdf.text import clean, measure, shaped

_GAP = 4.0
_WANTED_STEPS = 4


class Scale:
    """Values → heights on a sketch, whose lines and names it draws.

    Attributes:
        left, bottom, right, top: the rectangle of the values.
    """

    def __init__(self, sketch: Sketch, low: int, high: int, *, top: float) -> None:
        style = sketch.style
        self.sketch = sketch
        self.steps = round_steps(min(0, low), max(0, high))
        self.names = [clean(style.write(step)) for step in self.steps]
        widest = max(map(measure, self.names)) * style.size
        self.left = min(widest + _GAP, sketch.width * 0.45)
        self.right = sketch.width
        # Below the columns stand their names, and above these the numbers of columns that hang down.
        self.bottom = style.size * (3.0 if low < 0 else 2.0)
        self.top = max(top - style.size, self.bottom + 1)
        self._low, self._high = self.steps[0], self.steps[-1]

    def y(self, value: int) -> float:
        """The height of a value."""
        return self.bottom + (value - self._low) / (self._high - self._low) * (self.top - self.bottom)

    def draw(self) -> None:
        """The lines across, each with its value at the left."""
        sketch, colours, size = self.sketch, self.sketch.style.colours, self.sketch.style.size
        for step, name in zip(self.steps, self.names, strict=True):
            y = self.y(step)
            sketch.line(self.left, y, self.right, y, colours.quiet if step == 0 else colours.line)
            sketch.text(self.left - _GAP / 2, y - size * 0.36, shaped(name), colours.quiet, align="end")

    def name_columns(self, names: Sequence[str]) -> None:
        """The names below the columns; where they have no room, only every second, third … one."""
        room = (self.right - self.left) / max(len(names), 1)
        size = self.sketch.style.size
        widest = max((measure(name) for name in names), default=0.0) * size + _GAP
        every = max(1, min(-(-int(widest) // max(int(room), 1)), 6 if room * 6 > 3 * size else len(names)))
        for at in range(0, len(names), every):
            line = one_line(names[at], room * every - _GAP / 2, size)
            x = self.left + room * (at + 0.5)
            half = measure(line) * size / 2
            x = min(max(x, half), self.right - half)
            self.sketch.text(x, size * 0.5, line, self.sketch.style.colours.text, align="middle")


def round_steps(low: int, high: int) -> list[int]:
    """Whole round values (1, 2, 5, 10 …) from at most `low` to at least `high`, some four of them."""
    span = max(high - low, 1)
    step = 1
    factors = (2, 5, 10)
    base, at = 1, 0
    while span / step > _WANTED_STEPS + 1:
        step = base * factors[at]
        at += 1
        if at == len(factors):
            base, at = base * 10, 0
    first = low // step
    last = max(-(-high // step), first + 1)
    return [number * step for number in range(first, last + 1)]
