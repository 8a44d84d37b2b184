"""Shapes of a chart: rectangles with hatches, lines, texts that end in an ellipsis."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assoc_desktop.pdf import fonts
from assoc_desktop.pdf.charts.model import Chart, Part, Style
from assoc_desktop.pdf.colour import WHITE, Colour, mix
from assoc_desktop.pdf.text import clean, drawn, reads_right_to_left, shaped, width, wrap

#: Distance between two baselines, in parts of the size.
LEADING = 1.2
#: How series are told apart without colour, in their order; a seventh begins anew.
HATCHES = ("", "/", "-", "\\", "x", ".")
_GAP = 4.0


class Sketch:
    """A drawing in the making; the origin is its lower left corner."""

    def __init__(self, width_: float, height: float, style: Style) -> None:
        from reportlab.graphics import shapes

        fonts.register()
        # A drawing's first font: ReportLab would put Helvetica, which is not embedded, into every document.
        shapes.STATE_DEFAULTS["fontName"] = fonts.REGULAR
        self._shapes: Any = shapes
        self.width, self.height, self.style = width_, height, style
        self.drawing: Any = shapes.Drawing(width_, height)
        self.parts: list[Part] = []
        if style.colours.ground != WHITE:
            self._add(shapes.Rect(0, 0, width_, height), fill=style.colours.ground)

    def finish(self, alternative: str) -> Chart:
        """The chart."""
        return Chart(self.drawing, self.width, self.height, tuple(self.parts), alternative)

    def bar(self, x: float, y: float, w: float, h: float, colour: Colour, hatch: str = "") -> None:
        """A filled rectangle; with a hatch, its colour is pale and the hatch strong."""
        if w <= 0 or h <= 0:
            return
        if not hatch:
            self._add(self._shapes.Rect(x, y, w, h), fill=colour)
            return
        ground = self.style.colours.ground
        self._add(self._shapes.Rect(x, y, w, h), fill=mix(colour, ground, 0.75), stroke=colour, line=0.6)
        path = self._shapes.Path()
        for x1, y1, x2, y2 in hatching(x, y, w, h, hatch):
            path.moveTo(x1, y1)
            path.lineTo(x2, y2)
        if path.points:
            self._add(path, stroke=colour, line=0.7)

    def line(
        self, x1: float, y1: float, x2: float, y2: float, colour: Colour, line: float = 0.5, dash: Any = None
    ) -> None:
        """A straight line."""
        shape = self._shapes.Line(x1, y1, x2, y2)
        shape.strokeDashArray = dash
        self._add(shape, stroke=colour, line=line)

    def polygon(self, points: list[float], colour: Colour) -> None:
        """A filled shape."""
        self._add(self._shapes.Polygon(points), fill=colour)

    def text(
        self, x: float, y: float, line: str, colour: Colour, *, align: str = "start", size: float = 0.0
    ) -> None:
        """One line (in drawing order) with its baseline at y; `start`, `middle` or `end` is at x."""
        shape = self._shapes.String(x, y, line)
        shape.fontName, shape.fontSize = fonts.REGULAR, size or self.style.size
        shape.textAnchor = align
        self._add(shape, fill=colour)

    def _add(
        self, shape: Any, *, fill: Colour | None = None, stroke: Colour | None = None, line: float = 0.0
    ) -> None:
        from reportlab.lib.colors import Color

        if hasattr(shape, "fillColor"):
            shape.fillColor = Color(*fill) if fill else None
        if hasattr(shape, "strokeColor"):
            shape.strokeColor = Color(*stroke) if stroke else None
            shape.strokeWidth = line
        self.drawing.add(shape)

    # Legend

    def legend_height(self, names: list[str]) -> float:
        """The room that the names of the series need; none for one series alone."""
        if len(names) < 2:
            return 0.0
        return len(self._legend_rows(names)) * self.style.size * 1.5 + _GAP

    def _legend_rows(self, names: list[str]) -> list[list[tuple[int, str, float]]]:
        size = self.style.size
        rows: list[list[tuple[int, str, float]]] = [[]]
        x = 0.0
        for number, name in enumerate(names):
            line = one_line(name, self.width - 3 * size, size)
            room = 1.6 * size + width(line) * size + 1.4 * size
            if rows[-1] and x + room > self.width:
                rows.append([])
                x = 0.0
            rows[-1].append((number, line, x))
            x += room
        return rows

    def legend(self, names: list[str], *, markers: bool = False) -> None:
        """The names of the series with their hatches or markers, at the top."""
        if len(names) < 2:
            return
        size = self.style.size
        y = self.height - size * 1.2
        for row in self._legend_rows(names):
            for number, line, x in row:
                colour = self.style.colours.of_series(number)
                if markers:
                    self.marker(x + size / 2, y + size * 0.36, number, colour)
                else:
                    self.bar(x, y - size * 0.05, size, size * 0.85, colour, HATCHES[number % len(HATCHES)])
                self.text(x + 1.6 * size, y, line, self.style.colours.text)
            y -= size * 1.5

    def marker(self, x: float, y: float, number: int, colour: Colour) -> None:
        """The mark of a value of a series: square, diamond, triangle, or triangle on its head."""
        r = self.style.size * 0.36
        marks = (
            [x - r, y - r, x + r, y - r, x + r, y + r, x - r, y + r],
            [x, y - 1.3 * r, x + 1.3 * r, y, x, y + 1.3 * r, x - 1.3 * r, y],
            [x - 1.2 * r, y - r, x + 1.2 * r, y - r, x, y + 1.2 * r],
            [x - 1.2 * r, y + r, x + 1.2 * r, y + r, x, y - 1.2 * r],
        )
        self.polygon(marks[number % len(marks)], colour)


def hatching(
    x: float, y: float, w: float, h: float, hatch: str
) -> Iterator[tuple[float, float, float, float]]:
    """The lines of a hatch, cut at the rectangle."""
    step = 3.2
    right, top = x + w, y + h
    if hatch == "-":
        rows = int(h / step)
        yield from ((x, y + at * step, right, y + at * step) for at in range(1, rows + 1))
    if hatch == ".":
        columns = int(w / step)
        yield from ((x + at * step, y, x + at * step, top) for at in range(1, columns + 1))
    diagonals = int((w + h) / (step * 1.4)) + 1
    for at in range(1, diagonals + 1):
        shift = at * step * 1.4
        if hatch in ("/", "x"):
            start = max(x, right - shift)
            end = min(right, right - shift + h)
            if start < end:
                yield start, y + start - (right - shift), end, y + end - (right - shift)
        if hatch in ("\\", "x"):
            start, end = max(x, x + shift - h), min(right, x + shift)
            if start < end:
                yield start, y + x + shift - start, end, y + x + shift - end


def one_line(words: str, room: float, size: float) -> str:
    """The words on one line in drawing order, ended by an ellipsis where they are too long."""
    return lines_of(words, room, size, 1)[0]


def lines_of(words: str, room: float, size: float, most: int) -> list[str]:
    """At most so many lines in drawing order; what has no room ends in an ellipsis."""
    text = clean(words)
    lines = wrap(text, room, size)
    if len(lines) <= most:
        return list(lines) or [""]
    kept = list(wrap(text, room, size))[: most - 1]
    # What the last line begins with is found by how much of the text the lines before it hold.
    rest = text
    for line in kept:
        rest = rest[len(line) :].lstrip()
    short = shaped(rest)
    while short and width(short + "…") * size > room:
        short = short[:-1].rstrip()
    return [*kept, drawn(short + "…", right_to_left=reads_right_to_left(text))]
