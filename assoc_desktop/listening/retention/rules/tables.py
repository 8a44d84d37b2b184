"""The figures on retention as tables, each number with the members behind it."""

from __future__ import annotations

from collections.abc import Sequence

from assoc_desktop.language import _, whole_number
from assoc_desktop.listening.reasons import Reasons
from assoc_desktop.listening.records import REASONS as REASON_WORDS
from assoc_desktop.listening.retention.rules.cohorts import cohort_table, staying_table
from assoc_desktop.listening.retention.rules.definitions import (
    COHORT_SHARES,
    COHORTS,
    ENGAGEMENT,
    EXCLUDED,
    REASONS,
    STAYING,
    TENURE,
    TITLES,
    WORTH,
    definition,
)
from assoc_desktop.listening.retention.rules.groups import BYS, SEASON, SHORT
from assoc_desktop.listening.retention.rules.lines import COLUMNS, Line, lines_by, total_line
from assoc_desktop.listening.retention.rules.rates import RATES
from assoc_desktop.listening.retention.rules.reading import Retention
from assoc_desktop.listening.retention.rules.shown import (
    AMOUNTS,
    NUMBERS,
    PER_CENTS,
    TENTHS,
    Behind,
    Drawn,
    Place,
    Shown,
)
from assoc_desktop.reports.tables import COUNT, Column, Table, Value, text

#: The figures in their order, and those that are told by groups.
FIGURES = tuple(TITLES)
GROUPED = (*RATES, TENURE, WORTH, ENGAGEMENT)
_NAME, _BY = 0.19, 0.11


def shown(retention: Retention, figure: str, by: str) -> Shown:
    """A figure by groups as the screen shows it; the total last, but not below seasons.

    Args:
        by: a key of `BYS`; without meaning for figures that are not in `GROUPED`.
    """
    if figure not in GROUPED:
        return _whole(retention, figure)
    lines = lines_by(retention, figure, by)
    total = None if by == SEASON else total_line(retention, figure)
    columns = (text(_(BYS[by]), _NAME), *_numbers(figure, 1 - _NAME))
    table = Table(
        figure,
        _(TITLES[figure]),
        _definition(retention, figure),
        columns,
        tuple((line.name, *line.values) for line in lines),
        (total.name, *total.values) if total else (),
    )
    every = [*lines, total] if total else lines
    behind: dict[Place, Behind] = {}
    for row, line in enumerate(every):
        season = "" if by == SEASON else str(retention.season.label)
        behind.update(_behind(figure, season, line, row))
    return Shown(table, behind, _drawn(figure, lines, by))


def combined(retention: Retention, figure: str) -> Shown:
    """A figure with all its groups below each other, as paper and spreadsheet have it."""
    if figure not in GROUPED:
        return _whole(retention, figure)
    total = total_line(retention, figure)
    rows: list[tuple[Value, ...]] = []
    drawn = None
    for by, words in SHORT.items():
        lines = lines_by(retention, figure, by)
        rows += [(_(words), line.name, *line.values) for line in lines]
        if by == SEASON or drawn is None:
            drawn = _drawn(figure, lines, by) or drawn
    columns = (text(_("By"), _BY), text("", _NAME), *_numbers(figure, 1 - _NAME - _BY))
    words = _definition(retention, figure)
    table = Table(figure, _(TITLES[figure]), words, columns, tuple(rows), ("", total.name, *total.values))
    return Shown(table, {}, drawn)


def _whole(retention: Retention, figure: str) -> Shown:
    if figure == STAYING:
        return staying_table(retention)
    if figure in (COHORTS, COHORT_SHARES):
        return cohort_table(retention, figure)
    return _reasons(retention)


def _numbers(figure: str, room: float) -> list[Column]:
    found = COLUMNS[figure]
    return [Column(_(heading), kind, room / len(found)) for heading, kind in found]


