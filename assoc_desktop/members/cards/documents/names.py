"""The name on a card, and under it profession, institution and a line of the association's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assoc_desktop.pdf import fonts
from assoc_desktop.pdf.text import Fitted, fit

_SIZE = 7.2
_SHRINK = 0.93
_BETWEEN_PARTS = 3.3
_BELOW_NAME = 2.4


@dataclass(frozen=True, slots=True)
class NameBlock:
    """The name at the top of its box, and the parts below it with their tops, in points below the box's top."""

    name: Fitted
    parts: tuple[tuple[float, Fitted], ...]


def lay_out(
    name: str, parts: Sequence[str], width: float, height: float, name_sizes: tuple[float, float]
) -> NameBlock:
    """Fit a name and the parts below it into a box; all lengths in points.

    All parts begin with the same size. When they and a name of a good size do not go together, everything becomes
    smaller, as often as it takes; nothing is ever left out.
    """
    scale = 1.0
    while True:
        block = _at_scale(name, parts, (width, height), name_sizes, scale)
        if block is not None:
            return block
        scale *= _SHRINK


def _at_scale(
    name: str, parts: Sequence[str], box: tuple[float, float], name_sizes: tuple[float, float], scale: float
) -> NameBlock | None:
    width, height = box
    largest, smallest = name_sizes
    size = _SIZE * scale
    fitted = [fit(part, width, size, size * 0.86, 2) for part in parts]
    needed = sum(part.height + _BETWEEN_PARTS * scale for part in fitted)
    room = height - needed - (size * fonts.DESCENT if fitted else 0.0)
    if room <= 0:
        return None
    shown = fit(name, width, largest, smallest, 2, bold=True, height=room)
    gap = shown.size * fonts.DESCENT + _BELOW_NAME * scale if shown.lines else 0.0
    overflow = shown.height + gap - _BETWEEN_PARTS * scale - room if fitted else 0.0
    if overflow > 0 or shown.size < min(smallest, largest) * scale:
        return None
    return NameBlock(shown, tuple(_stacked(fitted, shown.height + gap, scale)))


def _stacked(parts: Sequence[Fitted], top: float, scale: float) -> list[tuple[float, Fitted]]:
    placed = []
    for part in parts:
        placed.append((top, part))
        top += part.height + _BETWEEN_PARTS * scale
    return placed
