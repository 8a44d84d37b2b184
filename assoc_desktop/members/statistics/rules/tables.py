"""Figures as tables of numbers, each with the way to its members: the same for screen, paper and spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from assoc_desktop.language import _
from assoc_desktop.language.conventions import Conventions
from assoc_desktop.language.names import month_names, short_month_names
from assoc_desktop.members.statistics.rules.asking import Question
from assoc_desktop.members.statistics.rules.counting import Crossing
from assoc_desktop.members.statistics.rules.dimensions import Dimension
from assoc_desktop.members.statistics.rules.figures import Figure, Line, share, shortened
from assoc_desktop.members.statistics.rules.members import ids_behind
from assoc_desktop.members.statistics.rules.movements import (
    LEAVES,
    MOVEMENTS,
    Months,
    ids_that_moved,
    told_movements,
)
from assoc_desktop.members.statistics.rules.reading import Statistics
from assoc_desktop.members.statistics.rules.renewals import ids_by_renewal

#: Charts: a bar for each row, or columns for each row with leaves hanging down.
BARS, COLUMNS, NO_CHART = "bars", "columns", ""
NUMBER, PER_CENT, DIFFERENCE, CHANGE = "number", "per_cent", "difference", "change"


@dataclass(frozen=True)
class Behind:
    """The members behind a number: what they are in words, and how their ids are found."""

    told: str
    find: Callable[[], list[int]]


@dataclass(frozen=True)
class Cell:
    """A number of a table; `kind` says how it is written. None is an empty cell."""

    value: int | float | None
    kind: str = NUMBER
    behind: Behind | None = None


@dataclass(frozen=True)
class Row:
    """One line of a table.

    Attributes:
        short: its name where there is little room.
        rest: many small groups in one, whose bar would make all others short.
    """

    name: str
    cells: tuple[Cell, ...]
    aside: bool = False
    short: str = ""
    rest: bool = False


@dataclass(frozen=True)
class Table:
    """A figure ready to be shown.

    Attributes:
        headings: of the columns after the first.
        total: below the rows; what it adds up to is the number of members counted.
        drawn: for columns: the positions of the cells that are drawn, and 1 or -1 for up or down.
    """

    key: str
    title: str
    definition: str
    heading: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    total: Row
    chart: str = BARS
    drawn: tuple[tuple[int, int], ...] = ()


def written(cell: Cell, conventions: Conventions) -> str:
    """A number as the country writes it: `1 250`, `12,5 %`, `+3`."""
    if cell.value is None:
        return ""
    if cell.kind == NUMBER:
        return conventions.number(int(cell.value))
    value = round(cell.value, 1) if cell.kind in (PER_CENT, CHANGE) else cell.value
    number = conventions.number(abs(_plain(value)))
    if cell.kind in (DIFFERENCE, CHANGE):
        sign = "+" if value > 0 else "\u2212" if value < 0 else ""
        number = sign + number
    return _("{number}%").format(number=number) if cell.kind in (PER_CENT, CHANGE) else number


def _plain(value: float) -> int:
    # A whole number is written without decimals; Babel writes the decimals of others.
    return int(value) if value == int(value) else value  # type: ignore[return-value]


def all_tables(statistics: Statistics, conventions: Conventions, *, most: int | None = None) -> list[Table]:
    """Every table: the dimensions, joins and leaves, renewals.

    Args:
        most: lines of a figure at most; the rest is gathered in one line. None: all lines.
    """
    found = [
        figure_table(statistics.question, each, figure if most is None else shortened(figure, most))
        for each, figure in zip(statistics.dimensions, statistics.figures, strict=True)
    ]
    if statistics.months:
        found.append(months_table(statistics.question, statistics.months, conventions))
    return found + [_renewal_table(statistics, figure) for figure in statistics.renewals]


def who(question: Question) -> str:
    """Who is counted, in a few words."""
    season = question.season.label if question.season else ""
    return " · ".join(filter(None, (season, question.told))) or _("All members")


def figure_table(question: Question, dimension: Dimension, figure: Figure) -> Table:
    """Members by one dimension."""
    before = question.before() if figure.total.before is not None else None
    whole = figure.total

    def row(line: Line, name: str) -> Row:
        wanted = {dimension: line.keys} if line is not whole else {}
        words = _("{column}: {text}").format(column=figure.title, text=name) if wanted else ""
        cells = [
            Cell(line.count, behind=_behind(question, words, wanted)),
            Cell(share(line.count, whole.count), PER_CENT),
        ]
        if before is not None:
            cells += _compared(line, _behind(before, words, wanted))
        return Row(name, tuple(cells), line.aside, rest=line.rest)

    headings = [_("Members"), _("Share")]
    if before is not None and before.season is not None:
        headings += [str(before.season.label), _("Difference"), _("Change in %")]
    return Table(
        figure.key,
        figure.title,
        figure.definition,
        figure.title,
        tuple(headings),
        tuple(row(line, line.name) for line in figure.lines),
        row(whole, _("Total")),
    )


def _compared(line: Line, behind: Behind) -> list[Cell]:
    change = share(line.difference or 0, line.before) if line.before else None
    return [Cell(line.before, behind=behind), Cell(line.difference, DIFFERENCE), Cell(change, CHANGE)]


def _behind(question: Question, words: str, wanted: dict[Dimension, tuple[int | str, ...]]) -> Behind:
    told = " · ".join(filter(None, (words, who(question))))
    return Behind(told, partial(ids_behind, question, wanted))


def months_table(question: Question, months: Months, conventions: Conventions) -> Table:
    """Joins and leaves of a season, a row for each month."""
    names, short = month_names(), short_month_names()
    labels = [
        _("{month} {year}").format(month=names[day.month], year=day.year)
        if day.day == 1
        else _("from {day}").format(day=conventions.date(day))
        for day in months.starts
    ]
    headings = [_(name) for name in MOVEMENTS.values()]
    left = _("Left in all")

    def row(name: str, month: int | None) -> Row:
        cells = []
        for movement, heading in zip(MOVEMENTS, headings, strict=True):
            counts = months.counts[movement]
            number = sum(counts) if month is None else counts[month]
            words = _("{column}: {text}").format(
                column=heading, text=name if month is not None else months.season.label
            )
            find = partial(ids_that_moved, movement, months, month, question)
            cells.append(Cell(number, behind=Behind(words, find)))
        leaving = sum(int(cells[list(MOVEMENTS).index(each)].value or 0) for each in LEAVES)
        its_short = "" if month is None else short[months.starts[month].month]
        return Row(name, (*cells, Cell(leaving)), short=its_short)

    return Table(
        "months",
        _("Joins and leaves by month"),
        told_movements(months, conventions),
        _("Month"),
        (*headings, left),
        tuple(row(label, at) for at, label in enumerate(labels)),
        row(_("Total"), None),
        COLUMNS,
        ((0, 1), (1, -1), (2, -1), (3, -1), (4, -1)),
    )


def _renewal_table(statistics: Statistics, figure: Figure) -> Table:
    whole = figure.total
    season, before, question = statistics.season, statistics.before, statistics.question
    if season is None or before is None:
        raise ValueError("no seasons to compare")

    def row(line: Line, name: str) -> Row:
        find = partial(ids_by_renewal, figure.key, line.keys, season, before, question)
        words = _("{column}: {text}").format(column=figure.title, text=name)
        behind = Behind(figure.title if line is whole else words, find)
        return Row(
            name,
            (Cell(line.count, behind=behind), Cell(share(line.count, whole.count), PER_CENT)),
            line.aside,
        )

    return Table(
        figure.key,
        figure.title,
        figure.definition,
        _("Membership"),
        (_("Members"), _("Share")),
        tuple(row(line, line.name) for line in figure.lines),
        row(whole, _("Total")),
    )


def crossing_table(
    question: Question, found: Crossing, down: Dimension, across: Dimension, *, most: int = 12
) -> Table:
    """Members by two dimensions: the lines of one below each other, those of the other side by side."""
    columns = shortened(found.across, most).lines

    def row(line: Line, name: str, keys: tuple[int | str, ...] | None) -> Row:
        cells = []
        for column in columns:
            wanted = {across: column.keys} if keys is None else {down: keys, across: column.keys}
            words = column.name if keys is None else f"{name} · {column.name}"
            cells.append(Cell(found.cell(line, column), behind=_behind(question, words, wanted)))
        wanted = {} if keys is None else {down: keys}
        cells.append(Cell(line.count, behind=_behind(question, name if keys else "", wanted)))
        return Row(name, tuple(cells), line.aside)

    return Table(
        "crossing",
        _("{one} and {other}").format(one=down.title, other=across.title),
        " ".join(dict.fromkeys((down.definition, across.definition))),
        down.title,
        (*(column.name for column in columns), _("Total")),
        tuple(row(line, line.name, line.keys) for line in found.down.lines),
        row(found.down.total, _("Total"), None),
        NO_CHART,
    )


def all_rows(table: Table) -> Sequence[Row]:
    """The rows, and the total below them."""
    return (*table.rows, table.total)
