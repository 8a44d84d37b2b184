"""Horizontal bars, each with its name and its number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assoc_desktop.language import _
from assoc_desktop.pdf.charts.model import Chart, Part, Style
from assoc_desktop.pdf.charts.sketch import LEADING, Sketch, lines_of
from assoc_desktop.pdf.text import clean, measure, shaped, width

_GAP = 5.0
#: Parts of the width that names take at most, and at least beside long numbers.
_MOST_FOR_NAMES, _LEAST_FOR_NAMES = 0.46, 0.14
_LEAST_PLOT = 24.0
#: A value that is not nothing is seen, however small beside the others.
_LEAST = 0.75


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it stands for, its name, its value. `aside` is hatched: "not known", "others"."""

    key: object
    name: str
    value: int
    aside: bool = False


def bar_chart(bars: Sequence[Bar], width_: float, *, style: Style | None = None, title: str = "") -> Chart:
    """Bars one below the other, as high as they need.

    Args:
        bars: from top to bottom; names are wrapped to two lines and end in an ellipsis where that is too little.
        width_: in points.
        title: what is shown, for the text that stands for the chart.
    """
    style = style or Style()
    size = style.size
    numbers = [clean(style.write(bar.value)) for bar in bars]
    room_for_number = max((measure(text) for text in numbers), default=0.0) * size + _GAP
    widest = max((width(shaped(clean(bar.name))) for bar in bars), default=0.0) * size + 1
    before = room_for_number if any(bar.value < 0 for bar in bars) else 0.0
    after = room_for_number if any(bar.value >= 0 for bar in bars) else 0.0
    left_over = max(width_ - before - after - _LEAST_PLOT, width_ * _LEAST_FOR_NAMES)
    names = min(widest, width_ * _MOST_FOR_NAMES, left_over)
    lines = [lines_of(bar.name, names, size, 2) for bar in bars]
    heights = [len(each) * size * LEADING + size * 0.7 for each in lines]
    sketch = Sketch(width_, max(sum(heights), 2 * size), style)
    if not bars:
        sketch.text(0, size * 0.6, _("There is nothing to show."), style.colours.quiet)
        return sketch.finish(_alternative(title, bars, numbers))
    low, high = min(0, *(bar.value for bar in bars)), max(0, *(bar.value for bar in bars))
    left = names + _GAP + before
    plot = max(width_ - left - after, 1.0)
    scale = plot / ((high - low) or 1)
    zero = left - low * scale
    top = sketch.height
    for bar, number, its_lines, height in zip(bars, numbers, lines, heights, strict=True):
        _draw(sketch, bar, number, its_lines, (names, zero, scale), (top - height, height))
        top -= height
    sketch.line(zero, 0, zero, sketch.height, style.colours.line, 0.8)
    return sketch.finish(_alternative(title, bars, numbers))


def _draw(
    sketch: Sketch,
    bar: Bar,
    number: str,
    lines: list[str],
    across: tuple[float, float, float],
    down: tuple[float, float],
) -> None:
    """One bar: its name, itself, its number, and the whole line as what can be pointed at."""
    names, zero, scale = across
    bottom, height = down
    size, colours = sketch.style.size, sketch.style.colours
    baseline = bottom + height / 2 + (len(lines) - 1) * size * LEADING / 2 - size * 0.36
    middle = bottom + height / 2 - size * 0.36
    for line in lines:
        sketch.text(names, baseline, line, colours.text, align="end")
        baseline -= size * LEADING
    long = max(abs(bar.value) * scale, _LEAST) if bar.value else 0.0
    thick = min(size * 1.25, height - 2)
    start = zero if bar.value >= 0 else zero - long
    sketch.bar(start, bottom + (height - thick) / 2, long, thick, colours.main, "/" if bar.aside else "")
    if bar.value < 0:
        sketch.text(start - _GAP / 2, middle, shaped(number), colours.text, align="end")
    else:
        sketch.text(zero + long + _GAP / 2, middle, shaped(number), colours.text)
    words = _("{name}: {number}").format(name=clean(bar.name), number=number)
    sketch.parts.append(Part(bar.key, words, 0.0, bottom, sketch.width, height))


def _alternative(title: str, bars: Sequence[Bar], numbers: Sequence[str]) -> str:
    lines = [title] if title else []
    for bar, number in zip(bars, numbers, strict=True):
        lines.append(_("{name}: {number}").format(name=clean(bar.name), number=number))
    return "\n".join(lines)
