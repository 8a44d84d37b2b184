"""What a report is: tables of values with their definitions, the same for paper and spreadsheet."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING

from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions

if TYPE_CHECKING:
    from assoc_desktop.pdf.charts import Chart, Style

#: Kinds of columns. Per cents and decimal numbers are written with one decimal.
TEXT, MONEY, DAY, COUNT, PER_CENT, DECIMAL = "text", "money", "day", "count", "per_cent", "decimal"
Value = str | int | float | datetime.date | None


@dataclass(frozen=True)
class Column:
    """A column: its heading, what stands in it (a kind), and its part of the width; the parts add up to 1."""

    heading: str
    kind: str
    share: float

    @property
    def is_right(self) -> bool:
        """Whether it is set on the right, as amounts are."""
        return self.kind in (MONEY, COUNT, PER_CENT, DECIMAL)


@dataclass(frozen=True)
class Table:
    """A table of a report; amounts in minor units.

    Attributes:
        definition: what is counted, printed below it.
        total: the last row, in bold; empty for none.
        bars: (name, amount) of its chart, from top to bottom; fewer than two make none.
        bars_kind: how the amounts of the chart are written, a kind of column.
        sums: places of the columns whose sums are carried from page to page of a long list.
        lasts: places of the columns whose last value is, as a running balance.
        counts: whether a row is added to the sums that are carried.
        chart: draws another chart than bars, as wide as it is told.
    """

    key: str
    title: str
    definition: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    total: tuple[Value, ...] = ()
    bars: tuple[tuple[str, int], ...] = ()
    bars_kind: str = MONEY
    sums: tuple[int, ...] = ()
    lasts: tuple[int, ...] = ()
    counts: Callable[[tuple[Value, ...]], bool] = lambda _row: True
    chart: Callable[[float, Style], Chart] | None = None


@dataclass(frozen=True)
class Report:
    """A report: its title, what it is about in a sentence, its tables.

    Attributes:
        is_list: long lists are printed small and close, without charts.
        name: of the file, without its ending.
    """

    title: str
    told: str
    tables: tuple[Table, ...]
    name: str
    is_list: bool = False


def written(value: Value, kind: str, say: Conventions) -> str:
    """A value as it is printed; nothing is an empty text."""
    if value is None:
        return ""
    if isinstance(value, datetime.date):
        return say.date(value)
    if isinstance(value, float) or (isinstance(value, int) and kind in (PER_CENT, DECIMAL)):
        number = say.number(Decimal(value).quantize(Decimal("0.1"), ROUND_HALF_EVEN))
        return _("{number}%").format(number=number) if kind == PER_CENT else number
    if isinstance(value, int):
        return say.amount(value) if kind == MONEY else say.number(value)
    return value


def text(heading: str, share: float) -> Column:
    """A column of words."""
    return Column(heading, TEXT, share)


def money(share: float, *headings: str) -> tuple[Column, ...]:
    """Columns of amounts side by side, equally wide."""
    return tuple(Column(heading, MONEY, share) for heading in headings)


def sums_of(
    words: str, columns: tuple[Column, ...], rows: tuple[tuple[Value, ...], ...]
) -> tuple[Value, ...]:
    """The row of sums below a table: its words stand in the widest column of words, the sums below the numbers."""
    widest = max((each for each in columns if each.kind == TEXT), key=lambda each: each.share)
    return tuple(
        row_sum(rows, place) if column.is_right else words if column is widest else ""
        for place, column in enumerate(columns)
    )


def row_sum(rows: tuple[tuple[Value, ...], ...], place: int) -> int:
    """The sum of a column; what is empty counts for nothing."""
    found = (row[place] for row in rows)
    return sum(value for value in found if isinstance(value, int))


def written_rows(table: Table, say: Conventions) -> list[list[str]]:
    """The rows of a table as they are written, the total last."""
    rows = [*table.rows, table.total] if table.total else table.rows
    return [
        [written(value, column.kind, say) for value, column in zip(row, table.columns, strict=True)]
        for row in rows
    ]