def _definition(retention: Retention, figure: str) -> str:
    """The definition, and of a rate who is left out this season."""
    words = definition(figure)
    if figure not in RATES:
        return words
    left_out = ", ".join(
        _("{column}: {text}").format(column=_(EXCLUDED[why]), text=whole_number(len(ids)))
        for why, ids in retention.now.rates[figure].excluded.items()
        if ids
    )
    return f"{words} " + _("Not counted in {season}: {left_out}.").format(
        season=retention.season.label, left_out=left_out or _("nobody")
    )


def _behind(figure: str, season: str, line: Line, row: int) -> dict[Place, Behind]:
    """The lists behind the numbers of a line.

    Args:
        season: that the line is of, when its name does not say it.
    """
    found = {}
    for at, (ids, (heading, _kind)) in enumerate(zip(line.behind, COLUMNS[figure], strict=True), start=1):
        if ids:
            words = " · ".join(filter(None, (_(TITLES[figure]), season, line.name, _(heading))))
            found[row, at] = Behind(words, ids)
    return found


def _drawn(figure: str, lines: Sequence[Line], by: str) -> Drawn | None:
    """A line over seasons, else a bar for each group; nothing of less than two."""
    known = [(row, line.name, line.drawn) for row, line in enumerate(lines) if line.drawn is not None]
    if len(known) < 2:
        return None
    unit = PER_CENTS if figure in RATES else AMOUNTS if figure == WORTH else TENTHS
    column = len(COLUMNS[figure]) if figure != WORTH else 1
    cells = {(at, 0): (row, column) for at, (row, _name, _value) in enumerate(known)}
    values = tuple(value for _row, _name, value in known)
    heading = _("Expected tenure") if figure == TENURE else _(TITLES[figure])
    return Drawn(tuple(name for _row, name, _v in known), ((heading, values),), unit, cells, by == SEASON)


def _reasons(retention: Retention) -> Shown:
    """The reasons of all seasons, the latest first."""
    rows: list[tuple[Value, ...]] = []
    behind: dict[Place, Behind] = {}
    for its in reversed(retention.seasons):
        for key in [each for each in REASON_WORDS if _given(its.reasons, each)]:
            numbers = (
                (its.reasons.count(stated=key), its.reasons.members(stated=key), _("stated")),
                (its.reasons.count(assessed=key), its.reasons.members(assessed=key), _("assessed")),
                (its.reasons.count(key, key), its.reasons.members(key, key), _("stated and assessed")),
            )
            for column, (_n, ids, how) in enumerate(numbers, start=2):
                if ids:
                    words = " · ".join((str(its.season.label), _(REASON_WORDS[key]), how))
                    behind[len(rows), column] = Behind(words, ids)
            rows.append((str(its.season.label), _(REASON_WORDS[key]), *(n for n, _ids, _how in numbers)))
    columns = (
        text(_("Season"), 0.2), text(_("Reason"), 0.38), Column(_("Stated"), COUNT, 0.14),
        Column(_("Assessed"), COUNT, 0.14), Column(_("The same"), COUNT, 0.14),
    )  # fmt: skip
    table = Table(REASONS, _(TITLES[REASONS]), definition(REASONS), columns, tuple(rows))
    return Shown(table, behind, _drawn_reasons(rows))


def _given(reasons: Reasons, key: str) -> bool:
    return bool(reasons.count(stated=key) or reasons.count(assessed=key))


def _drawn_reasons(rows: Sequence[tuple[Value, ...]]) -> Drawn | None:
    """The reasons of the latest season that has any: a bar for what is stated, and one for what is assessed."""
    bars: list[tuple[str, int]] = []
    cells: dict[Place, Place] = {}
    for row, (season, reason, *numbers) in enumerate(rows):
        if season != rows[0][0]:
            break
        for column, words in enumerate((str(reason), _("assessed"))):
            cells[len(bars), 0] = (row, column + 2)
            bars.append((words, int(str(numbers[column]))))
    if len(bars) < 2:
        return None
    values = tuple(value for _name, value in bars)
    names = tuple(name for name, _value in bars)
    hatched = frozenset(range(1, len(bars), 2))
    return Drawn(names, ((_("People"), values),), NUMBERS, cells, hatched=hatched)
