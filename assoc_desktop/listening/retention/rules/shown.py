"""A table ready to be shown: the members behind its numbers, and what is drawn of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assoc_desktop.reports.tables import Table

#: Place of a row and of a column; the total is the row after the last.
Place = tuple[int, int]
#: What the values of a chart are: whole per cents, tenths, minor units, or a number.
PER_CENTS, TENTHS, AMOUNTS, NUMBERS = "per_cents", "tenths", "amounts", "numbers"


@dataclass(frozen=True)
class Behind:
    """The members behind a number, in words and by their ids."""

    told: str
    ids: tuple[int, ...]


@dataclass(frozen=True)
class Drawn:
    """What a chart shows.

    Attributes:
        names: of the bars, or of the places of a line.
        series: name → a value for each of the names.
        unit: one of those above.
        cells: (place of the name, place of the series) → the cell of the table whose list it opens.
        is_line: a line for each series, else bars of the only series.
        hatched: places of the bars that stand for something else than the others.
    """

    names: tuple[str, ...]
    series: tuple[tuple[str, tuple[int, ...]], ...]
    unit: str
    cells: Mapping[Place, Place] = field(default_factory=dict)
    is_line: bool = False
    hatched: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Shown:
    """A table with what stands behind it.

    Attributes:
        behind: cell → the members behind its number.
        drawn: its chart; None for none.
    """

    table: Table
    behind: Mapping[Place, Behind]
    drawn: Drawn | None = None
