"""What a chart is: its drawing, its parts, its words; and how it is to look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from assoc_desktop.language import whole_number
from assoc_desktop.pdf.colour import INK, RULE, SOFT, WHITE, Colour, mix, parse


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of a chart.

    Attributes:
        text: of numbers and names; `quiet`: of the scale; `line`: of its lines.
        ground: what the chart stands on.
        main: of the first series; the others are shades between it, the text and the ground.
    """

    text: Colour
    quiet: Colour
    line: Colour
    ground: Colour
    main: Colour

    def of_series(self, number: int) -> Colour:
        """The colour of a series: the main one, then shades of it toward text and ground, in turn."""
        toward, share = _SHADES[number % len(_SHADES)]
        return mix(self.main, self.text if toward == "text" else self.ground, share)


_SHADES = (("text", 0.0), ("text", 0.55), ("ground", 0.35), ("text", 0.3), ("text", 0.85), ("ground", 0.5))

#: On white paper.
PAPER = Colours(INK, SOFT, RULE, WHITE, parse("#1F6F5C"))


@dataclass(frozen=True, slots=True)
class Style:
    """How a chart looks: height of its text in points, its colours, and how a value is written."""

    size: float = 8.5
    colours: Colours = PAPER
    write: Callable[[int], str] = whole_number


@dataclass(frozen=True, slots=True)
class Part:
    """A bar, or the place of a value: what it stands for, in words, and where it is (points from the lower left)."""

    key: object
    words: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart that is drawn.

    Attributes:
        drawing: a `reportlab.graphics` drawing.
        parts: what can be pointed at, in reading order.
        alternative: everything it shows, in words, for who cannot see it.
    """

    drawing: Any
    width: float
    height: float
    parts: tuple[Part, ...]
    alternative: str

    def at(self, x: float, y: float) -> Part | None:
        """The part at a point, in points from the lower left."""
        for part in self.parts:
            if part.x <= x <= part.x + part.width and part.y <= y <= part.y + part.height:
                return part
        return None
